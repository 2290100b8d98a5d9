"""The talk with the server as a state machine: what is asked when, what never counts as done."""

from typing import Any

import pytest

from app.kit.clock import MINUTE, SECOND, Instant
from app.sync import wire
from app.sync.core import (
    FIRST,
    LONGEST_WAIT,
    MOST_CUTS,
    NEWS_REST,
    NEWS_WAIT,
    NOBODY_THERE,
    NOT_TRIED,
    Action,
    Applied,
    Apply,
    Ask,
    AskReconcile,
    Channel,
    Committed,
    Cursor,
    Event,
    Heard,
    Link,
    Lost,
    Offered,
    PutOff,
    Reading,
    SendCommands,
    Sent,
    StartAnew,
    SyncCore,
    TakeSnapshot,
    Tick,
    Trying,
)
from app.sync.feed import Ack, Page, Whole

START = Instant(1_000_000_000)
HERE = Cursor("r1", 1, 10, "chain10")


class Talk:
    """A core and the time it lives in."""

    def __init__(self, *, waiting: int = 0, jitter: float = 1.0) -> None:
        self.now = START
        self.core = SyncCore(HERE, waiting, jitter=lambda: jitter, long_poll=0)

    def on(self, event: Event, after: int = 0) -> list[Action]:
        self.now = Instant(self.now + after)
        return self.core.on(event, self.now)

    def heard(self, reply: object, channel: Channel = Channel.PULL) -> list[Action]:
        return self.on(Heard(channel, reply))

    def met(self, action: str = "ok") -> list[Action]:
        self.on(Tick())
        return self.heard(welcome(action))


def whole(*, hello: bool = False) -> Whole:
    return Whole(server_id="s", epoch=1, seq=12, chain="chain12", hello=hello)


def welcome(action: str) -> wire.Welcome:
    return wire.Welcome(server_id="s", epoch=1, seq=10, now=1, action=action, buckets=[])


def page(since: int = 10, to: int = 11, *acks: str) -> Page:
    told = [Ack(command_id=each, status="accepted", seq=to, receipt={}) for each in acks]
    return Page(
        server_id="s",
        epoch=1,
        since=since,
        since_chain=f"chain{since}",
        to=to,
        chain=f"chain{to}",
        changes=[],
        acks=told,
    )


def sent(*statuses: str, first: int = 1) -> Sent:
    numbers = tuple(range(first, first + len(statuses)))
    rows = [(f"c{n}", status, n) for n, status in zip(numbers, statuses, strict=True)]
    return Sent(numbers, wire.Taken(server_id="s", receipts=rows))


def taken(seq: int) -> Sent:
    """The first command, and the feed's number that will show it."""
    return Sent((1,), wire.Taken(server_id="s", receipts=[("c1", "accepted", seq)]))


def kinds(actions: list[Action]) -> list[type]:
    return [type(action) for action in actions]


def test_it_greets_before_anything_else() -> None:
    talk = Talk(waiting=3)
    (asked,) = talk.on(Tick())
    assert isinstance(asked, Ask)
    assert isinstance(asked.request, wire.Hello)
    assert asked.request.chain == "chain10"


def test_after_the_greeting_it_reads_and_sends_side_by_side() -> None:
    assert kinds(Talk(waiting=3).met()) == [Ask, SendCommands]


def test_there_is_one_request_on_each_channel_however_often_it_is_poked() -> None:
    talk = Talk(waiting=3)
    talk.met()
    poked: list[Action] = []
    for number in range(50):
        poked += talk.on(Committed(4 + number)) + talk.on(Tick())
    assert poked == []


def test_it_sends_from_above_what_was_answered() -> None:
    talk = Talk(waiting=5)
    talk.met()
    assert talk.heard(sent("accepted", "accepted"), Channel.PUSH) == [SendCommands(2, 200)]


def test_an_answer_does_not_count_as_done() -> None:
    """What was answered is sent again after a break: only the feed ends it."""
    talk = Talk(waiting=2)
    talk.met()
    talk.heard(sent("accepted", "accepted"), Channel.PUSH)
    talk.on(Lost(Channel.PULL, "gone"))
    talk.on(Tick(), after=LONGEST_WAIT)
    assert SendCommands(0, 200) in talk.heard(welcome("ok"))


