"""What the file does not have: names, phones, article numbers and the shop, derived from its ids.

The same file gives the same shop. Nobody real is called: the numbers are of the ranges that Ofcom
keeps for drama, the mails of example.com.
"""

import hashlib
from collections.abc import Iterable

from app.customers.loading import KnownCustomer, KnownPerson
from app.kit.gtin import gtin13
from app.kit.ids import derived_id
from app.places.commands import NewBin, NewSite
from app.places.loading import LoadNetwork, NewService, NewServiceRate

CURRENCY = "GBP"
SITE_CODE = "UKS01"
COUNTRY_ZONE = "GB"
_IN_STORE = "20"  # GS1: 20–29 are a company's own
# https://www.ofcom.org.uk: numbers for drama use; 1,000 each, from …0 000 to …0 999.
_DRAMA = (
    "+441134960", "+441144960", "+441164960", "+441174960", "+441184960", "+441214960",
    "+441314960", "+441414960", "+441514960", "+441614960", "+442079460", "+441914980",
)  # fmt: skip


def site(origin: str) -> NewSite:
    return NewSite(
        id=derived_id(origin, "site"),
        code=SITE_CODE,
        name="Online Retail",
        kind="store",
        city="London",
        zone=COUNTRY_ZONE,
        time_zone="Europe/London",
        currency=CURRENCY,
        latitude=51.51,
        longitude=-0.13,
        pickup=True,
        ships=True,
        opens="08:00",
        closes="20:00",
        ready_minutes=120,
    )


def bins(site_id: str) -> list[NewBin]:
    wanted = [*((f"P-{place:02d}", "staging") for place in range(1, 13)), ("R-01", "returns")]
    return [
        NewBin(id=derived_id(site_id, "bin", code), site_id=site_id, code=code, kind=kind)
        for code, kind in wanted
    ]


def network() -> LoadNetwork:
    """One carrier for the whole country."""
    service = NewService(code="parcel", carrier="Parcel post", level="standard")
    rate = NewServiceRate(
        service=service.code,
        from_zone=COUNTRY_ZONE,
        to_zone=COUNTRY_ZONE,
        first_kg_minor=495,
        per_kg_minor=100,
        days_from=1,
        days_to=3,
    )
    return LoadNetwork(services=[service], rates=[rate])


def customer_id(origin: str, number: int) -> str:
    return derived_id(origin, "customer", number)


def product_id(origin: str, code: str) -> str:
    return derived_id(origin, "product", code)


def order_id(origin: str, invoice: str) -> str:
    return derived_id(origin, "order", invoice)


def order_number(invoice: str) -> str:
    return f"{SITE_CODE}-0-{invoice}"


def customer(origin: str, number: int, first_at: int) -> KnownCustomer:
    return KnownCustomer(id=customer_id(origin, number), language="en", created_at=first_at)


def person(origin: str, number: int) -> KnownPerson:
    """`Customer 17850`, a drama number, a mail at example.com."""
    area, rest = divmod(number % (len(_DRAMA) * 1_000), 1_000)
    return KnownPerson(
        id=customer_id(origin, number),
        name=f"Customer {number}",
        phone=f"{_DRAMA[area]}{rest:03d}",
        email=f"customer{number}@example.com",
    )


def gtins(codes: Iterable[str]) -> dict[str, str]:
    """Code → GTIN-13: ten digits of the code's hash; of two with the same, the later goes up."""
    found: dict[str, str] = {}
    taken: set[int] = set()
    for code in sorted(codes):
        digest = hashlib.blake2b(code.encode(), digest_size=8).digest()
        number = int.from_bytes(digest, "big") % 10**10
        while number in taken:
            number = (number + 1) % 10**10
        taken.add(number)
        found[code] = gtin13(f"{_IN_STORE}{number:010d}")
    return found
