//! The rules for what is live: it ought to be what is declared.

use super::report::Class;
use super::rules::{Rule, SECURITY, table};
use crate::error::Severity;
use crate::value::refers_to_secret;

use Class::{Drift, Expected};
use Severity::{Error, Info, Warning};

/// The rules for differences between what is declared and what is live, in the order in which they
/// are tried; the first that fits decides. How environments differ by nature plays no part.
pub fn live_rules() -> &'static [Rule] {
    &LIVE_RULES
}

/// The last entry leaves nothing over.
pub(super) static LIVE_RULES: [Rule; 11] = table! {
    "drift/missing_service" Drift Warning Error
        "the service is declared and does not run"
        |case| case.is_whole_service() && case.found.is_none();
    "drift/extra_service" Drift Warning Error
        "the service runs and is not declared"
        |case| case.is_whole_service();
    "expected/autoscaled" Expected Info Info
        "an autoscaler sets the number"
        |case| case.is_scaled && case.path.keys().eq(["replicas"]);
    "expected/secret" Expected Info Info
        "the declaration refers to a secret, and where it runs the secret is kept in its own way"
        |case| case.baseline_text().is_some_and(refers_to_secret)
            && (case.is_from_store || case.found_text().is_some_and(refers_to_secret));
    "drift/plain_secret" Drift Error Error
        "it is declared as a reference to a secret and runs in plain text"
        |case| case.is_both() && case.baseline_text().is_some_and(refers_to_secret);
    "drift/undeclared_secret" Drift Warning Warning
        "it runs with a secret and is declared as another value"
        |case| case.is_both() && (case.is_from_store || case.found_text().is_some_and(refers_to_secret));
    "drift/security" Drift Warning Error
        "it is not protected as declared"
        |case| case.has_word(&SECURITY)
            || case.lacks_word(&SECURITY)
            || case.has_words("rate", &["limit", "limits", "limiting"]);
    "drift/version" Drift Warning Warning
        "another version runs than is declared"
        |case| case.is_both() && case.last_has_word(&["image", "version", "tag"]);
    "drift/missing" Drift Warning Warning
        "it is declared and not live"
        |case| case.found.is_none();
    "drift/extra" Drift Warning Warning
        "it is live and not declared"
        |case| case.baseline.is_none();
    "drift/changed" Drift Warning Warning
        "what runs is not what is declared"
        |_| true;
};
