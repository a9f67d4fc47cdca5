//! Cases of rules about environments held against each other.

use super::{Case, PRODUCTION, TESTING};

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    Case { rule: "missing-in-one-environment", files: &[
        ("config/environments.yaml", "environments:\n  development: {tier: development}\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/development.yaml", "overrides: {db: {a: 1, pool: 1}}\n"),
        ("config/testing.yaml", "overrides: {db: {a: 1, pool: 2}}\n"),
        ("config/staging.yaml", "overrides: {db: {a: 1, pool: 3}}\n"),
        ("config/production.yaml", "overrides: {db: {a: 1}}\n"),
        ("config/services/api/base.yaml", "api: {environment: {X: a}}\n"),
        ("config/services/api/development.yaml", "api: {environment: {Y: a}}\n"),
        ("config/services/api/production.yaml", "api: {environment: {Y: b}}\n"),
        ("config/services/api/testing.yaml", "api: {environment: {Y: c}}\n"),
    ], found: &[
        "config/development.yaml:1:30: warning[missing-in-one-environment]: `db.pool` of the configuration is set in every environment but `production`; set it for `production` too, or in the base",
        "config/services/api/development.yaml:1:24: info[missing-in-one-environment]: `environment.Y` of the service `api` is set in every environment but `staging`; set it for `staging` too, or in the base",
    ] },
    Case { rule: "missing-in-one-environment", files: &[
        ("config/environments.yaml", "environments:\n  development: {tier: development}\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/development.yaml", "overrides: {db: {a: 1, pool: 1, x: 1}}\n"),
        ("config/testing.yaml", "overrides: {db: {a: 1, pool: 2, y: 1}, top: 1}\n"),
        ("config/staging.yaml", "overrides: {db: {a: 1, pool: 3, y: 1}, top: 1, gone: {x: 1}}\n"),
        ("config/production.yaml", "extends: testing\noverrides: {db: {pool: !delete , x: 1}}\n"),
        ("config/services/api/testing.yaml", "api: {environment: {Y: c}}\n"),
        ("config/services/api/staging.yaml", "api: {environment: {Y: c}}\n"),
        ("config/services/api/production.yaml", "api: {environment: {Z: c}}\n"),
    ], found: &[] },

    Case { rule: "kind-differs-between-environments", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/testing.yaml", "overrides: {db: {pool_size: 20, tls: true}, hosts: [a]}\n"),
        ("config/staging.yaml", "overrides: {db: {pool_size: 20, tls: true}, hosts: [a]}\n"),
        ("config/production.yaml", "overrides: {db: {pool_size: \"80\", tls: strict}, hosts: a}\n"),
        ("config/services/api/testing.yaml", "api: {environment: {DEBUG: \"false\"}}\n"),
        ("config/services/api/production.yaml", "api: {environment: {DEBUG: false}}\n"),
    ], found: &[
        "config/production.yaml:1:29: warning[kind-differs-between-environments]: `db.pool_size` of the configuration is a number in `testing` and text in `production`; write the same kind everywhere",
        "config/production.yaml:1:40: info[kind-differs-between-environments]: `db.tls` of the configuration is a boolean in `testing` and text in `production`; write the same kind everywhere",
        "config/production.yaml:1:56: info[kind-differs-between-environments]: `hosts` of the configuration is a list in `testing` and text in `production`; write the same kind everywhere",
        "config/services/api/testing.yaml:1:28: warning[kind-differs-between-environments]: `environment.DEBUG` of the service `api` is text in `testing` and a boolean in `production`; write the same kind everywhere",
    ] },
    Case { rule: "kind-differs-between-environments", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("config/testing.yaml", "overrides: {db: {pool_size: 20, timeout: 30, ratio: 1}}\n"),
        ("config/staging.yaml", "overrides: {db: {pool_size: null, timeout: 30s, ratio: 0.5}}\n"),
        ("config/production.yaml", "overrides: {db: {pool_size: 80, timeout: \"1m\", ratio: 2}, password: \"secret://production/p\"}\n"),
        ("config/services/api/testing.yaml", "api: {port: 80}\n"),
        ("config/services/api/production.yaml", "api: {port: \"secret://production/port\"}\n"),
    ], found: &[] },

    Case { rule: "service-missing-in-one-stage", files: &[
        ("config/environments.yaml", "environments:\n  development: {tier: development}\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("workflows/w.yaml", "environments: [{name: development}, {name: testing}, {name: staging}, {name: production}]\n"),
        ("config/services/search/development.yaml", "search: {a: 1}\n"),
        ("config/services/search/testing.yaml", "search: {a: 1}\n"),
        ("config/services/search/production.yaml", "search: {a: 1}\n"),
    ], found: &[
        "config/services/search/development.yaml: warning[service-missing-in-one-stage]: the service `search` is configured in every stage of `w` but `staging`; write `config/services/search/staging.yaml`",
    ] },
    Case { rule: "service-missing-in-one-stage", files: &[
        ("config/environments.yaml", "environments:\n  development: {tier: development}\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("workflows/w.yaml", "environments: [{name: development}, {name: testing}, {name: staging}, {name: production}]\n"),
        ("config/staging.yaml", "extends: testing\n"),
        ("config/services/search/development.yaml", "search: {a: 1}\n"),
        ("config/services/search/testing.yaml", "search: {a: 1}\n"),
        ("config/services/search/production.yaml", "search: {a: 1}\n"),
        ("config/services/api/base.yaml", "api: {}\n"),
        ("config/services/tool/development.yaml", "tool: {}\n"),
    ], found: &[] },

    Case { rule: "fewer-replicas-in-production", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("workflows/w.yaml", "environments: [{name: staging}, {name: production}]\n"),
        ("config/services/api/staging.yaml", "api: {replicas: 4}\n"),
        ("config/services/api/production.yaml", "api: {replicas: 2}\n"),
        ("config/services/web/staging.yaml", "web: {replicas: 4, autoscaling: {min_replicas: 3}}\n"),
        ("config/services/web/production.yaml", "web: {autoscaling: {min_replicas: 2}}\n"),
    ], found: &[
        "config/services/api/production.yaml:1:17: warning[fewer-replicas-in-production]: the service `api` runs fewer replicas in `production` than in `staging`; raise the one or lower the other",
        "config/services/web/production.yaml:1:35: warning[fewer-replicas-in-production]: the service `web` runs fewer replicas in `production` than in `staging`; raise the one or lower the other",
    ] },
    Case { rule: "fewer-replicas-in-production", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  staging: {tier: pre-production}\n  production: {tier: production}\n"),
        ("workflows/w.yaml", "environments: [{name: testing}, {name: staging}, {name: production}]\n"),
        ("config/services/api/testing.yaml", "api: {replicas: 9}\n"),
        ("config/services/api/staging.yaml", "api: {replicas: 2}\n"),
        ("config/services/api/production.yaml", "api: {autoscaling: {min_replicas: 2}}\n"),
        ("config/services/off/testing.yaml", "off: {}\n"),
        ("config/services/off/staging.yaml", "off: {replicas: 2}\n"),
        ("config/services/off/production.yaml", "off: {replicas: 0}\n"),
    ], found: &[] },

    Case { rule: "unknown-section", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "compare: [{path: a, as: set, sections: [configuration, flag]}]\ndrift:\n  rules:\n    - {path: a, sections: [serach], expected: true, reason: r}\n    - {path: a, sections: ['service nothing-like-it'], expected: true, reason: r}\n  shapes:\n    - {path: tier, sections: [records], expect: production > testing, reason: r}\n"),
        ("config/services/search/base.yaml", "search: {a: 1}\n"),
    ], found: &[
        "stageline.yaml:1:56: warning[unknown-section]: compare names `flag`, which is no part of environments; did you mean `flags`?",
        "stageline.yaml:4:28: warning[unknown-section]: a rule of drift names `serach`, which is no part of environments; did you mean `search`?",
        "stageline.yaml:5:28: warning[unknown-section]: a rule of drift names `service nothing-like-it`, which is no part of environments; name `record`, `configuration`, `services`, `flags` or a service",
        "stageline.yaml:7:31: warning[unknown-section]: a shape of drift names `records`, which is no part of environments; did you mean `record`?",
    ] },
    Case { rule: "unknown-section", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "compare: [{path: a, as: set, sections: [services, search]}]\ndrift:\n  rules:\n    - {path: tier, sections: [record, configuration, flags, 'service search', unread], expected: true, reason: r}\n"),
        ("config/services/search/base.yaml", "search: {a: 1}\n"),
        ("config/services/unread/base.yaml", "unread: [\n"),
    ], found: &[] },

    Case { rule: "expired-drift-rule", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "drift:\n  rules:\n    - {path: a, expected: true, until: 2027-05-31, reason: r}\n  shapes:\n    - {path: a, expect: production > testing, until: 2020-01-01, reason: r}\n"),
    ], found: &[
        "stageline.yaml:3:40: warning[expired-drift-rule]: the rule of drift held until 2027-05-31; make the environments alike and remove it, or set a later day",
        "stageline.yaml:5:54: warning[expired-drift-rule]: the shape of drift held until 2020-01-01; make the environments alike and remove it, or set a later day",
    ] },
    Case { rule: "expired-drift-rule", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "drift:\n  rules:\n    - {path: a, expected: true, until: 2027-06-01, reason: r}\n"),
    ], found: &[] },

    Case { rule: "unused-drift-rule", files: &[PRODUCTION,
        ("config/testing.yaml", "overrides: {a: {b: 1}, pods: [{name: web, n: 1}]}\n"),
        ("config/services/api/base.yaml", "api: {replicas: 1}\n"),
        ("stageline.yaml", "drift:\n  rules:\n    - {path: a.c, expected: true, reason: r}\n    - {path: replicas, sections: [configuration], expected: true, reason: r}\n    - {path: 'a.**', tiers: [stagging], expected: true, reason: r}\n  shapes:\n    - {path: 'pods.[name=db].n', expect: production > testing, reason: r}\n"),
    ], found: &[
        "stageline.yaml:3:14: warning[unused-drift-rule]: the rule of drift fits no value of any environment; did you mean `a.b`?",
        "stageline.yaml:4:14: warning[unused-drift-rule]: the rule of drift fits no value of any environment; such a value stands elsewhere: correct the sections or environments that it is about, or remove it",
        "stageline.yaml:5:30: warning[unused-drift-rule]: the rule of drift is about tiers that no environment has; correct them, or remove the rule",
        "stageline.yaml:7:14: warning[unused-drift-rule]: the shape of drift fits no value of any environment; did you mean `pods.[name=web].n`?",
    ] },
    Case { rule: "unused-drift-rule", files: &[PRODUCTION,
        ("config/testing.yaml", "overrides: {a: {b: 1}, pods: [{name: web, n: 1}]}\n"),
        ("config/services/api/base.yaml", "api: {replicas: 1}\n"),
        ("config/feature-flags.yaml", "feature_flags: {dark: {testing: true, default: false}}\n"),
        ("stageline.yaml", "drift:\n  rules:\n    - {path: 'a.*', tiers: [testing], expected: true, reason: r}\n    - {path: a.b, expected: true, reason: the first decides and this one is about something}\n    - {path: tier, sections: [record], expected: true, reason: r}\n    - {path: dark, sections: [flags], expected: true, reason: r}\n  shapes:\n    - {path: replicas, sections: [api], expect: production > testing, reason: r}\n    - {path: 'pods.[name=web].n', expect: production > testing, reason: r}\n"),
    ], found: &[] },
    Case { rule: "unused-drift-rule", files: &[PRODUCTION, TESTING,
        ("config/services/api/base.yaml", "api: {replicas: [}\n"),
        ("stageline.yaml", "drift: {rules: [{path: replicas, expected: true, reason: r}]}\n"),
    ], found: &[] },

    Case { rule: "unused-meaning", files: &[PRODUCTION,
        ("config/testing.yaml", "overrides: {cors: {allowed_origins: [a]}}\n"),
        ("stageline.yaml", "compare:\n  - {path: '**.alowed_origins', as: set}\n  - {path: '**.allowed_origins', as: set, sections: [services]}\n"),
    ], found: &[
        "stageline.yaml:2:12: warning[unused-meaning]: `compare` speaks of no value of any environment; did you mean `**.allowed_origins`?",
        "stageline.yaml:3:12: warning[unused-meaning]: `compare` speaks of no value of any environment; such a value stands elsewhere: correct the sections or environments that it is about, or remove it",
    ] },
    Case { rule: "unused-meaning", files: &[PRODUCTION,
        ("config/testing.yaml", "overrides: {cors: {allowed_origins: [a]}}\n"),
        ("stageline.yaml", "compare: [{path: '**.allowed_origins', as: set}]\n"),
    ], found: &[] },
];
