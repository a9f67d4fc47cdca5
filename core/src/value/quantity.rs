//! Quantities compared by what they mean: `2 cores` is `2000m`, `1024Mi` is `1Gi`, `90s` is `1m30s`.
//!
//! Only a value's path says which kind of quantity it is; a label `"1"` is never a processor.

use super::Notation;
use crate::error::{Code, Error, Result};
use crate::yaml::Data;

/// What a quantity measures. A bare number takes the unit in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Processor time (cores): `2`, `2 cores`, `2000m`.
    Cpu,
    /// Memory or storage (bytes): Kubernetes' suffixes `k`, `M`, `Gi`, …; `KB`, `GB` are decimal.
    Bytes,
    /// Time (seconds): `30`, `30s`, `1h30m`, `250ms`, `7d`.
    Duration,
    /// A share (percent): `70`, `70%`.
    Percent,
}

impl Kind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Cpu => "cpu",
            Kind::Bytes => "bytes",
            Kind::Duration => "duration",
            Kind::Percent => "percent",
        }
    }

    fn example(self) -> &'static str {
        match self {
            Kind::Cpu => "write cores, as in `2`, `500m` or `2 cores`",
            Kind::Bytes => "write bytes, as in `512Mi`, `2Gi` or `10GB`",
            Kind::Duration => "write a time, as in `30`, `30s` or `1h30m`",
            Kind::Percent => "write a share, as in `70` or `70%`",
        }
    }
}

/// The kind of quantity that stands at a path, if its keys say so.
///
/// The last key decides; whatever lies below `environment`, `env`, `labels` or `annotations` is
/// the application's own and has no kind.
pub fn kind_of<'k>(keys: impl DoubleEndedIterator<Item = &'k str>) -> Option<Kind> {
    let mut keys = keys.rev();
    let last = keys.next()?;
    if keys.any(is_the_applications_own) {
        return None;
    }
    let ends = |suffixes: &[&str]| {
        suffixes.iter().any(|suffix| {
            last == *suffix || last.strip_suffix(suffix).is_some_and(|head| head.ends_with('_'))
        })
    };
    match last {
        "cpu" => Some(Kind::Cpu),
        "memory" | "storage" | "disk" | "ephemeral-storage" | "ephemeral_storage" | "max_size" => {
            Some(Kind::Bytes)
        }
        "target_cpu" | "target_memory" => Some(Kind::Percent),
        _ if ends(&["percentage", "percent"]) => Some(Kind::Percent),
        _ if ends(&["timeout", "ttl", "interval", "delay", "period", "duration", "date_range"]) => {
            Some(Kind::Duration)
        }
        _ => None,
    }
}

/// Whether what lies below a key is the application's own, of which nothing is known.
pub(super) fn is_the_applications_own(key: &str) -> bool {
    matches!(key, "environment" | "env" | "labels" | "annotations")
}

/// An exact amount of one kind, in billionths of its unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    nanos: i128,
}

pub(super) const UNIT: i128 = 1_000_000_000;

impl Quantity {
    /// Reads a value as a quantity.
    ///
    /// Amounts finer than a billionth are rounded away from zero, as Kubernetes does.
    ///
    /// # Errors
    /// `E_QUANTITY` when it is none of this kind; the value is not quoted.
    pub fn read(data: &Data, kind: Kind) -> Result<Self> {
        let parsed = match data {
            Data::Int(value) => i128::from(*value).checked_mul(UNIT),
            Data::UInt(value) => i128::from(*value).checked_mul(UNIT),
            // The shortest decimal that reads back the same is what the author wrote.
            Data::Float(value) if value.is_finite() => decimal(&value.to_string(), 1, 1),
            Data::Text(text) => parse(text, kind),
            _ => None,
        };
        parsed.map(|nanos| Self { nanos }).ok_or_else(|| {
            let article = if kind == Kind::Bytes { "an amount of" } else { "a" };
            Error::new(Code::Quantity, format!("the value is not {article} {}", kind.name()))
                .help(kind.example())
        })
    }

