"""Which revisions are there, and which is the newest."""

from dataclasses import dataclass
from pathlib import Path

HEAD = "0001"
VERSIONS = Path(__file__).parent / "versions"


@dataclass(frozen=True, slots=True)
class History:
    """The folders of the revisions, and the newest one: known without reading any file."""

    head: str = HEAD
    folders: tuple[Path, ...] = (VERSIONS,)


OURS = History()
