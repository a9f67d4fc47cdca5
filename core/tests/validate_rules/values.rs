//! Cases of rules about single values.

use super::Case;

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    Case { rule: "bad-quantity", files: &[
        ("config/environments.yaml", "environments:\n  testing:\n    resource_limits: {cpu: many, memory: 4Gi}\n"),
        ("config/base.yaml", "b:\n  cache: {ttl: soon}\n"),
        ("config/services/api/base.yaml", "api:\n  resources:\n    limits: {memory: 2 gigs}\n"),
    ], found: &[
        "config/base.yaml:2:16: warning[bad-quantity]: `cache.ttl` of the configuration of `testing` is no duration; write a time, as in `30`, `30s` or `1h30m`",
        "config/environments.yaml:3:28: error[bad-quantity]: `cpu` of the record of `testing` is no amount of processor time; write cores, as in `2`, `500m` or `2 cores`",
        "config/services/api/base.yaml:3:22: error[bad-quantity]: `resources.limits.memory` of the service `api` is no amount of bytes; write bytes, as in `512Mi`, `2Gi` or `10GB`",
    ] },
    Case { rule: "bad-quantity", files: &[
        ("config/base.yaml", "b:\n  cache: {ttl: 30s, max_size: '${x}', interval: null}\n  x: 1GB\n"),
        ("config/services/api/base.yaml", "api:\n  environment: {memory: lots}\n  health_check: {timeout: 5}\n"),
    ], found: &[] },

    Case { rule: "negative-amount", files: &[
        ("config/environments.yaml", "environments:\n  testing: {resource_limits: {cpu: -2}}\n  production: {}\n"),
        ("config/testing.yaml", "overrides: {cache: {ttl: -30, max_size: \"-1GB\"}}\n"),
    ], found: &[
        "config/environments.yaml:2:36: warning[negative-amount]: `resource_limits.cpu` is below zero; remove the sign, or leave the value out",
        "config/testing.yaml:1:26: warning[negative-amount]: `cache.ttl` is below zero; remove the sign, or leave the value out",
        "config/testing.yaml:1:41: warning[negative-amount]: `cache.max_size` is below zero; remove the sign, or leave the value out",
    ] },
    Case { rule: "negative-amount", files: &[
        ("config/environments.yaml", "environments:\n  testing: {resource_limits: {cpu: 2}}\n  production: {}\n"),
        ("config/testing.yaml", "overrides: {cache: {ttl: -1, max_size: 0, offset: -30}}\n"),
    ], found: &[] },

    Case { rule: "bad-port", files: &[
        ("config/testing.yaml", "overrides: {metrics: {port: 90900}, mail: {smtpPort: \"-1\"}}\n"),
        ("config/services/api/base.yaml", "api: {ports: [80, 70000], environment: {HTTP_PORT: \"808080\"}}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:19: error[bad-port]: `ports.1` is no port; write a port from 1 to 65535",
        "config/services/api/base.yaml:1:52: error[bad-port]: `environment.HTTP_PORT` is no port; write a port from 1 to 65535",
        "config/testing.yaml:1:29: error[bad-port]: `metrics.port` is no port; write a port from 1 to 65535",
        "config/testing.yaml:1:54: error[bad-port]: `mail.smtpPort` is no port; write a port from 1 to 65535",
    ] },
    Case { rule: "bad-port", files: &[
        ("config/testing.yaml", "overrides: {metrics: {port: 9090}, db: {port: \"0\"}, report: 90900, port: \"secret://testing/port\"}\n"),
        ("config/services/api/base.yaml", "api: {ports: [80, \"8080:80\"], environment: {EXPORT: \"808080\"}}\n"),
    ], found: &[] },

    Case { rule: "unquoted-version", files: &[
        ("config/services/api/base.yaml", "api: {image_tag: 1.10}\n"),
        ("config/services/web/base.yaml", "web: {image_tag: 007, environment: {API_VERSION: 3.0e0}}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:18: warning[unquoted-version]: `image_tag` is read as a number and loses what it says; put it in quotes",
        "config/services/web/base.yaml:1:18: warning[unquoted-version]: `image_tag` is read as a number and loses what it says; put it in quotes",
        "config/services/web/base.yaml:1:50: warning[unquoted-version]: `environment.API_VERSION` is read as a number and loses what it says; put it in quotes",
    ] },
    Case { rule: "unquoted-version", files: &[
        ("config/services/api/base.yaml", "api: {image_tag: \"1.10\", version: 2}\n"),
        ("config/services/web/base.yaml", "web: {image_tag: 1.2.10, ratio: 1.10, environment: {API_VERSION: 1.5}}\n"),
    ], found: &[] },

    Case { rule: "yaml-1-1-word", files: &[
        ("config/environments.yaml", "environments:\n  testing: {region: NO}\n  production: {}\n"),
        ("config/testing.yaml", "overrides: {debug: no, tracing: Off, mode: 0644, most: 1_000, cutoff: 12:30}\n"),
    ], found: &[
        "config/environments.yaml:2:21: warning[yaml-1-1-word]: `region` is a text here, and a boolean to older readers of YAML; write `true` or `false`, or put the text in quotes",
        "config/testing.yaml:1:20: warning[yaml-1-1-word]: `debug` is a text here, and a boolean to older readers of YAML; write `true` or `false`, or put the text in quotes",
        "config/testing.yaml:1:33: warning[yaml-1-1-word]: `tracing` is a text here, and a boolean to older readers of YAML; write `true` or `false`, or put the text in quotes",
        "config/testing.yaml:1:44: warning[yaml-1-1-word]: `mode` is a decimal number here, and an octal one to older readers of YAML; leave out the leading zero, write `0o` before an octal number, or use quotes",
        "config/testing.yaml:1:56: warning[yaml-1-1-word]: `most` is a text here, and a number to older readers of YAML; leave out the `_`, or put the text in quotes",
        "config/testing.yaml:1:71: warning[yaml-1-1-word]: `cutoff` is a text here, and a number to older readers of YAML; put the text in quotes",
    ] },
    Case { rule: "yaml-1-1-word", files: &[
        ("config/environments.yaml", "environments:\n  testing: {region: north}\n  production: {}\n"),
        ("config/testing.yaml", "overrides: {debug: \"no\", on: true, axis: y, mode: 0o644, most: \"1_000\", zero: 0, time: 12:75, id: a_1, date: 2024-01-01, clock: 09:30}\n"),
        ("config/feature-flags.yaml", "feature_flags: {f: {variants: {on: true, off: false}, testing: on, default: off}}\n"),
    ], found: &[] },

    Case { rule: "blank-around-text", files: &[
        ("config/testing.yaml", "overrides: {host: \"db.example \", token: \" abc\"}\n"),
    ], found: &[
        "config/testing.yaml:1:19: info[blank-around-text]: `host` begins or ends with a blank; remove the blank",
        "config/testing.yaml:1:41: info[blank-around-text]: `token` begins or ends with a blank; remove the blank",
    ] },
    Case { rule: "blank-around-text", files: &[
        ("config/testing.yaml", "overrides: {host: \"db.example\", separator: \", \", greeting: \"Hello you \", prefix: \"- \", script: \"a\\n\", key: \" a\"}\n"),
    ], found: &[] },

    Case { rule: "duplicate-item", files: &[
        ("config/testing.yaml", "overrides: {languages: [en, es, en]}\n"),
        ("config/services/api/base.yaml", "api: {hosts: [{names: [a, a]}]}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:27: info[duplicate-item]: the list `hosts.0.names` holds one text twice; remove one of the two",
        "config/testing.yaml:1:33: info[duplicate-item]: the list `languages` holds one text twice; remove one of the two",
    ] },
    Case { rule: "duplicate-item", files: &[
        ("config/testing.yaml", "overrides: {languages: [en, es], args: [-v, -v], weights: [1, 1], mixed: [a, a, 1]}\n"),
    ], found: &[] },

    Case { rule: "bad-secret-reference", files: &[
        ("config/testing.yaml", "overrides: {a: \"secret://prodution/x\", b: \"secret://testing\", c: \"secret:/testing/x\", d: \"Secrets://testing/x\"}\n"),
    ], found: &[
        "config/testing.yaml:1:16: warning[bad-secret-reference]: `a` names the secret of `prodution`, which is no environment; did you mean `production`?",
        "config/testing.yaml:1:43: warning[bad-secret-reference]: `b` names no secret; write `secret://environment/name`",
        "config/testing.yaml:1:66: warning[bad-secret-reference]: `c` is nearly a reference to a secret; write `secret://environment/name`",
        "config/testing.yaml:1:90: warning[bad-secret-reference]: `d` is nearly a reference to a secret; write `secret://environment/name`",
    ] },
    Case { rule: "bad-secret-reference", files: &[
        ("config/testing.yaml", "overrides: {a: \"secret://testing/x\", b: \"secret://vault/x\", c: \"secret://${env}/x\", d: \"the secret\", env: testing}\n"),
    ], found: &[] },
];
