//! Which of GrowthBook's whole buckets a range of its decimals takes.

use crate::flag::import::build::list;
use crate::yaml::Node;

/// How a rule hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    One,
    Two,
}

impl Version {
    pub(super) fn of(self) -> u32 {
        match self {
            Self::One => 1000,
            Self::Two => 10_000,
        }
    }

    pub(super) fn profile(self) -> &'static str {
        match self {
            Self::One => "growthbook1",
            Self::Two => "growthbook2",
        }
    }
}

/// The ranges of buckets that a test of their decimals takes.
pub(super) fn ranges(version: Version, takes: impl Fn(f64) -> bool) -> Node {
    let of = version.of();
    let mut ranges = Vec::new();
    let mut start = None;
    for bucket in 0..=of {
        // The same division as GrowthBook's, so that no rounding moves anybody.
        let taken = bucket < of && takes(f64::from(bucket) / f64::from(of));
        match (taken, start) {
            (true, None) => start = Some(bucket),
            (false, Some(first)) => {
                ranges.push(list([Node::from(first), Node::from(bucket)]));
                start = None;
            }
            _ => {}
        }
    }
    list(ranges)
}

/// The first of these ranges that takes a decimal.
pub(super) fn choose(ranges: &[(f64, f64)], n: f64) -> Option<usize> {
    ranges.iter().position(|(start, end)| n >= *start && n < *end)
}

/// The ranges of so many variations by weight, of which only a part is covered.
pub(super) fn by_weight(
    count: usize,
    coverage: Option<f64>,
    weights: Option<&[f64]>,
) -> Vec<(f64, f64)> {
    let coverage = coverage.unwrap_or(1.0).clamp(0.0, 1.0);
    let equal = vec![1.0 / count as f64; count];
    let weights = match weights {
        Some(weights) if weights.len() == count => {
            let total: f64 = weights.iter().sum();
            if (0.99..=1.01).contains(&total) { weights } else { &equal }
        }
        _ => &equal,
    };
    let mut sum = 0.0;
    let range = |weight: &f64| {
        let start = sum;
        sum += weight;
        (start, start + coverage * weight)
    };
    weights.iter().map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_buckets_take_what_decimals_take() {
        for version in [Version::One, Version::Two] {
            for (start, end) in [(0.0, 1.0), (0.1, 0.3), (0.29, 0.57), (0.3333, 0.6667), (0.5, 0.5)]
            {
                let taken = ranges(version, |n| n >= start && n < end);
                let taken = taken.as_list().unwrap();
                let of = f64::from(version.of());
                for bucket in 0..version.of() {
                    let n = f64::from(bucket) / of;
                    let inside = taken.iter().any(|range| {
                        let at = |index: &str| match range.child(index).unwrap().data {
                            crate::yaml::Data::Int(value) => value,
                            _ => panic!("no integer"),
                        };
                        (at("0")..at("1")).contains(&i64::from(bucket))
                    });
                    assert_eq!(inside, n >= start && n < end, "{bucket} of {start}..{end}");
                }
            }
        }
    }
}
