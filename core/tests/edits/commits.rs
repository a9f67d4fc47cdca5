//! What reaches the disk, and what does not.

use std::fs;

use stageline::Code;
use stageline::project::edit::Target;

use crate::folder::{Folder, SHOP};

#[test]
fn nothing_is_written_before_a_commit_and_all_of_it_after() {
    let folder = Folder::new(&SHOP);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("production").set("pool", 80).unwrap();
    edit.environment("staging").set("pool", 20).unwrap();
    assert_eq!(folder.text("config/production.yaml"), SHOP[3].1);
    assert_eq!(edit.preview().files.len(), 2);
    assert_eq!(edit.blast_radius().unwrap().environments(), ["staging", "production"]);
    let snapshot = edit.commit().unwrap();
    assert_eq!(
        folder.text("config/production.yaml"),
        "extends: base_config\noverrides:\n  pool: 80 # measured\n"
    );
    assert_eq!(
        folder.text("config/staging.yaml"),
        "extends: base_config # as it is\noverrides:\n  pool: 20\n"
    );
    assert_eq!(folder.files().len(), SHOP.len(), "{:?}", folder.files());
    for at in [snapshot, project.snapshot(), folder.open().snapshot()] {
        let pool = at.environment("production").unwrap().resolve().unwrap();
        assert_eq!(pool.get("pool").unwrap().to_string(), "80");
    }
    assert!(edit.is_empty());
    edit.environment("production").unset("pool").unwrap();
    edit.commit().unwrap();
    assert_eq!(folder.text("config/production.yaml"), "extends: base_config\n");
}

#[test]
fn a_file_that_changed_meanwhile_stops_the_whole_edit() {
    let folder = Folder::new(&SHOP);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("staging").set("pool", 20).unwrap();
    edit.environment("production").set("pool", 80).unwrap();
    folder.write("config/production.yaml", "extends: base_config\n");
    let error = edit.commit().unwrap_err();
    assert_eq!(error.code(), Code::EditConflict);
    assert_eq!(error.places()[0].to_string(), "config/production.yaml");
    assert_eq!(folder.text("config/staging.yaml"), SHOP[2].1);
    assert_eq!(folder.text("config/production.yaml"), "extends: base_config\n");
    assert_eq!(folder.files().len(), SHOP.len());
    project.reload().unwrap();
    let mut again = project.edit();
    again.environment("production").set("pool", 80).unwrap();
    again.commit().unwrap();
}

#[test]
fn a_file_that_was_removed_or_created_meanwhile_is_a_conflict_too() {
    let folder = Folder::new(&SHOP);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("production").set("pool", 80).unwrap();
    fs::remove_file(folder.0.join("config/production.yaml")).unwrap();
    assert_eq!(edit.commit().unwrap_err().code(), Code::EditConflict);
    assert!(!folder.0.join("config/production.yaml").exists());

    let folder = Folder::new(&SHOP[..2]);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("staging").set("pool", 20).unwrap();
    folder.write("config/staging.yaml", "overrides: {theirs: 1}\n");
    assert_eq!(edit.commit().unwrap_err().code(), Code::EditConflict);
    assert_eq!(folder.text("config/staging.yaml"), "overrides: {theirs: 1}\n");
}

#[test]
fn two_edits_of_one_file_do_not_lose_one_another() {
    let folder = Folder::new(&SHOP);
    let (one, other) = (folder.open(), folder.open());
    let mut first = one.edit();
    let mut second = other.edit();
    first.environment("production").set("pool", 60).unwrap();
    second.environment("production").set("ttl", 5).unwrap();
    first.commit().unwrap();
    assert_eq!(second.commit().unwrap_err().code(), Code::EditConflict);
    assert!(folder.text("config/production.yaml").contains("pool: 60"));
}

#[test]
fn racing_writers_never_mix() {
    let folder = Folder::new(&SHOP);
    let done: usize = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let folder = &folder;
                scope.spawn(move || {
                    let mut done = 0;
                    for round in 0..5 {
                        let mut edit = folder.open().edit();
                        let key = format!("w{writer}_{round}");
                        edit.environment("staging").set(&key, round).unwrap();
                        edit.environment("production").set(&key, round).unwrap();
                        done += usize::from(edit.commit().is_ok());
                    }
                    done
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).sum()
    });
    let project = folder.open();
    let keys = |name: &str| {
        let resolved = project.environment(name).unwrap().resolve().unwrap();
        let entries = resolved.root().as_map().unwrap().entries().to_vec();
        entries.iter().filter(|e| e.key.starts_with('w')).count()
    };
    assert!(done >= 5, "{done}");
    assert_eq!((keys("staging"), keys("production")), (done, done));
}

