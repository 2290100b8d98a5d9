"""Ids sort by time, look alike everywhere, and are the same where they must be."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from app.kit.clock import Instant
from app.kit.ids import ID_LENGTH, derived_id, id_maker, uuid7

instants = st.integers(0, 2**48 * 1_000 - 1)
randomness = st.binary(min_size=10, max_size=10)


@given(instants, instants, randomness, randomness)
def test_a_later_millisecond_sorts_later_as_text(early, late, a, b):
    if early // 1_000 < late // 1_000:
        assert uuid7(early, a) < uuid7(late, b)


@given(instants, randomness)
def test_an_id_is_a_version_7_uuid_of_its_millisecond(micros, random):
    text = uuid7(micros, random)
    parsed = uuid.UUID(text)
    assert len(text) == ID_LENGTH
    assert text == text.lower()
    assert (parsed.version, parsed.variant) == (7, uuid.RFC_4122)
    assert parsed.int >> 80 == micros // 1_000


@given(instants, st.sets(randomness, min_size=2, max_size=2))
def test_randomness_tells_ids_of_one_moment_apart(micros, pair):
    free_bits = {int.from_bytes(r, "big") & ~(0xF << 76) & ~(0x3 << 62) for r in pair}
    assert len({uuid7(micros, r) for r in pair}) == len(free_bits)


class StoppedClock:
    def now(self) -> Instant:
        return Instant(1_700_000_000_000_000)

    def monotonic_ms(self) -> int:
        return 0


def test_an_id_maker_takes_time_and_chance_from_outside():
    new_id = id_maker(StoppedClock(), lambda size: b"\x00" * size)
    assert new_id() == uuid7(1_700_000_000_000_000, b"\x00" * 10)


def test_derived_ids_agree_and_differ_by_each_of_their_parts():
    ids = [
        derived_id("command", "line", 0),
        derived_id("command", "line", 1),
        derived_id("command", "event", 0),
        derived_id("other", "line", 0),
    ]
    assert len(set(ids)) == len(ids)
    assert ids[0] == derived_id("command", "line")
    assert all(len(one) == ID_LENGTH for one in ids)
