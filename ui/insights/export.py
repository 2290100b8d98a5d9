"""The dashboard as rows of one table, and where exported files go."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.insights.sheet import to_csv
from ui.insights import words
from ui.insights.board import Board, panel_name
from ui.insights.words import translate
from ui.kit import formats


def board_rows(board: Board) -> list[tuple[str, ...]]:
    """Four columns for every part, so that one file is one table (RFC 4180)."""
    head = (
        translate("insights", "Part"),
        translate("insights", "Item"),
        translate("insights", "Figure"),
        translate("insights", "Value"),
    )
    rows: list[tuple[str, ...]] = [head]
    if board.dashboard is not None:
        scope, window = board.dashboard.scope, board.dashboard.window
        rows.append((translate("insights", "Scope"), words.scope(scope), "", words.days(window)))
    for key, tile in board.tiles.items():
        reading = tile.reading
        value = f"{reading.value} {reading.unit}".strip()
        rows.append((panel_name(f"tile/{key}"), "", reading.note, value))
    for key, chart in board.charts().items():
        told = chart.as_table()
        rows += [line for row in told[1:] for line in _long(panel_name(key), told[0], row)]
    if board.risk.can_focus():
        told = board.risk.as_table()
        name = panel_name("tile/risk")
        rows += [line for row in told[1:] for line in _long(name, told[0], row)]
    return rows


def _long(part: str, head: Sequence[str], row: Sequence[str]) -> list[tuple[str, ...]]:
    """One line per figure: (part, item, which figure, value)."""
    return [(part, row[0], name, value) for name, value in zip(head[1:], row[1:], strict=True)]


def downloads() -> Path:
    place = QStandardPaths.StandardLocation.DownloadLocation
    return Path(QStandardPaths.writableLocation(place))


def save_csv(folder: Path, rows: Sequence[Sequence[str]], now: int) -> Path:
    """With a byte order mark: without it some spreadsheets read the wrong letters."""
    path = free_name(folder, now, "csv")
    path.write_text(to_csv(rows), encoding="utf-8-sig", newline="")
    return path


def free_name(folder: Path, now: int, ending: str) -> Path:
    """`gerai-insights-20261122-1804.csv`; a second one in the same minute is -2."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"gerai-insights-{formats.local(now):%Y%m%d-%H%M}"
    for ordinal in range(1, 1_000):
        name = stem if ordinal == 1 else f"{stem}-{ordinal}"
        path = folder / f"{name}.{ending}"
        if not path.exists():
            return path
    raise FileExistsError(stem)
