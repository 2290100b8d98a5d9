"""One search for goods: what is sold, or all there ever were, by code or by beginnings of words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from app.catalog.search import find_goods, find_products, good_of
from app.catalog.tables import products
from tests.support.shop import CHINO, SCARF, SHIRT, Shop, open_shop


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    shop: Shop = open_shop(tmp_path)
    with shop.engine.connect() as db:
        yield db
        db.rollback()
    shop.engine.dispose()


def sell_no_longer(db: Connection, product_id: str) -> None:
    db.execute(products.update().where(products.c.id == product_id).values(active=False))


@pytest.mark.parametrize("typed", ["TR-1", " tr-1 ", "8990000000001"])
def test_a_whole_code_is_one_product(db: Connection, typed: str) -> None:
    assert [product.id for product in find_goods(db, typed)] == [CHINO]
    found = good_of(db, typed)
    assert found is not None
    assert found.id == CHINO


def test_words_find_several_and_nonsense_finds_nothing(db: Connection) -> None:
    assert {product.id for product in find_goods(db, "s")} == {SHIRT, SCARF}
    for typed in ("", "   ", "'\"*", "x" * 5000, "🙂"):
        assert find_goods(db, typed) == ()
        assert good_of(db, typed) is None


def test_what_is_no_longer_sold_is_found_behind_what_is(db: Connection) -> None:
    sell_no_longer(db, SCARF)
    assert [product.id for product in find_goods(db, "s")] == [SHIRT, SCARF]
    assert [product.id for product in find_products(db, "s").products] == [SHIRT]


def test_a_code_of_what_is_no_longer_sold_is_known_but_not_offered(db: Connection) -> None:
    sell_no_longer(db, CHINO)
    assert good_of(db, "TR-1") is not None
    assert [product.id for product in find_goods(db, "TR-1")] == [CHINO]
    assert find_products(db, "TR-1").products == ()
