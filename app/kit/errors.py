"""What can go wrong in the trade: a refusal with its facts, or a network that is away."""

from typing import TypeAlias

Fact: TypeAlias = str | int | bool | list[str] | None


class Refusal(Exception):
    """The trade says no. `code` is looked up by the screen, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in sorted(self.facts.items()))
        return f"{self.code}({told})"


class Unreachable(Exception):
    """The other side did not answer as Gerai's server; the act waits, nothing changed.

    `retry_after`: the seconds it asked to be left alone for, 0 when it asked for none.
    """

    def __init__(self, why: str, *, retry_after: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.retry_after = retry_after
