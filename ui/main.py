"""Put the window together: a desk, its screens, who may come in; and the same with a demo shop."""

import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QWidget

import ui.imports  # noqa: F401  first
from app import VERSION
from app.customers.states import How
from app.desk.desk import FORGOTTEN, Desk, SyncStatus
from app.desk.dossier import fetch_dossier
from app.desk.finding import FarSearch, fetch_order
from app.desk.lanes import Lane, changed
from app.desk.surroundings import (
    Standing,
    keep_setting,
    kept_work,
    known_people,
    rights_of,
    setting,
    standing,
)
from app.fulfillment.model import make_code
from app.identity.queries import Person
from app.kit import heap
from app.kit.actor import Actor
from app.kit.clock import SystemClock
from app.kit.errors import Unreachable
from app.kit.ids import id_maker
from app.kit.later import Later
from app.sync.heard import HeardDesks
from ui.before import Dress, application, load_screens
from ui.demo import DemoOpening, ServerSwitch
from ui.joining import Joining
from ui.kit import Backend, PageSpec, Session, fonts, formats
from ui.kit.aside import aside_words
from ui.kit.backend import Pending
from ui.kit.dress import Words
from ui.kit.i18n import Languages
from ui.kit.qt_types import Making
from ui.kit.roles import role_words
from ui.kit.sounds import Sounds
from ui.kit.theme import Theme, ThemeChoice
from ui.notice import Notice
from ui.settings.page import IDLE_S
from ui.shell import Door, Kept, KnownUser, MainWindow, Place
from ui.shell.lens import Lens

if TYPE_CHECKING:
    from ui import screens
else:
    screens = Later("ui.screens")

translate = QCoreApplication.translate  # lupdate finds plurals under this name alone
FIRST_SYNC_SECONDS = 120  # without a word: as long as something comes it may take its time
LOOK_SECONDS = 0.1
TALK_MS = 200  # after the window was shown
SPARE_MS = 5_000  # from one giving back of memory to the next
DEMO_DESK = "JKT01 counter"  # a store that also answers the phone: work for every role
DEMO_ROLES = ("agent", "clerk", "manager", "inventory", "admin")
ANYWHERE = frozenset({"agent", "inventory", "admin"})  # they belong to no store


