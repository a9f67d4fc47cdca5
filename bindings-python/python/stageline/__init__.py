"""stageline: configuration, drift, feature flags and promotions across environments.

    project = stageline.Project.find()
    api = project.environment("production").service("api")
    config = api.resolve(ApiConfig)
    print(api.explain("resources.limits.cpu"))

Threads share every object freely. Nothing is started in the background, nothing is written to
standard error; what the engine does is told to `logging.getLogger("stageline")`.
"""

from stageline._stageline import (
    Context,
    Details,
    Diff,
    Difference,
    Drift,
    DriftItem,
    Environment,
    Explanation,
    Finding,
    Flag,
    FlagExplanation,
    Flags,
    Gate,
    Origin,
    Pipeline,
    Place,
    Plan,
    Project,
    Reason,
    Report,
    Resolved,
    Root,
    SectionDiff,
    Service,
    ServiceStep,
    Side,
    Snapshot,
    Stage,
    StageGate,
    Step,
    Tenant,
    TenantEnvironment,
    Version,
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
    "Context",
    "Details",
    "Diff",
    "Difference",
    "Drift",
    "DriftItem",
    "EditError",
    "Environment",
    "Explanation",
    "Finding",
    "Flag",
    "FlagExplanation",
    "Flags",
    "Gate",
    "InternalError",
    "LoadError",
    "Origin",
    "Pipeline",
    "Place",
    "Plan",
    "Project",
    "ProviderError",
    "Reason",
    "Report",
    "Resolved",
    "Root",
    "SectionDiff",
    "Service",
    "ServiceStep",
    "Side",
    "Snapshot",
    "Stage",
    "StageGate",
    "StagelineError",
    "Step",
    "Tenant",
    "TenantEnvironment",
    "UnknownNameError",
    "UsageError",
    "Version",
    "version",
]

__version__ = version()