#[cfg(unix)]
#[test]
fn modes_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new(&SHOP);
    folder.write("shared/staging.yaml", SHOP[2].1);
    let link = folder.0.join("config/staging.yaml");
    fs::remove_file(&link).unwrap();
    symlink("../shared/staging.yaml", &link).unwrap();
    let mode = fs::Permissions::from_mode(0o640);
    fs::set_permissions(folder.0.join("config/production.yaml"), mode).unwrap();
    let mut edit = folder.open().edit();
    edit.environment("staging").set("pool", 20).unwrap();
    edit.environment("production").set("pool", 80).unwrap();
    edit.commit().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(folder.text("shared/staging.yaml").contains("pool: 20"));
    let production = fs::metadata(folder.0.join("config/production.yaml")).unwrap();
    assert_eq!(production.permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_folder_in_the_way_of_a_new_file_leaves_everything_as_it_was() {
    let folder = Folder::new(&SHOP[..2]);
    let project = folder.open();
    let mut edit = project.edit();
    edit.environment("production").set("pool", 1).unwrap();
    edit.environment("staging").set("pool", 2).unwrap();
    fs::create_dir(folder.0.join("config/staging.yaml")).unwrap();
    assert!(edit.commit().is_err());
    assert_eq!(folder.files().len(), 2, "{:?}", folder.files());
}

#[test]
fn what_a_killed_process_left_is_no_obstacle() {
    let folder = Folder::new(&SHOP);
    folder.write("config/.production.yaml.stageline-new", "half of it");
    let mut edit = folder.open().edit();
    edit.environment("production").set("pool", 80).unwrap();
    edit.commit().unwrap();
    assert_eq!(folder.files().len(), SHOP.len(), "{:?}", folder.files());
    assert!(folder.text("config/production.yaml").contains("pool: 80"));
}

#[test]
fn a_refused_change_leaves_the_edit_as_it_was() {
    let folder = Folder::new(&SHOP);
    let mut edit = folder.open().edit();
    edit.environment("production").set("pool", 80).unwrap();
    let before = edit.preview();
    assert!(edit.environment("production").set("pool.size", 1).is_err());
    assert!(edit.environment("nowhere").set("pool", 1).is_err());
    assert!(edit.environment("production").unset("gone").is_err());
    assert_eq!(edit.preview(), before);
    edit.discard();
    assert!(edit.preview().is_empty());
}

#[test]
fn flag_handles_follow_a_commit() {
    let mut files = SHOP.to_vec();
    files.push(("config/feature-flags.yaml", "feature_flags:\n  search:\n    production: false\n"));
    let folder = Folder::new(&files);
    let project = folder.open();
    let flags = project.environment("production").unwrap().flags();
    let search = flags.boolean("search", false).unwrap();
    assert!(!search.value(&flags.context("u")));
    let mut edit = project.edit();
    edit.flag("search").set("production", true).unwrap();
    edit.commit().unwrap();
    assert!(search.value(&flags.context("u")));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_way_is_never_written_through() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&SHOP);
    let outside = Folder::new(&[("victim", "precious")]);
    let link = folder.0.join("config/.production.yaml.stageline-new");
    symlink(outside.0.join("victim"), &link).unwrap();
    let mut edit = folder.open().edit();
    edit.environment("production").set("pool", 80).unwrap();
    edit.commit().unwrap();
    assert_eq!(outside.text("victim"), "precious");
    assert!(folder.text("config/production.yaml").contains("pool: 80"));
}

#[test]
fn a_refused_commit_leaves_no_folder_behind() {
    let folder = Folder::new(&SHOP);
    let mut edit = folder.open().edit();
    let web = Target::File { path: "config/services/web/base.yaml".into() };
    edit.scope(web).set("web.replicas", 1).unwrap();
    edit.environment("staging").set("pool", 20).unwrap();
    folder.write("config/staging.yaml", "extends: base_config\n");
    assert_eq!(edit.commit().unwrap_err().code(), Code::EditConflict);
    assert!(!folder.0.join("config/services").exists());
}

#[test]
fn an_edit_is_checked_against_what_others_committed_meanwhile() {
    let mut files = SHOP.to_vec();
    files[1].1 = "base_config:\n  pool: 10\nspare: {pool: 1}\n";
    let folder = Folder::new(&files);
    let project = folder.open();
    let (mut removes, mut uses) = (project.edit(), project.edit());
    let file = |path: &str| Target::File { path: path.into() };
    removes.scope(file("config/base.yaml")).unset("spare").unwrap();
    uses.scope(file("config/staging.yaml")).set("extends", "spare").unwrap();
    uses.commit().unwrap();
    let error = removes.commit().unwrap_err();
    assert_eq!(error.code(), Code::EditRefused, "{error}");
    assert!(folder.open().environment("staging").unwrap().resolve().is_ok());
    // What concerns nobody else goes on.
    let (mut one, mut other) = (project.edit(), project.edit());
    one.environment("staging").set("x", 1).unwrap();
    other.environment("production").set("y", 2).unwrap();
    one.commit().unwrap();
    other.commit().unwrap();
}
