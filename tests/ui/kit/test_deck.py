"""A deck shows one of several; what changes within the one is no matter of the others."""

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.conftest import Dressing
from ui.kit.deck import Deck
from ui.kit.dress import Dressed
from ui.kit.theme import ThemeChoice


class Asked(QLabel):
    """Counts how often it is asked for its height."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setWordWrap(True)
        self.asked = 0

    def heightForWidth(self, width: int) -> int:
        self.asked += 1
        return super().heightForWidth(width)


class Followed(Dressed, QWidget):
    """Counts how often it followed a switch."""

    def __init__(self) -> None:
        super().__init__()
        self.dressed = self.spoken = 0
        self.put_on()
        self.dressed = self.spoken = 0

    def dress(self) -> None:
        self.dressed += 1

    def retranslate(self) -> None:
        self.spoken += 1


def _card(label: QLabel) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(label)
    return made


def test_one_card_is_seen_in_all_the_room(desk_app: Dressing, qtbot) -> None:
    deck = Deck()
    qtbot.addWidget(deck)
    one, other = _card(QLabel("one")), _card(QLabel("other"))
    deck.add(one)
    deck.add(other)
    deck.resize(400, 300)
    deck.show()
    assert not one.isVisible()
    assert not other.isVisible()
    deck.show_card(one)
    deck.show_card(other)
    assert deck.shown is other
    assert not one.isVisible()
    assert other.geometry() == deck.rect()
    deck.resize(500, 200)
    assert other.geometry() == deck.rect()
    deck.show_card(one)
    assert one.geometry() == deck.rect()


def test_the_focus_goes_along_to_what_is_shown(desk_app: Dressing, qtbot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    deck, beside = Deck(), QPushButton("beside")
    line = QVBoxLayout(frame)
    line.addWidget(beside)
    line.addWidget(deck)
    field, other = QLineEdit(), QWidget()
    one = QWidget()
    QVBoxLayout(one).addWidget(field)
    deck.add(one)
    deck.add(other)
    frame.show()
    deck.show_card(one)
    field.setFocus()
    deck.show_card(other)
    assert frame.focusWidget() is other
    deck.show_card(one)
    assert frame.focusWidget() is field
    beside.setFocus()
    deck.show_card(other)
    assert frame.focusWidget() is beside, "it was not in the deck"


def test_words_that_change_ask_no_hidden_card_how_tall_it_is(desk_app: Dressing, qtbot) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    beside, shown, hidden = Asked("beside"), Asked("shown"), Asked("hidden")
    deck = Deck()
    line = QVBoxLayout(frame)
    line.addWidget(beside)
    line.addWidget(deck)
    front = _card(shown)
    deck.add(front)
    deck.add(_card(hidden))
    frame.resize(300, 300)
    frame.show()
    deck.show_card(front)
    qtbot.wait(1)
    beside.asked = shown.asked = hidden.asked = 0
    shown.setText("what takes many more lines than it did before " * 8)
    qtbot.waitUntil(lambda: shown.asked > 0)
    assert hidden.asked == beside.asked == 0


def test_a_switch_is_followed_at_once_by_what_is_seen(desk_app: Dressing, qtbot) -> None:
    deck = Deck()
    qtbot.addWidget(deck)
    seen, wanted, left = Followed(), Followed(), Followed()
    for card in (seen, wanted, left):
        deck.add(card)
    deck.show()
    deck.show_card(seen)
    desk_app.languages.speak("id")
    desk_app.theme.choose(ThemeChoice.DARK)
    assert (seen.spoken, seen.dressed) == (1, 1)
    assert (wanted.spoken, wanted.dressed) == (0, 0)
    deck.show_card(wanted)
    assert (wanted.spoken, wanted.dressed) == (1, 1), "before it is seen"
    qtbot.waitUntil(lambda: (left.spoken, left.dressed) == (1, 1))
    qtbot.wait(20)
    assert (wanted.spoken, wanted.dressed) == (1, 1), "once"


def test_two_switches_of_language_are_one_for_who_comes_later(desk_app: Dressing, qtbot) -> None:
    deck = Deck()
    qtbot.addWidget(deck)
    seen, later = Followed(), Followed()
    deck.add(seen)
    deck.add(later)
    deck.show_card(seen)
    desk_app.languages.speak("id")
    desk_app.languages.speak("en")
    qtbot.waitUntil(lambda: later.spoken > 0)
    assert (seen.spoken, later.spoken) == (2, 1)
