"""How a tender lives, and the drawer that holds the cash."""

from enum import StrEnum

from app.kit.machine import Machine, Move


class TenderKind(StrEnum):
    PAY_LINK = "pay_link"
    AT_STORE = "at_store"  # promised: paid when it is collected
    CASH = "cash"
    TERMINAL = "terminal"
    STORE_CREDIT = "store_credit"
    EXTERNAL = "external"  # taken elsewhere, known from an import
    EXCHANGE = "exchange"  # goods that came back paid for it


def given_as(kind: TenderKind) -> TenderKind:
    """In which kind money of a tender goes back: what goods had paid for is credit then."""
    return TenderKind.STORE_CREDIT if kind is TenderKind.EXCHANGE else kind


class PaymentState(StrEnum):
    PENDING = "pending"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    REFUNDED = "refunded"
    VOIDED = "voided"
    EXPIRED = "expired"
    DECLINED = "declined"
    UNKNOWN = "unknown"


_P = PaymentState
PAYMENT = Machine(
    "payment",
    _P.PENDING,
    [
        Move("authorize", _P.PENDING, _P.AUTHORIZED),
        Move("capture", _P.PENDING, _P.CAPTURED),
        Move("capture", _P.AUTHORIZED, _P.CAPTURED),
        Move("capture", _P.UNKNOWN, _P.CAPTURED),
        Move("refund", _P.CAPTURED, _P.REFUNDED),
        Move("void", _P.PENDING, _P.VOIDED),
        Move("void", _P.AUTHORIZED, _P.VOIDED),
        Move("expire", _P.PENDING, _P.EXPIRED),
        Move("expire", _P.AUTHORIZED, _P.EXPIRED),
        Move("decline", _P.PENDING, _P.DECLINED),
        Move("decline", _P.UNKNOWN, _P.DECLINED),
        Move("lose_sight", _P.PENDING, _P.UNKNOWN),
    ],
)


class DrawerState(StrEnum):
    OPEN = "open"
    COUNTED = "counted"
    CLOSED = "closed"


IN_USE = (DrawerState.OPEN, DrawerState.COUNTED)  # cash can move, and a device has one at most
_D = DrawerState
DRAWER = Machine(
    "drawer",
    _D.OPEN,
    [
        Move("count", _D.OPEN, _D.COUNTED),
        Move("count", _D.COUNTED, _D.COUNTED),
        # Who takes cash after the count has to count again.
        Move("move_cash", _D.COUNTED, _D.OPEN),
        Move("close", _D.COUNTED, _D.CLOSED),
    ],
)
