"""Who is it for: one card with the faces of finding, making and showing a customer."""

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.orders.capture import Caller, caller
from app.orders.drafts import DraftAddress, Newcomer
from ui.kit.backend import Backend
from ui.kit.card import Card
from ui.orders.address_forms import AddressFace, NewcomerFace
from ui.orders.caller_search import SearchFace
from ui.orders.customer_view import CHANGE, OTHER, KnownFace, WhereFace
from ui.orders.order import OpenOrder


class CustomerCard(Card):
    """One card, four faces: search, new customer, the customer, and where to send."""

    done = Signal()  # who is known: on to the items
    shown = Signal()  # another face

    def __init__(self, backend: Backend, order: OpenOrder) -> None:
        super().__init__(spacing=10)
        self._backend = backend
        self._order = order
        self.search = SearchFace(backend)
        self.form = NewcomerFace(backend)
        self.known = KnownFace(order)
        self.where = WhereFace(order)
        self.street = AddressFace(backend)
        self._faces = (self.search, self.form, self.known, self.where, self.street)
        for face in self._faces:
            self.body.addWidget(face)
        self.search.found.connect(self.take)
        self.search.nobody.connect(self._newcomer)
        self.search.skipped.connect(self._skip)
        self.form.filled.connect(self._welcome)
        self.form.given_up.connect(self.ask)
        self.where.chosen.connect(self._where)
        self.street.filled.connect(self._elsewhere)
        self.street.given_up.connect(self.show_customer)
        order.edited.connect(self._follow)
        self.put_on()
        self.show_customer()

    # ------------------------------------------------------------------ faces

    def _show(self, face: QWidget) -> None:
        for other in self._faces:
            other.setVisible(other is face)
        self.shown.emit()

    @property
    def face(self) -> QWidget:
        return next((face for face in self._faces if face.isVisibleTo(self)), self.search)

    @property
    def is_asking(self) -> bool:
        """The cursor is with the customer: somebody is looked for, or a form is open."""
        if self.face is self.search:
            return self.search.field.hasFocus()
        return self.face is not self.known

    def ask(self) -> None:
        """F2, F4 with nobody there: the cursor waits for a phone number or a name."""
        self._show(self.search)
        self.search.field.setFocus()
        self.search.field.selectAll()

    def who_or_where(self) -> None:
        """F4: find somebody; once known, where to send or somebody else."""
        if not self._order.has_customer:
            self.ask()
            return
        self.where.offer()
        self._show(self.where)
        self.where.options.setFocus()

    def show_customer(self) -> None:
        self._show(self.known if self._order.has_customer else self.search)

    def _follow(self) -> None:
        self.known.show_order()
        if self.face in (self.search, self.known):
            self.show_customer()

    def close_face(self) -> bool:
        """Esc: back to what is known, without a change."""
        if self.face in (self.form, self.where, self.street):
            self.show_customer()
            return True
        if self.search.hits.is_open:
            self.search.hits.close_list()
            return True
        return False

    # ------------------------------------------------------------------ who

    def take(self, customer_id: str) -> None:
        self._backend.ask(caller, customer_id, then=self._taken)

    def _taken(self, found: Caller | None) -> None:
        if found is None:
            self.search.tell("customer_missing", {})
        else:
            self.accept(found)

    def accept(self, found: Caller) -> None:
        self._order.choose_customer(found)
        self.search.reset()
        self.show_customer()
        self.done.emit()

    def _skip(self) -> None:
        self.show_customer()
        self.done.emit()

    def _newcomer(self, typed: str) -> None:
        self.form.begin(typed)
        self._show(self.form)
        self.form.first().setFocus()

    def _welcome(self, newcomer: Newcomer) -> None:
        new_id = self._order.new_id
        address = newcomer.address
        told = replace(address, address_id=new_id()) if address else None
        self._order.welcome(replace(newcomer, customer_id=new_id(), address=told))
        self.search.reset()
        self.show_customer()
        self.done.emit()

    # ------------------------------------------------------------------ where

    def _where(self, value: str) -> None:
        if value == CHANGE:
            self.search.reset()
            self.ask()
        elif value == OTHER:
            self.street.begin()
            self._show(self.street)
            self.street.postcode.setFocus()
        else:
            self._order.edit(address_id=value, new_address=None)
            self.show_customer()
            self.done.emit()

    def _elsewhere(self, address: DraftAddress) -> None:
        told = replace(address, address_id=self._order.new_id())
        newcomer = self._order.draft.newcomer
        if newcomer is not None:
            self._order.welcome(replace(newcomer, address=told))
        else:
            self._order.edit(new_address=told)
        self.show_customer()
        self.done.emit()
