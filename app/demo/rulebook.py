"""By which rules the demo's retailer sources its orders: two versions, and a draft under way."""

from dataclasses import replace

from app.demo.retailer import Retailer
from app.identity.roles import Role
from app.kit.clock import DAY, HOUR, Instant
from app.routing.rules.commands import LoadedSet, LoadRules
from app.routing.rules.model import Rule, Scope, Where, Wish

STORES, CENTERS = frozenset({"store"}), frozenset({"center"})
SHIP, BY_PHONE = frozenset({"ship"}), frozenset({"phone"})
KM = 1_000
FIRST, SECOND, DRAFTED = 120 * DAY, 16 * DAY, 20 * HOUR  # before now


def rulebook(shop: Retailer) -> LoadRules:
    proposer = next(one.user_id for one in shop.people if one.role == Role.INVENTORY)
    approver = next(one.user_id for one in shop.people if one.role == Role.ADMIN)

    def told(rules: tuple[Rule, ...], ago: int, *, live: bool = True) -> LoadedSet:
        return LoadedSet(
            name="Sumber barang",
            rules=rules,
            author_id=proposer,
            reviewer_id=approver if live else None,
            at=Instant(shop.now - ago),
            live=live,
        )

    first = _first(shop)
    second = _second(first)
    return LoadRules(
        sets=(told(first, FIRST), told(second, SECOND), told(_third(second), DRAFTED, live=False))
    )


def _first(shop: Retailer) -> tuple[Rule, ...]:
    smallest = [site for site in shop.sites if site.kind == "store"][-1]
    return (
        Rule(
            "no-room-to-pack",
            f"{smallest.name} tidak punya ruang kemas",
            Wish.EXCLUDE,
            Scope(methods=SHIP),
            Where(sites=frozenset({smallest.id})),
        ),
        Rule(
            "two-parcels",
            "Paling banyak dua paket",
            Wish.MAX_PARCELS,
            Scope(methods=SHIP),
            number=2,
        ),
        Rule(
            "last-unit",
            "Unit terakhir untuk pembeli di toko",
            Wish.PROTECT,
            Scope(methods=SHIP),
            Where(kinds=STORES),
            number=1,
        ),
        Rule(
            "phone-centers",
            "Pesanan telepon dari gudang",
            Wish.PREFER,
            Scope(channels=BY_PHONE, methods=SHIP),
            Where(kinds=CENTERS),
            amount_minor=3_000,
        ),
    )


def _second(first: tuple[Rule, ...]) -> tuple[Rule, ...]:
    near = Rule(
        "near-stores",
        "Toko dekat pelanggan",
        Wish.PREFER,
        Scope(methods=SHIP),
        Where(kinds=STORES, within_metres=10 * KM),
        unless=Where(cover_under_days=1),
        amount_minor=4_000,
    )
    shoes = Rule(
        "shoes",
        "Kotak sepatu lebih mahal dikemas di toko",
        Wish.WEIGHT,
        Scope(methods=SHIP, tags=frozenset({"shoes"})),
        Where(kinds=STORES),
        percent=120,
    )
    return (*first, near, shoes)


def _third(second: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Nearer ones are worth more, and the weekend's rush spares the stores."""
    near = second[4]
    wider = replace(near, where=replace(near.where, within_metres=15 * KM), amount_minor=6_000)
    wider = replace(wider, unless=Where(cover_under_days=3))
    weekend = Rule(
        "weekend",
        "Akhir pekan: toko sibuk",
        Wish.PREFER,
        Scope(methods=SHIP, weekdays=frozenset({5, 6}), from_time="11:00", to_time="20:00"),
        Where(kinds=STORES),
        amount_minor=-5_000,
    )
    return (*second[:4], wider, weekend, second[5])
