"""Names for types, for annotations: the words stageline answers with."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

__all__ = ["Effect", "KeyPath", "LayerKind", "RootReason", "Value"]

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
"""What configuration holds."""

KeyPath: TypeAlias = str | Sequence[str | int]
"""A path: text with dots, `resources.limits.cpu`, or keys and positions one by one."""

LayerKind: TypeAlias = Literal[
    "base", "environment", "file", "service_base", "service", "tenant", "record", "caller"
]
"""What a layer of configuration is."""

Effect: TypeAlias = Literal[
    "sets", "merges", "appends", "prepends", "replaces", "deletes", "overridden"
]
"""What a layer did to a value."""

RootReason: TypeAlias = Literal["given", "variable", "ancestor", "memory"]
"""How a project's root was found."""
