"""What the register says of each command, and how one is carried out in a unit of work."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import msgspec

from app.kit.commands import Command, Nature, Offline
from app.kit.errors import Refusal
from app.storage.uow import Follower, Handler, Subscriber, UnitOfWork

_REDACTED = "[removed]"


Body: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Older:
    """A version that desks still send, and how a body of it says the same in the next one.

    Never changed once a release made such bodies: they lie in outboxes and archives as they are.
    """

    v: int
    change: Callable[[Body], Body]
    personal: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One line of the register. `personal` names fields that are removed once it was applied."""

    kind: str
    v: int
    type: type[Command]
    handler: Handler
    nature: Nature
    offline: Offline
    permission: str
    personal: frozenset[str] = frozenset()
    # Head of the series that numbers what this command makes ("" for orders); None makes nothing.
    series: str | None = None
    older: tuple[Older, ...] = ()  # the oldest first, without a gap up to this version


class Register:
    """Commands by kind and version, who listens to which fact, and who follows every act."""

    def __init__(
        self,
        commands: Sequence[CommandSpec],
        subscribers: Mapping[type, Sequence[Subscriber]],
        followers: Sequence[Follower] = (),
    ) -> None:
        self._by_type = {spec.type: replace(spec, older=()) for spec in commands}
        known = [*self._by_type.values(), *(each for spec in commands for each in _of_old(spec))]
        self._by_kind = {(spec.kind, spec.v): spec for spec in known}
        if len(self._by_kind) != len(known) or len(self._by_type) != len(commands):
            raise ValueError("a command is registered twice")
        self._subscribers = dict(subscribers)
        self._followers = tuple(followers)

    def __iter__(self) -> Any:
        return iter(self._by_type.values())

    def of(self, command: Command) -> CommandSpec:
        return self._by_type[type(command)]

    def find(self, kind: str, v: int) -> CommandSpec | None:
        """Of an older version: what reads its bodies and does what the newest one does."""
        return self._by_kind.get((kind, v))

    def perform(self, uow: UnitOfWork, spec: CommandSpec, command: Command) -> dict[str, Any]:
        """Run the handler, then all who listen to its facts, then those who listen to theirs.

        At the end come those who follow from what was written, whoever wrote it.
        """
        receipt = spec.handler(uow, command)
        while uow.facts:
            fact = uow.facts.pop(0)
            for subscriber in self._subscribers.get(type(fact), ()):
                subscriber(uow, fact)
        for follower in self._followers:
            follower(uow)
        return receipt


def decode(spec: CommandSpec, body: str) -> Command:
    """Refusal('bad_command') for a body that is not this command, with the field that is wrong."""
    try:
        if spec.older:
            return msgspec.convert(_brought_along(spec, body), type=spec.type)
        return msgspec.json.decode(body, type=spec.type)
    except (msgspec.DecodeError, LookupError) as error:
        raise Refusal("bad_command", kind=spec.kind, why=str(error)) from error


def _of_old(spec: CommandSpec) -> list[CommandSpec]:
    versions = [each.v for each in spec.older]
    if versions != list(range(spec.v - len(versions), spec.v)):
        raise ValueError(f"{spec.kind} {spec.v} does not follow from {versions}")
    return [
        replace(spec, v=each.v, personal=each.personal, older=spec.older[n:])
        for n, each in enumerate(spec.older)
    ]


def _brought_along(spec: CommandSpec, body: str) -> Body:
    fields: Body = msgspec.json.decode(body, type=dict[str, Any])
    for step in spec.older:
        fields = step.change(fields)
    return fields


def redacted(spec: CommandSpec, body: str) -> str:
    """The body without its personal fields; its hash stays as evidence of what was sent."""
    if not spec.personal:
        return body
    fields: dict[str, Any] = msgspec.json.decode(body)
    for name in spec.personal & fields.keys():
        if fields[name]:  # what was never told stays so: a server that lost it can take it again
            fields[name] = _REDACTED
    return msgspec.json.encode(fields).decode()
