//! What tests put in the place of files and of the clock, for all flags of the process. The package's
//! `stageline.testing` keeps account of it; outside of tests it costs the look at one number.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::SystemTime;

use pyo3::prelude::*;
use stageline::flag::Flags;
use stageline::value::Timestamp;
use stageline::yaml::Node;

use super::time::needed;
use crate::from_python::to_node;
use crate::guard::guarded;

/// A value that a flag of an environment is given.
struct Given {
    environment: String,
    flag: String,
    value: Node,
}

/// Whether any value is given.
static ANY: AtomicBool = AtomicBool::new(false);
static GIVEN: RwLock<Vec<Given>> = RwLock::new(Vec::new());

/// The flags that stand in for these, while a test gives some of them values.
#[inline]
pub(super) fn stand_in(flags: &Flags, environment: &str) -> Option<Flags> {
    if ANY.load(Ordering::Acquire) { overridden(flags, environment) } else { None }
}

#[cold]
fn overridden(flags: &Flags, environment: &str) -> Option<Flags> {
    let given = GIVEN.read().unwrap_or_else(PoisonError::into_inner);
    let mut standing_in = None;
    for Given { flag, value, .. } in given.iter().filter(|given| given.environment == environment) {
        // A flag that a reload took away is not there for tests either.
        let flags = standing_in.as_ref().unwrap_or(flags);
        if let Ok(flags) = flags.with_override(flag, value.clone()) {
            standing_in = Some(flags);
        }
    }
    standing_in
}

/// Gives flags of environments these values instead of those that were given before; later ones
/// count.
#[pyfunction]
pub(crate) fn _give_flags(values: Vec<(String, String, Bound<'_, PyAny>)>) -> PyResult<()> {
    guarded(|| {
        let mut all = Vec::with_capacity(values.len());
        for (environment, flag, value) in values {
            all.push(Given { environment, flag, value: to_node(&value)? });
        }
        let mut given = GIVEN.write().unwrap_or_else(PoisonError::into_inner);
        ANY.store(!all.is_empty(), Ordering::Release);
        *given = all;
        Ok(())
    })
}

/// What no clock shows.
const RUNS: i64 = i64::MIN;

/// In milliseconds, where the clock stands still.
static STANDS: AtomicI64 = AtomicI64::new(RUNS);

/// The time: the machine's, or that of a test.
pub(crate) fn now() -> Timestamp {
    match STANDS.load(Ordering::Acquire) {
        RUNS => SystemTime::now().into(),
        at => Timestamp::from_millis(at),
    }
}

/// Stops the clock of flags at a time, or lets it run.
#[pyfunction]
pub(crate) fn _stop_clock(at: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
    guarded(|| {
        let at = at.map(needed).transpose()?;
        STANDS.store(at.map_or(RUNS, Timestamp::as_millis), Ordering::Release);
        Ok(())
    })
}
