"""Take over a retailer's places as they are."""

from typing import Any

from msgspec.structs import asdict

from app.identity.roles import require
from app.kit.errors import Refusal
from app.kit.money import DIGITS
from app.places.commands import LoadSites
from app.places.tables import bins, postcodes, sites
from app.storage.uow import UnitOfWork


def load_sites(uow: UnitOfWork, command: LoadSites) -> dict[str, Any]:
    """Refusals: currency_unknown."""
    require(uow.actor, "system")
    for site in command.sites:
        if site.currency not in DIGITS:
            raise Refusal("currency_unknown", currency=site.currency, site=site.code)
    uow.insert(sites, *map(asdict, command.sites))
    uow.insert(bins, *map(asdict, command.bins))
    uow.insert(postcodes, *map(asdict, command.postcodes))
    return {"sites": len(command.sites), "bins": len(command.bins)}
