"""Who acts: the person, on which device, at which site, in which role."""

from dataclasses import dataclass

SYSTEM_ROLE = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    user_id: str
    role: str
    device_id: str
    site_id: str

    @property
    def is_system(self) -> bool:
        return self.role == SYSTEM_ROLE


SYSTEM = Actor(user_id="system", role=SYSTEM_ROLE, device_id="server", site_id="")