class Window:
    """One desk's window and all that lives as long as it: settings, languages, theme."""

    def __init__(
        self,
        app: QApplication,
        desk: Desk,
        *,
        demo_people: list[dict[str, Any]] | None = None,
        top_slot: QWidget | None = None,
    ) -> None:
        self._desk = desk
        self._clock = SystemClock()
        self._far = FarSearch(desk)
        self._people: dict[str, Person] = {}
        self.here: Standing = desk.ask(standing, desk.device_id).result()
        fonts.install(app)
        self.theme = Theme(app, ThemeChoice(self._kept("theme") or "auto"))
        self.languages = Languages(app, self._kept("language") or "en")
        self.sounds = Sounds(on=self._kept("sounds") != "off")
        site = self.here.site
        formats.use_zone(site.time_zone if site else "UTC")
        self.backend = Backend(desk)
        self.main = MainWindow(
            app,
            self.backend,
            self._pages(),
            door=Door(
                users=self._users,
                verify_pin=desk.sign_in,
                admit=self._admit,
                kept=self._kept_work,
                demo_pins=_pins(demo_people or [], site.code if site else ""),
            ),
            place=Place(
                site=site.name if site else "",
                register=f"{site.code}-{self.here.register}" if site else "",
                version=VERSION,
            ),
            clock=self._clock,
            languages=self.languages,
            sounds=self.sounds,
            top_slot=top_slot,
            papers=desk.printing,
            inbox="cases",
            sync="sync",
            news=self._news(),
            lens=self._lens(),
            ahead=True,
        )
        self.main.watch.idle_after(int(self._kept("idle_lock") or IDLE_S[-1]))
        self.closed_by_office: Notice | None = None
        self.backend.status.connect(self._heed)
        self._spare = QTimer(self.main)
        self._spare.timeout.connect(lambda: desk.elsewhere(heap.give_back))
        self._spare.start(SPARE_MS)

    def _heed(self, status: SyncStatus) -> None:
        """The office closed this desk for good: one sentence, and no screen of the shop."""
        if status.trouble != FORGOTTEN or self.closed_by_office is not None:
            return
        self.closed_by_office = closed_by_office()
        self.closed_by_office.show()
        self.main.close()

    def _news(self) -> Words:
        aside = self._desk.moved_aside
        if not aside:
            return ""
        return partial(aside_words, str(self._desk.profile.folder / aside))

    def _pages(self) -> list[PageSpec]:
        now = self._clock.now
        site = self.here.site
        site_id = site.site_id if site else ""
        device_id = self.here.device_id

        return [
            PageSpec(
                "home",
                lambda: QCoreApplication.translate("Window", "Home"),
                "house",
                lambda backend: screens.HomePage(
                    backend, site_id=site_id, zone=site.time_zone if site else "UTC", now=now
                ),
            ),
            PageSpec(
                "orders",
                lambda: QCoreApplication.translate("Window", "Orders"),
                "phone-call",
                lambda backend: screens.CapturePage(
                    backend,
                    clock=self._clock,
                    printer=lambda order_id: self._print("order_confirmation", order_id),
                    beep=self.sounds.play,
                ),
                permission="order.place",
            ),
            PageSpec(
                "pickup",
                lambda: QCoreApplication.translate("Window", "Pickup"),
                "shopping-bag",
                lambda backend: screens.PickupPage(
                    backend,
                    site_id=site_id,
                    site_name=site.name if site else "",
                    device_id=device_id,
                    now=now,
                    sounds=self.sounds,
                    print_document=self._print,
                ),
                permission="pickup",
            ),
            PageSpec(
                "returns",
                lambda: QCoreApplication.translate("Window", "Returns"),
                "undo-2",
                lambda backend: screens.ReturnsPage(
                    backend,
                    counter=screens.Counter(site_id, device_id),
                    now=now,
                    sounds=self.sounds,
                    print_out=self._print,
                    fetch_order=self._fetch_order,
                    new_id=id_maker(self._clock),
                    new_code=lambda: make_code(os.urandom(4)),
                ),
                permission="return.request",
            ),
            PageSpec(
                "customers",
                lambda: QCoreApplication.translate("Window", "Customer"),
                "users",
                lambda backend: screens.CustomerPage(
                    backend,
                    now=now,
                    new_id=id_maker(self._clock),
                    sounds=self.sounds,
                    find=self._far.customers,
                    fetch=self._fetch_customer,
                    take_out=lambda export_id: fetch_dossier(self._desk, export_id),
                    how=How.STORE if site and site.kind == "store" else How.PHONE,
                ),
                permission="customer.read",
            ),
            PageSpec(
                "stock",
                lambda: QCoreApplication.translate("Window", "Stock"),
                "boxes",
                lambda backend: screens.StockPage(
                    backend,
                    site_id=site_id,
                    now=now,
                    sounds=self.sounds,
                    new_id=id_maker(self._clock),
                ),
                permission="stock.read",
            ),
            PageSpec(
                "supply",
                lambda: QCoreApplication.translate("Window", "Supply"),
                "truck",
                lambda backend: screens.SupplyPage(
                    backend,
                    site_id=site_id,
                    now=now,
                    sounds=self.sounds,
                    new_id=id_maker(self._clock),
                    print_document=self._print,
                ),
                permission="stock.receive",
            ),
            PageSpec(
                "insights",
                lambda: QCoreApplication.translate("Window", "Insights"),
                "chart-column",
                lambda backend: screens.InsightsPage(
                    backend,
                    desk=screens.InsightsDesk(
                        site_id=site_id,
                        site_name=site.name if site else "",
                        zone=site.time_zone if site else "UTC",
                        care=self.here.care,
                        folder=screens.downloads(),
                    ),
                    now=now,
                ),
                permission="insights.read",
            ),
            PageSpec(
                "rules",
                lambda: QCoreApplication.translate("Window", "Rules"),
                "sliders-horizontal",
                lambda backend: screens.RulesPage(
                    backend,
                    now=now,
                    new_id=id_maker(self._clock),
                    zone=site.time_zone if site else "UTC",
                ),
                permission="rules.read",
            ),
            PageSpec(
                "cases",
                lambda: QCoreApplication.translate("Window", "Inbox"),
                "list-checks",
                lambda backend: screens.InboxPage(backend, now=now, sounds=self.sounds),
                permission="case.resolve",
            ),
            PageSpec(
                "drawer",
                lambda: QCoreApplication.translate("Window", "Drawer"),
                "banknote",
                lambda backend: screens.DrawerPage(
                    backend,
                    site_id=site_id,
                    device_id=device_id,
                    currency=site.currency if site else "IDR",
                    now=now,
                    send_now=self._desk.poke,
                    print_out=self._print,
                ),
                permission="drawer",
            ),
            PageSpec(
                "order",
                lambda: QCoreApplication.translate("Window", "Order detail"),
                "receipt-text",
                lambda backend: screens.OrderPage(
                    backend,
                    place=screens.OrderPlace(site_id, device_id),
                    now=now,
                    new_id=id_maker(self._clock),
                    sounds=self.sounds,
                    print_out=self._print,
                    fetch_order=self._fetch_order,
                    be_at=self._desk.be_at,
                ),
                permission="order.read",
                in_rail=False,
            ),
            PageSpec(
                "sync",
                lambda: QCoreApplication.translate("Window", "Sync status"),
                "refresh-cw",
                lambda backend: screens.SyncPage(
                    backend,
                    now=now,
                    line=screens.DeskLine(
                        self._desk.test_line,
                        self._desk.poke,
                        self._desk.room,
                        partial(self._desk.fetch, "/v1/desks", HeardDesks),
                    ),
                    version=VERSION,
                ),
                at_bottom=True,
            ),
            PageSpec(
                "settings",
                lambda: QCoreApplication.translate("Window", "Settings"),
                "settings",
                lambda backend: screens.SettingsPage(
                    backend,
                    self.theme,
                    self.languages,
                    self.sounds,
                    self._keep,
                    idle_s=self._kept("idle_lock") or IDLE_S[-1],
                ),
                at_bottom=True,
            ),
        ]

    def _lens(self) -> Lens:
        return Lens(
            site_id=self.here.site.site_id if self.here.site else "",
            now=self._clock.now,
            order_status=lambda state: screens.status(state),  # noqa: PLW0108  not loaded yet
            search_server=self._far.search,
            fetch_order=self._fetch_order,
            fetch_customer=self._fetch_customer,
        )

    # --- who comes in --------------------------------------------------------------------------

    def _users(self) -> Pending[list[KnownUser]]:
        return changed(self._desk.ask(known_people), self._as_users)

    def _as_users(self, found: list[tuple[Person, bool]]) -> list[KnownUser]:
        """This site's people first; of other sites only those who came here before."""
        self._people = {person.user_id: person for person, _ in found}
        home = self.here.site.site_id if self.here.site else ""
        users = [
            KnownUser(
                person.user_id,
                person.name,
                person.role,
                staff_number=person.staff_number,
                badge=person.staff_number,
                needs_server=not came_before,
            )
            for person, came_before in found
            if came_before or person.site_id in ("", home) or person.role in ANYWHERE
        ]
        return sorted(users, key=lambda user: (user.needs_server, user.name))

    def _admit(self, user_id: str, actor: Actor) -> Session:
        person = self._people[user_id]
        return Session(
            user_id,
            person.name,
            person.role,
            actor,
            language=person.language,
            permissions=rights_of(person.role),
        )

    def _kept_work(self, user_id: str) -> Pending[list[Kept]]:
        return changed(self._desk.ask(kept_work, user_id), self._as_kept)

    def _as_kept(self, kept: Any) -> list[Kept]:
        told = []
        if kept.open:
            saved = formats.clock(kept.saved_at)
            told.append(
                Kept(
                    "clipboard-list",
                    lambda: QCoreApplication.translate(
                        "Window", "1 open order, saved {time}"
                    ).format(time=saved),
                )
            )
        if parked := kept.parked:  # lupdate reads a plain name as the number, no attribute
            told.append(
                Kept("pause", lambda: translate("Window", "%n parked order(s)", "", parked))
            )
        return told

    # --- what screens hand back ------------------------------------------------------------------

    def _print(self, document: str, subject_id: str) -> None:
        self._desk.printing.print(document, subject_id, self.languages.language)

    def _fetch_order(self, text: str) -> Pending[str | None]:
        return fetch_order(self._desk, text, self._actor())

    def _fetch_customer(self, customer_id: str) -> Pending[str]:
        return self._far.send_customer(customer_id, self._actor())

    def _actor(self) -> Actor | None:
        session = self.backend.session
        return session.actor if session and isinstance(session.actor, Actor) else None

    def _kept(self, key: str) -> str:
        return self._desk.ask(setting, key).result()

    def _keep(self, key: str, value: str) -> None:
        self._desk.write(keep_setting, key, value)
        if key == "idle_lock":
            self.main.watch.idle_after(int(value))


