//! Cases of rules about files, names and keys.

use super::{Case, PRODUCTION, TESTING};

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    Case { rule: "load", files: &[("config/base.yaml", "a: [1\n"), ("config/tenants.yaml", "tenants: 1\n")], found: &[
        "config/base.yaml:1:4: error[load]: ",
        "config/tenants.yaml:1:10: error[load]: `tenants`: expected a map, found an integer; write names as keys",
    ] },
    Case { rule: "load", files: &[TESTING, PRODUCTION], found: &[] },

    Case { rule: "unknown-environment", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f:\n    prodution: true\n    qa: false\n    testing: true\n"),
        ("config/tenants.yaml", "tenants:\n  t:\n    environments:\n      stagging: t-s\n"),
        ("config/services/api/prod.yaml", "api: {replicas: 1}\n"),
        ("workflows/w.yaml", "environments:\n  - name: testnig\n"),
        ("config/test-data.yaml", "test_data:\n  q: {users: {count: 1}}\n"),
    ], found: &[
        "config/feature-flags.yaml:3:5: error[unknown-environment]: the flag `f` names `prodution`, which is no environment; did you mean `production`?",
        "config/feature-flags.yaml:4:5: error[unknown-environment]: the flag `f` names `qa`, which is no environment; list it in `config/environments.yaml`, or remove the entry",
        "config/services/api/prod.yaml: error[unknown-environment]: a file of the service `api` names `prod`, which is no environment; did you mean `production`?",
        "config/tenants.yaml:4:7: error[unknown-environment]: the tenant `t` names `stagging`, which is no environment; list it in `config/environments.yaml`, or remove the entry",
        "config/test-data.yaml:2:3: error[unknown-environment]: the test data names `q`, which is no environment; list it in `config/environments.yaml`, or remove the entry",
        "workflows/w.yaml:2:11: error[unknown-environment]: the pipeline `w` names `testnig`, which is no environment; did you mean `testing`?",
    ] },
    Case { rule: "unknown-environment", files: &[
        ("config/tenants.yaml", "tenants: {t: {environments: {testing: t-testing}}}\n"),
        ("config/feature-flags.yaml", "feature_flags: {f: {t-testing: true, owner: me, default: false}}\n"),
    ], found: &[] },

    Case { rule: "unlisted-environment", files: &[("config/testign.yaml", "extends: x\n"), ("config/eu.yaml", "overrides: {}\n")], found: &[
        "config/eu.yaml:1:1: warning[unlisted-environment]: the file is written for the environment `eu`, which is not listed; list `eu` in `config/environments.yaml`",
        "config/testign.yaml:1:1: warning[unlisted-environment]: the file is written for the environment `testign`, which is not listed; did you mean `testing`?",
    ] },
    Case { rule: "unlisted-environment", files: &[TESTING, ("config/notes.yaml", "a: 1\n")], found: &[] },

    Case { rule: "unknown-key", files: &[
        ("config/environments.yaml", "environments:\n  testing: {teir: x}\n"),
        ("config/testing.yaml", "overrides: {}\nmonitoring: {}\n"),
        ("config/services/api/base.yaml", "api: {}\nweb: {}\n"),
    ], found: &[
        "config/environments.yaml:2:13: warning[unknown-key]: nothing reads the key `teir`; did you mean `tier`?",
        "config/services/api/base.yaml:2:1: warning[unknown-key]: nothing reads the key `web`; remove it",
        "config/testing.yaml:2:1: warning[unknown-key]: nothing reads the key `monitoring`; known here: `extends`, `overrides`",
    ] },
    Case { rule: "unknown-key", files: &[TESTING, ("config/base.yaml", "b: {anything: {goes: 1}}\n")], found: &[] },

    Case { rule: "unsupported-key", files: &[("stageline.yaml", "gates:\n  tests: {process: [make, test]}\n")], found: &[
        "stageline.yaml:2:10: warning[unsupported-key]: the key `gates.tests` is not acted on yet, so the gate stays pending; leave it out for now",
    ] },
    Case { rule: "unsupported-key", files: &[("config/feature-flags.yaml", "feature_flags: {f: {default: true}}\n")], found: &[] },

    Case { rule: "unknown-file", files: &[("config/service/api/testing.yaml", "api: {}\n")], found: &[
        "config/service/api/testing.yaml: info[unknown-file]: the file belongs to no part of the project; move it if it should be read; otherwise nothing need be done",
    ] },
    Case { rule: "unknown-file", files: &[("config/services/api/testing.yaml", "api: {}\n")], found: &[] },

    Case { rule: "similar-names", files: &[
        ("config/environments.yaml", "environments:\n  eu-1: {}\n  EU_l: {}\n  eu-2: {}\n"),
        ("config/feature-flags.yaml", "feature_flags:\n  modern: true\n  modem: true\n"),
        ("config/services/api/base.yaml", "api: {}\n"),
        ("config/services/аpi/base.yaml", "аpi: {}\n"),
    ], found: &[
        "config/environments.yaml:3:3: warning[similar-names]: the environments `eu-1` and `EU_l` look alike; rename one of them",
        "config/feature-flags.yaml:3:3: warning[similar-names]: the flags `modern` and `modem` look alike; rename one of them",
        "config/services/аpi/base.yaml: warning[similar-names]: the services `api` and `аpi` look alike; rename one of them",
    ] },
    Case { rule: "similar-names", files: &[("config/feature-flags.yaml", "feature_flags: {testing: true, v1: true, v2: true}\n")], found: &[] },

    Case { rule: "repeated-name", files: &[
        ("workflows/w.yaml", "schedule:\n  - {name: nightly, cron: \"0 1 * * *\", command: a}\n  - {name: nightly, cron: \"0 2 * * *\", command: b}\ntriggers:\n  - {name: push, event: a, command: a}\n  - {name: push, event: b, command: b}\n"),
        ("config/alerts/a.yaml", "alerts:\n  g:\n    - {name: Down, condition: a}\n    - {name: Down, condition: b}\n"),
        ("config/monitoring/m.yaml", "dashboards:\n  d: {variables: [{name: x}, {name: x}]}\n"),
    ], found: &[
        "config/alerts/a.yaml:4:14: warning[repeated-name]: two alerts are named `Down`; rename one of them",
        "config/monitoring/m.yaml:2:37: warning[repeated-name]: two variables are named `x`; rename one of them",
        "workflows/w.yaml:3:12: warning[repeated-name]: two schedules are named `nightly`; rename one of them",
        "workflows/w.yaml:6:12: warning[repeated-name]: two triggers are named `push`; rename one of them",
    ] },
    Case { rule: "repeated-name", files: &[
        ("workflows/w.yaml", "schedule:\n  - {name: a, cron: \"0 1 * * *\", command: a}\ntriggers:\n  - {name: a, event: a, command: a}\n"),
        ("config/alerts/a.yaml", "alerts:\n  g: [{name: Down, condition: a}]\n  h: [{name: Down, condition: b}]\n"),
        ("config/monitoring/m.yaml", "dashboards:\n  d: {variables: [{name: x}], panels: [{title: x}, {title: x}]}\n  e: {variables: [{name: x}]}\n"),
    ], found: &[] },

    Case { rule: "mistyped-tier", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  production: {tier: prod}\n  eu: {tier: Production}\n"),
    ], found: &[
        "config/environments.yaml:3:22: warning[mistyped-tier]: the tier of `production` is none of the known ones; did you mean `production`?",
        "config/environments.yaml:4:14: warning[mistyped-tier]: the tier of `eu` is none of the known ones; did you mean `production`?",
    ] },
    Case { rule: "mistyped-tier", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: sandbox}\n  staging: {tier: pre-production}\n  production: {}\n"),
    ], found: &[] },

    Case { rule: "unknown-default-base", files: &[
        ("stageline.yaml", "default_base: base_confg\n"),
        ("config/base.yaml", "base_config: {a: 2}\n"),
        ("config/testing.yaml", "extends: base_config\n"),
        ("config/production.yaml", "extends: base_config\n"),
    ], found: &[
        "stageline.yaml:1:15: warning[unknown-default-base]: no base is named `base_confg`; did you mean `base_config`?",
    ] },
    Case { rule: "unknown-default-base", files: &[
        ("stageline.yaml", "default_base: base_config\n"),
        ("config/base.yaml", "base_config: {a: 2}\n"),
        ("config/testing.yaml", "extends: base_config\n"),
        ("config/production.yaml", "extends: base_config\n"),
    ], found: &[] },

    Case { rule: "unused-merge-key", files: &[
        ("stageline.yaml", "merge_keys:\n  shiping.carriers: name\n  gone: name\n"),
        ("config/testing.yaml", "overrides: {shipping: {carriers: [{name: a}]}}\n"),
    ], found: &[
        "stageline.yaml:2:21: warning[unused-merge-key]: no list stands at `shiping.carriers`; did you mean `shipping.carriers`?",
        "stageline.yaml:3:9: warning[unused-merge-key]: no list stands at `gone`; correct the path, or remove the entry",
    ] },
    Case { rule: "unused-merge-key", files: &[
        ("stageline.yaml", "merge_keys:\n  shipping.carriers: name\n  hosts: id\n"),
        ("config/testing.yaml", "overrides: {shipping: {carriers: !append [{name: a}]}}\n"),
        ("config/services/api/base.yaml", "api: {hosts: [{id: 1}]}\n"),
    ], found: &[] },
];
