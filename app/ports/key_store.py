"""Where a secret is kept on this computer."""

from typing import Protocol


class KeyStore(Protocol):
    def load(self, name: str) -> bytes | None:
        """The secret, or None when there is none."""
        ...

    def save(self, name: str, secret: bytes) -> None: ...

    def forget(self, name: str) -> None:
        """For good; no trouble when there is none."""
        ...

    @property
    def guarded(self) -> bool:
        """False when any program of this user may read the secret: people are told."""
        ...
