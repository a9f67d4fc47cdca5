"""The errors people catch. Each has a stable code, and places and a remedy where there are any.

StagelineError
 ├ LoadError          files could not be read or understood
 ├ UnknownNameError   a name that the project does not know (also a KeyError)
 ├ ConfigError        configuration that cannot be resolved or does not fit (also a ValueError)
 ├ EditError          an edit that was refused
 ├ ProviderError      a provider that failed or is not configured
 ├ UsageError         the call itself is wrong (also a ValueError)
 └ InternalError      a fault of stageline, caught
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stageline._stageline import Place

__all__ = [
    "ConfigError",
    "EditError",
    "InternalError",
    "LoadError",
    "ProviderError",
    "StagelineError",
    "UnknownNameError",
    "UsageError",
]


class StagelineError(Exception):
    """The parent of every error stageline raises. `str()` is place, sentence and remedy."""

    message: str
    """One sentence. It never quotes a value from a file."""
    code: str
    """A stable code, such as `E_YAML`."""
    help: str | None
    """What to do about it, where stageline knows."""
    places: tuple[Place, ...]
    """The places it speaks of, the main one first."""
    suggestions: tuple[str, ...]
    """Names that may have been meant, best first."""
    problems: tuple[StagelineError, ...]
    """The single errors, sorted by place, where this one stands for several."""
    retryable: bool
    """Whether the same call may succeed later."""

    def __init__(
        self,
        message: str,
        *,
        code: str,
        help: str | None = None,
        places: tuple[Place, ...] = (),
        suggestions: tuple[str, ...] = (),
        problems: tuple[StagelineError, ...] = (),
        retryable: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.help = help
        self.places = places
        self.suggestions = suggestions
        self.problems = problems
        self.retryable = retryable

    @property
    def place(self) -> Place | None:
        """The main place."""
        return self.places[0] if self.places else None

    def __str__(self) -> str:
        if self.problems:
            return "\n  ".join([self.message, *map(str, self.problems)])
        place = f"{self.places[0]}: " if self.places else ""
        return f"{place}{self.message}; {self.help}" if self.help else f"{place}{self.message}"

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.message, self.__dict__)


def _again(kind: type[StagelineError], message: str, facts: dict[str, object]) -> StagelineError:
    """Makes an error that was pickled."""
    error = kind.__new__(kind, message)
    error.__dict__.update(facts)
    return error


class LoadError(StagelineError):
    """Files could not be read or understood."""

    @property
    def findings(self) -> tuple[StagelineError, ...]:
        """Every single error, sorted by place; this one, if it is the only one."""
        return self.problems or (self,)


class UnknownNameError(StagelineError, KeyError):
    """A name that the project does not know; `suggestions` may hold the one that was meant."""


class ConfigError(StagelineError, ValueError):
    """Configuration that cannot be resolved, or a value that does not fit the type asked for."""


class EditError(StagelineError):
    """An edit that was refused; nothing was written."""


class ProviderError(StagelineError):
    """A step needs a provider that failed or is not configured."""


class UsageError(StagelineError, ValueError):
    """The call itself is wrong."""


class InternalError(StagelineError):
    """A fault of stageline itself, caught: the process and its snapshots are intact."""
