"""What a walk over a big desk knows of its people. Nothing is loaded with it: a server's modules
would be weighed with the desk's."""

PIN = "246810"  # of everybody in tests/sync/shop.py
FIRST = ("Siti", "Budi", "Dewi", "Agus", "Rina", "Yoga", "Maria", "Kevin", "Dina", "Joko")
LAST = ("Rahma", "Santoso", "Lestari", "Wijaya", "Gunawan", "Pratama", "Halim", "Saputra")
PARTS = ("ba", "di", "ka", "lu", "ma", "ni", "ra", "su", "ta", "wi")


def name_of(n: int) -> str:
    third = "".join(PARTS[int(digit)] for digit in f"{n // 80:05d}").title()
    return f"{FIRST[n % 10]} {LAST[n // 10 % 8]} {third}"
