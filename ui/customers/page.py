"""Who is this customer, what was between us, and what is open: one screen for all channels."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.customers.commands import ShowCustomer
from app.customers.masks import masked_card
from app.customers.states import CallOutcome, How
from app.identity.queries import Person, people
from app.identity.roles import Role
from app.insights.customer import Overview, overview
from app.kit.changes import ChangeSet
from app.kit.clock import Instant
from app.kit.commands import Command
from app.kit.ids import NewId
from app.places.queries import Site, all_sites
from ui.customers import words
from ui.customers.acts import (
    ADDRESS,
    AGAIN,
    APPEASE,
    CALL_BACK,
    CALL_HAND,
    CALL_LATER,
    CALLED,
    COMPARE,
    EDIT,
    ERASING,
    EXPORTING,
    FIND,
    MERGE,
    MERGING,
    NEW_ORDER,
    NOTE,
    OPEN_NEXT,
    PERSONAL,
    READ,
    SHOW,
)
from ui.customers.address import AddressesCard
from ui.customers.calls import HAND, MOVE, CallsCard, Colleague
from ui.customers.duplicates import DuplicateStrip
from ui.customers.finder import FindElsewhere, Finder
from ui.customers.history import HistoryCard
from ui.customers.merging import MergePanel, Pair
from ui.customers.orders import OpenOrders
from ui.customers.person import PersonCard
from ui.customers.privacy import PrivacyCard
from ui.customers.sides import ConsentCard, NotesCard, PaysCard
from ui.customers.work import Edits, TakeOut
from ui.kit import (
    ActionSet,
    Backend,
    EntryBox,
    FiveStates,
    LinkButton,
    MainButton,
    Page,
    Status,
    column,
    formats,
    refusals,
    scrolled,
)
from ui.kit.backend import Pending, SyncStatus
from ui.kit.sounds import Sounds
from ui.orders.hits import HitList

LEFT, RIGHT = 304, 352
LEFT_NARROW, RIGHT_NARROW = 280, 296
WIDE_FROM = 1366 - 76  # of the page: below 1366 px of window the sides give way to the timeline
AWAY = frozenset({"offline", "read_only"})
ENTITIES = (
    "customers",
    "customer_pii",
    "customer_contacts",
    "customer_addresses",
    "customer_consents",
    "customer_notes",
    "customer_callbacks",
    "customer_tokens",
    "customer_merges",
    "customer_pairs",
    "credits",
    "orders",
    "order_lines",
    "returns",
    "payments",
    "messages",
)

# Has the server send a customer that this desk does not hold; the same id again.
FetchCustomer = Callable[[str], Pending[str]]


class CustomerPage(Page):
    """`now` tells µs UTC; `find` and `fetch` ask the server; `take_out` writes an export here."""

    def __init__(
        self,
        backend: Backend,
        *,
        now: Callable[[], int],
        new_id: NewId,
        sounds: Sounds,
        find: FindElsewhere,
        fetch: FetchCustomer,
        take_out: TakeOut,
        how: How = How.STORE,
    ) -> None:
        super().__init__(backend)
        self._now, self._sounds, self._fetch = now, sounds, fetch
        self.told: Overview | None = None
        self._customer = ""
        self._awaited = ""  # a customer whom the server sends
        self._generation = 0
        self._shown_to: set[str] = set()  # customers whose personal data was asked for
        self._people: Mapping[str, str] = {}
        self._agents: Sequence[Colleague] = ()
        self._sites: Mapping[str, str] = {}
        self.entry_box = EntryBox(
            lambda: self.tr("Customer"), lambda: self.tr("Scan or type: phone, name, mail, order")
        )
        self.hits = HitList(lambda: self.tr("Customers found"))
        self.finder = Finder(backend, self.hits, find, self._is_masking)
        self.hint = DuplicateStrip()
        self.calls = CallsCard(now)
        self.person = PersonCard()
        self.addresses = AddressesCard(backend)
        self.pays = PaysCard()
        self.privacy = PrivacyCard()
        self.history = HistoryCard(backend)
        self.merging = MergePanel()
        self.orders = OpenOrders()
        self.notes = NotesCard()
        self.consents = ConsentCard()
        self.undo = LinkButton("", icon="undo-2")
        self.main = MainButton(NEW_ORDER.words, icon=NEW_ORDER.icon)
        self.views = QStackedWidget()
        self.states = FiveStates(
            self.views,
            empty=lambda: self.tr("Find a customer by phone, name, mail, card or order number."),
            empty_icon="users",
        )
        self.edits = Edits(self, lambda: self.told, new_id=new_id, take_out=take_out, how=how)
        self._build()
        self._declare()
        self._connect()
        self.put_on()
        self._ask_names()
        self._show_nobody()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self.left = _side(self.person, self.addresses, self.pays, self.undo, self.privacy)
        self.right = _side(self.orders, self.notes, self.consents)
        self.views.addWidget(self.history)
        self.views.addWidget(self.merging)
        middle = QVBoxLayout()
        middle.setSpacing(12)
        assert self.entry_box is not None
        for part in (self.entry_box, self.hits, self.hint, self.calls):
            middle.addWidget(part)
        middle.addWidget(self.states, 1)
        self.beside = QWidget()
        beside = QVBoxLayout(self.beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(self.right, 1)
        beside.addWidget(self.main)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.left)
        line.addLayout(middle, 1)
        line.addWidget(self.beside)
        self.body.addLayout(line, 1)

    def _declare(self) -> None:
        self.acts = ActionSet(
            self,
            {
                FIND: self.focus_entry,
                NEW_ORDER: self._new_order,
                OPEN_NEXT: self._open_next,
                ADDRESS: self._ask_address,
                APPEASE: self._appease,
                NOTE: self.focus_entry,
                CALL_BACK: self._promise_call,
                CALLED: partial(self.calls.end, CallOutcome.REACHED.value),
                CALL_LATER: partial(self.calls.end, MOVE),
                CALL_HAND: partial(self.calls.end, HAND),
                SHOW: partial(self._show_personal, self.person.focus_phone),
                COMPARE: self.hint.ask,
                MERGE: self.commit,
                AGAIN: self._reload,
            },
        )
        self.acts.permit(self.backend.may)
        self.main.bind(self.acts[NEW_ORDER], NEW_ORDER.shown_key)
        self.merging.bind(self.acts)
        self._weigh()

    def _connect(self) -> None:
        assert self.entry_box is not None
        self.entry_box.edited.connect(self._typed)
        self.entry_box.submitted.connect(self._submitted)
        self.entry_box.row_key.connect(self._row_key)
        self.entry_box.emptied.connect(self.on_escape)
        self.finder.found.connect(self.open)
        self.finder.elsewhere.connect(self._send_for)
        self.finder.nobody.connect(self._nobody)
        self.hint.compare.connect(self._compare)
        self.hint.apart.connect(self.edits.keep_apart)
        self.merging.given_up.connect(self._leave_merge)
        self.person.changed.connect(self.edits.change)
        self.person.contact_changed.connect(self.edits.change_contact)
        self.person.contact_preferred.connect(self.edits.prefer_contact)
        self.person.contact_added.connect(self.edits.add_contact)
        self.person.show_asked.connect(self._show_personal)
        self.addresses.saved.connect(self.edits.save_address)
        self.addresses.closed.connect(self.focus_entry)
        self.calls.asked.connect(self._do_call)
        self.calls.opened.connect(self.hint.hide)
        self.calls.closed.connect(self._show)
        self.calls.closed.connect(self.focus_entry)
        self.addresses.preferred.connect(self.edits.prefer_address)
        self.addresses.removed.connect(self.edits.remove_address)
        self.addresses.show_asked.connect(self._show_personal)
        self.consents.answered.connect(self.edits.consent)
        self.notes.pinned.connect(self.edits.pin)
        self.orders.opened.connect(self._open_order)
        self.history.opened.connect(self._open_order)
        self.history.chosen.connect(lambda _order: self._weigh())
        self.undo.clicked.connect(self.edits.undo_merge)
        self.edits.merged.connect(self._merged)
        self.edits.address_saved.connect(self.addresses.close_form)
        self.edits.noted.connect(self._noted)
        self.privacy.export_asked.connect(self.edits.export)
        self.privacy.erase_confirmed.connect(self.edits.erase)

    # ------------------------------------------------------------------ who

    def title(self) -> str:
        return self.tr("Customer")

    def subtitle(self) -> str:
        return words.name(self.told.card.name) if self.told else ""

    def open(self, what: object) -> None:
        """`what` is a customer's id, or ("callback", its id, the customer's): that one is on top.

        One who was merged opens as the one who stayed.
        """
        if isinstance(what, tuple):
            _, callback_id, what = what
            self.calls.point_at(callback_id)
        if not isinstance(what, str) or not what:
            return
        if what != self._customer:
            self._leave_merge()
            self.addresses.close_form()
            self.privacy.close_question()
            self.calls.close_form()
        self._customer = what
        if self.entry_box is not None:
            self.entry_box.set_text("")
        self.finder.clear()
        self.states.loading()
        self._reload()
        self.focus_entry()

    def _reload(self) -> None:
        if not self._customer:
            return
        if not self.backend.may(READ):
            self.states.forbidden(lambda: self.tr("A manager can give you the right to see it."))
            return
        self._generation += 1
        self.backend.ask(
            overview,
            self._customer,
            Instant(self._now()),
            then=partial(self._loaded, self._generation),
            failed=self._broke,
            owner=self,
        )

    def _loaded(self, generation: int, told: Overview | None) -> None:
        if generation != self._generation:
            return
        if told is None:
            self._show_nobody()
            self.strip.tell(lambda: refusals.told("customer_unknown", {}), status=Status.BAD)
            return
        self.told = told
        self._customer = told.card.customer_id
        self._show()
        self.titled.emit()

    def _broke(self, _trouble: BaseException) -> None:
        self.states.failed(
            lambda: self.tr("This customer could not be read."),
            lambda: self.tr("Nothing was lost."),
            self._reload,
            f"customer {self._customer[:8]}",
        )

    def _show_nobody(self) -> None:
        self.told, self._customer = None, ""
        for part in (self.left, self.beside, self.hint, self.calls):
            part.hide()
        if self.backend.may(READ):
            self.states.ready(0)
        else:
            self.states.forbidden(lambda: self.tr("A manager can give you the right to see it."))
        self._weigh()
        self.titled.emit()

    def _show(self) -> None:
        told = self.told
        if told is None:
            return
        may = self.backend.may(EDIT)
        masked = self._is_masking()
        seen = masked_card(told.card) if masked else told.card
        self.person.show_person(seen, told, masked=masked, may=may)
        raw = told.card.addresses
        self.addresses.show_addresses(seen.addresses, raw, told.waiting, may=may)
        self.pays.show_money(told)
        self.orders.show_orders(told)
        self.notes.show_notes(told, self._people, may=may)
        self.consents.show_consents(told, may=may)
        self.hint.show_hint(told.duplicates, may=self.backend.may(MERGING))
        if self.calls.is_open:
            self.hint.hide()
        self._show_calls(told)
        self._show_privacy()
        self.history.show_customer(self._customer, self._now(), self._people, self._sites)
        for part in (self.left, self.beside):
            part.show()
        self.states.ready(1)
        self._weigh()

    def _show_calls(self, told: Overview) -> None:
        session = self.backend.session
        me = session.user_id if session else ""
        self.calls.show_calls(
            self._customer,
            told.callbacks,
            user_id=me,
            people=self._people,
            colleagues=[one for one in self._agents if one.user_id != me],
            waiting=told.waiting,
        )

    def _show_privacy(self) -> None:
        told = self.told
        if told is None:
            return
        alive = told.card.erased_at is None
        self.privacy.export.setVisible(alive and self.backend.may(EXPORTING))
        self.privacy.erase.setVisible(alive and self.backend.may(ERASING))
        self.privacy.setVisible(
            alive and (self.backend.may(EXPORTING) or self.backend.may(ERASING))
        )
        merge = told.last_merge
        self.undo.setVisible(merge is not None and self.backend.may(MERGING))
        if merge is not None:
            self.undo.say(partial(self._merged_words, merge.name, merge.merged_at))

    def _merged_words(self, name: str, at: int) -> str:
        told = self.tr("Part from {name} again ({day})")
        return told.format(name=words.name(name), day=formats.short_day(at))

    # ------------------------------------------------------------------ masks

    def _is_masking(self) -> bool:
        return not self.backend.may(PERSONAL) and self._customer not in self._shown_to

    def _show_personal(self, then: Callable[[], None]) -> None:
        """What is masked for this role is shown on demand, and the demand is logged."""
        if self.told is None:
            return
        if not self._is_masking():
            then()
            return
        self.run(
            ShowCustomer(customer_id=self._customer),
            then=partial(self._unmasked, self._customer, then),
        )

    def _unmasked(self, customer_id: str, then: Callable[[], None], _result: object) -> None:
        self._shown_to.add(customer_id)
        self._show()
        then()

    # ------------------------------------------------------------------ the entry box

    def _typed(self, text: str) -> None:
        self.finder.type("" if text.lstrip().startswith(";") else text)

    def _submitted(self, text: str) -> None:
        if text.startswith(";"):
            self.edits.note(text)
        elif text:
            self.finder.enter(text)
        elif self.told is not None:
            self.history.open_selected()

    def on_scan(self, code: str) -> None:
        """A loyalty card, or the number of an order, opens its customer."""
        self.finder.enter(code)

    def _row_key(self, key: str) -> None:
        by = {"up": -1, "down": 1}.get(key)
        if by is None:
            return
        if self.hits.is_open:
            self.hits.step(by)
        else:
            self.history.table.step(by)

    def _nobody(self, typed: str, _asked: bool) -> None:
        self.sounded.emit("bad")
        away = self.backend.sync_status().state in AWAY

        def told() -> str:
            if away:
                said = self.tr("Nobody on this computer is “{typed}”. The server is away.")
            else:
                said = self.tr("Nobody is “{typed}”, neither here nor on the server.")
            return said.format(typed=typed)

        self.strip.tell(told, status=Status.WARN, for_ms=8_000)

    def _send_for(self, customer_id: str) -> None:
        self._awaited = customer_id
        self.states.loading()
        self.backend.when(self._fetch(customer_id), self._sent_for, self._not_sent, owner=self)

    def _sent_for(self, customer_id: str) -> None:
        """The feed brings it in a moment; on_changed opens it then, if it is not here already."""
        if customer_id == self._awaited:
            self.strip.tell(lambda: self.tr("The server sends this customer."), status=Status.INFO)

    def _not_sent(self, _trouble: BaseException) -> None:
        self._awaited = ""
        self.strip.tell(lambda: refusals.told("needs_server", {}), status=Status.WARN)
        if self.told is None:
            self._show_nobody()
        else:
            self.states.ready(1)

    # ------------------------------------------------------------------ acts

    def _new_order(self) -> None:
        if self._customer:
            self.wanted.emit("orders", ("customer", self._customer))

    def _open_next(self) -> None:
        if order_id := self.history.order_id or self._first_open():
            self._open_order(order_id)

    def _first_open(self) -> str:
        return self.told.open_orders[0].order_id if self.told and self.told.open_orders else ""

    def _open_order(self, order_id: str) -> None:
        self.wanted.emit("order", order_id)

    def _appease(self) -> None:
        """Goodwill is given for an order: the order's own screen does it."""
        if self.history.order_id:
            self._open_order(self.history.order_id)

    def _ask_address(self) -> None:
        self._show_personal(self._open_address)

    def _open_address(self) -> None:
        self.addresses.ask()
        self.left.ensureWidgetVisible(self.addresses.form)

    def _promise_call(self) -> None:
        """About the order that is chosen in the timeline, if any."""
        self.calls.ask(self.history.order_id, self.history.number)

    def _do_call(self, command: Command) -> None:
        self.run(
            command,
            then=lambda _result: self._call_done(command),
            refused=self._call_refused,
        )

    def _call_refused(self, code: str, facts: Mapping[str, object]) -> None:
        self.calls.free()
        self.on_refused(code, facts)

    def _call_done(self, command: Command) -> None:
        self.calls.close_form()
        self.strip.tell(lambda: words.call_said(command), status=Status.OK, for_ms=6_000)
        self._reload()

    def _compare(self, other_id: str) -> None:
        self.backend.ask(overview, other_id, Instant(self._now()), then=self._compared, owner=self)

    def _compared(self, other: Overview | None) -> None:
        if other is None or self.told is None:
            return
        self.views.setCurrentWidget(self.merging)
        self.merging.show_pair(Pair(self.told, other), masked=self._is_masking())
        self._weigh()

    def _leave_merge(self) -> None:
        if self.views.currentWidget() is self.merging:
            self.views.setCurrentWidget(self.history)
            self.focus_entry()
            self._weigh()

    def commit(self) -> None:
        """F12 in the comparison: two become one."""
        pair = self.merging.pair
        if self.views.currentWidget() is self.merging and pair is not None:
            self.edits.merge(pair.theirs.card.customer_id, self.merging.taken)

    def _merged(self) -> None:
        self._leave_merge()
        self._reload()

    def _noted(self) -> None:
        assert self.entry_box is not None
        self.entry_box.set_text("")

    def on_escape(self) -> bool:
        if self.hits.is_open:
            self.finder.clear()
            return True
        if self.views.currentWidget() is self.merging:
            self._leave_merge()
            return True
        if self.addresses.is_open:
            self.addresses.close_form()
            return True
        if self.calls.close_form():
            return True
        return self.person.close_fields() or self.privacy.close_question()

    def _weigh(self) -> None:
        assert self.acts is not None
        there = self.told is not None and self.told.card.erased_at is None
        merging = self.views.currentWidget() is self.merging
        for act in (NEW_ORDER, ADDRESS, NOTE, SHOW, CALL_BACK):
            self.acts.enable(act, there, lambda: self.tr("Find a customer first"))
        promised = there and self.calls.first is not None
        for act in (CALLED, CALL_LATER, CALL_HAND):
            self.acts.enable(act, promised, lambda: self.tr("Nobody promised to call back"))
        order = bool(self.history.order_id)
        self.acts.enable(APPEASE, order, lambda: self.tr("Choose an order in the timeline first"))
        self.acts.enable(
            OPEN_NEXT, order or bool(self._first_open()), lambda: self.tr("Nothing is open")
        )
        hinted = there and bool(self.hint.other_id) and not merging
        self.acts.enable(COMPARE, hinted, lambda: self.tr("Nobody looks like this customer"))
        self.acts.enable(MERGE, merging)

    # ------------------------------------------------------------------ news

    def on_changed(self, changes: ChangeSet) -> None:
        if self._awaited and changes.touches("customer_pii"):
            ids = changes["customer_pii"]
            if self._awaited in ids or "*" in ids:
                awaited, self._awaited = self._awaited, ""
                self.strip.hide()
                self.open(awaited)
                return
        if self._customer and changes.touches(*ENTITIES):
            self._reload()

    def on_shown(self) -> None:
        self._shown_to.clear()  # another person, or another visit: it is asked for again
        if self._customer:
            self._reload()
        else:
            self._show_nobody()

    def on_linked(self, status: SyncStatus) -> None:
        state, since = getattr(status, "state", ""), getattr(status, "since", 0)
        if state in AWAY:
            self.states.offline(since, self._now())
        else:
            self.states.online()

    def _ask_names(self) -> None:
        self.backend.ask(people, then=self._know_people, owner=self)
        self.backend.ask(all_sites, then=self._know_sites, owner=self)

    def _know_people(self, found: list[Person]) -> None:
        self._people = {person.user_id: person.name for person in found}
        self._agents = [
            Colleague(person.user_id, person.name) for person in found if person.role == Role.AGENT
        ]

    def _know_sites(self, found: list[Site]) -> None:
        self._sites = {site.site_id: site.name for site in found}

    def retranslate(self) -> None:
        super().retranslate()
        if self._on and self.told is not None:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= WIDE_FROM
        self.left.setFixedWidth(LEFT if wide else LEFT_NARROW)
        self.beside.setFixedWidth(RIGHT if wide else RIGHT_NARROW)
        super().resizeEvent(event)


def _side(*cards: QWidget) -> QScrollArea:
    content = QWidget()
    content.setLayout(column(*cards))
    made = scrolled(content)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
