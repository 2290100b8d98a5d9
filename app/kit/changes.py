"""What did an act touch: entity names with the ids of their rows."""

from collections.abc import Iterable, Iterator, Mapping


class ChangeSet(Mapping[str, frozenset[str]]):
    """Entity (table) name → ids touched. Screens refresh just these."""

    def __init__(self, touched: Mapping[str, Iterable[str]] | None = None) -> None:
        self._touched = {name: frozenset(ids) for name, ids in (touched or {}).items() if ids}

    def __getitem__(self, entity: str) -> frozenset[str]:
        return self._touched.get(entity, frozenset())

    def __contains__(self, entity: object) -> bool:
        return entity in self._touched

    def __iter__(self) -> Iterator[str]:
        return iter(self._touched)

    def __len__(self) -> int:
        return len(self._touched)

    def __or__(self, other: "ChangeSet") -> "ChangeSet":
        names = self._touched.keys() | other._touched.keys()
        return ChangeSet({name: self[name] | other[name] for name in names})

    def touches(self, *entities: str) -> bool:
        return any(name in self._touched for name in entities)

    def __repr__(self) -> str:
        return f"ChangeSet({self._touched!r})"
