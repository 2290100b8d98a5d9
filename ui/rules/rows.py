"""Rules and versions as rows of a list, and what is known about one rule."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.routing.rules.board import Board
from app.routing.rules.flaws import BLOCKS, Finding
from app.routing.rules.model import Rule, Wish, stands
from app.routing.rules.states import Standing
from app.routing.rules.stored import StoredSet
from ui.kit import Status, formats
from ui.rules.listing import Entry
from ui.rules.telling import STANDING_STATUS, flaw_chip, returned_words, standing_words
from ui.rules.words import Names, sentence, strength

translate = QCoreApplication.translate  # lupdate knows the name `translate`
OVER = frozenset({Standing.RETIRED, Standing.DISCARDED})


def entries_of(
    rules: Sequence[Rule], before: StoredSet | None, found: Sequence[Finding], names: Names
) -> list[Entry]:
    """In their order; what was there before and is no more stands at the end."""
    flaws = {one.rule_id: one for one in reversed(found)}
    old = {rule.id: rule for rule in before.rules} if before else {}
    places = {rule_id: at for at, rule_id in enumerate(old)}
    rows = [_entry(at, rule, flaws.get(rule.id), names) for at, rule in enumerate(rules, 1)]
    told = {rule.id for rule in rules}
    kept = [rule.id for rule in rules if rule.id in places]
    moved = _moved(kept, [rule_id for rule_id in old if rule_id in told])
    made = []
    for row, rule in zip(rows, rules, strict=True):
        if row.chip or before is None:
            made.append(row)
        elif rule.id not in old:
            made.append(_chipped(row, translate("rules", "new"), "plus"))
        elif rule != old[rule.id]:
            made.append(_chipped(row, translate("rules", "changed"), "pencil"))
        elif rule.id in moved:
            made.append(_chipped(row, translate("rules", "moved"), "arrow-up"))
        else:
            made.append(row)
    gone = [rule for rule_id, rule in old.items() if rule_id not in told]
    return made + [_gone(rule, names) for rule in gone]


def _moved(now: Sequence[str], before: Sequence[str]) -> frozenset[str]:
    """The fewest rules by whose moving one order becomes the other: all but a longest rise."""
    places = [before.index(rule_id) for rule_id in now]
    best: list[tuple[int, ...]] = []
    for at, place in enumerate(places):
        shorter = [best[i] for i in range(at) if places[i] < place]
        best.append((*max(shorter, key=len, default=()), at))
    stayed = max(best, key=len, default=())
    return frozenset(rule_id for at, rule_id in enumerate(now) if at not in stayed)


def _entry(at: int, rule: Rule, flaw: Finding | None, names: Names) -> Entry:
    lead, rest = sentence(rule, names)
    detail = strength(rule, names) if rule.on else translate("rules", "off")
    row = Entry(rule.id, str(at), lead, rest, detail, faded=not rule.on)
    if flaw is None:
        return row
    status = Status.BAD if flaw.code in BLOCKS else Status.WARN
    return _chipped(row, flaw_chip(flaw.code), None, status)


def _gone(rule: Rule, names: Names) -> Entry:
    lead, rest = sentence(rule, names)
    row = Entry(f"gone:{rule.id}", "", lead, rest, strength(rule, names), faded=True)
    return _chipped(row, translate("rules", "removed"), "minus")


def _chipped(row: Entry, words: str, icon: str | None, status: Status = Status.INFO) -> Entry:
    return Entry(
        row.id,
        row.number,
        row.lead,
        row.rest,
        row.detail,
        chip=words,
        status=status,
        icon=icon,
        faded=row.faded,
    )


def versions_of(sets: Sequence[StoredSet], now: int) -> list[Entry]:
    return [
        Entry(
            one.id,
            f"v{one.version}",
            one.name or translate("rules", "Rules"),
            "",
            returned_words(one) or f"{formats.moment(_told_at(one), now)}, {one.author or '—'}",
            chip=standing_words(one.standing),
            status=STANDING_STATUS[one.standing],
            faded=one.standing in OVER,
        )
        for one in sets
    ]


def _told_at(one: StoredSet) -> int:
    return one.starts_at or one.approved_at or one.edited_at or one.drafted_at


def facts_of(rule: Rule, board: Board, shown: StoredSet, now: int) -> list[tuple[str, str]]:
    """Which places the rule is about, and since when it is what it is."""
    told = [(translate("rules", "State"), _state(rule))]
    if rule.wish is not Wish.MAX_PARCELS:
        count = sum(stands(rule.where, place) for place in board.places)
        figure = translate("rules", "{n} of {all}")
        figure = figure.format(n=formats.qty(count), all=formats.qty(len(board.places)))
        told.append((translate("rules", "Places"), figure))
    since = board.changed_last(shown, rule)
    if since is not None:
        at = formats.moment(since.edited_at or since.drafted_at, now)
        told.append((translate("rules", "Last changed"), f"v{since.version}, {at}"))
        told.append((translate("rules", "By"), since.editor or since.author or "—"))
    return told


def _state(rule: Rule) -> str:
    return translate("rules", "on") if rule.on else translate("rules", "off")
