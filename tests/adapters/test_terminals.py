"""What every card terminal must keep; a new adapter joins TERMINALS and nothing else."""

import re
from collections.abc import Callable

import pytest

from app.adapters.terminal_simulated import SimulatedTerminal
from app.customers.model import looks_like_card_number
from app.kit.money import Money
from app.ports.terminal import Authorised, Declined, Terminal, Unknown

TERMINALS: list[Callable[[], Terminal]] = [SimulatedTerminal]
# Amounts that make a terminal approve, decline, or give no answer in time.
APPROVED, DECLINED, LATE_YES, LATE_NO = (Money(n, "IDR") for n in (499_000, 499_051, 68, 91))

each = pytest.mark.parametrize("make", TERMINALS)


@each
def test_an_approval_has_a_code_and_never_a_card_number(make: Callable[[], Terminal]) -> None:
    answer = make().pay("a1", APPROVED)
    assert isinstance(answer, Authorised)
    assert answer.approval
    assert re.fullmatch(r"\d{4}", answer.last4)
    assert not looks_like_card_number(answer.reference)


@each
def test_a_refused_card_is_declined_with_a_code(make: Callable[[], Terminal]) -> None:
    answer = make().pay("a1", DECLINED)
    assert isinstance(answer, Declined)
    assert answer.code


@each
@pytest.mark.parametrize("amount", [APPROVED, DECLINED])
def test_the_same_attempt_gets_the_same_answer(make: Callable[[], Terminal], amount: Money) -> None:
    terminal = make()
    assert terminal.pay("a1", amount) == terminal.pay("a1", amount) == terminal.outcome("a1")


@each
@pytest.mark.parametrize(("amount", "told"), [(LATE_YES, Authorised), (LATE_NO, Declined)])
def test_after_a_timeout_the_outcome_can_be_asked(
    make: Callable[[], Terminal], amount: Money, told: type
) -> None:
    terminal = make()
    assert terminal.pay("a1", amount) == Unknown("a1")
    assert isinstance(terminal.outcome("a1"), told)


@each
def test_an_attempt_that_never_was_is_told_as_such(make: Callable[[], Terminal]) -> None:
    assert make().outcome("nothing") == Declined("never_seen")


@each
@pytest.mark.parametrize("amount", [Money(0, "IDR"), Money(-1, "IDR")])
def test_nothing_is_never_approved(make: Callable[[], Terminal], amount: Money) -> None:
    assert isinstance(make().pay("a1", amount), Declined)


def test_a_timed_out_attempt_paid_again_is_charged_once() -> None:
    terminal = SimulatedTerminal()
    terminal.pay("a1", LATE_YES)
    assert isinstance(terminal.pay("a1", LATE_YES), Authorised)
    assert terminal.charged == ["a1"]
