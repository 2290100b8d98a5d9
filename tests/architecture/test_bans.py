"""Do app and ui keep the bans that ruff and import-linter cannot tell apart by place.

Each ban is a function from a module to its offences, with a bad sample that it must catch and a
good one that it must let pass.
"""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.reading import Module, modules, sample

Ban = Callable[[Module], Iterator[tuple[int, str]]]

# outside package → the modules that alone may import it
RESERVED = {
    "httpx": ("app.sync.transport",),
    "pyqtgraph": ("ui.kit.charts",),
    "threading": ("app.desk",),
    "concurrent": ("app.desk",),
    "sqlcipher3": ("app.storage",),
}
READS_ALL_TABLES = ("app.storage", "app.features", "app.insights", "app.desk.schema")
AMBIENT = {"QApplication", "QCoreApplication", "QGuiApplication"}


def reserved_import(module: Module) -> Iterator[tuple[int, str]]:
    for line, name in module.imports():
        allowed = RESERVED.get(name.partition(".")[0])
        if allowed and not module.under(*allowed):
            yield line, f"{name} belongs to {' and '.join(allowed)}"


def foreign_tables(module: Module) -> Iterator[tuple[int, str]]:
    """`app.X.tables` is private to app.X: others ask X's queries."""
    for line, name in module.imports():
        parts = name.split(".")
        if parts[0] != "app" or "tables" not in parts[2:4]:
            continue
        slice_ = ".".join(parts[:2])
        if not module.under(slice_, *READS_ALL_TABLES):
            yield line, f"{name} is private to {slice_}"


def wall_clock(module: Module) -> Iterator[tuple[int, str]]:
    for called, call in module.calls():
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        names = {"now": "datetime", "utcnow": "datetime", "today": "date", "time": "time"}
        if isinstance(owner, ast.Name) and names.get(called) == owner.id:
            yield call.lineno, f"{owner.id}.{called}() instead of a Clock"


def ambient_application(module: Module) -> Iterator[tuple[int, str]]:
    for called, call in module.calls():
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        reached = isinstance(owner, ast.Name) and owner.id in AMBIENT and called == "instance"
        if reached or called == "processEvents":
            yield call.lineno, f"{called}() reaches around the constructor or the event loop"


def style_sheet(module: Module) -> Iterator[tuple[int, str]]:
    """With one, each part of a screen costs three times as much when it finds its place."""
    for called, call in module.calls():
        looks = called == "setProperty" and _literal(call.args[0]) in {"ground", "thin", "field"}
        if called == "setStyleSheet" or looks:
            yield call.lineno, "no style sheet: palettes, and what ui/kit paints"


def label_with_data(module: Module) -> Iterator[tuple[int, str]]:
    """QLabel guesses markup: a customer called <b> would be bold. ui/kit has the plain label."""
    if module.under("ui.kit"):
        return
    for called, call in module.calls():
        if called == "QLabel" and call.args and not _fixed_text(call.args[0]):
            yield call.lineno, "QLabel with data; use TextLabel of ui/kit/text.py"


def tooltip_with_data(module: Module) -> Iterator[tuple[int, str]]:
    """A tooltip guesses markup and cannot be told not to: what people typed goes through tip()."""
    for called, call in module.calls() if not module.under("ui.kit") else ():
        if called == "setToolTip" and not _safe_tip(call.args[0]):
            yield call.lineno, "setToolTip with data; use tip() of ui/kit/text.py"


def _safe_tip(words: ast.expr) -> bool:
    if isinstance(words, ast.IfExp):
        return _safe_tip(words.body) and _safe_tip(words.orelse)
    return _fixed_text(words) or getattr(getattr(words, "func", None), "id", "") == "tip"


def unextractable_text(module: Module) -> Iterator[tuple[int, str]]:
    """lupdate reads literals only: a text put together inside tr() is never translated."""
    for called, call in module.calls():
        if called in {"tr", "translate", "QT_TR_NOOP", "QT_TRANSLATE_NOOP"}:
            texts = call.args[:2]  # a third is the comment, or the number of a plural
            if any(isinstance(text, ast.JoinedStr | ast.BinOp) for text in texts):
                yield call.lineno, f"{called}() of a text put together"
            elif any(_formats(text) for text in texts):
                yield call.lineno, f"{called}() of a formatted text; format its result"


