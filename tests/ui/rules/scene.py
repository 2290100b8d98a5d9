"""A retailer with five rules that are live, an inventory manager, and an administrator."""

import sqlalchemy as sa

from app.identity.roles import Role
from app.identity.tables import users
from app.kit.actor import Actor
from app.kit.clock import DAY, Instant
from app.kit.commands import Command
from app.kit.ids import derived_id
from app.places.tables import postcodes, sites
from app.routing.rules.commands import (
    ApproveRules,
    DraftRules,
    EditRules,
    LoadedSet,
    LoadRules,
    ScheduleRules,
    SubmitRules,
)
from app.routing.rules.handlers import load_rules
from app.routing.rules.model import Rule, Scope, Where, Wish
from app.routing.rules.states import Standing
from app.routing.rules.stored import StoredSet, stored_sets
from app.storage.uow import UnitOfWork
from tests.ui.pickup.counter import BEKASI, DC, GI, PIM, TILL, Counter
from tests.ui.stock.scene import JOKO, Stockroom, session_of, stockroom
from ui.kit.session import Session

SARI, RUDI = derived_id("rules", "sari"), derived_id("rules", "rudi")
ADMIN = session_of(SARI, "Sari Dewi", Role.ADMIN)
STORES, CENTERS = Where(kinds=frozenset({"store"})), Where(kinds=frozenset({"center"}))
SHIP = frozenset({"ship"})
RULES = (
    Rule(
        "airport", "PIM sends nothing", Wish.EXCLUDE, Scope(methods=SHIP), Where(frozenset({PIM}))
    ),
    Rule("two", "At most 2 parcels", Wish.MAX_PARCELS, number=2),
    Rule(
        "near",
        "Prefer near stores",
        Wish.PREFER,
        Scope(channels=frozenset({"web", "phone"}), methods=SHIP),
        Where(kinds=frozenset({"store"}), within_metres=10_000),
        Where(cover_under_days=1),
        amount_minor=6_000,
    ),
    Rule(
        "last",
        "Keep the last unit for pickups",
        Wish.PROTECT,
        Scope(methods=SHIP),
        STORES,
        number=1,
    ),
    Rule(
        "phone",
        "Centers first by phone",
        Wish.PREFER,
        Scope(channels=frozenset({"phone"})),
        CENTERS,
        amount_minor=3_000,
    ),
)
CHANGED = (
    RULES[0],
    RULES[1],
    Rule(
        "near",
        "Prefer near stores",
        Wish.PREFER,
        RULES[2].scope,
        Where(kinds=frozenset({"store"}), within_metres=15_000),
        Where(cover_under_days=3),
        amount_minor=6_000,
    ),
    RULES[3],
    Rule(
        "far",
        "Bekasi only nearby",
        Wish.EXCLUDE,
        where=Where(frozenset({BEKASI}), beyond_metres=40_000),
    ),
)
_PLACES = {
    GI: (-6.195, 106.82, "Jawa", "JAWA-BARAT"),
    PIM: (-6.265, 106.784, "Jawa", "JAWA-BARAT"),
    BEKASI: (-6.24, 106.99, "Jawa", "JAWA-BARAT"),
    DC: (-6.3, 107.15, "Jawa", "JAWA-BARAT"),
}


def rules_room(counter: Counter, *, rules: tuple[Rule, ...] = RULES) -> Stockroom:
    room = stockroom(counter)
    room.acting(_furnish)
    if rules:
        room.acting(lambda uow: load(uow, rules))
    return room


def load(uow: UnitOfWork, rules: tuple[Rule, ...]) -> None:
    uow.now = Instant(uow.now - 13 * DAY)
    load_rules(uow, LoadRules(sets=(LoadedSet(name="Sourcing", rules=rules),)))


def _furnish(uow: UnitOfWork) -> None:
    told = ((SARI, "Sari Dewi", "admin"), (RUDI, "Rudi Hartono", "admin"))
    for user_id, name, role in told:
        uow.insert(
            users, {"id": user_id, "name": name, "role": role, "site_id": GI, "active": True}
        )
    for site_id, (latitude, longitude, region, zone) in _PLACES.items():
        place = {"latitude": latitude, "longitude": longitude, "region": region, "zone": zone}
        uow.db.execute(sa.update(sites).where(sites.c.id == site_id).values(**place, ships=True))
    for prefix, city, zone in (("10", "Jakarta", "JAWA-BARAT"), ("60", "Surabaya", "JAWA-TIMUR")):
        row = {"id": f"p{prefix}", "prefix": prefix, "city": city, "zone": zone, "province": ""}
        uow.insert(postcodes, row)


def actor_of(session: Session) -> Actor:
    assert isinstance(session.actor, Actor)
    return session.actor


def do(room: Stockroom, command: Command, user_id: str) -> None:
    outcome = room.run(
        command, Actor(user_id=user_id, role="", device_id=TILL, site_id=GI)
    ).result()
    assert outcome.ok, outcome.refusal


def drafted(room: Stockroom, rules: tuple[Rule, ...] = CHANGED, set_id: str = "d" * 32) -> str:
    do(room, DraftRules(set_id=set_id), JOKO)
    do(room, EditRules(set_id=set_id, revision=0, rules=rules, name="Sourcing"), JOKO)
    return set_id


def submitted(room: Stockroom, rules: tuple[Rule, ...] = CHANGED) -> str:
    set_id = drafted(room, rules)
    do(room, SubmitRules(set_id=set_id, revision=1), JOKO)
    return set_id


def approved(room: Stockroom) -> str:
    set_id = submitted(room)
    do(room, ApproveRules(set_id=set_id), SARI)
    return set_id


def live(room: Stockroom) -> str:
    set_id = approved(room)
    do(room, ScheduleRules(set_id=set_id), JOKO)
    return set_id


def sets(room: Stockroom) -> tuple[StoredSet, ...]:
    return tuple(room.ask(stored_sets, room.clock.now()).result())


def standing(room: Stockroom, version: int) -> Standing | None:
    return next((one.standing for one in sets(room) if one.version == version), None)