def closed_by_office() -> Notice:
    return Notice(
        lambda: QCoreApplication.translate(
            "Window",
            "The office has closed this desk. All that was done here has reached the server, and "
            "the shop's data on this computer is deleted.",
        ),
        title=lambda: QCoreApplication.translate("Window", "This desk is closed for good"),
    )


def open_desk(app: QApplication, desk: Desk, server: str, dress: Dress) -> list[object]:
    """Show the window of a desk, after it joined its server if it never did; what to hold of it."""
    joining = Joining(
        server,
        test=lambda: desk.fetch("/readyz", dict[str, Any]),
        join=lambda code: desk.elsewhere(_enrol, desk, code),
        bring=lambda: desk.elsewhere(_await_first_sync, desk),
        arriving=lambda: desk.status().arriving,
    )
    held: list[object] = [joining]

    def open_window() -> None:
        dress.take_off()
        window = Window(app, desk)
        held.append(window)
        window.main.show()
        joining.close()

    joining.joined.connect(open_window)
    if _has_shop(desk):
        open_window()
        QTimer.singleShot(TALK_MS, joining, desk.start)  # whoever signs in comes first
    else:
        joining.show()
        if desk.enrolled:
            desk.start()
            joining.bring()
    return held


def run_demo(folder: Path | None, size: str) -> int:
    """Make the demo shop, or find it again, and open a desk on it; the exit code of the window."""
    from app.demo.stage import EmbeddedServer  # a desk has no use for it

    app = application()
    dress = Dress(app)
    folder = folder or Path(platformdirs.user_data_dir("gerai-demo"))
    server = EmbeddedServer(folder / "server", size=size)
    opening = DemoOpening()
    opening.show()
    lane = Lane("demo")
    desks: list[Desk] = []
    windows: list[Window] = []

    def make() -> None:
        server.start(opening.told.emit)
        opening.told.emit("sync", 0.9)
        desk = Desk(folder / "desk", server.url)
        desks.append(desk)
        if not desk.enrolled:
            desk.enrol(server.keys["enrol_codes"][DEMO_DESK], DEMO_DESK)
        desk.start()
        _await_first_sync(desk)

    def open_window() -> None:
        dress.take_off()
        switch = ServerSwitch(server, lane.run)
        window = Window(app, desks[0], demo_people=server.keys["people"], top_slot=switch)
        windows.append(window)
        window.main.show()
        opening.close()
        Making(opening, lambda: lane.run(load_screens))

    opening.opened.connect(open_window)
    lane.run(make).add_done_callback(opening.settle)
    try:
        return app.exec()
    finally:
        for desk in desks:
            desk.close()
        lane.close()
        server.stop()


