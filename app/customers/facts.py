"""What happened to customers, told to the slices above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomerErased:
    """Who hears it refuses while something is still owed, else forgets what it keeps of them."""

    customer_ids: tuple[str, ...]
