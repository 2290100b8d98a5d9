"""What every pay-link provider must keep; a new adapter joins PROVIDERS and nothing else."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.pay_link_simulated import SimulatedPayLink
from app.kit.errors import Unreachable
from app.kit.money import Money
from app.ports.pay_link import Paid, PayLink

Signs = Callable[[Paid], str]


def simulated() -> tuple[PayLink, Signs]:
    provider = SimulatedPayLink(b"0123456789abcdef0123456789")
    return provider, provider.sign


PROVIDERS = [simulated]
AMOUNT = Money(25_000, "IDR")
PAID = Paid("p" * 32, 25_000, "PSP-1")

each = pytest.mark.parametrize("make", PROVIDERS)


@each
def test_the_same_payment_has_the_same_address(make: Callable[[], tuple[PayLink, Signs]]) -> None:
    provider, _ = make()
    first = provider.create("p" * 32, AMOUNT, "JKT01-3-000712")
    assert first == provider.create("p" * 32, AMOUNT, "JKT01-3-000712")
    assert first != provider.create("q" * 32, AMOUNT, "JKT01-3-000713")
    assert first.startswith("https://")


@each
def test_the_provider_vouches_for_its_own_words(
    make: Callable[[], tuple[PayLink, Signs]],
) -> None:
    provider, signs = make()
    assert provider.vouches(PAID, signs(PAID))


@each
@pytest.mark.parametrize(
    "changed",
    [Paid("q" * 32, 25_000, "PSP-1"), Paid("p" * 32, 1, "PSP-1"), Paid("p" * 32, 25_000, "")],
)
def test_no_word_can_be_changed(make: Callable[[], tuple[PayLink, Signs]], changed: Paid) -> None:
    provider, signs = make()
    assert not provider.vouches(changed, signs(PAID))


@each
@pytest.mark.parametrize(
    "signature", ["", " ", "v1", "v1,", ",", "v1,====", "v1,é", "\x00", "x" * 999]
)
def test_rubbish_is_no_signature(make: Callable[[], tuple[PayLink, Signs]], signature: str) -> None:
    provider, _ = make()
    assert not provider.vouches(PAID, signature)


@each
@given(left=st.text(), right=st.text(), amount=st.integers(1, 10**12))
def test_no_two_payments_share_a_signature(
    make: Callable[[], tuple[PayLink, Signs]], left: str, right: str, amount: int
) -> None:
    provider, signs = make()
    signature = signs(Paid(left, amount, right))
    assert provider.vouches(Paid(left, amount, right), signature)
    if left != right:
        assert not provider.vouches(Paid(right, amount, left), signature)


def test_a_provider_may_change_its_secret() -> None:
    old, new = SimulatedPayLink(b"a" * 24), SimulatedPayLink(b"b" * 24)
    both = f"{old.sign(PAID)} {new.sign(PAID)}"
    assert old.vouches(PAID, both)
    assert new.vouches(PAID, both)


def test_a_provider_that_is_away_says_so() -> None:
    provider = SimulatedPayLink(b"a" * 24)
    provider.away = True
    with pytest.raises(Unreachable):
        provider.create("p" * 32, AMOUNT, "JKT01-3-000712")


def test_a_short_secret_is_no_secret() -> None:
    with pytest.raises(ValueError, match="24"):
        SimulatedPayLink(b"short")
