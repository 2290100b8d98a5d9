"""Both languages are whole, a switch reaches what is on the screen, plurals are right."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication

import resources
from tests.ui.conftest import Dressing
from ui.kit import i18n
from ui.kit.buttons import Button
from ui.kit.strip import Strip

KIT = [Path(__file__).parents[3] / "ui" / part for part in ("kit", "shell", "settings")]


def test_a_live_switch_reaches_words_on_the_screen(desk_app: Dressing, qtbot) -> None:
    strip = Strip()
    qtbot.addWidget(strip)
    strip.undo(lambda: strip.tr("Undo"), lambda: None)
    assert strip.text() == "Undo"
    desk_app.languages.speak("id")
    qtbot.waitUntil(lambda: strip.text() == "Urungkan")
    assert strip.findChildren(Button)[0].accessibleName() == "Urungkan"


def test_plurals_in_both_languages(desk_app: Dressing) -> None:
    def need(n: int) -> str:
        return QCoreApplication.translate("SyncPill", "%n need(s) you", "", n)

    assert [need(1), need(2)] == ["1 needs you", "2 need you"]
    desk_app.languages.speak("id")
    assert need(2) == "2 perlu Anda"


def test_english_plurals_need_no_catalogue(desk_app: Dressing) -> None:
    lines = [QCoreApplication.translate("Nowhere", "%n line(s)", "", n) for n in (0, 1, 2)]
    assert lines == ["0 lines", "1 line", "2 lines"]


def test_pseudo_words_are_longer_and_keep_their_fields(desk_app: Dressing) -> None:
    desk_app.languages.speak(i18n.PSEUDO)
    told = QCoreApplication.translate("Any", "Offline since {time}")
    assert told.startswith("[")
    assert "{time}" in told
    assert len(told) >= len("Offline since {time}") * 1.35
    assert told.format(time="14:02")


def test_an_unknown_language_speaks_english(desk_app: Dressing) -> None:
    desk_app.languages.speak("xx")
    assert desk_app.languages.language == "en"


def test_qts_own_words_are_indonesian_too(desk_app: Dressing) -> None:
    desk_app.languages.speak("id")
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Salin"


@pytest.mark.parametrize(
    "file", sorted(resources.path("i18n").glob("id/*.ts")), ids=lambda f: f.name
)
def test_every_translation_keeps_the_fields_of_its_source(file: Path) -> None:
    for message in ElementTree.parse(file).iter("message"):
        source = message.findtext("source", "")
        node = message.find("translation")
        assert node is not None
        for form in [f.text or "" for f in node.iter("numerusform")] or [node.text or ""]:
            if form:
                assert sorted(_fields(form)) == sorted(_fields(source)), source


def test_every_text_of_the_foundation_has_its_indonesian(tmp_path: Path) -> None:
    """lupdate finds what the sources say; the catalogue must know all of it."""
    found = tmp_path / "found.ts"
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    sources = [str(f) for folder in KIT for f in sorted(folder.glob("*.py"))]
    subprocess.run([tool, "-silent", *sources, "-ts", found], check=True, capture_output=True)
    known = i18n.read_catalogues("id")
    missing = [
        (context.findtext("name"), message.findtext("source"))
        for context in ElementTree.parse(found).iter("context")
        for message in context.iter("message")
        if (context.findtext("name", ""), message.findtext("source", "")) not in known
    ]
    assert missing == []


def _fields(text: str) -> list[str]:
    return re.findall(r"\{\w*\}|%n", text)
