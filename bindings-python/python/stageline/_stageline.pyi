"""The native half of the package `stageline`."""

from collections.abc import (
    AsyncIterator,
    Callable,
    Coroutine,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    Sequence,
    ValuesView,
)
from datetime import date, datetime, timedelta
from os import PathLike
from types import GenericAlias
from typing import Any, ClassVar, Generic, Literal, TypeVar, final, overload

from typing_extensions import Self, disjoint_base

from stageline.errors import StagelineError
from stageline.types import (
    ChangeKind,
    DriftRule,
    Effect,
    FlagErrorCode,
    FlagReason,
    GateState,
    GateWhen,
    Input,
    KeyPath,
    LayerKind,
    LiveState,
    Meaning,
    Movement,
    QuantityKind,
    Relation,
    Resource,
    RootReason,
    RuleFindingKind,
    Section,
    Severity,
    Shape,
    SuppressedBy,
    Verdict,
)

__all__ = [
    "Affected",
    "AffectedEntry",
    "BlastRadius",
    "Change",
    "Conflict",
    "Context",
    "Details",
    "Diff",
    "Difference",
    "Drift",
    "DriftItem",
    "Edit",
    "EditEffect",
    "EditScope",
    "Environment",
    "EnvironmentDemand",
    "EnvironmentScope",
    "Explanation",
    "Exposure",
    "Exposures",
    "FilePreview",
    "Finding",
    "Fix",
    "FixItem",
    "FixPlan",
    "Flag",
    "FlagComparison",
    "FlagCount",
    "FlagDifference",
    "FlagExplanation",
    "FlagForecast",
    "FlagPreview",
    "FlagScope",
    "FlagSide",
    "Flags",
    "Gate",
    "HostRule",
    "ImportedFlags",
    "LiveEnvironment",
    "LiveNote",
    "Origin",
    "Pipeline",
    "Place",
    "Plan",
    "Preview",
    "PreviewPart",
    "PreviewShare",
    "Project",
    "Quantity",
    "Reason",
    "Reference",
    "Replicas",
    "Report",
    "Resolved",
    "ResourceTable",
    "Resources",
    "Root",
    "RuleFinding",
    "SectionDiff",
    "Service",
    "ServiceDemand",
    "ServiceRow",
    "ServiceStep",
    "ShapeViolation",
    "Side",
    "Snapshot",
    "Stage",
    "StageGate",
    "Step",
    "Suppressed",
    "Survey",
    "SurveyRow",
    "SyncItem",
    "Synced",
    "Tenant",
    "TenantEnvironment",
    "ThreeWay",
    "TreeDiff",
    "UnknownItem",
    "Unreadable",
    "Use",
    "Version",
    "Watch",
    "WatchEvent",
    "Withheld",
    "_closest",
    "_give_flags",
    "_panic_for_test",
    "_stop_clock",
    "apply_json_patch",
    "apply_merge_patch",
    "diff",
    "import_flags",
    "json_patch",
    "merge_patch",
    "three_way",
    "version",
]

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)

@final
class Place:
    """A range in a file of the project. Lines and columns count from 1, in characters; line 0 means
    the file as a whole. The end is exclusive.

    `str()` is `file:line:column`. Places are ordered by file, line and column.
    """

    __match_args__: ClassVar[tuple[Literal["file"], Literal["line"], Literal["column"]]]

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

    `local=True` reads `config/local/<environment>.yaml` and `config/local/all.yaml`, one person's
    own layers. `variables` is what `${env:NAME}` may read; the process's own are never read, unless
    given: `variables=os.environ`. `variable_overrides=True` takes those of them as a layer that are
    named like values: `STAGELINE_CONFIG__A__B` sets `a.b` of every environment,
    `STAGELINE_SERVICE__API__A__B` sets `a.b` of the service `api`.
    """

    @staticmethod
    def open(
        root: str | PathLike[str],
        *,
        lenient: bool = False,
        limits: Mapping[str, int] | None = None,
        local: bool = False,
        variables: Mapping[str, str] | None = None,
        variable_overrides: bool = False,
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
        local: bool = False,
        variables: Mapping[str, str] | None = None,
        variable_overrides: bool = False,
    ) -> Coroutine[Any, Any, Project]:
        """`open` in a thread, so the event loop stays free."""
    @staticmethod
    def find(
        start: str | PathLike[str] | None = None,
        *,
        lenient: bool = False,
        limits: Mapping[str, int] | None = None,
        local: bool = False,
        variables: Mapping[str, str] | None = None,
        variable_overrides: bool = False,
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
        local: bool = False,
        variables: Mapping[str, str] | None = None,
        variable_overrides: bool = False,
    ) -> Coroutine[Any, Any, Project]:
        """`find` in a thread, so the event loop stays free."""
    @staticmethod
    def from_files(
        files: Mapping[str, str | bytes],
        *,
        lenient: bool = False,
        limits: Mapping[str, int] | None = None,
        local: bool = False,
        variables: Mapping[str, str] | None = None,
        variable_overrides: bool = False,
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
    def watch(self, *, quiet: float | None = None, poll: float | None = None) -> Watch:
        """Follows the project's files: what changes is read again, and flags and new snapshots have
        it, whether or not anybody takes the events.

        `quiet` is how many seconds nothing must change before files are read, so that what is saved
        together is read together; 0.1 unless given. `poll` looks at all files so often, where the
        system does not tell of changes, as on network drives.

        Raises `UsageError` (`E_USAGE`) for a project that does not lie in a folder, and `LoadError`
        (`E_IO`) where the folder cannot be watched.
        """
    def exposures(self, capacity: int = 10_000) -> Exposures:
        """Notes from now on who is given what by this project's flags, up to `capacity` exposures
        that nobody has drained. A new reader takes the place of an earlier one.

        Questions for a value are noted, those of `evaluate_all` not.
        """
    def count_flags(self, on: bool = True) -> None:
        """Begins or ends counting what flags give. What was counted stays."""
    def flag_counts(self) -> tuple[FlagCount, ...]:
        """How often each flag gave what while counting was on, by environment, flag and answer."""
    def edit(self) -> Edit:
        """Begins an edit of the project as it is now. Nothing is written before it is committed.

        with project.edit() as edit:
            edit.environment("production").service("api").set("replicas", 8)
            print(edit.preview())
        """
    def plan_fix(
        self,
        source: str,
        target: str,
        *,
        today: date | str | None = None,
        rules: Sequence[DriftRule | Mapping[str, Any]] | None = None,
        shapes: Sequence[Shape | Mapping[str, Any]] | None = None,
        key: bytes | bytearray | None = None,
        sections: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
    ) -> FixPlan:
        """Plans how `target` can be made to say what `source` says, where the two have no reason to
        differ. Records, secrets, and differences that are expected are left alone, and so is what
        is excluded. Nothing is written; the options are those of `Snapshot.drift`.

            plan = project.plan_fix("production", "staging")
            plan.choose(lambda fix: fix.item.severity == "error")
            with plan.edit() as edit:
                print(edit.blast_radius())

        Raises as `Snapshot.drift`, and `UsageError` for one environment twice.
        """
    def plan_promotion(
        self,
        source: str,
        target: str,
        *,
        services: Sequence[str] | None = None,
        pipeline: str | None = None,
        skip_stages: str | None = None,
    ) -> Plan:
        """Plans the promotion of what runs in one environment to the next. Nothing is written.

        Without `services`, all that the source has. `pipeline` says which is meant where several
        hold this step; `skip_stages` is the reason why stages may be skipped. That the promotion
        may not start is the plan's `verdict`, not an error.

        Raises `UnknownNameError`, and `UsageError` for stages skipped without a reason.
        """

@final
class Edit:
    """Changes of a project's files that are not written yet.

    Each operation is tried at once, on the texts as the operations before left them, and either
    takes effect in the edit or raises without any. Files keep every byte outside what changes.
    Nothing is written before `commit`.

    As a context manager, also of `async with`, it commits on a clean exit and discards on an
    exception.
    """

    def environment(self, name: str) -> EnvironmentScope:
        """An environment's own configuration: `overrides` of its file, which is written where there
        is none. Of an environment that a tenant derives: the tenant's `overrides_by_environment`.
        """
    def record(self, environment: str) -> EditScope:
        """An environment's record in `config/environments.yaml`."""
    def service(self, environment: str, name: str) -> EditScope:
        """A service's file for one environment, which is written where there is none."""
    def service_base(self, name: str) -> EditScope:
        """A service's `base.yaml`, for all environments."""
    def base(self, name: str) -> EditScope:
        """A base, by its key."""
    def tenant(self, name: str) -> EditScope:
        """A tenant's `overrides`, in all its environments."""
    def flag(self, name: str) -> FlagScope:
        """A feature flag: what it says by path, and what it answers."""
    def workflow(self, name: str) -> EditScope:
        """A workflow's file, by its name without the ending."""
    def file(self, path: str) -> EditScope:
        """A file by its path in the project, from the root of its document."""
    def fix(self, finding: Finding) -> Self:
        """Makes the edit that a finding suggests, and answers this edit, to chain calls.

        Raises `UsageError` where it suggests none, and `EditError` as any edit.
        """
    def sync(self, source: str, target: str, *, exclude: Sequence[str] | None = None) -> Synced:
        """Makes what `target` says equal to what `source` says: configuration, services and flags.

        Records, secrets, and what environments differ in by nature are left alone, and so is what
        `exclude` names: `configuration`, `services`, `flags`, `service <name>`, or a path.

        Raises `UnknownNameError`, `UsageError` for an exclusion that is neither, or why one of the
        two does not resolve; the edit then stays as it was.
        """
    def copy_flags(
        self,
        source: str,
        target: str,
        *,
        names: Sequence[str] | None = None,
        replace: bool = False,
    ) -> tuple[str, ...]:
        """Lets flags answer in `target` what they answer in `source`, to everybody: all of them, or
        those that are named. `replace` copies over what `target` says itself. The answer names the
        flags whose entries change.

        Raises `EditError` (`E_EDIT_REFUSED`) where `target` says something else itself, and
        `UnknownNameError`; no flag is changed then.
        """
    @property
    def remarks(self) -> tuple[str, ...]:
        """What is worth knowing of the changes that were asked for, a sentence each: that a share
        falls, that a ramp has ended by then. None of it keeps the edit from being committed.
        """
    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
    def preview(self) -> Preview:
        """What would be written. `str()` is a diff for people, in which secrets are withheld."""
    def blast_radius(self) -> BlastRadius:
        """What would change in which environment.

        Raises `EditError` (`E_EDIT_REFUSED`) where the project would not load afterwards, or would
        not have what was asked.
        """
    def snapshot(self) -> Snapshot:
        """The project as it would be, to ask it anything before it is. Raises as `blast_radius`."""
    def commit(self) -> Snapshot:
        """Writes every file or none, and publishes the new state. The edit begins anew from there.

        Raises `EditError`: as `blast_radius`; `E_EDIT_CONFLICT` when a file is no longer what was
        read; `E_READ_ONLY` for a project that cannot be written. Nothing is written then.
        """
    def commit_async(self) -> Coroutine[Any, Any, Snapshot]:
        """`commit` in a thread, so the event loop stays free."""
    def discard(self) -> None:
        """Forgets all changes."""
    def __enter__(self) -> Self: ...
    def __exit__(self, *exception: object) -> None: ...
    def __aenter__(self) -> Coroutine[Any, Any, Self]: ...
    def __aexit__(self, *exception: object) -> Coroutine[Any, Any, None]: ...

