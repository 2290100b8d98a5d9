"""Entry 34: what a server or a customer writes is shown as letters, never as a page.

Electrum 4968: a server's answer was rendered as HTML; it sold malware as a security update.
"""

import httpx
import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from sqlalchemy.engine import Connection

from app.catalog.tables import products
from app.customers.tables import customer_pii
from app.kit.actor import SYSTEM
from app.kit.clock import Instant
from app.kit.errors import Refusal, Unreachable
from app.storage.schema import Side
from app.storage.uow import UnitOfWork
from app.sync import wire
from app.sync.transport import _content_of
from tests.ui.audit import rich, seen
from tests.ui.conftest import Dressing
from tests.ui.orders.conftest import Open, clock, folder, open_desk, stage
from ui.kit import refusals
from ui.kit.strip import Strip
from ui.kit.text import TextLabel, tip

__all__ = ["clock", "folder", "open_desk", "stage"]
# The shape of the message that emptied wallets in December 2018.
SOLD = (
    "<b>Required Security Update</b><br>This version is outdated. Please download the update from "
    "<a href='https://evil.example/gerai-4.0'>https://evil.example/gerai-4.0</a>"
    "<img src='https://evil.example/seen.png'>"
)


def answer(**told: object) -> httpx.Response:
    problem = {"type": "t", "title": SOLD, "status": 409, "code": "wrong_pin", "facts": {}}
    mark = {wire.MARK: "m"}
    asked = httpx.Request("POST", "http://gerai.example/v1/hello", headers=mark)
    body = msgspec.json.encode(problem | told)
    return httpx.Response(409, content=body, headers=mark, request=asked)


@pytest.mark.parametrize(
    "code", [SOLD, "Please update Gerai", "update now: evil.example", "", "x" * 200, "a\nb"]
)
def test_34_a_sentence_in_the_place_of_a_code_is_no_answer_of_our_server(code: str) -> None:
    with pytest.raises(Unreachable) as away:
        _content_of(answer(code=code))
    assert "evil" not in away.value.why


def test_34_the_words_of_a_refusal_are_ours_whatever_the_server_calls_it(
    desk_app: Dressing,
) -> None:
    with pytest.raises(Refusal) as refused:
        _content_of(answer(code="wrong_pin", facts={"tries_left": 3, "title": SOLD}))
    told = refusals.told(refused.value.code, refused.value.facts)
    assert "evil" not in told
    assert "<" not in told


def hostile(db: Connection) -> None:
    """A customer, a product and their notes that try to be a page."""
    uow = UnitOfWork(db, side=Side.SERVER, command_id="h", now=Instant(1), actor=SYSTEM)
    uow.update(customer_pii, "siti", name=SOLD, email=f"{SOLD}@example.com")
    uow.update(products, "sh-100", name=SOLD, colour=SOLD, size="<i>M</i>")


def markup(window: QWidget) -> list[str]:
    """What any widget would render: labels that read it, and tooltips that guess it."""
    found = rich(window)
    for widget in seen(window):
        words = widget.toolTip()
        if "evil.example" in words and ("<a " in words or "<b>" in words or "<img" in words):
            found.append(f"a tooltip that reads markup: {words[:60]}")
    return found


def test_34_no_part_of_a_screen_renders_what_was_typed(stage: Open) -> None:
    desk = stage(read_back=True)
    desk.desk.write(hostile).result(10)
    desk.key(Qt.Key.Key_F2)
    desk.data("4567890")
    desk.enter()
    desk.item("SH-100")
    desk.settle()
    assert markup(desk.window) == []
    shown = [label.text() for label in desk.window.findChildren(QLabel)]
    assert any("<b>Required" in words for words in shown), "it is there, letter by letter"
    desk.key(Qt.Key.Key_F6)
    desk.enter()
    desk.enter()
    desk.key(Qt.Key.Key_F12)
    desk.settle()
    assert markup(desk.window) == []


def test_34_a_label_and_a_strip_show_its_letters(desk_app: Dressing, qtbot: object) -> None:
    strip, label = Strip(), TextLabel(SOLD, elide=True)
    strip.tell(lambda: SOLD)
    label.say(SOLD + " ")
    try:
        assert rich(strip) == rich(label) == []
        assert "<a " not in label.toolTip()
        assert "&lt;a " in label.toolTip()
    finally:
        strip.deleteLater()
        label.deleteLater()
        QApplication.processEvents()


@pytest.mark.parametrize("told", ["Siti Rahma", "Budi & Sons", "", "A > B"])
def test_34_words_that_are_no_markup_stay_as_they_are_in_a_tooltip(told: str) -> None:
    assert tip(told) == told


def test_34_a_welcome_tells_a_desk_nothing_but_a_word() -> None:
    """No reply of the protocol has room for a sentence that a desk would show."""
    fields = {
        field.name
        for kind in (wire.Welcome, wire.Taken, wire.Reconciled)
        for field in msgspec.structs.fields(kind)
    }
    assert not fields & {"message", "title", "text", "news", "url", "link"}
