"""What colleagues did before the test begins."""

from app.fulfillment.commands import Claim, Pick, Stage
from app.fulfillment.queries import panel
from app.kit.actor import Actor
from tests.ui.pickup.counter import CLERK, Counter


def lines_of(counter: Counter, parcel: str) -> dict[str, str]:
    """Product → order line."""
    told = counter.desk.ask(panel, parcel).result()
    assert told is not None
    return {line.product_id: line.line_id for line in told.lines}


def pick_some(counter: Counter, parcel: str, product_id: str, actor: Actor = CLERK) -> None:
    counter.do(Claim(fulfillment_id=parcel), actor)
    line_id = lines_of(counter, parcel)[product_id]
    counter.do(Pick(fulfillment_id=parcel, line_id=line_id), actor)


def make_ready(counter: Counter, parcel: str, bin_code: str) -> str:
    told = counter.desk.ask(panel, parcel).result()
    assert told is not None
    for line in told.lines:
        counter.do(
            Pick(fulfillment_id=parcel, line_id=line.line_id, quantity=line.quantity - line.picked)
        )
    counter.do(Stage(fulfillment_id=parcel, bin_code=bin_code))
    return parcel
