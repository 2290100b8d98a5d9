"""What became of each row of the file: figures, and the rejected rows by reason."""

from dataclasses import dataclass, field

import msgspec

from app.importing.invoices import Rejections

SHOWN = 12  # row numbers of a reason in the text; the JSON has all


@dataclass(slots=True)
class Figures:
    rows: int = 0
    products: int = 0
    customers: int = 0
    sales: int = 0
    sale_lines: int = 0
    charges: int = 0
    sold_minor: int = 0
    cancellations: int = 0
    cancellation_lines: int = 0
    matched_lines: int = 0  # wholly given back on an earlier purchase of the same customer
    partly_matched_lines: int = 0
    unmatched_lines: int = 0  # returned without receipt, whole
    returns: int = 0
    returns_without_receipt: int = 0
    cancelled_minor: int = 0  # by the prices of the cancellations
    matched_at_another_price: int = 0
    corrections: int = 0
    opening_units: int = 0
    commands: int = 0
    commands_known: int = 0  # that the server had from an earlier run


@dataclass(slots=True)
class Report:
    file: str
    digest: str
    dry_run: bool
    figures: Figures = field(default_factory=Figures)
    rejections: Rejections = field(default_factory=Rejections)

    @property
    def rejected(self) -> int:
        return sum(map(len, self.rejections.rows.values()))

    def as_json(self) -> str:
        told = {
            "file": self.file,
            "digest": self.digest,
            "dry_run": self.dry_run,
            "figures": msgspec.to_builtins(self.figures),
            "rejected": {
                reason: {"count": len(rows), "rows": rows}
                for reason, rows in sorted(self.rejections.rows.items())
            },
        }
        return msgspec.json.encode(told).decode()

    def as_text(self) -> str:
        figures = msgspec.to_builtins(self.figures)
        width = max(map(len, figures))
        lines = [
            f"{name.replace('_', ' '):<{width}}  {value:>12,}" for name, value in figures.items()
        ]
        lines.append(f"\nrejected: {self.rejected:,} of {self.figures.rows:,} rows")
        by_count = sorted(self.rejections.rows.items(), key=lambda item: (-len(item[1]), item[0]))
        for reason, rows in by_count:
            some = ", ".join(map(str, rows[:SHOWN])) + (" …" if len(rows) > SHOWN else "")
            lines.append(f"  {len(rows):>6,}  {reason:<24} rows {some}")
        return "\n".join(lines)
