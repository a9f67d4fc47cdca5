//! The operations of JsonLogic that take values, those of flagd included.

/// An operation whose arguments are all evaluated before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Same,
    NotEqual,
    NotSame,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Truth,
    Not,
    Remainder,
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,
    In,
    Cat,
    Substring,
    Merge,
    Missing,
    MissingSome,
    Log,
    Fractional,
    StartsWith,
    EndsWith,
    SemVer,
    Lower,
    Upper,
}

impl Operator {
    /// The name of a comparison, which holds or not.
    pub(super) fn comparison(self) -> Option<&'static str> {
        Some(match self {
            Self::Equal => "==",
            Self::Same => "===",
            Self::NotEqual => "!=",
            Self::NotSame => "!==",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::In => "in",
            Self::StartsWith => "starts_with",
            Self::EndsWith => "ends_with",
            Self::SemVer => "sem_ver",
            _ => return None,
        })
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "==" => Self::Equal,
            "===" => Self::Same,
            "!=" => Self::NotEqual,
            "!==" => Self::NotSame,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            "!!" => Self::Truth,
            "!" => Self::Not,
            "%" => Self::Remainder,
            "+" => Self::Add,
            "-" => Self::Subtract,
            "*" => Self::Multiply,
            "/" => Self::Divide,
            "min" => Self::Min,
            "max" => Self::Max,
            "in" => Self::In,
            "cat" => Self::Cat,
            "substr" => Self::Substring,
            "merge" => Self::Merge,
            "missing" => Self::Missing,
            "missing_some" => Self::MissingSome,
            "log" => Self::Log,
            "fractional" => Self::Fractional,
            "starts_with" => Self::StartsWith,
            "ends_with" => Self::EndsWith,
            "sem_ver" => Self::SemVer,
            "lower" => Self::Lower,
            "upper" => Self::Upper,
            _ => return None,
        })
    }
}
