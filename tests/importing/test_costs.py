"""A list of what goods cost is taken over whole, or not at all; what looks odd is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.commands import LoadProducts, NewProduct
from app.cli import main
from app.importing.costs import ToldCosts, import_costs
from app.pricing.commands import LoadPromotions, NewTaxRate
from app.pricing.margins import bands_of, costs_of
from app.server.service import Service

GOODS = {"SH-100": 111_000, "TR-220": 222_000}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(_url(tmp_path))
    rate = NewTaxRate(
        id="ppn", tax_class="ppn", name="PPN", rate_numerator=11, rate_denominator=100,
        included=True,
    )  # fmt: skip
    service.run(LoadPromotions(tax_rates=[rate]))
    goods = [
        NewProduct(
            id=sku.lower(), sku=sku, gtin="", style=sku, name=sku, price_minor=price,
            currency="IDR", tax_class="ppn",
        )
        for sku, price in GOODS.items()
    ]  # fmt: skip
    service.run(LoadProducts(products=goods))
    yield service
    service.close()


def _url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'server.db'}"


def _take(service: Service, tmp_path: Path, text: str, *, dry_run: bool = False) -> ToldCosts:
    file = tmp_path / "costs.csv"
    file.write_text(text, encoding="utf-8")
    return import_costs(service, file, dry_run=dry_run)


def _known(service: Service) -> dict[str, int]:
    return service.ask(costs_of, ["sh-100", "tr-220"])


def test_costs_are_taken_over_by_sku(service: Service, tmp_path: Path) -> None:
    told = _take(service, tmp_path, "sku,cost\nSH-100,40000\nTR-220,100000\n")
    assert (told.rows, told.troubles, told.remarks, told.applied) == (2, [], [], True)
    assert _known(service) == {"sh-100": 40_000, "tr-220": 100_000}
    assert service.ask(bands_of, ["sh-100", "tr-220"]) == {"sh-100": 50, "tr-220": 50}


def test_a_spreadsheet_may_turn_the_columns_around(service: Service, tmp_path: Path) -> None:
    assert _take(service, tmp_path, "\ufeffcost,sku\n40000,SH-100\n").applied
    assert _known(service) == {"sh-100": 40_000}


def test_goods_left_out_keep_what_they_cost(service: Service, tmp_path: Path) -> None:
    _take(service, tmp_path, "sku,cost\nSH-100,40000\n")
    _take(service, tmp_path, "sku,cost\nTR-220,1\n")
    assert _known(service) == {"sh-100": 40_000, "tr-220": 1}


def test_a_dry_run_changes_nothing(service: Service, tmp_path: Path) -> None:
    told = _take(service, tmp_path, "sku,cost\nSH-100,40000\n", dry_run=True)
    assert (told.rows, told.troubles, told.applied) == (1, [], False)
    assert _known(service) == {}


def test_a_cost_above_the_price_is_told_and_taken(service: Service, tmp_path: Path) -> None:
    told = _take(service, tmp_path, "sku,cost\nSH-100,100001\nTR-220,200000\n")
    assert told.applied
    assert told.remarks == [
        (2, "SH-100 costs 100001, more than the 100000 it is sold for without tax.")
    ]


@pytest.mark.parametrize(("row", "sentence"), [
    ("SH-100,-1", "cost: “-1” is no whole number of 0 or more."),
    ("SH-100,cheap", "cost: “cheap” is no whole number of 0 or more."),
    ("SH-100,40.5", "cost: “40.5” is no whole number of 0 or more."),
    ("SH-100,99999999999", "cost: “99999999999” is no whole number of 0 or more."),
    ("SH-100,", "cost: “” is no whole number of 0 or more."),
    (",5", "sku: “” is empty."),
    ("XX-1,5", "No product has the SKU “XX-1”."),
    ("SH-100,5,6", "Has another number of cells than the first row."),
    ("TR-220,5", "Says the same SKU as row 2."),
])  # fmt: skip
def test_one_wrong_row_is_told_and_nothing_applied(
    service: Service, tmp_path: Path, row: str, sentence: str
) -> None:
    told = _take(service, tmp_path, f"sku,cost\nTR-220,100\n{row}\n")
    assert told.troubles == [(3, sentence)]
    assert not told.applied
    assert _known(service) == {}


def test_another_first_row_is_told(service: Service, tmp_path: Path) -> None:
    told = _take(service, tmp_path, "sku;cost\nSH-100;5\n")
    assert told.troubles == [(1, "The first row has to be: sku,cost.")]


def test_what_is_no_text_is_told(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "costs.csv"
    file.write_bytes(b"sku,cost\n\xff\xfe,1\n")
    (trouble,) = import_costs(service, file, dry_run=False).troubles
    assert trouble[1].startswith("Cannot be read as CSV in UTF-8")


def test_the_command_says_what_became_of_it(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service.close()
    file = tmp_path / "costs.csv"
    file.write_text("sku,cost\nSH-100,40000\n", encoding="utf-8")
    asked = ["import-costs", str(file), "--database", _url(tmp_path)]
    assert main([*asked, "--dry-run"]) == 0
    assert "a dry run" in capsys.readouterr().out
    assert main(asked) == 0
    assert "All taken over." in capsys.readouterr().out
    file.write_text("sku,cost\nSH-100,no\n", encoding="utf-8")
    assert main(asked) == 1
    assert "row 2: cost: “no”" in capsys.readouterr().err
