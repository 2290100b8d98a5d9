"""The returns desk in a real shop, at the till of a clerk, dressed and shown."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

import resources
from tests.support.shop import CLERK
from tests.ui.conftest import Dressing
from tests.ui.returns.scene import CounterDesk, Scene
from ui.kit import Session
from ui.kit.backend import Backend
from ui.kit.i18n import PSEUDO
from ui.kit.sounds import Sounds
from ui.returns.page import ReturnsPage
from ui.returns.parts import Counter

AGUS = Session(
    "clerk",
    "Agus Wibowo",
    "Store clerk",
    CLERK,
    "en",
    frozenset({"return.known", "return.request", "return.blind", "drawer"}),
)
SIZES = ((1280, 720), (1440, 900))
FRAME = (76, 56 + 34)  # what the shell takes: rail, top bar and status bar


class Indonesian(QTranslator):
    """The screen's own catalogue, until it is one with the desk's."""

    def __init__(self) -> None:
        super().__init__()
        file = resources.path("i18n/id/returns.ts")
        self.told: dict[tuple[str, str], str] = {}
        for context in ElementTree.parse(file).getroot().iter("context"):
            for message in context.iter("message"):
                forms = message.findall("translation/numerusform")
                told = forms[0].text if forms else message.findtext("translation")
                key = context.findtext("name", ""), message.findtext("source", "")
                self.told[key] = told or ""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        found = self.told.get((_text(context), _text(source)))
        return found.replace("%n", str(n)) if found and n >= 0 else found


def _text(told: str | bytes) -> str:
    return told.decode() if isinstance(told, bytes) else told


def speak(dressing: Dressing, language: str) -> QTranslator | None:
    dressing.languages.speak(language)
    if language != "id":
        return None
    own = Indonesian()
    dressing.app.installTranslator(own)
    return own


@pytest.fixture(params=["en", "id", PSEUDO])
def any_language(desk_app: Dressing, request: pytest.FixtureRequest) -> Iterator[str]:
    own = speak(desk_app, request.param)
    yield str(request.param)
    if own is not None:
        desk_app.app.removeTranslator(own)


@pytest.fixture(scope="session")
def played_scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture
def scene(played_scene: Scene, tmp_path: Path) -> Scene:
    return Scene(tmp_path, like=played_scene)


@pytest.fixture
def counter(scene: Scene) -> CounterDesk:
    return scene.desk


@pytest.fixture
def backend(desk_app: Dressing, counter: CounterDesk) -> Iterator[Backend]:
    made = Backend(counter)
    made.sign_in(AGUS)
    yield made
    made.close()


def make_page(backend: Backend, counter: CounterDesk) -> ReturnsPage:
    return ReturnsPage(
        backend,
        counter=Counter(CLERK.site_id, CLERK.device_id),
        now=lambda: counter.shop.now,
        sounds=Sounds(on=False),
        print_out=counter.print_out,
        fetch_order=counter.fetch_order,
        new_id=lambda: "f" * 32,
        new_code=lambda: "K7M4PX",
    )


@pytest.fixture
def page(qtbot, backend: Backend, counter: CounterDesk) -> ReturnsPage:
    made = make_page(backend, counter)
    qtbot.addWidget(made)
    made.resize(1440 - FRAME[0], 900 - FRAME[1])
    made.show()
    qtbot.waitExposed(made)
    made.focus_entry()
    return made
