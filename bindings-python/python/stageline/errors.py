"""The errors people catch. Each has a stable code and, where stageline knows it, what to do."""

__all__ = ["InternalError", "StagelineError"]


class StagelineError(Exception):
    """The parent of every error stageline raises."""

    code: str
    """A stable code, such as `E_INTERNAL`."""
    help: str | None
    """What to do about it, where stageline knows."""

    def __init__(self, message: str, *, code: str, help: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.help = help


class InternalError(StagelineError):
    """A fault of stageline itself, caught: the process and its snapshots are intact."""

    def __init__(self, message: str) -> None:
        super().__init__(
            message,
            code="E_INTERNAL",
            help="report it with the place it names; the process and its snapshots are intact",
        )
