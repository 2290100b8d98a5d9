"""Lists of carriers, rates, hours and capacity: all of a folder is taken over, or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import main
from app.importing.network import Told, import_network
from app.places.commands import LoadSites, NewPostcode, NewSite
from app.places.serving import network_lists
from app.server.service import Service

SERVICES = "code,carrier,level,air\nreg,Nusa Reguler,standard,no\nesok,Nusa Esok,express,yes\n"
RATES = "service,from_zone,to_zone,first_kg,per_kg,days_from,days_to\nreg,jkt,jkt,9000,2000,1,2\n"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(_url(tmp_path))
    told = {"kind": "store", "time_zone": "Asia/Jakarta", "currency": "IDR", "ships": True}
    jakarta = NewSite(id="j", code="JKT01", name="Jakarta", zone="jkt", latitude=-6.2, **told)  # type: ignore[arg-type]
    nowhere = NewSite(id="n", code="XYZ01", name="Nowhere", zone="jkt", **told)  # type: ignore[arg-type]
    area = NewPostcode(id="p", prefix="9", city="Jayapura", province="Papua", zone="papua")
    service.run(LoadSites(sites=[jakarta, nowhere], postcodes=[area]))
    yield service
    service.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    folder.mkdir()
    return folder


def _url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'server.db'}"


def _take(service: Service, folder: Path, dry_run: bool = False, /, **files: str) -> Told:
    for name, told in files.items():
        (folder / f"{name}.csv").write_text(told, encoding="utf-8")
    return import_network(service, folder, dry_run=dry_run)


def _counts(service: Service) -> tuple[int, int, int]:
    lists = service.ask(network_lists)
    return len(lists.services), len(lists.rates), len(lists.capacities)


def test_a_folder_is_taken_over(service: Service, folder: Path) -> None:
    minutes = "place,skill,weekday,minutes\nJKT01,pick,mon,240\nJKT01,pick,tue,240\n"
    hours = "place,weekday,opens,closes\nJKT01,sun,10:00,18:00\n"
    closed = "place,day,name\n,2026-08-17,Kemerdekaan\nJKT01,2026-12-25,Natal\n"
    cutoffs = "place,service,at\nJKT01,reg,17:00\n"
    handling = "place,parcel_cost,pick_unit,accepts_per_mille\nJKT01,6000,3,950\n"
    extra = "place,skill,day,minutes\nJKT01,pick,2026-12-12,600\n"
    outages = "service,place,day\nreg,,2026-11-27\nreg,JKT01,2026-11-28\n"
    told = _take(
        service,
        folder,
        outages=outages,
        services=SERVICES,
        rates=RATES,
        capacities=minutes,
        hours=hours,
        closed_days=closed,
        cutoffs=cutoffs,
        handling=handling,
        capacity_exceptions=extra,
    )
    assert (told.applied, told.troubles) == (True, [])
    lists = service.ask(network_lists)
    assert [row["first_kg_minor"] for row in lists.rates] == [9_000]
    assert [row["weekday"] for row in lists.hours] == [6]
    assert [row["site_id"] for row in lists.closed] == [None, "j"]
    assert lists.handling[0]["pick_unit"] == 3
    assert [row["site_id"] for row in lists.outages] == [None, "j"]
    assert _counts(service) == (2, 1, 2)


def test_a_dry_run_says_all_and_writes_nothing(service: Service, folder: Path) -> None:
    told = _take(service, folder, True, services=SERVICES, rates=RATES)
    assert (told.applied, told.troubles) == (False, [])
    assert told.rows == {"services.csv": 2, "rates.csv": 1}
    assert _counts(service) == (0, 0, 0)


def test_one_wrong_row_and_nothing_is_applied(service: Service, folder: Path) -> None:
    told = _take(service, folder, services=SERVICES, rates=RATES + "reg,jkt,papua,x,2000,1,2\n")
    assert told.troubles == [
        ("rates.csv", 3, "first_kg: “x” is no whole number of 0 or more."),
    ]
    assert _counts(service) == (0, 0, 0)


@pytest.mark.parametrize(
    ("name", "row", "sentence"),
    [
        ("rates", "none,jkt,jkt,1,1,1,2", "No service has the code “none”."),
        ("rates", "esok,jkt,mars,1,1,1,2", "No place and no postcode is in “mars”."),
        ("rates", "esok,jkt,papua,1,1,3,2", "days_to is before days_from."),
        ("rates", "reg,jkt,jkt,1,1,1,2", "Says the same as row 2."),
        ("rates", "reg,jkt", "Has another number of cells than the first row."),
        ("rates", "reg,jkt,papua,-5,1,1,2", "first_kg: “-5” is no whole number of 0 or more."),
        ("services", "fast,Fast,warp,no", "level: “warp” is none of standard, express, same_day."),
        ("services", ",Fast,express,no", "code: “” is empty."),
        ("services", "fast,Fast,express,maybe", "air: “maybe” is neither yes nor no."),
    ],
)
def test_a_wrong_row_is_told_by_its_number(
    service: Service, folder: Path, name: str, row: str, sentence: str
) -> None:
    files = {"services": SERVICES, "rates": RATES}
    files[name] += row + "\n"
    told = _take(service, folder, **files)
    assert (f"{name}.csv", files[name].count("\n"), sentence) in told.troubles
    assert not told.applied


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("hours", "place,weekday,opens,closes\nABC,mon,8:00,17:00\n", "place: “ABC” is the code"),
        ("hours", "place,weekday,opens,closes\nJKT01,mon,8:00,17:00\n", "opens: “8:00” is no time"),
        (
            "hours",
            "place,weekday,opens,closes\nJKT01,ahad,08:00,17:00\n",
            "weekday: “ahad” is none",
        ),
        ("closed_days", "place,day,name\n,17-08-2026,X\n", "day: “17-08-2026” is no date"),
        ("handling", "place,accepts_per_mille\nJKT01,1001\n", "is more than 1000 per mille"),
        ("handling", "place,colour\nJKT01,red\n", "Has a column nobody knows: colour."),
        ("cutoffs", "place,at\nJKT01,17:00\n", "Lacks the column service."),
        ("cutoffs", "", "Lacks the column at, place, service."),
    ],
)
def test_a_wrong_list_is_told_in_a_sentence(
    service: Service, folder: Path, name: str, text: str, sentence: str
) -> None:
    told = _take(service, folder, **{name: text})
    assert any(sentence in trouble for _, _, trouble in told.troubles), told.troubles


def test_a_file_that_is_no_text_is_told(service: Service, folder: Path) -> None:
    (folder / "rates.csv").write_bytes(b"service\xff\xfe\n")
    told = import_network(service, folder, dry_run=False)
    assert [file for file, _, _ in told.troubles] == ["rates.csv"]


def test_a_folder_without_any_list_is_told(service: Service, folder: Path) -> None:
    told = import_network(service, folder, dry_run=False)
    assert "There is no list in it." in told.troubles[0][2]


def test_a_pair_of_zones_that_nobody_serves_is_allowed_and_told(
    service: Service, folder: Path
) -> None:
    told = _take(service, folder, services=SERVICES, rates=RATES)
    assert told.applied
    assert "No service goes from jkt to papua: nothing is sent there from places in jkt." in (
        told.remarks
    )


def test_a_place_may_do_no_work_and_may_lie_nowhere(service: Service, folder: Path) -> None:
    nothing = "place,skill,weekday,minutes\nJKT01,pick,mon,0\n"
    told = _take(service, folder, capacities=nothing)
    assert told.applied
    assert "JKT01 has no minutes to pick on any weekday: it gets no such work." in told.remarks
    assert any(remark.startswith("XYZ01 has no coordinates") for remark in told.remarks)


def test_the_command_line_tells_rows_and_leaves_the_database(
    service: Service, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rates.csv").write_text(RATES, encoding="utf-8")
    asked = ["import-network", str(folder), "--database", _url(tmp_path)]
    assert main(asked) == 1
    assert "rates.csv row 2: No service has the code “reg”." in capsys.readouterr().err
    (folder / "services.csv").write_text(SERVICES, encoding="utf-8")
    assert main([*asked, "--dry-run"]) == 0
    assert _counts(service) == (0, 0, 0)
    assert main(asked) == 0
    assert "All taken over." in capsys.readouterr().out
    assert _counts(service) == (2, 1, 0)


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["import-network", str(tmp_path / "none"), "--database", _url(tmp_path)]
    assert main(asked) == 2
    assert "There is no folder" in capsys.readouterr().err
