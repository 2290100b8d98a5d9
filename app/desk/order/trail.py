"""What happened to an order, told once per act: moves, money, mails, returns, holds and cases."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.desk.order.detail import OrderDetail
from app.kit.clock import Instant
from app.payments.states import PaymentState, TenderKind
from app.payments.tenders import PROMISED

TOGETHER = 10 * 60 * 1_000_000  # picks of one hand within ten minutes are one walk


@dataclass(frozen=True, slots=True)
class Happening:
    """`kind` is a move of units, or placed, promised, paid, mail, return, hold, unhold, case or
    settled; `detail` the code that belongs to it: a tender, a kind of mail, a reason, a number."""

    at: int
    kind: str
    user_id: str = ""
    site_id: str | None = None
    units: tuple[tuple[str, int], ...] = ()  # (line id, units)
    amount_minor: int | None = None
    detail: str = ""
    state: str = ""
    approver_id: str = ""
    note: str = ""
    decision_id: str = ""  # of the sourcing that found the place


def trail_of(detail: OrderDetail) -> tuple[Happening, ...]:
    """Newest first."""
    told = [
        _placed(detail),
        *_moves(detail),
        *_money(detail),
        *_mails(detail),
        *_returns(detail),
        *_holds(detail),
        *_given(detail),
        *_noted(detail),
        *_cases(detail),
    ]
    told.sort(key=lambda happening: happening.at)
    return tuple(told[::-1])


# Acts whose own rows tell more than their entry in the history.
_TOLD_BY_ROWS = frozenset({"hold", "release_hold", "appease"})


def _placed(detail: OrderDetail) -> Happening:
    head = detail.card.head
    return Happening(
        head.placed_at,
        "placed",
        user_id=detail.taken.placed_by,
        site_id=head.site_id,
        amount_minor=head.total_minor,
        detail=head.channel,
    )


def _moves(detail: OrderDetail) -> list[Happening]:
    """One per act of a command; that sourced goods were released at once is not told apart."""
    events = detail.events
    sourced = {(e.command_id, e.line_id) for e in events if e.act in ("source", "supply")}
    decided = {(one.at, one.method): one for one in detail.sourced}
    redirected = {(e.command_id, e.line_id) for e in events if e.act == "change_delivery"}
    told: list[Happening] = []
    open_one: tuple[object, ...] = ()
    for event in events:
        if event.act in _TOLD_BY_ROWS:
            continue
        if event.act == "release" and (event.command_id, event.line_id) in sourced:
            continue
        if event.act == "re_source" and (event.command_id, event.line_id) in redirected:
            continue
        units = ((event.line_id, event.quantity),) if event.line_id else ()
        key = (event.act, event.user_id, event.site_id, event.reason)
        last = told[-1] if told else None
        same_walk = last is not None and event.at - last.at <= TOGETHER and event.act == "pick"
        same_act = last is not None and event.at == last.at
        if last is not None and key == open_one and (same_act or same_walk):
            told[-1] = replace(last, at=event.at, units=_joined(last.units, units))
            continue
        open_one = key
        line = detail.line(event.line_id or "")
        decision = decided.get((Instant(event.at), line.method)) if line else None
        told.append(
            Happening(
                event.at,
                event.act,
                user_id=event.user_id,
                site_id=event.site_id,
                units=units,
                detail=event.reason,
                approver_id=detail.approvers.get(event.command_id, ""),
                decision_id=decision.decision_id if decision and event.act == "source" else "",
            )
        )
    return told


def _joined(
    first: tuple[tuple[str, int], ...], second: tuple[tuple[str, int], ...]
) -> tuple[tuple[str, int], ...]:
    sums = dict(first)
    for line_id, units in second:
        sums[line_id] = sums.get(line_id, 0) + units
    return tuple(sums.items())


def _money(detail: OrderDetail) -> Iterator[Happening]:
    for payment in detail.card.payments:
        promised = payment.kind in {kind.value for kind in PROMISED}
        if payment.state == PaymentState.VOIDED.value and not payment.captured_minor:
            continue
        yield Happening(
            payment.at,
            "promised" if promised else "paid",
            amount_minor=payment.amount_minor,
            detail=payment.kind,
            state=payment.state,
        )
        if payment.kind == TenderKind.PAY_LINK.value and payment.captured_minor:
            yield Happening(
                _link_paid_at(detail, payment.at),
                "paid",
                amount_minor=payment.captured_minor,
                detail=payment.kind,
            )


def _link_paid_at(detail: OrderDetail, made_at: int) -> int:
    """The hold that waited for the link was closed in the act that booked it."""
    closed = [
        hold.closed_at
        for hold in detail.holds
        if hold.reason == "awaiting_payment" and hold.closed_at is not None
    ]
    return max(closed, default=made_at)


def _mails(detail: OrderDetail) -> Iterator[Happening]:
    for message in detail.messages:
        yield Happening(
            message.sent_at or message.made_at, "mail", detail=message.kind, state=message.state
        )


def _returns(detail: OrderDetail) -> Iterator[Happening]:
    for taken_back in detail.returns:
        paper = taken_back.paper
        yield Happening(
            paper.taken_at,
            "return",
            user_id=taken_back.taken_by,
            site_id=paper.site_id,
            units=tuple((line.line_id, line.quantity) for line in paper.lines if line.line_id),
            amount_minor=paper.refund_minor,
            detail=paper.number,
        )


def _holds(detail: OrderDetail) -> Iterator[Happening]:
    for hold in detail.holds:
        yield Happening(
            hold.opened_at, "hold", user_id=hold.opened_by, detail=hold.reason, note=hold.note
        )
        if hold.closed_at is not None:
            yield Happening(
                hold.closed_at,
                "unhold",
                user_id=hold.closed_by or "",
                detail=hold.reason,
                note=hold.release_note,
            )


def _given(detail: OrderDetail) -> Iterator[Happening]:
    for given in detail.given:
        yield Happening(
            given.at,
            "appease",
            user_id=given.given_by,
            amount_minor=given.amount_minor,
            detail=given.reason,
            approver_id=given.approver_id or "",
            note=given.note,
        )


def _noted(detail: OrderDetail) -> Iterator[Happening]:
    for note in detail.notes:
        yield Happening(note.at, "note", user_id=note.user_id, note=note.text)


def _cases(detail: OrderDetail) -> Iterator[Happening]:
    for case in detail.cases:
        line = detail.line(case.subject_id)
        yield Happening(
            case.opened_at,
            "case",
            user_id=case.opened_by,
            detail=case.kind.value,
            note=line.name if line else "",
        )
        if case.resolved_at is not None:
            yield Happening(
                case.resolved_at,
                "settled",
                user_id=case.resolved_by,
                detail=case.kind.value,
            )
