"""What the server does each night: once for each place and day, whoever asks."""

import sqlalchemy as sa

from app.kit.clock import DAY
from app.server.nights import Nights
from app.stock.tables import demand_marks
from tests.server.house import House


def test_the_first_look_reckons_every_place_and_the_next_one_nothing(house: House) -> None:
    service = house.service
    nights = Nights(service)
    places = nights.work() - 1  # and the territories of all
    with service.engine.connect() as db:
        marks = db.execute(sa.select(demand_marks.c.site_id)).scalars().all()
    assert places == len(marks) > 0
    assert nights.work() == 1
    house.clock.pass_by(DAY)  # it is past two o'clock at every place
    assert nights.work() == places + 1
