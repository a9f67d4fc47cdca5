//! Prints the time of one evaluation in nanoseconds: a boolean, one rule, a 25 % rollout; by name
//! and by handle; pinned and live; with 100 and 10,000 flags.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "it is what the example is for")]

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use stageline::flag::FlagSet;
use stageline::{Project, Result};

/// The best of several rounds, in nanoseconds for one call.
fn time(mut work: impl FnMut()) -> f64 {
    const CALLS: u32 = 200_000;
    let round = |_| {
        let start = Instant::now();
        (0..CALLS).for_each(|_| work());
        start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
    };
    (0..15).map(round).fold(f64::INFINITY, f64::min)
}

fn project(count: usize) -> Result<Project> {
    let mut flags = "feature_flags:\n".to_owned();
    for index in 0..count {
        // Writing to a text never fails.
        let _ = match index % 3 {
            0 => writeln!(flags, "  boolean_{index}: {{default: false, production: true}}"),
            1 => writeln!(
                flags,
                "  rule_{index}: {{default: false, production: {{rules: [{{when: \"user.plan == 'pro'\", serve: true}}]}}}}"
            ),
            _ => {
                writeln!(flags, "  share_{index}: {{production: {{rollout: {{percentage: 25}}}}}}")
            }
        };
    }
    let environments = "environments: {development: {}, staging: {}, production: {}}";
    let start = Instant::now();
    let project = Project::from_files([
        ("config/environments.yaml", environments.to_owned()),
        ("config/feature-flags.yaml", flags),
    ])?;
    println!("{count} flags: opened in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    Ok(project)
}

fn main() -> Result<()> {
    for count in [100, 10_000] {
        let project = project(count)?;
        let live = project.environment("production")?.flags();
        let pinned = live.pinned();
        let key = "5f2b7c1e-6a54-4d0c-9c1b-0a6d2f4e8b90";
        let cx = live.context(key).with("user.plan", "pro").with("user.country", "FR");
        let start = Instant::now();
        let snapshot = project.reload()?;
        println!("  reload {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
        drop(snapshot);
        println!(
            "  {:<10} {:>8} {:>8} {:>8} {:>8} {:>8}",
            "", "name", "handle", "details", "live", "live h."
        );
        // Somewhere in the middle, not in the first cache lines.
        for (kind, offset) in [("boolean", 0), ("rule", 1), ("share", 2)] {
            let name = format!("{kind}_{}", count / 6 * 3 + offset);
            let (handle, followed) = (pinned.boolean(&name, false)?, live.boolean(&name, false)?);
            let name = name.as_str();
            println!(
                "  {kind:<10} {:>8.1} {:>8.1} {:>8.1} {:>8.1} {:>8.1}",
                time(|| _ = black_box(pinned.boolean_value(black_box(name), &cx, false))),
                time(|| _ = black_box(handle.value(black_box(&cx)))),
                time(|| _ = black_box(handle.details(black_box(&cx)))),
                time(|| _ = black_box(live.boolean_value(black_box(name), &cx, false))),
                time(|| _ = black_box(followed.value(black_box(&cx)))),
            );
        }
        let names = pinned.names();
        let best = |work: &mut dyn FnMut()| {
            let round = |_| {
                let start = Instant::now();
                work();
                start.elapsed().as_secs_f64()
            };
            (0..15).map(round).fold(f64::INFINITY, f64::min)
        };
        let each = best(&mut || {
            names.iter().for_each(|name| _ = black_box(pinned.boolean_value(name, &cx, false)));
        });
        println!("  every flag by name: {:.1} ns a flag", each * 1e9 / count as f64);
        let all = best(&mut || drop(black_box(pinned.evaluate_all(&cx))));
        println!("  evaluate_all: {:.1} ns a flag", all * 1e9 / count as f64);
        let now = project.snapshot();
        let (all, inheritance) = (now.declarations(), now.inheritance());
        let compile = best(&mut || {
            black_box(FlagSet::compile(all, inheritance, now.sources(), None));
        });
        println!("  compile: {:.2} ms", compile * 1e3);
    }
    Ok(())
}
