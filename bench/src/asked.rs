//! What engines in Rust are asked about flags, how their answers are told, and how the asking is timed.
//!
//! Flags are of three kinds in turn: a plain boolean, one rule, a rollout to 25 %. Of each kind up to 32, spread over
//! the whole file, are asked. The crate of the peers includes this file, so that all are asked the same.

use std::{
    fmt::{self, Write as _},
    hint::black_box,
    time::{Duration, Instant},
};

/// The kinds of flags, in the order of the file.
pub const KINDS: [&str; 3] = ["boolean", "rule", "rollout"];

/// Who asks while time is taken: the targeting key, and the plan, which is the one that rules want.
pub const ASKING: (&str, &str) = ("customer-4711", "pro");

/// How many flags of a kind are asked.
const ASKED: usize = 32;

/// How many keys ask before time is taken, each with the plan that rules want and with another.
pub const KEYS: usize = 1000;

/// A loop takes about so long: short enough to find a moment in which the machine does nothing else.
const LOOP: Duration = Duration::from_millis(1);

/// Evaluations in a loop, at most.
const EVALUATIONS: usize = 64_000;

/// Each loop runs so often, and the best of these is told; no more than two of them after `PATIENCE`.
const ROUNDS: usize = 100;
const PATIENCE: Duration = Duration::from_millis(300);

/// The name of a flag, whose kind is `KINDS[at % 3]`.
#[must_use]
pub fn name(at: usize) -> String {
    format!("{}_flag_{at:05}", KINDS[at % 3])
}

/// The names of the flags of a kind that are asked.
#[must_use]
pub fn asked(count: usize, kind: usize) -> Vec<String> {
    let of_kind: Vec<usize> = (kind..count).step_by(3).collect();
    let step = (of_kind.len() / ASKED).max(1);
    of_kind.into_iter().step_by(step).take(ASKED).map(name).collect()
}

/// How many were on, and a hash of every single answer.
#[derive(Debug, Clone, Copy)]
pub struct Answers {
    asked: usize,
    on: usize,
    digest: u64,
}

impl Answers {
    const NONE: Self = Self { asked: 0, on: 0, digest: 0xcbf2_9ce4_8422_2325 };

    fn take(&mut self, on: bool) {
        self.asked += 1;
        self.on += usize::from(on);
        // FNV-1a, which takes an answer for a byte.
        self.digest = (self.digest ^ u64::from(on)).wrapping_mul(0x0100_0000_01b3);
    }
}

impl fmt::Display for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { asked, on, digest } = self;
        write!(f, "{on} {asked} {digest:016x}")
    }
}

/// What an engine answers to so many keys: a line for each kind and plan. It says how many answers were on, of how
/// many, and a hash of them all.
///
/// A context is made of a key and a plan.
#[must_use]
pub fn answers<C>(
    count: usize,
    keys: usize,
    context: impl Fn(&str, &str) -> C,
    is_on: impl Fn(&str, &C) -> bool,
) -> String {
    let names: Vec<Vec<String>> = (0..KINDS.len()).map(|kind| asked(count, kind)).collect();
    let mut lines = String::new();
    for plan in [ASKING.1, "free"] {
        let mut kinds = [Answers::NONE; KINDS.len()];
        for key in 0..keys {
            let context = context(&format!("customer-{key}"), plan);
            for (answers, names) in kinds.iter_mut().zip(&names) {
                names.iter().for_each(|name| answers.take(is_on(name, &context)));
            }
        }
        for (kind, answers) in KINDS.iter().zip(kinds) {
            // Writing to a `String` does not fail.
            let _ = writeln!(lines, "{kind}-{plan} {answers}");
        }
    }
    lines
}

/// Nanoseconds of one evaluation, the best of all rounds; each is given the index of what is asked.
pub fn nanoseconds(of: usize, mut ask: impl FnMut(usize) -> bool) -> f64 {
    let mut run = |evaluations: usize| {
        let start = Instant::now();
        let mut at = 0;
        for _ in 0..evaluations {
            black_box(ask(at));
            at += 1;
            if at == of {
                at = 0;
            }
        }
        start.elapsed()
    };
    // The first pass warms the caches, the second tells how many fit into a loop.
    run(of);
    let pass = run(of).max(Duration::from_nanos(1));
    let passes = (LOOP.as_nanos() / pass.as_nanos()).max(1) as usize;
    let evaluations = (passes * of).min(EVALUATIONS);
    let started = Instant::now();
    let mut best = Duration::MAX;
    for round in 0..ROUNDS {
        if round >= 2 && started.elapsed() > PATIENCE {
            break;
        }
        best = best.min(run(evaluations));
    }
    best.as_secs_f64() * 1e9 / evaluations as f64
}

/// The best time of some rounds; what they give is dropped outside of it.
pub fn best<T>(rounds: usize, mut work: impl FnMut() -> T) -> Duration {
    let started = Instant::now();
    let mut best = Duration::MAX;
    for round in 0..rounds {
        if round >= 2 && started.elapsed() > PATIENCE {
            break;
        }
        let start = Instant::now();
        let done = black_box(work());
        best = best.min(start.elapsed());
        drop(done);
    }
    best
}
