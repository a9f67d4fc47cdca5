"""Names for types, for annotations: the words stageline answers with."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypedDict

if TYPE_CHECKING:
    from stageline._stageline import LiveEnvironment

__all__ = [
    "ChangeKind",
    "DriftRule",
    "Effect",
    "FlagErrorCode",
    "FlagReason",
    "GateState",
    "GateWhen",
    "Input",
    "KeyPath",
    "LayerKind",
    "LiveState",
    "Meaning",
    "Movement",
    "QuantityKind",
    "Relation",
    "Resource",
    "RootReason",
    "RuleFindingKind",
    "Section",
    "Severity",
    "Shape",
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

Meaning: TypeAlias = Literal[
    "exact",
    "cpu",
    "bytes",
    "duration",
    "percent",
    "image",
    "url",
    "set",
    "case_insensitive",
]
"""How two values are told to be the same: `90s` and `1m30s` are one `duration`."""

Relation: TypeAlias = Literal[">", ">=", "<", "<=", "==", "!="]
"""How values of two environments must compare."""

Resource: TypeAlias = Literal["cpu", "memory", "storage"]
"""What services ask for and environments have."""

RuleFindingKind: TypeAlias = Literal["unused", "expired", "unknown_key", "unknown_name"]
"""What is wrong with a rule of drift."""

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


Movement: TypeAlias = Literal["still", "rising", "falling"]
"""How the share of a rollout moves."""


class _Rule(TypedDict, total=False):
    """What rules and shapes have in common."""

    id: str
    """Its name; its position is, unless given."""
    sections: Sequence[str]
    """Parts (`record`, `configuration`, `services`, `flags`) and services; all unless given."""
    owner: str
    """Who answers for it."""
    until: date | str
    """The last day on which it counts, where the call says which day it is."""


class _Judged(_Rule):
    path: str
    """The paths: keys with `*` and `?`; `**` for any number of keys."""
    reason: str
    """Why."""


class DriftRule(_Judged, total=False):
    """A rule of drift, as `drift.rules` of `stageline.yaml` has them; with either `expected` or
    `severity`.
    """

    environments: Sequence[str]
    """One of these is among the two that are compared; any unless given."""
    tiers: Sequence[str]
    """One of the two that are compared has one of these tiers; any unless given."""
    expected: Literal[True]
    """Environments may differ there."""
    severity: Severity
    """They ought to be equal, and it matters so much that they are not."""


class _Shaped(_Judged):
    expect: str
    """Environments joined by `>`, `>=`, `<`, `<=`, `==` or `!=`: `production >= staging`."""


class Shape(_Shaped, total=False):
    """A shape, as `drift.shapes` of `stageline.yaml` has them: how values must compare."""

    severity: Severity
    """How much it matters where that is not so; `warning` unless given."""


class LiveState(Protocol):
    """Who can say what is running: anything with such a method."""

    def state(self, environment: str, /) -> "LiveEnvironment":
        """What is running in an environment. A state that cannot be told is raised, and never
        answered empty.
        """
        ...
