//! Copies from one environment to another.

use std::time::{Duration, Instant};

use stageline::Code;
use stageline::project::edit::CopyFlags;

use crate::{edited, is, project, refused};

#[test]
fn a_copy_answers_the_same_to_everybody() {
    let flags = "\
feature_flags:
  ruled:
    default: false
    production:
      rules: [{when: plan == 'pro', serve: true}]
      rollout: {percentage: 40, salt: s, by: user.id}
    testing: true # all of us
  inherited: {default: false, production: {rollout: {percentage: 30}}, production-eu: true}
  for_all: {default: true, rollout: {percentage: 50}, testing: false}
  plain: true
  silent: {staging: 1}
  same: {default: 1, testing: 1}
";
    let error = refused(flags, |edit| {
        edit.copy_flags("production", "testing", &CopyFlags::new()).map(drop)
    });
    assert_eq!(error.code(), Code::EditRefused);
    assert_eq!(
        error.message(),
        "the flag `ruled` says something else, like `for_all`, in `testing`"
    );
    let (text, snapshot) = edited(flags, |edit| {
        let copied = edit.copy_flags("production", "testing", &CopyFlags::new().replace(true));
        assert_eq!(copied.unwrap(), ["ruled", "inherited", "for_all"]);
        assert_eq!(edit.blast_radius().unwrap().environments(), ["testing"]);
    });
    assert!(text.contains("# all of us"), "{text}");
    let [there, here] = ["production", "testing"].map(|name| snapshot.environment(name).unwrap());
    let (there, here) = (there.flags(), here.flags());
    for key in 0..500 {
        for plan in ["pro", "free"] {
            let key = format!("u{key}");
            let ask = |flags: &stageline::flag::Flags| {
                let context = flags.context(&key).with("user.id", &*key).with("plan", plan);
                flags
                    .evaluate_all(&context)
                    .iter()
                    .map(|found| found.value().clone())
                    .collect::<Vec<_>>()
            };
            assert_eq!(ask(&there), ask(&here), "{key} {plan}");
        }
    }
    // What is the same already is left alone, and a flag by itself can be copied.
    let mut edit = project(&text).edit();
    assert!(edit.copy_flags("production", "testing", &CopyFlags::new()).unwrap().is_empty());
    edit.flag("inherited").copy("production", "staging").unwrap();
    assert!(!edit.is_empty());
    // `staging` says something of it, and nobody else does.
    let error = refused(flags, |edit| edit.flag("silent").copy("production", "staging").map(drop));
    assert_eq!(error.code(), Code::EditRefused);
    let (text, _) = edited(flags, |edit| {
        let what = CopyFlags::new().named(["silent"]).replace(true);
        assert_eq!(edit.copy_flags("production", "staging", &what).unwrap(), ["silent"]);
    });
    assert!(text.contains("silent: {}"), "{text}");
    let (_, snapshot) = edited(flags, |edit| {
        let what = CopyFlags::new().named(["inherited"]).replace(true);
        edit.copy_flags("testing", "production-eu", &what).unwrap();
    });
    is(&snapshot, "production-eu", "inherited", "false");
    for (from, to, flag, code) in [
        ("production", "nowhere", "ruled", Code::UnknownEnvironment),
        ("nowhere", "production", "ruled", Code::UnknownEnvironment),
        ("production", "staging", "ruld", Code::UnknownFlag),
    ] {
        let error = refused(flags, |edit| edit.flag(flag).copy(from, to).map(drop));
        assert_eq!(error.code(), code);
    }
}

#[test]
fn thousands_of_flags_are_copied_in_one_pass() {
    let mut flags = "feature_flags:\n".to_owned();
    for flag in 0..3000 {
        let line = format!("  flag_{flag}:\n    default: false # {flag}\n    production: true\n");
        flags.push_str(&line);
    }
    let project = project(&flags);
    let mut edit = project.edit();
    let begun = Instant::now();
    let copied = edit.copy_flags("production", "staging", &CopyFlags::new()).unwrap();
    assert_eq!(copied.len(), 3000);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let snapshot = edit.commit().unwrap();
    is(&snapshot, "staging", "flag_2999", "true");
    let text = snapshot.sources().by_path("config/feature-flags.yaml").unwrap().text().to_owned();
    assert_eq!(text, flags.replace("production: true\n", "production: true\n    staging: true\n"));
}

#[test]
fn a_copy_is_written_in_brackets_where_the_original_is() {
    let flags = "\
feature_flags:
  flow:
    production: {rules: [{when: plan == 'pro', serve: true}], rollout: {percentage: 40}}
    staging: false # soon
  block:
    production:
      rules:
        - {when: plan == 'pro', serve: true}
      default: false
  list: {default: [1], production: [1, 2]}
";
    let written = [
        "    staging: {rules: [{when: plan == 'pro', serve: true}], rollout: {percentage: 40}} # soon\n",
        "    staging:\n      rules:\n        - {when: plan == 'pro', serve: true}\n      default: false\n",
        "staging: [1, 2]}\n",
    ];
    let (copied, _) = edited(flags, |edit| {
        edit.copy_flags("production", "staging", &CopyFlags::new().replace(true)).unwrap();
    });
    let (synced, _) = edited(flags, |edit| {
        edit.sync("production", "staging", &[]).unwrap();
    });
    for text in [copied, synced] {
        for written in written {
            assert!(text.contains(written), "{text}");
        }
    }
}

#[test]
fn a_copy_keeps_the_comments_inside_the_original() {
    let flags = "\
feature_flags:
  search:
    # Careful here.
    production: # all of it
      # Who pays comes first.
      rules:
        - {when: \"plan == 'pro'\", serve: true} # pro
        # Later: everybody in Europe.
      default: false # for now
    # On a branch.
    staging: {default: true} # old
  beta:
    production:
      # One by one.
      rollout: {percentage: 5} # of users
    other: false
";
    let flags = &flags.replace("    other: false\n", "    testing: false\n");
    let (text, _) = edited(flags, |edit| {
        edit.copy_flags("production", "staging", &CopyFlags::new().replace(true)).unwrap();
    });
    let wanted = flags
        .replace(
            "    staging: {default: true} # old\n",
            "    staging: # all of it\n      # Who pays comes first.\n      rules:\n        - {when: \"plan == 'pro'\", serve: true} # pro\n        # Later: everybody in Europe.\n      default: false # for now\n",
        )
        .replace(
            "    testing: false\n",
            "    testing: false\n    staging:\n      # One by one.\n      rollout: {percentage: 5} # of users\n",
        );
    assert_eq!(text, wanted);
}
