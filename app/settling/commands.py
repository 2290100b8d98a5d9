"""What a person does about a case: settle it one way or another, hand it on, take that back."""

from app.cases.choices import Choice
from app.kit.commands import Command


class SettleCase(Command, frozen=True, kw_only=True):
    """One of the choices that the case has; `note` says how when it is NOTED."""

    case_id: str
    choice: Choice
    note: str = ""


class RetryCase(Command, frozen=True, kw_only=True):
    """Do again what the server could not take, under its own id and in the name of who asks."""

    case_id: str
    note: str = ""


class HandCase(Command, frozen=True, kw_only=True):
    """`user_id` empty: it is nobody's again."""

    case_id: str
    user_id: str
    note: str = ""


class ReopenCase(Command, frozen=True, kw_only=True):
    """Only what changed nothing but the case can be taken back."""

    case_id: str
