//! Cases of rules about what extends what, and how values merge.

use super::{Case, PRODUCTION, TESTING};

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    Case { rule: "environment-without-file", files: &[("config/base.yaml", "b: {a: 1}\n")], found: &[
        "config/environments.yaml:2:3: info[environment-without-file]: the environment `testing` has no file and uses the base `b` as it is; write `config/testing.yaml` if anything is different there",
        "config/environments.yaml:3:3: warning[environment-without-file]: the environment `production` has no file and uses the base `b` as it is; write `config/production.yaml` if anything is different there",
    ] },
    Case { rule: "environment-without-file", files: &[("config/base.yaml", "b: {a: 1}\n"), TESTING, PRODUCTION], found: &[] },
    Case { rule: "environment-without-file", files: &[], found: &[] },

    Case { rule: "missing-base", files: &[
        ("config/base.yaml", "base_config: {a: 1}\n"),
        ("config/testing.yaml", "extends: [base_confg, gone.yaml, 'base.yaml#x']\n"),
        ("config/production.yaml", "extends: testing\n"),
    ], found: &[
        "config/testing.yaml:1:11: error[missing-base]: `base_confg` is neither an environment nor a base; did you mean `base_config`?",
        "config/testing.yaml:1:23: error[missing-base]: the file `config/gone.yaml` does not exist",
        "config/testing.yaml:1:34: error[missing-base]: `config/base.yaml` has no key `x`; name one of its top-level keys",
    ] },
    Case { rule: "missing-base", files: &[("config/base.yaml", "a: {x: 1}\nb: {x: 2}\n"), PRODUCTION], found: &[
        "config/environments.yaml:2:3: error[missing-base]: the environment `testing` has no file, and there are several bases: `a`, `b`; set `default_base` in `stageline.yaml`, or write `config/testing.yaml`",
    ] },
    Case { rule: "missing-base", files: &[("config/base.yaml", "a: {x: 1}\n"), ("config/testing.yaml", "extends: a\n"), ("config/production.yaml", "extends: testing\n")], found: &[] },

    Case { rule: "unused-base", files: &[
        ("config/base.yaml", "base: {a: 1}\nother: {a: 2}\n"),
        ("config/testing.yaml", "extends: base\n"),
        ("config/production.yaml", "overrides: {a: 3}\n"),
    ], found: &[
        "config/base.yaml:2:1: info[unused-base]: no environment starts from the base `other`; extend it, or remove it",
    ] },
    Case { rule: "unused-base", files: &[
        ("config/base.yaml", "base: {a: 1}\nother: {a: 2}\nthird: {x: 1}\n"),
        ("config/testing.yaml", "extends: \"base.yaml#base\"\n"),
        ("config/production.yaml", "extends: parents/x.yaml\n"),
        ("config/parents/x.yaml", "extends: [other, ../base.yaml]\n"),
    ], found: &[] },

    Case { rule: "repeated-parent", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/base.yaml", "base: {a: 1}\n"),
        ("config/testing.yaml", "extends: [base, base]\n"),
        ("config/staging.yaml", "extends: [base, testing]\n"),
        ("config/production.yaml", "extends: [testing, base]\n"),
    ], found: &[
        "config/production.yaml:1:20: warning[repeated-parent]: `base` puts back what a parent before it changed, among the parents of `production`; remove it from `extends`",
        "config/staging.yaml:1:11: info[repeated-parent]: `base` is brought along by a later one among the parents of `staging`; remove it from `extends`",
        "config/testing.yaml:1:17: info[repeated-parent]: `base` is named twice among the parents of `testing`; remove it from `extends`",
    ] },
    Case { rule: "repeated-parent", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/base.yaml", "base: {a: 1}\nother: {a: 2}\n"),
        ("config/testing.yaml", "extends: [base, other]\n"),
        ("config/staging.yaml", "extends: testing\n"),
        ("config/production.yaml", "extends: [other]\n"),
    ], found: &[] },

    Case { rule: "extends-cycle", files: &[("config/testing.yaml", "extends: production\n"), ("config/production.yaml", "extends: testing\n")], found: &[
        "config/testing.yaml:1:10: error[extends-cycle]: `extends` goes round in a circle: `testing` → `production` → `testing`; remove one of these `extends`",
    ] },
    Case { rule: "extends-cycle", files: &[TESTING, ("config/production.yaml", "extends: testing\n")], found: &[] },

    Case { rule: "bad-reference", files: &[
        ("config/base.yaml", "b: {url: 'https://${host}', host: x}\n"),
        ("config/testing.yaml", "extends: b\noverrides: {a: '${hots}'}\n"),
        ("config/services/api/base.yaml", "api: {a: '${b}', b: '${a}'}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:10: error[bad-reference]: references go round in a circle: `b` → `a` → `b`",
        "config/testing.yaml:2:16: error[bad-reference]: `${hots}` leads to no value",
    ] },
    Case { rule: "bad-reference", files: &[
        ("config/base.yaml", "b: {url: 'https://${host}', host: x, shell: '$${HOME}', c: '${d:-e}'}\n"),
    ], found: &[] },

    Case { rule: "surprising-merge", files: &[
        ("config/base.yaml", "b:\n  list: [{name: x}, {name: y}]\n  map: {a: 1}\n"),
        ("config/testing.yaml", "extends: b\noverrides:\n  list: [{name: x}]\n  map: 1\n  gone: !delete\n"),
        ("config/production.yaml", "extends: testing\n"),
    ], found: &[
        "config/testing.yaml:3:9: warning[surprising-merge]: `list` replaces a list whose items have names; write `!merge_by:<key>` or `!append`, or `!replace` to mean it",
        "config/testing.yaml:4:8: warning[surprising-merge]: `map` replaces a value of another kind; write `!replace` to mean it",
        "config/testing.yaml:5:16: warning[surprising-merge]: `gone` deletes a key that is not there; remove the line, or correct the key",
    ] },
    Case { rule: "surprising-merge", files: &[
        ("config/base.yaml", "b:\n  list: [{name: x}]\n  plain: [1]\n"),
        ("config/testing.yaml", "extends: b\noverrides:\n  list: !append [{name: z}]\n  plain: [2]\n"),
    ], found: &[] },

    Case { rule: "empty-override", files: &[
        ("config/base.yaml", "base:\n  database: {pool_size: 10}\n  hosts: [a]\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  database:\n  hosts:\n"),
        ("config/production.yaml", ""),
        ("config/services/api/base.yaml", "api: {resources: {limits: {cpu: 1}}}\n"),
        ("config/services/api/production.yaml", "api:\n  resources:\n    limits:\n"),
    ], found: &[
        "config/services/api/production.yaml:3:5: warning[empty-override]: `resources.limits` of the service `api` has no value and takes the place of a map; indent what belongs there, remove the key, or write `!delete`",
        "config/testing.yaml:3:3: warning[empty-override]: `database` of the configuration has no value and takes the place of a map; indent what belongs there, remove the key, or write `!delete`",
        "config/testing.yaml:4:3: warning[empty-override]: `hosts` of the configuration has no value and takes the place of a list; indent what belongs there, remove the key, or write `!delete`",
    ] },
    Case { rule: "empty-override", files: &[
        ("config/base.yaml", "base:\n  database: {pool_size: 10}\n  host: a\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  database: null\n  host:\n  new:\n"),
        ("config/production.yaml", "extends: base\noverrides:\n  database: ~\n"),
    ], found: &[] },

    Case { rule: "override-of-unknown-key", files: &[
        ("config/base.yaml", "base:\n  database: {pool_size: 10, timeout: 30}\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  database: {pool-size: 5, tiemout: 9}\n"),
        ("config/production.yaml", "extends: base\n"),
        ("config/tenants.yaml", "tenants:\n  t:\n    environments: {testing: t-testing}\n    overrides: {database: {timeuot: 1}}\n"),
        ("config/services/api/base.yaml", "api: {replicas: 2}\n"),
        ("config/services/api/testing.yaml", "api: {replcas: 3}\n"),
    ], found: &[
        "config/services/api/testing.yaml:1:7: warning[override-of-unknown-key]: `replcas` of the service `api` overrides nothing; did you mean `replicas`?",
        "config/tenants.yaml:4:28: warning[override-of-unknown-key]: `database.timeuot` of the configuration overrides nothing; did you mean `timeout`?",
        "config/testing.yaml:3:14: warning[override-of-unknown-key]: `database.pool-size` of the configuration overrides nothing; did you mean `pool_size`?",
        "config/testing.yaml:3:28: warning[override-of-unknown-key]: `database.tiemout` of the configuration overrides nothing; did you mean `timeout`?",
    ] },
    Case { rule: "override-of-unknown-key", files: &[
        ("config/base.yaml", "base:\n  database: {pool_size: 10, max_size: 30, host1: a, timeout: 1}\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  database: {min_size: 5, host2: b, timeuot: {a: 1}, retries: 3}\n"),
        ("config/production.yaml", "extends: base\noverrides:\n  database: {pool-size: 5}\n"),
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/staging.yaml", "extends: base\noverrides:\n  database: {pool-size: 7}\n"),
    ], found: &[] },

    Case { rule: "redundant-override", files: &[
        ("config/base.yaml", "base:\n  database: {timeout: 30, pool: {min: 1, max: 2}}\n  hosts: [a, b]\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  database: {timeout: 30, pool: {min: 1}, size: 1}\n  hosts: [a, b]\n"),
        ("config/production.yaml", "extends: testing\noverrides:\n  database: {pool: {min: 2}}\n"),
        ("config/services/api/base.yaml", "api: {replicas: 2, environment: {LOG: info}}\n"),
        ("config/services/api/testing.yaml", "api: {environment: {LOG: info, X: 1}}\n"),
    ], found: &[
        "config/services/api/testing.yaml:1:26: info[redundant-override]: `environment.LOG` of the service `api` repeats for `testing` what it inherits; remove it, unless it is meant to stay",
        "config/testing.yaml:3:23: info[redundant-override]: `database.timeout` of the configuration repeats for `testing` what it inherits; remove it, unless it is meant to stay",
        "config/testing.yaml:3:33: info[redundant-override]: `database.pool` of the configuration repeats for `testing` what it inherits; remove it, unless it is meant to stay",
        "config/testing.yaml:4:10: info[redundant-override]: `hosts` of the configuration repeats for `testing` what it inherits; remove it, unless it is meant to stay",
    ] },
    Case { rule: "redundant-override", files: &[
        ("config/base.yaml", "base:\n  database: {timeout: 30}\n  hosts: [a]\n  url: \"${database.timeout}\"\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  database: {timeout: 60}\n  hosts: !append [a]\n  url: \"30\"\n"),
        ("config/production.yaml", "extends: testing\noverrides:\n  database: {timeout: 30}\n"),
        ("config/tenants.yaml", "tenants:\n  t:\n    environments: {testing: t-testing}\n    overrides: {database: {timeout: 60}}\n"),
    ], found: &[] },

    Case { rule: "duplicate-item-name", files: &[
        ("config/base.yaml", "base: {carriers: [{name: bike, cutoff: \"11\"}]}\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  carriers: !append\n    - {name: bike, cutoff: \"10\"}\n"),
        ("config/production.yaml", ""),
        ("config/services/api/base.yaml", "api: {volumes: [{id: 1}, {id: 1}]}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:26: info[duplicate-item-name]: two items of `volumes` have one `id` in `testing`; merge them, or rename one",
        "config/testing.yaml:4:7: info[duplicate-item-name]: two items of `carriers` have one `name` in `testing`; merge them, or rename one",
    ] },
    Case { rule: "duplicate-item-name", files: &[
        ("config/base.yaml", "base: {carriers: [{name: bike, cutoff: \"11\"}], rules: [{key: a, effect: x}, {key: a, effect: y}], mixed: [{name: a}, 1]}\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  carriers: !merge_by:name\n    - {name: bike, cutoff: \"10\"}\n"),
        ("config/production.yaml", ""),
    ], found: &[] },

    Case { rule: "item-without-merge-key", files: &[
        ("stageline.yaml", "merge_keys: {carriers: name}\n"),
        ("config/base.yaml", "base:\n  carriers: [{name: a}, {nmae: b}]\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  zones: !merge_by:host [{host: 1}, {host: 1}]\n"),
        ("config/production.yaml", ""),
    ], found: &[
        "config/base.yaml:2:25: warning[item-without-merge-key]: an item of `carriers` has no `name`, by which the list merges; give it a `name`",
        "config/testing.yaml:3:37: warning[item-without-merge-key]: two items of `zones` have one `host`, by which the list merges; give each its own",
    ] },
    Case { rule: "item-without-merge-key", files: &[
        ("stageline.yaml", "merge_keys: {carriers: name}\n"),
        ("config/base.yaml", "base:\n  carriers: [{name: a}, {name: b}]\n  zones: [{id: 1}]\n"),
        ("config/testing.yaml", "extends: base\noverrides:\n  zones: !merge_by:id [{id: 1, size: 2}, {id: 2}]\n  other: [{x: 1}, {x: 1}]\n"),
        ("config/production.yaml", ""),
    ], found: &[] },

    Case { rule: "tenant-without-environments", files: &[
        ("config/tenants.yaml", "tenants:\n  t:\n    overrides: {a: 1}\n"),
    ], found: &[
        "config/tenants.yaml:2:3: warning[tenant-without-environments]: the tenant `t` has no environments; list them in `environments`, or remove the tenant",
    ] },
    Case { rule: "tenant-without-environments", files: &[
        ("config/tenants.yaml", "tenants:\n  t:\n    environments: {testing: t-testing}\n"),
    ], found: &[] },

    Case { rule: "unused-tenant-override", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/tenants.yaml", "tenants:\n  t:\n    environments: {production: t-production, testing: t-testing}\n    overrides_by_environment:\n      staging: {a: 1}\n      t-production: {a: 2}\n"),
    ], found: &[
        "config/tenants.yaml:5:16: warning[unused-tenant-override]: the tenant `t` has no environment for `staging`; add it to the tenant's `environments`, or remove the overrides",
        "config/tenants.yaml:6:21: warning[unused-tenant-override]: the tenant `t` has no environment for `t-production`; write `production`, from which it derives",
    ] },
    Case { rule: "unused-tenant-override", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/tenants.yaml", "tenants:\n  t:\n    environments: {production: t-production}\n    overrides_by_environment:\n      production: {a: 2}\n"),
    ], found: &[] },
];
