"""The last unit has one buyer, and a shelf of forty sells forty, whoever comes at the same time."""

import pytest
from sqlalchemy.engine import Engine

from app.insights.verify.runs import verify_server
from app.server.service import Service
from tests.concurrency.racing import last_unit, oversold

pytestmark = pytest.mark.postgres


def test_the_last_unit_has_exactly_one_winner_each_time(engine: Engine) -> None:
    assert last_unit(engine, rounds=60, buyers=8) == [1] * 60


def test_thirty_two_sell_one_product_and_none_is_sold_twice(service: Service) -> None:
    """Through the whole server: each sells two, and twenty-four are more than there are."""
    assert oversold(service, writers=32, shelf=40, each=2) == []
    assert [told for told in verify_server(service.engine) if told.ok is False] == []
