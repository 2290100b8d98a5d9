"""May it come back: return rules as data, the most specific one decides, in one value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kit.clock import DAY, Instant, business_day
from app.kit.money import share
from app.returns.states import Grade, Reason

WHOLE = 10_000  # hundredths of a percent
# What we got wrong comes back without a fee, whatever the rule says.
OUR_FAULT = frozenset(
    {Reason.NOT_AS_PICTURED, Reason.DAMAGED, Reason.FAULTY, Reason.WRONG_ITEM, Reason.CAME_LATE}
)


class VerdictKind(StrEnum):
    IN_WINDOW = "in_window"
    PAST_WINDOW = "past_window"
    OVER_LIMIT = "over_limit"
    FINAL_SALE = "final_sale"
    NOTHING_LEFT = "nothing_left"
    NOT_YET_COLLECTED = "not_yet_collected"


# A second person may let these pass.
APPROVABLE = frozenset({VerdictKind.PAST_WINDOW, VerdictKind.OVER_LIMIT})


@dataclass(frozen=True, slots=True)
class Fee:
    """Of what was paid, and an amount for each unit; never more than what was paid."""

    hundredths: int = 0
    minor: int = 0

    def of(self, worth_minor: int, quantity: int, reason: Reason) -> int:
        if reason in OUR_FAULT:
            return 0
        wanted = share(worth_minor, self.hundredths, WHOLE) + self.minor * quantity
        return max(0, min(wanted, worth_minor))


NO_FEE = Fee()


@dataclass(frozen=True, slots=True)
class Rule:
    """`category` and `channel` empty: every one without a rule of its own. Limits 0: none."""

    code: str
    category: str
    returnable: bool
    window_days: int
    channel: str = ""
    unit_limit: int = 0
    limit_days: int = 0
    fee: Fee = NO_FEE
    reasons: frozenset[str] = frozenset()
    refused_grades: frozenset[str] = frozenset()
    without_receipt: bool = False
    lowest_days: int = 0

    def takes_reason(self, reason: Reason) -> bool:
        return not self.reasons or reason.value in self.reasons

    def takes_grade(self, grade: Grade) -> bool:
        return grade.value not in self.refused_grades


@dataclass(frozen=True, slots=True)
class CameBefore:
    """Units one person brought back earlier, by which rule."""

    rule: str
    quantity: int
    at: int


@dataclass(frozen=True, slots=True)
class Bought:
    line_id: str
    category: str
    final_sale: bool
    bought_at: Instant | None  # collected or delivered; None = not yet, or not known
    fulfilled: int
    returned: int
    total_minor: int
    tax_minor: int
    ordered: int
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    kind: VerdictKind
    rule: str  # code of the rule that decided, empty when none did
    days_left: int  # 0 on the last day, negative = past by so many
    needs_approval: bool
    quantity: int  # that may come back, with the approval when one is needed
    alone: int = 0  # of these without an approval
    limit: int = 0  # of units per person; 0 = none
    fee: Fee = NO_FEE

    def lets_pass(self, quantity: int) -> bool:
        """Whether nobody else need be asked for so many."""
        return not self.needs_approval and quantity <= self.alone


def verdict(
    bought: Bought,
    rules: Sequence[Rule],
    now: Instant,
    *,
    zone: str = "UTC",
    before: Iterable[CameBefore] = (),
) -> Verdict:
    """By calendar days in the shop's `zone`: the window ends with its last day, not at an hour.

    `before` is what the same person brought back. Without a rule or without a known date a person
    decides: past_window, with approval.
    """
    if bought.fulfilled <= 0:
        return Verdict(VerdictKind.NOT_YET_COLLECTED, "", 0, False, 0)
    left = bought.fulfilled - bought.returned
    if left <= 0:
        return Verdict(VerdictKind.NOTHING_LEFT, "", 0, False, 0)
    rule = rule_for(bought.category, rules, bought.channel)
    if bought.final_sale or (rule is not None and not rule.returnable):
        return Verdict(VerdictKind.FINAL_SALE, rule.code if rule else "", 0, False, 0)
    if rule is None:
        return Verdict(VerdictKind.PAST_WINDOW, "", 0, True, left)
    alone = min(left, still_allowed(rule, before, now))
    limit = rule.unit_limit
    if bought.bought_at is None:
        return Verdict(VerdictKind.PAST_WINDOW, rule.code, 0, True, left, 0, limit, rule.fee)
    days = rule.window_days - _days_since(bought.bought_at, now, zone)
    if days < 0:
        return Verdict(VerdictKind.PAST_WINDOW, rule.code, days, True, left, 0, limit, rule.fee)
    if alone == 0:
        return Verdict(VerdictKind.OVER_LIMIT, rule.code, days, True, left, 0, limit, rule.fee)
    return Verdict(VerdictKind.IN_WINDOW, rule.code, days, False, left, alone, limit, rule.fee)


def rule_for(category: str, rules: Sequence[Rule], channel: str = "") -> Rule | None:
    """Category and channel before category, before channel, before the one for all; then by code.

    A rule for a channel decides nothing about goods whose channel is not known.
    """
    fitting = [
        rule for rule in rules if rule.category in ("", category) and rule.channel in ("", channel)
    ]
    return min(
        fitting,
        key=lambda rule: (rule.category == "", rule.channel == "", rule.code),
        default=None,
    )


def still_allowed(rule: Rule, before: Iterable[CameBefore], now: Instant) -> int:
    """Units the person may still bring back by this rule; very many when it has no limit."""
    if rule.unit_limit <= 0:
        return 1 << 30
    since = now - rule.limit_days * DAY
    gone = sum(one.quantity for one in before if one.rule == rule.code and one.at > since)
    return max(0, rule.unit_limit - gone)


def _days_since(then: Instant, now: Instant, zone: str) -> int:
    """Never negative: a desk's clock may be behind the one that sold."""
    return max(0, (business_day(now, zone) - business_day(then, zone)).days)
