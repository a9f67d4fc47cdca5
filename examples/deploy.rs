//! What a deploy tool asks before it ships: `cargo run -p stageline-tests --example deploy`.
#![allow(clippy::print_stdout, reason = "this is a script, and people read it")]

use std::path::Path;

use serde::Deserialize;
use stageline::Project;

#[derive(Deserialize)]
struct Api {
    replicas: u32,
    image_tag: String,
}

fn main() -> stageline::Result<()> {
    let project =
        Project::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/storefront"))?;
    let production = project.environment("production")?;

    let api = production.service("api")?;
    let config: Api = api.resolve_as()?;
    println!("api in production: {} × {}", config.replicas, config.image_tag);
    println!("  replicas come from {}", api.origin("replicas")?);
    println!("\n{}", production.explain("database.pool_size")?);

    println!("\n{}", project.snapshot().drift("production", &["staging"])?);

    println!("\none_page_checkout in production");
    let flags = production.flags();
    let checkout = flags.boolean("one_page_checkout", false)?;
    for user in ["ada", "grace", "linus"] {
        let context = flags.context(user);
        let details = checkout.details(&context);
        println!("  {user:<6} {:<6} {}", details.value(), details.reason());
    }

    println!("\n{}", project.plan_promotion("staging", "production").build()?);
    Ok(())
}
