//! Cases of rules about environments held against each other.

use super::Case;

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
];
