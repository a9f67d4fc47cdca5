"""The native half of the package `stageline`."""

__all__ = ["_panic_for_test", "version"]

def version() -> str:
    """The version of the engine, such as `0.1.0`."""

def _panic_for_test(message: str) -> None:
    """Panics. Built for tests only: the release wheel does not have it."""
