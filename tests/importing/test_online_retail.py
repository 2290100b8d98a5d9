"""Does the data set arrive whole: every row taken over or named, killed or not, to the penny."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.importing.online_retail import import_online_retail
from app.kit.errors import Refusal
from app.kit.failpoints import ENVIRONMENT
from app.kit.gtin import is_gtin
from app.server.service import Service
from tests.importing.checks import contents, counts, lowest_ever, violations
from tests.importing.files import REJECTED, TRAPS, first_rows, written
from tests.importing.house import house

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'server.db'}"


@pytest.fixture
def server(url: str) -> Iterator[Service]:
    found = house(url)
    yield found
    found.close()


def rows(server: Service, question: str) -> list[tuple[object, ...]]:
    def ask(db: Connection) -> list[tuple[object, ...]]:
        return [tuple(row) for row in db.execute(sa.text(question))]

    return server.ask(ask)


def test_each_trap_is_taken_over_or_named_with_its_row(server: Service, tmp_path: Path) -> None:
    report = import_online_retail(server, written(tmp_path, TRAPS))
    assert report.rejections.rows == REJECTED
    figures = report.figures
    assert (figures.rows, figures.sales, figures.sale_lines, figures.charges) == (20, 4, 6, 2)
    assert figures.corrections == 2
    assert (figures.matched_lines, figures.partly_matched_lines, figures.unmatched_lines) == (
        1,
        1,
        1,
    )
    taken = figures.sale_lines + figures.charges + figures.corrections + figures.cancellation_lines
    assert taken + report.rejected == figures.rows


def test_amounts_are_those_of_the_file(server: Service, tmp_path: Path) -> None:
    import_online_retail(server, written(tmp_path, TRAPS))
    totals = rows(server, "SELECT number, total_minor, charges_minor FROM orders ORDER BY number")
    assert totals == [
        ("UKS01-0-536365", 6 * 255 + 6 * 339 + 1800, 1800),
        ("UKS01-0-536366", 4 * 255, 0),
        ("UKS01-0-536377", 0, 0),
        ("UKS01-0-536380", 2 * 1275 + 500, 500),
    ]
    back = rows(server, "SELECT order_id IS NULL, refund_minor FROM returns ORDER BY number")
    assert back == [(0, 2 * 255), (0, 6 * 339), (1, 339), (1, 255)]


def test_the_year_begins_with_what_it_needs_and_not_more(server: Service, tmp_path: Path) -> None:
    import_online_retail(server, written(tmp_path, TRAPS))
    opening = rows(
        server,
        "SELECT sku, quantity FROM stock_movements m JOIN products p ON p.id = m.product_id "
        "WHERE why = 'opening' ORDER BY sku",
    )
    # 71053: −6 −3 (damaged) is its lowest; 85123A and 85123a are one article
    assert opening == [("22423", 2), ("71053", 9), ("85123A", 10)]
    assert server.ask(lowest_ever) == 0
    assert rows(server, "SELECT count(*) FROM stock_movements WHERE why = 'found'") == [(0,)]


def test_the_sums_hold(server: Service, tmp_path: Path) -> None:
    import_online_retail(server, written(tmp_path, TRAPS))
    assert not any(server.ask(violations).values())


def test_what_the_file_lacks_is_derived_and_valid(server: Service, tmp_path: Path) -> None:
    import_online_retail(server, written(tmp_path, TRAPS))
    codes = [str(code) for (code,) in rows(server, "SELECT gtin FROM products")]
    assert all(is_gtin(code) and code.startswith("20") for code in codes)
    assert rows(server, "SELECT name, phone FROM customer_pii ORDER BY name") == [
        ("Customer 12345", "+441134960345"),
        ("Customer 17850", "+441214960850"),
    ]


def test_a_second_run_changes_nothing(server: Service, tmp_path: Path) -> None:
    path = written(tmp_path, TRAPS)
    first = import_online_retail(server, path)
    before = server.ask(contents)
    again = import_online_retail(server, path)
    assert server.ask(contents) == before
    assert again.figures.commands_known == first.figures.commands > 0
    assert first.figures.commands_known == 0


def test_a_dry_run_writes_nothing_and_says_the_same(server: Service, tmp_path: Path) -> None:
    path = written(tmp_path, TRAPS)
    before = sorted(tmp_path.iterdir())
    planned = import_online_retail(None, path)
    assert sorted(tmp_path.iterdir()) == before
    done = import_online_retail(server, path)
    assert planned.dry_run
    assert planned.figures == done.figures
    assert planned.rejections.rows == done.rejections.rows


def test_the_shop_of_another_file_is_not_mixed_in(server: Service, tmp_path: Path) -> None:
    import_online_retail(server, written(tmp_path, TRAPS))
    other = written(tmp_path, TRAPS.replace("6.0", "7.0"), "other.csv.gz")
    with pytest.raises(Refusal, match="database_of_another"):
        import_online_retail(server, other)


def test_an_invoice_whose_lines_stand_apart_is_one_order(server: Service, tmp_path: Path) -> None:
    told = TRAPS.splitlines(keepends=True)
    apart = "".join([told[0], told[3], told[1], told[2]])
    report = import_online_retail(server, written(tmp_path, apart))
    assert (report.figures.sales, report.figures.sale_lines) == (2, 3)


def test_the_report_reads_as_json_and_as_text(tmp_path: Path) -> None:
    report = import_online_retail(None, written(tmp_path, TRAPS))
    told = json.loads(report.as_json())
    assert told["rejected"]["bad_debt_adjustment"] == {"count": 1, "rows": [13]}
    assert "bad_debt_adjustment" in report.as_text()


def test_progress_never_goes_back(tmp_path: Path) -> None:
    told: list[float] = []
    path = written(tmp_path, TRAPS * 200)
    import_online_retail(None, path, progress=lambda stage, done: told.append(done))
    assert all(0 <= share <= 1 for share in told)


@pytest.mark.parametrize("point", ["server.before_commit", "server.after_commit"])
@pytest.mark.parametrize("passed", [1, 4, 7])
def test_a_killed_import_is_run_again_and_ends_the_same(
    tmp_path: Path, point: str, passed: int
) -> None:
    body = "".join(
        TRAPS.replace("5363", f"5{batch:03d}").replace("\n536", "\n9") for batch in range(90)
    )
    path = written(tmp_path, body)
    straight = f"sqlite:///{tmp_path / 'straight.db'}"
    whole = house(straight)
    import_online_retail(whole, path)
    expected = whole.ask(contents)
    whole.close()

    broken = f"sqlite:///{tmp_path / 'broken.db'}"
    assert _process(broken, path, f"{point}:{passed}").returncode == -signal.SIGKILL
    rerun = _process(broken, path, "")
    assert rerun.returncode == 0, rerun.stderr
    already = passed if point == "server.after_commit" else passed - 1
    assert json.loads(rerun.stdout)["figures"]["commands_known"] == already
    found = house(broken)
    assert found.ask(contents) == expected
    assert not any(found.ask(violations).values())
    found.close()


def _process(url: str, path: Path, failpoint: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.importing.run", url, str(path)],
        cwd=ROOT,
        env={**os.environ, ENVIRONMENT: failpoint},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_rows_of_the_real_file(server: Service, tmp_path: Path) -> None:
    path = first_rows(tmp_path, 5_000)
    report = import_online_retail(server, path)
    figures = report.figures
    assert figures.rows == 5_000
    taken = figures.sale_lines + figures.charges + figures.corrections + figures.cancellation_lines
    assert taken + report.rejected == 5_000
    assert report.rejected < 50
    assert not any(server.ask(violations).values())
    assert server.ask(lowest_ever) >= 0
    assert server.ask(counts)["orders"] == figures.sales
