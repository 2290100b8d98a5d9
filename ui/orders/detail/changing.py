"""What is different from before, old to new, and the money that makes the difference."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.catalog.lookup import Product
from app.customers.commands import NewAddress
from app.desk.order.detail import OrderDetail
from app.desk.order.groups import Group, Part
from app.desk.order.ways import Way, way_like, ways_for
from app.kit.clock import Instant
from app.kit.commands import Command
from app.orders.changes import Change, ChangeKind
from app.orders.commands import ChangeOrder, OrderLine
from app.orders.drafts import DraftAddress
from app.orders.model import MAX_QUANTITY
from app.orders.previews import ChangePreview, change_preview
from ui.kit import Amount, Backend, TotalsPanel, formats
from ui.orders.address_forms import AddressFace, new_address
from ui.orders.detail import change_words, words
from ui.orders.detail.choices import Choices
from ui.orders.detail.panel import ActPanel
from ui.orders.detail.possible import why_closed
from ui.orders.detail.staging import Staging
from ui.orders.detail.tendering import Tendering
from ui.orders.words import capital


class ChangePanel(ActPanel):
    """+ and − change the quantity of the line, F6 its way, the entry box adds an item."""

    def __init__(
        self,
        backend: Backend,
        *,
        now: Callable[[], int],
        device_id: str,
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(backend)
        self._now, self._device_id, self._new_id = now, device_id, new_id
        self.staging = Staging()
        self.preview: ChangePreview | None = None
        self._current = ""  # line id
        self._asked = 0
        self._count = 1
        self.options = Choices()
        self.options.way.connect(self._deliver)
        self.options.address.connect(self._send_to)
        self.options.elsewhere.connect(self._ask_street)
        self.options.product.connect(self._ask_like)
        self.options.closed.connect(self.answered)
        self.street = AddressFace(backend)
        self.street.filled.connect(self._send_to_new)
        self.street.hide()
        self.money = TotalsPanel(lambda: self.tr("Difference"))
        self.tendering = Tendering(backend)
        self.tendering.changed.connect(self.changed)
        for part in (self.options, self.street, self.trouble, self.money, self.tendering):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.put_on()

    def title(self) -> str:
        return self.tr("Change the order")

    def commit_words(self) -> str:
        difference = self.preview.difference_minor if self.preview else 0
        currency = self.preview.currency if self.preview else "IDR"
        if difference > 0:
            amount = formats.money(difference, currency)
            return self.tr("Change, collect {amount}").format(amount=amount)
        back = self.preview.back.back_minor if self.preview else 0
        if back:
            amount = formats.money(back, currency)
            return self.tr("Change, refund {amount}").format(amount=amount)
        return self.tr("Change it")

    # ------------------------------------------------------------------ beginning

    def start(self, detail: OrderDetail, role: str, chosen: tuple[Group, Part] | None) -> None:
        self.detail, self.role = detail, role
        self.staging, self.preview = Staging(), None
        self._current = chosen[1].line.line_id if chosen else ""
        self.options.close_up()
        self.street.hide()
        self.tendering.offer(detail)
        self._weigh()

    def refresh(self, detail: OrderDetail) -> None:
        self.detail = detail
        self.tendering.offer(detail)
        self._weigh()

    def point_at(self, line_id: str) -> None:
        """Another line: the edits so far stay."""
        if line_id != self._current:
            self._current = line_id
            self.options.close_up()
            self._say()

    def first(self) -> QWidget:
        return self.options

    def command(self) -> Command | None:
        if self.detail is None or self.preview is None or not self.staging:
            return None
        difference = self.preview.difference_minor
        tenders = self.tendering.tenders(difference) if difference > 0 else []
        if tenders is None:
            return None
        return ChangeOrder(
            order_id=self.detail.order_id,
            version=self.preview.version,
            edits=self.staging.edits(self.detail),
            told_difference_minor=difference,
            ship_to=self.staging.ship_to,
            tenders=tenders,
        )

    # ------------------------------------------------------------------ edits

    def add_units(self, by: int) -> None:
        if self.detail is None or not self._current:
            return
        quantity = self.staging.quantity_of(self.detail, self._current) + by
        self.set_units(max(0, min(MAX_QUANTITY, quantity)))

    def set_units(self, quantity: int) -> None:
        if self.detail is None or not self._current:
            return
        self.staging.set_quantity(self.detail, self._current, quantity)
        self._weigh()

    def take_back(self) -> bool:
        taken = self.staging.take_back()
        if taken:
            self._weigh()
        return taken

    def ask_way(self) -> None:
        """F6: what else is possible for the current line."""
        if self.detail is None or not self._current:
            return
        room = next((r for r in self.detail.room.lines if r.line_id == self._current), None)
        if room is not None and room.delivery:
            self._tell_closed(room.delivery)
            return
        self.backend.ask(
            ways_for,
            self.detail.order_id,
            self._current,
            now=Instant(self._now()),
            device_id=self._device_id,
            then=self._ways_found,
            owner=self,
        )

    def ask_address(self) -> None:
        """F4: where else the parcels of this order may go."""
        detail = self.detail
        self.street.hide()
        if detail is not None and detail.customer is not None:
            now = detail.card.address_id
            self.options.offer_addresses(
                [a for a in detail.customer.addresses if a.address_id != now]
            )

    def add_item(self, products: Sequence[Product], count: int) -> None:
        """One product is added at once; of several a digit chooses."""
        self._count = count
        if len(products) == 1:
            self._ask_like(products[0])
        elif self.detail is not None:
            self.options.offer_products(products, self.detail.currency)

    def _ways_found(self, ways: Sequence[Way]) -> None:
        self.trouble.hide()
        if not ways:
            self._tell_closed("no_other_way")
        elif self.detail is not None:
            self.options.offer_ways(ways, self.detail, self._now())

    def _deliver(self, way: Way) -> None:
        self.staging.deliver(self._current, way)
        self._weigh()

    def _send_to(self, ship_to: str | NewAddress) -> None:
        self.staging.send_to(ship_to)
        self._weigh()

    def _ask_street(self) -> None:
        """A place the customer was not known by so far; it is kept with the change."""
        self.street.begin()
        self.street.show()
        self.street.postcode.setFocus()

    def _send_to_new(self, typed: DraftAddress) -> None:
        self.close_street()
        self._send_to(new_address(replace(typed, address_id=self._new_id())))

    def close_street(self) -> bool:
        """Esc: the form goes, the edits so far stay."""
        if self.street.isHidden():
            return False
        self.street.hide()
        self.answered.emit()
        return True

    def _ask_like(self, product: Product) -> None:
        """It comes with the current line, or with the first one that can still change."""
        if self.detail is None:
            return
        rooms = [room.line_id for room in self.detail.room.lines if not room.delivery]
        like = self._current if self._current in rooms else next(iter(rooms), "")
        if not like:
            self._tell_closed("nothing_to_join")
            return
        self.backend.ask(
            way_like,
            self.detail.order_id,
            like,
            product.id,
            self._count,
            now=Instant(self._now()),
            device_id=self._device_id,
            then=partial(self._join, product),
            owner=self,
        )

    def _join(self, product: Product, way: Way | None) -> None:
        if way is None:
            self._tell_closed("none_there")
            return
        line = OrderLine(
            product_id=product.id,
            quantity=self._count,
            unit_minor=product.price_minor,
            method=way.method,
            site_id=way.site_id,
            promise_from=way.promise_from,
            promise_to=way.promise_to,
        )
        self.staging.add(line, product.name)
        self._weigh()

    def _tell_closed(self, code: str) -> None:
        self.trouble.say(lambda: capital(why_closed(code)) + ".")
        self.trouble.show()

    # ------------------------------------------------------------------ what it comes to

    def _weigh(self) -> None:
        self.preview = None
        self._asked += 1
        asked = self._asked
        self.trouble.hide()
        self._say()
        if self.detail is None or not self.staging:
            self.changed.emit()
            return

        def arrived(preview: ChangePreview) -> None:
            if asked == self._asked:
                self._previewed(preview)

        self.backend.ask(
            change_preview,
            self.detail.order_id,
            self.staging.edits(self.detail),
            Instant(self._now()),
            then=arrived,
            failed=self._not_possible,
            owner=self,
        )

    def _not_possible(self, trouble: BaseException) -> None:
        """The edit that cannot be is taken back; its reason stays to be read."""
        self.staging.take_back()
        self._weigh()
        self.tell_trouble(trouble)

    def _previewed(self, preview: ChangePreview) -> None:
        self.preview = preview
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        detail, preview = self.detail, self.preview
        line = detail.line(self._current) if detail else None
        told = self.tr("Type or scan an item to add it, or choose a line.")
        if detail is not None and line is not None:
            told = self.tr("{name}: + − changes how many, F6 how it comes. Or scan an item.")
            told = told.format(name=line.name)
        self.about.say(told)
        difference = preview.difference_minor if preview else 0
        self.money.setVisible(preview is not None)
        self.tendering.setVisible(difference > 0)
        if detail is None or preview is None:
            return
        added = iter([self.staging.names[line.product_id] for line in self.staging.added])
        rows = [
            self._row(change, self._name(change, added), detail, preview.currency)
            for change in preview.changes
        ]
        if self.staging.ship_to:
            rows.insert(0, Amount(self._goes_to(detail), "–"))
        for payment_id, kind, minor in preview.back.parts:
            tender = words.tender_of(detail, payment_id, kind.value)
            amount = formats.money(minor, preview.currency)
            back = self.tr("Back to {tender}").format(tender=tender)
            rows.append(Amount(back, amount, meta=True))
        if preview.back.forgiven_minor:
            amount = formats.money(preview.back.forgiven_minor, preview.currency)
            rows.append(Amount(self.tr("Not to be paid any more"), amount, meta=True))
        sign = "+" if difference > 0 else ""
        self.money.show_rows(rows, sign + formats.money(difference, preview.currency))

    def _goes_to(self, detail: OrderDetail) -> str:
        told = self.staging.ship_to
        known = detail.customer.addresses if detail.customer else ()
        new = (
            told
            if isinstance(told, NewAddress)
            else next(address for address in known if address.address_id == told)
        )
        return self.tr("Goes to {street}, {city}").format(street=new.street, city=new.city)

    def _name(self, change: Change, added: Iterator[str]) -> str:
        """New lines come in the order in which they were added."""
        line = self.detail.line(change.line_id or "") if self.detail else None
        if line is None and change.kind is ChangeKind.ADDED:
            return next(added)
        return line.name if line else ""

    def _row(self, change: Change, name: str, detail: OrderDetail, currency: str) -> Amount:
        told = change_words.change(change, name, detail.sites, self._now())
        minor = change.minor
        sign = "+" if minor > 0 else ""
        amount = sign + formats.money(minor, currency) if minor else "–"
        return Amount(told, amount)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()))
        if by is not None:
            self.add_units(by)
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self._say()
