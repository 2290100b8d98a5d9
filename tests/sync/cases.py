"""What people of the simulated shop decide about what went wrong: any way out of any open case
that a desk shows, while the server answers."""

import sqlalchemy as sa

from app.cases.choices import OF_SHORTAGE, Choice
from app.cases.queries import bare_case
from app.cases.states import CaseState
from app.cases.tables import cases
from app.settling.commands import HandCase, ReopenCase, RetryCase, SettleCase
from tests.sync.goods import any_of
from tests.sync.simulator import SimulatedDesk, World

_open = (
    sa.select(cases)
    .where(cases.c.state == CaseState.OPEN.value, cases.c.part_of.is_(None))
    .order_by(cases.c.id)
)
_ended = sa.select(cases).where(cases.c.state == CaseState.RESOLVED.value).order_by(cases.c.id)


def settle(world: World, desk: SimulatedDesk) -> None:
    row = any_of(world, desk, _open)
    if row is None or not desk.online:
        return
    assert desk.store is not None
    case = desk.store.write(bare_case, row["id"])
    ways = [way for way in case.choices if way not in OF_SHORTAGE] if case else []
    if not ways:
        return
    way = world.random.choice(ways)
    if way is Choice.RETRY:
        desk.run(RetryCase(case_id=row["id"]), "manager")
    else:
        note = "asked" if way is Choice.NOTED else ""
        desk.run(SettleCase(case_id=row["id"], choice=way, note=note), "manager")


def hand(world: World, desk: SimulatedDesk) -> None:
    """To a colleague; or one that was settled is open again."""
    if not desk.online:
        return
    if (row := any_of(world, desk, _ended)) and world.random.random() < 0.5:
        desk.run(ReopenCase(case_id=row["id"]), "manager")
    elif row := any_of(world, desk, _open):
        desk.run(HandCase(case_id=row["id"], user_id=world.people["manager"]), "manager")
