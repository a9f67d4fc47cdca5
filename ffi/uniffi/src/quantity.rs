//! Amounts that are spelled in several ways, compared by what they mean.

use std::cmp::Ordering;
use std::sync::Arc;

use stageline::value::{Kind, Notation, Quantity as Amount};
use stageline::yaml::Data;

use crate::error::{StagelineError, guard};

/// An exact amount, such as `500m` of a processor.
#[derive(uniffi::Object)]
pub struct Quantity {
    amount: Amount,
    kind: Kind,
    notation: Notation,
}

const KINDS: [Kind; 4] = [Kind::Cpu, Kind::Bytes, Kind::Duration, Kind::Percent];

type Answer<T> = Result<T, StagelineError>;

#[uniffi::export]
impl Quantity {
    /// Reads an amount of a kind: `cpu` (cores), `bytes`, `duration` (seconds) or `percent`. A bare
    /// number counts in the unit in brackets.
    ///
    /// # Errors
    /// `E_QUANTITY` for a text that is none of this kind, `E_USAGE` for a kind that is none.
    #[uniffi::constructor]
    pub fn parse(text: &str, kind: &str) -> Answer<Arc<Self>> {
        guard(|| {
            let kind = *KINDS.iter().find(|known| known.name() == kind).ok_or_else(|| {
                let help = "use `cpu`, `bytes`, `duration` or `percent`";
                StagelineError::usage("`kind` is no kind of quantity".to_owned(), help)
            })?;
            let amount = Amount::read(&Data::Text(text.into()), kind)?;
            Ok(Arc::new(Quantity { amount, kind, notation: Notation::of(text) }))
        })
    }

    /// What it measures.
    pub fn kind(&self) -> String {
        self.kind.name().to_owned()
    }

    /// -1, 0 or 1: whether it is smaller than another amount, equal or larger.
    ///
    /// # Errors
    /// `E_USAGE` for an amount of another kind.
    pub fn compare(&self, other: &Quantity) -> Answer<i8> {
        guard(|| {
            if self.kind != other.kind {
                let (left, right) = (self.kind.name(), other.kind.name());
                let message = format!("one amount measures {left}, the other {right}");
                return Err(StagelineError::usage(message, "compare amounts of one kind"));
            }
            Ok(match self.amount.cmp(&other.amount) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            })
        })
    }

    /// The amount in its unit, as near as a double comes.
    pub fn value(&self) -> f64 {
        self.amount.nanos() as f64 / 1e9
    }

    /// The amount as Kubernetes spells it, in the notation it was read in: `1024Mi` is `1Gi`, `0.5` is
    /// `500m`.
    pub fn canonical(&self) -> String {
        self.amount.canonical(self.notation)
    }
}
