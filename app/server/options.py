"""What another system asks: where could this basket come from, when, and for how much (v1)."""

from typing import Annotated

import msgspec
from sqlalchemy.engine import Connection

from app.identity.devices import Device
from app.kit.clock import MINUTE, SECOND, Instant
from app.kit.errors import Refusal
from app.orders.model import MAX_QUANTITY
from app.orders.states import Method
from app.places.lookup import all_sites
from app.routing.model import Co2, Excluded, Option, Parcel, Quantity, Reason
from app.routing.offering import offered_for
from app.routing.places import destination_of
from app.routing.queries import Wanted
from app.routing.reading import network_of
from app.server.service import Service
from app.stock.holding import LASTS
from app.sync.feed import head
from app.sync.wire import Figure, Struct

MOST_LINES = 500
FRESH = 2 * MINUTE  # figures of a shop that sells: older ones are asked for again
CONFIDENCE = 90  # promise.to is the 90th percentile of the ways that were measured

_Name = Annotated[str, msgspec.Meta(max_length=128)]


class BasketLine(Struct, frozen=True, kw_only=True):
    product_id: _Name
    quantity: int


class AskOptions(Struct, frozen=True, kw_only=True):
    """`ship_to` is a postcode; `store_ids` are where it may be collected: one of them, or both.

    `need_by` is an instant (µs UTC): later is told as the nearest miss alone. 0 = any parcels.
    """

    basket: list[BasketLine]
    ship_to: _Name = ""
    store_ids: list[_Name] = msgspec.field(default_factory=list)
    channel: _Name = "phone"
    need_by: Figure | None = None
    max_parcels: Figure = 0
    hold_id: _Name = ""


class ToldReason(Struct, frozen=True, kw_only=True):
    code: str
    facts: dict[str, str | int]


class ToldUnits(Struct, frozen=True, kw_only=True):
    line: int  # of the basket, from 0
    product_id: str
    quantity: int


class ToldParcel(Struct, frozen=True, kw_only=True):
    """`arrives`: when its last goods come to that place; null: they are there. `sent_from`: the
    place that sends them to `site_id`, where they are collected; empty: they lie there."""

    site_id: str
    method: str
    lines: list[ToldUnits]
    ready_at: int
    arrives: int | None
    cost_minor: int
    sent_from: str = ""


class ToldPromise(Struct, frozen=True, kw_only=True):
    from_: int = msgspec.field(name="from")
    to: int
    confidence_percent: int = CONFIDENCE


class ToldCo2(Struct, frozen=True, kw_only=True):
    grams: int
    low: int
    high: int
    version: str


class ToldOption(Struct, frozen=True, kw_only=True):
    """`cost_minor`: what serving it costs, carriers and handling."""

    kind: str
    service: str
    parcels: list[ToldParcel]
    promise: ToldPromise
    price_minor: int
    cost_minor: int
    margin_minor: int | None
    co2: ToldCo2 | None
    unavailable: list[ToldUnits]
    hold_seconds: int
    reason: ToldReason
    badges: list[str]
    provisional: bool


class ToldExcluded(Struct, frozen=True, kw_only=True):
    site_id: str
    reason: ToldReason


class Options(Struct, frozen=True, kw_only=True):
    """`snapshot_id` names the state of the shop that was read; `in_time` false: one nearest miss,
    too late for `need_by`. `unavailable` is nowhere, nor on its way."""

    snapshot_id: str
    as_of: int
    expires_at: int
    in_time: bool
    options: list[ToldOption]
    excluded: list[ToldExcluded]
    unavailable: list[ToldUnits]


def ask_options(service: Service, device: Device, request: AskOptions) -> Options:
    """Refusals: basket_empty, too_many_lines, quantity_out_of_range, place_missing, date_past,
    postcode_unknown, place_unknown."""
    now = service.clock.now()
    _check(request, now)
    return service.ask(_answer, device, request, now)


