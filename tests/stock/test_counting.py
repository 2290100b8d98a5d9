"""A count puts the books right and undoes nothing that moved meanwhile, on both sides."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.tables import cases
from app.kit.clock import DAY, Instant
from app.kit.errors import Refusal
from app.kit.ids import derived_id
from app.orders.facts import PickedShort
from app.stock import ledger
from app.stock.counting import (
    CountedLine,
    DiscardCount,
    FinishCount,
    OpenCount,
    PostCount,
)
from app.stock.counts import count_of, on_shelf, shelf, unclosed_counts
from app.stock.states import Bucket
from app.stock.tables import stock_count_lines, stock_counts, stock_movements
from app.storage.schema import Side
from app.work.counting import to_count
from app.work.handlers import count_after_short
from app.work.tables import work_items
from tests.support.shop import (
    CHINO,
    CLERK,
    CLERK_KEMANG,
    MANAGER,
    MUG,
    SHIRT,
    Shop,
    open_shop,
    pickup,
)

COUNT = "1" * 32


@pytest.fixture(params=[Side.DESK, Side.SERVER], ids=str)
def shop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shop]:
    made = open_shop(tmp_path)
    made.side = request.param
    yield made
    made.check()
    made.engine.dispose()


def there(shop: Shop, product_id: str = CHINO) -> int:
    with shop.engine.connect() as db:
        return on_shelf(db, "menteng", product_id)


def counted(shop: Shop, product_id: str, units: int) -> CountedLine:
    return CountedLine(product_id=product_id, counted=units, expected=there(shop, product_id))


def begin(shop: Shop, count_id: str = COUNT) -> None:
    number = f"C-MEN01-3-{int(count_id[:6], 16):06d}"
    shop.perform(OpenCount(count_id=count_id, number=number, site_id="menteng"))


def finish(shop: Shop, *lines: CountedLine, count_id: str = COUNT) -> Sequence[str]:
    told = shop.perform(FinishCount(count_id=count_id, lines=list(lines)))
    return list(told["again"])


def post(shop: Shop, count_id: str = COUNT) -> dict[str, object]:
    return shop.perform(PostCount(count_id=count_id), MANAGER)


def test_the_difference_is_posted_once_with_its_document(shop: Shop) -> None:
    begin(shop)
    assert finish(shop, counted(shop, CHINO, 4), counted(shop, MUG, 5)) == []
    assert post(shop)["units"] == 1
    assert there(shop) == 4
    moved = shop.only(stock_movements, why="count")
    assert (moved["document"], moved["document_id"]) == ("stock_counts", COUNT)
    count = shop.only(stock_counts)
    assert (count["state"], count["counted_by"], count["closed_by"]) == (
        "posted",
        CLERK.user_id,
        MANAGER.user_id,
    )
    with pytest.raises(Refusal, match="move_closed"):
        post(shop)
    assert there(shop) == 4


def test_a_count_that_is_right_needs_no_right_to_correct(shop: Shop) -> None:
    begin(shop)
    finish(shop, counted(shop, CHINO, 5))
    assert post(shop) == {"count_id": COUNT, "units": 0, "fallen": 0}


# ---------------------------------------------------------------- what moves meanwhile


@dataclass(frozen=True)
class Act:
    """`units` come (above 0) or leave the shelf, in the books and in the shop alike."""

    units: int

    def __call__(self, shop: Shop, shelf: int) -> int:
        units = max(self.units, -min(shelf, there(shop)))
        with shop.acting() as uow:
            if units > 0:
                ledger.move(
                    uow,
                    site_id="menteng",
                    product_id=CHINO,
                    source=Bucket.SUPPLIER,
                    target=Bucket.AVAILABLE,
                    quantity=units,
                    why="receive",
                )
            elif units < 0:
                ledger.take(
                    uow,
                    site_id="menteng",
                    product_id=CHINO,
                    target=Bucket.COMMITTED,
                    quantity=-units,
                    why="pick",
                    document="",
                    document_id="d" * 32,
                )
        return shelf + units


_acts = st.lists(st.builds(Act, st.integers(-4, 4)), max_size=4)
_runs = st.tuples(st.integers(0, 3), _acts, _acts, _acts, _acts)


def test_whatever_moves_between_scan_and_post_never_loses_a_unit(tmp_path: Path) -> None:
    """The shelf in the shop is what the books say, once a count of it was posted."""
    ordinals = iter(range(10_000))

    @given(_runs)
    def any_day(told: tuple[int, list[Act], list[Act], list[Act], list[Act]]) -> None:
        stolen, before, during, between, after = told
        ordinal = next(ordinals)
        folder = tmp_path / str(ordinal)
        folder.mkdir()
        shop = open_shop(folder)
        shelf_now = _go(shop, there(shop), before)
        shelf_now = max(0, shelf_now - stolen)
        begin(shop)
        shelf_now = _go(shop, shelf_now, during)
        again = finish(shop, counted(shop, CHINO, shelf_now))
        shelf_now = _go(shop, shelf_now, between)
        if again:
            finish(shop, counted(shop, CHINO, shelf_now))
        shelf_now = _go(shop, shelf_now, after)
        post(shop)
        assert there(shop) == shelf_now
        shop.check()
        shop.engine.dispose()

    any_day()


def _go(shop: Shop, shelf_now: int, acts: Sequence[Callable[[Shop, int], int]]) -> int:
    for act in acts:
        shelf_now = act(shop, shelf_now)
    return shelf_now


def test_more_than_is_left_is_never_taken_away(shop: Shop) -> None:
    begin(shop)
    line = CountedLine(product_id=CHINO, counted=2, expected=4)
    finish(shop, line)
    finish(shop, line)
    with shop.acting() as uow:
        ledger.take(
            uow,
            site_id="menteng",
            product_id=CHINO,
            target=Bucket.CUSTOMER,
            quantity=4,
            why="carry_out",
            document="orders",
            document_id="d" * 32,
        )
    post(shop)
    assert there(shop) == 0
    assert shop.only(stock_count_lines)["posted"] == -1


def test_claims_that_lose_their_goods_become_a_case(shop: Shop) -> None:
    shop.order(pickup(CHINO, 4))
    begin(shop)
    for _ in range(2):
        finish(shop, counted(shop, CHINO, 2))
    assert post(shop)["fallen"] == 1
    assert shop.only(cases)["kind"] == "shortfall"


# ---------------------------------------------------------------- rules


def test_a_big_difference_is_counted_twice_before_it_is_posted(shop: Shop) -> None:
    begin(shop)
    assert finish(shop, counted(shop, CHINO, 1), counted(shop, SHIRT, 5)) == [CHINO]
    with pytest.raises(Refusal) as refused:
        post(shop)
    assert refused.value.code == "needs_recount"
    assert there(shop) == 5
    assert finish(shop, counted(shop, CHINO, 1)) == []
    post(shop)
    assert there(shop) == 1


def test_counts_spend_the_limit_of_the_day(shop: Shop) -> None:
    for ordinal, units in ((1, 17), (2, 13)):
        count_id = derived_id("count", str(ordinal))
        begin(shop, count_id)
        for _ in range(2):
            finish(shop, counted(shop, CHINO, units if ordinal == 1 else 5), count_id=count_id)
        if ordinal == 1:
            post(shop, count_id)
            assert there(shop) == 17
        else:
            with pytest.raises(Refusal) as refused:
                post(shop, count_id)
            assert refused.value.code == "needs_approval"


def test_only_the_counted_place_posts_and_only_who_may(shop: Shop) -> None:
    begin(shop)
    finish(shop, counted(shop, CHINO, 4))
    with pytest.raises(Refusal, match="not_allowed"):
        shop.perform(PostCount(count_id=COUNT), CLERK)
    elsewhere = MANAGER.__class__(
        user_id=MANAGER.user_id, role="manager", device_id="till-3", site_id="kemang"
    )
    with pytest.raises(Refusal, match="other_place"):
        shop.perform(PostCount(count_id=COUNT), elsewhere)
    with pytest.raises(Refusal, match="other_place"):
        shop.perform(DiscardCount(count_id=COUNT), CLERK_KEMANG)


def test_a_discarded_count_posts_nothing(shop: Shop) -> None:
    begin(shop)
    finish(shop, counted(shop, CHINO, 4))
    shop.perform(DiscardCount(count_id=COUNT))
    with pytest.raises(Refusal, match="move_closed"):
        post(shop)
    assert there(shop) == 5


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "nothing_counted"),
        ([CountedLine(product_id=CHINO, counted=-1, expected=0)], "quantity_out_of_range"),
        ([CountedLine(product_id=CHINO, counted=2**62, expected=0)], "quantity_out_of_range"),
        ([CountedLine(product_id=CHINO, counted=1, expected=1)] * 2, "counted_twice_in_one"),
    ],
)
def test_a_desk_stops_nonsense_and_the_server_keeps_it_as_a_case(
    shop: Shop, lines: list[CountedLine], code: str
) -> None:
    begin(shop)
    command = FinishCount(count_id=COUNT, lines=lines)
    if shop.side is Side.DESK:
        with pytest.raises(Refusal) as refused:
            shop.perform(command)
        assert refused.value.code == code
        return
    assert shop.perform(command)["exception"] == code
    assert shop.only(cases)["kind"] == "awkward_fact"
    assert shop.only(stock_counts)["state"] == "open"


def test_a_count_that_another_desk_posted_is_kept_as_a_case(shop: Shop) -> None:
    begin(shop)
    finish(shop, counted(shop, CHINO, 4))
    post(shop)
    late = FinishCount(count_id=COUNT, lines=[counted(shop, CHINO, 3)])
    if shop.side is Side.DESK:
        with pytest.raises(Refusal, match="move_closed"):
            shop.perform(late)
    else:
        assert shop.perform(late)["exception"] == "move_closed"
    assert there(shop) == 4


# ---------------------------------------------------------------- questions and tasks


def test_a_short_pick_asks_for_a_count_and_posting_it_is_the_end(shop: Shop) -> None:
    with shop.acting() as uow:
        count_after_short(uow, PickedShort("o" * 32, "menteng", CHINO, "not_found"))
    with shop.acting() as uow:
        count_after_short(uow, PickedShort("p" * 32, "menteng", CHINO, "mismatch"))
        count_after_short(uow, PickedShort("p" * 32, "kemang", CHINO, "mismatch"))
    with shop.engine.connect() as db:
        (task,) = to_count(db, "menteng")
    assert (task.product.id, task.reason) == (CHINO, "not_found")
    assert task.due_at is not None
    assert task.due_at <= shop.now + DAY
    begin(shop)
    finish(shop, counted(shop, CHINO, 5))
    with shop.engine.connect() as db:
        assert len(to_count(db, "menteng")) == 1
    post(shop)
    with shop.engine.connect() as db:
        assert to_count(db, "menteng") == []
        assert len(to_count(db, "kemang")) == 1
    tasks = shop.rows(work_items, site_id="menteng", kind="count")
    assert {row["state"] for row in tasks} == {"done"}


def test_a_scan_finds_the_shelf_by_any_code(shop: Shop) -> None:
    with shop.engine.connect() as db:
        found = shelf(db, "menteng", "tr-1")
        assert found is not None
        assert (found.product.id, found.available) == (CHINO, 5)
        assert shelf(db, "menteng", "nothing") is None
        assert on_shelf(db, "menteng", "nobody") == 0


def test_what_is_not_closed_is_listed_with_its_differences(shop: Shop) -> None:
    begin(shop)
    finish(shop, counted(shop, CHINO, 1), counted(shop, MUG, 5))
    with shop.engine.connect() as db:
        (head,) = unclosed_counts(db, "menteng")
        assert count_of(db, "nobody") is None
    assert (head.units_off, head.again) == (4, (CHINO,))
    assert [(line.product.id, line.off) for line in head.lines] == [(CHINO, -4), (MUG, 0)]
    for _ in range(1):
        finish(shop, counted(shop, CHINO, 5))
    post(shop)
    with shop.engine.connect() as db:
        assert unclosed_counts(db, "menteng") == []
    assert Instant(shop.now) > head.opened_at
