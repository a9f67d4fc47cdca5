//! Large files of real projects load with the limits as they are, and what is held stays small.
//!
//! The allocator counts for the whole process, so the one test of this target runs alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod counting;

use std::fmt::Write as _;
use std::time::Instant;

use stageline::Project;

/// Values of one service, as people write them, some 700 bytes.
fn service(number: usize, indent: &str) -> String {
    let replicas = 1 + number % 6;
    let lines = [
        format!("replicas: {replicas}"),
        format!("image_tag: \"v{}.{}.{}\"", number % 4, number % 20, number % 10),
        "resources:".to_owned(),
        format!("  requests: {{cpu: {}m, memory: {}Mi}}", 100 * replicas, 128 * replicas),
        "  limits:".to_owned(),
        format!("    cpu: \"{}m\"", 250 * replicas),
        format!("    memory: \"{}Mi\"", 256 * replicas),
        "environment:".to_owned(),
        "  LOG_LEVEL: info # louder in development".to_owned(),
        format!("  DATABASE_URL: \"secret://service-{number}/database-url\""),
        "  API_BASE_URL: \"https://api.storefront.example\"".to_owned(),
        format!("  CACHE_URL: \"redis://cache-{number}.internal:6379/2\""),
        "  ENABLE_TRACING: \"true\"".to_owned(),
        "health_check:".to_owned(),
        "  path: /health".to_owned(),
        format!("  initial_delay: {}", number % 30),
        "  interval: 10".to_owned(),
        "ports:".to_owned(),
        "  - {name: http, port: 8080}".to_owned(),
        "  - {name: metrics, port: 9090}".to_owned(),
        "start: |".to_owned(),
        "  exec server --port 8080 \\".to_owned(),
        "    --workers 4".to_owned(),
        "autoscaling:".to_owned(),
        format!("  enabled: {}", number.is_multiple_of(2)),
        format!("  max_replicas: {}", replicas * 3),
        "  target_cpu: 70".to_owned(),
    ];
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}

fn large(bytes: usize) -> String {
    let mut text = String::from("# Everything in one file.\noverrides:\n  services:\n");
    let mut number = 0;
    while text.len() < bytes {
        let _ = write!(text, "    service-{number}:\n{}", service(number, "      "));
        number += 1;
    }
    text
}

const ENVIRONMENTS: [&str; 10] =
    ["dev", "test", "stage", "prod", "eu", "us", "asia", "preview", "demo", "load"];

/// Ten environments, a file of each for two hundred services.
fn project() -> Vec<(String, String)> {
    let listed: String = ENVIRONMENTS.iter().map(|name| format!("  {name}: {{}}\n")).collect();
    let mut files = vec![
        ("config/environments.yaml".to_owned(), format!("environments:\n{listed}")),
        ("config/base.yaml".to_owned(), format!("base:\n{}", service(0, "  "))),
    ];
    for (at, name) in ENVIRONMENTS.iter().enumerate() {
        let parent = if at < 5 { "base" } else { ENVIRONMENTS[at - 5] };
        let text = format!("extends: {parent}\noverrides:\n{}", service(at, "  "));
        files.push((format!("config/{name}.yaml"), text));
        for number in 0..200 {
            let service_name = format!("service-{number}");
            let text = format!("{service_name}:\n{}", service(number + at, "  "));
            files.push((format!("config/services/{service_name}/{name}.yaml"), text));
        }
    }
    files
}

#[test]
fn large_files_load_and_what_is_held_is_a_small_multiple_of_the_text() {
    for megabytes in [5, 50] {
        let text = large(megabytes * 1_000_000);
        let size = text.len();
        let files = [
            ("config/environments.yaml", "environments: {production: {}}\n".to_owned()),
            ("config/production.yaml", text),
        ];
        let (before, start) = (counting::live(), Instant::now());
        let (project, peak) = counting::peak(|| Project::from_files(files).unwrap());
        let spent = start.elapsed();
        let held = counting::live() - before;
        println!(
            "one file of {megabytes} MB: {} ms, at most {:.1} times its text, {:.1} held",
            spent.as_millis(),
            peak as f64 / size as f64,
            held as f64 / size as f64,
        );
        assert!(peak < 12 * size, "{peak} bytes at most for {size}");
        let production = project.environment("production").unwrap();
        assert_eq!(
            production.resolve().unwrap().get("services.service-7.replicas").unwrap().to_string(),
            "2"
        );
    }

    let files = project();
    let size: usize = files.iter().map(|(_, text)| text.len()).sum();
    let before = counting::live();
    let project = Project::from_files(files).unwrap();
    let opened = counting::live() - before;
    let mut configurations = 0;
    for environment in project.snapshot().environments() {
        environment.resolve().unwrap();
        for service in environment.service_names() {
            environment.service(service).unwrap().resolve().unwrap();
            configurations += 1;
        }
    }
    let held = counting::live() - before;
    println!(
        "{configurations} configurations of {size} bytes: {:.1} times the text held, {:.1} before they were resolved",
        held as f64 / size as f64,
        opened as f64 / size as f64,
    );
    assert_eq!(configurations, 2000);
    assert!(held < 10 * size, "{held} bytes for {size}");
}