def test_the_next_page_is_asked_once_this_one_is_in_the_database() -> None:
    talk = Talk()
    talk.met()
    news = page()
    assert talk.heard(news) == [Apply(news, yields=True)]
    assert talk.on(Tick()) == []
    (asked,) = talk.on(Applied(Cursor("r1", 1, 11, "chain11"), 0))
    assert isinstance(asked, Ask)
    assert isinstance(asked.request, wire.Feed)
    assert asked.request.seq == 11


@pytest.mark.parametrize("since", [9, 11])
def test_a_page_that_starts_elsewhere_is_not_applied(since: int) -> None:
    talk = Talk()
    talk.met()
    assert Apply not in kinds(talk.heard(page(since, 12)))


def test_an_empty_page_says_that_all_is_read() -> None:
    talk = Talk()
    talk.met()
    talk.heard(page(10, 10))
    assert talk.core.caught_up_at == talk.now


def test_what_the_feed_passed_without_a_word_is_offered_again() -> None:
    """The server was restored between two questions: what it had answered it does not know."""
    talk = Talk(waiting=1)
    talk.met()
    talk.heard(taken(11), Channel.PUSH)
    talk.heard(page(10, 11))
    assert SendCommands(0, 200) in talk.on(Applied(Cursor("r1", 1, 11, "chain11"), 1))


def test_nothing_new_and_still_something_sent_waits_here_it_is_offered_again_but_not_at_once() -> (
    None
):
    """Of a copy that is older still the feed may never come so far."""
    talk = Talk(waiting=1)
    talk.met()
    talk.heard(taken(30), Channel.PUSH)
    assert SendCommands(0, 200) in talk.heard(page(10, 10))
    talk.heard(taken(9), Channel.PUSH)
    assert SendCommands not in kinds(talk.heard(page(10, 10)))


def test_what_is_known_there_and_never_shown_is_settled_by_an_offer_of_everything() -> None:
    talk = Talk(waiting=1)
    talk.met()
    talk.heard(taken(9), Channel.PUSH)
    talk.heard(page(10, 10))
    talk.heard(taken(9), Channel.PUSH)
    talk.now = Instant(talk.now + NEWS_WAIT)
    assert AskReconcile in kinds(talk.heard(page(10, 10)))


def test_what_a_later_page_will_show_is_not_offered_again() -> None:
    talk = Talk(waiting=1)
    talk.met()
    talk.heard(taken(12), Channel.PUSH)
    talk.heard(page(10, 11))
    assert SendCommands not in kinds(talk.on(Applied(Cursor("r1", 1, 11, "chain11"), 1)))


@pytest.mark.parametrize("status", ["forked", "gap"])
def test_a_broken_order_is_settled_by_offering_everything(status: str) -> None:
    talk = Talk(waiting=3)
    talk.met()
    talk.heard(sent("accepted", status), Channel.PUSH)
    assert AskReconcile in kinds(talk.heard(page(10, 10)))


def test_offer_then_new_id_then_snapshot_then_all_is_sent_anew() -> None:
    talk = Talk(waiting=3)
    assert kinds(talk.met("reconcile")) == [AskReconcile]
    told = wire.Reconciled(server_id="s", replica_id="r2", lacking=["b"], known=["a"], seq=7)
    assert talk.heard(Offered(None, told)) == [StartAnew(told)]
    assert talk.on(Tick()) == []
    fresh = Cursor("r2", 1, 10, "chain10")
    # What came in behind the answer, and no more: it read to 10 in another history.
    assert talk.on(Applied(fresh, 1)) == [TakeSnapshot(wire.beginning("r2", 7), frozenset({"a"}))]
    after = talk.on(Applied(Cursor("r2", 1, 12, "chain12"), 1, whole=True))
    assert SendCommands(0, 200) in after


def part(through: int | None, *known: str, lacking: str = "", seq: int) -> Offered:
    told = wire.Reconciled(
        server_id="s", replica_id="r2", lacking=lacking.split(), known=list(known), seq=seq
    )
    return Offered(through, told)


def test_a_long_history_is_offered_in_parts_and_goes_on_where_the_line_broke() -> None:
    talk = Talk(waiting=3)
    (first,) = talk.met("reconcile")
    assert first == AskReconcile(FIRST, wire.OFFER_COMMANDS)
    assert talk.heard(part(-4, "a", lacking="b", seq=7)) == [
        AskReconcile(-4, wire.OFFER_COMMANDS, goes_on="r2")
    ]
    talk.on(Lost(Channel.PULL, "timeout"))
    (again,) = talk.on(Tick(), after=LONGEST_WAIT)
    assert again == AskReconcile(-4, wire.OFFER_COMMANDS, goes_on="r2")
    (anew,) = talk.heard(part(None, "c", lacking="d", seq=9))
    # As old as its first part: what came in since is told by the shop as well.
    assert anew == StartAnew(part(None, "a", "c", lacking="b d", seq=7).told)


