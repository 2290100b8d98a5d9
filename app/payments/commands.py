"""What can be done with money at the counter, and what the pay-link provider tells."""

from collections.abc import Sequence

from app.identity.approval import Approval
from app.kit.commands import Command, Part
from app.payments.states import TenderKind

PERSONAL: frozenset[str] = frozenset()


class TenderTaken(Part, frozen=True, kw_only=True):
    """One means of payment. Cash and terminal are taken now; pay link and at store are promised.

    `reference` is the terminal's approval code; cash names the open drawer of this device.
    """

    kind: TenderKind
    amount_minor: int
    reference: str = ""
    drawer_id: str | None = None


class OpenDrawer(Command, frozen=True, kw_only=True):
    drawer_id: str  # made by the client
    site_id: str
    float_minor: int
    currency: str


class CountDrawer(Command, frozen=True, kw_only=True):
    """Fact: so much lies in the drawer; it is closed later, when nothing is left to send."""

    drawer_id: str
    counted_minor: int


class CloseDrawer(Command, frozen=True, kw_only=True):
    """Fact: counted, and no more cash moves. `unsent`: ids of commands that the server lacks.

    A desk closes over them with a manager's yes alone.
    """

    drawer_id: str
    counted_minor: int
    unsent: tuple[str, ...] = ()
    approval: Approval | None = None


class TakePayment(Command, frozen=True, kw_only=True):
    """Fact: money was taken for an order that is already placed."""

    order_id: str
    tenders: list[TenderTaken]


class CapturePayLink(Command, frozen=True, kw_only=True):
    """Fact, told by the provider: the customer paid the link of one payment."""

    payment_id: str
    amount_minor: int
    provider_reference: str


def spends_credit(command: Command) -> bool:
    """Another desk may have spent the same balance already: only the server knows what is left."""
    tenders: Sequence[TenderTaken] = getattr(command, "tenders", ())
    return any(tender.kind is TenderKind.STORE_CREDIT for tender in tenders)
