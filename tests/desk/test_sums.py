"""A desk and its server say the same of all rows, over the wire; what was spoilt is noticed."""

from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.desk.desk import Desk
from app.storage import images
from app.sync.core import Compared
from tests.desk.house import House, wait_until


def compared(desk: Desk) -> Compared:
    assert desk._loop is not None
    return desk._loop._compare()


def spoil(db: Connection) -> None:
    """As if a page had brought it so: no image says that it is this desk's own doing."""
    db.execute(products.update().values(name="Spoilt"))
    db.execute(images.of(products).delete())


def test_a_busy_desk_holds_what_its_server_says(house: House) -> None:
    desk = house.desk(0)
    actor = house.sign_in(desk)
    assert desk.run(house.order(), actor).result(20).status == "ok"
    wait_until(lambda: desk.status().queued == 0 and desk.caught_up)
    assert compared(desk) == Compared(())
    desk.write(spoil).result(20)
    assert compared(desk).differing == ("catalogue",)
