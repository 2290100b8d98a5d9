"""One whole and one bare body of a command, made from its type: the same on every run."""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import inspect

from app.storage.commands import CommandSpec, decode

INSTANT = 1_790_000_000_000_000


def bodies_of(spec: CommandSpec) -> list[str]:
    texts = made_of(spec.type)
    for text in texts:
        decode(spec, text)
    return texts


def made_of(message: type) -> list[str]:
    """The text with every field told, and the one with those alone that have to be."""
    kind = inspect.type_info(message)
    made = [_body(kind, whole) for whole in (True, False)]
    texts = [msgspec.json.encode(each, order="deterministic").decode() for each in made]
    return list(dict.fromkeys(texts))


def _body(kind: Any, whole: bool) -> dict[str, Any]:
    return {
        field.encode_name: _value(field.type, field.encode_name, whole)
        for field in kind.fields
        if whole or field.required
    }


def _value(kind: Any, name: str, whole: bool) -> Any:
    match kind:
        case inspect.StrType():
            return _text(name)
        case inspect.BoolType():
            return True
        case inspect.IntType():
            return INSTANT if name in {"at", "eta", "until"} or name.endswith("_at") else 1
        case inspect.FloatType():
            return 1.0
        case inspect.EnumType():
            return next(iter(kind.cls)).value
        case inspect.LiteralType():
            return kind.values[0]
        case inspect.NoneType():
            return None
        case inspect.StructType():
            return _body(kind, whole) | _tag(kind)
        case inspect.DataclassType():
            return _body(kind, whole)
        case inspect.ListType() | inspect.VarTupleType() | inspect.SetType():
            return [_value(kind.item_type, name, whole)]
        case inspect.FrozenSetType():
            return [_value(kind.item_type, name, whole)]
        case inspect.TupleType():
            return [_value(each, name, whole) for each in kind.item_types]
        case inspect.DictType():
            return {_text("key"): _value(kind.value_type, name, whole)}
        case inspect.UnionType():
            return _value(_told(kind.types), name, whole)
        case inspect.AnyType() | inspect.RawType():
            return 1
    raise AssertionError(f"{name}: {kind}")


def _told(kinds: Iterable[Any]) -> Any:
    return next(kind for kind in kinds if not isinstance(kind, inspect.NoneType))


def _tag(kind: inspect.StructType) -> dict[str, Any]:
    return {str(kind.tag_field): kind.tag} if kind.tag_field else {}


def _text(name: str) -> str:
    return {"currency": "IDR", "language": "id", "phone": "081234567890"}.get(name, f"a {name}")
