//! The page of a report, opened in a headless browser and used as a person would.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod browser;

use std::path::Path;

use browser::Page;
use stageline::report::{Comparison, Repository};
use stageline::{Project, Snapshot};

fn storefront() -> Snapshot {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront");
    Project::open(folder).unwrap().snapshot()
}

/// The drift of the storefront: 8 rows are drift (2 errors, 6 warnings), 46 are expected.
fn drift() -> String {
    let snapshot = storefront();
    let report = snapshot.drift("production", &["staging"]).unwrap();
    Comparison::of_drift(&report, snapshot.sources()).html(&Repository::new())
}

fn environments(left: &str, right: &str) -> String {
    let project = Project::from_files([
        ("config/environments.yaml", "environments: {a: {}, b: {}}"),
        ("config/a.yaml", left),
        ("config/b.yaml", right),
    ]);
    let snapshot = project.unwrap().snapshot();
    let diff = snapshot.diff("a", "b").unwrap();
    Comparison::of_diff(&diff, snapshot.sources()).html(&Repository::new())
}

#[test]
fn search_finds_paths_values_reasons_and_lines() {
    let Some(mut page) = Page::open("search", &drift()) else { return };
    assert_eq!(page.seen(".row"), 8);
    assert_eq!(page.value("document.getElementById('shown').textContent"), "8 of 54 shown");
    for (words, rows) in [
        ("waf_enabled", 1),
        ("WAF protected", 1),
        ("1800", 1),
        ("services/web/base.yaml", 1),
        ("give up, wait", 3),
        ("PAYMENTS_TIMEOUT_MS: \"8000\"", 1),
        ("no such words", 0),
    ] {
        page.key("/");
        page.write(words);
        assert_eq!(page.seen(".row"), rows, "{words}");
        assert_eq!(page.seen("#empty"), u64::from(rows == 0), "{words}");
        page.key("Escape");
        assert_eq!(page.seen(".row"), 8);
        page.value("document.activeElement.blur()");
    }
    page.is_quiet();
}

#[test]
fn filters_work_alone_and_together_and_stand_in_the_address() {
    let Some(mut page) = Page::open("filters", &drift()) else { return };
    page.click(".chip.expected");
    assert_eq!(page.seen(".row"), 54);
    page.click(".chip.warning");
    assert_eq!((page.seen(".row"), page.seen(".row.warning"), page.seen(".row.error")), (48, 0, 2));
    page.click(".chip.drift");
    assert_eq!((page.seen(".row"), page.seen(".row.expected")), (46, 46));
    page.click(".chip.drift");
    page.choose("#section", "Service web");
    let web = page.seen(".row");
    assert!(web > 2 && page.seen(".part") == 1);
    page.key("/");
    page.write("replicas");
    let found = page.seen(".row");
    assert!(0 < found && found < web);
    let hash = page.value("location.hash").as_str().unwrap().to_owned();
    page.come_back(&hash);
    assert_eq!(page.seen(".row"), found, "a view can be sent to somebody: {hash}");
    assert_eq!(page.value("document.getElementById('search').value"), "replicas");
    page.come_back("");
    assert_eq!(page.seen(".row"), 8);
    page.is_quiet();
}

#[test]
fn a_row_opens_to_the_lines_of_both_sides_and_has_an_address() {
    let Some(mut page) = Page::open("row", &drift()) else { return };
    assert_eq!(page.seen(".side"), 0);
    page.click(".row.error > summary");
    assert_eq!(page.seen(".side"), 2);
    let text = page.value("document.querySelector('[open]').innerText");
    let text = text.as_str().unwrap();
    for said in [
        "config/environments.yaml:65:20",
        "config/environments.yaml:49:20",
        "waf_enabled: true",
        "waf_enabled: false",
        "staging:",
        "drift/security",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let marked = page.value(
        "[...document.querySelectorAll('[open] .lines mark')].map(it => it.textContent).join()",
    );
    assert_eq!(marked, "true,false");
    // A link to a row that is filtered out shows it all the same.
    let hidden = page.value("document.querySelector('.row.expected').id");
    let hidden = hidden.as_str().unwrap().to_owned();
    page.come_back(&format!("#{hidden}"));
    assert_eq!(page.seen(&format!("#{hidden}[open]")), 1);
    page.is_quiet();
}

#[test]
fn the_page_can_be_used_from_the_keyboard() {
    let Some(mut page) = Page::open("keyboard", &drift()) else { return };
    let row = "document.activeElement.closest('.row')?.id";
    page.key("j");
    let first = page.value(row);
    page.key("j");
    assert_ne!(page.value(row), first);
    page.key("k");
    assert_eq!(page.value(row), first);
    page.key("Enter");
    assert_eq!(page.seen(".row[open]"), 1);
    page.key("Enter");
    assert_eq!(page.seen(".row[open]"), 0);
    page.click("#toggle");
    assert_eq!(page.seen(".row[open]"), 8);
    page.click("#toggle");
    assert_eq!(page.seen(".row[open]"), 0);
    let named = page.value(
        "[...document.querySelectorAll('input, select, button')].every(it => it.labels?.length || it.ariaLabel || it.textContent)",
    );
    assert_eq!(named, true, "whatever can be used has a name");
    page.is_quiet();
}

#[test]
fn without_scripts_the_page_shows_the_same_and_its_boxes_filter() {
    let Some(mut page) = Page::open_without_scripts("plain", &drift()) else { return };
    assert_eq!((page.seen(".row"), page.seen("#search"), page.seen("select")), (8, 0, 0));
    page.click(".chip.expected");
    assert_eq!(page.seen(".row"), 54);
    page.click(".chip.error");
    assert_eq!((page.seen(".row"), page.seen(".row.error")), (52, 0));
    page.click(".chip.error");
    page.click(".row.error > summary");
    assert_eq!(page.seen(".side"), 2);
    page.is_quiet();
}

/// The weakest contrast between a text and what is below it, by the formula of WCAG 2.
const CONTRAST: &str = "(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(it => it / 255)
    .map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
    .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = it => {
    for (; it; it = it.parentElement) {
      const colour = getComputedStyle(it).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
  };
  let weakest = [99, ''];
  for (const it of document.querySelectorAll('body *')) {
    const says = [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!says || !it.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(it).color), light(ground(it))];
    const found = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (found < weakest[0]) weakest = [found, it.outerHTML.slice(0, 200)];
  }
  return weakest;
})()";

