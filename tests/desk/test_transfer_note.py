"""A parcel between places has a paper that says what is in it, in the language of the desk."""

from pathlib import Path

import pytest

from app.desk.documents import Document, facts_of, paper_of
from app.stock.receiving import ReceivedLine
from app.stock.transferring import RequestTransfer
from tests.support.shop import MANAGER, SHIRT, open_shop

T = "t" * 32


@pytest.mark.parametrize(("language", "word"), [("en", "Pieces"), ("id", "Jumlah")])
def test_the_note_tells_both_ends_and_the_goods(tmp_path: Path, language: str, word: str) -> None:
    shop = open_shop(tmp_path)
    lines = [ReceivedLine(product_id=SHIRT, quantity=3)]
    ends = {"from_site_id": "menteng", "to_site_id": "kemang"}
    shop.perform(RequestTransfer(transfer_id=T, number="T-7", lines=lines, **ends), MANAGER)
    with shop.engine.connect() as db:
        facts = facts_of(db, Document.TRANSFER_NOTE, T, language)
        assert facts is not None
        paper = paper_of(Document.TRANSFER_NOTE, facts, now=shop.now)
        assert facts_of(db, Document.TRANSFER_NOTE, "u" * 32, language) is None
    text = "\n".join(strip.text for strip in paper.strips)
    assert all(told in text for told in ("T-7", "Menteng", "Kemang", "3 × ", word))
