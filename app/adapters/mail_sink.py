"""Mails as files in a folder: for the demo, and for shops that try Gerai out."""

import hashlib
import os
from email.message import EmailMessage
from pathlib import Path


class MailFolder:
    """One .eml file per mail; the same mail sent twice is one file, as with its Message-ID."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = hashlib.blake2b(str(mail["Message-ID"]).encode(), digest_size=16).hexdigest()
        fresh = self._folder / f"{name}.new"
        fresh.write_bytes(mail.as_bytes())
        os.replace(fresh, self._folder / f"{name}.eml")
