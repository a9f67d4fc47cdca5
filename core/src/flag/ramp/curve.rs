//! Curves: which share belongs to which progress.

use crate::flag::bucket::Percentage;

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
    pub(in crate::flag) share: Percentage,
}

/// The exponential curve doubles its pace in this many equal stretches.
const STRETCHES: u128 = 7;

impl Curve {
    /// The first bucket that is out at a progress up to `length`, below 0 before the beginning,
    /// between the shares `from` and `to`, of which `to` is not the smaller one.
    pub(super) fn threshold(
        &self,
        (from, to): (Percentage, Percentage),
        progress: i64,
        length: i64,
    ) -> u64 {
        if let Self::Steps(steps) = self {
            let passed = steps.partition_point(|step| step.at <= progress);
            let share = passed.checked_sub(1).map_or(from, |last| steps[last].share.max(from));
            return share.min(to).threshold();
        }
        if progress < 0 {
            return from.threshold();
        }
        if progress >= length {
            return to.threshold();
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
        let [from, to] = [from, to].map(|share| u128::from(share.thousandths()));
        let share = from * of + (to - from) * parts;
        (share << 32).div_ceil(u128::from(Percentage::ALL.thousandths()) * of) as u64
    }
}
