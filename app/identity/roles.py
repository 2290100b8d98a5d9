"""Who may do what: one table, read by server, screens and tests alike (domain.md section 7)."""

from dataclasses import dataclass
from enum import StrEnum

from app.kit.actor import SYSTEM_ROLE, Actor
from app.kit.errors import Refusal


class Role(StrEnum):
    AGENT = "agent"
    CLERK = "clerk"
    MANAGER = "manager"
    INVENTORY = "inventory"
    ADMIN = "admin"
    AUDITOR = "auditor"


class Verdict(StrEnum):
    YES = "yes"
    LIMIT = "limit"  # within the limit, else another person approves
    APPROVAL = "approval"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Right:
    """`limit` in minor units of the home currency, or in hundredths of a percent."""

    verdict: Verdict
    limit: int = 0


YES = Right(Verdict.YES)
NO = Right(Verdict.NO)
APPROVAL = Right(Verdict.APPROVAL)


def within(limit: int) -> Right:
    return Right(Verdict.LIMIT, limit)


_R = Role
RIGHTS: dict[str, dict[Role, Right]] = {
    "order.read": {
        _R.AGENT: YES,
        _R.CLERK: YES,
        _R.MANAGER: YES,
        _R.INVENTORY: YES,
        _R.AUDITOR: YES,
    },
    "order.place": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "customer.read": {
        _R.AGENT: YES,
        _R.CLERK: YES,
        _R.MANAGER: YES,
        _R.INVENTORY: YES,
        _R.AUDITOR: YES,
    },
    # Sees phones, mails and streets without asking for each.
    "customer.personal": {_R.AGENT: YES, _R.MANAGER: YES},
    "customer.edit": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "customer.merge": {_R.AGENT: YES, _R.MANAGER: YES},
    # Asked for where the person is; an admin, who sells nothing, lets it pass.
    "customer.erase": {_R.AGENT: APPROVAL, _R.MANAGER: APPROVAL, _R.ADMIN: YES},
    "customer.export": {_R.AGENT: APPROVAL, _R.MANAGER: APPROVAL, _R.ADMIN: YES},
    "discount": {_R.AGENT: within(1000), _R.CLERK: within(500), _R.MANAGER: within(3000)},
    "price.override": {_R.AGENT: APPROVAL, _R.CLERK: APPROVAL, _R.MANAGER: within(3000)},
    "order.cancel": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "order.cancel_picked": {_R.AGENT: APPROVAL, _R.CLERK: APPROVAL, _R.MANAGER: YES},
    "order.change": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "order.hold": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    # Which reasons each of them may let go: orders.holds.RELEASERS.
    "order.release_hold": {
        _R.AGENT: YES,
        _R.CLERK: YES,
        _R.MANAGER: YES,
        _R.INVENTORY: YES,
    },
    "appeasement": {_R.AGENT: within(100_000), _R.MANAGER: within(500_000)},
    "pickup": {_R.CLERK: YES, _R.MANAGER: YES},
    "pick": {_R.CLERK: YES, _R.MANAGER: YES, _R.INVENTORY: YES},
    "return.known": {_R.CLERK: within(1_000_000), _R.MANAGER: within(10_000_000)},
    # Past its window or over its limits; without a receipt; cash for what was paid otherwise.
    "return.exception": {_R.CLERK: APPROVAL, _R.MANAGER: within(10_000_000)},
    "return.blind": {_R.CLERK: APPROVAL, _R.MANAGER: within(10_000_000)},
    "return.other_tender": {_R.CLERK: APPROVAL, _R.MANAGER: within(10_000_000)},
    "return.request": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "payment.take": {_R.CLERK: YES, _R.MANAGER: YES},
    "payment.link": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "drawer": {_R.CLERK: YES, _R.MANAGER: YES},
    # The day is over although the server lacks some of it.
    "drawer.close_unsent": {_R.CLERK: APPROVAL, _R.MANAGER: YES},
    "stock.count": {_R.CLERK: YES, _R.MANAGER: YES, _R.INVENTORY: YES},
    "stock.receive": {_R.CLERK: YES, _R.MANAGER: YES, _R.INVENTORY: YES},
    "transfer.send": {_R.MANAGER: YES, _R.INVENTORY: YES},
    "transfer.receive": {_R.CLERK: YES, _R.MANAGER: YES, _R.INVENTORY: YES},
    "purchase.move": {_R.MANAGER: YES, _R.INVENTORY: YES},
    # In units, summed over the day.
    "stock.adjust": {_R.MANAGER: within(20), _R.INVENTORY: within(500)},
    "stock.read": dict.fromkeys(Role, YES),
    "case.resolve": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "order.note": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "message.resend": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "order.raw": {_R.MANAGER: YES, _R.ADMIN: YES, _R.AUDITOR: YES},
    # What goods cost us, and what is earned on them.
    "cost.read": {_R.MANAGER: YES, _R.AUDITOR: YES},
    "insights.read": {
        _R.AGENT: YES,
        _R.CLERK: YES,
        _R.MANAGER: YES,
        _R.INVENTORY: YES,
        _R.AUDITOR: YES,
    },
    "rules.read": {_R.MANAGER: YES, _R.INVENTORY: YES, _R.ADMIN: YES, _R.AUDITOR: YES},
    "rules.edit": {_R.INVENTORY: YES, _R.ADMIN: YES},
    # Nobody approves what he wrote himself: routing.rules.handlers.
    "rules.approve": {_R.INVENTORY: APPROVAL, _R.ADMIN: YES},
    "device.revoke": {_R.MANAGER: APPROVAL, _R.ADMIN: YES},
    "order.watch": {_R.AGENT: YES, _R.CLERK: YES, _R.MANAGER: YES},
    "system": {},  # payment provider, imports, jobs: the server itself
}


class Measure(StrEnum):
    """In what a right's limit and amounts are counted."""

    MONEY = "money"  # minor units of the home currency
    PERCENT = "percent"  # hundredths of a percent
    UNITS = "units"


_MEASURES = {
    "discount": Measure.PERCENT,
    "price.override": Measure.PERCENT,
    "order.cancel_picked": Measure.UNITS,
    "stock.adjust": Measure.UNITS,
    "drawer.close_unsent": Measure.UNITS,
    "device.revoke": Measure.UNITS,
}

# While the server is away a return may give back at most this much (minor units of IDR).
OFFLINE_RETURN_LIMIT = 500_000


def right_of(role: str, permission: str) -> Right:
    """Deny by default: an unknown permission or role has no right."""
    if role == SYSTEM_ROLE:
        return YES
    return RIGHTS.get(permission, {}).get(Role(role), NO) if role in set(Role) else NO


def measure_of(permission: str) -> Measure:
    return _MEASURES.get(permission, Measure.MONEY)


def covers(role: str, permission: str, amount: int) -> bool:
    """Whether this role may let so much pass by itself, and so also for somebody else."""
    right = right_of(role, permission)
    return right.verdict is Verdict.YES or (
        right.verdict is Verdict.LIMIT and amount <= right.limit
    )


def may(role: str, permission: str) -> bool:
    return right_of(role, permission).verdict is not Verdict.NO


def require(actor: Actor, permission: str) -> None:
    """Refusal('not_allowed') when the role has no right at all; limits are the handler's."""
    if not may(actor.role, permission):
        raise Refusal("not_allowed", permission=permission, role=actor.role)


def require_approver(role: str, permission: str, amount: int) -> None:
    """Refusal('approver_too_low') when this role could not do it alone either."""
    if not covers(role, permission, amount):
        raise Refusal("approver_too_low", permission=permission, amount=amount)
