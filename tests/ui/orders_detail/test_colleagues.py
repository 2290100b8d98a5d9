"""Who else has the order open stands beside its number; whoever changes it comes first."""

from dataclasses import replace

from app.sync.wire import Colleague
from tests.ui.orders_detail.conftest import AGUS

RINA = Colleague(user_id="u1", name="Rina Wijaya", changing=False)
BUDI = Colleague(user_id="u2", name="Budi Santoso", changing=True)


def test_the_desk_says_where_its_person_is_and_when_a_change_is_prepared(
    qtbot, page, detail_desk, scene
):
    def said() -> tuple[str, str, bool]:
        return detail_desk.here[-1] if detail_desk.here else ("", "", False)

    shown = (AGUS.user_id, scene.order_id)
    qtbot.waitUntil(lambda: said() == (*shown, False))
    page.acting.cancel()
    qtbot.waitUntil(lambda: said() == (*shown, True))
    page.acting.leave()
    qtbot.waitUntil(lambda: said() == (*shown, False))
    page.hide()
    assert said() == (AGUS.user_id, "", False)
    assert len(detail_desk.here) == 4


def test_colleagues_are_named_beside_the_number_and_gone_with_the_next_word(
    qtbot, page, detail_desk
):
    mark = page.view.header.colleagues
    assert not mark.isVisible()
    detail_desk.colleagues = [RINA]
    page.colleagues.say()
    qtbot.waitUntil(lambda: mark.text() == "Rina Wijaya is here")
    assert mark.isVisible()
    detail_desk.colleagues = [RINA, BUDI]
    page.colleagues.say()
    qtbot.waitUntil(lambda: mark.text() == "Budi Santoso is changing it (+1)")
    detail_desk.colleagues = []
    page.colleagues.say()
    qtbot.waitUntil(lambda: not mark.isVisible())


def test_without_the_server_nobody_is_named_and_nobody_is_asked(qtbot, page, detail_desk):
    detail_desk.colleagues = [RINA]
    page.colleagues.say()
    qtbot.waitUntil(page.view.header.colleagues.isVisible)
    asked = len(detail_desk.here)
    detail_desk.link = replace(detail_desk.link, state="offline")
    page.colleagues.say()
    assert not page.view.header.colleagues.isVisible()
    assert len(detail_desk.here) == asked


def test_a_screen_that_is_handed_off_is_left(page, detail_desk):
    page.on_handed_off()
    assert detail_desk.here[-1] == (AGUS.user_id, "", False)
