"""What can be wrong with a rule set: codes with facts, in words nowhere but on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Flaw(StrEnum):
    EVERYTHING_OUT = "everything_out"  # no place is left for any order
    ZERO_PARCELS = "zero_parcels"
    NOTHING_LEFT = "nothing_left"  # for some orders: facts tell which
    CONTRADICTS = "contradicts"  # what it requires, `other` excludes
    NEVER_MATCHES = "never_matches"  # no place, or no order
    UNREACHABLE = "unreachable"  # `other` has excluded all places that it is about
    SAME_AS = "same_as"
    SAYS_NOTHING = "says_nothing"  # prefers by 0, weighs 100 %, protects 0 units
    UNKNOWN = "unknown"  # a place, region, zone or tag that nobody has
    PROTECTS_ALL = "protects_all"  # more than any place has of anything


BLOCKS = frozenset({Flaw.EVERYTHING_OUT, Flaw.ZERO_PARCELS})


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule_id` is empty when it is about the set as a whole."""

    code: Flaw
    rule_id: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the retailer has, as far as the asker knows; None: it is not looked at."""

    zones: frozenset[str] | None = None
    tags: frozenset[str] | None = None
    most_stock: int | None = None


NOT_LOOKED_AT = Known()