def loose_stack(module: Module) -> Iterator[tuple[int, str]]:
    """A part put into a stacked layout that has no parent yet is shown: as a window of its own."""
    made = {
        node.value: {ast.unparse(target) for target in node.targets}
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.value) == "QStackedLayout()"
    }
    loose: set[str] = set()
    for called, call in sorted(module.calls(), key=lambda found: found[1].lineno):
        if call in made:
            loose |= made[call]
        elif called == "addLayout":
            loose.difference_update(ast.unparse(arg) for arg in call.args)
        elif called == "addWidget" and ast.unparse(call.func).removesuffix(".addWidget") in loose:
            yield call.lineno, f"{ast.unparse(call.func)}() before the stack has a place"


def never_dressed(module: Module) -> Iterator[tuple[int, str]]:
    """Without put_on() a part keeps the words and colours of its first moment."""
    if module.under("ui.kit") or not module.under("ui"):
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        own = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef)}
        made = own.get("__init__")
        told = {"retranslate", "dress"} & own.keys()
        if told and made is not None and "self.put_on()" not in ast.unparse(made):
            yield node.lineno, f"{node.name}.__init__ ends without put_on()"


def _literal(node: ast.expr) -> str | None:
    """The fixed text of a string; the braces of an f-string's fields do not count."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) or "" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _fixed_text(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        return name in {"tr", "translate"} or getattr(node.func, "id", "") in {"tr", "translate"}
    return isinstance(node, ast.Constant)


def _formats(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format"
    )


BANS: dict[Ban, tuple[tuple[str, str], tuple[str, str]]] = {
    reserved_import: (
        ("app.server.web", "def late():\n    import httpx"),
        ("app.sync.transport", "import httpx"),
    ),
    foreign_tables: (
        ("app.routing.handlers", "from app.orders.tables import orders"),
        ("app.orders.queries", "from app.orders import tables"),
    ),
    wall_clock: (
        ("app.orders.model", "from datetime import datetime\ndatetime.now()"),
        ("app.orders.model", "clock.now()"),
    ),
    ambient_application: (
        ("ui.orders.page", "QApplication.instance()"),
        ("ui.orders.page", "registry.instance()"),
    ),
    style_sheet: (
        ("ui.orders.page", "self.setStyleSheet('QLabel#total { color: red }')"),
        ("ui.orders.page", "self.setProperty('elides', True)"),
    ),
    label_with_data: (
        ("ui.orders.page", "QLabel(customer.name)"),
        ("ui.orders.page", "QLabel(self.tr('Total'))"),
    ),
    tooltip_with_data: (
        ("ui.orders.page", "self.setToolTip(customer.name)"),
        ("ui.orders.page", "self.setToolTip(tip(customer.name) if told else self.tr('None'))"),
    ),
    loose_stack: (
        ("ui.pickup.panel", "s = QStackedLayout()\ns.addWidget(a)\nbody.addLayout(s)"),
        ("ui.pickup.panel", "s = QStackedLayout()\nbody.addLayout(s)\ns.addWidget(a)"),
    ),
    never_dressed: (
        (
            "ui.returns.exchange",
            "class A(Card):\n def __init__(self): 1\n def retranslate(self): 2",
        ),
        (
            "ui.returns.exchange",
            "class A(Card):\n def __init__(self): self.put_on()\n def retranslate(self): 2",
        ),
    ),
    unextractable_text: (
        ("ui.orders.page", "self.tr(f'{count} lines')"),
        ("ui.orders.page", "self.tr('{} lines').format(n); self.tr('%n line(s)', '', n // 2)"),
    ),
}


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.__name__)
def test_the_tree_keeps_the_ban(ban: Ban) -> None:
    offences = [f"{module.name}:{line}: {why}" for module in modules() for line, why in ban(module)]
    assert offences == []


@pytest.mark.parametrize("ban", BANS, ids=lambda ban: ban.__name__)
def test_the_ban_tells_bad_from_good(ban: Ban) -> None:
    bad, good = BANS[ban]
    assert list(ban(sample(*bad)))
    assert not list(ban(sample(*good)))
