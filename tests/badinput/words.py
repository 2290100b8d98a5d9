"""What a person reads of a refusal, in both languages."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

import ui.screens  # noqa: F401  every screen words its own codes when it is imported
from app.kit.errors import Refusal
from ui.kit import refusals
from ui.kit.i18n import LANGUAGES, Languages


def sentences(app: QCoreApplication, code: str, facts: Mapping[str, object]) -> dict[str, str]:
    """Language → sentence; an AssertionError where there is none of its own."""
    assert refusals.is_worded(code), code
    languages = Languages(app, "en")
    told = {}
    for language in LANGUAGES:
        languages.speak(language)
        told[language] = refusals.told(code, facts)
    languages.speak("en")
    for words in told.values():
        assert code not in words
        assert "{" not in words
        assert words.rstrip()[-1] in ".?)”…", words
    assert len(set(told.values())) == len(told), f"{code} is not translated: {told}"
    return told


def sentences_of(app: QCoreApplication, refusal: Refusal) -> dict[str, str]:
    return sentences(app, refusal.code, refusal.facts)