def test_parts_that_a_restored_server_has_forgotten_are_offered_again() -> None:
    talk = Talk(waiting=3)
    talk.met("reconcile")
    talk.heard(part(-4, "a", seq=7))
    talk.on(Lost(Channel.PULL, "offer_unknown"))
    assert talk.on(Tick(), after=LONGEST_WAIT) == [AskReconcile(FIRST, wire.OFFER_COMMANDS)]
    told = part(None, "b", seq=9)
    assert talk.heard(told) == [StartAnew(told.told)]


def test_what_was_told_of_a_part_before_another_hello_counts_no_more() -> None:
    talk = Talk(waiting=3)
    talk.met("reconcile")
    talk.heard(part(-4, "a", seq=7))
    talk.on(Lost(Channel.PULL, "device_revoked"))
    talk.on(Tick(), after=LONGEST_WAIT)
    assert talk.heard(welcome("reconcile")) == [AskReconcile(FIRST, wire.OFFER_COMMANDS)]


def test_a_queue_that_could_not_begin_anew_is_offered_again() -> None:
    """A disk was full for hours: with the shop alone what the server lacks would stay in the
    archive here, acknowledged and nowhere else (seed 58)."""
    talk = Talk(waiting=3)
    talk.met("reconcile")
    told = wire.Reconciled(server_id="s", replica_id="r2", lacking=["b"], known=["a"])
    talk.heard(Offered(None, told))
    talk.on(Lost(Channel.PULL, "disk_full"))
    assert kinds(talk.on(Tick(), after=LONGEST_WAIT)) == [AskReconcile]
    assert talk.heard(Offered(None, told)) == [StartAnew(told)]
    assert kinds(talk.on(Applied(Cursor("r2", 1, 10, "chain10"), 1))) == [TakeSnapshot]


def test_an_answer_to_numbers_of_the_old_id_says_nothing_of_the_new_ones() -> None:
    """Else orders under low new numbers would count as sent, and wait for the next break."""
    talk = Talk(waiting=20)
    assert kinds(talk.met()) == [Ask, SendCommands]  # 20 commands are on their way, and slow
    talk.on(Lost(Channel.PULL, "gone"))
    talk.on(Tick(), after=LONGEST_WAIT)
    talk.heard(welcome("reconcile"))
    talk.heard(
        Offered(None, wire.Reconciled(server_id="s", replica_id="r2", lacking=["b"], known=[]))
    )
    talk.on(Applied(Cursor("r2", 1, 10, "chain10"), 2))
    talk.on(Applied(Cursor("r2", 1, 12, "chain12"), 2, whole=True))
    late = talk.heard(sent(*["accepted"] * 20), Channel.PUSH)
    assert SendCommands(0, 200) in late


def test_a_late_answer_of_the_old_id_does_not_begin_another_reconcile() -> None:
    talk = Talk(waiting=2)
    talk.met()
    talk.on(Lost(Channel.PULL, "gone"))
    talk.on(Tick(), after=LONGEST_WAIT)
    talk.heard(welcome("reconcile"))
    talk.heard(
        Offered(None, wire.Reconciled(server_id="s", replica_id="r2", lacking=[], known=["a"]))
    )
    talk.on(Applied(Cursor("r2", 1, 10, "chain10"), 0))
    talk.on(Applied(Cursor("r2", 1, 12, "chain12"), 0, whole=True))
    talk.heard(sent("forked"), Channel.PUSH)
    assert AskReconcile not in kinds(talk.heard(page(12, 12)))


def test_too_far_behind_is_told_by_the_feed_itself() -> None:
    talk = Talk()
    talk.met()
    assert kinds(talk.heard(welcome("snapshot"))) == [TakeSnapshot]


def test_while_the_shop_arrives_what_is_done_here_goes_up() -> None:
    talk = Talk(waiting=1)
    assert talk.met("snapshot") == [
        TakeSnapshot(wire.greeting(HERE), frozenset()),
        SendCommands(0, 200),
    ]
    assert talk.heard(sent("accepted"), Channel.PUSH) == []
    assert talk.on(Committed(2)) == [SendCommands(1, 200)]
    # The shop may be of a moment before all that: it is offered again, and known by its ids.
    assert SendCommands(0, 200) in (
        talk.heard(sent("accepted", first=2), Channel.PUSH)
        + talk.on(Applied(Cursor("r1", 1, 12, "chain12"), 2, whole=True))
    )


