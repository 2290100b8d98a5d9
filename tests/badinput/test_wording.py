"""Every refusal of app/ has words for people, or a reason why nobody ever reads it."""

import ast
import string
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.cli import SENTENCES
from app.orders.changes import _WHY, CLOSED
from tests.architecture.reading import modules
from tests.badinput.words import sentences
from ui.kit import refusals

# Code → why no screen ever shows it.
COMMAND_LINE = "told by the command line: app/cli.py"
IMPORTS = "only an import, or the demo's own data, can raise it"
PROGRAMS = "said to another program, never to a person"
INTERNAL = {
    **dict.fromkeys(
        (
            "backup_damaged",
            "backup_of_another_version",
            "bench_needs_source_tree",
            "database_address",
            "database_away",
            "database_foreign",
            "database_of_another",
            "file_missing",
            "file_not_writable",
            "file_there",
            "folder_missing",
            "last_admin",
            "needs_screen",
            "person_unknown",
            "port_closed",
            "port_in_use",
            "register_unknown",
            "role_unknown",
            "site_unknown",
            "smtp_address",
        ),
        COMMAND_LINE,
    ),
    **dict.fromkeys(
        (
            "cost_negative",
            "currency_unknown",
            "gtin_invalid",
            "nothing_to_return",
            "promotion_invalid",
            "refund_above_paid",
            "reliability_out_of_range",
            "tax_rate_invalid",
            "token_unclear",
            "told_twice",
            "too_many_returns",
            "too_many_sales",
        ),
        IMPORTS,
    ),
    **dict.fromkeys(
        (
            "bad_body",
            "barcode_letters",
            "body_too_large",
            "busy",
            "lease_of_another",
            "lease_too_long",
            "link_unclear",
            "not_signed_in",
            "offer_unknown",
            "postcode_unknown",
            "signature_wrong",
            "still_busy",
            "too_many_products",
            "unknown_query",
            "wave_stale",
        ),
        PROGRAMS,
    ),
}


def raised() -> Iterator[tuple[str, str]]:
    """(code, where) of each `Refusal("code", …)` in app/."""
    for module in modules():
        if not module.under("app"):
            continue
        for called, call in module.calls():
            if called == "Refusal" and call.args and isinstance(call.args[0], ast.Constant):
                yield str(call.args[0].value), f"{module.name}:{call.lineno}"


# These pass on a code that was looked up: from the server's reply, from the screens' own table,
# from the model of what can still change of an order, from the kinds of trouble of a disk, and from
# the doubts of a grant.
PASSED_ON = {
    "app.desk.damage",
    "app.server.costs",
    "app.sync.transport",
    "app.returns.handlers.judging",
    "app.orders.cancelling",
    "app.orders.changes",
    "app.orders.changing",
    "app.orders.previews",
}
CODES = dict(raised())


def test_a_code_is_written_where_it_is_raised() -> None:
    hidden = {
        module.name
        for module in modules()
        for called, call in module.calls()
        if called == "Refusal"
        and module.under("app")
        and not (call.args and isinstance(call.args[0], ast.Constant))
    }
    assert hidden <= PASSED_ON


def test_every_refusal_has_words_or_a_reason_to_have_none() -> None:
    bare = {
        code: where
        for code, where in CODES.items()
        if not refusals.is_worded(code) and code not in INTERNAL
    }
    assert bare == {}


def test_what_keeps_an_order_as_it_is_has_words() -> None:
    assert {code for code in (*_WHY.values(), CLOSED) if not refusals.is_worded(code)} == set()


def test_reasons_are_kept_only_while_they_are_needed() -> None:
    assert {code for code in INTERNAL if code not in CODES} == set()
    assert {code for code in INTERNAL if refusals.is_worded(code)} == set()


def test_what_the_command_line_tells_has_its_sentence() -> None:
    told_elsewhere = {"role_unknown", "site_unknown"}  # they list what is known
    ours = {code for code, why in INTERNAL.items() if why == COMMAND_LINE}
    assert ours - set(SENTENCES) - told_elsewhere == set()


@pytest.mark.parametrize("code", sorted(refusals._table))
def test_the_words_are_whole_in_both_languages(code: str, qapp: QApplication) -> None:
    told = sentences(qapp, code, {})
    assert all(string.capwords(words)[:1] for words in told.values())
