//! Every error code that this version gives has a case, or a reason why it has none.

use std::collections::BTreeSet;

use serde_json::Value;
use stageline::Code;

use super::case;

/// Codes without a case, and why.
const WITHOUT: [(Code, &str); 20] = [
    (Code::Io, "needs a file system that refuses; see `core/tests/bad_input.rs`"),
    (Code::NotAFile, "needs a folder on a disk; see `core/tests/bad_input.rs`"),
    (Code::Encoding, "a case holds text, and this is about bytes that are none"),
    (Code::UnknownStep, "the code of a finding; cases name its rule, `unknown-step`"),
    (Code::UnknownSegment, "the code of a finding; cases name its rule, `bad-flag`"),
    (Code::Import, "the code of an import; see `core/tests/import`"),
    (Code::Dialect, "the code of a finding; cases name its rule, `bad-flag`"),
    (Code::UnknownDialect, "the code of a finding; cases name its rule, `bad-flag`"),
    (Code::FlagCycle, "the code of a finding; cases name its rule, `bad-flag`"),
    (Code::Rollout, "the code of a finding; cases name its rule, `bad-flag`"),
    (Code::UnknownTenant, "cases name a tenant's environment by its own name"),
    (Code::UnknownPipeline, "cases name no pipeline"),
    (Code::ConfigType, "each language reads into types of its own"),
    (Code::InvalidContext, "flags answer the default and say so in their details"),
    (Code::Unavailable, "the code of a command; see the transcripts of the command line"),
    (Code::EditConflict, "needs a file that changes meanwhile; see `core/tests/edits/`"),
    (Code::ReadOnly, "needs a source that cannot write"),
    (Code::NoProvider, "nothing needs a provider yet"),
    (
        Code::Provider,
        "a provider is code of the host; each language's own tests have one that fails",
    ),
    (Code::Internal, "no input may lead to it"),
];

#[test]
fn every_error_code_has_a_case_or_a_reason_to_have_none() {
    let mut seen = BTreeSet::new();
    for case in case::files().values().flatten() {
        codes(case, &mut seen);
    }
    for code in Code::ALL {
        let without = WITHOUT.iter().find(|(known, _)| known == code);
        match (seen.contains(code.as_str()), without) {
            (false, None) => panic!("{} has no case", code.as_str()),
            (true, Some(_)) => panic!("{} has a case; remove it from the list", code.as_str()),
            _ => {}
        }
    }
}

/// The codes that a case expects: of its error, of the problems of that, of a plan's reasons.
fn codes(case: &Value, seen: &mut BTreeSet<String>) {
    let error = &case["error"];
    let problems = error["problems"].as_array().into_iter().flatten();
    let errors = problems.chain([error]).filter_map(|error| error["code"].as_str());
    let reasons = case["expect"]["why_not"].as_array().into_iter().flatten();
    seen.extend(errors.chain(reasons.filter_map(Value::as_str)).map(str::to_owned));
}
