"""Any history of leases: never oversold, never spent twice, and what was told as safe is kept."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.desk.store import Outcome
from app.kit.clock import HOUR
from app.orders.states import Assurance
from app.orders.tables import order_lines
from app.stock.leases import GRACE
from app.stock.ledger import cell_id
from app.stock.tables import leases, reservations, stock_cells
from app.storage.outbox import outbox
from app.sync import wire
from tests.sync.counter import catch_up, greet, on_server, order_of, pull, push, quiet_world, rows
from tests.sync.lending import assurance, borrow, give_back, pass_by, plan, stock_up, tidy
from tests.sync.simulator import SimulatedDesk, World

DESKS = st.sampled_from([0, 1])


@dataclass(frozen=True, slots=True)
class Told:
    """A customer heard on this desk that it is safe."""

    desk: int
    order_id: str
    line_id: str
    units: int
    at: int


class Lending(RuleBasedStateMachine):
    """One store, one product, two desks; the network loses answers and doubles requests."""

    world: World

    @initialize(units=st.integers(4, 30))
    def open(self, units: int) -> None:
        self._open = ExitStack()
        folder = self._open.enter_context(tempfile.TemporaryDirectory())
        self.world = self._open.enter_context(quiet_world(Path(folder), stores=1))
        stock_up(self.world, units)
        for desk in self.world.desks:
            borrow(desk, 4)
        self.borrowed: list[tuple[SimulatedDesk, wire.Borrow]] = []
        self.returned: list[tuple[SimulatedDesk, wire.GiveBack]] = []
        self.told: list[Told] = []

    def teardown(self) -> None:
        if hasattr(self, "_open"):
            self._open.close()

    def desk(self, number: int) -> SimulatedDesk:
        return self.world.desks[number]

    # --- what a desk says -------------------------------------------------------------------

    @rule(number=DESKS, units=st.integers(1, 6))
    def ask(self, number: int, units: int) -> None:
        """It hears of the answer when it hears the news."""
        desk = self.desk(number)
        request = wire.Borrow(request_id=desk._new_id(), units=[(*self.first, units)])
        self.world.server.service.borrow(desk.device, request)
        self.borrowed.append((desk, request))

    @rule(which=st.integers(0, 99))
    def a_question_comes_again(self, which: int) -> None:
        if self.borrowed:
            desk, request = self.borrowed[which % len(self.borrowed)]
            self.world.server.service.borrow(desk.device, request)

    @rule(number=DESKS)
    def give_back(self, number: int) -> None:
        desk = self.desk(number)
        if plan(desk).give_back:
            self.returned.append((desk, give_back(desk)))
            self.heard(number)

    @rule(which=st.integers(0, 99))
    def a_return_comes_again(self, which: int) -> None:
        if self.returned:
            desk, request = self.returned[which % len(self.returned)]
            self.world.server.service.give_back(desk.device, request)

    @rule(number=DESKS, units=st.integers(1, 4))
    def sell(self, number: int, units: int) -> None:
        """Whether the server is there or not: the desk decides alone."""
        desk = self.desk(number)
        assert desk.store is not None
        command = order_of(self.world.shop, quantity=units)
        placed = desk.store.run(command, self.world.shop.users["agent"], online=True)
        self.note(number, placed, units)

    def note(self, number: int, placed: Outcome, units: int) -> None:
        if assurance(self.desk(number), placed) == Assurance.GUARANTEED:
            line_id = placed.result["line_ids"][0]
            told = Told(number, placed.result["order_id"], line_id, units, self.world.now)
            self.told.append(told)

    @rule(number=DESKS)
    def sell_out(self, number: int) -> None:
        """All that is free goes, so that only what was lent is left to keep a promise with."""
        (cell,) = on_server(self.world.server.service, stock_cells, id=cell_id(*self.first))
        if free := cell["available"] - cell["reserved"] - cell["leased"]:
            desk = self.desk(number)
            assert desk.store is not None
            command = order_of(self.world.shop, quantity=free)
            placed = desk.store.run(command, self.world.shop.users["agent"], online=True)
            self.note(number, placed, free)
            self.send_and_hear_nothing(number)

    @property
    def first(self) -> tuple[str, str]:
        return self.world.shop.stores[0], self.world.shop.products[0]

    # --- the network and the machines -------------------------------------------------------

    @rule(number=DESKS)
    def sync(self, number: int) -> None:
        catch_up(self.desk(number))
        self.heard(number)

    @rule(number=DESKS)
    def send_and_hear_nothing(self, number: int) -> None:
        push(self.desk(number))

    @rule(number=DESKS)
    def hear_and_send_nothing(self, number: int) -> None:
        if greet(self.desk(number)) == "ok":
            pull(self.desk(number))

    @rule(number=DESKS)
    def start_anew(self, number: int) -> None:
        self.desk(number).power_off()
        self.desk(number).power_on()

    @rule(hours=st.sampled_from([1, 20, 45]), skew=st.sampled_from([-400, 0, 400]))
    def time_passes(self, hours: int, skew: int) -> None:
        """And somebody sets the clocks on the walls."""
        pass_by(self.world, hours * HOUR)
        for desk in self.world.desks:
            desk.clock.skew = skew * HOUR

    @rule()
    def server_tidies(self) -> None:
        tidy(self.world)

    # --- what must hold ---------------------------------------------------------------------

    @invariant()
    def books_agree(self) -> None:
        if not hasattr(self, "world"):
            return
        service = self.world.server.service
        total = sa.func.coalesce(sa.func.sum(leases.c.quantity), 0)
        lent = service.ask(lambda db: db.execute(sa.select(total)).scalar_one())
        cells = on_server(service, stock_cells)
        assert sum(cell["leased"] for cell in cells) == lent
        assert all(cell["reserved"] + cell["leased"] <= cell["available"] for cell in cells)

    @invariant()
    def what_was_told_stays_told(self) -> None:
        """Until the server has spoken: replays take nothing back, whatever ended meanwhile."""
        if not hasattr(self, "world"):
            return
        for told in self.told:
            desk = self.desk(told.desk)
            waits = rows(desk, outbox)
            if waits and self._in_time(told):
                (line,) = rows(desk, order_lines, order_id=told.order_id)
                assert line["assurance"] != Assurance.PROVISIONAL

    def heard(self, number: int) -> None:
        """A promise that came in time holds the very goods it was made on."""
        kept = [told for told in self.told if told.desk == number]
        self.told = [told for told in self.told if told.desk != number]
        for told in kept:
            if not self._in_time(told):
                continue
            held = [
                row["quantity"]
                for row in on_server(
                    self.world.server.service,
                    reservations,
                    line_id=told.line_id,
                    site_id=self.world.shop.stores[0],
                )
                if row["state"] == "held"
            ]
            assert sum(held) == told.units

    def _in_time(self, told: Told) -> bool:
        return self.world.now < told.at + GRACE


Lending.TestCase.settings = settings(
    max_examples=max(6, settings().max_examples // 20),
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
)
TestLending = Lending.TestCase
