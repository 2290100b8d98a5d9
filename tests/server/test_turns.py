"""Nobody has all of a server: a share for each caller, and writers in the order of asking."""

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.kit.errors import Refusal, Unreachable
from app.server.budget import BURST, CROWD, DEEPEST, LATELY, SHARE, Budget, Crowd, Lived
from app.server.poker import Poker
from app.server.problems import problem
from app.server.turns import AT_ONCE, BUSY_SECONDS, HOUSE, STEPS_BACK, Line, Turns
from app.server.web import Marking
from app.sync import wire
from app.sync.transport import Transport
from tests.support.served import in_this_process

BUSY = 0.01  # seconds that one act takes
acts = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 5)), min_size=1, max_size=40)


@given(acts)
def test_whatever_a_caller_had_it_is_like_anybody_again_soon(
    acts: list[tuple[float, float]],
) -> None:
    budget, now = Budget(), 0.0
    for work, later in acts:
        now += later
        budget.spend("a", work, now)
    assert not budget.over("a", now + DEEPEST / SHARE + 1e-6)
    assert not budget.over("b", now)


@given(st.floats(0.001, 0.5), st.integers(10, 200))
def test_a_greedy_caller_is_within_its_share_only_for_its_burst_and_its_share(
    work: float, times: int
) -> None:
    budget, now, had = Budget(), 0.0, 0.0
    for _ in range(times):
        if not budget.over("greedy", now):
            had += work
            budget.spend("greedy", work, now)
        now += work
    assert had <= BURST + SHARE * now + work + 1e-6


def test_on_a_busy_computer_a_share_is_a_share_of_what_there_is() -> None:
    """While it works its CPU time counts, of which a machine with other work gives it less."""
    begun = time.process_time()
    lived = Lived(0.0)
    worked = lived.until(100.0, working=True)
    assert worked <= time.process_time() - begun
    assert lived.until(103.0, working=False) == worked + 3.0


@given(st.integers(1, 300))
def test_who_asks_beside_many_has_a_share_like_each_of_them_down_to_a_tenth(many: int) -> None:
    crowd = Crowd()
    for n in range(many):
        crowd.asks(f"c{n}", 1.0)
        crowd.asks(f"c{n}", 1.5)
    assert crowd.parts(1.5) == min(max(many, 1 / SHARE), CROWD)
    assert crowd.parts(1.6 + LATELY) == 1 / SHARE


def test_beside_ten_others_the_greedy_are_like_anybody_again_later() -> None:
    lived = Lived(0.0)
    assert lived.until(10.0, working=False, parts=CROWD) == 10 / (CROWD * SHARE)


def test_callers_of_last_year_take_no_memory() -> None:
    budget = Budget(most=3)
    for n in range(10):
        budget.spend(f"c{n}", 1.0, float(n))
    assert len(budget._had) == 3


def test_writers_are_served_in_the_order_of_asking() -> None:
    async def act() -> list[int]:
        turns, done = Turns(writers=1), list[int]()
        await asyncio.gather(*(turns.write("a", done.append, n) for n in range(50)))
        return done

    assert asyncio.run(act()) == list(range(50))


def test_one_who_writes_without_end_lets_another_in_after_each_act() -> None:
    """A mail is marked as sent while a desk brings a day's queue."""

    async def act() -> list[str]:
        turns, done = Turns(writers=1), list[str]()

        async def queue() -> None:
            for _ in range(20):
                await turns.write("desk", done.append, "command")

        async def mail() -> None:
            await turns.write(HOUSE, done.append, "mail")

        await asyncio.gather(queue(), mail())
        return done

    assert asyncio.run(act()).index("mail") <= 1


def test_the_greedy_are_served_when_nobody_else_asks() -> None:
    """Not even between two acts of one request."""

    async def act() -> list[str]:
        turns, done = Turns(writers=1, budget=_greedy()), list[str]()

        async def ask(caller: str) -> None:
            async with turns.line(caller, Line.COMMANDS):
                for _ in range(10):
                    await turns.write(caller, done.append, caller)

        await asyncio.gather(ask("modest"), ask("greedy"))
        return done

    assert asyncio.run(act()) == ["modest"] * 10 + ["greedy"] * 10


def test_who_becomes_greedy_amid_a_request_does_not_wait_for_its_own_end() -> None:
    """A queue of a hundred commands in one request: the tenth uses up what anybody may have."""

    class Budgeted(Budget):
        used = False

        def over(self, caller: str, now: float) -> bool:
            return self.used

    async def act() -> float:
        budget = Budgeted()
        turns = Turns(budget=budget)
        async with turns.line("desk", Line.COMMANDS):
            budget.used = True
            begun = asyncio.get_running_loop().time()
            await turns.write("desk", int)
            return asyncio.get_running_loop().time() - begun

    assert asyncio.run(act()) < STEPS_BACK


def test_even_the_greedy_wait_for_others_only_so_long() -> None:
    async def act() -> int:
        turns = Turns(budget=_greedy())
        async with turns.line("modest", Line.SNAPSHOT):
            return await turns.read("greedy", int, 7)

    assert asyncio.run(act()) == 7


def test_the_greedy_rest_between_two_acts_while_others_were_just_here() -> None:
    """Else whoever asks next would always meet an act that is under way."""

    async def act(*, others: bool) -> float:
        turns = Turns(budget=_greedy())
        if others:
            async with turns.line("modest", Line.QUESTIONS):
                await turns.read("modest", int)
        begun = asyncio.get_running_loop().time()
        for _ in range(2):
            await turns.read("greedy", _busy)
        return asyncio.get_running_loop().time() - begun

    assert asyncio.run(act(others=True)) >= (1 + 1 / SHARE) * BUSY
    assert asyncio.run(act(others=False)) >= 2 * BUSY


