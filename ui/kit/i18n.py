"""Which language does the desk speak: Linguist's catalogues, switched while it runs."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal

import resources
from ui.kit.dress import retranslate_all

LANGUAGES = {"en": "English", "id": "Indonesia"}
PSEUDO = "pseudo"
LOCALES = {"en": "en_GB", "id": "id_ID", PSEUDO: "en_GB"}
ACCENTS = str.maketrans("aeioucnsyAEIOUCNSY", "áéíóúçñšýÁÉÍÓÚÇÑŠÝ")


@dataclass(frozen=True, slots=True)
class Translation:
    """`forms` has one entry, or the plural forms in Qt's order."""

    forms: tuple[str, ...]


@cache
def read_catalogues(language: str) -> Mapping[tuple[str, str], Translation]:
    """(context, source) → translation, of the finished messages in i18n.

    Kept: whoever signs in may speak another language, and it takes 20 ms to read.
    """
    told: dict[tuple[str, str], Translation] = {}
    folder = resources.path("i18n")
    for file in sorted(folder.glob(f"{language}/*.ts")):
        for context in ET.parse(file).getroot().iter("context"):
            name = context.findtext("name", "")
            for message in context.iter("message"):
                found = _translation(message)
                if found is not None:
                    told[name, message.findtext("source", "")] = found
    return told


def _translation(message: ET.Element) -> Translation | None:
    node = message.find("translation")
    if node is None or node.get("type") in {"vanished", "obsolete"}:
        return None
    forms = tuple(form.text or "" for form in node.iter("numerusform")) or (node.text or "",)
    return Translation(forms) if all(forms) else None


class Catalogue:
    """Reads .ts as Linguist keeps it, so that there is no compile step to forget."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._told = read_catalogues(language)

    def translate(self, context: str, source: str, n: int) -> str | None:
        """`n` below 0: nothing is counted."""
        found = self._told.get((context, source))
        if found is None:
            # Without a catalogue entry English still owes its plurals
            return _english(source, n) if n >= 0 else None
        plural = 0 if self._language == "id" or n == 1 else 1
        form = found.forms[min(plural, len(found.forms) - 1)]
        return form.replace("%n", str(n)) if n >= 0 else form


def _english(source: str, n: int) -> str:
    told = source.replace("(s)", "" if n == 1 else "s").replace("(es)", "" if n == 1 else "es")
    return told.replace("%n", str(n))


def _text(told: str | bytes) -> str:
    return told.decode() if isinstance(told, bytes) else told


class Pseudo:
    """Every wording 40 % longer, accented and bracketed: what breaks here breaks in Indonesian."""

    def translate(self, context: str, source: str, n: int) -> str | None:
        if not source:
            return None
        return pseudo(_english(source, n) if n >= 0 else source)


class Tongue(QTranslator):
    """Stays installed whatever is spoken: for another translator Qt tells 4,000 widgets at once,
    those of hidden screens as well, that there is one (60 ms)."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.spoken = ""
        self.speaks: Catalogue | Pseudo = Catalogue("en")  # Qt asks as soon as it is installed

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return self.speaks.translate(_text(context), _text(source), n)


@cache
def _tongue_of(app: QCoreApplication) -> Tongue:
    """It has one: of two, the words that one does not know would be the other's."""
    tongue = Tongue(app)
    app.installTranslator(tongue)
    return tongue


def pseudo(text: str) -> str:
    parts: list[str] = []
    inside = False
    for letter in text:
        inside = inside or letter == "{"
        parts.append(letter if inside else letter.translate(ACCENTS))
        inside = inside and letter != "}"
    more = max(1, round(len(text) * 0.4) - 2)
    return f"[{''.join(parts)}{'~' * more}]"


class Languages(QObject):
    """Switches the language of the running desk; all widgets follow (ui/kit/dress.py)."""

    changed = Signal(str)

    def __init__(self, app: QCoreApplication, language: str = "en") -> None:
        super().__init__(app)
        self._tongue = _tongue_of(app)
        self.speak(language)

    @property
    def language(self) -> str:
        return self._tongue.spoken

    def speak(self, language: str) -> None:
        """`language` is a key of LANGUAGES, or PSEUDO in tests; anything else speaks English."""
        known = language if language in LOCALES else "en"
        if known == self._tongue.spoken:
            return
        self._tongue.spoken = known
        QLocale.setDefault(QLocale(LOCALES[known]))
        self._tongue.speaks = Pseudo() if known == PSEUDO else Catalogue(known)
        retranslate_all()
        self.changed.emit(known)
