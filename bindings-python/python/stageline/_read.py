"""Resolved configuration as a type of the caller's: a dataclass, a `TypedDict`, a pydantic model.

Values are taken as they are written: no text becomes a number, and only an integer becomes a
`float`. Keys that the type does not have are left out. Everything that does not fit is listed, each
with its place; values are never quoted. Loaded when a type is first asked for, to keep the import
of the package short.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import sys
import types
import typing
from collections import abc
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from stageline._stageline import Quantity, Resolved, _closest
from stageline.errors import ConfigError, UsageError

T = TypeVar("T")

Keys = tuple[str, ...]


def read(resolved: Resolved, into: type[T]) -> T:
    """The configuration as `into`."""
    reading = _Reading(resolved)
    value = _reader(typing.cast(Hashable, into)).read(resolved.to_dict(), (), reading)
    reading.check(into)
    return typing.cast(T, value)


class _Reader(NamedTuple):
    """How a type is read, and what people call the values it takes."""

    read: Callable[[Any, Keys, _Reading], Any]
    takes: str
    is_map: bool = False


@dataclasses.dataclass
class _Reading:
    """One reading: where the values come from, and what did not fit so far."""

    resolved: Resolved
    problems: list[ConfigError] = dataclasses.field(default_factory=list)

    def add(
        self, keys: Keys, message: str, help: str, *, suggestions: Iterable[str] = ()
    ) -> ConfigError:
        _, place = self.resolved._nearest(list(keys))
        known = tuple(suggestions)
        error = ConfigError(
            f"`{'.'.join(keys)}`: {message}" if keys else message,
            code="E_CONFIG_TYPE",
            help=f"did you mean `{known[0]}`?" if known else help,
            places=(place,) if place else (),
            suggestions=known,
        )
        self.problems.append(error)
        return error

    def misfit(self, value: object, keys: Keys, takes: str) -> None:
        self.add(keys, f"expected {takes}, found {_FOUND[type(value)]}", "correct the value")

    def check(self, into: object) -> None:
        if len(self.problems) == 1:
            raise self.problems[0]
        if self.problems:
            problems = sorted(self.problems, key=lambda problem: problem.places)
            name = getattr(into, "__name__", str(into))
            raise ConfigError(
                f"{len(problems)} values do not fit `{name}`",
                code="E_CONFIG_TYPE",
                places=tuple(place for problem in problems for place in problem.places),
                problems=tuple(problems),
            )


_FOUND: dict[type, str] = {
    type(None): "nothing",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a map",
}

_SCALARS: dict[object, str] = {
    type(None): "nothing",
    bool: "`true` or `false`",
    int: "a whole number",
    str: "text",
}

_LISTS: dict[object, Callable[[list[Any]], Any]] = {
    list: list,
    set: set,
    frozenset: frozenset,
    abc.Sequence: list,
    abc.MutableSequence: list,
    abc.Collection: list,
    abc.Iterable: list,
    abc.Set: frozenset,
}

_MAPS = (dict, abc.Mapping, abc.MutableMapping)


@functools.lru_cache(maxsize=1024)
def _reader(asked: Hashable) -> _Reader:
    """How values of a type are read."""
    hint = _plain(asked)
    if hint is Quantity:
        return _quantity(asked)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any or hint is object:
        return _Reader(lambda value, keys, reading: value, "anything")
    if hint is None or hint in _SCALARS:
        return _scalar(type(None) if hint is None else hint)
    if hint is float:
        return _Reader(_float, "a number")
    if origin is typing.Literal:
        return _words({(type(word), word): word for word in arguments})
    if origin in (typing.Union, types.UnionType):
        return _union([_reader(argument) for argument in sorted(arguments, key=_is_float)])
    if (origin or hint) is tuple:
        return _tuple(arguments)
    if (origin or hint) in _LISTS:
        return _list(_LISTS[origin or hint], arguments[0] if arguments else Any)
    if (origin or hint) in _MAPS:
        return _map(*(arguments or (str, Any)))
    if isinstance(hint, type):
        if issubclass(hint, enum.Enum):
            return _words({(type(word.value), word.value): word for word in hint})
        if hasattr(hint, "__pydantic_validator__"):
            return _pydantic(hint)
        if dataclasses.is_dataclass(hint):
            return _dataclass(hint)
        # Not `typing.is_typeddict`, which does not know those of `typing_extensions`.
        if issubclass(hint, dict) and hasattr(hint, "__required_keys__"):
            return _typed_dict(hint)
    raise UsageError(
        f"configuration cannot be read as `{getattr(hint, '__name__', hint)}`",
        code="E_USAGE",
        help="use a dataclass, a TypedDict, a pydantic model, or the types of plain data",
    )


_QUALIFIERS = ("Required", "NotRequired", "ReadOnly")


def _plain(hint: Any) -> Any:
    """The type behind `Annotated`, `NewType`, `Required` and aliases."""
    while True:
        origin = typing.get_origin(hint)
        # By name: `typing` has some of them only in later versions.
        if origin is typing.Annotated or getattr(origin, "_name", None) in _QUALIFIERS:
            hint = typing.get_args(hint)[0]
        elif hasattr(hint, "__supertype__"):
            hint = hint.__supertype__
        elif type(hint).__name__ == "TypeAliasType":
            hint = hint.__value__
        else:
            return hint


def _is_float(hint: object) -> bool:
    """An integer is a `float` only where nothing in a union takes integers."""
    return _plain(hint) is float


def _scalar(kind: type) -> _Reader:
    takes = _SCALARS[kind]

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        if type(value) is not kind:
            reading.misfit(value, keys, takes)
        return value

    return _Reader(read, takes)


def _float(value: Any, keys: Keys, reading: _Reading) -> Any:
    if type(value) in (int, float):
        return float(value)
    return reading.misfit(value, keys, "a number")


def _quantity(asked: Any) -> _Reader:
    kinds = [word for word in getattr(asked, "__metadata__", ()) if isinstance(word, str)]
    if len(kinds) != 1:
        raise UsageError(
            "this quantity has no kind", code="E_USAGE", help='write `Annotated[Quantity, "cpu"]`'
        )
    kind: Any = kinds[0]
    takes = f"a quantity of {kind}"
    Quantity(0, kind)

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        if type(value) not in (int, float, str):
            return reading.misfit(value, keys, takes)
        try:
            return Quantity(value, kind)
        except ConfigError as error:
            return reading.add(keys, error.message, error.help or "correct the value")

    return _Reader(read, takes)


def _words(words: dict[tuple[type, Any], Any]) -> _Reader:
    named = ", ".join(f"`{word}`" for _, word in words)
    takes = f"one of {named}"

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        if isinstance(value, (list, dict)):
            return reading.misfit(value, keys, takes)
        if (type(value), value) in words:
            return words[type(value), value]
        known = [word for _, word in words if isinstance(word, str)]
        near = _closest(value, known) if isinstance(value, str) else []
        return reading.add(keys, f"expected {takes}", "correct the value", suggestions=near)

    return _Reader(read, takes)


def _union(members: list[_Reader]) -> _Reader:
    takes = " or ".join(dict.fromkeys(member.takes for member in members))
    maps = [member for member in members if member.is_map]

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        for member in members:
            attempt = _Reading(reading.resolved)
            result = member.read(value, keys, attempt)
            if not attempt.problems:
                return result
        if isinstance(value, dict) and len(maps) == 1:
            return maps[0].read(value, keys, reading)
        return reading.misfit(value, keys, takes)

    return _Reader(read, takes)


def _list(make: Callable[[list[Any]], Any], item: Any) -> _Reader:
    items = _reader(item)

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        if not isinstance(value, list):
            return reading.misfit(value, keys, "a list")
        before = len(reading.problems)
        read = [items.read(one, (*keys, str(at)), reading) for at, one in enumerate(value)]
        return make(read) if len(reading.problems) == before else None

    return _Reader(read, "a list")


def _tuple(arguments: tuple[Any, ...]) -> _Reader:
    if not arguments or arguments[-1] is Ellipsis:
        return _list(tuple, arguments[0] if arguments else Any)
    readers = [_reader(argument) for argument in arguments]

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        if not isinstance(value, list):
            return reading.misfit(value, keys, "a list")
        if len(value) != len(readers):
            message = f"expected a list of {len(readers)}, found {len(value)}"
            return reading.add(keys, message, "correct the list")
        parts = enumerate(zip(readers, value, strict=True))
        return tuple(reader.read(one, (*keys, str(at)), reading) for at, (reader, one) in parts)

    return _Reader(read, "a list")


def _map(key: Any, value: Any) -> _Reader:
    if _plain(key) not in (str, Any):
        raise UsageError("the keys of a map are text", code="E_USAGE", help="write `dict[str, …]`")
    values = _reader(value)

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        if not isinstance(value, dict):
            return reading.misfit(value, keys, "a map")
        return {key: values.read(one, (*keys, key), reading) for key, one in value.items()}

    return _Reader(read, "a map", is_map=True)


class _Field(NamedTuple):
    name: str
    key: str
    required: bool
    hint: Any


def _fields(
    fields: Iterable[_Field], value: dict[str, Any], keys: Keys, reading: _Reading
) -> dict[str, Any]:
    """The fields of a record that `value` holds; those that it must hold and does not are noted."""
    read = {}
    for field in fields:
        if field.key in value:
            one = value[field.key]
            read[field.name] = _reader(field.hint).read(one, (*keys, field.key), reading)
        elif field.required:
            near = _closest(field.key, list(value))
            message = f"the key `{field.key}` is missing"
            error = reading.add(keys, message, "add it")
            if near:
                error.help = f"add it, or rename `{near[0]}`"
    return read


def _dataclass(kind: type) -> _Reader:
    # Hints are looked up when a value is read, so a type may hold itself.
    @functools.cache
    def fields() -> list[_Field]:
        hints = typing.get_type_hints(kind, include_extras=True)
        missing = dataclasses.MISSING
        return [
            _Field(
                field.name,
                field.metadata.get("key", field.name),
                field.default is missing and field.default_factory is missing,
                hints[field.name],
            )
            for field in dataclasses.fields(kind)
            if field.init
        ]

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        if not isinstance(value, dict):
            return reading.misfit(value, keys, "a map")
        before = len(reading.problems)
        found = _fields(fields(), value, keys, reading)
        if len(reading.problems) != before:
            return None
        try:
            return kind(**found)
        except ValueError as error:
            problem = reading.add(keys, f"`{kind.__name__}` refuses these values", "correct them")
            problem.__cause__ = error
            return None

    return _Reader(read, "a map", is_map=True)


def _typed_dict(kind: Any) -> _Reader:
    @functools.cache
    def fields() -> list[_Field]:
        required = kind.__required_keys__
        hints = typing.get_type_hints(kind, include_extras=True)
        return [_Field(name, name, name in required, hint) for name, hint in hints.items()]

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        if not isinstance(value, dict):
            return reading.misfit(value, keys, "a map")
        return _fields(fields(), value, keys, reading)

    return _Reader(read, "a map", is_map=True)


def _pydantic(kind: Any) -> _Reader:
    # pydantic is loaded already, or there were no such type.
    pydantic: Any = sys.modules["pydantic"]
    is_model = isinstance(kind, type) and issubclass(kind, pydantic.BaseModel)
    validate = kind.model_validate if is_model else pydantic.TypeAdapter(kind).validate_python

    def read(value: Any, keys: Keys, reading: _Reading) -> Any:
        try:
            return validate(value)
        except pydantic.ValidationError as error:
            misfits = error.errors(include_url=False, include_input=False)
        # Not chained: the text of pydantic's error quotes the values.
        for misfit in misfits:
            _add_misfit(misfit, keys, reading)
        return None

    return _Reader(read, "a map", is_map=True)


def _add_misfit(misfit: Mapping[str, Any], keys: Keys, reading: _Reading) -> None:
    """Notes an error of pydantic in stageline's words. `loc` names members of unions too."""
    wanted = (*keys, *map(str, misfit["loc"]))
    kind, said = misfit["type"], str(misfit["msg"])
    found = tuple(reading.resolved._nearest(list(wanted))[0])
    if kind == "missing":
        reading.add(found, f"the key `{wanted[-1]}` is missing", "add it")
    elif kind == "extra_forbidden":
        reading.add(found, "the key is not known here", "remove it")
    elif kind == "union_tag_invalid":
        tags = misfit["ctx"]["expected_tags"]
        reading.add(found, f"expected one of {tags}", "correct the value")
    else:
        # What follows the comma quotes characters of the value.
        said = said.partition(",")[0] if kind.endswith("_parsing") else said
        reading.add(found, said[:1].lower() + said[1:], "correct the value")