def test_the_greedy_rest_longer_the_more_are_at_work() -> None:
    async def act() -> float:
        turns = Turns(budget=_greedy())
        for n in range(CROWD):
            async with turns.line(f"modest{n}", Line.QUESTIONS):
                await turns.read(f"modest{n}", int)
        begun = asyncio.get_running_loop().time()
        for _ in range(2):
            await turns.read("greedy", _busy)
        return asyncio.get_running_loop().time() - begun

    assert asyncio.run(act()) >= (1 + CROWD) * BUSY


def test_who_only_listens_makes_no_share_smaller() -> None:
    """Of one act 300 desks hear at once."""

    async def act() -> float:
        turns = Turns()
        for n in range(300):
            async with turns.line(f"listens{n}", Line.NEWS):
                pass
        return turns._crowd.parts(asyncio.get_running_loop().time())

    assert asyncio.run(act()) == 1 / SHARE


def test_nobody_rests_for_who_only_listens() -> None:
    """A long queue goes up beside a till that hears of each command of it."""

    async def act(line: Line) -> int:
        turns = Turns(budget=_greedy())
        await turns.read("modest", int)  # who it is
        async with turns.line("modest", line):
            await turns.read("modest", int)
        return turns._served.others("greedy", asyncio.get_running_loop().time())

    assert asyncio.run(act(Line.QUESTIONS)) == 1
    assert asyncio.run(act(Line.NEWS)) == 0


def _busy() -> None:
    time.sleep(BUSY)


def test_a_caller_has_only_its_own_places() -> None:
    async def act() -> tuple[int, int]:
        turns, most, inside, others = Turns(), 0, 0, 0
        let_go = asyncio.Event()

        async def ask() -> None:
            nonlocal most, inside
            async with turns.line("greedy", Line.QUESTIONS):
                inside += 1
                most = max(most, inside)
                await let_go.wait()
                inside -= 1

        async def another() -> None:
            nonlocal others
            async with turns.line("modest", Line.QUESTIONS):
                others += 1
                let_go.set()

        await asyncio.gather(*(ask() for _ in range(30)), another())
        assert turns._lines == {}
        return most, others

    assert asyncio.run(act()) == (AT_ONCE[Line.QUESTIONS], 1)


def test_who_fills_its_own_places_is_told_to_come_again() -> None:
    async def act() -> None:
        turns = Turns(in_line=0.01)
        async with turns.line("greedy", Line.COMMANDS):
            async with turns.line("modest", Line.COMMANDS):
                pass
            with pytest.raises(Refusal) as refused:
                async with turns.line("greedy", Line.COMMANDS):
                    raise AssertionError("there is one place")
        assert (refused.value.code, refused.value.facts) == ("busy", {"seconds": BUSY_SECONDS})
        async with turns.line("greedy", Line.COMMANDS):
            pass

    asyncio.run(act())


def test_a_busy_answer_says_when_to_come_again_and_the_desk_hears_it() -> None:
    async def busy(_request: Request) -> Response:
        return problem(Refusal("busy", seconds=BUSY_SECONDS))

    routes = [Route("/v1/hello", busy, methods=["POST"])]
    application = Starlette(routes=routes, middleware=[Middleware(Marking)])
    with in_this_process(application) as client:
        line = Transport(str(client.base_url))
        with pytest.raises(Unreachable) as away:
            line.hello(wire.Hello(protocol=1, replica_id="", epoch=0, seq=0, chain=""))
        assert client.post("/v1/hello").status_code == 429
        line.close()
    assert (away.value.why, away.value.retry_after) == ("busy", BUSY_SECONDS)


def test_a_page_that_ended_before_it_began_is_no_answer() -> None:
    """The head of a page goes out at once; then its database went away."""

    async def cut(_request: Request) -> Response:
        return Response(b"", media_type="application/json")

    routes = [Route("/v1/feed", cut, methods=["POST"])]
    with in_this_process(Starlette(routes=routes, middleware=[Middleware(Marking)])) as client:
        line = Transport(str(client.base_url))
        with pytest.raises(Unreachable):
            line.feed(wire.Feed(replica_id="", epoch=0, seq=0, chain="", wait=0))
        line.close()


def _greedy() -> Budget:
    """One in which "greedy" had far too much, for as long as a test lasts."""

    class Known(Budget):
        def over(self, caller: str, now: float) -> bool:
            return caller == "greedy"

    return Known()


def test_all_who_wait_are_woken_by_one_look() -> None:
    heads, looks = [0], 0

    def head() -> int:
        nonlocal looks
        looks += 1
        return heads[0]

    async def act() -> None:
        poker = Poker(head, look=0.01)
        running = asyncio.create_task(poker.run())
        waiting = [asyncio.create_task(poker.past(0, 20)) for _ in range(300)]
        await asyncio.sleep(0)
        heads[0] = 1
        poker.poke()
        await asyncio.wait_for(asyncio.gather(*waiting), 10)
        running.cancel()

    asyncio.run(act())
    assert looks < 100


def test_a_wait_ends_when_nothing_comes() -> None:
    asyncio.run(Poker(lambda: 0).past(0, 0.01))