@disjoint_base
class EditScope:
    """The values of one target of an edit; paths begin there. `str()` names the target.

    Values are plain data; `{"$append": […]}` and its siblings (see `Environment.resolve`) are
    written as tags. Every call answers the scope itself, so that calls can be chained, and raises
    where it cannot be done: `EditError` (`E_EDIT_REFUSED`) where the change would change more than
    was asked, `UnknownNameError` for what the target or the path names and the project does not
    know, `UsageError` or `ConfigError` for what makes no sense. The edit then stays as it was.
    """

    def set(self, path: KeyPath, value: Input) -> Self:
        """Puts a value at a path; missing maps on the way are made."""
    def unset(self, path: KeyPath) -> Self:
        """Forgets what this layer says, so that the layers below count again."""
    def delete(self, path: KeyPath) -> Self:
        """Takes a value away for good, an inherited one too."""
    def append(self, path: KeyPath, item: Input) -> Self:
        """Puts an item behind the last one of a list, an inherited one too."""
    def remove(self, path: KeyPath, item: Input) -> Self:
        """Takes an item out of a list: the first equal one, or the one of this name."""
    def rename(self, old: KeyPath, new: KeyPath) -> Self:
        """Moves what this layer says to another path, where nothing stands yet."""
    def apply(self, tree: Input, path: KeyPath = "") -> Self:
        """Sets every leaf of a tree, below a path if one is given; what it does not name stays."""

@final
class EnvironmentScope(EditScope):
    """An environment's own configuration, and what else the project says of it."""

    def record(self) -> EditScope:
        """The environment's record."""
    def service(self, name: str) -> EditScope:
        """A service's file for this environment."""

@final
class FlagScope(EditScope):
    """A feature flag: what it says by path, as any scope, and what it answers.

    What is changed by meaning is tried at once: where the flag could not be decided afterwards, the
    call raises `EditError` (`E_EDIT_REFUSED`) and the edit stays as it was. Every call raises
    `UnknownNameError` for a flag or an environment that is not there. A value is a variant's name,
    a variant's value, or, where the flag has no variants, one of the kind that it has elsewhere.
    Times are aware; now, unless given. `now` is what tells whether a schedule has the say by then.
    """

    def set_value(
        self,
        environment: str,
        value: Input,
        *,
        create: bool = False,
        default_only: bool = False,
        replace: bool = False,
        now: datetime | None = None,
    ) -> Self:
        """Lets the flag answer a value in an environment. `create` makes a flag that is not there.

        An entry with rules or shares is refused, unless `default_only` asks to change what
        everybody else gets, or `replace` to forget them.
        """
    def roll_out(
        self,
        environment: str,
        percentage: float | None = None,
        *,
        over: str | timedelta | None = None,
        start: datetime | None = None,
        from_: float | None = None,
        curve: Input | None = None,
        by: str | Sequence[str] | None = None,
        salt: str | None = None,
        template: str | None = None,
        serve: Input | None = None,
        now: datetime | None = None,
    ) -> Self:
        """Rolls the flag out: to a share at once, or, with `over`, `curve`, `template`, `from_` or
        `start`, along a ramp that begins at `start`, or else at `now`. The words are those of a
        rollout in a file. Salt and `by` stay as they were unless given, so a larger share keeps
        whoever was in. `serve` is what those get whom it takes, a variant or a value; as before
        unless given.
        """
    def hold(self, environment: str, at: datetime | None = None) -> Self:
        """Lets a ramp stand still from a time on."""
    def resume(self, environment: str, at: datetime | None = None) -> Self:
        """Lets a ramp go on from a time on."""
    def roll_back(self, environment: str, at: datetime | None = None) -> Self:
        """Lets a ramp go back the way it came from a time on: who came last goes first."""
    def target(
        self,
        environment: str,
        serve: Input,
        keys: Iterable[str | int],
        *,
        by: str | None = None,
        now: datetime | None = None,
    ) -> Self:
        """Serves a value to listed keys, whatever the rules say. `by` is the attribute that the
        keys are of; the targeting key unless given.
        """
    def untarget(
        self,
        environment: str,
        keys: Iterable[str | int],
        *,
        by: str | None = None,
        now: datetime | None = None,
    ) -> Self:
        """Takes listed keys out of all targets of an attribute."""
    def add_rule(
        self,
        environment: str,
        when: str | Mapping[str, Input] | None = None,
        serve: Input = None,
        *,
        position: int | None = None,
        description: str | None = None,
        now: datetime | None = None,
    ) -> Self:
        """Adds a rule that serves a value where a condition holds, or, without one, to everybody:
        behind the last rule, or before the one at a position, from 0. In the place of `when` stands
        a mapping of `when`, `serve`, `position` and `description`, if that is handier.

        Rules with a share, a split or times are added as files have them:
        `append(f"{environment}.rules", rule)`.
        """
    def remove_rule(self, environment: str, index: int, *, now: datetime | None = None) -> Self:
        """Takes a rule away, by its position from 0."""
    def kill(self, environment: str | None = None, *, now: datetime | None = None) -> Self:
        """Switches the flag off with its kill switch, in an environment or, without one, in all of
        them. What else it says stays.
        """
    def unkill(self, environment: str | None = None, *, now: datetime | None = None) -> Self:
        """Lets a flag answer again that is switched off, in an environment or, without one, in all
        of them.
        """
    def copy(self, source: str, target: str) -> Self:
        """Lets the flag answer in `target` what it answers in `source`, to everybody. What `target`
        says itself is not replaced; see `Edit.copy_flags`. Flags that it requires are not copied
        with it; `Edit.remarks` tells where one says something else in `target`.
        """

