"""stageline: configuration, drift, feature flags and promotions across environments.

    project = stageline.Project.find()
    api = project.environment("production").service("api")
    config = api.resolve(ApiConfig)
    print(api.explain("resources.limits.cpu"))

Threads share every object freely. Nothing is started in the background, nothing is written to
standard error; what the engine does is told to `logging.getLogger("stageline")`.
"""

from stageline._stageline import (
    Environment,
    Explanation,
    Origin,
    Place,
    Project,
    Resolved,
    Root,
    Service,
    Snapshot,
    Step,
    version,
)
from stageline.errors import (
    ConfigError,
    EditError,
    InternalError,
    LoadError,
    ProviderError,
    StagelineError,
    UnknownNameError,
    UsageError,
)

__all__ = [
    "ConfigError",
    "EditError",
    "Environment",
    "Explanation",
    "InternalError",
    "LoadError",
    "Origin",
    "Place",
    "Project",
    "ProviderError",
    "Resolved",
    "Root",
    "Service",
    "Snapshot",
    "StagelineError",
    "Step",
    "UnknownNameError",
    "UsageError",
    "version",
]

__version__ = version()
