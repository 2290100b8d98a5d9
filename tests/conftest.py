"""What every test may ask for: a fresh PostgreSQL, an empty profile; how hard properties try."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.support.postgres import ADDRESS, NoPostgres, cluster, fresh_database

if TYPE_CHECKING:
    from tests.support.shop import Shop

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# no test may reach into the keys of the person who runs it
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# New examples for whoever works on it and for scripts/campaign properties; the same ones for
# scripts/test and CI, which judge a change and not the dice.
settings.register_profile("anew", deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("anew"), derandomize=True)
settings.register_profile(
    "many",
    settings.get_profile("anew"),
    max_examples=int(os.environ.get("PROPERTY_EXAMPLES", "2000")),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "anew"))


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[str]:
    """The shared cluster of scripts/test, or one of this process's own."""
    with ExitStack() as stack:
        try:
            yield os.environ.get(ADDRESS) or stack.enter_context(cluster(fsync=False))
        except NoPostgres as absent:
            if os.environ.get("CI") == "true":
                pytest.fail(str(absent))
            pytest.skip(str(absent))


@pytest.fixture
def postgres_url(postgres_cluster: str) -> Iterator[str]:
    """A database of one's own, empty."""
    with fresh_database(postgres_cluster) as url:
        yield url


@pytest.fixture
def tmp_profile(tmp_path: Path) -> Path:
    """The folder of a desk that was never started."""
    profile = tmp_path / "profile"
    profile.mkdir(mode=0o700)
    return profile


@pytest.fixture
def shop(tmp_path: Path) -> Iterator["Shop"]:
    """The chain of tests.support.shop; at the end its books have to agree."""
    from tests.support.shop import open_shop  # noqa: PLC0415  the whole application

    made = open_shop(tmp_path)
    yield made
    made.check()
    made.engine.dispose()
