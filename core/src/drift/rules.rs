//! The rules, one entry each, in the order in which they are tried.

use super::case::Case;
use super::report::Class;
use crate::diff::Section;
use crate::error::Severity;
use crate::value::{Kind, kind_of};

use Class::{Drift, Expected};
use Severity::{Error, Info, Warning};

/// Says what a difference is.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// Its stable name.
    pub id: &'static str,
    /// What it makes of a difference.
    pub class: Class,
    /// How much that matters.
    pub severity: Severity,
    /// How much it matters where one side is production.
    pub in_production: Severity,
    /// Why, as a sentence.
    pub reason: &'static str,
    pub(super) applies: fn(&Case<'_>) -> bool,
}

/// The rules in the order in which they are tried; the first that fits decides.
pub fn rules() -> &'static [Rule] {
    &RULES
}

macro_rules! table {
    ($($id:literal $class:ident $severity:ident $in_production:ident $reason:literal $applies:expr;)+) => {
        [$(Rule {
            id: $id,
            class: $class,
            severity: $severity,
            in_production: $in_production,
            reason: $reason,
            applies: $applies,
        }),+]
    };
}

pub(super) use table;

/// The last entries leave nothing over: a value is missing, additional, or another one.
pub(super) static RULES: [Rule; 22] = table! {
    "drift/missing_service" Drift Warning Error
        "the service is missing here"
        |case| case.is_whole_service() && case.found.is_none();
    "drift/extra_service" Drift Warning Error
        "the service is only here"
        |case| case.is_whole_service();
    "expected/flag" Expected Info Info
        "features reach the environments one after the other"
        |case| *case.section == Section::Flags;
    "expected/identity" Expected Info Info
        "it says which environment this is"
        |case| case.is_record(&["description", "tier", "region"]);
    "expected/auto_deploy" Expected Info Info
        "each environment has its own way to get changes"
        |case| case.is_record(&["auto_deploy"]);
    "drift/plain_secret" Drift Error Error
        "one side is a reference to a secret and the other is plain text"
        |case| case.is_plain_beside_reference();
    "expected/scaling" Expected Info Info
        "environments differ in size"
        |case| case.has_key(&["replicas", "resources", "autoscaling", "resource_limits"]);
    "expected/secret" Expected Info Info
        "each environment has its own secrets"
        |case| case.is_both() && case.nodes().all(|node| case.is_secret(node));
    "expected/named_after_environment" Expected Info Info
        "the same name, each in its own environment"
        |case| case.is_named_after_environment();
    "drift/security" Drift Warning Error
        "the two are not protected alike"
        |case| case.has_word(&SECURITY)
            || case.lacks_word(&SECURITY)
            || case.has_words("rate", &["limit", "limits", "limiting"]);
    "drift/order" Drift Info Info
        "the same items stand in another order"
        |case| case.is_order;
    "expected/address" Expected Info Info
        "each environment has its own addresses"
        |case| (case.is_both() || case.is_item()) && !case.are_references()
            && (is_address_key(case) || is_address(case));
    "expected/debugging" Expected Info Info
        "aids for developers and tests stay where they belong"
        |case| case.last_has_word(&DEBUGGING);
    "expected/capability" Expected Info Info
        "an environment has the capabilities that it needs"
        |case| case.is_record(&["features"]);
    "drift/missing" Drift Warning Warning
        "it is missing here"
        |case| case.found.is_none();
    "drift/extra" Drift Warning Warning
        "it is only here"
        |case| case.baseline.is_none();
    "expected/version" Expected Info Info
        "a release reaches the environments one after the other"
        |case| case.last_has_word(&["image", "version", "tag"]);
    "expected/logging" Expected Info Info
        "environments log as much as their readers need"
        |case| case.has_word(&["log", "logs", "logging"])
            && case.last_has_word(&["level", "format", "verbosity"]);
    "expected/outside_world" Expected Info Info
        "only one of the two acts on the real world"
        |case| case.both_texts().is_some_and(|(a, b)| is_stand_in(a) != is_stand_in(b));
    "drift/timing" Drift Warning Warning
        "the two give up, wait or expire at different times"
        |case| kind_of(case.path.keys()) == Some(Kind::Duration) || case.last_has_word(&TIMING);
    "expected/capacity" Expected Info Info
        "environments differ in size"
        |case| case.last_has_word(&CAPACITY) || kind_of(case.path.keys()) == Some(Kind::Bytes);
    "drift/behaviour" Drift Warning Warning
        "the two act differently"
        |_| true;
};

pub(super) const SECURITY: [&str; 15] = [
    "security",
    "ssl",
    "tls",
    "hsts",
    "waf",
    "firewall",
    "csrf",
    "cors",
    "csp",
    "mfa",
    "auth",
    "authentication",
    "authorization",
    "encryption",
    "encrypted",
];

const DEBUGGING: [&str; 9] =
    ["debug", "mock", "mocks", "mocked", "reload", "profiling", "seeding", "fixtures", "verbose"];

const TIMING: [&str; 9] = [
    "timeout",
    "ttl",
    "interval",
    "delay",
    "period",
    "duration",
    "deadline",
    "expiry",
    "retention",
];

/// What follows the size of an environment.
const CAPACITY: [&str; 10] = [
    "size",
    "pool",
    "connections",
    "workers",
    "threads",
    "concurrency",
    "capacity",
    "shards",
    "partitions",
    "instances",
];

/// Modes in which nothing outside is touched.
const STAND_INS: [&str; 13] = [
    "sandbox",
    "sink",
    "mock",
    "mocked",
    "stub",
    "fake",
    "test",
    "testing",
    "dry-run",
    "dry_run",
    "noop",
    "simulated",
    "simulation",
];

const ADDRESS_WORDS: [&str; 14] = [
    "url",
    "urls",
    "uri",
    "uris",
    "host",
    "hosts",
    "hostname",
    "domain",
    "domains",
    "endpoint",
    "endpoints",
    "address",
    "origin",
    "origins",
];

fn is_stand_in(text: &str) -> bool {
    STAND_INS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_address_key(case: &Case<'_>) -> bool {
    case.last_named_word().is_some_and(|word| ADDRESS_WORDS.contains(&word.as_str()))
}

/// A URL, or a mail address.
fn is_address(case: &Case<'_>) -> bool {
    let is_one = |text: &str| {
        let mail = text.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
        });
        mail || text.contains("://")
    };
    case.both_texts().is_some_and(|(a, b)| is_one(a) && is_one(b))
}
