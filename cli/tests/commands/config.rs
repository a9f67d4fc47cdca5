//! `config show` and `config explain`.

use insta::assert_snapshot;

use crate::{Terminal, seed, tell, transcript, transcripts};

#[test]
fn a_configuration_is_shown_as_yaml() {
    assert_snapshot!(transcript("config show production"));
}

#[test]
fn a_service_is_shown_without_its_plain_text_password() {
    let told = transcript("config show development --service api");
    assert!(told.contains("postgresql://shop:(hidden)@"), "{told}");
    assert_snapshot!(told);
}

#[test]
fn single_values_are_shown_bare() {
    assert_snapshot!(transcripts(&[
        "config show production database.pool_size",
        "config show production shipping.carriers.0",
        "config show staging environment.DATABASE_URL --service api",
        "config show production shop --json",
    ]));
}

#[test]
fn an_explanation_lines_up_winner_and_losers() {
    assert_snapshot!(transcripts(&[
        "config explain production database.pool_size",
        "config explain production-eu database",
        "config explain staging shipping.carriers",
        "config explain production resources.limits.cpu --service api",
        "config explain production features.waf_enabled --of record",
        "config explain development environment.DATABASE_URL --service api",
    ]));
}

#[test]
fn an_explanation_is_data_too() {
    assert_snapshot!(transcript("config explain production database.pool_size --json"));
}

#[test]
fn an_explanation_shines_on_a_terminal() {
    let terminal = Terminal { out: true, width: Some(80), ..Terminal::default() };
    let told = tell(&["config", "explain", "production", "database.pool_size"], terminal);
    assert_snapshot!(told.out.replace('\u{1b}', "ESC"));
}

#[test]
fn what_is_not_there_is_an_error_with_a_way_out() {
    assert_snapshot!(transcripts(&[
        "config show prodution",
        "config show production databas.pool_size",
        "config show production --service ap",
        "config explain production databas --json",
        "config explain production a..b",
    ]));
}

#[test]
fn the_specification_is_explained_to_the_column() {
    let Some(seed) = seed() else { return };
    let root = seed.join("tree").display().to_string();
    // The later `--project` is the one that counts.
    let words = ["config", "explain", "production", "database.pool_size", "--project", &root];
    let told = tell(&words, Terminal::default());
    assert_eq!(
        told.out,
        "database.pool_size = 50\n\n  \
         from  config/production.yaml:5:16  environment production  50\n  \
         over  config/base.yaml:7:16        base base_config        10\n"
    );
}
