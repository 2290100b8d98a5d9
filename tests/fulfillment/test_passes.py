"""The pass in the mail is the server's word, read where no server answers."""

from hypothesis import given
from hypothesis import strategies as st

from app.fulfillment.passes import LASTS, MARK, Pass, is_pass, pass_for, read_pass, sign_pass
from app.identity.signing import new_key, public_part
from app.kit.clock import Instant

PRIVATE = new_key()
PUBLIC = public_part(PRIVATE)
NOW = Instant(1_790_000_000_000_000)
TOKEN = pass_for("f" * 32, "JKT01-3-000712", "s" * 32, NOW, PRIVATE)


def test_a_desk_reads_what_the_server_signed() -> None:
    assert is_pass(f" {TOKEN} ")
    assert read_pass(f" {TOKEN} ", PUBLIC) == Pass(
        fulfillment_id="f" * 32, number="JKT01-3-000712", site_id="s" * 32, until=NOW + LASTS
    )
    assert len(TOKEN) < 300, "a telephone shows it and a scanner reads it at once"


def test_what_another_key_signed_is_nobodys_word() -> None:
    told = Pass(fulfillment_id="f" * 32, number="X", site_id="s" * 32, until=NOW)
    assert read_pass(sign_pass(told, new_key()), PUBLIC) is None
    assert read_pass(TOKEN, "") is None, "a desk that never joined believes nobody"


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from("Aa0_-."))
def test_no_sign_of_it_can_be_changed(at: int, sign: str) -> None:
    changed = TOKEN[:at] + sign + TOKEN[at + 1 :]
    told = read_pass(changed, PUBLIC)
    # The last sign of a signature has bits that mean nothing: what it says is the same.
    assert told is None or told == read_pass(TOKEN, PUBLIC)


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert read_pass(MARK + text, PUBLIC) is None
