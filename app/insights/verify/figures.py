"""Do the figures of the dashboards add up to what happened (I1)."""

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from app.insights.figures.comparing import differences
from app.insights.tables import hour_figures, return_figures
from app.insights.verify.check import SERVER, Check, Violation, violation


def _figures(db: Connection) -> Iterator[Violation]:
    return (violation(**facts) for facts in differences(db))


CHECKS = (
    Check(
        "I1",
        "the figures of the dashboards are those that orders, parcels and returns give",
        SERVER,
        _figures,
        (hour_figures.name, return_figures.name),
    ),
)
