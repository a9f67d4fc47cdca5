"""stageline: configuration, drift, feature flags and promotions across environments."""

from stageline._stageline import version
from stageline.errors import InternalError, StagelineError

__all__ = ["InternalError", "StagelineError", "version"]

__version__ = version()
