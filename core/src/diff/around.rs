//! What is known of a value by the maps and lists around it: found out where there is something to
//! tell, and once for all members of one map.

use std::cell::OnceCell;

use super::step::Step;
use crate::value::{Inside, Standing};

/// Maps or lists that a walk has opened.
pub(super) trait Around {
    /// Where what was found out is kept.
    fn known(&self) -> &OnceCell<Known>;

    /// What is known of their members, from what is known of themselves.
    fn look(&self, standing: Standing) -> Known;

    /// What is known of the item at a step.
    fn item(&self, standing: Standing, step: &Step<'_>) -> Standing;
}

/// What is known of the members of maps or lists.
#[derive(Clone, Copy)]
pub(super) enum Known {
    /// Of all inside the maps.
    Maps(Inside),
    /// Of the lists themselves.
    Lists(Standing),
}

/// What is known of the value that the steps lead to, each through one of the frames.
pub(super) fn standing<F: Around>(frames: &[F], steps: &[Step<'_>]) -> Standing {
    let from = frames.iter().rposition(|frame| frame.known().get().is_some()).unwrap_or(0);
    let around = frames.iter().zip(steps).skip(from);
    around.fold(Standing::default(), |standing, (frame, step)| {
        match (*frame.known().get_or_init(|| frame.look(standing)), step) {
            (Known::Maps(inside), Step::Key(key)) => inside.entry(key),
            (Known::Lists(standing), step) => frame.item(standing, step),
            // Only keys lead into maps.
            (Known::Maps(_), _) => standing,
        }
    })
}
