"""How does this person like the desk: language, theme and sounds, at once and kept."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import fonts
from ui.kit.actions import QT_TRANSLATE_NOOP, Action, ActionSet
from ui.kit.backend import Backend
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.dress import Words
from ui.kit.fonts import Size
from ui.kit.i18n import LANGUAGES, Languages
from ui.kit.page import Page
from ui.kit.segments import Segments
from ui.kit.sounds import Sound, Sounds
from ui.kit.text import Line, text_label
from ui.kit.theme import Theme, ThemeChoice

CHOOSE = Action("settings.choose", QT_TRANSLATE_NOOP("Action", "Choose"), key="←→")

Save = Callable[[str, str], None]  # key, value; the keys are language, theme, sounds, idle_lock
IDLE_S = ("60", "90", "120")  # reliability.md, threat 8: an unattended desk


class SettingsPage(Page):
    def __init__(
        self,
        backend: Backend,
        theme: Theme,
        languages: Languages,
        sounds: Sounds,
        save: Save,
        *,
        idle_s: str = IDLE_S[-1],
    ) -> None:
        """`idle_s`: after how many seconds without a key the desk locks itself."""
        super().__init__(backend)
        self._theme, self._speech, self._sounds, self._save = theme, languages, sounds, save
        self.languages = Segments(
            lambda: self.tr("Language"), list(LANGUAGES.items()), languages.language
        )
        self.themes = Segments(lambda: self.tr("Theme"), self._theme_words(), theme.choice.value)
        on = "on" if sounds.on else "off"
        self.sound = Segments(
            lambda: self.tr("Sounds"),
            [("on", lambda: self.tr("On")), ("off", lambda: self.tr("Off"))],
            on,
        )
        self.idle = Segments(lambda: self.tr("Lock"), self._idle_words(), idle_s)
        self.acts = ActionSet(self, {CHOOSE: self._step})
        self.languages.chosen.connect(self._spoken)
        self.themes.chosen.connect(self._worn)
        self.sound.chosen.connect(self._sounded)
        self.idle.chosen.connect(lambda seconds: self._save("idle_lock", seconds))
        languages.changed.connect(self.languages.choose)
        theme.changed.connect(self._theme_changed)
        self._build()
        self.put_on()

    def _build(self) -> None:
        card = Card(lambda: self.tr("This desk"), margins=20, spacing=16)
        card.setMaximumWidth(760)
        card.setMinimumWidth(560)
        rows: Sequence[tuple[Words, Words, QWidget]] = (
            (
                lambda: self.tr("Language"),
                lambda: self.tr("Switches at once, for everything on the screen."),
                self.languages,
            ),
            (
                lambda: self.tr("Theme"),
                lambda: self.tr(
                    "Automatic follows the system; high contrast has larger contrasts."
                ),
                self.themes,
            ),
            (
                lambda: self.tr("Sounds"),
                lambda: self.tr(
                    "A high beep for a taken scan, a low double beep for a refused one."
                ),
                self._sound_row(),
            ),
            (
                lambda: self.tr("Lock"),
                lambda: self.tr(
                    "So long after the last key the desk locks itself. Work in hand is kept."
                ),
                self.idle,
            ),
        )
        for at, (name, why, control) in enumerate(rows):
            if at:
                card.body.addWidget(Line())
            card.body.addLayout(_setting(name, why, control))
        line = QHBoxLayout()
        line.addWidget(card, 10)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)

    def _sound_row(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        hear = Button(lambda: self.tr("Listen"), icon="volume-2")
        hear.clicked.connect(self._listen)
        line.addWidget(self.sound, 1)
        line.addWidget(hear)
        return made

    def _theme_words(self) -> list[tuple[str, Words]]:
        return [
            (ThemeChoice.AUTO.value, lambda: self.tr("Automatic")),
            (ThemeChoice.LIGHT.value, lambda: self.tr("Light")),
            (ThemeChoice.DARK.value, lambda: self.tr("Dark")),
            (ThemeChoice.CONTRAST.value, lambda: self.tr("High contrast")),
        ]

    def _idle_words(self) -> list[tuple[str, Words]]:
        return [(seconds, partial(self._seconds, seconds)) for seconds in IDLE_S]

    def _seconds(self, seconds: str) -> str:
        return self.tr("{n} s").format(n=seconds)

    def title(self) -> str:
        return self.tr("Settings")

    def on_shown(self) -> None:
        self.languages.choose(self._speech.language)

    def focus_entry(self) -> None:
        self.languages.setFocus()

    def _step(self) -> None:
        for segments in (self.languages, self.themes, self.sound, self.idle):
            if segments.hasFocus():
                segments.step()

    def _spoken(self, language: str) -> None:
        self._speech.speak(language)
        self._save("language", language)

    def _worn(self, choice: str) -> None:
        self._theme.choose(ThemeChoice(choice))
        self._save("theme", choice)

    def _theme_changed(self, _worn: object) -> None:
        self.themes.choose(self._theme.choice.value)

    def _sounded(self, value: str) -> None:
        self._sounds.on = value == "on"
        self._save("sounds", value)
        self._sounds.play(Sound.OK)

    def _listen(self) -> None:
        self._sounds.play(Sound.OK)


def _setting(name: Words, why: Words, control: QWidget) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(text_label(name, weight=fonts.SEMIBOLD))
    words.addWidget(text_label(why, size=Size.SECONDARY, ink="text2", wrap=True))
    line = QHBoxLayout()
    line.setSpacing(24)
    line.addLayout(words, 2)
    line.addWidget(control, 3)
    return line