    /// The amount as Kubernetes spells it: in whole numbers, with the largest suffix of a notation
    /// that leaves no fraction. `1024Mi` is `1Gi`, `0.5` is `500m`.
    pub fn canonical(self, notation: Notation) -> String {
        notation.write(self.nanos)
    }

    /// The amount in billionths of the kind's unit.
    pub fn nanos(self) -> i128 {
        self.nanos
    }

    /// The sum of two amounts of one kind, or the largest amount there is.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { nanos: self.nanos.saturating_add(other.nanos) }
    }

    /// The amount so many times, or the largest amount there is.
    #[must_use]
    pub fn times(self, count: u64) -> Self {
        Self { nanos: self.nanos.saturating_mul(count.into()) }
    }

    /// How many percent of another amount this is, rounded up; `None` of nothing, and where that
    /// would be beyond counting.
    pub fn percent_of(self, whole: Self) -> Option<u64> {
        let hundredfold = self.nanos.checked_mul(100).filter(|_| whole.nanos > 0)?;
        let up = i128::from(hundredfold % whole.nanos > 0);
        u64::try_from(hundredfold / whole.nanos + up).ok()
    }
}

fn parse(text: &str, kind: Kind) -> Option<i128> {
    match kind {
        Kind::Cpu => {
            let number = text.strip_suffix("cores").or_else(|| text.strip_suffix("core"));
            kubernetes(number.map_or(text, str::trim_end))
        }
        Kind::Bytes => {
            let shorter = text.strip_suffix('B').unwrap_or(text);
            kubernetes(shorter)
                .or_else(|| shorter.strip_suffix('K').and_then(|number| decimal(number, 1000, 1)))
        }
        Kind::Percent => decimal(text.strip_suffix('%').unwrap_or(text).trim_end(), 1, 1),
        Kind::Duration => duration(text),
    }
}

/// Kubernetes' quantity: a signed decimal with a binary, decimal or exponent suffix.
fn kubernetes(text: &str) -> Option<i128> {
    let digits =
        text.find(|c: char| !matches!(c, '0'..='9' | '.' | '+' | '-')).unwrap_or(text.len());
    let (number, suffix) = text.split_at(digits);
    let (scale, divisor) = match suffix {
        "" => (1, 1),
        "n" => (1, 1_000_000_000),
        "u" => (1, 1_000_000),
        "m" => (1, 1000),
        "k" => (1000, 1),
        "M" => (1_000_000, 1),
        "G" => (1_000_000_000, 1),
        "T" => (10i128.pow(12), 1),
        "P" => (10i128.pow(15), 1),
        "E" => (10i128.pow(18), 1),
        "Ki" => (1 << 10, 1),
        "Mi" => (1 << 20, 1),
        "Gi" => (1 << 30, 1),
        "Ti" => (1 << 40, 1),
        "Pi" => (1 << 50, 1),
        "Ei" => (1 << 60, 1),
        exponent => {
            let power: i32 = exponent.strip_prefix(['e', 'E'])?.parse().ok()?;
            let scale = 10i128.checked_pow(power.unsigned_abs())?;
            if power < 0 { (1, scale) } else { (scale, 1) }
        }
    };
    decimal(number, scale, divisor)
}

/// `number × scale ÷ divisor` in billionths, rounded away from zero.
fn decimal(number: &str, scale: i128, divisor: i128) -> Option<i128> {
    let unsigned = number.strip_prefix(['+', '-']).unwrap_or(number);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut amount: i128 = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        amount = amount.checked_mul(10)?.checked_add(digit.into())?;
    }
    let divisor = divisor.checked_mul(10i128.checked_pow(u32::try_from(fraction.len()).ok()?)?)?;
    let scaled = amount.checked_mul(scale)?.checked_mul(UNIT)?;
    let rounded = scaled / divisor + i128::from(scaled % divisor != 0);
    Some(if number.starts_with('-') { -rounded } else { rounded })
}

