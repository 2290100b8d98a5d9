"""The usual way out is the one that nobody has to regret."""

import pytest

from app.cases.choices import COMMANDS, ERASED, Choice, choices
from app.cases.states import CaseKind


def usual(kind: CaseKind, /, **told: object) -> Choice:
    return choices(kind, COMMANDS, [told])[0]


@pytest.mark.parametrize("kind", ["order.place", "return.ask"])
def test_what_has_a_number_at_the_customer_is_tried_again(kind: str) -> None:
    assert usual(CaseKind.REFUSED, code="product_unknown", kind=kind) is Choice.RETRY


def test_a_wish_that_was_refused_is_left() -> None:
    told = {"code": "nothing_to_cancel", "kind": "order.cancel_lines"}
    assert usual(CaseKind.REFUSED, **told) is Choice.KEEP


@pytest.mark.parametrize("kind", [CaseKind.AWKWARD_FACT, CaseKind.QUARANTINED])
def test_what_happened_is_tried_again(kind: CaseKind) -> None:
    assert usual(kind, code="order_unknown", kind="pickup.hand_over") is Choice.RETRY


def test_of_an_erased_person_nothing_is_tried_again() -> None:
    ways = choices(CaseKind.REFUSED, COMMANDS, [{"code": ERASED, "kind": "order.place"}])
    assert ways == (Choice.KEEP, Choice.NOTED)
