"""How do the lines of a basket reach the customer: the ways offered, and the lines they make.

A way is written `pickup:ID+ID/service/kind`, as far as it has these; so the draft keeps it, for the
order and for a row that goes another way than the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.orders.commands import OrderLine
from app.orders.drafts import Draft, DraftLine
from app.orders.states import Assurance, Method, Preferred
from app.routing.model import Badge, Kind, Option, Parcel
from app.routing.offering import Offered

MOST_WAYS = 5  # digits 1–5 and the room of the card
CARRY_OUT = Method.CARRY_OUT.value
TOLD_KINDS = (Kind.WAIT, Kind.SPLIT, Kind.SHIP_TO_STORE)
Sure = Callable[[Parcel], Assurance]


@dataclass(frozen=True, slots=True)
class Way:
    """One card of the delivery list. `option` is what routing promised; carry-out needs none."""

    value: str
    method: Method
    option: Option | None = None
    late: int = 0  # microseconds after the customer needs it

    @property
    def price_minor(self) -> int:
        """What the customer pays for it."""
        return price_of(self.option) if self.option else 0

    @property
    def waits(self) -> bool:
        """For all of it, in one parcel."""
        return self.option is not None and self.option.kind is Kind.WAIT

    @property
    def closed(self) -> bool:
        return self.missing > 0 or self.late > 0

    @property
    def missing(self) -> int:
        """Pieces that nobody has or brings this way; such a way is shown and cannot be chosen."""
        return sum(part.quantity for part in self.option.missing) if self.option else 0


@dataclass(frozen=True, slots=True)
class Placed:
    """An order line and the basket row it belongs to: two places make two lines of one row.
    `arrives`: its goods are still to come."""

    key: str
    line: OrderLine
    arrives: bool = False


def price_of(option: Option) -> int:
    return option.cost_minor if option.price_minor is None else option.price_minor


def ways(offered: Offered | None, *, counter: bool, need_by: int | None = None) -> list[Way]:
    """Carry-out first at a counter, then as they are ranked; what is complete stands first.

    A nearest miss is shown with how late it is, and cannot be chosen; what is carried out now is
    in time.
    """
    if offered is None:
        return []
    taken = [Way(CARRY_OUT, Method.CARRY_OUT)] if counter else []
    found: dict[str, Way] = {}
    for option in offered.promise.options:
        late = option.promise_to - need_by if need_by and not offered.in_time else 0
        way = Way(_value(option), option.parcels[0].method, option, max(0, late))
        found.setdefault(way.value, way)
    if taken and not offered.in_time:
        return taken
    return taken + sorted(found.values(), key=lambda way: way.missing > 0)


def method_of(delivery: str) -> str:
    """`pickup:ID+ID` → pickup; empty while nothing was chosen."""
    return delivery.partition(":")[0]


def same_kind(offered: Sequence[Way], delivery: str) -> Way | None:
    """The way that was chosen, or after a changed basket the first of its method."""
    possible = [way for way in offered if not way.closed]
    exact = next((way for way in possible if way.value == delivery), None)
    method = method_of(delivery)
    return exact or next((way for way in possible if method and way.method == method), None)


def base_lines(draft: Draft) -> tuple[DraftLine, ...]:
    return tuple(line for line in draft.lines if not line.delivery)


def rows_apart(draft: Draft) -> dict[str, tuple[DraftLine, ...]]:
    """Rows by the way that was told for them alone; what goes the same way goes together."""
    found: dict[str, tuple[DraftLine, ...]] = {}
    for line in draft.lines:
        if line.delivery:
            found[line.delivery] = (*found.get(line.delivery, ()), line)
    return found


def placed_lines(
    draft: Draft,
    way: Way | None,
    apart: Mapping[str, Way],
    *,
    site_id: str,
    sure: Sure,
) -> list[Placed]:
    """One order line per row and place. Without a way the place is open: good for a price only."""
    made: list[Placed] = []
    for row in draft.lines:
        goes = apart.get(row.delivery) if row.delivery else way
        told = method_of(row.delivery)
        method = goes.method if goes else Method(told) if told else Method.PICKUP
        if method is Method.CARRY_OUT:
            made.append(_line(row, method, row.quantity, site_id=site_id))
        else:
            made += _by_parcels(row, method, goes, sure)
    return made


def preferred(way: Way | None, *, apart: bool) -> Preferred | None:
    """What the customer wanted instead of what is best for all and offered first."""
    if way is None or way.option is None:
        return None
    first = Badge.RECOMMENDED in way.option.badges
    if way.option.kind in (Kind.WAIT, Kind.SPLIT) and not first:
        return Preferred(way.option.kind.value)
    if apart:
        return Preferred.APART
    return None if first else Preferred.OTHER


def _by_parcels(row: DraftLine, method: Method, way: Way | None, sure: Sure) -> list[Placed]:
    made: list[Placed] = []
    option = way.option if way else None
    left = row.quantity
    for parcel in option.parcels if option else ():
        part = sum(told.quantity for told in parcel.quantities if told.key == row.key)
        if part:
            left -= part
            made.append(_line(row, method, part, way=way, parcel=parcel, assurance=sure(parcel)))
    if left > 0:  # nobody has it and nobody brings it: it waits where the rest comes from
        where = option.parcels[0].site_id if option and option.parcels else None
        made.append(_line(row, method, left, site_id=where))
    return made


def _line(
    row: DraftLine,
    method: Method,
    quantity: int,
    *,
    way: Way | None = None,
    parcel: Parcel | None = None,
    site_id: str | None = None,
    assurance: Assurance = Assurance.PROVISIONAL,
) -> Placed:
    line = OrderLine(
        product_id=row.product_id,
        quantity=quantity,
        unit_minor=row.unit_minor,
        method=method,
        site_id=parcel.site_id if parcel else site_id,
        from_site_id=(parcel.sent_from or None) if parcel else None,
        send_by=parcel.ready_at if parcel and parcel.sent_from else None,
        promise_from=parcel.promise_from if parcel else None,
        promise_to=parcel.promise_to if parcel else None,
        assurance=assurance,
        discount_hundredths=row.discount_hundredths,
        override_minor=row.override_minor,
        override_reason=row.override_reason,
        override_note=row.override_note,
        note=row.note,
        preferred=preferred(way, apart=bool(row.delivery)),
        ship_group=way.value if way and way.waits else "",
    )
    return Placed(row.key, line, parcel is not None and parcel.arrives is not None)


def _value(option: Option) -> str:
    """`pickup:ID+ID`; what differs in more than its places says so after them."""
    sites = "+".join(dict.fromkeys(parcel.site_id for parcel in option.parcels))
    told = [option.service, option.kind.value if option.kind in TOLD_KINDS else ""]
    return "/".join(filter(None, [f"{option.parcels[0].method.value}:{sites}", *told]))
