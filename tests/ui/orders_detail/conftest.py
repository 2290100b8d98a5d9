"""The order detail in a real shop, at the desk of a clerk, dressed and shown."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from app.identity.roles import RIGHTS, may
from app.kit.actor import Actor
from tests.support.shop import AGENT, CLERK, MANAGER
from tests.ui.conftest import Dressing
from tests.ui.orders_detail.scene import DetailDesk, Scene
from ui.kit import Session
from ui.kit.backend import Backend
from ui.kit.i18n import PSEUDO
from ui.kit.sounds import Sounds
from ui.screens import OrderPage
from ui.screens import OrderPlace as Place

SIZES = ((1280, 720), (1440, 900))
FRAME = (76, 56 + 34)  # what the shell takes: rail, top bar and status bar


def session(actor: Actor, name: str) -> Session:
    rights = frozenset(permission for permission in RIGHTS if may(actor.role, permission))
    return Session(actor.user_id, name, actor.role, actor, "en", rights)


AGUS, DEWI, RINA = (
    session(CLERK, "Agus Wibowo"),
    session(AGENT, "Dewi Anggraini"),
    session(MANAGER, "Rina Wijaya"),
)


@pytest.fixture(params=["en", "id", PSEUDO])
def any_language(desk_app: Dressing, request: pytest.FixtureRequest) -> str:
    desk_app.languages.speak(request.param)
    return str(request.param)


@pytest.fixture(scope="session")
def played_scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"))


@pytest.fixture
def scene(played_scene: Scene, tmp_path: Path) -> Scene:
    return Scene(tmp_path, like=played_scene)


@pytest.fixture
def detail_desk(scene: Scene) -> DetailDesk:
    return scene.desk


@pytest.fixture
def backend(desk_app: Dressing, detail_desk: DetailDesk) -> Iterator[Backend]:
    made = Backend(detail_desk)
    made.sign_in(AGUS)
    yield made
    made.close()


def make_page(backend: Backend, desk: DetailDesk) -> OrderPage:
    ids = (f"{n:032x}" for n in count(1))
    return OrderPage(
        backend,
        place=Place(CLERK.site_id, CLERK.device_id),
        now=lambda: desk.shop.now,
        new_id=lambda: next(ids),
        sounds=Sounds(on=False),
        print_out=desk.print_out,
        fetch_order=desk.fetch_order,
        be_at=desk.be_at,
    )


@pytest.fixture
def page(qtbot, backend: Backend, detail_desk: DetailDesk, scene: Scene) -> OrderPage:
    made = make_page(backend, detail_desk)
    qtbot.addWidget(made)
    backend.refused.connect(made.on_refused)  # as the window does
    made.resize(1440 - FRAME[0], 900 - FRAME[1])
    made.show()
    qtbot.waitExposed(made)
    made.open(scene.order_id)
    qtbot.waitUntil(lambda: made.detail is not None)
    qtbot.wait(10)  # the layout follows the rows
    made.focus_entry()
    return made
