"""What another place sends to the store where its customer collects it: which lines and units."""

from collections.abc import Mapping
from typing import Any

from app.kit.errors import Refusal
from app.orders.commands import OrderLine
from app.orders.states import Method


def judge_way(line: OrderLine) -> None:
    """Refusals: place_missing, sent_nowhere."""
    if line.method is Method.PICKUP and line.site_id is None:
        raise Refusal("place_missing", product=line.product_id)
    sent = line.from_site_id is not None
    if line.method is Method.TO_STORE or (sent and line.method is not Method.PICKUP):
        raise Refusal("sent_nowhere", product=line.product_id)
    if sent and line.from_site_id == line.site_id:
        raise Refusal("sent_nowhere", product=line.product_id)


def method_from(line: Mapping[Any, Any], site_id: str) -> Method:
    """How a place fulfils units of a line: what it sends to the store that the customer told is
    not collected there."""
    sent = line["from_site_id"] is not None and site_id != line["site_id"]
    return Method.TO_STORE if sent else Method(line["method"])
