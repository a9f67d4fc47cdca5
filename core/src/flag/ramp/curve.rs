//! Curves: which share belongs to which progress.

/// How a share grows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flag) enum Curve {
    Linear,
    Exponential,
    /// By rising progress.
    Steps(Box<[Step]>),
}

/// From this progress on, this share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flag) struct Step {
    pub(in crate::flag) at: i64,
    pub(in crate::flag) threshold: u64,
}

/// The exponential curve doubles its pace in this many equal stretches.
const STRETCHES: u128 = 7;

impl Curve {
    /// The threshold at a progress up to `length`, below 0 before the beginning, between `from` and `to`, of which `to` is
    /// not the smaller one.
    pub(super) fn threshold(&self, from: u64, to: u64, progress: i64, length: i64) -> u64 {
        if let Self::Steps(steps) = self {
            let passed = steps.partition_point(|step| step.at <= progress);
            let share = passed.checked_sub(1).map_or(from, |last| steps[last].threshold.max(from));
            return share.min(to);
        }
        if progress < 0 {
            return from;
        }
        if progress >= length {
            return to;
        }
        // So the length is above 0.
        let (progress, length) = (progress as u128, length as u128);
        let (parts, of) = match self {
            Self::Exponential => {
                let stretch = progress * STRETCHES / length;
                let within = progress * STRETCHES - stretch * length;
                let pace = 1u128 << stretch;
                ((pace - 1) * length + pace * within, ((1 << STRETCHES) - 1) * length)
            }
            _ => (progress, length),
        };
        from + (u128::from(to - from) * parts / of) as u64
    }
}
