"""Nobody has all of a server: a share for each caller, and writers in the order of asking."""

import asyncio
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.errors import Refusal
from app.server.budget import BURST, COMPANY, DEEPEST, SHARE, Budget
from app.server.poker import Poker
from app.server.turns import AT_ONCE, Callers, Line, Turns

LONGEST = DEEPEST / SHARE

acts = st.lists(
    st.tuples(st.sampled_from("ab"), st.floats(0, 3), st.floats(0, 5)), min_size=1, max_size=40
)


@given(acts)
def test_nobody_waits_longer_than_it_takes_to_forget_the_excess(
    acts: list[tuple[str, float, float]],
) -> None:
    budget, now = Budget(), 0.0
    for caller, work, later in acts:
        now += later
        assert 0 <= budget.wait(caller, now) <= LONGEST + 1e-9
        budget.spend(caller, work, now)


@given(st.floats(0.001, 0.5), st.integers(10, 200))
def test_beside_others_a_greedy_caller_gets_its_burst_and_its_share(
    work: float, times: int
) -> None:
    budget, now, had = Budget(), 0.0, 0.0
    for _ in range(times):
        budget.spend("modest", 0.0, now)
        now += budget.wait("greedy", now)
        budget.spend("greedy", work, now)
        had += work
        now += work
    assert had <= BURST + SHARE * now + work + 1e-6


@given(st.floats(0.001, 3), st.integers(1, 100))
def test_alone_a_caller_may_have_everything(work: float, times: int) -> None:
    budget, now = Budget(), 0.0
    for _ in range(times):
        assert budget.wait("only", now) == 0
        budget.spend("only", work, now)
        now += work


def test_greedy_ones_among_themselves_wait_for_nobody() -> None:
    budget = Budget()
    for caller in "abc":
        budget.spend(caller, BURST + 1, 0.0)
    assert [budget.wait(caller, 0.1) for caller in "abc"] == [0, 0, 0]
    budget.spend("modest", 0.01, 0.2)
    assert all(budget.wait(caller, 0.3) > 0 for caller in "abc")
    assert budget.wait("modest", 0.3) == 0
    assert [budget.wait(caller, 0.3 + COMPANY) for caller in "abc"] == [0, 0, 0]


def test_callers_of_last_year_take_no_memory() -> None:
    budget = Budget(most=3)
    for n in range(10):
        budget.spend(f"c{n}", 1.0, float(n))
    assert len(budget._had) == 3


def test_writers_are_served_in_the_order_of_asking() -> None:
    async def act() -> list[int]:
        turns, done = Turns(writers=1), list[int]()
        await asyncio.gather(*(turns.write(done.append, n) for n in range(50)))
        return done

    assert asyncio.run(act()) == list(range(50))


def test_one_who_writes_without_end_lets_another_in_after_each_act() -> None:
    """A mail is marked as sent while a desk brings a day's queue."""

    async def act() -> list[str]:
        turns, done = Turns(writers=1), list[str]()

        async def queue() -> None:
            for _ in range(20):
                await turns.write(done.append, "command")

        async def mail() -> None:
            await turns.write(done.append, "mail")

        await asyncio.gather(queue(), mail())
        return done

    assert asyncio.run(act()).index("mail") <= 1


def test_a_caller_has_only_its_own_places() -> None:
    async def act() -> tuple[int, int]:
        callers, most, inside, others = Callers(), 0, 0, 0
        let_go = asyncio.Event()

        async def ask() -> None:
            nonlocal most, inside
            async with callers.place("greedy"):
                inside += 1
                most = max(most, inside)
                await let_go.wait()
                inside -= 1

        async def another() -> None:
            nonlocal others
            async with callers.place("modest"):
                others += 1
                let_go.set()

        await asyncio.gather(*(ask() for _ in range(30)), another())
        assert callers._lines == {}
        return most, others

    assert asyncio.run(act()) == (AT_ONCE[Line.QUESTIONS], 1)


def test_who_had_too_much_is_told_when_to_come_again() -> None:
    budget = Budget()

    async def act() -> None:
        callers = Callers(budget)
        loop = asyncio.get_running_loop()
        budget.spend("greedy", BURST + DEEPEST, loop.time())
        budget.spend("modest", 0.01, loop.time())
        async with callers.place("modest"):
            pass
        async with callers.place("greedy"):
            raise AssertionError("it had its share")

    with pytest.raises(Refusal) as refused:
        asyncio.run(act())
    assert refused.value.code == "busy"
    assert refused.value.facts["seconds"] == LONGEST - 1


@pytest.fixture
def heads() -> Iterator[list[int]]:
    return [0]


def test_all_who_wait_are_woken_by_one_look(heads: list[int]) -> None:
    looks = 0

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


def test_a_wait_ends_when_nothing_comes(heads: list[int]) -> None:
    asyncio.run(Poker(lambda: heads[0]).past(0, 0.01))
