"""No code of a program is read in the inbox: whatever is done, refused or settled has words."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.cases.choices import Choice
from app.cases.queries import Case, bare_case
from app.cases.states import CaseKind, CaseState
from app.features import COMMANDS
from app.fulfillment.handlers.undo_short import ACT as FOUND
from app.kit.commands import Nature
from tests.architecture.reading import Module, modules
from tests.ui.cases.scene import LinkedCounter, tell
from tests.ui.conftest import Dressing
from ui.cases import evidence, kinds, ways, words
from ui.cases.asking import Entry

SAID = [spec.kind for spec in COMMANDS if spec.permission != "system"]  # by a person at a desk
ASIDE = ("handler_failed", "damaged_command", "unknown_command", "user_unknown", "id_reuse")


def settled_as() -> Iterator[str]:
    """How the other slices say that what a case told is mended."""
    yield FOUND  # by way of `lift`, which tells what it was told
    for module in modules():
        for called, call in module.calls():
            if called == "settle_about" and module.under("app"):
                yield from _why(module, call)


def _why(module: Module, call: ast.Call) -> Iterator[str]:
    for told in call.keywords:
        if told.arg != "why":
            continue
        if isinstance(told.value, ast.Constant):
            yield str(told.value.value)
        elif isinstance(told.value, ast.Name):  # a name inside a function is a choice's: worded
            yield str(getattr(sys.modules[module.name], told.value.id, Choice.SELL.value))


def a_case(counter: LinkedCounter, **told: Any) -> Case:
    case_id = tell(counter, CaseKind.QUARANTINED, "commands", **told)
    case = counter.acting(lambda uow: bare_case(uow.db, case_id))
    assert case is not None
    return case


@pytest.mark.parametrize("kind", SAID)
def test_what_a_person_may_do_has_words(desk_app: Dressing, kind: str) -> None:
    assert kinds.command_words(kind) != kind


def test_words_are_kept_only_for_what_can_be_done() -> None:
    assert set(kinds._COMMANDS) - set(SAID) == set()


def test_the_inbox_knows_what_happened_and_what_was_a_wish() -> None:
    said = [spec for spec in COMMANDS if spec.kind in SAID]
    assert {spec.kind for spec in said if spec.nature is Nature.FACT} == kinds.FACTS
    assert set(SAID) >= kinds.TOLD


@pytest.mark.parametrize("code", ASIDE)
def test_what_the_server_sets_aside_says_why_in_words(
    counter: LinkedCounter, desk_app: Dressing, code: str
) -> None:
    case = a_case(counter, code=code, kind="order.place")
    assert code not in words.happened(Entry(case.case_id, case, ""))


@pytest.mark.parametrize("code", ASIDE)
def test_what_was_tried_again_in_vain_says_why_in_words(
    counter: LinkedCounter, desk_app: Dressing, code: str
) -> None:
    again = {"code": code, "at": counter.clock.at, "by": "b" * 32}
    case = a_case(counter, code="before", kind="order.place", again=again)
    last = evidence.lines(Entry(case.case_id, case, ""))[-1]
    assert last.name == "Tried again"
    assert code not in last.server


@pytest.mark.parametrize("resolution", sorted(set(settled_as())))
def test_how_a_case_was_settled_has_words(
    counter: LinkedCounter, desk_app: Dressing, resolution: str
) -> None:
    case = a_case(counter, code="handler_failed", kind="order.place")
    ended = replace(case, state=CaseState.RESOLVED, resolution=resolution)
    told = ways.outcome(Entry(case.case_id, ended, ""))
    assert told
    assert told != resolution
