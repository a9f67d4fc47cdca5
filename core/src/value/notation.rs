//! Kubernetes' three ways to write a quantity, and the one spelling that each has for an amount.

use super::quantity::UNIT;

/// A family of suffixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// Powers of 1024: `Ki`, `Mi`, `Gi`, ….
    Binary,
    /// Powers of 1000: `n`, `u`, `m`, none, `k`, `M`, `G`, ….
    Decimal,
    /// An exponent that is a multiple of three: `1e3`, `5e-6`.
    Exponent,
}

const BINARY: [&str; 7] = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
/// From billionths upward.
const DECIMAL: [&str; 10] = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

impl Notation {
    /// The notation that a quantity is written in, by its suffix; a plain number is decimal.
    pub fn of(text: &str) -> Self {
        match text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
            rest if rest.ends_with('i') => Self::Binary,
            rest if rest.len() < text.len() && rest.ends_with(['e', 'E']) => Self::Exponent,
            _ => Self::Decimal,
        }
    }

    /// Billionths in whole numbers: the largest suffix that leaves no fraction.
    ///
    /// Below 1024, and where a fraction is left, the binary notation has no suffix to offer and the
    /// decimal one is taken.
    pub(super) fn write(self, nanos: i128) -> String {
        let (mut amount, mut power) = (nanos, 0);
        if self == Self::Binary && amount % UNIT == 0 && amount.abs() >= 1024 * UNIT {
            amount /= UNIT;
            while amount % 1024 == 0 && power + 1 < BINARY.len() {
                (amount, power) = (amount / 1024, power + 1);
            }
            return format!("{amount}{}", BINARY[power]);
        }
        if amount == 0 {
            return "0".to_owned();
        }
        let most = if self == Self::Exponent { usize::MAX } else { DECIMAL.len() - 1 };
        while amount % 1000 == 0 && power < most {
            (amount, power) = (amount / 1000, power + 1);
        }
        match (self, power) {
            (Self::Exponent, 3) => amount.to_string(),
            (Self::Exponent, power) => format!("{amount}e{}", power as i32 * 3 - 9),
            (_, power) => format!("{amount}{}", DECIMAL[power]),
        }
    }
}
