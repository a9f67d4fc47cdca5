"""A provider for OpenFeature: the flags of one environment, asked in the process.

    from openfeature import api
    from stageline.openfeature import StagelineProvider

    api.set_provider(StagelineProvider(project, "production"))

It needs the package `openfeature-sdk`, which `stageline[openfeature]` brings.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from stageline import Details, Project, Snapshot, StagelineError, Watch

try:
    from openfeature.event import ProviderEventDetails
    from openfeature.exception import ErrorCode
    from openfeature.flag_evaluation import FlagResolutionDetails, Reason
    from openfeature.provider import AbstractProvider, Metadata
except ModuleNotFoundError as missing:
    raise ImportError(
        "`stageline.openfeature` needs the OpenFeature SDK; install `stageline[openfeature]`",
        name=missing.name,
    ) from missing

if TYPE_CHECKING:
    from openfeature.evaluation_context import EvaluationContext
    from openfeature.flag_evaluation import FlagValueType

__all__ = ["StagelineProvider"]

_T = TypeVar("_T")


class StagelineProvider(AbstractProvider):
    """The flags of an environment as OpenFeature asks for them.

    It follows the project through reloads. Attributes of the evaluation context are attributes
    here, nested ones by their dotted path; its targeting key is the targeting key. Flag metadata
    tells what `Details` does, under the same names, beside the scalars of the flag's own metadata.
    """

    def __init__(self, project: Project, environment: str, *, watch: bool = False) -> None:
        """With `watch` the provider follows the files from when it is set until it is shut
        down, and tells whoever listens; it keeps no process alive.

        Raises `UnknownNameError` for an environment that the project does not have.
        """
        super().__init__()
        self._project = project
        self._environment = environment
        self._flags = project.environment(environment).flags
        self._is_stale = False
        self._follows = watch
        self._following: tuple[Watch, threading.Thread] | None = None

    def initialize(self, evaluation_context: EvaluationContext) -> None:
        if self._follows and self._following is None:
            watch = self._project.watch()
            listener = threading.Thread(
                target=self._listen, args=(watch,), name="stageline-openfeature", daemon=True
            )
            self._following = watch, listener
            # A thread must not be in the engine when the interpreter ends.
            atexit.register(self.shutdown)
            listener.start()

    def shutdown(self) -> None:
        atexit.unregister(self.shutdown)
        following, self._following = self._following, None
        if following is not None:
            watch, listener = following
            watch.stop()
            if listener is not threading.current_thread():
                listener.join()

    def _listen(self, watch: Watch) -> None:
        for event in watch:
            if event.error is not None:
                self._tell_stale(event.error)
            else:
                self._tell_changed(self._environment in event.environments)

    def get_metadata(self) -> Metadata:
        return Metadata(name="stageline")

    def reload(self, paths: list[str] | None = None) -> Snapshot:
        """Reads the project again, as `Project.reload` does, and tells whoever listens.

        The event is `PROVIDER_CONFIGURATION_CHANGED`. Where the files cannot be read it is
        `PROVIDER_STALE`, what was read before goes on counting, and the error is raised; after the
        next reload that succeeds the provider is ready again.
        """
        try:
            snapshot = self._project.reload(paths)
        except StagelineError as error:
            self._tell_stale(error)
            raise
        self._tell_changed(True)
        return snapshot

    def _tell_stale(self, error: StagelineError) -> None:
        self._is_stale = True
        self.emit_provider_stale(ProviderEventDetails(message=error.message))

    def _tell_changed(self, may_differ: bool) -> None:
        if self._is_stale:
            self._is_stale = False
            self.emit_provider_ready(ProviderEventDetails())
        if may_differ:
            message = f"the flags of {self._environment} were read again"
            self.emit_provider_configuration_changed(ProviderEventDetails(message=message))

    def resolve_boolean_details(
        self,
        flag_key: str,
        default_value: bool,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[bool]:
        return self._resolve(flag_key, bool(default_value), evaluation_context)

    def resolve_string_details(
        self,
        flag_key: str,
        default_value: str,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[str]:
        return self._resolve(flag_key, default_value, evaluation_context)

    def resolve_integer_details(
        self,
        flag_key: str,
        default_value: int,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[int]:
        return self._resolve(flag_key, int(default_value), evaluation_context)

    def resolve_float_details(
        self,
        flag_key: str,
        default_value: float,
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[float]:
        return self._resolve(flag_key, float(default_value), evaluation_context)

    def resolve_object_details(
        self,
        flag_key: str,
        default_value: Sequence[FlagValueType] | Mapping[str, FlagValueType],
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[Sequence[FlagValueType] | Mapping[str, FlagValueType]]:
        found = self._resolve(flag_key, default_value, evaluation_context)
        if found.error_code is None and not isinstance(found.value, (dict, list)):
            return FlagResolutionDetails(
                default_value,
                error_code=ErrorCode.TYPE_MISMATCH,
                error_message=f"the flag `{flag_key}` holds neither an object nor a list",
                reason=Reason.ERROR,
            )
        return found

    def _resolve(
        self, flag: str, default: _T, context: EvaluationContext | None
    ) -> FlagResolutionDetails[_T]:
        details = self._flags.details(flag, _asked(context), default)
        code = details.error_code
        return FlagResolutionDetails(
            default if code else details.value,
            error_code=ErrorCode(code) if code else None,
            error_message=details.error_message,
            reason=Reason(details.reason),
            variant=details.variant,
            flag_metadata=_metadata(details),
        )


def _asked(context: EvaluationContext | None) -> Mapping[str, Any] | None:
    if context is None:
        return None
    if context.targeting_key is None:
        return context.attributes
    return {**context.attributes, "targeting_key": context.targeting_key}


def _metadata(details: Details[Any]) -> dict[str, bool | int | float | str]:
    """What the flag's own metadata says, and what decided; places and times as text."""
    found: dict[str, bool | int | float | str | None] = {
        "decided_by": details.decided_by,
        "set_in": details.set_in,
        "rule": details.rule,
        "target": details.target,
        "unmet": details.unmet,
        "bucket": details.bucket,
        "threshold": details.threshold,
        "place": str(details.place) if details.place else None,
        "valid_until": details.valid_until.isoformat() if details.valid_until else None,
    }
    own = {name: value for name, value in found.items() if value is not None}
    if details.metadata is None:
        return own
    scalars = (bool, int, float, str)
    return {k: v for k, v in details.metadata.items() if isinstance(v, scalars)} | own
