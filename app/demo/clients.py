"""What the demo retailer knows of its customers beside who they are: second phones, notes, doubles.

Each customer draws from their own id, so that nothing here moves what is drawn elsewhere.
"""

import random
from collections.abc import Sequence

from msgspec.structs import replace

from app.customers.loading import (
    KnownAddress,
    KnownConsent,
    KnownContact,
    KnownCustomer,
    KnownNote,
    KnownPerson,
    KnownToken,
    LoadCustomers,
)
from app.customers.states import Channel, ContactKind, How, Purpose
from app.demo.retailer import Customer
from app.demo.words import STREETS
from app.kit.clock import DAY, Instant
from app.kit.ids import derived_id

DOUBLES = 60  # one customer in so many has a second account from the web
_AREAS = ("Karet", "Kebon Jeruk", "Sukajadi", "Cihapit", "Gubeng", "Rungkut", "Panakkukang")
_DISTRICTS = ("Setiabudi", "Menteng", "Coblong", "Tegalsari", "Medan Baru", "Ubud")
_LABELS = ("kantor", "orang tua", "kos")
_NOTES = (
    "Telepon setelah pukul 17.00, saat kerja tidak bisa angkat.",
    "Minta kantong kertas, tanpa plastik.",
    "Titip ke satpam kalau rumah kosong.",
    "Suka ukuran longgar, biasanya L.",
    "Minta dihubungi lewat WhatsApp saja.",
    "Pernah menerima barang tertukar, mohon dicek dua kali.",
)
_BRANDS = ("Visa", "Mastercard", "JCB")


def load_command(
    people: Sequence[Customer], born: Sequence[KnownCustomer], authors: Sequence[str], now: Instant
) -> LoadCustomers:
    """`born` are the customers' rows as they shall be loaded, in the order of `people`."""
    drawn = [(one, random.Random(one.known.id)) for one in people]
    doubles = [_double(one, draw) for one, draw in drawn if _has_double(one)]
    return LoadCustomers(
        customers=[*born, *(customer for customer, _ in doubles)],
        people=[*(_person(one) for one in people), *(person for _, person in doubles)],
        addresses=[each for one, draw in drawn for each in _addresses(one, draw)],
        contacts=[each for one, draw in drawn for each in _contacts(one, draw)],
        consents=[each for one, draw in drawn for each in _consents(one, draw)],
        notes=[each for one, draw in drawn for each in _notes(one, draw, authors, now)],
        tokens=[each for one, draw in drawn for each in _tokens(one, draw)],
    )


def _has_double(one: Customer) -> bool:
    return int(one.known.id[:6], 16) % DOUBLES == 0


def _double(one: Customer, draw: random.Random) -> tuple[KnownCustomer, KnownPerson]:
    """The same person, as they typed themselves on the web: first name and an initial."""
    customer_id = derived_id(one.known.id, "double")
    first, _, rest = one.person.name.partition(" ")
    known = KnownCustomer(
        id=customer_id, language=one.known.language, created_at=one.known.created_at
    )
    name = f"{first} {rest[:1]}.".removesuffix(" .")
    email = one.person.email or f"{first.lower()}.{customer_id[:5]}@example.com"
    phone = one.person.phone if draw.random() < 0.7 else ""
    return known, KnownPerson(id=customer_id, name=name, phone=phone, email=email)


def _person(one: Customer) -> KnownPerson:
    card = f"SN-{int(one.known.id[:8], 16) % 1_000_000:06d}-{one.known.id[-4:].upper()}"
    return replace(one.person, card=card) if one.known.tier else one.person


def _addresses(one: Customer, draw: random.Random) -> list[KnownAddress]:
    home = replace(
        one.address,
        rt=f"{draw.randint(1, 15):03d}",
        rw=f"{draw.randint(1, 12):03d}",
        kelurahan=draw.choice(_AREAS),
        kecamatan=draw.choice(_DISTRICTS),
    )
    further = draw.choices((0, 1, 2), weights=(75, 20, 5))[0]
    return [home] + [
        KnownAddress(
            id=derived_id(one.known.id, "further address", at),
            customer_id=one.known.id,
            label=_LABELS[at],
            street=f"{draw.choice(STREETS)} {draw.randint(1, 180)}",
            kelurahan=draw.choice(_AREAS),
            kecamatan=draw.choice(_DISTRICTS),
            city=one.city.name,
            province=one.city.province,
            postcode=f"{draw.choice(one.city.prefixes)}{draw.randint(111, 989)}",
            preferred=False,
        )
        for at in range(further)
    ]


def _contacts(one: Customer, draw: random.Random) -> list[KnownContact]:
    """At most two further phones and one further mail; numbers of blocks that nobody else has."""
    phones = draw.choices((0, 1, 2), weights=(80, 16, 4))[0]
    found = [
        KnownContact(
            id=derived_id(one.known.id, "phone", at),
            customer_id=one.known.id,
            kind=ContactKind.PHONE,
            value=f"+62819{draw.randint(10_000_000, 99_999_999)}",
            label=_LABELS[at],
        )
        for at in range(phones)
    ]
    if one.person.email and draw.random() < 0.1:
        found.append(
            KnownContact(
                id=derived_id(one.known.id, "mail"),
                customer_id=one.known.id,
                kind=ContactKind.EMAIL,
                value=f"kantor.{one.known.id[:8]}@example.org",
                label=_LABELS[0],
            )
        )
    return found


def _consents(one: Customer, draw: random.Random) -> list[KnownConsent]:
    asked = [channel for channel in Channel if draw.random() < 0.3]
    return [
        KnownConsent(
            id=derived_id(one.known.id, "consent", channel),
            customer_id=one.known.id,
            channel=channel,
            purpose=Purpose.MARKETING,
            given=draw.random() < 0.7,
            how=draw.choice((How.WEB, How.STORE, How.PHONE)),
            at=one.known.created_at,
        )
        for channel in asked
    ]


def _notes(
    one: Customer, draw: random.Random, authors: Sequence[str], now: Instant
) -> list[KnownNote]:
    many = draw.choices((0, 1, 2), weights=(85, 11, 4))[0]
    lived = max(1, (now - one.known.created_at) // DAY)
    return [
        KnownNote(
            id=derived_id(one.known.id, "note", at),
            customer_id=one.known.id,
            body=body,
            pinned=at == 0 and draw.random() < 0.4,
            author_id=draw.choice(authors),
            at=now - draw.randint(0, lived - 1) * DAY - 1,
        )
        for at, body in enumerate(draw.sample(_NOTES, many))
    ]


def _tokens(one: Customer, draw: random.Random) -> list[KnownToken]:
    if draw.random() > 0.15:
        return []
    return [
        KnownToken(
            id=derived_id(one.known.id, "token"),
            customer_id=one.known.id,
            brand=draw.choice(_BRANDS),
            last4=f"{draw.randint(0, 9_999):04d}",
            expires=f"{draw.randint(1, 12):02d}/{draw.randint(27, 31)}",
        )
    ]
