"""Small files in the shape of the data set, and where the real one is."""

import gzip
import os
from pathlib import Path

import pytest

HEADING = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
REAL = "online_retail.csv.gz"

# One of each trap. Lines are counted from 2: line 1 is the heading.
TRAPS = """\
536365,85123A,WHITE HANGING HEART,6.0,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
536365,71053,WHITE METAL LANTERN,6.0,2010-12-01 08:26:00,3.39,17850.0,United Kingdom
536365,POST,POSTAGE,1.0,2010-12-01 08:26:00,18.0,17850.0,United Kingdom
536366,85123a,WHITE HANGING HEART,4.0,2010-12-01 09:00:00,2.55,,United Kingdom
536367,BANK CHARGES,Bank Charges,1.0,2010-12-01 09:10:00,15.0,12607.0,United Kingdom
536368,71053,damaged,-3.0,2010-12-02 08:00:00,0.0,,United Kingdom
536369,71053,found,5.0,2010-12-02 08:05:00,0.0,,United Kingdom
C536370,85123A,WHITE HANGING HEART,-2.0,2010-12-03 10:00:00,2.55,17850.0,United Kingdom
C536371,71053,WHITE METAL LANTERN,-7.0,2010-12-03 10:05:00,3.39,17850.0,United Kingdom
C536372,85123A,WHITE HANGING HEART,-1.0,2010-12-03 10:06:00,2.55,12345.0,France
C536373,D,Discount,-1.0,2010-12-03 10:07:00,27.5,17850.0,United Kingdom
A536374,B,Adjust bad debt,1.0,2010-12-03 10:08:00,11062.06,,United Kingdom
536375,PADS,PADS TO MATCH,1.0,2010-12-03 10:09:00,0.001,17850.0,United Kingdom
536376,71053,WHITE METAL LANTERN,1.5,2010-12-03 10:10:00,3.39,17850.0,United Kingdom
536377,71053,WHITE METAL LANTERN,2.0,2010-12-03 10:11:00,0.0,17850.0,United Kingdom
536378,71053,WHITE METAL LANTERN,1.0,gestern,3.39,17850.0,United Kingdom
536379,71053
536380,C2,CARRIAGE,1.0,2010-12-04 09:00:00,5.0,17850.0,United Kingdom
536380,22423,"REGENCY CAKESTAND, 3 TIER",1.0,2010-12-04 09:00:00,12.75,17850.0,United Kingdom
536380,22423,"REGENCY CAKESTAND, 3 TIER",1.0,2010-12-04 09:00:00,12.75,17850.0,United Kingdom
"""
REJECTED = {
    "charge_without_goods": [6],
    "charge_cancelled": [12],
    "bad_debt_adjustment": [13],
    "price_not_in_pence": [14],
    "quantity_unreadable": [15],
    "date_unreadable": [17],
    "columns_missing": [18],
}


def written(folder: Path, body: str, name: str = "sales.csv.gz") -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(f"{HEADING}\n{body}".encode(), mtime=0))
    return path


def real_file() -> Path:
    """The data set itself; the test is skipped where nobody put it."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    path = Path(os.environ.get("GERAI_DATA") or beside) / REAL
    if not path.exists():
        pytest.skip(f"{REAL} is not here; set GERAI_DATA to its folder")
    return path


def first_rows(folder: Path, rows: int) -> Path:
    with gzip.open(real_file(), "rt", encoding="utf-8") as file:
        next(file)
        body = "".join(line for _, line in zip(range(rows), file, strict=False))
    return written(folder, body, f"first-{rows}.csv.gz")