def _check(request: AskOptions, now: Instant) -> None:
    if not request.basket:
        raise Refusal("basket_empty")
    if len(request.basket) > MOST_LINES:
        raise Refusal("too_many_lines", most=MOST_LINES)
    for line in request.basket:
        if not 1 <= line.quantity <= MAX_QUANTITY:
            raise Refusal("quantity_out_of_range", quantity=line.quantity, most=MAX_QUANTITY)
    if not request.ship_to and not request.store_ids:
        raise Refusal("place_missing")
    if request.need_by is not None and request.need_by <= now:
        raise Refusal("date_past", typed=request.need_by)


def _answer(db: Connection, device: Device, request: AskOptions, now: Instant) -> Options:
    methods = _methods(db, request)
    wanted = [
        Wanted(str(at), line.product_id, line.quantity) for at, line in enumerate(request.basket)
    ]
    found = offered_for(
        db,
        wanted,
        methods=methods,
        now=now,
        near_site=None if request.ship_to else request.store_ids[0],
        postcode=request.ship_to,
        device_id=device.device_id,
        hold_id=request.hold_id,
        channel=request.channel,
        need_by=None if request.need_by is None else Instant(request.need_by),
        most_parcels=request.max_parcels,
        only_at=frozenset(request.store_ids),
    )
    state = head(db)
    promise = found.promise
    return Options(
        snapshot_id=f"{state.epoch}.{state.seq}.{network_of(db, now).version}",
        as_of=now,
        expires_at=now + FRESH,
        in_time=found.in_time,
        options=[_option(option) for option in promise.options],
        excluded=[_excluded(one) for one in promise.excluded],
        unavailable=[_units(part) for part in promise.missing],
    )


def _methods(db: Connection, request: AskOptions) -> list[Method]:
    if request.ship_to and destination_of(db, request.ship_to) is None:
        raise Refusal("postcode_unknown", typed=request.ship_to)
    known = {site.id for site in all_sites(db)}
    for site_id in request.store_ids:
        if site_id not in known:
            raise Refusal("place_unknown", typed=site_id)
    told = {Method.PICKUP: request.store_ids, Method.SHIP: request.ship_to}
    return [method for method, where in told.items() if where]


def _option(option: Option) -> ToldOption:
    price = option.cost_minor if option.price_minor is None else option.price_minor
    return ToldOption(
        kind=option.kind.value,
        service=option.service,
        parcels=[_parcel(parcel) for parcel in option.parcels],
        promise=ToldPromise(from_=option.promise_from, to=option.promise_to),
        price_minor=price,
        cost_minor=option.serve_minor,
        margin_minor=option.margin_minor,
        co2=_co2(option.co2) if option.co2 else None,
        unavailable=[_units(part) for part in option.missing],
        hold_seconds=LASTS // SECOND,
        reason=_reason(option.reason),
        badges=[badge.value for badge in option.badges],
        provisional=False,  # the server's own figures
    )


def _parcel(parcel: Parcel) -> ToldParcel:
    return ToldParcel(
        site_id=parcel.site_id,
        method=parcel.method.value,
        lines=[_units(part) for part in parcel.quantities],
        ready_at=parcel.ready_at,
        arrives=parcel.arrives,
        cost_minor=parcel.cost_minor,
        sent_from=parcel.sent_from,
    )


def _units(part: Quantity) -> ToldUnits:
    return ToldUnits(line=int(part.key), product_id=part.product_id, quantity=part.quantity)


def _co2(told: Co2) -> ToldCo2:
    return ToldCo2(grams=told.grams, low=told.low, high=told.high, version=told.version)


def _reason(reason: Reason) -> ToldReason:
    return ToldReason(code=reason.code.value, facts=dict(reason.facts))


def _excluded(one: Excluded) -> ToldExcluded:
    return ToldExcluded(site_id=one.site_id, reason=_reason(one.reason))
