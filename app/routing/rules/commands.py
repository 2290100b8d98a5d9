"""What is done with rule sets: draft, edit, submit, send back, approve, schedule, roll back."""

from app.identity.approval import Approval
from app.kit.commands import Command, Part
from app.routing.rules.model import Rule
from app.routing.rules.states import Reach


class DraftRules(Command, frozen=True, kw_only=True):
    """A copy of `based_on`; without one, of what is live."""

    set_id: str
    name: str = ""
    based_on: str | None = None


class EditRules(Command, frozen=True, kw_only=True):
    """All rules in their new order. `revision` is the one that was being looked at."""

    set_id: str
    revision: int
    rules: tuple[Rule, ...]
    name: str = ""
    note: str = ""


class SubmitRules(Command, frozen=True, kw_only=True):
    set_id: str
    revision: int


class SendBackRules(Command, frozen=True, kw_only=True):
    set_id: str
    answer: str = ""


class ApproveRules(Command, frozen=True, kw_only=True):
    set_id: str
    approval: Approval | None = None


class ScheduleRules(Command, frozen=True, kw_only=True):
    """`starts_at` in the past, or none: at once."""

    set_id: str
    starts_at: int | None = None
    reach: Reach = Reach.ALL
    share_percent: int = 0
    ends_at: int | None = None


class WithdrawRules(Command, frozen=True, kw_only=True):
    """Before it is live; a canary or a shadow at any time."""

    set_id: str


class RollBackRules(Command, frozen=True, kw_only=True):
    """`set_id`: the set that was seen as live, and is to be live no longer."""

    set_id: str


class DiscardRules(Command, frozen=True, kw_only=True):
    set_id: str


class LoadedSet(Part, frozen=True, kw_only=True):
    """`at`: when it was drafted and, if `live`, when it began; None: now."""

    name: str
    rules: tuple[Rule, ...]
    author_id: str = ""
    reviewer_id: str | None = None
    at: int | None = None
    live: bool = True


class LoadRules(Command, frozen=True, kw_only=True):
    """Fact of the server alone: what a retailer brings along, the oldest first."""

    sets: tuple[LoadedSet, ...]
