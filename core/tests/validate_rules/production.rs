//! Cases of rules about production and secrets.

use super::Case;

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    Case { rule: "latest-in-production", files: &[
        ("config/services/a/production.yaml", "a: {image_tag: latest}\n"),
        ("config/services/b/production.yaml", "b: {image: 'registry:5000/b:latest'}\n"),
        ("config/services/c/production.yaml", "c: {image: 'registry:5000/c', sidecar: {image: d, image_tag: ''}}\n"),
    ], found: &[
        "config/services/a/production.yaml:1:16: error[latest-in-production]: the service `a` runs the image `latest` in `production`, a production tier; name a version",
        "config/services/b/production.yaml:1:12: error[latest-in-production]: the service `b` runs the image `latest` in `production`, a production tier; name a version",
        "config/services/c/production.yaml:1:12: error[latest-in-production]: the service `c` runs an image without a tag in `production`, a production tier; name a version",
        "config/services/c/production.yaml:1:62: error[latest-in-production]: the service `c` runs an image without a tag in `production`, a production tier; name a version",
    ] },
    Case { rule: "latest-in-production", files: &[
        ("config/services/a/testing.yaml", "a: {image_tag: latest}\n"),
        ("config/services/b/production.yaml", "b: {image: 'b@sha256:00', image_tag: v1}\n"),
        ("config/services/c/production.yaml", "c: {image: c, image_tag: v1, environment: {image: x}}\n"),
    ], found: &[] },

    Case { rule: "plain-text-password", files: &[
        ("config/base.yaml", "b:\n  url: postgres://u:hunter2@db/x\n"),
        ("config/services/a/base.yaml", "a:\n  environment:\n    - redis://:hunter2@cache\n"),
        ("workflows/w.yaml", "deployment_flow:\n  - command: x --url https://u:hunter2@h\n"),
    ], found: &[
        "config/base.yaml:2:8: error[plain-text-password]: `b.url` holds a password in plain text; write `secret://environment/name`, and change the password",
        "config/services/a/base.yaml:3:7: error[plain-text-password]: `environment.0` holds a password in plain text; write `secret://environment/name`, and change the password",
        "workflows/w.yaml:2:14: error[plain-text-password]: `deployment_flow.0.command` holds a password in plain text; write `secret://environment/name`, and change the password",
    ] },
    Case { rule: "plain-text-password", files: &[
        ("config/base.yaml", "b: {url: 'postgres://u:${p}@db', to: 'secret://production/url', p: x}\n"),
    ], found: &[] },

    Case { rule: "secret-of-another-environment", files: &[
        ("config/testing.yaml", "overrides: {a: \"secret://production/x\"}\n"),
        ("config/services/api/base.yaml", "api: {environment: {DATABASE_URL: \"secret://testing/db\"}}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:35: warning[secret-of-another-environment]: `environment.DATABASE_URL` of the service `api` provides `production`, a production tier, with a secret of `testing`; write `secret://production/<name>`",
        "config/testing.yaml:1:16: warning[secret-of-another-environment]: `a` of the configuration provides `testing` with a secret of the production tier `production`; write `secret://testing/<name>`",
    ] },
    Case { rule: "secret-of-another-environment", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  production: {tier: production}\n  production-eu: {tier: production}\n"),
        ("config/testing.yaml", "overrides: {a: \"secret://testing/x\"}\n"),
        ("config/production-eu.yaml", "overrides: {a: \"secret://production/x\"}\n"),
        ("config/production.yaml", "overrides: {a: \"secret://vault/x\"}\n"),
    ], found: &[] },

    Case { rule: "placeholder-in-production", files: &[
        ("config/production.yaml", "overrides: {mail: {api_token: Change-Me, from: TODO}}\n"),
        ("config/services/api/production.yaml", "api: {environment: {KEY: \"<your-key>\"}}\n"),
    ], found: &[
        "config/production.yaml:1:31: warning[placeholder-in-production]: `mail.api_token` of the configuration is still to be filled in for `production`, a production tier; write the value that is meant",
        "config/production.yaml:1:48: warning[placeholder-in-production]: `mail.from` of the configuration is still to be filled in for `production`, a production tier; write the value that is meant",
        "config/services/api/production.yaml:1:26: warning[placeholder-in-production]: `environment.KEY` of the service `api` is still to be filled in for `production`, a production tier; write the value that is meant",
    ] },
    Case { rule: "placeholder-in-production", files: &[
        ("config/production.yaml", "overrides: {mail: {subject: \"TODO list\", html: \"<b>\", list: todos}}\n"),
        ("config/testing.yaml", "overrides: {token: changeme}\n"),
    ], found: &[] },

    Case { rule: "debug-in-production", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing}\n  production: {tier: production, features: {debug_mode: true}}\n"),
        ("config/production.yaml", "overrides: {logging: {level: DEBUG}}\n"),
        ("config/services/api/base.yaml", "api: {environment: {DEBUG: \"1\", LOG_LEVEL: trace}}\n"),
    ], found: &[
        "config/environments.yaml:3:57: warning[debug-in-production]: `features.debug_mode` of the record switches debugging on in `production`, a production tier; set another value there",
        "config/production.yaml:1:30: warning[debug-in-production]: `logging.level` of the configuration sets a log level for debugging in `production`, a production tier; set another value there",
        "config/services/api/base.yaml:1:28: warning[debug-in-production]: `environment.DEBUG` of the service `api` switches debugging on in `production`, a production tier; set another value there",
        "config/services/api/base.yaml:1:44: warning[debug-in-production]: `environment.LOG_LEVEL` of the service `api` sets a log level for debugging in `production`, a production tier; set another value there",
    ] },
    Case { rule: "debug-in-production", files: &[
        ("config/environments.yaml", "environments:\n  testing: {tier: testing, features: {debug_mode: true}}\n  production: {tier: production, features: {debug_mode: false}}\n"),
        ("config/production.yaml", "overrides: {logging: {level: INFO}, no_debug: true, game: {level: debug}}\n"),
        ("config/testing.yaml", "overrides: {logging: {level: DEBUG}}\n"),
        ("config/services/api/base.yaml", "api: {environment: {DEBUG_PORT: \"1\", LOG_LEVEL: warn}}\n"),
    ], found: &[] },

    Case { rule: "tls-off-in-production", files: &[
        ("config/production.yaml", "overrides: {security: {ssl_required: false, verifyTls: false}, db: \"postgres://h/x?sslmode=disable\"}\n"),
        ("config/services/api/base.yaml", "api: {insecure_skip_verify: true, environment: {FORCE_HTTPS: \"off\"}}\n"),
    ], found: &[
        "config/production.yaml:1:38: warning[tls-off-in-production]: `security.ssl_required` of the configuration lets connections be unencrypted in `production`, a production tier; require encryption, and verify it",
        "config/production.yaml:1:56: warning[tls-off-in-production]: `security.verifyTls` of the configuration leaves certificates unverified in `production`, a production tier; require encryption, and verify it",
        "config/production.yaml:1:68: warning[tls-off-in-production]: `db` of the configuration lets connections be unencrypted in `production`, a production tier; require encryption, and verify it",
        "config/services/api/base.yaml:1:29: warning[tls-off-in-production]: `insecure_skip_verify` of the service `api` leaves certificates unverified in `production`, a production tier; require encryption, and verify it",
        "config/services/api/base.yaml:1:62: warning[tls-off-in-production]: `environment.FORCE_HTTPS` of the service `api` lets connections be unencrypted in `production`, a production tier; require encryption, and verify it",
    ] },
    Case { rule: "tls-off-in-production", files: &[
        ("config/production.yaml", "overrides: {security: {ssl_required: true, tls_skip_verify: false}, tls: {enabled: false}, db: \"postgres://h/x?sslmode=require\"}\n"),
        ("config/testing.yaml", "overrides: {security: {ssl_required: false}}\n"),
    ], found: &[] },

    Case { rule: "plain-http-in-production", files: &[
        ("config/production.yaml", "overrides: {partner: {url: \"http://api.partner.example/v1\"}}\n"),
        ("config/services/api/base.yaml", "api: {environment: {HOOK_ENDPOINT: \"http://hooks.partner.example\"}}\n"),
    ], found: &[
        "config/production.yaml:1:28: info[plain-http-in-production]: `partner.url` of the configuration is called without encryption in `production`, a production tier; write `https://`",
        "config/services/api/base.yaml:1:36: info[plain-http-in-production]: `environment.HOOK_ENDPOINT` of the service `api` is called without encryption in `production`, a production tier; write `https://`",
    ] },
    Case { rule: "plain-http-in-production", files: &[
        ("config/production.yaml", "overrides: {partner: {url: \"https://api.partner.example\"}, namespace: \"http://www.w3.org/1999/xhtml\"}\n"),
        ("config/services/api/base.yaml", "api: {environment: {A_URL: \"http://payments:8080\", B_URL: \"http://10.0.0.1\", C_URL: \"http://api.shop.svc.cluster.local\"}}\n"),
        ("config/testing.yaml", "overrides: {url: \"http://api.partner.example\"}\n"),
    ], found: &[] },

    Case { rule: "localhost-in-production", files: &[
        ("config/services/api/base.yaml", "api: {environment: {DATABASE_URL: \"postgresql://localhost:5432/shop\", SIDECAR: \"http://127.0.0.1:15000\"}}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:35: warning[localhost-in-production]: `environment.DATABASE_URL` of the service `api` leads to the machine itself in `production`, a production tier; name the host that `production` uses",
        "config/services/api/base.yaml:1:80: info[localhost-in-production]: `environment.SIDECAR` of the service `api` leads to the machine itself in `production`, a production tier; name the host that `production` uses",
    ] },
    Case { rule: "localhost-in-production", files: &[
        ("config/services/api/base.yaml", "api: {environment: {DATABASE_URL: \"postgresql://localhost:5432/shop\"}}\n"),
        ("config/services/api/production.yaml", "api: {environment: {DATABASE_URL: \"postgresql://db/shop\", ALLOWED: \"localhost\"}}\n"),
    ], found: &[] },

    Case { rule: "address-of-another-environment", files: &[
        ("config/production.yaml", "overrides: {api: \"https://api.testing.shop.example\", db: \"postgres://db-testing/x\"}\n"),
    ], found: &[
        "config/production.yaml:1:18: warning[address-of-another-environment]: `api` of the configuration leads to `testing` in `production`, a production tier; name the host that `production` uses",
        "config/production.yaml:1:58: warning[address-of-another-environment]: `db` of the configuration leads to `testing` in `production`, a production tier; name the host that `production` uses",
    ] },
    Case { rule: "address-of-another-environment", files: &[
        ("config/production.yaml", "overrides: {api: \"https://api.shop.testing\", contest: \"https://contesting.example\", text: testing}\n"),
        ("config/testing.yaml", "overrides: {api: \"https://api.testing.shop.example\"}\n"),
    ], found: &[] },

    Case { rule: "test-data-in-production", files: &[
        ("config/test-data.yaml", "test_data:\n  production: {users: {count: 1}}\n  testing: {users: {count: 1}}\n"),
    ], found: &[
        "config/test-data.yaml:2:3: warning[test-data-in-production]: test data is listed for `production`, a production tier; remove the entry",
    ] },
    Case { rule: "test-data-in-production", files: &[
        ("config/test-data.yaml", "test_data:\n  testing: {users: {count: 1}}\n"),
    ], found: &[] },

    Case { rule: "unguarded-production", files: &[
        ("workflows/w.yaml", "environments:\n  - {name: testing, gates: [{name: smoke, when: entry}]}\n  - {name: production, auto_promote: true}\n"),
    ], found: &[
        "workflows/w.yaml:3:12: warning[unguarded-production]: the pipeline `w` promotes into `production` without any gate; add a gate, or leave `auto_promote` off",
    ] },
    Case { rule: "unguarded-production", files: &[
        ("workflows/w.yaml", "environments:\n  - {name: testing, auto_promote: true, gates: [unit_tests]}\n  - {name: production, auto_promote: true}\n"),
        ("workflows/x.yaml", "environments:\n  - {name: testing}\n  - {name: production, auto_promote: true, gates: [final_approval]}\n"),
        ("workflows/y.yaml", "environments: [{name: testing}, {name: production}]\n"),
    ], found: &[] },
];