def test_a_shop_that_broke_is_asked_for_again_and_what_is_done_meanwhile_goes_up() -> None:
    talk = Talk()
    talk.met("snapshot")
    talk.on(Lost(Channel.PULL, "cut"))
    assert (talk.core.link, talk.on(Committed(1))) == (Link.OFFLINE, [])
    assert kinds(talk.on(Tick(), after=LONGEST_WAIT)) == [TakeSnapshot]
    assert talk.heard(whole()) == [SendCommands(0, 200)]
    assert (talk.core.link, talk.core.trouble) == (Link.ONLINE, "")


def test_a_server_that_was_restored_is_met_before_it_brings_the_shop() -> None:
    """With the shop of an older copy nobody would ever learn that it lacks what it had
    acknowledged."""
    talk = Talk()
    talk.met("snapshot")
    assert kinds(talk.heard(whole(hello=True))) == [Ask]
    assert kinds(talk.heard(welcome("reconcile"))) == [AskReconcile]


def test_after_an_offer_nothing_goes_up_before_the_shop_is_here() -> None:
    """Of a queue that began anew the server has a part, and only the shop tells which."""
    talk = Talk(waiting=3)
    talk.met("reconcile")
    talk.heard(
        Offered(None, wire.Reconciled(server_id="s", replica_id="r2", lacking=["b"], known=[]))
    )
    fresh = Cursor("r2", 1, 10, "chain10")
    begun = TakeSnapshot(wire.beginning("r2"), frozenset())
    assert talk.on(Applied(fresh, 3)) == [begun]
    assert talk.on(Committed(4)) == []
    talk.on(Lost(Channel.PULL, "cut"))
    assert talk.on(Tick(), after=LONGEST_WAIT) == [begun]
    assert talk.heard(whole()) == []
    # What it had then it may have lost since, with the answer that said so.
    talk.on(Lost(Channel.PULL, "cut"))
    talk.on(Tick(), after=LONGEST_WAIT)
    talk.heard(whole(hello=True))
    assert kinds(talk.heard(welcome("snapshot"))) == [AskReconcile]


def test_a_server_that_does_not_want_us_gets_nothing_and_is_asked_again() -> None:
    talk = Talk(waiting=3)
    assert talk.met("something of next year") == []
    assert (talk.core.link, talk.core.trouble) == (Link.READ_ONLY, "something of next year")
    assert talk.on(Tick(), after=LONGEST_WAIT - SECOND) == []
    assert kinds(talk.on(Tick(), after=SECOND)) == [Ask]


def test_a_newer_server_is_told_what_was_done_here_and_tells_no_news() -> None:
    talk = Talk(waiting=3)
    assert talk.met("upgrade") == [SendCommands(0, wire.BATCH_COMMANDS)]
    assert talk.heard(sent("accepted", "accepted"), Channel.PUSH) == [SendCommands(2, 200)]
    assert talk.heard(sent("accepted", first=3), Channel.PUSH) == []
    assert (talk.core.link, talk.core.trouble) == (Link.READ_ONLY, "upgrade")
    assert kinds(talk.on(Tick(), after=LONGEST_WAIT)) == [Ask]
    assert talk.heard(welcome("upgrade")) == []  # it has all of it
    assert talk.on(Committed(4)) == [SendCommands(3, 200)]


def test_a_broken_queue_waits_for_the_newer_version() -> None:
    talk = Talk(waiting=1)
    talk.met("upgrade")
    talk.heard(sent("forked"), Channel.PUSH)
    assert talk.core.reading is Reading.HELLO


def test_waits_grow_and_end_at_two_minutes() -> None:
    talk, waits = Talk(), []
    talk.on(Tick())
    for _ in range(12):
        talk.on(Lost(Channel.PULL, "gone"))
        begun = talk.now
        while not talk.on(Tick(), after=SECOND):
            pass
        waits.append(talk.now - begun)
    assert waits == sorted(waits)
    assert waits[0] <= 2 * SECOND
    assert waits[-1] == LONGEST_WAIT


def test_a_server_that_starts_again_is_found_within_two_seconds() -> None:
    talk = Talk()
    talk.on(Tick())
    for _ in range(12):
        talk.on(Lost(Channel.PULL, NOBODY_THERE))
    assert talk.on(Tick(), after=2 * SECOND) != []


