//! The stable codes of errors, and the class of each: the branch of the error tree a binding raises.

/// The branch of the error tree that a code belongs to.
///
/// Bindings map each class to a type of their own (`LoadError`, `UnknownNameError`, …), so a host
/// catches a family without listing codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Class {
    /// Files could not be read or understood.
    Load,
    /// A name that the project does not know.
    UnknownName,
    /// Configuration that cannot be resolved, or does not fit the type asked for.
    Config,
    /// An edit that was refused.
    Edit,
    /// A step that needs a provider which failed or is not configured.
    Provider,
    /// The call itself is wrong.
    Usage,
    /// A defect in stageline.
    Internal,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal, $class:ident;)+) => {
        /// A stable error code. Its text never changes meaning between releases.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order of the reference page.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The code as hosts see it, such as `E_YAML`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $text,)+ }
            }

            /// The branch of the error tree.
            pub const fn class(self) -> Class {
                match self { $(Code::$variant => Class::$class,)+ }
            }

            /// What the code means, as the reference page says it.
            pub const fn summary(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

codes! {
    /// No project was found in the places that were searched.
    ProjectNotFound = "E_PROJECT_NOT_FOUND", Load;
    /// Several files or entries have errors; each is listed.
    Load = "E_LOAD", Load;
    /// A file is missing.
    FileNotFound = "E_FILE_NOT_FOUND", Load;
    /// A file or folder could not be read or listed.
    Io = "E_IO", Load;
    /// A folder, socket or device stands where a file is expected.
    NotAFile = "E_NOT_A_FILE", Load;
    /// A file is larger than the limit.
    FileTooLarge = "E_FILE_TOO_LARGE", Load;
    /// A file is not UTF-8.
    Encoding = "E_ENCODING", Load;
    /// A path leaves the project's root.
    PathOutside = "E_PATH_OUTSIDE", Load;
    /// A document is not YAML 1.2.
    Yaml = "E_YAML", Load;
    /// A key appears twice in one map.
    DuplicateKey = "E_DUPLICATE_KEY", Load;
    /// A document is deeper, larger or more repetitive than the limits allow.
    YamlLimit = "E_YAML_LIMIT", Load;
    /// A number lies outside the 64-bit range.
    NumberRange = "E_NUMBER_RANGE", Load;
    /// A tag that has no meaning here.
    YamlTag = "E_YAML_TAG", Load;
    /// A value has another kind than its place asks for.
    Type = "E_TYPE", Load;
    /// A required key is missing.
    MissingKey = "E_MISSING_KEY", Load;
    /// A name holds characters that names may not hold.
    Name = "E_NAME", Load;
    /// A name is reserved.
    ReservedName = "E_RESERVED_NAME", Load;
    /// Two entries claim the same name.
    NameTaken = "E_NAME_TAKEN", Load;
    /// A live state cannot be understood.
    Live = "E_LIVE", Load;
    /// A condition cannot be parsed.
    Condition = "E_CONDITION", Load;
    /// A condition names a step that is not defined.
    UnknownStep = "E_UNKNOWN_STEP", Load;
    /// No environment has this name.
    UnknownEnvironment = "E_UNKNOWN_ENVIRONMENT", UnknownName;
    /// No service has this name.
    UnknownService = "E_UNKNOWN_SERVICE", UnknownName;
    /// No feature flag has this name.
    UnknownFlag = "E_UNKNOWN_FLAG", UnknownName;
    /// No segment has this name.
    UnknownSegment = "E_UNKNOWN_SEGMENT", UnknownName;
    /// No ramp has this name.
    UnknownRamp = "E_UNKNOWN_RAMP", UnknownName;
    /// What another tool wrote cannot be imported, or not as it was.
    Import = "E_IMPORT", Load;
    /// A part of a flag is wrong in the language that it was imported in.
    Dialect = "E_DIALECT", Load;
    /// A flag is in a language, or in buckets, that this build does not read.
    UnknownDialect = "E_UNKNOWN_DIALECT", UnknownName;
    /// No tenant has this name.
    UnknownTenant = "E_UNKNOWN_TENANT", UnknownName;
    /// No pipeline has this name.
    UnknownPipeline = "E_UNKNOWN_PIPELINE", UnknownName;
    /// No value stands at this path.
    UnknownPath = "E_UNKNOWN_PATH", UnknownName;
    /// An `extends` names neither an environment nor a base.
    UnknownBase = "E_UNKNOWN_BASE", Config;
    /// An `extends` names both an environment and a base, or a base that two files define.
    AmbiguousBase = "E_AMBIGUOUS_BASE", Config;
    /// Several bases exist and nothing says which one applies.
    NoDefaultBase = "E_NO_DEFAULT_BASE", Config;
    /// An environment extends itself, directly or through others.
    ExtendsCycle = "E_EXTENDS_CYCLE", Config;
    /// An environment extends others through too many steps.
    ExtendsDepth = "E_EXTENDS_DEPTH", Config;
    /// Flags require each other, or segments are part of each other, in a circle or too deep.
    FlagCycle = "E_FLAG_CYCLE", Config;
    /// A rule, rollout, ramp, split or schedule of a flag contradicts itself or lacks a part.
    Rollout = "E_ROLLOUT", Config;
    /// A service has neither a base nor a file for the environment.
    ServiceAbsent = "E_SERVICE_ABSENT", Config;
    /// A merge instruction cannot be applied.
    Merge = "E_MERGE", Config;
    /// A reference inside a value cannot be resolved.
    Interpolation = "E_INTERPOLATION", Config;
    /// A resolved value does not fit the type that was asked for.
    ConfigType = "E_CONFIG_TYPE", Config;
    /// A text is not a quantity of the kind its path asks for.
    Quantity = "E_QUANTITY", Config;
    /// An environment stands in no pipeline.
    NotInPipeline = "E_NOT_IN_PIPELINE", Config;
    /// A promotion would skip environments, go back, or cross from one pipeline to another.
    NotNextStage = "E_NOT_NEXT_STAGE", Config;
    /// Several pipelines hold this step, and nothing says which one is meant.
    AmbiguousPipeline = "E_AMBIGUOUS_PIPELINE", Config;
    /// The target has no configuration for a service that is to be promoted.
    ServiceNotConfigured = "E_SERVICE_NOT_CONFIGURED", Config;
    /// A service says no version, so there is nothing to promote.
    NoVersion = "E_NO_VERSION", Config;
    /// A gate has no result yet.
    GatePending = "E_GATE_PENDING", Config;
    /// An approval has not been given yet.
    ApprovalPending = "E_APPROVAL_PENDING", Config;
    /// An edit would change more or less than was asked, so nothing was written.
    EditRefused = "E_EDIT_REFUSED", Edit;
    /// A file changed after it was read, so nothing was written.
    EditConflict = "E_EDIT_CONFLICT", Edit;
    /// A patch cannot be applied, or cannot say what differs.
    Patch = "E_PATCH", Edit;
    /// The files of this project cannot be written.
    ReadOnly = "E_READ_ONLY", Edit;
    /// Nothing is configured that could do this.
    NoProvider = "E_NO_PROVIDER", Provider;
    /// A provider of the host failed, or answered nothing that can be used.
    Provider = "E_PROVIDER", Provider;
    /// An argument is missing, malformed or of the wrong kind.
    Usage = "E_USAGE", Usage;
    /// A command or option of the vocabulary that this version does not have.
    Unavailable = "E_UNAVAILABLE", Usage;
    /// An evaluation context holds a value that contexts may not hold.
    InvalidContext = "E_INVALID_CONTEXT", Usage;
    /// A defect in stageline: a panic was caught, and only this call failed.
    Internal = "E_INTERNAL", Internal;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_carry_the_prefix() {
        let mut texts: Vec<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        assert!(texts.iter().all(|t| t.starts_with("E_")));
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