def _enrol(desk: Desk, code: str) -> None:
    desk.enrol(code)
    desk.start()


def _await_first_sync(desk: Desk) -> None:
    """A desk that was never here needs its shop first; one that was opens at once, also offline."""
    if _has_shop(desk):
        return
    told, until = desk.status().arriving, time.monotonic() + FIRST_SYNC_SECONDS
    while not desk.caught_up:
        before, told = told, desk.status().arriving
        if told != before or told.whole:
            until = time.monotonic() + FIRST_SYNC_SECONDS
        if time.monotonic() > until or desk.closes_within(LOOK_SECONDS):
            raise Unreachable("the first sync did not end")


def _has_shop(desk: Desk) -> bool:
    return desk.ask(standing, desk.device_id).result().site is not None


def _pins(people: list[dict[str, Any]], site: str) -> list[tuple[Words, str]]:
    """One person of each role, those of this site first, with the PIN the demo shows."""
    chosen: dict[str, dict[str, Any]] = {}
    for person in sorted(people, key=lambda person: person["site"] != site):
        chosen.setdefault(person["role"], person)
    return [
        (partial(_named, person["name"], role), person["pin"])
        for role, person in chosen.items()
        if role in DEMO_ROLES
    ]


def _named(name: str, role: str) -> str:
    return f"{name} · {role_words(role)}"
