"""Draft, edit, review and schedule rule sets. Who wrote one never approves it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from app.identity.authority import authorise
from app.identity.roles import require
from app.kit.errors import Refusal
from app.routing.places import places_of
from app.routing.rules.checking import MOST_TEXT, require_rules
from app.routing.rules.commands import (
    ApproveRules,
    DiscardRules,
    DraftRules,
    EditRules,
    LoadRules,
    RollBackRules,
    ScheduleRules,
    SendBackRules,
    SubmitRules,
    WithdrawRules,
)
from app.routing.rules.states import RULE_SET, Reach, SetState
from app.routing.rules.stored import live_and_former, rules_of, text_of
from app.routing.rules.tables import rule_sets
from app.storage.uow import UnitOfWork

APPROVE = "rules.approve"

_last = sa.select(rule_sets.c.id, rule_sets.c.version).order_by(rule_sets.c.version.desc()).limit(1)


def draft_rules(uow: UnitOfWork, command: DraftRules) -> dict[str, Any]:
    """Refusals: rules_known, rules_unknown, text_too_long."""
    if uow.row(rule_sets, command.set_id) is not None:
        raise Refusal("rules_known")
    _require_short(command.name)
    base = _set(uow, command.based_on) if command.based_on else live_and_former(uow.db, uow.now)[0]
    return _insert(
        uow,
        command.set_id,
        name=command.name or (base["name"] if base else ""),
        body=base["body"] if base else text_of(()),
        based_on=base["id"] if base else None,
        state=RULE_SET.start,
    )


def edit_rules(uow: UnitOfWork, command: EditRules) -> dict[str, Any]:
    """Refusals: rules_unknown, move_closed, rules_changed(by), text_too_long, those of a rule."""
    row = _set(uow, command.set_id)
    state = RULE_SET.after(SetState(row["state"]), "edit")
    _require_seen(row, command.revision)
    require_rules(command.rules)
    _require_short(command.name, command.note)
    revision = row["revision"] + 1
    uow.update(
        rule_sets,
        row["id"],
        state=state.value,
        body=text_of(command.rules),
        name=command.name.strip(),
        note=command.note.strip(),
        revision=revision,
        editor_id=uow.actor.user_id,
        edited_at=uow.now,
    )
    return {"set_id": row["id"], "revision": revision}


def submit_rules(uow: UnitOfWork, command: SubmitRules) -> dict[str, Any]:
    """Refusals: rules_unknown, move_closed, rules_changed, rules_blocked(code, rule)."""
    row = _set(uow, command.set_id)
    state = RULE_SET.after(SetState(row["state"]), "submit")
    _require_seen(row, command.revision)
    _require_possible(uow, row)
    uow.update(rule_sets, row["id"], state=state.value, answer="")
    return {"set_id": row["id"], "version": row["version"]}


def send_back_rules(uow: UnitOfWork, command: SendBackRules) -> dict[str, Any]:
    """Refusals: rules_unknown, move_closed, text_too_long."""
    row = _set(uow, command.set_id)
    state = RULE_SET.after(SetState(row["state"]), "send_back")
    _require_short(command.answer)
    uow.update(rule_sets, row["id"], state=state.value, answer=command.answer.strip())
    return {"set_id": row["id"]}


def approve_rules(uow: UnitOfWork, command: ApproveRules) -> dict[str, Any]:
    """Refusals: rules_unknown, move_closed, rules_own, needs_approval, approval_invalid."""
    row = _set(uow, command.set_id)
    state = RULE_SET.after(SetState(row["state"]), "approve")
    reviewer = authorise(uow, APPROVE, 0, approval=command.approval) or uow.actor.user_id
    if reviewer in (row["author_id"], row["editor_id"]):
        raise Refusal("rules_own")
    _require_possible(uow, row)  # a place may have closed since it was submitted
    uow.update(rule_sets, row["id"], state=state.value, reviewer_id=reviewer, approved_at=uow.now)
    return {"set_id": row["id"], "version": row["version"]}


def schedule_rules(uow: UnitOfWork, command: ScheduleRules) -> dict[str, Any]:
    """Refusals: rules_unknown, move_closed, share_out_of_range, end_before_start."""
    row = _set(uow, command.set_id)
    state = RULE_SET.after(SetState(row["state"]), "schedule")
    starts_at = max(command.starts_at or 0, uow.now)
    if command.reach is Reach.CANARY and not 1 <= command.share_percent <= 99:
        raise Refusal("share_out_of_range", percent=command.share_percent)
    if command.ends_at is not None and command.ends_at <= starts_at:
        raise Refusal("end_before_start")
    beside = command.reach is not Reach.ALL
    uow.update(
        rule_sets,
        row["id"],
        state=state.value,
        reach=command.reach.value,
        share_percent=command.share_percent if command.reach is Reach.CANARY else 0,
        starts_at=starts_at,
        ends_at=command.ends_at if beside else None,
        returned_at=None,
        returned_for="",
        returned_percent=0,
    )
    return {"set_id": row["id"], "version": row["version"], "starts_at": starts_at}


def withdraw_rules(uow: UnitOfWork, command: WithdrawRules) -> dict[str, Any]:
    """Refusals: rules_unknown, move_closed, rules_began (what is live is rolled back)."""
    row = _set(uow, command.set_id)
    state = RULE_SET.after(SetState(row["state"]), "withdraw")
    if row["reach"] == Reach.ALL.value and row["starts_at"] <= uow.now:
        raise Refusal("rules_began", version=row["version"])
    uow.update(rule_sets, row["id"], state=state.value, starts_at=None, ends_at=None)
    return {"set_id": row["id"]}


def roll_back_rules(uow: UnitOfWork, command: RollBackRules) -> dict[str, Any]:
    """The rules before are live again at once, as a version of their own.

    Refusals: rules_not_live (somebody was faster), nothing_before.
    """
    live, former = live_and_former(uow.db, uow.now)
    if live is None or live["id"] != command.set_id:
        raise Refusal("rules_not_live")
    if former is None:
        raise Refusal("nothing_before", version=live["version"])
    return _insert(
        uow,
        uow.new_id("rule_set"),
        name=former["name"],
        body=former["body"],
        based_on=former["id"],
        state=SetState.SCHEDULED,
        author_id=former["author_id"],
        editor_id=uow.actor.user_id,
        edited_at=uow.now,
        reviewer_id=former["reviewer_id"],
        approved_at=former["approved_at"],
        starts_at=uow.now,
    ) | {"again": former["version"]}


def discard_rules(uow: UnitOfWork, command: DiscardRules) -> dict[str, Any]:
    """Refusals: rules_unknown, move_closed."""
    row = _set(uow, command.set_id)
    state = RULE_SET.after(SetState(row["state"]), "discard")
    uow.update(rule_sets, row["id"], state=state.value)
    return {"set_id": row["id"]}


def load_rules(uow: UnitOfWork, command: LoadRules) -> dict[str, Any]:
    """Refusals: those of a rule."""
    require(uow.actor, "system")
    for told in command.sets:
        require_rules(told.rules)
        _require_short(told.name)
    before: str | None = None
    for told in command.sets:
        at = uow.now if told.at is None else told.at
        live = {"state": SetState.SCHEDULED, "starts_at": at, "approved_at": at}
        before = _insert(
            uow,
            uow.new_id("rule_set"),
            name=told.name,
            body=text_of(told.rules),
            based_on=before,
            author_id=told.author_id or uow.actor.user_id,
            reviewer_id=told.reviewer_id,
            drafted_at=at,
            **(live if told.live else {"state": RULE_SET.start}),
        )["set_id"]
    return {"sets": len(command.sets)}


def _insert(uow: UnitOfWork, set_id: str, **told: Any) -> dict[str, Any]:
    version = _next_version(uow)
    state: SetState = told.pop("state")
    uow.insert(
        rule_sets,
        {
            "id": set_id,
            "version": version,
            "author_id": uow.actor.user_id,
            "drafted_at": uow.now,
            "reach": Reach.ALL.value,
            "state": state.value,
            **told,
        },
    )
    return {"set_id": set_id, "version": version}


def _next_version(uow: UnitOfWork) -> int:
    """Two at once wait for each other at the newest version, so that none is told twice."""
    last = uow.one(_last)
    if last is None:
        return 1
    uow.row(rule_sets, last["id"], lock=True)
    newest = uow.one(_last)
    return int(newest["version"] if newest else last["version"]) + 1


def _set(uow: UnitOfWork, set_id: str) -> RowMapping:
    row = uow.row(rule_sets, set_id, lock=True)
    if row is None:
        raise Refusal("rules_unknown")
    return row


def _require_seen(row: RowMapping, revision: int) -> None:
    if row["revision"] != revision:
        raise Refusal("rules_changed", version=row["version"])


def _require_short(*texts: str) -> None:
    for text in texts:
        if len(text) > MOST_TEXT:
            raise Refusal("text_too_long", most=MOST_TEXT)


def _require_possible(uow: UnitOfWork, row: RowMapping) -> None:
    """A set under which nothing could be sent or collected is not even looked at."""
    from app.routing.rules.lint import blocking, lint  # noqa: PLC0415  numpy: never at the start

    for finding in blocking(lint(rules_of(row["body"]), places_of(uow.db))):
        raise Refusal("rules_blocked", why=finding.code.value, rule=finding.rule_id)
