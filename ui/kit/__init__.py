"""The parts that every screen is built of; README.md shows how."""

from ui.kit.actions import Action, ActionSet
from ui.kit.backend import Backend
from ui.kit.buttons import Button, IconButton, LinkButton, MainButton
from ui.kit.card import Card, FlowLayout, column, discard, list_beside, row, scrolled
from ui.kit.chip import Avatar, Chip, KeyCap
from ui.kit.dress import Dressed, Words, say
from ui.kit.entry import EntryBox, Field
from ui.kit.fonts import BOLD, MEDIUM, REGULAR, SEMIBOLD, Size
from ui.kit.granted import fetch_as_person
from ui.kit.options import Option, OptionList
from ui.kit.page import Page, PageSpec
from ui.kit.paged import Cell, Column, PagedTable, Row, RowLater, Wanted
from ui.kit.segments import Segments
from ui.kit.session import Session
from ui.kit.states import FiveStates
from ui.kit.steps import Step, StepStrip
from ui.kit.strip import Strip, announce
from ui.kit.text import IconLabel, Line, TextLabel, text_label
from ui.kit.theme import Status, tokens
from ui.kit.totals import Amount, TotalsPanel

__all__ = [
    "BOLD",
    "MEDIUM",
    "REGULAR",
    "SEMIBOLD",
    "Action",
    "ActionSet",
    "Amount",
    "Avatar",
    "Backend",
    "Button",
    "Card",
    "Cell",
    "Chip",
    "Column",
    "Dressed",
    "EntryBox",
    "Field",
    "FiveStates",
    "FlowLayout",
    "IconButton",
    "IconLabel",
    "KeyCap",
    "Line",
    "LinkButton",
    "MainButton",
    "Option",
    "OptionList",
    "Page",
    "PageSpec",
    "PagedTable",
    "Row",
    "RowLater",
    "Segments",
    "Session",
    "Size",
    "Status",
    "Step",
    "StepStrip",
    "Strip",
    "TextLabel",
    "TotalsPanel",
    "Wanted",
    "Words",
    "announce",
    "column",
    "discard",
    "fetch_as_person",
    "list_beside",
    "row",
    "say",
    "scrolled",
    "text_label",
    "tokens",
]
