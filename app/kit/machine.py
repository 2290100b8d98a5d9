"""What may happen next: a state table as data, checked when it is imported."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.kit.errors import Refusal

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    act: str
    source: S
    target: S


class Machine(Generic[S]):
    """States and named moves. Only `after` yields a new state.

    Raises ValueError at import for an unreachable state or a doubled (source, act).
    """

    def __init__(
        self, name: str, start: S, moves: Iterable[Move[S]], also: Iterable[S] = ()
    ) -> None:
        """`also`: further states in which a thing may be born (an imported order is PLACED)."""
        self.name = name
        self.start = start
        self.moves = tuple(moves)
        self._next: dict[tuple[S, str], S] = {}
        for move in self.moves:
            if (move.source, move.act) in self._next:
                raise ValueError(f"{name}: {move.act} from {move.source} is told twice")
            self._next[move.source, move.act] = move.target
        reached = {start, *also} | {move.target for move in self.moves}
        if missing := set(type(start)) - reached:
            raise ValueError(f"{name}: nobody comes to {sorted(missing)}")

    def allows(self, state: S, act: str) -> bool:
        return (state, act) in self._next

    def after(self, state: S, act: str) -> S:
        """The state that `act` leads to; Refusal('move_closed') when the table has no such move."""
        target = self._next.get((state, act))
        if target is None:
            raise Refusal("move_closed", machine=self.name, state=state.value, act=act)
        return target

    def acts(self, state: S) -> tuple[str, ...]:
        return tuple(act for (source, act) in self._next if source == state)

    def mermaid(self) -> str:
        lines = [f"    {m.source} --> {m.target}: {m.act}" for m in self.moves]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.start}", *lines])
