//! A plan that mends drift, seen from JavaScript.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi_derive::napi;
use stageline::project;

use crate::document::{Document, texts};
use crate::edit::Edit;
use crate::guard::guarded;
use crate::thrown::Thrown;

/// What makes one environment say what another one says, difference by difference.
#[napi]
pub struct FixPlan(Arc<Mutex<project::FixPlan>>);

impl FixPlan {
    pub(crate) fn new(plan: project::FixPlan) -> Self {
        Self(Arc::new(Mutex::new(plan)))
    }

    fn lock(&self) -> MutexGuard<'_, project::FixPlan> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[napi]
impl FixPlan {
    /// The plan as it stands; its parts are the items.
    #[napi(catch_unwind)]
    pub fn document(&self) -> napi::Result<Document, Thrown> {
        let plan = self.lock().clone();
        guarded(|| Ok(Document::listing(plan, |plan| texts(&plan.items))))
    }

    /// Chooses items by their numbers, all of them or none.
    #[napi(catch_unwind)]
    pub fn set_chosen(&self, numbers: Vec<u32>, chosen: bool) -> napi::Result<(), Thrown> {
        guarded(|| {
            let mut plan = self.lock();
            let mut trial = plan.clone();
            for number in numbers {
                trial.set_chosen(number as usize, chosen)?;
            }
            *plan = trial;
            Ok(())
        })
    }

    /// The edit of what is chosen.
    #[napi(catch_unwind)]
    pub fn edit(&self) -> napi::Result<Edit, Thrown> {
        guarded(|| self.lock().edit().map(Edit::from_engine))
    }
}