@final
class FilePreview:
    """One file that an edit would write. `str()` is its diff, with secrets withheld."""

    @property
    def path(self) -> str:
        """The path, relative to the project's root."""
    @property
    def before(self) -> str | None:
        """Its text now; `None` for a file that is not there yet."""
    @property
    def after(self) -> str:
        """Its text afterwards."""
    @property
    def diff(self) -> str:
        """The change as a unified diff, as `git apply` reads it. It holds what the file holds."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Preview:
    """What an edit would write. `str()` is a diff for people, in which secrets are withheld;
    `diff`, `to_dict()` and the texts of the files hold what the files hold.
    """

    @property
    def files(self) -> tuple[FilePreview, ...]:
        """The files whose text changes, by path."""
    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
    @property
    def diff(self) -> str:
        """All changes as one unified diff, nothing withheld."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class EditEffect:
    """What an edit changes in one environment. `str()` is the environment's name."""

    @property
    def environment(self) -> str:
        """The environment."""
    @property
    def diff(self) -> Diff:
        """What differs, from `before` to `after`, with the places in the files as they would be."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class BlastRadius:
    """Everything that an edit changes, environment by environment. `str()` is for people."""

    @property
    def effects(self) -> tuple[EditEffect, ...]:
        """The environments in which something changes, in the order of the project."""
    @property
    def environments(self) -> tuple[str, ...]:
        """The names of these environments."""
    @property
    def is_empty(self) -> bool:
        """Whether nothing changes anywhere: only comments or spellings were edited."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class SyncItem:
    """One value that a sync looked at. `str()` is one line."""

    @property
    def section(self) -> Section:
        """The part of the environment."""
    @property
    def service(self) -> str | None:
        """The service, where the section is one."""
    @property
    def path(self) -> str:
        """Where in its tree, as text; empty for a service as a whole."""
    @property
    def left_alone(self) -> str | None:
        """Why it was left alone; `None` where it was made equal."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Synced:
    """What a sync did to an edit. `str()` says how much."""

    @property
    def source(self) -> str:
        """Where the values come from."""
    @property
    def target(self) -> str:
        """Where they go."""
    @property
    def items(self) -> tuple[SyncItem, ...]:
        """Every difference between the two, made equal or left alone."""
    @property
    def changed(self) -> tuple[SyncItem, ...]:
        """What was made equal."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Withheld:
    """A part of a value that is not copied with the rest. `str()` is one line."""

    @property
    def path(self) -> str:
        """Where it stands, as text."""
    @property
    def reason(self) -> str:
        """Why it is not copied."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class FixItem:
    """A difference, and the edit that mends it. `str()` is one line."""

    @property
    def number(self) -> int:
        """Its number in the plan, from 1."""
    @property
    def item(self) -> DriftItem:
        """The difference; references in its values are not followed."""
    @property
    def target(self) -> dict[str, str]:
        """Whose values are edited, as a document `{target, name, …}`: the environment's own layer,
        or its own file of a service.
        """
    @property
    def operation(self) -> dict[str, Any] | None:
        """What is done with them, as a document `{op, path, …}`; `None` for what is left alone."""
    @property
    def file(self) -> str | None:
        """The file that is written; `None` for what is left alone."""
    @property
    def radius(self) -> BlastRadius:
        """What the edit changes, in every environment."""
    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """Parts of the value that are not copied with the rest."""
    @property
    def left_alone(self) -> str | None:
        """Why it is left alone; such an item cannot be chosen."""
    @property
    def chosen(self) -> bool:
        """Whether it was chosen when the item was asked for."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class FixPlan:
    """What makes one environment say what another one says, item by item. Nothing is chosen at
    first; what is chosen becomes an edit. `str()` is for people.

    The edit is made on the project as the plan saw it, and refused where that has changed.
    """

    @property
    def source(self) -> str:
        """Where the values come from."""
    @property
    def target(self) -> str:
        """Where they go."""
    @property
    def items(self) -> tuple[FixItem, ...]:
        """Every difference, in the order of a drift report."""
    @property
    def fixes(self) -> tuple[FixItem, ...]:
        """The items that can be chosen."""
    @property
    def chosen(self) -> tuple[FixItem, ...]:
        """The items that are chosen."""
    def choose(self, choose: Callable[[FixItem], bool]) -> None:
        """Asks for each item that can be chosen whether it is: a function that answers `True` or
        `False`. What it raises is raised, and the plan stays as it was.

        Raises `TypeError` for any other answer.
        """
    def set_chosen(self, number: int, chosen: bool = True) -> None:
        """Chooses an item by its number, or no longer.

        Raises `UsageError` for a number that the plan does not have, and for an item that is left
        alone.
        """
    def edit(self) -> Edit:
        """The edit that makes what is chosen, to be looked at and committed as any other.

        Raises `EditError` (`E_EDIT_REFUSED`) where one of them cannot be made after those before.
        """
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

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
    @property
    def tenants(self) -> tuple[Tenant, ...]:
        """The tenants, in the order of the file."""
    @property
    def pipelines(self) -> tuple[Pipeline, ...]:
        """The pipelines, by the names of their workflows."""
    def environment(self, name: str) -> Environment:
        """An environment, or one that a tenant derives.

        Raises `UnknownNameError` (`E_UNKNOWN_ENVIRONMENT`) with the nearest names.
        """
    @property
    def problems(self) -> tuple[StagelineError, ...]:
        """What could not be loaded, as errors not raised; empty unless opened leniently."""
    @property
    def flag_problems(self) -> tuple[StagelineError, ...]:
        """What is wrong with flags, as errors not raised; such a flag answers the default."""
    def flag_accessors(self, language: Literal["c", "python", "rust", "typescript"]) -> str:
        """Source code with a typed constant and getter for each flag, in a language.

        Raises `LoadError` (`E_NAME_TAKEN`) for flags or variants that would have one name there.
        """
    @property
    def digest(self) -> str:
        """The digest of all files, paths and texts: `sl1:` and 64 hexadecimal digits."""
    def affected(self, paths: Sequence[str]) -> Affected:
        """What a change of these files may change: paths relative to the root, of files that are
        there, new or deleted.

        The answer is by who reads a file, not by what changed in it. Where an `extends` was
        removed, ask the snapshot before the change too.
        """
    def who_uses(self, file: str, line: int) -> tuple[Use, ...]:
        """Every value that is written on a line, for each environment in which it has a say.

        Raises `LoadError` (`E_FILE_NOT_FOUND`) for a file that the project did not read.
        """
    def validate(
        self,
        *,
        today: date | str | None = None,
        environments: Sequence[str] | None = None,
        rules: Sequence[HostRule] | None = None,
    ) -> Report:
        """What is wrong with the project, by place, each finding once.

        Open the project with `lenient=True` to have what cannot be loaded among the findings.
        What the settings or comments except is in `suppressed`; without `today`, a date or its text
        (`2026-12-31`), no exception expires. With `environments`, only what matters in one of them
        counts. `rules` are your own.

        Raises `UnknownNameError` for an environment, and `LoadError` (`E_NAME_TAKEN`) for two rules
        with one id.
        """
    def diff(
        self,
        left: str,
        right: str,
        *,
        sections: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
        key: bytes | bytearray | None = None,
    ) -> Diff:
        """What differs between two environments: record, configuration, each service, flags.

        `sections` and `exclude` name parts (`record`, `configuration`, `services`, `flags`),
        services, and patterns of paths such as `resources.**`; with parts and patterns among
        `sections`, those paths of those parts are compared. With `key`, at least 16 bytes, each
        secret has a mark that is equal where the secrets are.

        Raises `UnknownNameError`, `UsageError` for what fits nothing, or why one of them does not
        resolve.
        """
    def diff_with(self, left: str, other: Snapshot, right: str) -> Diff:
        """What differs between an environment here and one of another state of the project, or of
        another project. What values mean is as this side says. Where both have one name, the
        answer calls this side `before` and the other `after`.

        Raises as `diff`.
        """
    def drift(
        self,
        baseline: str,
        targets: Sequence[str],
        *,
        today: date | str | None = None,
        rules: Sequence[DriftRule | Mapping[str, Any]] | None = None,
        shapes: Sequence[Shape | Mapping[str, Any]] | None = None,
        key: bytes | bytearray | None = None,
        sections: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
    ) -> Drift:
        """How environments differ from a baseline, and which of it is drift.

        Rules are tried in their order before those of `stageline.yaml`, and those before the
        built-in ones; a shape that is violated is drift. Both are mappings of the form that the
        file has, and of both, those whose last day is before `today` do not count; without it, none
        has expired. With `key`, at least 16 bytes, each secret has a mark that is equal where the
        secrets are. `sections` and `exclude` are those of `diff`.

        Raises as `diff`, and `UsageError` without a target, for the baseline among them, and for an
        option that is none.
        """
    def compare(
        self,
        environments: Sequence[str],
        *,
        today: date | str | None = None,
        shapes: Sequence[Shape | Mapping[str, Any]] | None = None,
        key: bytes | bytearray | None = None,
        sections: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
    ) -> Survey:
        """What is not the same in all of these environments, who stands apart, and which shapes are
        violated. The options are those of `drift`; rules have no say here.

        Raises as `drift`, and `UsageError` for fewer than two environments or one named twice.
        """
    def drift_live(
        self,
        environment: str,
        live: LiveEnvironment | LiveState,
        *,
        today: date | str | None = None,
        rules: Sequence[DriftRule | Mapping[str, Any]] | None = None,
        key: bytes | bytearray | None = None,
        sections: Sequence[str] | None = None,
        exclude: Sequence[str] | None = None,
    ) -> Drift:
        """How what runs in an environment differs from what is declared for it. The baseline is
        what is declared, the target is called `live`; what the live state cannot tell is in
        `unknown` and is no drift. An object with `state(environment)` is asked for the state, and
        what it raises is raised on.

        The options are those of `drift`; rules of the project count where they name `live` among
        their environments, and shapes do not.

        Raises as `drift`, and `UsageError` for the live state of another environment.
        """
    def resources(
        self,
        environments: Sequence[str],
        resources: Sequence[Resource | Literal["disk"]] | None = None,
    ) -> Resources:
        """What services ask for in each environment, and what the environments may use. Without
        `resources`, all; `disk` is another word for `storage`.

        Raises `UnknownNameError`, `UsageError` without an environment, or why a service does not
        resolve.
        """
    def plan_promotion(
        self,
        source: str,
        target: str,
        *,
        services: Sequence[str] | None = None,
        pipeline: str | None = None,
        skip_stages: str | None = None,
    ) -> Plan:
        """Plans the promotion of what runs in one environment to the next. Nothing is written.

        Without `services`, all that the source has. `pipeline` says which is meant where several
        hold this step; `skip_stages` is the reason why stages may be skipped. That the promotion
        may not start is the plan's `verdict`, not an error.

        Raises `UnknownNameError`, and `UsageError` for stages skipped without a reason.
        """

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
    def explain_all(self, path: KeyPath = "") -> tuple[Explanation, ...]:
        """Every leaf below a path with where it comes from, deleted and shadowed ones too, in the
        order of the tree; the empty path is everything. Raises as `explain`.
        """
    def origin(self, path: KeyPath) -> Origin:
        """Where a value of its configuration was written. Raises as `explain`."""
    def service(self, name: str) -> Service:
        """A service of the project, seen from here; it may be absent.

        Raises `UnknownNameError` (`E_UNKNOWN_SERVICE`) with the names that are known.
        """
    @property
    def flags(self) -> Flags:
        """Its feature flags. They follow the project, unless a snapshot gave the environment."""
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
    def explain_all(self, path: KeyPath = "") -> tuple[Explanation, ...]:
        """Every leaf below a path with where it comes from, deleted and shadowed ones too, in the
        order of the tree; the empty path is everything. Raises as `explain`.
        """
    def origin(self, path: KeyPath) -> Origin:
        """Where a value was written. Raises as `explain`."""
    def diff(self, other: Service) -> Diff:
        """What differs between this service and another one, of this snapshot or of another: one
        section, under this one's name. The sides are called by their environments; where these are
        one, by their services; where those are one too, `before` and `after`.

        Raises why one of them does not resolve; where it is absent, that is the difference.
        """

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
    def get(self, key: str, default: Any = None, /) -> Any:
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
    def explain_all(self, path: KeyPath = "") -> tuple[Explanation, ...]:
        """Every leaf below a path with where it comes from, deleted and shadowed ones too, in the
        order of the tree; the empty path is everything. Raises as `at`.

        Leaves are scalars and empty maps and lists.
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
        """The place; `None` for what the caller or a variable gave."""
    @property
    def layer(self) -> LayerKind:
        """What wrote it."""
    @property
    def name(self) -> str:
        """The layer's name."""
    @property
    def references(self) -> tuple[Reference, ...]:
        """What the text that was written there refers to, in order; empty for any other value."""
    def to_dict(self) -> dict[str, Any]:
        """The document `{place, layer, name, references}`."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Reference:
    """A reference in a text, and where the value it stands for was written. `str()` is what is
    referred to.
    """

    @property
    def text(self) -> str:
        """What is referred to: `shop.domain`, `env:NAME`."""
    @property
    def place(self) -> Place | None:
        """The place of the value; `None` for a variable, for what the caller gave, and where the
        reference's default stands for a value that is not there.
        """
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

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
        """Where it says so; `None` for what the caller or a variable gave."""
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
    @property
    def references(self) -> tuple[Reference, ...]:
        """What the text that counts refers to, in order; empty for any other value."""
    def to_dict(self) -> dict[str, Any]:
        """The document `{path, value, steps, references}`."""

@final
class Context:
    """Who asks: a targeting key and attributes, prepared once for many questions.

    It stays valid through reloads, and belongs to the project whose flags made it.
    """

    @property
    def error(self) -> str | None:
        """Why it cannot be used, if it cannot: flags then answer the default."""
    def at(self, now: datetime) -> Context:
        """The same context at a time of your own, instead of that of the machine's clock. A time
        without a zone makes a context that cannot be used.
        """

@final
class Flag(Generic[_T_co]):
    """A flag, found once and asked often. It never raises for what files or contexts hold.

    A context is one of `Flags.context`, a mapping of attributes with `targeting_key` or
    `targetingKey` among them, or nothing.
    """

    @classmethod
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...
    @property
    def name(self) -> str:
        """The flag's name."""
    @property
    def default(self) -> _T_co:
        """The caller's default."""
    def value(self, context: Context | Mapping[str, Any] | None = None) -> _T_co:
        """The value for a context, or the default where the files do not say."""
    def details(self, context: Context | Mapping[str, Any] | None = None) -> Details[_T_co]:
        """The value with its reason and where it was set."""

@final
class Details(Generic[_T_co]):
    """A flag's value, why it has it, and where that was set. `str()` is one line."""

    @classmethod
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...
    @property
    def flag(self) -> str:
        """The flag's name."""
    @property
    def value(self) -> _T_co:
        """The value."""
    @property
    def variant(self) -> str | None:
        """The variant it is, if the flag has variants."""
    @property
    def reason(self) -> FlagReason:
        """Why it has this value; the words of OpenFeature."""
    @property
    def error_code(self) -> FlagErrorCode | None:
        """Why it could not be decided; with the reason `ERROR`, and only then."""
    @property
    def error_message(self) -> str | None:
        """What went wrong, as a sentence; with the reason `ERROR`, and only then."""
    @property
    def decided_by(self) -> str:
        """The part that decided: `rule 0`, `target 0`, `rollout`, `split`, `default`,
        `kill_switch`, `requires`, or `nothing`.
        """
    @property
    def rule(self) -> int | None:
        """The index of the rule that decided, from 0."""
    @property
    def target(self) -> int | None:
        """The index of the target that decided, from 0."""
    @property
    def unmet(self) -> str | None:
        """The flag that this one requires and that does not answer as it must; with the reason
        `DISABLED`.
        """
    @property
    def bucket(self) -> int | None:
        """The bucket, where a rollout or a split decided."""
    @property
    def threshold(self) -> int | None:
        """The first bucket that is out, from 0 to 2³², where a rollout decided; where a split did,
        the first behind those that get the same.
        """
    @property
    def set_in(self) -> str | None:
        """The environment whose entry gave the value, or `default` for the flag's own."""
    @property
    def place(self) -> Place | None:
        """Where the value was written; for a flag that is off, what switches it off; for an error,
        the entry that cannot be decided.
        """
    @property
    def valid_until(self) -> datetime | None:
        """When the answer next changes with time; `None` where it stays. Until then the same
        context gets the same answer from the same files.
        """
    @property
    def metadata(self) -> dict[str, Any] | None:
        """What the flag's `metadata` says, if it has any."""
    def to_dict(self) -> dict[str, Any]:
        """The document that every language gives; times and places as there."""

