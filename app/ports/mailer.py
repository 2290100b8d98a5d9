"""Who carries a mail to its receiver, and what can come of trying."""

from email.message import EmailMessage
from typing import Protocol


class Undeliverable(Exception):
    """The receiver's side will never take this mail. `code` names no person: it is kept."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Mailer(Protocol):
    def send(self, mail: EmailMessage) -> None:
        """Hand one mail over. Raises Unreachable (try again later) or Undeliverable (never)."""
        ...