/// One or more amounts with units, largest first or in any order, or a bare number of seconds.
fn duration(text: &str) -> Option<i128> {
    if let Some(seconds) = decimal(text, 1, 1) {
        return Some(seconds);
    }
    let mut total: i128 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(is_of_unit)?);
        let end = after.find(|c: char| !is_of_unit(c)).unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let (scale, divisor) = match unit {
            "ns" => (1, 1_000_000_000),
            "us" | "\u{b5}s" | "\u{3bc}s" => (1, 1_000_000),
            "ms" => (1, 1000),
            "s" | "sec" | "second" | "seconds" => (1, 1),
            "m" | "min" | "minute" | "minutes" => (60, 1),
            "h" | "hour" | "hours" => (3600, 1),
            "d" | "day" | "days" => (86_400, 1),
            "w" | "week" | "weeks" => (604_800, 1),
            _ => return None,
        };
        total = total.checked_add(decimal(number.trim(), scale, divisor)?)?;
        rest = after.trim_start();
    }
    (!text.is_empty()).then_some(total)
}

/// A letter of a unit: also the micro sign and the Greek letter, which look alike.
fn is_of_unit(char: char) -> bool {
    char.is_ascii_alphabetic() || matches!(char, '\u{b5}' | '\u{3bc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nanos(text: &str, kind: Kind) -> Option<i128> {
        Quantity::read(&Data::Text(text.into()), kind).ok().map(Quantity::nanos)
    }

    #[test]
    fn spellings_of_one_amount_are_equal() {
        for (kind, spellings) in [
            (Kind::Cpu, &["2 cores", "2", "2000m", "2.0", "0.002k", "2e0"][..]),
            (Kind::Cpu, &["1 core", "1000m"]),
            (Kind::Bytes, &["1Gi", "1024Mi", "1073741824", "1GiB"]),
            (Kind::Bytes, &["10GB", "10G", "10000M", "10000MB", "10e9"]),
            (Kind::Bytes, &["64KB", "64k", "64kB"]),
            (Kind::Duration, &["90", "90s", "1m30s", "1.5m", "90000ms"]),
            (Kind::Duration, &["30d", "720h"]),
            (Kind::Duration, &["1.5ms", "1500us", "1500\u{b5}s", "1ms500\u{3bc}s", "1500000ns"]),
            (Kind::Percent, &["70", "70%", "70 %", "70.0"]),
        ] {
            let first = nanos(spellings[0], kind);
            assert!(first.is_some());
            for spelling in spellings {
                assert_eq!(nanos(spelling, kind), first, "{spelling}");
            }
        }
    }

    #[test]
    fn what_is_no_quantity_is_refused() {
        for (kind, text) in [
            (Kind::Cpu, "two"),
            (Kind::Cpu, "2 Gi"),
            (Kind::Cpu, ""),
            (Kind::Cpu, " 1"),
            (Kind::Bytes, "1 "),
            (Kind::Bytes, "4 GiB"),
            (Kind::Bytes, "4XB"),
            (Kind::Bytes, "1.2.3"),
            (Kind::Duration, "soon"),
            (Kind::Duration, "5 parsecs"),
            (Kind::Percent, "%"),
        ] {
            assert_eq!(nanos(text, kind), None, "{text}");
        }
    }

    #[test]
    fn the_path_decides_the_kind() {
        let kind = |path: &str| kind_of(path.split('.'));
        assert_eq!(kind("resources.limits.cpu"), Some(Kind::Cpu));
        assert_eq!(kind("autoscaling.target_cpu"), Some(Kind::Percent));
        assert_eq!(kind("cache.max_size"), Some(Kind::Bytes));
        assert_eq!(kind("health_check.initial_delay"), Some(Kind::Duration));
        assert_eq!(kind("database.pool_size"), None);
        assert_eq!(kind("labels.cpu"), None);
        assert_eq!(kind("environment.REQUEST_timeout"), None);
    }
}
