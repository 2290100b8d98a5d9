"""Who is at the desk: the signed-in person, as every screen sees them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Session:
    """`actor` is what the desk's write lane wants as the author of a command."""

    user_id: str
    name: str
    role: str
    actor: object
    language: str = "en"
    permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        return not permission or permission in self.permissions
