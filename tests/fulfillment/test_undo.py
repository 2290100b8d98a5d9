"""A slip of the hand is taken back whole: goods, units, order and the mail that was not sent."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.fulfillment.commands import Stage, UndoHandOver, UndoStage
from app.fulfillment.handlers.undo import WINDOW
from app.fulfillment.tables import fulfillments
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.notify.sending import UNDO_WINDOW, MarkSent, mark_sent
from app.notify.tables import effects, messages
from app.orders.tables import order_lines, orders
from app.stock.tables import stock_cells
from app.storage.schema import Side
from tests.fulfillment.test_handlers_pickup import given, kinds, picked_and_staged
from tests.orders.test_handlers_place import SITI
from tests.support.shop import CHINO, PRICES, SHIRT, Shop, cash, pickup


def mail(shop: Shop, kind: str) -> RowMapping:
    return shop.only(messages, kind=kind)


def effect(shop: Shop, kind: str) -> RowMapping:
    with shop.engine.connect() as db:
        wanted = effects.c.subject_id == mail(shop, kind)["id"]
        return db.execute(sa.select(effects).where(wanted)).mappings().one()


def cells(shop: Shop) -> list[tuple[int, int]]:
    return [(row["available"], row["committed"]) for row in shop.rows(stock_cells)]


def test_an_undone_hand_over_restores_the_parcel_and_keeps_the_money(shop: Shop) -> None:
    drawer = shop.drawer()
    parcel = picked_and_staged(shop, pickup(SHIRT, 2), pickup(CHINO), new_customer=SITI)
    lines, stood = shop.rows(order_lines), cells(shop)
    total = 2 * PRICES[SHIRT] + PRICES[CHINO]
    shop.perform(given(parcel, cash(total, drawer)))
    shop.perform(UndoHandOver(fulfillment_id=parcel))
    assert shop.rows(order_lines) == lines
    assert cells(shop) == stood
    told = shop.only(fulfillments)
    assert (told["state"], told["closed_at"], told["bin_code"]) == ("ready", None, "P-07")
    order = shop.only(orders)
    assert (order["state"], order["closed_at"], order["paid_minor"]) == ("placed", None, total)
    assert mail(shop, "collected")["state"] == "withdrawn"
    assert not kinds(shop)


def test_what_was_undone_can_be_done_again_and_is_told_once(shop: Shop) -> None:
    drawer = shop.drawer()
    parcel = picked_and_staged(shop, pickup(SHIRT), new_customer=SITI)
    shop.perform(given(parcel, cash(PRICES[SHIRT], drawer)))
    shop.perform(UndoHandOver(fulfillment_id=parcel))
    assert effect(shop, "collected")["state"] == "given_up"
    shop.perform(given(parcel))
    assert shop.only(orders)["state"] == "closed"
    assert mail(shop, "collected")["state"] == "queued"
    again = effect(shop, "collected")
    assert (again["state"], again["next_at"]) == ("queued", shop.now + UNDO_WINDOW)


def test_a_mail_waits_until_nobody_can_undo_it(shop: Shop) -> None:
    picked_and_staged(shop, pickup(SHIRT), new_customer=SITI)
    assert effect(shop, "ready")["next_at"] == shop.now + UNDO_WINDOW
    assert effect(shop, "confirmed")["next_at"] < shop.now


def test_a_mail_that_was_on_its_way_counts_as_sent_and_is_not_sent_again(shop: Shop) -> None:
    parcel = picked_and_staged(shop, pickup(SHIRT), new_customer=SITI)
    shop.perform(UndoStage(fulfillment_id=parcel))
    assert mail(shop, "ready")["state"] == "withdrawn"
    message_id = mail(shop, "ready")["id"]
    with shop.acting() as uow:
        mark_sent(uow, MarkSent(message_id=message_id))
    stage_again(shop, parcel)
    assert mail(shop, "ready")["state"] == "sent"


def stage_again(shop: Shop, parcel: str) -> None:
    shop.perform(Stage(fulfillment_id=parcel, bin_code="p-08"))


def test_undone_staging_leaves_the_goods_in_hand(shop: Shop) -> None:
    parcel = picked_and_staged(shop, pickup(SHIRT), new_customer=SITI)
    shop.perform(UndoStage(fulfillment_id=parcel))
    told, line = shop.only(fulfillments), shop.only(order_lines)
    assert (told["state"], told["bin_code"], told["ready_at"]) == ("in_progress", "", None)
    assert (line["picked"], line["ready"]) == (1, 0)
    stage_again(shop, parcel)
    assert shop.only(fulfillments)["state"] == "ready"


def test_a_desk_undoes_within_a_minute_and_the_server_takes_what_happened(shop: Shop) -> None:
    drawer = shop.drawer()
    parcel = picked_and_staged(shop, pickup(SHIRT), new_customer=SITI)
    shop.perform(given(parcel, cash(PRICES[SHIRT], drawer)))
    shop.now = Instant(shop.now + WINDOW)
    with pytest.raises(Refusal, match="undo_too_late"):
        shop.perform(UndoHandOver(fulfillment_id=parcel), side=Side.DESK)
    shop.perform(UndoHandOver(fulfillment_id=parcel))
    assert shop.only(fulfillments)["state"] == "ready"
    assert not kinds(shop)


def test_what_was_never_handed_over_is_no_undo(shop: Shop) -> None:
    parcel = picked_and_staged(shop, pickup(SHIRT), new_customer=SITI)
    with pytest.raises(Refusal, match="move_closed"):
        shop.perform(UndoHandOver(fulfillment_id=parcel), side=Side.DESK)
    shop.perform(UndoHandOver(fulfillment_id=parcel))
    assert kinds(shop) == ["awkward_fact"]
