"""Stub."""
import time
from typing import Any
class Player:
    def __init__(self, cast: Any) -> None:
        self.cast=cast; self.placed=0; self.tally: Any=None; self.seat: Any=None
    def open(self, tally: Any) -> None:
        self.tally=tally; self.seat=self.cast.window
    def play(self, book: Any) -> None:
        while self.tally.open: time.sleep(.1)
    def drained(self) -> list[str]: return []
    def close(self) -> None: pass
