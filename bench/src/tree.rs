//! The tree that every contestant reads: 10 environments, one base, 200 services, 2,012 files, 1.52 MB.
//!
//! The same bytes on every machine: values vary with the position of the service and the environment alone.

use std::{fmt::Write as _, fs, io, path::Path};

/// The environments with what they extend: five stand on the base, five on one of the former.
const ENVIRONMENTS: [Environment; 10] = [
    Environment::new("development", BASE, "development", "local"),
    Environment::new("testing", BASE, "testing", "eu-west-1"),
    Environment::new("performance", BASE, "testing", "eu-west-2"),
    Environment::new("staging", BASE, "pre-production", "eu-west-1"),
    Environment::new("production", BASE, "production", "us-east-1"),
    Environment::new("sandbox", "development", "development", "local"),
    Environment::new("integration", "testing", "testing", "eu-west-3"),
    Environment::new("preview", "staging", "pre-production", "eu-north-1"),
    Environment::new("production-eu", "production", "production", "eu-central-1"),
    Environment::new("production-asia", "production", "production", "ap-south-1"),
];

/// The key of the only base.
const BASE: &str = "base_config";

/// What a service is about, and what kind of service it is: every pair is a service.
const SUBJECTS: [&str; 20] = [
    "accounts",
    "billing",
    "catalog",
    "checkout",
    "delivery",
    "discounts",
    "documents",
    "identity",
    "inventory",
    "invoices",
    "ledger",
    "loyalty",
    "messages",
    "orders",
    "payments",
    "pricing",
    "returns",
    "search",
    "shipping",
    "suppliers",
];
const KINDS: [&str; 10] = [
    "api",
    "cache",
    "console",
    "exporter",
    "gateway",
    "importer",
    "indexer",
    "scheduler",
    "stream",
    "worker",
];

/// Variables that a service sets in some environments: a child's file overrides some of its parent's and adds others.
const VARIABLES: [(&str, &str); 9] = [
    ("CACHE_TTL", "\"300s\""),
    ("CACHE_URL", "\"redis://cache.internal:6379/2\""),
    ("ENABLE_TRACING", "\"true\""),
    ("FEEDBACK_MAIL", "\"team@storefront.example\""),
    ("HTTP_KEEP_ALIVE", "\"75s\""),
    ("MAX_CONNECTIONS", "\"128\""),
    ("METRICS_PREFIX", "\"storefront\""),
    ("QUEUE_URL", "\"amqp://queue.internal:5672\""),
    ("RETRY_LIMIT", "\"5\""),
];

/// One line of [`ENVIRONMENTS`].
struct Environment {
    name: &'static str,
    extends: &'static str,
    tier: &'static str,
    region: &'static str,
}

impl Environment {
    const fn new(
        name: &'static str,
        extends: &'static str,
        tier: &'static str,
        region: &'static str,
    ) -> Self {
        Self { name, extends, tier, region }
    }
}

/// How much was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Number of files.
    pub files: usize,
    /// Their contents, in bytes.
    pub bytes: usize,
}

/// The text of one large file: values of services below their names, in maps that hold one level more.
///
/// It is 5 MB for 30 groups, 50 MB for 300.
pub fn file(groups: usize) -> String {
    let mut text = String::from("# Every service of every group.\ngroups:\n");
    for group in 0..groups {
        put(&mut text, format_args!("  group-{group}:\n"));
        let names =
            SUBJECTS.iter().flat_map(|subject| KINDS.map(|kind| format!("{subject}-{kind}")));
        for (number, service) in names.enumerate() {
            let values = service_file(&service, number + group * 200, group % ENVIRONMENTS.len());
            for line in values.lines().skip(1) {
                put(&mut text, format_args!("    {line}\n"));
            }
        }
    }
    text
}

/// Writes a larger tree: `groups` times the services, in the same environments. Five make 10,012 files.
///
/// # Errors
///
/// The first error of the file system.
pub fn write_many(folder: &Path, groups: usize) -> io::Result<Written> {
    let mut written = write(folder)?;
    for group in 1..groups {
        for (path, text) in files().filter(|(path, _)| path.starts_with("config/services/")) {
            let service = path.split('/').nth(2).unwrap_or_default();
            let name = format!("{service}-{group}");
            let path = folder.join(path.replacen(service, &name, 1));
            let text = text.replace(service, &name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, &text)?;
            written.files += 1;
            written.bytes += text.len();
        }
    }
    Ok(written)
}

/// Writes the tree into `folder`, which is created; files that are there already are overwritten.
///
/// # Errors
///
/// The first error of the file system.
pub fn write(folder: &Path) -> io::Result<Written> {
    let mut written = Written::default();
    for (path, text) in files() {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, &text)?;
        written.files += 1;
        written.bytes += text.len();
    }
    Ok(written)
}

/// All files: the path inside the tree, with `/`, and the text.
pub fn files() -> impl Iterator<Item = (String, String)> {
    let shared = [
        ("config/environments.yaml".to_owned(), environments_file()),
        ("config/base.yaml".to_owned(), base_file()),
    ];
    let environments = (0..ENVIRONMENTS.len()).map(|index| {
        (format!("config/{}.yaml", ENVIRONMENTS[index].name), environment_file(index))
    });
    let services =
        SUBJECTS.iter().flat_map(|subject| KINDS.map(|kind| format!("{subject}-{kind}")));
    let services = services.enumerate().flat_map(|(number, service)| {
        (0..ENVIRONMENTS.len()).map(move |index| {
            let path = format!("config/services/{service}/{}.yaml", ENVIRONMENTS[index].name);
            (path, service_file(&service, number, index))
        })
    });
    shared.into_iter().chain(environments).chain(services)
}

