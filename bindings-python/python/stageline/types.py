"""Names for types, for annotations: the words stageline answers with."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

__all__ = [
    "ChangeKind",
    "Effect",
    "FlagErrorCode",
    "FlagReason",
    "GateState",
    "GateWhen",
    "Input",
    "KeyPath",
    "LayerKind",
    "QuantityKind",
    "RootReason",
    "Section",
    "Severity",
    "SuppressedBy",
    "Value",
    "Verdict",
]

Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"
"""What configuration holds."""

Input: TypeAlias = "bool | int | float | str | Sequence[Any] | Mapping[str, Any] | None"
"""What callers may give as a value; of the sequences, `list` and `tuple`."""

KeyPath: TypeAlias = str | Sequence[str | int]
"""A path: text with dots, `resources.limits.cpu`, or keys and positions one by one."""

LayerKind: TypeAlias = Literal[
    "base",
    "environment",
    "file",
    "service_base",
    "service",
    "tenant",
    "record",
    "local",
    "variable",
    "caller",
]
"""What a layer of configuration is."""

Effect: TypeAlias = Literal[
    "sets", "merges", "appends", "prepends", "replaces", "deletes", "overridden"
]
"""What a layer did to a value."""

QuantityKind: TypeAlias = Literal["cpu", "bytes", "duration", "percent"]
"""What a quantity measures, in cores, bytes, seconds, percent."""

RootReason: TypeAlias = Literal["given", "variable", "ancestor", "memory"]
"""How a project's root was found."""

Severity: TypeAlias = Literal["info", "warning", "error"]
"""How bad a finding is, or how much a difference matters."""

SuppressedBy: TypeAlias = Literal["comment", "exception", "rule"]
"""What suppresses a finding: a comment, an exception of the settings, or its rule that is off."""

Section: TypeAlias = Literal["record", "configuration", "service", "flags"]
"""What part of an environment is spoken of."""

ChangeKind: TypeAlias = Literal["added", "removed", "changed", "moved"]
"""What happened to a value from left to right."""

Verdict: TypeAlias = Literal["ready", "waits", "blocked"]
"""Whether a promotion may start."""

GateWhen: TypeAlias = Literal["entry", "exit"]
"""Which side of its environment a gate guards."""

GateState: TypeAlias = Literal["pending"]
"""How a gate stands."""

FlagReason: TypeAlias = Literal[
    "STATIC", "DEFAULT", "TARGETING_MATCH", "SPLIT", "DISABLED", "ERROR"
]
"""Why a flag has its value; the words of OpenFeature."""

FlagErrorCode: TypeAlias = Literal[
    "FLAG_NOT_FOUND",
    "TYPE_MISMATCH",
    "TARGETING_KEY_MISSING",
    "INVALID_CONTEXT",
    "PARSE_ERROR",
    "GENERAL",
]
"""Why a flag could not be decided; the words of OpenFeature."""
