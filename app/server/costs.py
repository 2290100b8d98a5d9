"""What do these goods cost us: told to a person who may know it, for as long as they look at it."""

import logging

from sqlalchemy.engine import Connection

from app.identity.authority import judge
from app.identity.devices import Device
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
    costs = service.ask(_costs, service.public_key, device, query, products, now)
    told = query.get("by", ""), device.device_id, len(products)
    log.info("costs told: person=%s device=%s products=%s", *told)
    return costs


def _costs(
    db: Connection,
    server_key: str,
    device: Device,
    query: dict[str, str],
    products: list[str],
    now: Instant,
) -> Costs:
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
    return Costs(cost_minor=costs_of(db, products))
