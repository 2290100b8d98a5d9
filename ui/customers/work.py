"""What the screen asks the desk to do for its customer, each edit with the value that was seen."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.customers.commands import (
    AddAddress,
    AddContact,
    AddNote,
    AddressChange,
    Change,
    EditAddress,
    EditContact,
    EditCustomer,
    KeepApart,
    MergeCustomers,
    NewAddress,
    PinNote,
    PreferAddress,
    PreferContact,
    RemoveAddress,
    SetConsent,
    UndoMerge,
)
from app.customers.privacy import EraseCustomer, ExportCustomer
from app.customers.queries import Address, Contact
from app.customers.states import AddressField, Channel, ContactKind, Field, How, Purpose
from app.insights.customer import Overview
from app.kit.commands import Command
from app.kit.ids import NewId
from ui.kit import Page, Status, refusals
from ui.kit.backend import Pending

# Fetches what was allowed and writes it here: the JSON and the HTML file.
TakeOut = Callable[[str], Pending[tuple[Path, Path]]]


class Edits(QObject):
    """Runs commands for the customer whom `told` shows; what was refused is told by the page."""

    merged = Signal()
    address_saved = Signal()
    noted = Signal()

    def __init__(
        self,
        page: Page,
        told: Callable[[], Overview | None],
        *,
        new_id: NewId,
        take_out: TakeOut,
        how: How,
    ) -> None:
        """`how` a consent is told at this desk: by phone, or in the store."""
        super().__init__(page)
        self._page, self._told = page, told
        self._new_id, self._take_out, self._how = new_id, take_out, how

    # ------------------------------------------------------------------ the record

    def change(self, field: str, value: str) -> None:
        told = self._told()
        if told is not None:
            change = Change(field=Field(field), seen=getattr(told.card, field), value=value)
            self._run(EditCustomer(customer_id=self._id(), changes=[change]))

    def change_contact(self, contact: Contact, value: str) -> None:
        self._run(
            EditContact(
                customer_id=self._id(),
                contact_id=contact.contact_id,
                kind=contact.kind,
                seen=contact.value,
                value=value,
            )
        )

    def prefer_contact(self, contact: Contact) -> None:
        self._run(
            PreferContact(customer_id=self._id(), contact_id=contact.contact_id, kind=contact.kind)
        )

    def add_contact(self, kind: ContactKind, value: str) -> None:
        self._run(
            AddContact(customer_id=self._id(), contact_id=self._new_id(), kind=kind, value=value)
        )

    # ------------------------------------------------------------------ addresses

    def save_address(self, known: Address | None, typed: Mapping[AddressField, str]) -> None:
        saved = self._address_kept
        if known is None:
            values = {field.value: value for field, value in typed.items()}
            address = NewAddress(address_id=self._new_id(), **values)
            self._run(AddAddress(customer_id=self._id(), address=address), then=saved)
            return
        changes = [
            AddressChange(field=field, seen=getattr(known, field.value), value=value)
            for field, value in typed.items()
            if value != getattr(known, field.value)
        ]
        if changes:
            command = EditAddress(
                customer_id=self._id(), address_id=known.address_id, changes=changes
            )
            self._run(command, then=saved)
        else:
            self.address_saved.emit()

    def _address_kept(self, _result: Mapping[str, Any]) -> None:
        self.address_saved.emit()

    def prefer_address(self, address: Address) -> None:
        self._run(PreferAddress(customer_id=self._id(), address_id=address.address_id))

    def remove_address(self, address: Address) -> None:
        command = RemoveAddress(customer_id=self._id(), address_id=address.address_id)
        self._run(command, then=self._address_kept)

    # ------------------------------------------------------------------ consents and notes

    def consent(self, channel: Channel, purpose: Purpose, given: bool) -> None:
        self._run(
            SetConsent(
                customer_id=self._id(),
                channel=channel,
                purpose=purpose,
                given=given,
                how=self._how,
            )
        )

    def note(self, text: str) -> None:
        """`;text`; a second semicolon keeps it on top."""
        pinned = text.startswith(";;")
        body = text.lstrip(";").strip()
        self._run(
            AddNote(customer_id=self._id(), body=body, pinned=pinned),
            then=lambda _result: self.noted.emit(),
        )

    def pin(self, note_id: str, pinned: bool) -> None:
        self._run(PinNote(customer_id=self._id(), note_id=note_id, pinned=pinned))

    # ------------------------------------------------------------------ who is who

    def merge(self, other_id: str, take: list[str]) -> None:
        command = MergeCustomers(survivor_id=self._id(), absorbed_id=other_id, take=take)
        self._run(command, then=self._is_merged)

    def _is_merged(self, result: Mapping[str, Any]) -> None:
        self.merged.emit()
        merge_id = str(result.get("merge_id", ""))
        self._page.strip.undo(
            lambda: self.tr("Now they are one customer."), lambda: self._undo(merge_id)
        )

    def undo_merge(self) -> None:
        told = self._told()
        if told is not None and told.last_merge is not None:
            self._undo(told.last_merge.merge_id)

    def _undo(self, merge_id: str) -> None:
        self._run(UndoMerge(merge_id=merge_id), then=self._is_parted)

    def _is_parted(self, _result: Mapping[str, Any]) -> None:
        self._say(lambda: self.tr("They are two customers again."), Status.OK)

    def keep_apart(self, other_id: str) -> None:
        self._run(KeepApart(first_id=self._id(), second_id=other_id))

    # ------------------------------------------------------------------ at the person's request

    def erase(self) -> None:
        self._run(EraseCustomer(customer_id=self._id()), then=self._is_erased)

    def _is_erased(self, _result: Mapping[str, Any]) -> None:
        self._say(lambda: self.tr("This person was erased. Every desk follows."), Status.OK)

    def export(self) -> None:
        self._run(ExportCustomer(customer_id=self._id()), then=self._may_export)

    def _may_export(self, result: Mapping[str, Any]) -> None:
        self._say(lambda: self.tr("The server gathers what is held…"), Status.INFO)
        pending = self._take_out(str(result["export_id"]))
        self._page.backend.when(pending, self._is_exported, self._not_exported, owner=self)

    def _is_exported(self, files: tuple[Path, Path]) -> None:
        _, readable = files

        def told() -> str:
            return self.tr("Written: {file}, and the same as JSON beside it.").format(
                file=str(readable)
            )

        self._say(told, Status.OK)

    def _not_exported(self, trouble: BaseException) -> None:
        code = getattr(trouble, "code", "needs_server")
        self._say(lambda: refusals.told(code, getattr(trouble, "facts", {})), Status.BAD)

    # ------------------------------------------------------------------

    def _id(self) -> str:
        told = self._told()
        return told.card.customer_id if told is not None else ""

    def _run(self, command: Command, then: Callable[[dict[str, Any]], None] | None = None) -> None:
        if self._told() is not None:
            self._page.run(command, then=then, refused=self._refused)

    def _refused(self, code: str, facts: Mapping[str, Any]) -> None:
        self._page.on_refused(code, facts)

    def _say(self, told: Callable[[], str], status: Status) -> None:
        self._page.strip.tell(told, status=status)
