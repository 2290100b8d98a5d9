"""What does money for the trouble come to, and where would it go: before anybody gives it."""

from dataclasses import dataclass

from app.desk.order.detail import OrderDetail
from app.kit.money import split
from app.orders.balance import gone_minor
from app.orders.states import Units
from app.payments.queries import Payment
from app.pricing.promotion import percent_off


@dataclass(frozen=True, slots=True)
class Goodwill:
    """`parts`: (payment, kind, amount) in proportion to what each tender still holds."""

    amount_minor: int
    most_minor: int
    parts: tuple[tuple[str, str, int], ...]


def goodwill(
    detail: OrderDetail,
    *,
    line_id: str | None = None,
    amount_minor: int | None = None,
    hundredths: int | None = None,
) -> Goodwill:
    """Of the line or of the whole order, the same arithmetic as the handler's."""
    basis = detail.card.owed_minor
    line = detail.line(line_id) if line_id else None
    if line is not None:
        row = {"total_minor": line.total_minor, "ordered": line.ordered}
        basis = line.total_minor - gone_minor(row, line.units[Units.CANCELLED])
    wanted = percent_off(basis, hundredths) if hundredths is not None else amount_minor or 0
    held = [payment for payment in detail.card.payments if _left(payment) > 0]
    most = min(basis, sum(_left(payment) for payment in held))
    amount = min(wanted, most)
    shares = split(amount, [_left(payment) for payment in held]) if held and amount > 0 else []
    parts = zip(held, shares, strict=bool(shares))
    return Goodwill(
        wanted,
        most,
        tuple((payment.payment_id, payment.kind, share) for payment, share in parts if share),
    )


def _left(payment: Payment) -> int:
    return payment.captured_minor - payment.refunded_minor