@final
class Exposure:
    """Somebody was given a flag's answer. `str()` is one line, without the targeting key."""

    @property
    def environment(self) -> str:
        """The environment that was asked."""
    @property
    def flag(self) -> str:
        """The flag."""
    @property
    def variant(self) -> str | None:
        """The variant that was given, if the flag has variants."""
    @property
    def value(self) -> Any:
        """The value that was given; `None` for the caller's default."""
    @property
    def reason(self) -> FlagReason:
        """Why."""
    @property
    def error_code(self) -> FlagErrorCode | None:
        """Why it could not be decided."""
    @property
    def targeting_key(self) -> str | None:
        """The context's targeting key as text."""
    @property
    def at(self) -> datetime | None:
        """The time that the context asked for, or that of the clock."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class FlagCount:
    """How often a flag gave one answer. `str()` is one line."""

    @property
    def environment(self) -> str:
        """The environment that was asked."""
    @property
    def flag(self) -> str:
        """The flag."""
    @property
    def gives(self) -> str | None:
        """The variant's name, or the value as JSON; `None` for the caller's default."""
    @property
    def failed(self) -> bool:
        """Whether it could not be decided: the reason was `ERROR`."""
    @property
    def count(self) -> int:
        """How often."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Exposures:
    """The exposures of a project's flags, noted until this is closed or forgotten.

    They wait in a queue of fixed length until somebody drains it. Evaluation never waits for it:
    what does not fit is dropped and counted. As a context manager it is closed at the end.
    """

    def drain(self, most: int | None = None) -> tuple[Exposure, ...]:
        """Takes what waits, oldest first; with `most`, no more than so many."""
    @property
    def dropped(self) -> int:
        """How many were dropped because the queue was full."""
    @property
    def capacity(self) -> int:
        """How many may wait; none once it is closed."""
    def close(self) -> None:
        """Ends it: nothing is noted any longer, and what waits is forgotten."""
    def __enter__(self) -> Exposures: ...
    def __exit__(self, *_raised: Any) -> None: ...

@final
class FlagExplanation:
    """Why a flag has its value, and why its other parts did not decide. `str()` is for people."""

    @property
    def flag(self) -> str:
        """The flag's name."""
    @property
    def environment(self) -> str:
        """The environment that was asked."""
    @property
    def value(self) -> Any:
        """The value."""
    @property
    def variant(self) -> str | None:
        """The variant it is."""
    @property
    def reason(self) -> FlagReason:
        """Why it has this value."""
    @property
    def error_code(self) -> FlagErrorCode | None:
        """Why it could not be decided."""
    @property
    def set_in(self) -> str | None:
        """The environment whose entry gave it, or `default`; `None` where nothing did."""
    @property
    def place(self) -> Place | None:
        """Where it was written."""
    @property
    def valid_until(self) -> datetime | None:
        """When the answer next changes with time."""
    @property
    def steps(self) -> list[dict[str, Any]]:
        """What was looked at, in order, as documents; `kind` says what each is."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class PreviewPart:
    """A part of a split. `str()` is its share and what it gives."""

    @property
    def gives(self) -> str:
        """The variant's name, or the value as text."""
    @property
    def percentage(self) -> float:
        """Its share of those that are in, in percent, to thousandths."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class PreviewShare:
    """A rollout, a split, or both. `str()` is the share."""

    @property
    def rule(self) -> int | None:
        """The rule it is part of, from 0; `None` for the entry's own."""
    @property
    def percentage(self) -> float:
        """The share of keys that is in, in percent, to thousandths; all for a split by itself."""
    @property
    def threshold(self) -> int:
        """The first bucket that is out, from 0 to 2³²."""
    @property
    def movement(self) -> Movement:
        """How the share moves."""
    @property
    def until(self) -> datetime | None:
        """When it next moves otherwise."""
    @property
    def parts(self) -> tuple[PreviewPart, ...]:
        """The parts of a split, in order; none where everybody who is in gets the same."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class FlagPreview:
    """What the rollouts and splits of a flag come to at a time. `str()` is for people."""

    @property
    def flag(self) -> str:
        """The flag's name."""
    @property
    def environment(self) -> str:
        """The environment."""
    @property
    def at(self) -> datetime:
        """The time."""
    @property
    def off(self) -> bool:
        """Whether the flag is switched off then."""
    @property
    def error_code(self) -> str | None:
        """Why the flag cannot be decided, whoever asks."""
    @property
    def error_message(self) -> str | None:
        """What is wrong with it, in a sentence."""
    @property
    def next_change(self) -> datetime | None:
        """When a scheduled change comes next."""
    @property
    def shares(self) -> tuple[PreviewShare, ...]:
        """Its rollouts and splits, those of rules first."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class FlagForecast:
    """What a flag will answer from a time on, if no file changes. `str()` is one line."""

    @property
    def at(self) -> datetime:
        """From when on."""
    @property
    def value(self) -> Any:
        """The value."""
    @property
    def variant(self) -> str | None:
        """The variant it is."""
    @property
    def reason(self) -> FlagReason:
        """Why."""
    @property
    def error_code(self) -> FlagErrorCode | None:
        """Why it cannot be decided then."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class FlagSide:
    """What an environment answers, and what makes it do so. `str()` is one line."""

    @property
    def value(self) -> Any:
        """The value; that of the flag's default, else `None`, where nothing was decided."""
    @property
    def variant(self) -> str | None:
        """The variant it is."""
    @property
    def reason(self) -> FlagReason:
        """Why."""
    @property
    def error_code(self) -> FlagErrorCode | None:
        """Why it cannot be decided."""
    @property
    def decided_by(self) -> str:
        """The part that decided, as in `rule 0`, `rollout` or `default`."""
    @property
    def set_in(self) -> str | None:
        """The environment whose entry counts, or `default` for the flag's own."""
    @property
    def place(self) -> Place | None:
        """Where it was written."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class FlagDifference:
    """A flag that answers differently, for the same reason, to some contexts."""

    @property
    def flag(self) -> str:
        """The flag's name."""
    @property
    def contexts(self) -> tuple[int, ...]:
        """Which of the contexts get these answers, from 0, rising."""
    @property
    def left(self) -> FlagSide:
        """What the first environment answers."""
    @property
    def right(self) -> FlagSide:
        """What the second one does."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class FlagComparison:
    """The flags that answer some context differently in two environments. `str()` is for people."""

    @property
    def left(self) -> str:
        """The first environment."""
    @property
    def right(self) -> str:
        """The second one."""
    @property
    def contexts(self) -> int:
        """How many contexts were asked for."""
    @property
    def flags(self) -> int:
        """How many flags were compared."""
    @property
    def differences(self) -> tuple[FlagDifference, ...]:
        """What differs, in the order of the flags."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Flags:
    """The feature flags of one environment.

    From `Project.environment` they follow the project through reloads; from a snapshot's
    environment they stay as they are. Making a handle raises for an unknown name; afterwards
    no answer does, whatever it is asked with. A name that is none is `FLAG_NOT_FOUND`, a context
    that cannot be used `INVALID_CONTEXT`, a default that no flag holds `TYPE_MISMATCH`: `value`
    gives the default as it is, and `details` says why.
    """

    @property
    def environment(self) -> str:
        """The environment's name."""
    @property
    def names(self) -> tuple[str, ...]:
        """The names of the flags."""
    @property
    def is_live(self) -> bool:
        """Whether they follow the project through reloads."""
    def pinned(self) -> Flags:
        """The same flags as they are now, for answers that must agree with each other."""
    def with_override(self, name: str, value: Any) -> Flags:
        """The same flags as they are now, one of which answers this to every context: a variant of
        the flag that the value names or equals, else the value. Handles that were made before are
        left as they are; `stageline.testing.override_flags` reaches those too.

        Raises `UnknownNameError` (`E_UNKNOWN_FLAG`) with the nearest names, and `LoadError`
        (`E_TYPE`) for a value of a kind that the flag never has.
        """
    @overload
    def handle(self, name: str, default: bool) -> Flag[bool]: ...
    @overload
    def handle(self, name: str, default: str) -> Flag[str]: ...
    @overload
    def handle(self, name: str, default: int) -> Flag[int]: ...
    @overload
    def handle(self, name: str, default: float) -> Flag[float]: ...
    @overload
    def handle(self, name: str, default: Mapping[str, Any] | Sequence[Any] | None) -> Flag[Any]:
        """A handle on a flag, of the default's kind.

        Raises `UnknownNameError` (`E_UNKNOWN_FLAG`) with the nearest names, and `LoadError`
        (`E_TYPE`) with the place of a value of another kind.
        """
    def boolean(self, name: str, default: bool) -> Flag[bool]:
        """A handle on a flag that is on or off. Raises as `handle`."""
    def text(self, name: str, default: str) -> Flag[str]:
        """A handle on a flag that is a text. Raises as `handle`."""
    def integer(self, name: str, default: int) -> Flag[int]:
        """A handle on a flag that is an integer. Raises as `handle`."""
    def number(self, name: str, default: float) -> Flag[float]:
        """A handle on a flag that is a number, an integer too below 2⁵³ on either side of 0.
        Raises as `handle`.
        """
    def json(self, name: str, default: Any) -> Flag[Any]:
        """A handle on a flag of any values. Raises as `handle`."""
    def context(
        self,
        targeting_key: Any = None,
        attributes: Mapping[str, Any] | None = None,
        /,
        *,
        now: datetime | None = None,
        **more: Any,
    ) -> Context:
        """Who asks, prepared once for many questions; with `now`, at that time, which has a zone.

        The targeting key is text, an integer or a UUID. Attributes are text, numbers, booleans,
        `None`, dates, times with a zone, UUIDs, lists, and dicts: `plan` in `user` is `user.plan`.
        A time is text of RFC 3339 in UTC with no more digits than it needs. Integers beyond 64
        bits, floats and broken text cannot be hashed: where one decides, a flag answers
        `INVALID_CONTEXT`.
        With anything else the context has an `error`, and flags answer their default; so it is with
        a value of more than 32 levels of lists and dicts.
        """
    @overload
    def value(
        self, name: str, context: Context | Mapping[str, Any] | None, default: bool
    ) -> bool: ...
    @overload
    def value(
        self, name: str, context: Context | Mapping[str, Any] | None, default: str
    ) -> str: ...
    @overload
    def value(
        self, name: str, context: Context | Mapping[str, Any] | None, default: int
    ) -> int: ...
    @overload
    def value(
        self, name: str, context: Context | Mapping[str, Any] | None, default: float
    ) -> float: ...
    @overload
    def value(self, name: str, context: Context | Mapping[str, Any] | None, default: Any) -> Any:
        """The value of a flag by name, or the default where the files do not say or hold another
        kind.
        """
    @overload
    def details(
        self, name: str, context: Context | Mapping[str, Any] | None, default: bool
    ) -> Details[bool]: ...
    @overload
    def details(
        self, name: str, context: Context | Mapping[str, Any] | None, default: str
    ) -> Details[str]: ...
    @overload
    def details(
        self, name: str, context: Context | Mapping[str, Any] | None, default: int
    ) -> Details[int]: ...
    @overload
    def details(
        self, name: str, context: Context | Mapping[str, Any] | None, default: float
    ) -> Details[float]: ...
    @overload
    def details(
        self, name: str, context: Context | Mapping[str, Any] | None, default: Any
    ) -> Details[Any]:
        """The value of a flag by name with its reason and where it was set."""
    def evaluate(
        self,
        name: str,
        context: Context | Mapping[str, Any] | None = None,
        *,
        now: datetime | None = None,
    ) -> Details[Any]:
        """A flag as it is, for a caller without a default; with `now`, at that time, which has a
        zone.
        """
    def evaluate_all(
        self, context: Context | Mapping[str, Any] | None = None, *, now: datetime | None = None
    ) -> dict[str, Details[Any]]:
        """Every flag for one context, from one snapshot and at one time, by name."""
    def evaluate_many(
        self,
        names: Sequence[str],
        context: Context | Mapping[str, Any] | None = None,
        *,
        now: datetime | None = None,
    ) -> tuple[Details[Any], ...]:
        """These flags for one context, from one snapshot and at one time, in the order asked for.

        Raises `UnknownNameError` (`E_UNKNOWN_FLAG`).
        """
    def explain(
        self,
        name: str,
        context: Context | Mapping[str, Any] | None = None,
        *,
        now: datetime | None = None,
    ) -> FlagExplanation:
        """Why a flag has its value, and why every other part of it did not decide.

        Raises `UnknownNameError` (`E_UNKNOWN_FLAG`), and `UsageError` (`E_INVALID_CONTEXT`).
        """
    def preview(self, name: str, at: datetime) -> FlagPreview:
        """How large the rollouts and splits of a flag are at a time, which has a zone.

        Raises `UnknownNameError` (`E_UNKNOWN_FLAG`), and `UsageError` (`E_USAGE`).
        """
    def when_will(
        self,
        name: str,
        context: Context | Mapping[str, Any] | None = None,
        *,
        now: datetime | None = None,
    ) -> tuple[FlagForecast, ...]:
        """What time alone will change of a flag's answer: each change in order, none where it
        stays. Raises as `explain`.
        """
    def compare(
        self,
        other: Flags,
        contexts: Iterable[Context | Mapping[str, Any] | None],
        *,
        now: datetime | None = None,
    ) -> FlagComparison:
        """Which flags answer some of the contexts differently elsewhere, to whom, and which entries
        make them do so. Both are looked at as they are now.

        Raises `UsageError` (`E_INVALID_CONTEXT`).
        """

