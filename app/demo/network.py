"""How the demo retailer works and sends: carriers with their rates, hours, days off, capacity.

The carriers are invented; their prices are of the size that parcels cost in Indonesia. Emission
factors: road 0.10 and air 1.1 kg CO₂e per tonne-kilometre, last mile by motorbike (GLEC).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.demo.places import DISTANCE, JAVA_C, JAVA_E, JAVA_W, ZONES
from app.kit.clock import Instant, as_datetime
from app.places.commands import NewSite
from app.places.loading import (
    LoadNetwork,
    NewCapacity,
    NewCapacityException,
    NewClosedDay,
    NewCutoff,
    NewHandling,
    NewHours,
    NewService,
    NewServiceRate,
)

FACTORS = "GLEC 3.1 demo"
_JAVA = frozenset({JAVA_W, JAVA_C, JAVA_E})


@dataclass(frozen=True, slots=True)
class _Tariff:
    """First kilogram and each further one: at home, and more per step of distance; days likewise
    (from, per two steps; to, per step). `farthest`: the last step that is served."""

    service: NewService
    first: tuple[int, int]
    further: tuple[int, int]
    days: tuple[int, int]
    farthest: int
    cutoff: str


def _service(code: str, carrier: str, level: str, **told: object) -> NewService:
    road = {"per_tonne_km": 100, "last_mile_grams": 240, "factor_version": FACTORS}
    return NewService(code=code, carrier=carrier, level=level, **{**road, **told})  # type: ignore[arg-type]


_TARIFFS = (
    _Tariff(
        _service("nusa_hemat", "Nusa Kirim Hemat", "standard", grams_max=50_000),
        (8_000, 6_500), (2_500, 3_800), (2, 4), 4, "16:00",
    ),
    _Tariff(
        _service("nusa_reg", "Nusa Kirim Reguler", "standard", grams_max=50_000),
        (10_000, 8_000), (8_000, 6_000), (1, 2), 4, "17:00",
    ),
    _Tariff(
        _service("sigap_reg", "Sigap Ekspres Reguler", "standard", grams_max=30_000),
        (9_500, 8_500), (7_500, 6_500), (1, 2), 3, "18:00",
    ),
    _Tariff(
        _service(
            "nusa_esok", "Nusa Kirim Esok", "express", air=True, surcharge_minor=3_000,
            grams_max=20_000, per_tonne_km=1_100,
        ),
        (19_000, 15_000), (16_000, 11_000), (1, 1), 3, "15:00",
    ),
    _Tariff(
        _service(
            "antar_kini", "Antar Kini", "same_day", grams_max=10_000, per_tonne_km=180,
            last_mile_grams=320,
        ),
        (25_000, 0), (5_000, 0), (0, 0), 0, "14:00",
    ),
)  # fmt: skip

# Idul Fitri as announced or expected; the other days off have fixed dates.
_LEBARAN = {2025: (3, 31), 2026: (3, 20), 2027: (3, 10), 2028: (2, 26)}
_FIXED = ((1, 1, "Tahun Baru"), (8, 17, "Hari Kemerdekaan"), (12, 25, "Natal"))


def network(stores: list[NewSite], centers: list[NewSite], now: Instant) -> LoadNetwork:
    year = as_datetime(now).year
    years = range(year, year + 2)
    return LoadNetwork(
        services=[tariff.service for tariff in _TARIFFS],
        rates=list(_rates()),
        hours=[_hours(site, day) for site in centers for day in range(6)],
        closed=list(_closed(centers, years)),
        cutoffs=list(_cutoffs([*stores, *centers])),
        capacities=[
            *(one for site in stores for one in _store_minutes(site)),
            *(one for site in centers for one in _center_minutes(site)),
        ],
        exceptions=[one for year in years for one in _busy_days(centers, year)],
        handling=[*map(_store_handling, stores), *map(_center_handling, centers)],
    )


def _rates() -> Iterator[NewServiceRate]:
    for tariff in _TARIFFS:
        for start, row in zip(ZONES, DISTANCE, strict=True):
            for end, far in zip(ZONES, row, strict=True):
                if far <= tariff.farthest and _serves(tariff, start, end):
                    yield _rate(tariff, start, end, far)


def _serves(tariff: _Tariff, start: str, end: str) -> bool:
    return tariff.service.level != "same_day" or (start == end and start in _JAVA)


def _rate(tariff: _Tariff, start: str, end: str, far: int) -> NewServiceRate:
    fastest, surest = tariff.days
    same_day = tariff.service.level == "same_day"
    slower = 0 if tariff.service.air or same_day else far
    return NewServiceRate(
        service=tariff.service.code,
        from_zone=start,
        to_zone=end,
        first_kg_minor=tariff.first[0] + tariff.first[1] * far,
        per_kg_minor=tariff.further[0] + tariff.further[1] * far,
        days_from=fastest + slower // 2,
        days_to=surest + (slower if not tariff.service.air else far // 2),
    )


def _hours(site: NewSite, weekday: int) -> NewHours:
    closes = "14:00" if weekday == 5 else site.closes
    return NewHours(site_id=site.id, weekday=weekday, opens=site.opens, closes=closes)


def _closed(centers: list[NewSite], years: range) -> Iterator[NewClosedDay]:
    """Malls stay open all year but on Idul Fitri; centers keep the public holidays too."""
    for year in years:
        if year in _LEBARAN:
            day = date(year, *_LEBARAN[year]).toordinal()
            yield NewClosedDay(site_id=None, day=day, name="Idul Fitri")
        for month, day_of, name in _FIXED:
            day = date(year, month, day_of).toordinal()
            yield from (NewClosedDay(site_id=site.id, day=day, name=name) for site in centers)


def _cutoffs(places: list[NewSite]) -> Iterator[NewCutoff]:
    for site in places:
        for tariff in _TARIFFS:
            yield NewCutoff(site_id=site.id, service=tariff.service.code, at=tariff.cutoff)


def _store_minutes(site: NewSite) -> Iterator[NewCapacity]:
    """A store has two people at the counter: weekends leave them less time for orders."""
    for weekday in range(7):
        weekend = weekday >= 5
        for skill, minutes in (("pick", 240), ("pack", 150), ("stage", 150)):
            told = minutes * 2 // 3 if weekend else minutes
            yield NewCapacity(site_id=site.id, skill=skill, weekday=weekday, minutes=told)


def _center_minutes(site: NewSite) -> Iterator[NewCapacity]:
    for weekday in range(6):
        half = weekday == 5
        for skill, minutes in (("pick", 3_600), ("pack", 2_880)):
            told = minutes // 2 if half else minutes
            yield NewCapacity(site_id=site.id, skill=skill, weekday=weekday, minutes=told)


def _busy_days(centers: list[NewSite], year: int) -> Iterator[NewCapacityException]:
    """Extra shifts for the sale of 12 December."""
    day = date(year, 12, 12).toordinal()
    for site in centers:
        for skill, minutes in (("pick", 5_400), ("pack", 4_320)):
            yield NewCapacityException(site_id=site.id, skill=skill, day=day, minutes=minutes)


def _store_handling(site: NewSite) -> NewHandling:
    return NewHandling(
        site_id=site.id, parcel_minor=6_000, unit_minor=1_500, reroute_minor=12_000,
        accepts_per_mille=950, pick_unit=3, pick_parcel=2, pack_unit=1, pack_parcel=5,
        stage_unit=0, stage_parcel=3, dock_minutes=240,
    )  # fmt: skip


def _center_handling(site: NewSite) -> NewHandling:
    return NewHandling(
        site_id=site.id, parcel_minor=3_500, unit_minor=600, reroute_minor=8_000,
        accepts_per_mille=995, pick_unit=1, pick_parcel=1, pack_unit=0, pack_parcel=3,
        dock_minutes=480,
    )  # fmt: skip
