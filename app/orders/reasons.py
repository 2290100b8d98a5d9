"""Why an order is cancelled, held or made good, as data; the words stand in the screens."""

from enum import StrEnum


class CancelReason(StrEnum):
    """At most nine: each has its digit on the keyboard."""

    CUSTOMER_REQUEST = "customer_request"
    ORDERED_TWICE = "ordered_twice"
    WRONG_ITEM = "wrong_item"
    TOO_LATE = "too_late"
    CHEAPER_ELSEWHERE = "cheaper_elsewhere"
    NOT_PAID = "not_paid"
    NOT_AVAILABLE = "not_available"
    NOT_COLLECTED = "not_collected"
    SUSPECTED_FRAUD = "suspected_fraud"


class HoldReason(StrEnum):
    FRAUD_CHECK = "fraud_check"
    BAD_ADDRESS = "bad_address"
    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_RETURN = "awaiting_return"
    OUT_OF_STOCK = "out_of_stock"
    UNKNOWN_DATE = "unknown_date"
    OVERSIZE = "oversize"
    MANUAL = "manual"
    CUSTOMER_REQUEST = "customer_request"


class HoldScope(StrEnum):
    ORDER = "order"
    FULFILLMENT = "fulfillment"
    LINE = "line"


class HoldOutcome(StrEnum):
    RESOLVED = "resolved"
    VOIDED = "voided"  # it should never have been there


class AppeaseReason(StrEnum):
    LATE = "late"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    MISSING_ITEM = "missing_item"
    POOR_SERVICE = "poor_service"
    PRICE_DIFFERENCE = "price_difference"
    OTHER = "other"


class RefundTo(StrEnum):
    ORIGINAL = "original"  # the tenders that paid, in proportion
    STORE_CREDIT = "store_credit"
