"""Which desks may talk to the server, when each was last heard of, and closing one that is lost."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.identity.commands import RevokeDevice
from app.identity.roles import Role
from app.sync.heard import HeardDesk, HeardDesks
from ui.kit import Cell, Page, Row, Session, Status, formats
from ui.kit.backend import Pending

PERMISSION = "device.revoke"


class DeskRoll(QObject):
    """A manager sees the desks of their own place, an admin all. Words go to the strip of the page.
    `came`: there is a new list, or the server did not answer (`away`)."""

    came = Signal()

    def __init__(self, page: Page, fetch: Callable[[], Pending[HeardDesks]]) -> None:
        super().__init__(page)
        self._page, self._backend, self._fetch = page, page.backend, fetch
        self._desks: tuple[HeardDesk, ...] = ()
        self._asked = ""  # the desk that the next F12 closes
        self.away = False

    def ask(self) -> None:
        self._backend.when(self._fetch(), self._told, failed=self._broke, owner=self)

    def rows(self, now: int) -> list[Row]:
        mine = _device_of(self._backend.session)
        return [self._row(one, mine, now) for one in self._desks]

    def close_words(self) -> str:
        return self.tr("Close the desk")

    def close_desk(self, device_id: str) -> None:
        """The first time it says what that means, the second time it is done; then a second person
        lets it pass."""
        strip = self._page.strip
        desk = next((one for one in self._desks if one.device_id == device_id), None)
        if desk is None or desk.closed_at is not None:
            strip.tell(lambda: self.tr("Choose a desk that may still work."), for_ms=6_000)
        elif self._asked != device_id:
            self._asked = device_id
            strip.tell(partial(self._question, desk.name), closable=False)
        else:
            self.leave()
            command = RevokeDevice(device_id=device_id)
            self._page.run(command, lambda _told: self._closed(desk.name))

    def leave(self) -> bool:
        """True when it was about to be closed."""
        asked, self._asked = self._asked, ""
        if asked:
            self._page.strip.hide()
        return bool(asked)

    def _question(self, name: str) -> str:
        return self.tr(
            "Close {name}? It can do nothing any more: at its next contact it sends what it did "
            "and forgets the shop. F12 closes it, Esc leaves it."
        ).format(name=name)

    def _closed(self, name: str) -> None:
        told = partial(self._closed_words, name)
        self._page.strip.tell(told, status=Status.OK, for_ms=8_000)
        self.ask()

    def _closed_words(self, name: str) -> str:
        return self.tr("{name} is closed.").format(name=name)

    def _row(self, one: HeardDesk, mine: str, now: int) -> Row:
        chip, told = Status.OK, self.tr("may work")
        if one.closed_at is not None:
            chip, told = Status.BAD, self.tr("closed")
        elif one.device_id == mine:
            chip, told = Status.INFO, self.tr("this desk")
        elif one.heard_at is None:
            chip, told = Status.IDLE, self.tr("never joined")
        at = one.heard_at
        heard = Cell("–", ink="text2")
        if at is not None:
            heard = Cell(formats.moment(at, now), detail=formats.age((now - at) / 1e6))
        name = Cell(one.name, detail=f"{one.register} · {one.site_name}", bold=True)
        return Row(one.device_id, (name, Cell(told, chip=chip), heard))

    def _told(self, told: HeardDesks) -> None:
        session = self._backend.session
        actor = session.actor if session else None
        everywhere = getattr(actor, "role", "") == Role.ADMIN
        here = getattr(actor, "site_id", "")
        self._desks = tuple(one for one in told.desks if everywhere or one.site_id == here)
        self.away = False
        self.came.emit()

    def _broke(self, _trouble: BaseException) -> None:
        self._desks, self.away = (), True
        self.came.emit()


def _device_of(session: Session | None) -> str:
    return str(getattr(session.actor, "device_id", "")) if session else ""