@final
class Fix:
    """An edit after which a finding is gone. `str()` says what it does."""

    @property
    def summary(self) -> str:
        """What it does."""
    @property
    def file(self) -> str:
        """The file, relative to the project's root."""
    @property
    def change(self) -> dict[str, Any]:
        """The change of that file: `op` is `set` (with `value`), `remove`, `append` (with `item`)
        or `rename` (with `to`), at `path`.
        """
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Finding:
    """Something that a rule found. `str()` is one line.

    A rule of yours makes its own: `Finding("the region is not ours", place=origin.place)`. The rule
    is filled in from whose it is.
    """

    def __new__(
        cls,
        message: str,
        *,
        severity: Severity = "warning",
        help: str | None = None,
        environment: str | None = None,
        place: Place | None = None,
        places: Sequence[Place] = (),
    ) -> Finding: ...
    @property
    def rule(self) -> str:
        """The rule's id."""
    @property
    def severity(self) -> Severity:
        """How bad it is."""
    @property
    def code(self) -> str | None:
        """The code of the error behind it, if there is one."""
    @property
    def message(self) -> str:
        """One lowercase sentence."""
    @property
    def help(self) -> str | None:
        """What to do about it."""
    @property
    def environment(self) -> str | None:
        """The first environment in which it matters, where it is about one."""
    @property
    def place(self) -> Place | None:
        """The main place."""
    @property
    def places(self) -> tuple[Place, ...]:
        """The places it speaks of, the main one first."""
    @property
    def fix(self) -> Fix | None:
        """An edit that mends it, where nobody need think about it; see `Edit.fix`."""
    @property
    def fingerprint(self) -> str:
        """What stays the same when lines move, and tells the finding from every other of its
        report; empty until it is part of one.
        """
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Suppressed:
    """A finding that is expected, and who says so. `str()` is one line."""

    @property
    def finding(self) -> Finding:
        """What was found."""
    @property
    def by(self) -> SuppressedBy:
        """What suppresses it."""
    @property
    def reason(self) -> str | None:
        """Why, as it is written there."""
    @property
    def suppressed_at(self) -> Place | None:
        """Where that is written."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class HostRule:
    """A rule of yours: a function that sees the snapshot and answers what it finds.

        def ours(snapshot: stageline.Snapshot) -> Iterator[stageline.Finding]:
            for environment in snapshot.environments:
                if not environment.record["region"].startswith("eu-"):
                    place = environment.record.origin("region").place
                    yield stageline.Finding("the region is not ours", place=place)

        snapshot.validate(rules=[stageline.HostRule("our-regions", ours)])

    Its findings carry its id and are held against the project's exceptions like all others. What
    it raises is itself a finding, an error with its id, and is kept in `Report.raised`.
    """

    def __new__(
        cls,
        id: str,
        check: Callable[[Snapshot], Iterable[Finding]],
        *,
        severity: Severity = "warning",
        summary: str = "",
    ) -> HostRule:
        """Raises `LoadError`: `E_NAME` for an id that is no name, `E_NAME_TAKEN` for one that is a
        rule of stageline.
        """
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def check(self) -> Callable[[Snapshot], Iterable[Finding]]:
        """The function."""
    @property
    def severity(self) -> Severity:
        """How bad its findings usually are."""
    @property
    def summary(self) -> str:
        """What it finds, in one sentence."""

@final
class Report:
    """Everything that validation found, and the files it speaks of. `str()` is for people."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings by place, each once."""
    @property
    def suppressed(self) -> tuple[Suppressed, ...]:
        """What was found and is expected, by place, each once."""
    @property
    def raised(self) -> dict[str, Exception]:
        """What rules of the host raised, by their ids; each is a finding too."""
    @property
    def counts(self) -> dict[Literal["error", "warning", "info", "suppressed"], int]:
        """How many there are of each severity, and how many are suppressed."""
    @property
    def files(self) -> int:
        """How many files were looked at."""
    def has_at_least(self, severity: Severity) -> bool:
        """Whether a finding is at least this severe."""
    def new_since(self, base: Report | str) -> Report:
        """The findings that an earlier report does not have, by their fingerprints: a report, or
        the text of one as `json()` gives it. What is suppressed stays as it is.

        Raises `UsageError` for a text that is no such report.
        """
    def text(self, *, colour: bool = False) -> str:
        """The report for people: each finding with the lines it speaks of."""
    def json(self) -> str:
        """The report as JSON, which `new_since` reads again."""
    def sarif(self, *, prefix: str = "", rules_page: str | None = None) -> str:
        """The report as SARIF 2.1.0, for code hosts and editors.

        `prefix` is the project's folder relative to the repository's root; `rules_page` the address
        of the page of rules.
        """
    def junit(self, *, fails: Severity = "warning") -> str:
        """The report as JUnit XML, for test dashboards; findings as bad as `fails` are failures."""
    def github(self, *, prefix: str = "") -> str:
        """The report as workflow commands, which GitHub shows beside the lines of a change."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Side:
    """One side of a difference. `str()` is the value, shortened to its size where it is long."""

    @property
    def value(self) -> Any:
        """The value; `None` where it is a secret, or a service as a whole."""
    @property
    def place(self) -> Place | None:
        """Where it was written; `None` for what stands in no file."""
    @property
    def redacted(self) -> bool:
        """Whether the value, or a part of it, is withheld because it looks like a secret."""
    @property
    def mark(self) -> str | None:
        """Of a withheld value, where a key was given: what is equal where the values are."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Difference:
    """One difference between two environments. `str()` is one line."""

    @property
    def path(self) -> str:
        """Where in the section's tree, as text."""
    @property
    def right_path(self) -> str | None:
        """Where in the right tree, for an item without a name that has another position there."""
    @property
    def kind(self) -> ChangeKind:
        """What happened from left to right."""
    @property
    def left(self) -> Side | None:
        """The left side; `None` where it is missing there."""
    @property
    def right(self) -> Side | None:
        """The right side; `None` where it is missing there."""
    @property
    def missing_at(self) -> Place | None:
        """For a value that is missing on one side: where its parent stands there."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class SectionDiff:
    """The differences of one section."""

    @property
    def section(self) -> Section:
        """Which section."""
    @property
    def service(self) -> str | None:
        """The service, where the section is one."""
    @property
    def missing_in(self) -> str | None:
        """The environment that does not have this service at all; then nothing else is listed."""
    @property
    def present_at(self) -> Place | None:
        """For a missing service: where it stands in the other environment."""
    @property
    def differences(self) -> tuple[Difference, ...]:
        """What differs."""
    @property
    def equivalent(self) -> tuple[Difference, ...]:
        """What means the same and is spelled differently."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Diff:
    """What differs between two environments, in labelled sections. `str()` is for people."""

    @property
    def left(self) -> str:
        """The environment on the left."""
    @property
    def right(self) -> str:
        """The environment on the right."""
    @property
    def sections(self) -> tuple[SectionDiff, ...]:
        """Record, configuration, services by name, flags; only those with something to say."""
    @property
    def is_empty(self) -> bool:
        """Whether nothing differs; other spellings of one value are no difference."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""
    def has_at_least(self, severity: Severity) -> bool:
        """Whether a difference that matters is at least so severe; one that nobody judged, as in
        a diff, is `info`.
        """
    def text(
        self,
        *,
        colour: bool = False,
        width: int | None = None,
        everything: bool = False,
        untitled: bool = False,
    ) -> str:
        """The report for people, with both sides beside each other, in `width` columns (100). What
        is expected or only spelled differently is counted, and listed with `everything`; `untitled`
        leaves out the first line, which says what was compared and counts.
        """
    def markdown(self, *, prefix: str = "", files_at: str | None = None) -> str:
        """The report as Markdown, for a pull request.

        `prefix` is the project's folder relative to the repository's root; `files_at` the address
        below which the repository's files are shown, for links.
        """
    def html(self, *, prefix: str = "", files_at: str | None = None) -> str:
        """The report as one page for a browser, which needs no network; `markdown` has the same
        options.
        """
    def sarif(self, *, prefix: str = "") -> str:
        """The report as SARIF 2.1.0, for code hosts and editors, with the places of both sides."""
    def junit(self, *, fails: Severity = "warning") -> str:
        """The report as JUnit XML, for test dashboards; drift as bad as `fails` is a failure."""
    def json(self) -> str:
        """The report as JSON: `question`, `environments`, `counts`, `rows`, `findings`; one model
        for all comparisons. `to_dict()` is this answer's own document.
        """
    def github(self, *, prefix: str = "") -> str:
        """The report as workflow commands, which GitHub shows beside the lines of a change."""

@final
class DriftItem:
    """One difference between the baseline and a target, judged. `str()` is one line."""

    @property
    def section(self) -> Section:
        """The part of the environment."""
    @property
    def service(self) -> str | None:
        """The service, where the section is one."""
    @property
    def path(self) -> str:
        """Where in its tree, as text; empty for a service as a whole."""
    @property
    def kind(self) -> ChangeKind:
        """What happened on the way from the baseline to the target."""
    @property
    def target(self) -> str:
        """The environment that was held against the baseline."""
    @property
    def is_drift(self) -> bool:
        """Whether it is drift; else it is how environments differ."""
    @property
    def rule(self) -> str:
        """The rule that says so."""
    @property
    def severity(self) -> Severity:
        """How much it matters."""
    @property
    def reason(self) -> str:
        """Why, as a sentence."""
    @property
    def owner(self) -> str | None:
        """Who answers for the rule, where it says so."""
    @property
    def rule_at(self) -> Place | None:
        """Where the rule stands; `None` for one that stands in no file."""
    @property
    def violation(self) -> ShapeViolation | None:
        """The shape that the values violate; `None` where a rule judged."""
    @property
    def baseline(self) -> Side | None:
        """The baseline's side; `None` where it has no such value."""
    @property
    def actual(self) -> Side | None:
        """The target's side; `None` where it has no such value."""
    @property
    def missing_at(self) -> Place | None:
        """For a value that one side does not have: where its parent stands there."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class RuleFinding:
    """A rule or a shape that ought to be looked at. `str()` is one line."""

    @property
    def kind(self) -> RuleFindingKind:
        """What is wrong with it: it has expired, or nothing that was found is as it says."""
    @property
    def rule(self) -> str:
        """The rule, as items name it."""
    @property
    def message(self) -> str:
        """The same as a sentence."""
    @property
    def severity(self) -> Severity:
        """How much it matters."""
    @property
    def place(self) -> Place | None:
        """Where it stands; `None` for one of the caller."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class UnknownItem:
    """Something declared that nothing is known of on the live side. `str()` is one line."""

    @property
    def section(self) -> Section:
        """The part of the environment."""
    @property
    def service(self) -> str | None:
        """The service, where the section is one."""
    @property
    def path(self) -> str:
        """Where in its tree, as text; empty for a part as a whole."""
    @property
    def place(self) -> Place | None:
        """Where it is declared."""
    @property
    def reason(self) -> str:
        """Why nothing is known of it."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Drift:
    """How environments differ from a baseline. `str()` is for people."""

    @property
    def baseline(self) -> str:
        """The environment that the others are held against."""
    @property
    def targets(self) -> tuple[str, ...]:
        """The others, in the order in which they were asked for."""
    @property
    def items(self) -> tuple[DriftItem, ...]:
        """Every difference, target by target: record, configuration, services, flags."""
    @property
    def drift(self) -> tuple[DriftItem, ...]:
        """The differences that are drift."""
    @property
    def findings(self) -> tuple[RuleFinding, ...]:
        """Declared rules and shapes that have expired or fit nothing, in their order."""
    @property
    def unknown(self) -> tuple[UnknownItem, ...]:
        """What is declared and the live state cannot tell; empty among environments."""
    @property
    def has_drift(self) -> bool:
        """Whether any difference is drift."""
    @property
    def summary(self) -> dict[str, int]:
        """How many: `drift`, `expected`, and of the drift `errors`, `warnings`, `infos`, and how
        much of what is declared is `unknown`.
        """
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""
    def has_at_least(self, severity: Severity) -> bool:
        """Whether a difference that matters is at least so severe; one that nobody judged, as in
        a diff, is `info`.
        """
    def text(
        self,
        *,
        colour: bool = False,
        width: int | None = None,
        everything: bool = False,
        untitled: bool = False,
    ) -> str:
        """The report for people, with both sides beside each other, in `width` columns (100). What
        is expected or only spelled differently is counted, and listed with `everything`; `untitled`
        leaves out the first line, which says what was compared and counts.
        """
    def markdown(self, *, prefix: str = "", files_at: str | None = None) -> str:
        """The report as Markdown, for a pull request.

        `prefix` is the project's folder relative to the repository's root; `files_at` the address
        below which the repository's files are shown, for links.
        """
    def html(self, *, prefix: str = "", files_at: str | None = None) -> str:
        """The report as one page for a browser, which needs no network; `markdown` has the same
        options.
        """
    def sarif(self, *, prefix: str = "") -> str:
        """The report as SARIF 2.1.0, for code hosts and editors, with the places of both sides."""
    def junit(self, *, fails: Severity = "warning") -> str:
        """The report as JUnit XML, for test dashboards; drift as bad as `fails` is a failure."""
    def json(self) -> str:
        """The report as JSON: `question`, `environments`, `counts`, `rows`, `findings`; one model
        for all comparisons. `to_dict()` is this answer's own document.
        """
    def github(self, *, prefix: str = "") -> str:
        """The report as workflow commands, which GitHub shows beside the lines of a change."""

@final
class Conflict:
    """A value that both sides changed into something else. `str()` is its path with the three
    values, without secrets.
    """

    @property
    def path(self) -> str:
        """Where in the base, as text; an item of a list that has a name stands as `[name=blue]`."""
    @property
    def base(self) -> Any:
        """What it was; `None` also where there was none."""
    @property
    def ours(self) -> Any:
        """What it is on our side; `None` also where there is none."""
    @property
    def theirs(self) -> Any:
        """What it is on theirs; `None` also where there is none."""
    @property
    def missing(self) -> tuple[Literal["base", "ours", "theirs"], ...]:
        """Those of `base`, `ours` and `theirs` that have no such value."""
    @property
    def base_place(self) -> Place | None:
        """Where it was written in the base, if that document was resolved from files."""
    @property
    def ours_place(self) -> Place | None:
        """Where it was written on our side, if that document was resolved from files."""
    @property
    def theirs_place(self) -> Place | None:
        """Where it was written on theirs, if that document was resolved from files."""
    def to_dict(self) -> dict[str, Any]:
        """The document; what a side does not have is a key that is missing."""

@final
class ThreeWay:
    """What two documents changed since they last agreed, see `three_way`. `str()` is a line for
    each change and who made it, in which secrets are withheld, conflicts last.
    """

    @property
    def merged(self) -> Any:
        """The base with every change that is no conflict; where there is one, it says what the base
        says.
        """
    @property
    def ours(self) -> tuple[Change, ...]:
        """What only our side changed."""
    @property
    def theirs(self) -> tuple[Change, ...]:
        """What only their side changed."""
    @property
    def agreed(self) -> tuple[Change, ...]:
        """What both sides changed alike, as ours spells it."""
    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What both sides changed, and not alike."""
    @property
    def is_clean(self) -> bool:
        """Whether nothing is in conflict."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class ShapeViolation:
    """Two values that do not compare as they must. `str()` is one line."""

    @property
    def rule(self) -> str:
        """The shape: `shape/…`, or `call-shape/…` of the caller."""
    @property
    def severity(self) -> Severity:
        """How much it matters."""
    @property
    def reason(self) -> str:
        """Why, as a sentence."""
    @property
    def owner(self) -> str | None:
        """Who answers for the shape, where it says so."""
    @property
    def rule_at(self) -> Place | None:
        """Where it stands; `None` for one of the caller."""
    @property
    def left(self) -> str:
        """The environment whose value is on the left."""
    @property
    def relation(self) -> Relation:
        """How the values must compare."""
    @property
    def right(self) -> str:
        """The environment whose value is on the right."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class SurveyRow:
    """One value in all environments; its tuples have an entry for each. `str()` is its section and
    path. A subtree that some environments lack is one row, at its top, and so is a service.
    """

    @property
    def section(self) -> Section:
        """The part of the environments."""
    @property
    def service(self) -> str | None:
        """The service, where the section is one."""
    @property
    def path(self) -> str:
        """Where in its tree, as text; empty for a service as a whole."""
    @property
    def cells(self) -> tuple[Side | None, ...]:
        """What each environment has; `None` where it has no such value."""
    @property
    def missing_at(self) -> tuple[Place | None, ...]:
        """For each environment that has no such value: where its parent stands there."""
    @property
    def groups(self) -> tuple[int | None, ...]:
        """Which of them mean the same: numbers from 0 in order of appearance, `None` where there is
        no such value.
        """
    @property
    def majority(self) -> int | None:
        """The group that more than half of the environments are in. `None` where no group is so
        large; and where more than half have no such value: then there are outliers nevertheless.
        """
    @property
    def moved(self) -> bool:
        """Whether the values are lists that have their items in another order."""
    @property
    def outliers(self) -> tuple[str, ...]:
        """The environments that are not as most are; none where there is no majority."""
    @property
    def violations(self) -> tuple[ShapeViolation, ...]:
        """Shapes that the values violate."""
    @property
    def is_uniform(self) -> bool:
        """Whether all have the value and it means the same; such a row is there for a violation."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Survey:
    """What differs among environments, value by value. `str()` is for people."""

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments, in the order in which they were asked for: the columns of every row."""
    @property
    def rows(self) -> tuple[SurveyRow, ...]:
        """Every value that is not the same everywhere, or violates a shape: record, configuration,
        services, flags.
        """
    @property
    def findings(self) -> tuple[RuleFinding, ...]:
        """Shapes that have expired or fit nothing, in their order."""
    @property
    def is_empty(self) -> bool:
        """Whether the environments are the same, and no shape is violated."""
    def outliers(self, environment: str) -> tuple[SurveyRow, ...]:
        """The rows in which an environment is not as most are."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""
    def has_at_least(self, severity: Severity) -> bool:
        """Whether a difference that matters is at least so severe; one that nobody judged, as in
        a diff, is `info`.
        """
    def text(
        self,
        *,
        colour: bool = False,
        width: int | None = None,
        everything: bool = False,
        untitled: bool = False,
    ) -> str:
        """The report for people, with both sides beside each other, in `width` columns (100). What
        is expected or only spelled differently is counted, and listed with `everything`; `untitled`
        leaves out the first line, which says what was compared and counts.
        """
    def markdown(self, *, prefix: str = "", files_at: str | None = None) -> str:
        """The report as Markdown, for a pull request.

        `prefix` is the project's folder relative to the repository's root; `files_at` the address
        below which the repository's files are shown, for links.
        """
    def html(self, *, prefix: str = "", files_at: str | None = None) -> str:
        """The report as one page for a browser, which needs no network; `markdown` has the same
        options.
        """
    def sarif(self, *, prefix: str = "") -> str:
        """The report as SARIF 2.1.0, for code hosts and editors, with the places of both sides."""
    def junit(self, *, fails: Severity = "warning") -> str:
        """The report as JUnit XML, for test dashboards; drift as bad as `fails` is a failure."""
    def json(self) -> str:
        """The report as JSON: `question`, `environments`, `counts`, `rows`, `findings`; one model
        for all comparisons. `to_dict()` is this answer's own document.
        """
    def github(self, *, prefix: str = "") -> str:
        """The report as workflow commands, which GitHub shows beside the lines of a change."""

@final
class Change:
    """One difference between two documents. `str()` is one line, in which secrets are withheld.

    A subtree that is only on one side is one difference, at its top.
    """

    @property
    def path(self) -> str:
        """Where in the left document, as text; an item of a list that has a name stands as
        `[name=blue]`.
        """
    @property
    def right_path(self) -> str | None:
        """Where in the right one, for an item without a name that has another position there."""
    @property
    def kind(self) -> ChangeKind:
        """What happened from left to right."""
    @property
    def left(self) -> Any:
        """The value on the left; `None` for what was added."""
    @property
    def right(self) -> Any:
        """The value on the right; `None` for what was removed."""
    @property
    def position(self) -> int | None:
        """The position in its list, for an item that is only on one side."""
    @property
    def left_place(self) -> Place | None:
        """Where the value on the left was written, if that document was resolved from files."""
    @property
    def right_place(self) -> Place | None:
        """Where the value on the right was written, if that document was resolved from files."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class TreeDiff:
    """What differs between two documents, see `diff`. `str()` is a line for each difference, in
    which secrets are withheld. `len()` is their number.
    """

    def __len__(self) -> int: ...
    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs, in the order of the left document, what is new behind its siblings."""
    @property
    def equivalent(self) -> tuple[Change, ...]:
        """What means the same and is spelled differently."""
    @property
    def is_empty(self) -> bool:
        """Whether nothing differs; other spellings of one value are no difference."""
    def inverted(self) -> TreeDiff:
        """The way back: what differs from right to left."""
    def apply(self, left: Input | Resolved) -> Any:
        """The document that the differences and other spellings make of the left one: the right
        one. Those at paths that `left` does not have are left out.

        Raises `UsageError` for differences that were given leaf by leaf.
        """
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`: `changes` and `equivalent`."""

