"""The operating system's key store, and a private file where there is none.

keyring is loaded by who uses it: it looks through all installed packages.
"""

from contextlib import suppress
from pathlib import Path

from app.kit.durable import write_durably
from app.ports.key_store import KeyStore

SERVICE = "gerai"


class SystemKeyStore:
    """The desktop's own key store (Secret Service, Keychain, Credential Locker)."""

    guarded = True

    def load(self, name: str) -> bytes | None:
        import keyring

        found = keyring.get_password(SERVICE, name)
        return bytes.fromhex(found) if found else None

    def save(self, name: str, secret: bytes) -> None:
        import keyring

        keyring.set_password(SERVICE, name, secret.hex())

    def forget(self, name: str) -> None:
        import keyring
        from keyring.errors import PasswordDeleteError

        with suppress(PasswordDeleteError):  # there was none
            keyring.delete_password(SERVICE, name)


class FileKeyStore:
    """A file that only this user may read: for servers, tests and desktops without a key store."""

    guarded = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str) -> bytes | None:
        path = self._path(name)
        return bytes.fromhex(path.read_text()) if path.exists() else None

    def save(self, name: str, secret: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        write_durably(self._path(name), secret.hex().encode())

    def forget(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.key"


def best_key_store(folder: Path) -> KeyStore:
    """The system's store when it answers; a key saved in the file before stays in the file."""
    private = FileKeyStore(folder)
    if any(folder.glob("*.key")):
        return private
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    try:
        keyring.get_password(SERVICE, "probe")
    except (NoKeyringError, KeyringError):
        return private
    return SystemKeyStore()