fn environments_file() -> String {
    let mut text =
        String::from("# The line of stages, and the regions beside it.\nenvironments:\n");
    for (index, Environment { name, tier, region, .. }) in ENVIRONMENTS.iter().enumerate() {
        let cores = 2 << (index % 5);
        put(
            &mut text,
            format_args!(
                r#"  {name}:
    description: "The {name} environment"
    tier: "{tier}"
    region: "{region}"
    auto_deploy: {deploys}
    resource_limits:
      cpu: "{cores} cores"
      memory: "{memory}Gi"
      storage: "{storage}Gi"
    features:
      debug_mode: {debug}
      request_tracing: true
"#,
                deploys = *tier == "development",
                memory = cores * 2,
                storage = cores * 20,
                debug = *tier == "development" || *tier == "testing",
            ),
        );
    }
    text
}

fn base_file() -> String {
    format!(
        r#"# What every environment starts from.
{BASE}:
  logging:
    level: "info"
    format: "json"
    outputs: ["stdout", "collector"]
    retention_days: 14
  database:
    pool_size: 10
    connect_timeout: 5
    statement_timeout: 30
    ssl: true
  http:
    port: 8080
    read_timeout: 15
    write_timeout: 15
    allowed_origins:
      - "https://storefront.example"
      - "https://admin.storefront.example"
      - "https://partners.storefront.example"
  defaults:
    replicas: 1
    strategy: "rolling"
    max_surge: 1
  features:
    audit_log: true
    rate_limits: true
    debug_mode: false
  monitoring:
    enabled: true
    sample_ratio: 0.1
    labels:
      team: "platform"
      product: "storefront"
"#
    )
}

fn environment_file(index: usize) -> String {
    let Environment { name, extends, tier, region } = &ENVIRONMENTS[index];
    format!(
        r#"# What {name} changes.
extends: {extends}
overrides:
  api_url: "https://api.{name}.storefront.example"
  logging:
    level: "{level}"
    retention_days: {retention}
  database:
    host: "database.{region}.internal"
    password: "secret://{name}/database-password"
    pool_size: {pool}
  http:
    allowed_origins: ["https://{name}.storefront.example"]
  defaults:
    replicas: {replicas}
  features:
    debug_mode: {debug}
    {tier}_banner: true
"#,
        level = if *tier == "production" { "warn" } else { "debug" },
        retention = 7 * (index + 1),
        pool = 10 + 5 * index,
        replicas = index / 2 + 1,
        debug = *tier == "development",
    )
}

fn service_file(service: &str, number: usize, index: usize) -> String {
    let Environment { name, region, .. } = &ENVIRONMENTS[index];
    let draw = draw(number, index);
    let replicas = 1 + draw % 6;
    let mut text = format!(
        r#"# {service} in {name}
{service}:
  replicas: {replicas}
  image_tag: "v{major}.{minor}.{patch}"
  resources:
    requests:
      cpu: "{cpu}m"
      memory: "{memory}Mi"
    limits:
      cpu: "{cpu_limit}m"
      memory: "{memory_limit}Mi"
  environment:
    LOG_LEVEL: "{level}"
    DATABASE_URL: "secret://{name}/{service}-database-url"
    API_BASE_URL: "https://api.{name}.storefront.example"
"#,
        major = 1 + number % 4,
        minor = draw % 20,
        patch = draw / 7 % 10,
        cpu = 100 * replicas,
        memory = 128 * replicas,
        cpu_limit = 250 * replicas,
        memory_limit = 256 * replicas,
        level = ["DEBUG", "INFO", "WARN"][draw / 3 % 3],
    );
    for offset in 0..5 {
        let (key, value) = VARIABLES[(draw + offset * 2) % VARIABLES.len()];
        put(&mut text, format_args!("    {key}: {value}\n"));
    }
    if index >= 5 {
        put(&mut text, format_args!("    REGION: \"{region}\"\n"));
    }
    put(
        &mut text,
        format_args!(
            r#"  health_check:
    path: "/health"
    initial_delay: {delay}
    timeout: {timeout}
    interval: {interval}
  autoscaling:
    enabled: {scales}
    min_replicas: {replicas}
    max_replicas: {most}
    target_cpu: {target}
    target_memory: 80
"#,
            delay = 5 + draw % 30,
            timeout = 2 + draw % 9,
            interval = 10 + draw % 20,
            scales = draw.is_multiple_of(2),
            most = replicas * 3,
            target = 60 + draw % 25,
        ),
    );
    text
}

/// A number below 2¹⁶ that looks arbitrary and is the same for ever (the finalizer of SplitMix64).
fn draw(number: usize, index: usize) -> usize {
    let mut bits = (number as u64 * 16 + index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((bits ^ (bits >> 31)) & 0xffff) as usize
}

fn put(text: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing into a `String` has no failure to report.
    let _ = text.write_fmt(part);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Results of different days compare only while the tree stays the same.
    #[test]
    fn the_tree_keeps_its_size() {
        let files: Vec<_> = files().collect();
        let paths: BTreeSet<_> = files.iter().map(|(path, _)| path).collect();
        assert_eq!(paths.len(), 2_012);
        assert_eq!(files.len(), paths.len());
        assert_eq!(files.iter().map(|(_, text)| text.len()).sum::<usize>(), 1_516_467);
    }

    #[test]
    fn a_service_file_has_the_service_as_its_only_key() {
        let files = files().filter(|(path, _)| path.starts_with("config/services/"));
        for (path, text) in files {
            let service = path.split('/').nth(2).unwrap();
            let keys: Vec<_> = text.lines().filter(|line| !line.starts_with([' ', '#'])).collect();
            assert_eq!(keys, [format!("{service}:")], "{path}");
        }
    }

    #[test]
    fn writing_twice_gives_the_same_bytes() {
        assert!(files().eq(files()));
    }
}