@final
class LiveNote:
    """Something about a live state that no comparison says. `str()` is one line."""

    @property
    def message(self) -> str:
        """One sentence."""
    @property
    def place(self) -> Place | None:
        """Where in the live file."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class LiveEnvironment:
    """What is running in an environment, with the place of every value in its file: a map with
    `services` and `configuration`, or Kubernetes objects as `kubectl get -o yaml` and `-o json`
    print them. Values of Secrets are compared and never shown.

    `environment` says whose state it is; a comparison with another one is then refused. Of
    Kubernetes: `namespace` is the one whose objects count; `service_labels` say which service an
    object belongs to, in the order in which they are tried (`app.kubernetes.io/name` and `app`),
    and `services` names those of workloads, whatever their labels say. With `partial`, what is
    declared and not in it is unknown, and not missing.
    """

    @staticmethod
    def read(
        text: str | Mapping[str, str],
        *,
        file: str = "live.yaml",
        environment: str | None = None,
        namespace: str | None = None,
        service_labels: Sequence[str] | None = None,
        services: Mapping[str, str] | None = None,
        partial: bool = False,
    ) -> LiveEnvironment:
        """Reads JSON or YAML: one text, which places call `file`, or several files by name that are
        one state together.

        Raises `LoadError`: `E_LIVE` for a state that cannot be understood, or what is wrong with a
        text that is no YAML or beyond the limits.
        """
    @staticmethod
    def from_file(
        path: str | PathLike[str],
        *,
        environment: str | None = None,
        namespace: str | None = None,
        service_labels: Sequence[str] | None = None,
        services: Mapping[str, str] | None = None,
        partial: bool = False,
    ) -> LiveEnvironment:
        """Reads a file, or those of a folder together that end in `.yaml`, `.yml` or `.json`.

        Raises `LoadError` as `read`, and for a file that is not there or cannot be read.
        """
    @classmethod
    def from_file_async(
        cls,
        path: str | PathLike[str],
        *,
        environment: str | None = None,
        namespace: str | None = None,
        service_labels: Sequence[str] | None = None,
        services: Mapping[str, str] | None = None,
        partial: bool = False,
    ) -> Coroutine[Any, Any, LiveEnvironment]:
        """`from_file` in a thread, so the event loop stays free."""
    @property
    def environment(self) -> str | None:
        """The environment whose state it is, where that was said."""
    @property
    def origin(self) -> str:
        """Where it comes from, for people."""
    @property
    def is_partial(self) -> bool:
        """Whether it shows only a part of what runs."""
    @property
    def service_names(self) -> tuple[str, ...]:
        """The names of the services that run, sorted."""
    @property
    def configuration(self) -> dict[str, Any] | None:
        """The configuration that is in use, without its secrets; `None` where nothing is said."""
    @property
    def notes(self) -> tuple[LiveNote, ...]:
        """What was left out or taken for granted, in the order of the files."""
    def service(self, name: str) -> dict[str, Any] | None:
        """A service as it runs, in the shape of a project's services and without its secrets;
        `None` where it does not run.
        """
    def diff(self, after: LiveEnvironment, *, key: bytes | bytearray | None = None) -> Diff:
        """What differs between this state and a later one; what one of the two cannot tell is left
        out. Secrets that differ are withheld on both sides; with `key`, each has its mark.
        """

@final
class AffectedEntry:
    """A part of an environment. `str()` is one line."""

    @property
    def environment(self) -> str:
        """The environment."""
    @property
    def part(self) -> Section:
        """The part."""
    @property
    def service(self) -> str | None:
        """The service, where the part is one."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Affected:
    """What a change of files may change. `str()` is a line for each part."""

    @property
    def entries(self) -> tuple[AffectedEntry, ...]:
        """The parts of environments, sorted, each once."""
    @property
    def pipelines(self) -> tuple[str, ...]:
        """The pipelines, by the names of their workflows, sorted."""
    @property
    def unknown(self) -> tuple[str, ...]:
        """Paths that no part of the project reads, sorted."""
    def matrix(self) -> dict[str, list[dict[str, str]]]:
        """The services to deploy again, in the shape that matrix jobs of continuous integration
        take: `{"include": [{"environment": …, "service": …}]}`. One that is not configured any more
        is not among them.
        """
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Use:
    """A value that is written on a line, where an environment has it. `str()` is one line."""

    @property
    def environment(self) -> str:
        """The environment."""
    @property
    def part(self) -> Section:
        """The part of it."""
    @property
    def service(self) -> str | None:
        """The service, where the part is one."""
    @property
    def path(self) -> str:
        """The path in the part; of a flag, its name and what lies below."""
    @property
    def wins(self) -> bool:
        """Whether it counts there; otherwise something stronger says otherwise."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Replicas:
    """How many replicas a service has. `str()` is `2`, or `2 to 10` where it scales."""

    @property
    def least(self) -> int:
        """How many always run."""
    @property
    def most(self) -> int:
        """How many there may be."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Unreadable:
    """Something that ought to be an amount, and cannot be read as one. `str()` is its text."""

    @property
    def text(self) -> str:
        """As it is written; a secret is withheld."""
    @property
    def place(self) -> Place | None:
        """Where it stands."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class ServiceDemand:
    """What one service asks for in one environment; amounts are those of one replica, as people
    write them, exactly. `str()` is one line.
    """

    @property
    def replicas(self) -> Replicas:
        """How many replicas there are."""
    @property
    def request(self) -> str | None:
        """What each is sure to get."""
    @property
    def limit(self) -> str | None:
        """What each may use."""
    @property
    def place(self) -> Place | None:
        """Where the request stands, or the limit where there is no request."""
    @property
    def unreadable_request(self) -> Unreadable | None:
        """What is written for the request and is no amount; such a request counts for nothing."""
    @property
    def unreadable_limit(self) -> Unreadable | None:
        """What is written for the limit and is no amount."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class ServiceRow:
    """A service's row. `str()` is its name."""

    @property
    def service(self) -> str:
        """The service."""
    @property
    def cells(self) -> tuple[ServiceDemand | None, ...]:
        """What it asks for, environment by environment; `None` where it does not run."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class EnvironmentDemand:
    """What all services ask for in one environment, and what there is. `str()` is one line."""

    @property
    def requested(self) -> str | None:
        """The requests of all replicas that always run."""
    @property
    def most(self) -> str | None:
        """The requests with every service scaled out as far as it may."""
    @property
    def available(self) -> str | None:
        """What the environment may use: `resource_limits` of its record."""
    @property
    def percent(self) -> int | None:
        """How much of that is requested, in percent, rounded up; `None` where nothing is said."""
    @property
    def place(self) -> Place | None:
        """Where `available` stands."""
    @property
    def silent(self) -> tuple[str, ...]:
        """The services that run there and do not say what they request, sorted."""
    @property
    def unreadable(self) -> Unreadable | None:
        """What is written for `available` and is no amount."""
    @property
    def uncounted(self) -> tuple[str, ...]:
        """The services whose requests are no amounts, sorted; the sums lack them."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class ResourceTable:
    """One resource, over all environments that were asked for. `str()` is its name."""

    @property
    def resource(self) -> Resource:
        """The resource."""
    @property
    def services(self) -> tuple[ServiceRow, ...]:
        """The services that run in any of them and say something of it, sorted."""
    @property
    def totals(self) -> tuple[EnvironmentDemand, ...]:
        """The sums, environment by environment."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Resources:
    """What environments ask for and have, side by side. `str()` is for people."""

    @property
    def environments(self) -> tuple[str, ...]:
        """The environments, in the order in which they were asked for."""
    @property
    def resources(self) -> tuple[ResourceTable, ...]:
        """A table for each resource, in the order in which they were asked for."""
    @property
    def is_overcommitted(self) -> bool:
        """Whether the services of some environment request more than it may use."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Version:
    """A service's version. `str()` is the tag."""

    @property
    def tag(self) -> str:
        """The image's tag."""
    @property
    def place(self) -> Place | None:
        """Where the file says it."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class ServiceStep:
    """What a promotion does to one service."""

    @property
    def service(self) -> str:
        """The service."""
    @property
    def before(self) -> Version | None:
        """What the target has; `None` where the service has no file there, or no version."""
    @property
    def after(self) -> Version | None:
        """What it gets; `None` where the source says no version."""
    @property
    def changes(self) -> bool:
        """Whether the target gets another version than it has."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Gate:
    """A gate that a promotion has to pass."""

    @property
    def name(self) -> str:
        """Its name."""
    @property
    def environment(self) -> str:
        """The environment it belongs to."""
    @property
    def when(self) -> GateWhen:
        """Which side of that environment it guards."""
    @property
    def approval(self) -> bool:
        """Whether a person decides it."""
    @property
    def state(self) -> GateState:
        """How it stands."""
    @property
    def place(self) -> Place | None:
        """Where it is declared."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Reason:
    """Why a promotion may not start yet. `str()` is the sentence and the remedy."""

    @property
    def code(self) -> str:
        """What kind of reason it is, such as `E_GATE_PENDING`."""
    @property
    def message(self) -> str:
        """The sentence."""
    @property
    def help(self) -> str:
        """What to do about it."""
    @property
    def place(self) -> Place | None:
        """The main place."""
    @property
    def places(self) -> tuple[Place, ...]:
        """Where it comes from, the main place first."""
    @property
    def verdict(self) -> Verdict:
        """What this reason alone comes to."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Plan:
    """A promotion that nobody has executed. `str()` is what a dry run prints.

    Planning it again from the same files gives the same digest.
    """

    @property
    def source(self) -> str:
        """Where the release is."""
    @property
    def target(self) -> str:
        """Where it goes."""
    @property
    def pipeline(self) -> str | None:
        """The pipeline; `None` when no single one holds this step."""
    @property
    def verdict(self) -> Verdict:
        """Whether it may start."""
    @property
    def why_not(self) -> tuple[Reason, ...]:
        """Why it may not start yet, the strongest reason first; empty when it may."""
    @property
    def services(self) -> tuple[ServiceStep, ...]:
        """The services that move."""
    @property
    def changes(self) -> Diff:
        """How the target's configuration, services and flags differ from the source's."""
    @property
    def gates(self) -> tuple[Gate, ...]:
        """What has to be passed."""
    @property
    def approvals(self) -> tuple[Gate, ...]:
        """The gates that people decide."""
    @property
    def digest(self) -> str:
        """The digest of what is intended; evaluations and time are no part of it."""
    @property
    def journal(self) -> bool:
        """Whether results of earlier runs were read; without a journal every gate is pending."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Quantity:
    """An exact amount: `Quantity("500m", "cpu") == Quantity(0.5, "cpu")`. `str()` is the amount in
    the unit, one spelling for equal amounts. Amounts of one kind are ordered.

    As a type to resolve into it names its kind: `Annotated[Quantity, "bytes"]`.
    """

    def __new__(cls, value: float | str, kind: QuantityKind) -> Quantity:
        """Reads an amount. A bare number takes the kind's unit: `cpu` cores, `bytes` bytes,
        `duration` seconds, `percent` percent.

        Raises `ConfigError` (`E_QUANTITY`) for what is none of this kind.
        """
    @property
    def kind(self) -> QuantityKind:
        """What it measures."""
    @property
    def nanos(self) -> int:
        """The amount in billionths of the unit, exactly."""
    def __float__(self) -> float: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: Quantity, /) -> bool: ...
    def __le__(self, other: Quantity, /) -> bool: ...
    def __gt__(self, other: Quantity, /) -> bool: ...
    def __ge__(self, other: Quantity, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[type[Quantity], tuple[str, QuantityKind]]: ...

@final
class TenantEnvironment:
    """An environment of a tenant. `str()` is its name."""

    @property
    def source(self) -> str:
        """The environment it derives from."""
    @property
    def name(self) -> str:
        """Its own name."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Tenant:
    """A tenant and the environments derived for it. `str()` is its name."""

    @property
    def name(self) -> str:
        """Its name."""
    @property
    def environments(self) -> tuple[TenantEnvironment, ...]:
        """Its environments, in the order of the file."""
    @property
    def tier(self) -> str | None:
        """Its plan, as in `standard`."""
    @property
    def isolation(self) -> str | None:
        """`shared` or `dedicated`."""
    @property
    def place(self) -> Place | None:
        """Where its name stands."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class StageGate:
    """A gate of a stage. `str()` is its name."""

    @property
    def name(self) -> str:
        """Its name."""
    @property
    def when(self) -> GateWhen:
        """Which side it guards: as it says, or as its place in the pipeline has it."""
    @property
    def approval(self) -> bool:
        """Whether a person decides it."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Stage:
    """One environment of a pipeline. `str()` is the environment's name."""

    @property
    def environment(self) -> str:
        """The environment."""
    @property
    def auto_promote(self) -> bool:
        """Whether a release verified upstream enters without a person."""
    @property
    def gates(self) -> tuple[StageGate, ...]:
        """Its gates."""
    @property
    def place(self) -> Place | None:
        """Where it stands."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

@final
class Pipeline:
    """A pipeline: the environments a release travels through, in order. `str()` is its name."""

    @property
    def name(self) -> str:
        """The name of its workflow file, without the ending."""
    @property
    def title(self) -> str | None:
        """What people call it."""
    @property
    def stages(self) -> tuple[Stage, ...]:
        """Its environments, in order."""
    def to_dict(self) -> dict[str, Any]:
        """The document, as `dict` and `list`."""

def diff(
    left: Input | Resolved,
    right: Input | Resolved,
    *,
    keys: Mapping[str, str] | None = None,
    meanings: Mapping[str, Meaning] | None = None,
    leaves: bool = False,
    alignment: int | None = None,
) -> TreeDiff:
    """What differs between two documents: data, or resolved configurations, which are compared as
    they are, without being converted.

    `keys` maps paths of lists to the key that names their items; else `name`, `id` or `key` is
    taken where each item has its own. `meanings` maps patterns of paths to what values mean there;
    of several that match, the last counts, and a path that none matches says itself what it means.
    With `leaves`, a subtree that is only on one side is given leaf by leaf. `alignment` bounds the
    work on a list without names, in steps; what it does not reach is compared by position.

    Raises `UsageError` for what is no document, and for a path, a pattern or a meaning that is
    none.
    """

@final
class ImportedFlags:
    """Flags of another tool as ours. `str()` is the text of the file."""

    @property
    def source(self) -> Literal["eppo", "flagd", "growthbook", "unleash"]:
        """The tool they come from."""
    @property
    def yaml(self) -> str:
        """The text of a `config/feature-flags.yaml`."""
    @property
    def flags(self) -> tuple[str, ...]:
        """The names of the flags, in order."""
    @property
    def renamed(self) -> dict[str, str]:
        """The names that flags have here, by those that they had and may not have here."""
    @property
    def problems(self) -> tuple[StagelineError, ...]:
        """What could not be kept as it was, sorted by place; each is an `E_IMPORT` that was not
        raised.
        """
    @property
    def undecided(self) -> tuple[str, ...]:
        """Flags that cannot be decided, in order: they answer `PARSE_ERROR`; problems say why."""
    def to_dict(self) -> dict[str, Any]:
        """The document: `from`, `flags`, `renamed`, `problems`, `undecided`, `yaml`."""

def import_flags(
    text: str,
    *,
    source: Literal["eppo", "flagd", "growthbook", "unleash"],
    environment: str | None = None,
    file: str = "flags.json",
) -> ImportedFlags:
    """Reads the flags of another tool, JSON or the same as YAML: the written file answers as its
    origin does, with everybody in the bucket they were in.

    With `environment` the flags say what they say in that environment alone. `file` is what places
    call the text.

    Raises `LoadError`: `E_IMPORT` with the place of each mistake that leaves no flags to import,
    `E_NAME` for a name that no environment may have. `UsageError` for a source that is none.
    """

def json_patch(
    left: Input | Resolved, right: Input | Resolved, *, keys: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """The JSON Patch (RFC 6902) that turns one document into another, as a list of operations. It
    says exactly what the right one says: other spellings of one value are changes here. `keys` are
    those of `diff`.

    Raises `UsageError` for what is no document.
    """

def apply_json_patch(document: Input | Resolved, patch: Sequence[Mapping[str, Any]]) -> Any:
    """A document with a JSON Patch (RFC 6902) applied: all of its operations, or none.

    Raises `EditError` (`E_PATCH`), which says which operation cannot be made, and why.
    """

def merge_patch(left: Input | Resolved, right: Input | Resolved) -> Any:
    """The JSON Merge Patch (RFC 7386) that turns one document into another. Lists are replaced as a
    whole.

    Raises `EditError` (`E_PATCH`) where a key would have to become `None`, which removes it in such
    a patch.
    """

def apply_merge_patch(document: Input | Resolved, patch: Input) -> Any:
    """A document with a JSON Merge Patch (RFC 7386) applied."""

def three_way(
    base: Input | Resolved,
    ours: Input | Resolved,
    theirs: Input | Resolved,
    *,
    keys: Mapping[str, str] | None = None,
    meanings: Mapping[str, Meaning] | None = None,
) -> ThreeWay:
    """What two documents changed since they last agreed, with conflicts named. Named items merge by
    name; a list without names that both changed is a conflict as a whole, unless it is a set.
    `keys` and `meanings` are those of `diff`.

    Raises `UsageError` as `diff`.
    """

@final
class WatchEvent:
    """Files were read again, or could not be. `str()` is one line."""

    @property
    def kind(self) -> Literal["reloaded", "failed"]:
        """What happened."""
    @property
    def environments(self) -> tuple[str, ...]:
        """The environments that may have changed; none where a failure was taken back."""
    @property
    def paths(self) -> tuple[str, ...]:
        """The files whose text is another one, new ones and deleted ones too."""
    @property
    def error(self) -> StagelineError | None:
        """Why what changed cannot be loaded. The project stays as it was until it can."""

@final
class Watch:
    """A project's files, watched until this is stopped or forgotten.

    As an iterator, and as one of asyncio, it waits for events and ends when it is stopped; as a
    context manager it is stopped at the end. It keeps no process alive. Up to 1,024 events wait;
    the oldest make room for new ones.

    It belongs to the process that began it. In one that is forked from that, it is stopped, and who
    waits for it is told so by a `UsageError`; the project stays as it is there until it is reloaded
    or watched anew.
    """

    def wait(self, timeout: float | None = None) -> WatchEvent | None:
        """Waits for the next event, or for so many seconds: `None` where none comes.

        Raises `UsageError` in a process that was forked from the one that watches.
        """
    def stop(self) -> None:
        """Ends it. Who waits for an event gets those that are there, and then none."""
    @property
    def is_stopped(self) -> bool:
        """Whether it was stopped, or belongs to the process that this one was forked from."""
    @property
    def missed(self) -> int:
        """How many events made room for newer ones before anybody took them."""
    def __iter__(self) -> Watch: ...
    def __next__(self) -> WatchEvent: ...
    def __aiter__(self) -> AsyncIterator[WatchEvent]: ...
    def __enter__(self) -> Watch: ...
    def __exit__(self, *_raised: Any) -> None: ...

def version() -> str:
    """The version of the engine, such as `0.1.0`."""

def _closest(name: str, known: list[str]) -> list[str]:
    """The names that may have been meant, best first."""

def _give_flags(values: Sequence[tuple[str, str, Any]]) -> None:
    """Gives flags of environments these values instead of those that were given before; later ones
    count.
    """

def _stop_clock(at: datetime | None) -> None:
    """Stops the clock of flags at a time, or lets it run."""

def _panic_for_test(message: str) -> None:
    """Panics. Built for tests only: the release wheel does not have it."""
