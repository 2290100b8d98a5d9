"""A number that two papers bear is told, whatever paper it is: a copied desk goes on counting."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cases.clash import tell_clash
from app.cases.tables import cases
from app.insights.verify.runs import verify_server
from app.kit.clock import DAY
from app.kit.ids import derived_id
from app.returns.states import Reason
from app.returns.tables import blind_returns, returns
from app.stock.counting import OpenCount
from app.stock.receiving import ReceivedLine, ReceiveGoods
from app.stock.tables import purchase_orders, stock_counts
from app.stock.transferring import RequestTransfer
from tests.insights.trade import bought, bring_back, furnished
from tests.support.shop import CLERK, MANAGER, MUG, SHIRT, Shop, carry

NUMBER = "X-JKT01-1-000007"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = furnished(tmp_path)
    yield made
    made.check()
    made.engine.dispose()


def returned(shop: Shop) -> None:
    """Of the same order, so with the same number."""
    drawer = shop.drawer(CLERK)
    sold = bought(shop, drawer, carry(SHIRT, 2))
    for _ in range(2):
        bring_back(shop, drawer, sold, Reason.TOO_SMALL)


def counted(shop: Shop) -> None:
    for n in range(2):
        shop.perform(
            OpenCount(count_id=derived_id("count", str(n)), number=NUMBER, site_id="menteng")
        )


def asked_for(shop: Shop) -> None:
    for n in range(2):
        shop.perform(
            RequestTransfer(
                transfer_id=derived_id("transfer", str(n)),
                number=NUMBER,
                from_site_id="menteng",
                to_site_id="kemang",
                lines=[ReceivedLine(product_id=MUG, quantity=1)],
            ),
            MANAGER,
        )


def received(shop: Shop) -> None:
    for _ in range(2):
        shop.inbound("menteng", MUG, 2, shop.now + DAY)
    for n, purchase in enumerate(shop.rows(purchase_orders)):
        shop.perform(
            ReceiveGoods(
                receipt_id=derived_id("receipt", str(n)),
                number=NUMBER,
                purchase_id=purchase["id"],
                lines=[ReceivedLine(product_id=MUG, quantity=2)],
            )
        )


@pytest.mark.parametrize("papers", [returned, counted, asked_for, received])
def test_two_papers_with_one_number_stand_and_are_told(
    shop: Shop, papers: Callable[[Shop], None]
) -> None:
    papers(shop)
    assert [row["kind"] for row in shop.rows(cases)] == ["number_clash"]
    (told,) = verify_server(shop.engine, only={"C3"})
    assert told.ok


def test_untold_it_is_found(shop: Shop) -> None:
    counted(shop)
    with shop.acting() as uow:
        uow.db.execute(cases.delete())
    (told,) = verify_server(shop.engine, only={"C3"})
    assert told.violations[0]["table"] == stock_counts.name


def test_a_return_without_receipt_is_numbered_with_the_others(shop: Shop) -> None:
    drawer = shop.drawer(CLERK)
    sold = bought(shop, drawer, carry(SHIRT))
    bring_back(shop, drawer, sold, Reason.TOO_SMALL)
    number = shop.only(returns)["number"]
    with shop.acting() as uow:
        row = {"id": "blind", "number": number, "customer_id": "siti", "site_id": "menteng"}
        row |= {"currency": "IDR", "taken_by": CLERK.user_id, "taken_at": shop.now}
        uow.insert(blind_returns, row)
        tell_clash(uow, blind_returns, "blind", number=number, site_id="menteng", beside=(returns,))
    assert shop.only(cases)["kind"] == "number_clash"
    (told,) = verify_server(shop.engine, only={"C3"})
    assert told.ok
    with shop.acting() as uow:
        uow.db.execute(cases.delete())
    (told,) = verify_server(shop.engine, only={"C3"})
    assert told.violations[0]["table"] == returns.name
