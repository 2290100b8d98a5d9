"""What the clerk has chosen so far: lines, units, and the answers to why and in which state."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.returns.commands import ReturnedLine
from app.returns.queries import ReturnCard, ReturnLine
from app.returns.states import Disposition, Grade, Reason


@dataclass(frozen=True, slots=True)
class Choice:
    """One ticked line; None is a question that is still open."""

    quantity: int = 1
    reason: Reason | None = None
    grade: Grade | None = None
    disposition: Disposition | None = None

    @property
    def is_answered(self) -> bool:
        return self.reason is not None and self.grade is not None


class Chosen:
    """Ticked lines in the order of the card; only lines that may come back can be ticked."""

    def __init__(self) -> None:
        self._choices: dict[str, Choice] = {}

    def __len__(self) -> int:
        return len(self._choices)

    def __contains__(self, line_id: object) -> bool:
        return line_id in self._choices

    def of(self, line_id: str) -> Choice | None:
        return self._choices.get(line_id)

    def clear(self) -> None:
        self._choices = {}

    def kept(self) -> dict[str, Choice]:
        return dict(self._choices)

    def put_back(self, choices: Mapping[str, Choice]) -> None:
        self._choices = dict(choices)

    def tick(self, line: ReturnLine) -> None:
        if line.may_come_back:
            self._choices.setdefault(line.line_id, Choice())

    def untick(self, line_id: str) -> None:
        self._choices.pop(line_id, None)

    def count(self, line: ReturnLine, by: int) -> bool:
        """One more or less; False at the ends: 0 is told by unticking, more were not bought."""
        choice = self._choices.get(line.line_id)
        if choice is None or not 1 <= choice.quantity + by <= line.verdict.quantity:
            return False
        self._choices[line.line_id] = replace(choice, quantity=choice.quantity + by)
        return True

    def answer_reason(self, line_id: str, reason: Reason) -> None:
        self._choices[line_id] = replace(self._choices[line_id], reason=reason)

    def answer_grade(self, line: ReturnLine, grade: Grade) -> None:
        """The disposition is proposed with it."""
        self._choices[line.line_id] = replace(
            self._choices[line.line_id], grade=grade, disposition=line.proposed(grade)
        )

    def dispose(self, line_id: str, disposition: Disposition) -> None:
        self._choices[line_id] = replace(self._choices[line_id], disposition=disposition)

    def first_open(self, lines: Iterable[ReturnLine]) -> str:
        """The first ticked line with an open question, empty when all is answered."""
        for line in lines:
            choice = self._choices.get(line.line_id)
            if choice is not None and not choice.is_answered:
                return line.line_id
        return ""

    def keep_to(self, card: ReturnCard) -> None:
        """The order changed meanwhile: what can no longer come back is no longer chosen."""
        possible = {line.line_id: line for line in card.lines if line.may_come_back}
        self._choices = {
            line_id: replace(choice, quantity=min(choice.quantity, line.verdict.quantity))
            for line_id, choice in self._choices.items()
            if (line := possible.get(line_id)) is not None
        }

    def units(self, card: ReturnCard) -> dict[str, int]:
        return {
            line.line_id: self._choices[line.line_id].quantity
            for line in card.lines
            if line.line_id in self._choices
        }

    def reasons(self) -> dict[str, Reason]:
        return {line: one.reason for line, one in self._choices.items() if one.reason}

    def told(self, card: ReturnCard) -> list[ReturnedLine]:
        """For the command, when every question is answered."""
        made = []
        for line in card.lines:
            choice = self._choices.get(line.line_id)
            if choice is None or choice.reason is None or choice.grade is None:
                continue
            made.append(
                ReturnedLine(
                    line_id=line.line_id,
                    quantity=choice.quantity,
                    reason=choice.reason,
                    grade=choice.grade,
                    disposition=choice.disposition or line.proposed(choice.grade),
                )
            )
        return made