#[test]
fn light_and_dark_are_both_easy_to_read() {
    let Some(mut page) = Page::open("themes", &drift()) else { return };
    page.click(".chip.expected");
    page.click("#toggle");
    let ground = "getComputedStyle(document.documentElement).backgroundColor";
    page.prefer("light");
    let light = page.value(ground);
    let weakest = page.value(CONTRAST);
    assert!(weakest[0].as_f64().unwrap() >= 4.5, "light: {weakest}");
    page.prefer("dark");
    let dark = page.value(ground);
    assert_ne!(dark, light);
    let weakest = page.value(CONTRAST);
    assert!(weakest[0].as_f64().unwrap() >= 4.5, "dark: {weakest}");
    page.click("#theme");
    assert_eq!(page.value(ground), light, "who wants the other one gets it");
    page.is_quiet();
}

#[test]
fn a_narrow_page_does_not_scroll_sideways() {
    let Some(mut page) = Page::open("narrow", &drift()) else { return };
    page.size(360, 740);
    page.click(".chip.expected");
    page.click("#toggle");
    let width = page.value("document.documentElement.scrollWidth").as_u64().unwrap();
    assert!(width <= 360, "{width}");
    page.is_quiet();
}

#[test]
fn what_files_say_is_text_and_never_runs() {
    let value = "</script><script>document.title = 'taken'</script><img src=x onerror=\\\"document.title = 'taken'\\\">";
    let html = environments(
        &format!("overrides: {{'<b onclick=x>': \"{value}\", list: [\"{value}\"]}}"),
        &format!("overrides: {{'<b onclick=x>': \"'{value}\", other: \"{value}\"}}"),
    );
    let Some(mut page) = Page::open("hostile", &html) else { return };
    page.click("#toggle");
    assert_eq!(page.value("document.title"), "Differences: a → b");
    assert_eq!((page.seen("img"), page.seen("b[onclick]")), (0, 0));
    assert!(page.value("document.body.innerText").as_str().unwrap().contains("<img src=x"));
    page.is_quiet();
}

#[test]
fn the_policy_forbids_what_the_page_does_not_need() {
    let Some(mut page) = Page::open("policy", &drift()) else { return };
    page.is_quiet();
    page.value("fetch('http://127.0.0.1:9/').catch(() => 0)");
    page.value("(it => { it.textContent = 'document.title = 1'; document.body.append(it); })(document.createElement('script'))");
    page.value(
        "(it => { it.src = 'http://127.0.0.1:9/x.png'; document.body.append(it); })(new Image())",
    );
    page.value("new Promise(done => setTimeout(done, 50))");
    assert_ne!(page.value("document.title"), "1");
    let refused = |what: &str| page.complaints.iter().any(|it| it.contains(what));
    assert!(
        refused("connect-src") && refused("script-src") && refused("img-src"),
        "{:?}",
        page.complaints
    );
}

#[test]
fn a_thousand_rows_are_searched_at_once() {
    let side = |value: &str| -> String {
        let keys = (0..1_000).map(|at| format!("  group_{}:\n    key_{at}: {value}\n", at));
        format!("overrides:\n{}", keys.collect::<String>())
    };
    let Some(mut page) = Page::open("many", &environments(&side("left"), &side("right"))) else {
        return;
    };
    assert_eq!(page.seen(".row"), 1_000);
    let took = page.value(
        "new Promise(done => { const start = performance.now(); \
         search.value = 'key_777'; search.dispatchEvent(new Event('input')); \
         requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start))); })",
    );
    assert_eq!(page.seen(".row"), 1);
    // A twentieth of this is usual.
    assert!(took.as_f64().unwrap() < 2_000.0, "{took} ms");
    page.is_quiet();
}

#[test]
fn a_survey_shows_all_environments_and_who_stands_apart() {
    let snapshot = storefront();
    let names = ["development", "testing", "staging", "production", "production-eu"];
    let survey = snapshot.compare(&names).unwrap();
    let html = Comparison::of_survey(&survey, snapshot.sources()).html(&Repository::new());
    let Some(mut page) = Page::open("survey", &html) else { return };
    let rows = survey.rows.len() as u64;
    assert_eq!((page.seen(".row"), page.seen(".columns b")), (rows, 5));
    for name in names {
        page.choose("#environment", &format!("{name} stands apart"));
        assert_eq!(page.seen(".row"), survey.outliers(name).count() as u64, "{name}");
    }
    page.choose("#environment", "All rows");
    let apart: usize = survey.rows.iter().map(|row| row.outliers().count()).sum();
    assert_eq!(page.seen("summary .apart"), apart as u64);
    // The path stays in sight when the page is scrolled sideways.
    page.size(900, 700);
    let before = "document.querySelector('.what').getBoundingClientRect().left >= 0";
    page.value("scrollTo(400, 0)");
    assert_eq!(page.value(before), true);
    page.is_quiet();
}
