"""How is the latest of many found: by going back in time, not by a place's whole past."""

import sqlalchemy as sa


def found_by_time(place: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """The place as a value that no index has.

    A desk's database keeps no statistics, so SQLite takes an equal place for narrower than a span
    of time, and sorts all parcels that ever were there: 5.8 s of a year, instead of milliseconds.
    """
    return place.concat("")
