"""The native half of the package `stageline`."""

from collections.abc import Coroutine, ItemsView, Iterator, KeysView, Mapping, ValuesView
from os import PathLike
from typing import Any, ClassVar, TypeVar, final, overload

from stageline.errors import StagelineError
from stageline.types import Effect, KeyPath, LayerKind, RootReason

__all__ = [
    "Environment",
    "Explanation",
    "Origin",
    "Place",
    "Project",
    "Resolved",
    "Root",
    "Service",
    "Snapshot",
    "Step",
    "_closest",
    "_panic_for_test",
    "version",
]

_T = TypeVar("_T")
_D = TypeVar("_D")

@final
class Place:
    """A range in a file of the project. Lines and columns count from 1, in characters; line 0 means
    the file as a whole. The end is exclusive.

    `str()` is `file:line:column`. Places are ordered by file, line and column.
    """

    __match_args__: ClassVar[tuple[str, str, str]]

    def __new__(
        cls,
        file: str,
        line: int = 0,
        column: int = 0,
        end_line: int | None = None,
        end_column: int | None = None,
    ) -> Place: ...
    @property
    def file(self) -> str:
        """The file, relative to the project's root, with `/` between folders."""
    @property
    def line(self) -> int:
        """First line."""
    @property
    def column(self) -> int:
        """First column."""
    @property
    def end_line(self) -> int:
        """Line on which the range ends."""
    @property
    def end_column(self) -> int:
        """Column before which the range ends."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: Place, /) -> bool: ...
    def __le__(self, other: Place, /) -> bool: ...
    def __gt__(self, other: Place, /) -> bool: ...
    def __ge__(self, other: Place, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[type[Place], tuple[str, int, int, int, int]]: ...

@final
class Root:
    """Where a project lies, and how that was found. `str()` is the path."""

    @property
    def path(self) -> str:
        """The folder, or `memory`."""
    @property
    def reason(self) -> RootReason:
        """How it was found: named by the caller, by `STAGELINE_ROOT`, or by searching upward."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Project:
    """A project: its files, read, checked, and followed through reloads.

    Threads share it freely. Reading never blocks; a snapshot that was taken stays as it was.

    `lenient=True` opens what it can; what it cannot is in `Snapshot.problems` and among the
    findings of validation. `limits` bounds what one file may hold: `file_bytes`, `nodes`, `depth`.
    """

    @staticmethod
    def open(
        root: str | PathLike[str],
        *,
        lenient: bool = False,
        limits: Mapping[str, int] | None = None,
    ) -> Project:
        """Opens the project in a folder. It never searches; see `find`.

        Raises `LoadError`: `E_PROJECT_NOT_FOUND`, the error of the one file that cannot be read, or
        `E_LOAD` with all of them in `findings`.
        """
    @classmethod
    def open_async(
        cls,
        root: str | PathLike[str],
        *,
        lenient: bool = False,
        limits: Mapping[str, int] | None = None,
    ) -> Coroutine[Any, Any, Project]:
        """`open` in a thread, so the event loop stays free."""
    @staticmethod
    def find(
        start: str | PathLike[str] | None = None,
        *,
        lenient: bool = False,
        limits: Mapping[str, int] | None = None,
    ) -> Project:
        """Opens the nearest project from a folder upward, as far as the repository reaches. Without
        a folder, `STAGELINE_ROOT` decides if it is set, else the search begins in the working
        folder. `root.reason` says which it was.

        Raises `LoadError`: `E_PROJECT_NOT_FOUND` naming the folders that were searched, or as
        `open`.
        """
    @classmethod
    def find_async(
        cls,
        start: str | PathLike[str] | None = None,
        *,
        lenient: bool = False,
        limits: Mapping[str, int] | None = None,
    ) -> Coroutine[Any, Any, Project]:
        """`find` in a thread, so the event loop stays free."""
    @staticmethod
    def from_files(
        files: Mapping[str, str | bytes],
        *,
        lenient: bool = False,
        limits: Mapping[str, int] | None = None,
    ) -> Project:
        """Makes a project of texts, by path relative to its root: for tests, servers, reviews.

        Raises `LoadError` as `open`, and `E_PATH_OUTSIDE` for a path that leaves the root.
        """
    @property
    def root(self) -> Root:
        """Where the project lies, and how it was found."""
    def snapshot(self) -> Snapshot:
        """The current state, pinned: it stays as it is, whatever happens to the files."""
    def environment(self, name: str) -> Environment:
        """An environment of the current snapshot, or one that a tenant derives.

        Raises `UnknownNameError` (`E_UNKNOWN_ENVIRONMENT`) with the nearest names.
        """
    def reload(self, paths: list[str] | None = None) -> Snapshot:
        """Reads the project again: all of it, or the files named by path relative to the root.

        Raises `LoadError` as `open`; the current snapshot then stays.
        """
    def reload_async(self, paths: list[str] | None = None) -> Coroutine[Any, Any, Snapshot]:
        """`reload` in a thread, so the event loop stays free."""

