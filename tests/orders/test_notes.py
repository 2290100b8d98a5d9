"""Notes about an order: kept for everybody who sees it, and never a card number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.kit.errors import Refusal
from app.orders.notes import MOST, AddNote, Note, notes_of
from app.orders.tables import order_notes
from app.storage.schema import Side
from tests.support.shop import AGENT, CLERK, SHIRT, Shop, open_shop, pickup


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path)
    yield shop
    shop.engine.dispose()


def test_notes_are_read_newest_first_with_their_writer(shop: Shop) -> None:
    order_id = shop.order(pickup(SHIRT))["order_id"]
    shop.perform(AddNote(order_id=order_id, text="  Call \n after  five "), CLERK)
    shop.perform(AddNote(order_id=order_id, text="Called"), AGENT)
    with shop.engine.connect() as db:
        last, first = notes_of(db, order_id)
    assert last == Note("Called", AGENT.user_id, last.at)
    assert first.text == "Call after five"


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("   ", "note_empty"),
        ("x" * (MOST + 1), "note_too_long"),
        ("card 4111 1111 1111 1111", "card_number_in_text"),
    ],
)
def test_what_is_no_note_is_refused_on_both_sides(
    shop: Shop, side: Side, text: str, code: str
) -> None:
    order_id = shop.order(pickup(SHIRT))["order_id"]
    with pytest.raises(Refusal, match=code):
        shop.perform(AddNote(order_id=order_id, text=text), CLERK, side=side)
    assert not shop.rows(order_notes)


def test_desk_and_server_write_the_same_row(tmp_path: Path) -> None:
    made = []
    for side in Side:
        folder = tmp_path / side.value
        folder.mkdir()
        shop = open_shop(folder)
        order_id = shop.order(pickup(SHIRT), command_id="c" * 32)["order_id"]
        shop.perform(AddNote(order_id=order_id, text="Gift"), CLERK, side=side, command_id="d" * 32)
        made.append(dict(shop.only(order_notes)))
        shop.engine.dispose()
    assert made[0] == made[1]


def test_nobodys_order_has_no_notes(shop: Shop) -> None:
    with pytest.raises(Refusal, match="order_unknown"):
        shop.perform(AddNote(order_id="nobody", text="Gift"), CLERK)
