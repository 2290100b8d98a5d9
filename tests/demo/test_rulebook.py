"""The demo's rules are sound, so that its screen shows what a retailer would have."""

from app.demo.retailer import SIZES, retailer
from app.demo.rulebook import rulebook
from app.kit.clock import Instant
from app.routing.model import Place
from app.routing.rules.checking import require_rules
from app.routing.rules.flaws import Known
from app.routing.rules.lint import lint


def test_no_version_of_the_demo_has_anything_that_lint_would_say() -> None:
    shop = retailer(1, Instant(1_790_000_000_000_000), SIZES["small"])
    places = [
        Place(
            site_id=site.id,
            name=site.name,
            kind=site.kind,
            zone=site.zone,
            latitude=site.latitude,
            longitude=site.longitude,
            pickup=site.pickup,
            ships=site.ships,
            ready_minutes=site.ready_minutes,
            opens=site.opens,
            closes=site.closes,
            time_zone=site.time_zone,
            region=site.region,
        )
        for site in shop.sites
    ]
    tags = frozenset(article.product.category for article in shop.articles)
    told = rulebook(shop).sets
    assert [one.live for one in told] == [True, True, False]
    for one in told:
        require_rules(one.rules)
        assert lint(one.rules, places, Known(tags=tags)) == ()