def test_a_server_that_says_when_is_asked_then_and_not_by_all_at_once() -> None:
    talk = Talk(jitter=0.5)
    talk.on(Tick())
    talk.on(Lost(Channel.PULL, "busy", retry_after=7 * MINUTE))
    assert talk.on(Tick(), after=7 * MINUTE) == []
    assert talk.on(Tick(), after=SECOND // 2) != []


def test_a_person_who_asks_does_not_wait() -> None:
    talk = Talk()
    talk.on(Tick())
    talk.on(Lost(Channel.PULL, "busy", retry_after=7 * MINUTE))
    talk.core.hurry()
    assert talk.on(Tick()) != []


def cut(talk: Talk, times: int) -> list[Action]:
    """The line breaks in the midst of a page, and holds for a greeting."""
    doing: list[Action] = []
    for _ in range(times):
        talk.on(Lost(Channel.PULL, wire.CUT))
        doing = talk.on(Tick(), after=LONGEST_WAIT)
        if kinds(doing) == [Ask]:
            talk.heard(welcome("ok"))
    return doing


def test_a_page_that_is_too_large_for_its_line_is_not_asked_for_for_ever() -> None:
    """It begins anew each time; a shop goes on where the line broke."""
    talk = Talk()
    talk.met()
    assert kinds(cut(talk, MOST_CUTS - 1)) == [Ask]
    assert cut(talk, 1) == [TakeSnapshot(wire.greeting(HERE), frozenset())]


def test_pages_that_come_now_and_then_are_read_on() -> None:
    talk = Talk()
    talk.met()
    for _ in range(3):
        assert kinds(cut(talk, MOST_CUTS - 1)) == [Ask]
        talk.heard(page(10, 10))
        talk.on(Tick())


def test_a_line_that_is_down_brings_no_whole_shop() -> None:
    talk = Talk()
    talk.met()
    for _ in range(2 * MOST_CUTS):
        talk.on(Lost(Channel.PULL, "gone"))
        assert kinds(talk.on(Tick(), after=LONGEST_WAIT)) == [Ask]
        talk.heard(welcome("ok"))


def test_how_often_the_server_was_looked_for_and_when_it_is_next() -> None:
    talk = Talk(waiting=3)
    talk.on(Tick())
    assert talk.core.trying == NOT_TRIED
    for times in range(1, 4):
        talk.on(Lost(Channel.PULL, "gone"))
        told = talk.core.trying
        assert told.times == times
        assert talk.on(Tick(), after=told.at - talk.now - 1) == []
        assert kinds(talk.on(Tick(), after=1)) == [Ask]
    talk.heard(welcome("ok"))
    assert talk.core.trying == NOT_TRIED


def test_news_that_come_do_not_hide_that_nothing_is_taken() -> None:
    talk = Talk(waiting=3)
    talk.met()
    for times in range(1, 4):
        talk.on(Lost(Channel.PUSH, "timeout"))
        due = talk.core.trying.at
        assert talk.core.trying == Trying(times, due)
        talk.heard(page(10, 10))
        assert SendCommands in kinds(talk.on(Tick(), after=due - talk.now))
    talk.heard(sent("accepted", "accepted", "accepted"), Channel.PUSH)
    assert talk.core.trying == NOT_TRIED


def test_a_queue_that_may_not_go_up_yet_names_no_time() -> None:
    talk = Talk(waiting=3)
    talk.met()
    talk.on(Lost(Channel.PUSH, "timeout"))
    talk.heard(sent("forked"), Channel.PUSH)
    talk.on(Lost(Channel.PUSH, "timeout"))
    assert talk.core.reading is Reading.RECONCILE
    assert talk.core.trying == NOT_TRIED


def test_batches_halve_when_answers_are_lost_and_grow_again() -> None:
    talk = Talk(waiting=1000, jitter=0.0)
    talk.met()
    sizes = []
    for _ in range(9):
        (again,) = talk.on(Lost(Channel.PUSH, "timeout"))
        assert isinstance(again, SendCommands)
        sizes.append(again.most)
    assert sizes == [100, 50, 25, 12, 6, 3, 1, 1, 1]
    (more,) = talk.heard(sent("accepted"), Channel.PUSH)
    assert more == SendCommands(1, 2)


def test_when_the_feed_has_shown_all_it_stops_sending() -> None:
    talk = Talk(waiting=3)
    talk.met()
    nothing = Sent((), wire.Taken(server_id="", receipts=[]))
    assert talk.heard(nothing, Channel.PUSH) == []
    assert talk.on(Committed(4)) == [SendCommands(3, 200)]


def test_nothing_is_sent_while_the_server_is_away() -> None:
    talk = Talk()
    talk.met()
    talk.on(Lost(Channel.PULL, "gone"))
    assert talk.on(Committed(1)) == []
    assert talk.core.link is Link.OFFLINE


def test_a_word_nobody_knows_changes_nothing() -> None:
    talk = Talk()
    talk.met()
    strange: Any = {"html": "<p>Welcome to our Wi-Fi"}
    assert kinds(talk.heard(strange)) == [Ask]


def test_after_an_hour_alone_the_queue_goes_up_before_the_news_come_down() -> None:
    talk = Talk(waiting=445)
    talk.on(Tick())
    assert talk.heard(welcome("ok")) == [SendCommands(above=0, most=200)]
    assert talk.heard(taken_through(200), Channel.PUSH) == [SendCommands(above=200, most=200)]
    asked, more = talk.heard(taken_through(430), Channel.PUSH)
    assert isinstance(asked, Ask)
    assert more == SendCommands(above=430, most=200)


def test_the_news_do_not_wait_for_a_server_that_takes_nothing() -> None:
    talk = Talk(waiting=445)
    talk.on(Tick())
    talk.heard(welcome("ok"))
    (asked,) = talk.on(Lost(Channel.PUSH, "ReadTimeout"))
    assert isinstance(asked, Ask)


def test_who_commands_without_a_pause_hears_of_the_others_all_the_same() -> None:
    """A day of 2,000 orders: two desks read nothing for seven minutes while they sent."""
    talk = Talk(waiting=445)
    talk.on(Tick())
    talk.heard(welcome("ok"))
    for answer in range(1, 6):
        talk.on(Committed(445 + answer * 40))
        talk.now = Instant(talk.now + 6 * SECOND)
        doing = talk.heard(taken_through(answer * 40), Channel.PUSH)
        assert (Ask in kinds(doing)) == (answer * 6 * SECOND >= NEWS_WAIT)


def test_news_that_gave_way_to_a_person_are_asked_for_anew_from_the_same_number() -> None:
    """What the server took meanwhile need not be played again by the next page."""
    talk = Talk()
    talk.met()
    talk.heard(page(10, 11))
    assert talk.on(PutOff()) == []
    (asked,) = talk.on(Tick(), after=NEWS_REST)
    assert isinstance(asked, Ask)
    assert isinstance(asked.request, wire.Feed)
    assert asked.request.seq == 10


@pytest.mark.parametrize(("waiting", "yields"), [(3, False), (300, True)])
def test_news_give_way_for_half_a_minute_and_as_long_as_a_long_queue_waits(
    waiting: int, yields: bool
) -> None:
    """A desk with 445 unsent commands answered nobody for 31 s while it played them again."""
    talk = Talk(waiting=waiting)
    talk.met()
    assert talk.heard(page(10, 11))[0] == Apply(page(10, 11), yields=True)
    talk.on(PutOff())
    talk.on(Tick(), after=NEWS_WAIT - SECOND)
    assert talk.heard(page(10, 12))[0] == Apply(page(10, 12), yields=True)
    talk.on(PutOff())
    talk.on(Tick(), after=SECOND)
    assert talk.heard(page(10, 13))[0] == Apply(page(10, 13), yields=yields)


def test_news_that_were_taken_give_way_again() -> None:
    talk = Talk()
    talk.met()
    talk.heard(page(10, 11))
    talk.on(PutOff())
    talk.on(Tick(), after=NEWS_WAIT)
    talk.heard(page(10, 11))
    talk.on(Applied(Cursor("r1", 1, 11, "chain11"), 0))
    assert talk.heard(page(11, 12)) == [Apply(page(11, 12), yields=True)]


def test_a_desk_with_nothing_to_send_asks_for_news_at_once() -> None:
    talk = Talk(waiting=12_000)  # all of them acknowledged long ago
    talk.on(Tick())
    assert talk.heard(welcome("ok")) == [SendCommands(above=0, most=200)]
    nothing = Sent((), wire.Taken(server_id="", receipts=[]))
    (asked,) = talk.heard(nothing, Channel.PUSH)
    assert isinstance(asked, Ask)


def taken_through(through: int) -> Sent:
    return Sent((through,), wire.Taken(server_id="s", receipts=[("c", "accepted", 1)]))
