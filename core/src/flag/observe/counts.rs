//! Counters: how often a flag gave what, in shards that threads do not share.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use smol_str::SmolStr;

use crate::flag::details::Reason;
use crate::flag::evaluate::Verdict;
use crate::flag::registry::Names;
use crate::flag::table::{NOTHING, Plan, Table};

/// How often a flag gave one answer, since counting began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FlagCount {
    /// The environment that was asked.
    pub environment: String,
    /// The flag.
    pub flag: String,
    /// The variant's name, or the value as JSON; `None` for the caller's default.
    pub gives: Option<String>,
    /// Whether it could not be decided: the reason was `ERROR`.
    pub failed: bool,
    /// How often.
    pub count: u64,
}

/// Threads are spread over so many shards.
const SHARDS: usize = 16;

/// Before the counters of what a flag can serve come those of the caller's default, and of errors.
const DEFAULTS: usize = 0;
const ERRORS: usize = 1;
const BEFORE: usize = 2;

thread_local! {
    static SHARD: usize = {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        NEXT.fetch_add(1, Ordering::Relaxed) % SHARDS
    };
}

/// The counters of a table, made when the first answer is counted.
#[derive(Default)]
pub(in crate::flag) struct CountsOf(OnceLock<Arc<Counts>>);

impl CountsOf {
    /// The counters of `table`, entered into the book when they are new.
    pub(super) fn of(&self, table: &Table, enter: impl FnOnce(Arc<Counts>)) -> &Counts {
        self.0.get_or_init(|| {
            let counts = Arc::new(Counts::new(table));
            enter(counts.clone());
            counts
        })
    }
}

/// The counters of one table are not those of its copy.
impl Clone for CountsOf {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl std::fmt::Debug for CountsOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CountsOf")
    }
}

/// The counters of one table, and what they count.
pub(super) struct Counts {
    environment: SmolStr,
    names: Arc<Names>,
    plans: Vec<Option<Arc<Plan>>>,
    /// By flag id: its first counter. At the end: how many there are.
    starts: Vec<usize>,
    shards: [OnceLock<Box<[AtomicU64]>>; SHARDS],
}

impl Counts {
    fn new(table: &Table) -> Self {
        let mut starts = Vec::with_capacity(table.plans.len() + 1);
        let mut next = 0;
        for plan in &table.plans {
            starts.push(next);
            next += plan.as_ref().map_or(0, |plan| BEFORE + plan.all_outcomes().count());
        }
        starts.push(next);
        Self {
            environment: table.environment.clone(),
            names: table.registry.flags.clone(),
            plans: table.plans.clone(),
            starts,
            shards: Default::default(),
        }
    }

    pub(super) fn add(&self, flag: u32, plan: &Plan, verdict: &Verdict) {
        let Some(start) = self.starts.get(flag as usize) else { return };
        let shard = SHARD.try_with(|shard| *shard).unwrap_or_default();
        let counters = self.shards[shard].get_or_init(|| self.zeros());
        if let Some(counter) = counters.get(start + index(plan, verdict)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn zeros(&self) -> Box<[AtomicU64]> {
        let count = self.starts.last().copied().unwrap_or_default();
        std::iter::repeat_with(AtomicU64::default).take(count).collect()
    }

    fn add_to(&self, totals: &mut Totals) {
        let shards: Vec<_> = self.shards.iter().filter_map(OnceLock::get).collect();
        for (id, plan) in self.plans.iter().enumerate() {
            let Some(plan) = plan else { continue };
            let given = plan.all_outcomes().map(|outcome| (Some(outcome.name()), false));
            let all = [(None, false), (None, true)].into_iter().chain(given);
            for ((gives, failed), at) in all.zip(self.starts[id]..) {
                let count = shards.iter().map(|shard| shard[at].load(Ordering::Relaxed)).sum();
                if count > 0 {
                    let flag = self.names.name(id as u32).to_owned();
                    let key = (self.environment.to_string(), flag, gives, failed);
                    add(totals, key, count);
                }
            }
        }
    }
}

/// The counter of a verdict among those of its flag.
fn index(plan: &Plan, verdict: &Verdict) -> usize {
    if verdict.reason == Reason::Error {
        return ERRORS;
    }
    if verdict.outcome == NOTHING {
        return DEFAULTS;
    }
    // As `all_outcomes` goes through them.
    let before = match (verdict.phase as usize).min(plan.phases.len()) {
        last if last == plan.phases.len() => 0,
        phase => {
            let passed = plan.phases[..phase].iter().map(|phase| phase.plan.outcomes.len());
            plan.outcomes.len() + passed.sum::<usize>()
        }
    };
    BEFORE + before + verdict.outcome as usize
}

type Totals = BTreeMap<(String, String, Option<String>, bool), u64>;

fn add(totals: &mut Totals, key: (String, String, Option<String>, bool), count: u64) {
    let total = totals.entry(key).or_default();
    *total = total.saturating_add(count);
}

/// The counters of all tables of a project: those that may still count, and the totals of the rest.
#[derive(Default)]
pub(super) struct Book {
    open: Vec<Arc<Counts>>,
    closed: Totals,
}

impl Book {
    pub(super) fn enter(&mut self, counts: Arc<Counts>) {
        self.close();
        self.open.push(counts);
    }

    /// Adds up those whose table is gone.
    fn close(&mut self) {
        let closed = &mut self.closed;
        self.open.retain(|counts| {
            let stays = Arc::strong_count(counts) > 1;
            if !stays {
                counts.add_to(closed);
            }
            stays
        });
    }

    pub(super) fn counted(&mut self) -> Vec<FlagCount> {
        self.close();
        let mut totals = self.closed.clone();
        self.open.iter().for_each(|counts| counts.add_to(&mut totals));
        let count = |((environment, flag, gives, failed), count)| FlagCount {
            environment,
            flag,
            gives,
            failed,
            count,
        };
        totals.into_iter().map(count).collect()
    }
}
