//! Evaluating a flag allocates nothing.
//!
//! A counting allocator needs `unsafe`, which the library forbids itself; so this is a test target
//! of its own, and its one test runs alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use stageline::Project;

struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

fn count() {
    // A thread that is ending has no counter any more.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

#[test]
fn values_and_details_allocate_nothing() {
    let flags = "feature_flags:
  plain: true
  rule: {default: false, rules: [{when: \"user.plan == 'pro'\", serve: true}]}
  share: {rollout: {percentage: 25}}
  by: {rollout: {percentage: 25, by: user.id}}
  text: \"a text that is longer than what fits into a word or three\"
";
    let files = [
        ("config/environments.yaml", "environments: {production: {}}"),
        ("config/feature-flags.yaml", flags),
    ];
    let project = Project::from_files(files).unwrap();
    let live = project.environment("production").unwrap().flags();
    assert_ne!(allocations(|| drop(live.context("customer-1").with("user.plan", "pro"))), 0);
    for flags in [live.clone(), live.pinned()] {
        let context =
            flags.context("customer-1").with("user.plan", "pro").with("user.id", -1234567890123i64);
        let long = "a key that is longer than what fits into a word or three of them";
        let other = flags.context(long).with("unused", "x");
        let handles = ["plain", "rule", "share", "by"].map(|n| flags.boolean(n, false).unwrap());
        let text = flags.text("text", "").unwrap();
        // The first access of a thread to live flags sets up its slot.
        handles[0].value(&context);
        let counted = allocations(|| {
            for context in [&context, &other] {
                for handle in &handles {
                    std::hint::black_box(handle.value(context));
                    let details = handle.details(context);
                    std::hint::black_box((details.variant(), details.set_in(), details.bucket()));
                }
                std::hint::black_box(text.value(context));
                for name in ["plain", "rule", "share", "by", "text", "none"] {
                    std::hint::black_box(flags.boolean_value(name, context, false));
                    std::hint::black_box(flags.details(name, context, false).reason());
                    std::hint::black_box(flags.evaluate(name, context).value());
                }
            }
        });
        assert_eq!(counted, 0);
    }
    noting_allocates_nothing_where_nothing_is_noted(&project);
}

/// Switched off again, observing leaves no trace; counting allocates for its counters alone.
fn noting_allocates_nothing_where_nothing_is_noted(project: &Project) {
    let flags = project.environment("production").unwrap().flags();
    let context = flags.context("customer-1").with("user.plan", "pro");
    let handle = flags.boolean("rule", false).unwrap();
    let ask = || {
        allocations(|| {
            std::hint::black_box(handle.value(&context));
            std::hint::black_box(flags.details("share", &context, false).reason());
            std::hint::black_box(flags.evaluate("plain", &context).value());
        })
    };
    assert_eq!(ask(), 0);
    project.count_flags(true);
    assert_ne!(ask(), 0, "the counters are made");
    assert_eq!(ask(), 0);
    let exposures = project.exposures(100);
    ask();
    assert_eq!(ask(), 0, "short names and keys fit into the queue's places");
    assert_eq!(exposures.drain().len(), 6);
    project.count_flags(false);
    drop(exposures);
    assert_eq!(ask(), 0);
}
