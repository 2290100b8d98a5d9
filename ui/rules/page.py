"""By which rules is an order sourced: read, changed, reviewed, tried on the past, made live."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.kit.changes import ChangeSet
from app.routing.rules.board import Board, board, findings
from app.routing.rules.flaws import Finding
from app.routing.rules.model import RuleSet
from app.routing.rules.states import Standing
from app.routing.rules.stored import StoredSet
from app.routing.shadow.queries import Trial, shadow_of
from ui.kit import ActionSet, Backend, FiveStates, Page
from ui.kit.backend import SyncStatus
from ui.rules.acts import (
    ADD,
    BACK_ONE,
    CHANGE,
    DOWN,
    EDIT,
    FIND,
    READ,
    REMOVE,
    REPLAY,
    ROLL_BACK,
    STEP,
    STEP_BACK,
    SWITCH,
    UP,
    VERSIONS,
)
from ui.rules.changed import ChangedOrders
from ui.rules.chooser import Chooser
from ui.rules.form import RuleForm, Shown
from ui.rules.head import Head, Standpoint
from ui.rules.keeping import Keeper
from ui.rules.planning import Planning
from ui.rules.road import Road
from ui.rules.rows import entries_of, facts_of, versions_of
from ui.rules.side import Side
from ui.rules.trial import TrialRun, ran
from ui.rules.whatif import Pair, WhatIf
from ui.rules.words import Names, plain
from ui.rules.working import Working

AWAY = frozenset({"offline", "read_only"})
STEPS = {"up": -1, "down": 1, "page_up": -6, "page_down": 6}
FORM, PLANNING = range(2)


class RulesPage(Page):
    """`now` tells µs UTC; `zone` is that of this desk's days."""

    def __init__(
        self,
        backend: Backend,
        *,
        now: Callable[[], int],
        new_id: Callable[[], str],
        zone: str = "UTC",
    ) -> None:
        super().__init__(backend)
        self._now, self._new_id = now, new_id
        self._board: Board | None = None
        self._shown_id = ""  # what somebody chose to look at; "" = what is being worked at
        self._working: Working | None = None
        self._findings: tuple[Finding, ...] = ()
        self.acts = self._acts()
        self.head = Head(self.acts, now=now)
        self.side = Side(self.acts)
        self.entry_box = self.side.entry
        self.chooser = Chooser(self)
        self.form = RuleForm(self.chooser)
        self.planning = Planning(now=now)
        self.what_if = WhatIf(backend, now=now, zone=zone)
        self.changed = ChangedOrders()
        self.trial = TrialRun()
        self.keeper = Keeper(self, now)
        self.road = Road(self, new_id)
        self._wire()
        self._build()
        self.put_on()
        self.states.loading()

    def _acts(self) -> ActionSet:
        return ActionSet(
            self,
            {
                ADD: self._add,
                FIND: self.focus_entry,
                CHANGE: self._to_form,
                UP: lambda: self._edit(lambda work: work.move(-1)),
                DOWN: lambda: self._edit(lambda work: work.move(1)),
                SWITCH: lambda: self._edit(Working.switch),
                REMOVE: lambda: self._edit(Working.remove),
                BACK_ONE: lambda: self._edit(Working.undo),
                REPLAY: self._replay,
                VERSIONS: self._turn_versions,
                ROLL_BACK: self._roll_back,
                STEP_BACK: self._step_back,
                STEP: self.commit,
            },
        )

    def _wire(self) -> None:
        self.keeper.kept.connect(self._show)
        self.keeper.lost.connect(self._start_anew)
        self.road.moved.connect(self._moved)
        self.road.chosen.connect(self._shows)
        self.road.planned.connect(self._plan)
        self.side.entry.submitted.connect(self._submitted)
        self.side.entry.edited.connect(self._find)
        self.side.entry.row_key.connect(self._row_key)
        self.side.entry.emptied.connect(self.on_escape)
        self.side.entry.edit.installEventFilter(self)
        self.side.rules.chosen.connect(self._choose)
        self.side.rules.dragged.connect(lambda by: self._edit(lambda work: work.move(by)))
        self.side.versions.chosen.connect(self._look_at)
        self.form.changed.connect(lambda rule: self._edit(lambda work: work.change(rule)))
        self.form.pointed.connect(self._choose)
        self.planning.closed.connect(lambda: self._turn_to(FORM))
        self.planning.weighed.connect(self._weigh)
        self.what_if.weighed.connect(self._weigh)
        self.what_if.told.connect(self.changed.show_comparison)
        self.changed.opened.connect(lambda order_id: self.wanted.emit("order", order_id))

    def _build(self) -> None:
        whole = QWidget()
        columns = QHBoxLayout(whole)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(14)
        columns.addWidget(self.side)
        right = QVBoxLayout()
        right.setSpacing(14)
        columns.addLayout(right, 1)
        self._top = QStackedLayout()
        right.addLayout(self._top)
        for part in (self.form, self.planning):
            self._top.addWidget(part)
        right.addWidget(self.trial)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.what_if, 576)
        below.addWidget(self.changed, 430)
        self.what_if.setMinimumSize(520, 160)  # the figures' names; on a low screen they scroll
        self.changed.setMinimumSize(280, 160)
        right.addLayout(below, 1)
        self.states = FiveStates(
            whole,
            empty=lambda: self.tr("No rules yet: every order comes from the cheapest place."),
            empty_icon="sliders-horizontal",
            empty_act=lambda: self.tr("New draft"),
            empty_then=self.road.draft,
        )
        self.body.addWidget(self.head)
        self.body.addWidget(self.states, 1)

    # ------------------------------------------------------------------ the page

    @property
    def shown(self) -> StoredSet | None:
        if self._board is None:
            return None
        chosen = self._board.find(self._shown_id)
        return chosen or self._board.open or self._board.live or next(iter(self._board.sets), None)

    @property
    def working(self) -> Working | None:
        return self._working

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def title(self) -> str:
        return self.tr("Rules")

    def subtitle(self) -> str:
        shown = self.shown
        return self.tr("Sourcing, v{n}").format(n=shown.version) if shown else ""

    def open(self, what: object) -> None:
        """A version, by the id of its set."""
        self._look_at(str(what))

    def on_shown(self) -> None:
        if not self.backend.may(READ):
            self.states.forbidden(lambda: self.tr("An administrator can grant it."))
            self.head.show_standpoint(None)
            self._weigh()
            return
        self.refresh()

    def on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("rule_sets", "sites"):
            self.refresh()
        elif changes.touches("sourcing_trials"):
            self._ask_trial()

    def on_handed_off(self) -> None:
        self.keeper.save()

    def on_escape(self) -> bool:
        """One step back: from the list of choices, from planning, from the versions."""
        if self.chooser.close_it() or self.what_if.stop():
            return True
        if self._top.currentIndex() == PLANNING:
            self._turn_to(FORM)
            return True
        if self.side.shows_versions:
            self._turn_versions()
            return True
        if not self.side.entry.edit.hasFocus():
            self.focus_entry()
            return True
        return False

    def refresh(self) -> None:
        if self.backend.may(READ):
            self.backend.ask(
                board, self._now(), then=self._board_came, failed=self._failed, owner=self
            )

    def _board_came(self, told: Board) -> None:
        self._board = told
        shown = self.shown
        if shown is None:
            self._working = None
        elif self._working is None or self._working.set_id != shown.id:
            self._working = Working(shown)
            self._turn_to(FORM)
        else:
            self._working.follow(shown)
        if shown is not None and self._working is not None:
            self.keeper.follow(self._working, shown)
        self.states.ready(1 if shown else 0)
        self._show()
        self._lint()
        self._ask_trial()
        self.titled.emit()

    def _ask_trial(self) -> None:
        shown = self.shown
        span = ran(shown, self._now()) if shown else None
        if shown is None or span is None:
            self.trial.show_trial(None, None)
            return

        def came(told: Trial) -> None:
            if self.shown is not None and self.shown.id == shown.id:
                self.trial.show_trial(told, span)

        self.backend.ask(shadow_of, shown.version, *span, then=came, owner=self)

    def _failed(self, _trouble: BaseException | None = None) -> None:
        self.states.failed(
            lambda: self.tr("The rules could not be read."),
            lambda: self.tr("Nothing was changed."),
            self.refresh,
            "rules",
        )

    # ------------------------------------------------------------------ what is seen

    @property
    def editable(self) -> bool:
        shown = self.shown
        return (
            shown is not None
            and shown.standing is Standing.DRAFT
            and self.backend.may(EDIT)
            and self.backend.sync_status().state not in AWAY
        )

    def _names(self) -> Names:
        places = self._board.places if self._board else ()
        rules = self._working.rules if self._working else ()
        return Names(
            {place.site_id: place.name for place in places}, {rule.id: rule.name for rule in rules}
        )

    def _show(self) -> None:
        told, work, shown = self._board, self._working, self.shown
        if told is None or work is None or shown is None:
            self.head.show_standpoint(None)
            self.form.show_rule(None)
            self.what_if.show_pair(None)
            self._weigh()
            return
        before = told.before(shown)
        names = self._names()
        self.side.show_rules(
            entries_of(work.rules, before, self._findings, names), work.at, editable=self.editable
        )
        self.side.show_versions(versions_of(told.sets, self._now()), shown.id)
        self.form.show_rule(self._shown_rule(told, work, shown, before, names))
        former = told.former if told.live else None
        self.what_if.show_pair(self._pair(told, shown, work))
        self.head.show_standpoint(Standpoint(shown, former, self.keeper.saved, self.editable))
        self._weigh()

    def _shown_rule(
        self,
        told: Board,
        work: Working,
        shown: StoredSet,
        before: StoredSet | None,
        names: Names,
    ) -> Shown | None:
        rule = work.rule
        if rule is None:
            return None
        numbers = {one.id: at for at, one in enumerate(work.rules, 1)}
        about = [one for one in self._findings if one.rule_id in ("", rule.id)]
        about += [one for one in self._findings if one not in about]
        old = before.rules if before else ()
        return Shown(
            rule=rule,
            number=numbers[rule.id],
            before=next((one for one in old if one.id == rule.id), None),
            compared=before.version if before else 0,
            board=told,
            names=names,
            findings=[(one, numbers.get(one.rule_id, 0)) for one in about],
            editable=self.editable,
            facts=facts_of(rule, told, shown, self._now()),
        )

    def _pair(self, told: Board, shown: StoredSet, work: Working) -> Pair | None:
        """With what is live; a version that is live itself with the one before it."""
        before = told.before(shown)
        if before is None or before.id == shown.id:
            return None
        return Pair(before.ruleset(), RuleSet(shown.version, work.rules))

    def _lint(self) -> None:
        work = self._working
        if work is None:
            self._findings = ()
            return
        rules = work.rules

        def came(found: tuple[Finding, ...]) -> None:
            if self._working is not None and self._working.rules == rules:
                self._findings = found
                self._show()

        self.backend.ask(findings, rules, then=came, owner=self)

    def _turn_to(self, view: int) -> None:
        self._top.setCurrentIndex(view)
        self._weigh()
        if view == FORM:
            self.focus_entry()

    # ------------------------------------------------------------------ which rule, which version

    def _choose(self, rule_id: str) -> None:
        if self._working is not None and any(r.id == rule_id for r in self._working.rules):
            self._working.choose(rule_id)
            self._show()

    def _look_at(self, set_id: str) -> None:
        self.keeper.save()
        self._shown_id = set_id
        if self._board is not None:
            self._board_came(self._board)

    def _turn_versions(self) -> None:
        self.side.turn()
        self.focus_entry()

    def _find(self, text: str) -> None:
        """The first rule that says it, in its name or in its sentence."""
        wanted = text.casefold().strip()
        entries = self.side.rules.entries.entries
        found = next((one for one in entries if wanted in one.spoken().casefold()), None)
        if wanted and found is not None:
            self._choose(found.id)

    def _submitted(self, _text: str) -> None:
        self.side.entry.clear()
        self._to_form()

    def _to_form(self) -> None:
        if self.side.shows_versions:
            self._turn_versions()
        else:
            self.form.lines.take_focus()

    def _row_key(self, key: str) -> None:
        if key in STEPS:
            self.side.step(STEPS[key])
        elif key == "space":
            self._edit(Working.switch)
        elif key == "delete":
            self._edit(Working.remove)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z is the draft's while the entry box is empty, and Ctrl+↑↓ always the list's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            arrow = control and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.side.entry.text()
            back = control and event.key() == Qt.Key.Key_Backspace
            if arrow or undo or (back and not self.side.entry.text()):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ changes and saving

    def _add(self) -> None:
        if self._board is not None and self.shown is None:
            self.road.draft()
            return
        self._edit(lambda work: work.add(self._new_id(), lambda rule: plain(rule, self._names())))
        self.form.lines.take_focus()

    def _edit(self, change: Callable[[Working], None]) -> None:
        if not self.editable or self._working is None:
            return
        change(self._working)
        if self._working.dirty:
            self.keeper.soon()
        self._show()
        self._lint()

    def _start_anew(self) -> None:
        """What the database has is shown again: nothing stands there that nobody saved."""
        self._working = None
        self.refresh()

    # ------------------------------------------------------------------ the way to being live

    def commit(self) -> None:
        shown, work = self.shown, self._working
        if self._top.currentIndex() == PLANNING:
            command = self.planning.command()
            if command is not None:
                self.road.schedule(command)
        elif shown is None:
            self.road.draft()
        elif shown.standing is Standing.DRAFT and work is not None:
            self.keeper.once_saved(lambda: self.road.submit(work))
        else:
            self.road.step(shown)

    def _plan(self, shown: StoredSet) -> None:
        self.planning.begin(shown)
        self._top.setCurrentIndex(PLANNING)
        self._weigh()

    def _moved(self) -> None:
        if self._top.currentIndex() == PLANNING:
            self._turn_to(FORM)
        self.refresh()

    def _shows(self, set_id: str) -> None:
        self._shown_id = set_id
        if not set_id:  # what was in hand is thrown away
            self.keeper.forget()
            self._working = None

    def _roll_back(self) -> None:
        live = self._board.live if self._board else None
        if live is not None:
            self.road.roll_back(live)

    def _step_back(self) -> None:
        shown = self.shown
        if shown is not None:
            self.road.step_back(shown)

    # ------------------------------------------------------------------ what is open

    def _weigh(self) -> None:
        """Which acts are open now, and why not."""
        if self.acts is None:
            return
        shown, work = self.shown, self._working
        away = self.backend.sync_status().state in AWAY
        may = self.backend.may(EDIT)
        why = self._why_not
        chosen = self.editable and work is not None and work.rule is not None
        for act in (UP, DOWN, SWITCH, REMOVE):
            self.acts.enable(act, chosen, why)
        self.acts.enable(ADD, self.editable or (shown is None and may and not away), why)
        self.acts.enable(CHANGE, chosen, why)
        self.acts.enable(BACK_ONE, self.editable and work is not None and work.can_undo)
        self.acts.enable(REPLAY, self.what_if.can_replay, self._why_no_replay)
        self.acts.enable(VERSIONS, shown is not None)
        self.acts.enable(ROLL_BACK, may and not away and self._can_roll_back(), why)
        self.acts.enable(STEP_BACK, may and not away and shown is not None, why)
        planned = self._top.currentIndex() != PLANNING or self.planning.command() is not None
        self.acts.enable(STEP, may and not away and planned, why)

    def _can_roll_back(self) -> bool:
        return self._board is not None and self._board.former is not None

    def _why_not(self) -> str:
        if not self.backend.may(EDIT):
            return self.tr("An inventory manager changes rules.")
        if self.backend.sync_status().state in AWAY:
            return self.tr("Rules are changed only while the server is there.")
        return self.tr("Only a draft can be changed. F12 makes one.")

    def _replay(self) -> None:
        self.keeper.save()
        self.what_if.replay()

    def _why_no_replay(self) -> str:
        return self.tr("A draft is compared with the rules that are live.")

    def on_linked(self, status: SyncStatus) -> None:
        self.states.linked(status.state, status.age_s, self._now())
        self._show()