@final
class Snapshot:
    """An immutable state of a project. Threads share it freely."""

    @property
    def environments(self) -> tuple[Environment, ...]:
        """The environments, in the order of the file, derived ones behind."""
    @property
    def environment_names(self) -> tuple[str, ...]:
        """The names of the environments, in the order of the file, derived ones behind."""
    @property
    def service_names(self) -> tuple[str, ...]:
        """The names of all services, sorted."""
    def environment(self, name: str) -> Environment:
        """An environment, or one that a tenant derives.

        Raises `UnknownNameError` (`E_UNKNOWN_ENVIRONMENT`) with the nearest names.
        """
    @property
    def problems(self) -> tuple[StagelineError, ...]:
        """What could not be loaded, as errors not raised; empty unless opened leniently."""
    @property
    def digest(self) -> str:
        """The digest of all files, paths and texts: `sl1:` and 64 hexadecimal digits."""

@final
class Environment:
    """An environment, bound once: what is asked of it needs no name again."""

    @property
    def name(self) -> str:
        """Its name."""
    @property
    def snapshot(self) -> Snapshot:
        """The snapshot it belongs to."""
    @property
    def record(self) -> Resolved:
        """What it is: its entry in `config/environments.yaml`. This is no configuration."""
    @property
    def is_production(self) -> bool:
        """Whether customers depend on it: its tier is `production`."""
    @property
    def tenant_name(self) -> str | None:
        """The tenant it was derived for, if it was."""
    def tenant(self, name: str) -> Environment:
        """The environment that a tenant derives from this one.

        Raises `UnknownNameError` (`E_UNKNOWN_TENANT`).
        """
    @overload
    def resolve(
        self, into: None = None, *, overrides: Mapping[str, Any] | None = None
    ) -> Resolved: ...
    @overload
    def resolve(self, into: type[_T], *, overrides: Mapping[str, Any] | None = None) -> _T:
        """Its configuration, with all that it extends and the caller's overrides on top.

        Without a type it is a mapping; else a dataclass, a `TypedDict` or a pydantic model.
        Overrides may hold merge instructions: `{"$append": […]}`, `$prepend`, `$replace`,
        `$delete`, `$merge_by`.

        Raises `ConfigError`: for an `extends` that cannot be followed, for a merge instruction that
        is none (`E_MERGE`), and for values that do not fit the type (`E_CONFIG_TYPE`), with the
        place of each.
        """
    def explain(self, path: KeyPath = "") -> Explanation:
        """Where a value of its configuration comes from and what it overrode.

        Raises `UnknownNameError` (`E_UNKNOWN_PATH`) with the nearest keys.
        """
    def origin(self, path: KeyPath) -> Origin:
        """Where a value of its configuration was written. Raises as `explain`."""
    def service(self, name: str) -> Service:
        """A service of the project, seen from here; it may be absent.

        Raises `UnknownNameError` (`E_UNKNOWN_SERVICE`) with the names that are known.
        """
    @property
    def service_names(self) -> tuple[str, ...]:
        """The names of the services that are configured here, sorted."""

