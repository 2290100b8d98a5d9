"""A promise to ring back: due in time, ended once, and it goes where its customer goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.customers.callbacks import OWN_FOR, Callback, callbacks_of, open_calls
from app.customers.commands import (
    CallBack,
    EndCall,
    HandCall,
    MergeCustomers,
    MoveCall,
    UndoMerge,
)
from app.customers.privacy import EraseCustomer, ExportCustomer
from app.customers.states import CallOutcome
from app.customers.tables import customer_callbacks
from app.insights.customer import Kind, Moment, timeline
from app.insights.dossier import dossier
from app.kit.actor import Actor
from app.kit.clock import HOUR, MINUTE, Instant
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.storage.schema import Side
from tests.customers.conftest import approved, known
from tests.support.shop import AGENT, CLERK, MUG, START, Shop, open_shop, pickup

RINA = Actor(user_id="rina", role="agent", device_id="care-2", site_id="care")
DUE = START + 2 * HOUR
REACHED, NO_ANSWER = CallOutcome.REACHED, CallOutcome.NO_ANSWER


def promise(shop: Shop, about: str = "Size M", customer_id: str = "siti", **told: object) -> str:
    told = {"due_at": DUE, "for_user": AGENT.user_id, **told}
    command = CallBack(customer_id=customer_id, about=about, **told)  # type: ignore[arg-type]
    return str(shop.perform(command, AGENT).get("callback_id", ""))


def end(
    shop: Shop, callback_id: str, outcome: CallOutcome, actor: Actor = AGENT, **told: int
) -> None:
    shop.perform(EndCall(callback_id=callback_id, outcome=outcome, **told), actor)


def waiting(
    shop: Shop, user_id: str = "agent", now: int = START, *, care: bool = True
) -> list[str]:
    with shop.engine.connect() as db:
        return [call.about for call in open_calls(db, user_id, Instant(now), 50, care=care)]


def of(shop: Shop, customer_id: str = "siti") -> tuple[Callback, ...]:
    with shop.engine.connect() as db:
        return callbacks_of(db, customer_id)


def calls_told(shop: Shop, customer_id: str = "siti") -> list[Moment]:
    with shop.engine.connect() as db:
        return [one for one in timeline(db, customer_id).rows if one.kind is Kind.CALL]


# ---------------------------------------------------------------- whose it is


def test_a_promise_waits_for_its_own_and_anyones_for_everybody(shop: Shop) -> None:
    known(shop)
    promise(shop, "Mine", due_at=DUE + HOUR)
    promise(shop, "Anyone's", for_user=None)
    promise(shop, "Rina's", for_user="rina", due_at=DUE + MINUTE)
    assert waiting(shop) == ["Anyone's", "Mine"]
    assert waiting(shop, "rina") == ["Anyone's", "Rina's"]
    assert waiting(shop, "clerk", care=False) == []


def test_what_a_colleague_left_overdue_is_anyones(shop: Shop) -> None:
    known(shop)
    promise(shop, "Rina's", for_user="rina")
    assert waiting(shop, now=DUE + OWN_FOR) == []
    assert waiting(shop, now=DUE + OWN_FOR + 1) == ["Rina's"]
    assert waiting(shop, "clerk", now=DUE + HOUR, care=False) == []


def test_it_is_moved_and_handed_to_a_colleague(shop: Shop) -> None:
    known(shop)
    call = promise(shop)
    shop.perform(MoveCall(callback_id=call, due_at=DUE + HOUR), AGENT)
    shop.perform(HandCall(callback_id=call, for_user="rina"), AGENT)
    assert [(one.due_at, one.for_user) for one in of(shop)] == [(DUE + HOUR, "rina")]
    shop.perform(HandCall(callback_id=call, for_user=None), RINA)
    assert waiting(shop) == ["Size M"]


# ---------------------------------------------------------------- how it ends


def test_a_call_that_was_made_stands_in_the_timeline_with_its_order(shop: Shop) -> None:
    known(shop)
    shop.stock("menteng", MUG, 5)
    order = shop.order(pickup(MUG), customer_id="siti")
    call = promise(shop, order_id=order["order_id"])
    assert calls_told(shop) == []
    end(shop, call, REACHED)
    (told,) = calls_told(shop)
    assert (told.act, told.text, told.who, told.ref) == (
        "reached",
        "Size M",
        "agent",
        order["order_id"],
    )
    assert told.number.startswith("JKT01")
    assert waiting(shop) == []


def test_without_an_answer_it_is_tried_again_at_its_time(shop: Shop) -> None:
    known(shop)
    end(shop, promise(shop), NO_ANSWER, again_at=DUE + 30 * MINUTE)
    assert [(one.about, one.due_at, one.for_user) for one in of(shop)] == [
        ("Size M", DUE + 30 * MINUTE, "agent")
    ]
    assert [one.act for one in calls_told(shop)] == ["no_answer"]


def test_of_two_who_end_it_the_first_wins_and_the_second_is_told_beside(shop: Shop) -> None:
    known(shop)
    call = promise(shop, for_user=None)
    end(shop, call, REACHED)
    end(shop, call, NO_ANSWER, RINA, again_at=DUE + HOUR)
    assert of(shop) == ()  # nobody is rung a second time
    assert [(one.act, one.who) for one in calls_told(shop)] == [
        ("also_no_answer", "rina"),
        ("reached", "agent"),
    ]
    assert shop.only(customer_callbacks, id=call)["outcome"] == "reached"


def test_who_ends_it_twice_changes_nothing(shop: Shop) -> None:
    known(shop)
    call = promise(shop)
    end(shop, call, NO_ANSWER, again_at=DUE + HOUR)
    end(shop, call, NO_ANSWER, again_at=DUE + HOUR)
    assert len(of(shop)) == 1
    assert len(calls_told(shop)) == 1


def test_what_was_ended_is_neither_moved_nor_handed_on(shop: Shop) -> None:
    known(shop)
    call = promise(shop)
    end(shop, call, CallOutcome.NOT_NEEDED)
    shop.perform(MoveCall(callback_id=call, due_at=DUE + HOUR), RINA)
    shop.perform(HandCall(callback_id=call, for_user="rina"), RINA)
    row = shop.only(customer_callbacks)
    assert (row["due_at"], row["for_user"]) == (DUE, "agent")


@settings(max_examples=20, deadline=None)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(CallOutcome), st.sampled_from((AGENT, RINA, CLERK))), max_size=5
    )
)
def test_however_often_it_is_ended_it_ends_once_and_is_promised_at_most_once_more(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[CallOutcome, Actor]]
) -> None:
    shop = open_shop(tmp_path_factory.mktemp("calls"))
    known(shop)
    call = promise(shop)
    for outcome, actor in acts:
        end(shop, call, outcome, actor, again_at=DUE + HOUR)
    rows = shop.rows(customer_callbacks)
    first = shop.only(customer_callbacks, id=call)
    assert first["outcome"] == (acts[0][0].value if acts else "")
    again = bool(acts) and acts[0][0] is NO_ANSWER
    assert len(of(shop)) == (1 if again or not acts else 0)
    beside = [row for row in rows if row["beside_id"] is not None]
    first_by = acts[0][1] if acts else None
    assert len(beside) == len([1 for _, actor in acts[1:] if actor is not first_by])
    shop.engine.dispose()


@pytest.mark.parametrize("side", list(Side))
def test_desk_and_server_write_the_same_rows(shop: Shop, side: Side) -> None:
    known(shop)
    told = CallBack(customer_id="siti", about="Size M", due_at=DUE)
    call = str(shop.perform(told, AGENT, side=side, command_id="1" * 32)["callback_id"])
    ended = EndCall(callback_id=call, outcome=NO_ANSWER, again_at=DUE + HOUR)
    again = shop.perform(ended, AGENT, side=side, command_id="2" * 32)["callback_id"]
    assert call == derived_id("1" * 32, "callback", 0)
    assert again == derived_id("2" * 32, "callback", 0)


# ---------------------------------------------------------------- with the customer


def test_nothing_to_say_is_no_promise(shop: Shop) -> None:
    known(shop)
    with pytest.raises(Refusal, match="callback_empty"):
        promise(shop, "  ")
    with pytest.raises(Refusal, match="card_number_in_text"):
        promise(shop, "Card 4242 4242 4242 4242")
    assert of(shop) == ()


def test_a_merge_carries_them_over_and_an_undo_back(shop: Shop) -> None:
    known(shop)
    known(shop, "siti-web", name="Siti R.", phone="081299990000")
    promise(shop, customer_id="siti-web")
    merge = MergeCustomers(survivor_id="siti", absorbed_id="siti-web", take=[])
    merge_id = str(shop.perform(merge, AGENT)["merge_id"])
    assert [one.about for one in of(shop)] == ["Size M"]
    promise(shop, "Later", customer_id="siti-web")
    assert {one.about for one in of(shop)} == {"Later", "Size M"}
    shop.perform(UndoMerge(merge_id=merge_id), AGENT)
    assert [one.about for one in of(shop, "siti-web")] == ["Size M"]
    assert [one.about for one in of(shop)] == ["Later"]


def test_who_is_erased_is_not_called_and_nothing_of_it_is_told(shop: Shop) -> None:
    known(shop)
    call = promise(shop)
    end(shop, promise(shop, "Before"), REACHED)
    erase = EraseCustomer(customer_id="siti", approval=approved(shop, "customer.erase", "e" * 32))
    shop.perform(erase, AGENT, command_id="e" * 32)
    assert waiting(shop, now=DUE + HOUR) == []
    end(shop, call, REACHED)  # it was rung offline, before the desk heard
    assert promise(shop, "After") == ""
    assert calls_told(shop) == []
    rows = shop.rows(customer_callbacks)
    assert {row["about"] + row["outcome"] for row in rows} == {""}
    assert len(rows) == 2


def test_an_export_has_them(shop: Shop) -> None:
    known(shop)
    promise(shop)
    take = ExportCustomer(customer_id="siti", approval=approved(shop, "customer.export", "x" * 32))
    export_id = str(shop.perform(take, AGENT, command_id="x" * 32)["export_id"])
    with shop.engine.connect() as db:
        told = dossier(db, export_id, AGENT.device_id, shop.now)
    assert [row["about"] for row in told.sections["callbacks"]] == ["Size M"]
