"""What a retailer brings along of its places: sites, bins and postcodes."""

from msgspec import field

from app.kit.commands import Command, Part


class NewSite(Part, frozen=True, kw_only=True):
    id: str
    code: str
    name: str
    kind: str  # store | center | care
    street: str = ""
    city: str = ""
    province: str = ""
    postcode: str = ""
    phone: str = ""
    region: str = ""
    zone: str = ""
    time_zone: str
    currency: str
    latitude: float | None = None
    longitude: float | None = None
    pickup: bool = False
    ships: bool = False
    opens: str = ""
    closes: str = ""
    ready_minutes: int = 0


class NewBin(Part, frozen=True, kw_only=True):
    id: str
    site_id: str
    code: str
    kind: str  # shelf | staging | returns


class NewPostcode(Part, frozen=True, kw_only=True):
    id: str
    prefix: str
    city: str
    province: str
    zone: str
    latitude: float | None = None
    longitude: float | None = None


class LoadSites(Command, frozen=True, kw_only=True):
    """Fact of the server alone: a set-up or an import."""

    sites: list[NewSite]
    bins: list[NewBin] = field(default_factory=list)
    postcodes: list[NewPostcode] = field(default_factory=list)