@final
class Service:
    """A service in an environment. Paths begin below its name."""

    @property
    def name(self) -> str:
        """Its name."""
    @property
    def environment_name(self) -> str:
        """The name of the environment it is seen from."""
    @property
    def is_configured(self) -> bool:
        """Whether it has a file here, a base, or a file of an environment that this one extends."""
    @overload
    def resolve(
        self, into: None = None, *, overrides: Mapping[str, Any] | None = None
    ) -> Resolved: ...
    @overload
    def resolve(self, into: type[_T], *, overrides: Mapping[str, Any] | None = None) -> _T:
        """Its values, with the caller's overrides on top; see `Environment.resolve`.

        Raises `ConfigError` too where the service is absent (`E_SERVICE_ABSENT`).
        """
    def explain(self, path: KeyPath = "") -> Explanation:
        """Where a value comes from and what it overrode.

        Raises `UnknownNameError` (`E_UNKNOWN_PATH`) with the nearest keys.
        """
    def origin(self, path: KeyPath) -> Origin:
        """Where a value was written. Raises as `explain`."""

@final
class Resolved(Mapping[str, Any]):
    """A resolved configuration: a `Mapping`, and for each value where it came from.

    Values are made as they are asked for, so nothing that is changed in one reaches another.
    Integers are exact. A key that is not there is an `UnknownNameError`, which is a `KeyError`.
    """

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[str]: ...
    def __contains__(self, key: object, /) -> bool: ...
    def __getitem__(self, key: str, /) -> Any: ...
    @overload
    def get(self, key: str, default: None = None) -> Any | None: ...
    @overload
    def get(self, key: str, default: _D) -> Any | _D:
        """The value of a key of the top level, or the default."""
    def keys(self) -> KeysView[str]:
        """The keys of the top level, in order."""
    def values(self) -> ValuesView[Any]:
        """The values of the top level, in order."""
    def items(self) -> ItemsView[str, Any]:
        """Keys and values of the top level, in order."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def at(self, path: KeyPath) -> Any:
        """The value at a path: text with dots, or a list of keys and positions.

        Raises `UnknownNameError` (`E_UNKNOWN_PATH`) with the nearest keys, and `UsageError` for a
        text that is no path.
        """
    def origin(self, path: KeyPath) -> Origin:
        """Where the value at a path was written. Raises as `at`."""
    def explain(self, path: KeyPath = "") -> Explanation:
        """Where the value at a path comes from and what it overrode; the empty path is everything.

        Raises as `at`.
        """
    def to_dict(self) -> dict[str, Any]:
        """Everything as `dict` and `list`, new with each call."""
    def read(self, into: type[_T]) -> _T:
        """Everything as a type of yours: a dataclass, a `TypedDict`, or a pydantic model.

        Raises `ConfigError` (`E_CONFIG_TYPE`) with the place of each value that does not fit.
        """
    @property
    def digest(self) -> str:
        """The digest: equal for equal trees, wherever they were written."""
    def _nearest(self, keys: list[str]) -> tuple[list[str], Place | None]:
        """The place of the deepest value that keys lead to; what leads nowhere is skipped."""

@final
class Origin:
    """Where the value that counts was written. `str()` is the place, or the layer without one."""

    @property
    def place(self) -> Place | None:
        """The place; `None` for what the caller gave."""
    @property
    def layer(self) -> LayerKind:
        """What wrote it."""
    @property
    def name(self) -> str:
        """The layer's name."""
    def to_dict(self) -> dict[str, Any]:
        """The document `{place, layer, name}`."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Step:
    """One layer's word on a value."""

    @property
    def layer(self) -> LayerKind:
        """What the layer is."""
    @property
    def name(self) -> str:
        """The layer's name."""
    @property
    def place(self) -> Place | None:
        """Where it says so; `None` for what the caller gave."""
    @property
    def effect(self) -> Effect:
        """What it did."""
    @property
    def value(self) -> Any:
        """What it says; `None` where it deletes."""

@final
class Explanation:
    """A value and the layers that spoke of it, strongest first. `str()` is for people."""

    @property
    def path(self) -> str:
        """The path, as text."""
    @property
    def value(self) -> Any:
        """The value; `None` also when it was deleted."""
    @property
    def deleted(self) -> bool:
        """Whether a layer took the value away."""
    @property
    def steps(self) -> tuple[Step, ...]:
        """Every layer that spoke of it, strongest first."""
    def to_dict(self) -> dict[str, Any]:
        """The document `{path, value, steps}`."""

def version() -> str:
    """The version of the engine, such as `0.1.0`."""

def _closest(name: str, known: list[str]) -> list[str]:
    """The names that may have been meant, best first."""

def _panic_for_test(message: str) -> None:
    """Panics. Built for tests only: the release wheel does not have it."""
