//! Prints what an evaluation costs; run it with `--release` and `--nocapture`. It asserts the
//! outcomes, never the time.

use std::hint::black_box;
use std::time::Instant;

use crate::condition::{Attributes, Condition, Operand, Path, Truth};

/// Attributes by slot, as the flag tables hold them.
struct Slots(Vec<Option<Operand<'static>>>);

impl Attributes for Slots {
    fn get(&self, path: &Path) -> Option<Operand<'_>> {
        self.0.get(path.slot() as usize).copied().flatten()
    }
}

#[test]
fn the_cost_of_an_evaluation_is_printed() {
    let attributes = [
        ("user.plan", Operand::Text("pro")),
        ("user.country", Operand::Text("FR")),
        ("seats", Operand::Int(12)),
        ("version", Operand::Text("1.10.2")),
        ("ip", Operand::Text("10.1.2.3")),
        ("at", Operand::Text("2030-01-01T00:00:00Z")),
    ];
    let many: Vec<String> = (0..1000).map(|n| format!("'user-{n}'")).collect();
    for text in [
        "user.plan == 'pro'".to_owned(),
        "user.plan == 'pro' AND user.country in ['DE', 'FR']".to_owned(),
        "user.plan == 'pro' AND seats >= 10".to_owned(),
        "NOT (user.plan == 'free' OR user.country == 'DE') AND seats < 20".to_owned(),
        format!("user.plan not in [{}]", many.join(", ")),
        "user.plan equals_ignore_case 'PRO'".to_owned(),
        "user.plan matches '^p[a-z]+$'".to_owned(),
        "version semver_ge '1.9.0-rc.1'".to_owned(),
        "at before '2031-01-01T00:00:00Z'".to_owned(),
        "ip in_cidr ['192.168.0.0/16', '10.0.0.0/8']".to_owned(),
    ] {
        let slot = |path: &Path| attributes.iter().position(|(name, _)| *name == path.dotted());
        let condition = Condition::parse(&text)
            .unwrap()
            .with_slots(|path| u32::try_from(slot(path).unwrap()).unwrap());
        let slots = Slots(attributes.iter().map(|(_, value)| Some(*value)).collect());
        let rounds = if cfg!(debug_assertions) { 100 } else { 20_000 };
        // The fastest batch is the one the machine disturbed least.
        let each = (0..50).map(|_| {
            let started = Instant::now();
            for _ in 0..rounds {
                assert_eq!(black_box(&condition).evaluate(black_box(&slots)), Truth::True);
            }
            started.elapsed().as_nanos() as f64 / f64::from(rounds)
        });
        let each = each.fold(f64::INFINITY, f64::min);
        let shown: String = text.chars().take(64).collect();
        println!("{each:8.1} ns  {shown}");
    }
}
