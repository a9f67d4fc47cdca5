//! Kubernetes' own cases of quantities, read where they stand beside the checkout.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod outside;

use stageline::value::{Kind, Notation, Quantity};
use stageline::yaml::Data;

#[derive(serde::Deserialize)]
struct Cases {
    parse: Vec<Parsed>,
    invalid: Vec<String>,
    canonical: Vec<Canonical>,
}

#[derive(serde::Deserialize)]
struct Parsed {
    input: String,
    value: i128,
    scale: i32,
    format: String,
}

#[derive(serde::Deserialize)]
struct Canonical {
    value: i128,
    scale: i32,
    format: String,
    string: String,
    alt: String,
}

/// Rows whose amount was cut at its first factor when the cases were gathered: their texts hold.
const CUT: [&str; 5] = ["1Gi", "300Mi", "6Ki", "1001Gi", "1Ti"];

fn read(text: &str, kind: Kind) -> Option<Quantity> {
    Quantity::read(&Data::Text(text.into()), kind).ok()
}

/// `value × 10^scale` in billionths; finer amounts are rounded away from zero.
fn nanos(value: i128, scale: i32) -> i128 {
    match scale + 9 {
        power @ 0.. => value * 10i128.pow(power as u32),
        power => {
            let divisor = 10i128.pow(power.unsigned_abs());
            value / divisor + i128::from(value % divisor != 0)
        }
    }
}

fn notation(format: &str) -> Notation {
    match format {
        "BinarySI" => Notation::Binary,
        "DecimalSI" => Notation::Decimal,
        "DecimalExponent" => Notation::Exponent,
        other => panic!("{other}"),
    }
}

#[test]
fn quantities_mean_what_kubernetes_says() {
    let Some(path) = outside::shared("suites/k8s-quantity/quantity.json") else { return };
    let cases: Cases = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let (mut parsed, mut refused, mut spelled) = (0, 0, 0);
    for case in &cases.parse {
        let wanted = nanos(case.value, case.scale);
        for kind in [Kind::Cpu, Kind::Bytes] {
            let found = read(&case.input, kind).map(Quantity::nanos);
            assert_eq!(found, Some(wanted), "{} as {}", case.input, kind.name());
        }
        // Below one, Kubernetes takes a binary suffix for a decimal one.
        let below_one = 0 < wanted && wanted < nanos(1, 0) && case.input.ends_with('i');
        let written = if below_one { Notation::Decimal } else { Notation::of(&case.input) };
        assert_eq!(written, notation(&case.format), "{}", case.input);
        parsed += 1;
    }
    for text in &cases.invalid {
        assert!(read(text, Kind::Cpu).is_none() && read(text, Kind::Bytes).is_none(), "{text:?}");
        refused += 1;
    }
    for case in &cases.canonical {
        let notation = notation(&case.format);
        let amount = read(&case.string, Kind::Bytes).unwrap();
        assert_eq!(amount.canonical(notation), case.string);
        if !case.alt.is_empty() {
            assert_eq!(read(&case.alt, Kind::Bytes), Some(amount), "{}", case.alt);
        }
        let cut = CUT.contains(&case.string.as_str());
        assert_eq!(nanos(case.value, case.scale) == amount.nanos(), !cut, "{}", case.string);
        spelled += 1;
    }
    println!("Kubernetes quantities: {parsed} read, {refused} refused, {spelled} spelled");
    assert_eq!((parsed, refused, spelled), (85, 11, 42));
}
