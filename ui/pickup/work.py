"""What the clerk does with the parcel in hand: every act as a command, and what came of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.fulfillment.commands import (
    Claim,
    HandedLine,
    HandOver,
    Pick,
    PutBack,
    ReceiveAtStore,
    SendToStore,
    ShortPick,
    Stage,
    Unclaim,
    UndoHandOver,
    UndoPick,
    UndoSend,
    UndoShort,
    UndoStage,
)
from app.fulfillment.states import ShortNext, ShortReason
from ui.kit import Backend
from ui.pickup import wording
from ui.pickup.acts import BAG_LABEL, SLIP

Done = Callable[[Mapping[str, Any]], None]


class Work(QObject):
    """`done` is a high beep; `told` and `refused` carry wording (a function) for the strip."""

    done = Signal()
    told = Signal(object)
    undoable = Signal(object, object)  # wording, and what takes it back
    refused = Signal(object)
    picked = Signal(str)  # the line of which one more is in hand
    claimed = Signal()
    handed_over = Signal()
    received = Signal(str)  # the parcel that waits for its customer now

    def __init__(
        self, backend: Backend, print_document: Callable[[str, str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._backend, self._print = backend, print_document
        self._picks: list[tuple[str, str]] = []  # what Ctrl+Z takes back: parcel, line
        self._handing = False
        backend.failed.connect(self._broke)

    def _broke(self, _reference: str, _trouble: object) -> None:
        self._handing = False  # the shell tells it; F12 may be tried again

    def _run(self, command: object, then: Done) -> None:
        self._backend.run(command, then=then, refused=self._refused, owner=self)

    def _refused(self, code: str, facts: Mapping[str, Any]) -> None:
        self._handing = False
        self.refused.emit(lambda: wording.refusal(code, facts))

    # ------------------------------------------------------------------ picking

    def claim(self, parcel_id: str) -> None:
        """Also takes over from a colleague."""
        self._run(Claim(fulfillment_id=parcel_id), self._claimed)

    def let_go(self, parcel_id: str) -> None:
        self._run(Unclaim(fulfillment_id=parcel_id), self._claimed)

    def _claimed(self, _result: Mapping[str, Any]) -> None:
        self.done.emit()
        self.claimed.emit()

    def pick(self, parcel_id: str, line_id: str) -> None:
        def picked(_result: Mapping[str, Any]) -> None:
            self._picks.append((parcel_id, line_id))
            self.done.emit()
            self.picked.emit(line_id)

        self._run(Pick(fulfillment_id=parcel_id, line_id=line_id), picked)

    def can_undo(self, parcel_id: str) -> bool:
        return any(parcel == parcel_id for parcel, _ in self._picks)

    def undo(self, parcel_id: str) -> None:
        """The last pick of this parcel that was made here."""
        mine = [pick for pick in self._picks if pick[0] == parcel_id]
        if mine:
            self._picks.remove(mine[-1])
            command = UndoPick(fulfillment_id=parcel_id, line_id=mine[-1][1])
            self._run(command, self._undone)

    def _undone(self, _result: Mapping[str, Any]) -> None:
        self.told.emit(lambda: self.tr("One taken back: put it on the shelf again."))

    def short(self, parcel_id: str, line_id: str, units: int, reason: str, then: str) -> None:
        command = ShortPick(
            fulfillment_id=parcel_id,
            line_id=line_id,
            quantity=units,
            reason=ShortReason(reason),
            then=ShortNext(then),
        )
        paid_back = command.then is ShortNext.CANCEL
        self._run(command, self._cancelled if paid_back else self._shorted)

    def _cancelled(self, _result: Mapping[str, Any]) -> None:
        self.done.emit()
        self.told.emit(self._short_words)

    def _shorted(self, result: Mapping[str, Any]) -> None:
        undo = UndoShort(
            fulfillment_id=str(result["fulfillment_id"]),
            line_id=str(result["line_id"]),
            short_id=str(result["short_id"]),
            corrected=int(result["corrected"]),
        )
        self.done.emit()
        self.undoable.emit(self._short_words, lambda: self._run(undo, self._found))

    def _short_words(self) -> str:
        return self.tr("Marked as short; the stock figure is corrected.")

    def _found(self, _result: Mapping[str, Any]) -> None:
        self.told.emit(lambda: self.tr("Found after all: it is to be picked here again."))

    def stage(self, parcel_id: str, code: str) -> None:
        self._run(Stage(fulfillment_id=parcel_id, bin_code=code), self._staged)

    def _staged(self, result: Mapping[str, Any]) -> None:
        bin_code, parcel_id = str(result["bin_code"]), str(result["fulfillment_id"])
        self.done.emit()
        self._print(BAG_LABEL, parcel_id)
        self.undoable.emit(
            lambda: self.tr("Ready in {bin}; the customer is told.").format(bin=bin_code),
            lambda: self._run(UndoStage(fulfillment_id=parcel_id), self._unstaged),
        )

    def _unstaged(self, _result: Mapping[str, Any]) -> None:
        self.told.emit(lambda: self.tr("Not ready any more: it waits for a bin again."))

    # ------------------------------------------------------------------ from store to store

    def send(self, parcel_id: str, lines: Sequence[HandedLine], place: str) -> None:
        def sent(_result: Mapping[str, Any]) -> None:
            self._handing = False
            self.done.emit()
            self._print(BAG_LABEL, parcel_id)
            self.undoable.emit(
                lambda: self.tr("On its way to {place}. The label is printed.").format(place=place),
                lambda: self._run(UndoSend(fulfillment_id=parcel_id), self._unsent),
            )
            self.handed_over.emit()

        if not self._handing:
            self._handing = True
            self._run(SendToStore(fulfillment_id=parcel_id, lines=list(lines)), sent)

    def _unsent(self, _result: Mapping[str, Any]) -> None:
        self.told.emit(lambda: self.tr("It has not left: it is still here."))

    def receive(self, parcel_id: str, lines: Sequence[HandedLine], code: str) -> None:
        def received(result: Mapping[str, Any]) -> None:
            bin_code, ready = str(result["bin_code"]), str(result["fulfillment_id"])
            self.done.emit()
            if not lines:
                self.told.emit(lambda: self.tr("Lost; its goods come from elsewhere if they can."))
                return
            if not result["ready"]:
                self.told.emit(
                    lambda: self.tr("Nobody waits for it any more: it goes on the shelf here.")
                )
                self.received.emit(ready)
                return
            self._print(BAG_LABEL, ready)
            self.told.emit(
                lambda: self.tr("Ready in {bin}; the customer is told.").format(bin=bin_code)
            )
            self.received.emit(ready)

        command = ReceiveAtStore(fulfillment_id=parcel_id, lines=list(lines), bin_code=code)
        self._run(command, received)

    def put_back(self, parcel_id: str, reason: str) -> None:
        self._run(PutBack(fulfillment_id=parcel_id, reason=reason), self._back)

    def _back(self, _result: Mapping[str, Any]) -> None:
        self.told.emit(lambda: self.tr("Everything is to go back to the shelf."))

    # ------------------------------------------------------------------ handing over

    def hand_over(self, command: HandOver) -> None:
        """Once: until the desk has answered, a second F12 does nothing."""
        if not self._handing:
            self._handing = True
            self._run(command, self._handed_over)

    def _handed_over(self, result: Mapping[str, Any]) -> None:
        self._handing = False
        parcel_id = str(result["fulfillment_id"])
        self.done.emit()
        self._print(SLIP, parcel_id)
        self.undoable.emit(
            lambda: self.tr("Handed over. The slip is sent to the printer."),
            lambda: self._run(UndoHandOver(fulfillment_id=parcel_id), self._taken_back),
        )
        self.handed_over.emit()

    def _taken_back(self, _result: Mapping[str, Any]) -> None:
        self.told.emit(lambda: self.tr("Not handed over: it lies in its bin. Money stays taken."))

    def print_again(self, kind: str, parcel_id: str) -> None:
        self._print(kind, parcel_id)
        self.told.emit(lambda: self.tr("Sent to the printer."))

    def forget(self) -> None:
        """Another person takes the desk: what was picked is no longer theirs to undo."""
        self._picks.clear()
