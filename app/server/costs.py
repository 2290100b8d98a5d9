"""What do goods cost us, and what do we earn? Told to a person who may know it."""

import logging

from sqlalchemy.engine import Connection

from app.identity.authority import judge
from app.identity.devices import Device
from app.insights.benefit.counted import Counted, counted
from app.insights.scopes import Scope, ScopeKind, scopes_for
from app.kit.actor import Actor
from app.kit.clock import Instant
from app.kit.errors import Refusal
from app.pricing.margins import Costs, costs_of
from app.server.service import Service

PERMISSION = "cost.read"
MOST = 100  # products of one question: what a basket has, and no price list

log = logging.getLogger("gerai.server")


def told_costs(service: Service, device: Device, query: dict[str, str]) -> Costs:
    """`by` is whose signed permission `grant` is. Refusals: user_unknown, too_many_products, and
    the doubts of a grant: not_allowed, grant_invalid, grant_of_another, grant_expired,
    user_revoked."""
    products = [one for one in query.get("products", "").split(",") if one]
    if len(products) > MOST:
        raise Refusal("too_many_products", most=MOST)
    now = service.clock.now()

    def costs(db: Connection) -> Costs:
        _who_may(db, service.public_key, device, query, now)
        return Costs(cost_minor=costs_of(db, products))

    told = service.ask(costs)
    who = query.get("by", "")
    log.info("costs told: person=%s device=%s products=%s", who, device.device_id, len(products))
    return told


def told_counted(service: Service, device: Device, query: dict[str, str]) -> Counted:
    """For one of the scopes that this person may choose, by its kind (`scope`) and `id`. Refusals:
    not_allowed, and those of told_costs."""
    now = service.clock.now()

    def figures(db: Connection) -> Counted:
        actor = _who_may(db, service.public_key, device, query, now)
        scope = _scope(db, actor, query)
        return counted(db, scope.site_ids, now=now, currency=query.get("currency", ""))

    told = service.ask(figures)
    log.info("margins told: person=%s device=%s", query.get("by", ""), device.device_id)
    return told


def _scope(db: Connection, actor: Actor, query: dict[str, str]) -> Scope:
    wanted = query.get("scope", ""), query.get("id", "")
    may = scopes_for(db, role=actor.role, user_id=actor.user_id, site_id=actor.site_id)
    for scope in may:
        if (scope.kind.value, scope.id) == wanted and scope.kind is not ScopeKind.OWN:
            return scope
    raise Refusal("not_allowed")


def _who_may(
    db: Connection, server_key: str, device: Device, query: dict[str, str], now: Instant
) -> Actor:
    judgement = judge(
        db,
        user_id=query.get("by", ""),
        device_id=device.device_id,
        permission=PERMISSION,
        token=query.get("grant", ""),
        occurred_at=now,
        server_key=server_key,
    )
    if judgement.doubt:
        raise Refusal(judgement.doubt)
    return judgement.actor
