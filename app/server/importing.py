"""`gerai import`: bring in another system's data, and tell what became of each row."""

import sys
from pathlib import Path

from app.importing.costs import import_costs as take_costs
from app.importing.network import import_network as take_over
from app.importing.online_retail import import_online_retail as bring_in
from app.server.service import Service


def import_online_retail(file: Path, database: str, *, dry_run: bool, report: Path | None) -> int:
    """Import, or only read with `dry_run`; the exit code. Refusal('file_missing') without the file.

    A second run goes on where a killed one stopped: what is there already is known by its id.
    """
    service = None if dry_run else Service(database)
    try:
        told = bring_in(service, file, progress=_progress)
    finally:
        if service is not None:
            service.close()
    print("", file=sys.stderr)
    print(told.as_text())
    if report is not None:
        report.write_text(told.as_json(), encoding="utf-8")
    return 0


def import_network(folder: Path, database: str, *, dry_run: bool) -> int:
    """Take over the lists of a folder, or only say what is in them; 1 when a row is wrong."""
    service = Service(database)
    try:
        told = take_over(service, folder, dry_run=dry_run)
    finally:
        service.close()
    for file, rows in told.rows.items():
        print(f"{file:<24} {rows:>7,} rows")
    for file, row, sentence in told.troubles:
        print(f"{file}{f' row {row}' if row else ''}: {sentence}", file=sys.stderr)
    for remark in told.remarks:
        print(f"Note: {remark}")
    if told.troubles:
        wrong = len(told.troubles)
        print(f"{wrong} wrong. Nothing was changed.", file=sys.stderr)
        return 1
    print("All taken over." if told.applied else "All right. Nothing was changed: a dry run.")
    return 0


def import_costs(file: Path, database: str, *, dry_run: bool) -> int:
    """Take over what goods cost, or only say what is in the file; 1 when a row is wrong."""
    service = Service(database)
    try:
        told = take_costs(service, file, dry_run=dry_run)
    finally:
        service.close()
    print(f"{file.name:<24} {told.rows:>7,} rows")
    for row, sentence in told.troubles:
        print(f"{file.name}{f' row {row}' if row else ''}: {sentence}", file=sys.stderr)
    for row, sentence in told.remarks:
        print(f"Note: row {row}: {sentence}")
    if told.troubles:
        print(f"{len(told.troubles)} wrong. Nothing was changed.", file=sys.stderr)
        return 1
    print("All taken over." if told.applied else "All right. Nothing was changed: a dry run.")
    return 0


def _progress(stage: str, share: float) -> None:
    print(f"\r{stage:<12} {share:6.1%}", end="", file=sys.stderr, flush=True)
