//! Each rule, with a project it speaks about and one about which it has nothing to say.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use stageline::Severity;
use stageline::report::{Style, json, text};
use stageline::validate::RULES;
use stageline::value::Date;
use stageline::{OpenOptions, Project, Snapshot, ValidateOptions};

type Files = &'static [(&'static str, &'static str)];

struct Case {
    rule: &'static str,
    /// Other files than `config/environments.yaml` with `ENVIRONMENTS`, unless they name it.
    files: Files,
    /// The findings of this rule as they are displayed.
    found: &'static [&'static str],
}

const ENVIRONMENTS: &str =
    "environments:\n  testing: {tier: testing}\n  production: {tier: production}\n";
const TESTING: (&str, &str) = ("config/testing.yaml", "overrides: {a: 1}\n");
const PRODUCTION: (&str, &str) = ("config/production.yaml", "overrides: {a: 1}\n");

#[rustfmt::skip]
const CASES: &[Case] = &[
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

    Case { rule: "extends-cycle", files: &[("config/testing.yaml", "extends: production\n"), ("config/production.yaml", "extends: testing\n")], found: &[
        "config/testing.yaml:1:10: error[extends-cycle]: `extends` goes round in a circle: `testing` → `production` → `testing`; remove one of these `extends`",
    ] },
    Case { rule: "extends-cycle", files: &[TESTING, ("config/production.yaml", "extends: testing\n")], found: &[] },

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

    Case { rule: "unsupported-key", files: &[("config/feature-flags.yaml", "feature_flags:\n  f:\n    default: true\n    requires: [g]\n")], found: &[
        "config/feature-flags.yaml:4:5: warning[unsupported-key]: the key `requires` is not supported yet, so the flag answers the caller's default; leave it out for now",
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

    Case { rule: "requests-above-limits", files: &[
        ("config/services/api/base.yaml", "api:\n  resources:\n    limits: {memory: 768Mi, cpu: 2000m}\n    requests: {cpu: 2 cores}\n"),
        ("config/services/api/production.yaml", "api:\n  resources:\n    requests: {memory: 1Gi}\n"),
    ], found: &[
        "config/services/api/production.yaml:3:24: error[requests-above-limits]: the service `api` requests more `memory` than its limit in `production`; raise the limit or lower the request",
    ] },
    Case { rule: "requests-above-limits", files: &[
        ("config/services/api/base.yaml", "api: {resources: {limits: {memory: 1Gi}, requests: {memory: 1024Mi, cpu: 64}}}\n"),
    ], found: &[] },

    Case { rule: "replicas-outside-bounds", files: &[
        ("config/services/a/base.yaml", "a:\n  replicas: 2\n  autoscaling: {min_replicas: 3, max_replicas: 9}\n"),
        ("config/services/b/base.yaml", "b:\n  replicas: 10\n  autoscaling: {enabled: true, min_replicas: 3, max_replicas: 9}\n"),
        ("config/services/c/base.yaml", "c:\n  autoscaling: {min_replicas: 3, max_replicas: 2}\n"),
    ], found: &[
        "config/services/a/base.yaml:2:13: warning[replicas-outside-bounds]: the service `a` runs fewer replicas than `min_replicas` in `testing`; change `replicas` or the bound",
        "config/services/b/base.yaml:2:13: warning[replicas-outside-bounds]: the service `b` runs more replicas than `max_replicas` in `testing`; change `replicas` or the bound",
        "config/services/c/base.yaml:2:31: warning[replicas-outside-bounds]: the service `c` has a `min_replicas` above its `max_replicas` in `testing`; exchange the two",
    ] },
    Case { rule: "replicas-outside-bounds", files: &[
        ("config/services/a/base.yaml", "a: {replicas: 2, autoscaling: {enabled: false, min_replicas: 3}}\n"),
        ("config/services/b/base.yaml", "b: {replicas: 3, autoscaling: {min_replicas: 3, max_replicas: 3}}\n"),
    ], found: &[] },

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

    Case { rule: "bad-condition", files: &[
        ("workflows/w.yaml", "deployment_flow:\n  - name: a\n    condition: b.success AND\n    command: x\ntriggers:\n  - {name: t, event: e, command: x, condition: \"x === 1\"}\n"),
        ("config/feature-flags.yaml", "feature_flags:\n  f:\n    testing:\n      rules: [{when: 'x ==', serve: true}]\n      default: false\n"),
    ], found: &[
        "config/feature-flags.yaml:4:27: error[bad-condition]: the condition cannot be read: ",
        "workflows/w.yaml:3:29: error[bad-condition]: the condition cannot be read: ",
        "workflows/w.yaml:6:51: error[bad-condition]: the condition cannot be read: ",
    ] },
    Case { rule: "bad-condition", files: &[
        ("workflows/w.yaml", "triggers:\n  - {name: t, event: e, command: x, condition: \"branch.name == 'a'\"}\n"),
    ], found: &[] },

    Case { rule: "unknown-step", files: &[("workflows/w.yaml", "deployment_flow:
  - {name: tests, command: x}
  - {name: a, command: x, condition: test.success}
  - {name: b, command: x, condition: 'tests.all_success AND c.success'}
  - name: c
    condition: \"nobody.success OR c.success\"
    steps:
      - {name: d, command: x}
      - {command: x, condition: c.success}
")], found: &[
        "workflows/w.yaml:3:38: error[unknown-step]: the condition of `a` names `test`, which is no step; did you mean `tests`?",
        "workflows/w.yaml:4:39: error[unknown-step]: the condition of `b` asks for all steps of `tests`, which has none; write `tests.success`",
        "workflows/w.yaml:4:61: error[unknown-step]: the condition of `b` waits for `c`, which does not come before; move the step behind it",
        "workflows/w.yaml:6:17: error[unknown-step]: the condition of `c` names `nobody`, which is no step; name a step that stands before this one",
        "workflows/w.yaml:6:35: error[unknown-step]: the condition of `c` waits for `c`, which does not come before; move the step behind it",
        "workflows/w.yaml:9:33: error[unknown-step]: the condition waits for `c`, which does not come before; move the step behind it",
    ] },
    Case { rule: "unknown-step", files: &[("workflows/w.yaml", "deployment_flow:
  - name: c
    steps: [{name: d, command: x}, {command: x, condition: d.success}]
  - {name: e, command: x, condition: c.all_success AND d.success}
triggers:
  - {name: t, event: e, command: x, condition: \"branch.name == 'a'\"}
")], found: &[] },

    Case { rule: "bad-flag", files: &[("config/feature-flags.yaml", "feature_flags:
  f: {testing: {rollout: {percentage: 250}}}
  g: {testing: {rules: [{when: 'plan = 1', serve: true}]}}
")], found: &["config/feature-flags.yaml:2:39: error[bad-flag]: "] },
    Case { rule: "bad-flag", files: &[("config/feature-flags.yaml", "feature_flags:
  f: {testing: {rollout: {percentage: 0.001}}, production: {rules: [{when: 'plan == 1', serve: true}]}}
")], found: &[] },

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

    Case { rule: "service-schema", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "validation:\n  schemas:\n    api: schemas/api.json\n    web: schemas/web.yaml\n    webs: schemas/web.yaml\n    job: ../job.json\n    run: schemas/none.json\n    nil: schemas/nil.json\n"),
        ("schemas/api.json", "{\"properties\": {\"replicas\": {\"type\": \"integer\"}}, \"required\": [\"image\", \"port\"]}"),
        ("schemas/web.yaml", "$ref: base.json#/x\nunevaluatedItems: false\n"),
        ("schemas/nil.json", ""),
        ("config/services/api/base.yaml", "api:\n  replicas: many\n  image: x\n"),
        ("config/services/api/production.yaml", "api: {replicas: more, port: 1}\n"),
        ("config/services/web/base.yaml", "web: {}\n"),
        ("config/services/job/base.yaml", "job: {}\n"),
        ("config/services/run/base.yaml", "run: {}\n"),
        ("config/services/nil/base.yaml", "nil: {}\n"),
    ], found: &[
        "config/services/api/base.yaml:2:3: error[service-schema]: the service `api` does not fit its schema in `testing`: it has no `port` (`schemas/api.json#/required`)",
        "config/services/api/base.yaml:2:13: error[service-schema]: the service `api` does not fit its schema in `testing`: `replicas` is text, and must be an integer (`schemas/api.json#/properties/replicas/type`)",
        "config/services/api/production.yaml:1:17: error[service-schema]: the service `api` does not fit its schema in `production`: `replicas` is text, and must be an integer (`schemas/api.json#/properties/replicas/type`)",
        "schemas/web.yaml:1:7: error[service-schema]: the schema `schemas/web.yaml` cannot be used: `$ref` leaves the file; copy what it names below `$defs`",
        "schemas/web.yaml:2:1: error[service-schema]: the schema `schemas/web.yaml` cannot be used: the keyword `unevaluatedItems` is not known; remove it, or say the same with other keywords",
        "stageline.yaml:5:11: error[service-schema]: the schema is of the service `webs`, which is not there; did you mean `web`?",
        "stageline.yaml:6:10: error[service-schema]: the path of the schema of `job` leaves the project; name a file inside the project's root",
        "stageline.yaml:7:10: error[service-schema]: the schema `schemas/none.json` does not exist; create it, or correct the path",
        "stageline.yaml:8:10: error[service-schema]: the schema `schemas/nil.json` is empty; write a schema, or `true`",
    ] },
    Case { rule: "service-schema", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "validation: {schemas: {api: schemas/api.json, web: schemas/web.json}}\n"),
        ("schemas/api.json", "{\"additionalProperties\": false, \"properties\": {\"a\": {\"const\": 1}}}"),
        ("schemas/web.json", "{\"a\": ["),
        ("config/services/api/base.yaml", "api: {a: 1}\n"),
        ("config/services/web/base.yaml", "web: {a: 1}\n"),
    ], found: &[] },

    Case { rule: "unknown-rule", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "validation:\n  rules:\n    similar-name: off\n  exceptions:\n    - {rule: nothing-like-it, reason: r}\n"),
        ("config/base.yaml", "b: {a: 1} # stageline: allow load, plain-text-pasword -- r\n"),
    ], found: &[
        "config/base.yaml:1:36: warning[unknown-rule]: no rule is named `plain-text-pasword`; did you mean `plain-text-password`?",
        "stageline.yaml:3:5: warning[unknown-rule]: no rule is named `similar-name`; did you mean `similar-names`?",
        "stageline.yaml:5:14: warning[unknown-rule]: no rule is named `nothing-like-it`; correct the name, or remove it",
    ] },
    Case { rule: "unknown-rule", files: &[TESTING, PRODUCTION, ("stageline.yaml", "validation: {rules: {load: error}}\n")], found: &[] },

    Case { rule: "exception-without-reason", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "validation:\n  exceptions:\n    - rule: load\n    - {rule: load, reason: ' '}\n"),
    ], found: &[
        "stageline.yaml:3:13: warning[exception-without-reason]: the exception for `load` gives no reason; add a `reason` that says why the finding is expected",
        "stageline.yaml:4:14: warning[exception-without-reason]: the exception for `load` gives no reason; add a `reason` that says why the finding is expected",
    ] },
    Case { rule: "exception-without-reason", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "validation:\n  rules: {load: {severity: info, until: 2030-01-01}}\n  exceptions: [{rule: load, reason: r}]\n"),
    ], found: &[] },

    Case { rule: "suppression-without-reason", files: &[TESTING, PRODUCTION, ("config/base.yaml", "b: {a: 1} # stageline: allow load --\n")], found: &[
        "config/base.yaml:1:11: warning[suppression-without-reason]: the comment allows a finding and gives no reason; add ` -- ` and why the finding is expected",
    ] },
    Case { rule: "suppression-without-reason", files: &[TESTING, PRODUCTION, ("config/base.yaml", "b: {a: 1} # stageline: allow load -- r\n")], found: &[] },

    Case { rule: "expired-exception", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "validation:\n  rules:\n    load: {severity: info, until: 2027-05-31}\n  exceptions:\n    - {rule: load, until: 2020-01-01, reason: r}\n"),
    ], found: &[
        "stageline.yaml:3:35: warning[expired-exception]: the entry for `load` held until 2027-05-31; mend what it excepts and remove it, or set a later day",
        "stageline.yaml:5:27: warning[expired-exception]: the entry for `load` held until 2020-01-01; mend what it excepts and remove it, or set a later day",
    ] },
    Case { rule: "expired-exception", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "validation:\n  rules: {load: {severity: info, until: 2027-06-01}}\n"),
    ], found: &[] },

    Case { rule: "unused-suppression", files: &[TESTING, PRODUCTION, ("config/base.yaml", "# stageline: allow load -- r\n\nb: {a: 1}\n# stageline: ignore this\nc: {a: 1}\n")], found: &[
        "config/base.yaml:1:20: warning[unused-suppression]: the comment allows `load`, which is not found here; remove it, or put it on the line that is found",
        "config/base.yaml:4:1: warning[unused-suppression]: the comment says nothing that stageline knows; write `# stageline: allow <rule> -- <reason>`",
    ] },
    Case { rule: "unused-suppression", files: &[TESTING, PRODUCTION,
        ("config/base.yaml", "b: {a: 'http://u:p@h', b: '# stageline: allow load'} # stageline: allow plain-text-password -- r\n"),
    ], found: &[] },

    Case { rule: "unused-exception", files: &[TESTING, PRODUCTION,
        ("stageline.yaml", "validation:\n  rules:\n    bad-flag: {severity: info, paths: ['x/**']}\n  exceptions:\n    - {rule: load, reason: r}\n"),
    ], found: &[
        "stageline.yaml:3:5: warning[unused-exception]: the severity for `bad-flag` has no effect; remove it, or correct its paths and environments",
        "stageline.yaml:5:14: warning[unused-exception]: the exception for `load` has no effect; remove it, or correct its paths and environments",
    ] },
    Case { rule: "unused-exception", files: &[PRODUCTION,
        ("config/testing.yaml", "overrides: {a: 'http://u:p@h'}\n"),
        ("stageline.yaml", "validation:\n  rules: {load: off}\n  exceptions: [{rule: plain-text-password, environments: [testing], reason: r}]\n"),
    ], found: &[] },
];

fn open(files: &[(&str, &str)]) -> Snapshot {
    let mut files: Vec<(String, String)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    if !files.iter().any(|(path, _)| path == "config/environments.yaml") {
        files.push(("config/environments.yaml".to_owned(), ENVIRONMENTS.to_owned()));
    }
    let options = OpenOptions::new().lenient(true);
    Project::from_files_with(files, options).unwrap().snapshot()
}

#[test]
fn each_rule_finds_what_it_should_and_no_more() {
    let mut wrong = Vec::new();
    for case in CASES {
        let options = ValidateOptions::new().today(Date::new(2027, 6, 1).unwrap());
        let report = open(case.files).validate_with(&options).unwrap();
        let of_rule = report.findings.iter().filter(|finding| finding.rule == case.rule);
        let found: Vec<String> = of_rule.map(ToString::to_string).collect();
        // The wording of the parsers is theirs, so a case may give the beginning alone.
        let fits = found.len() == case.found.len()
            && found.iter().zip(case.found).all(|(found, wanted)| match wanted.ends_with(": ") {
                true => found.starts_with(wanted),
                false => found == wanted || found.starts_with(&format!("{wanted};")),
            });
        if !fits {
            wrong.push(format!("{}\n  found  {found:#?}\n  wanted {:#?}", case.rule, case.found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_case_for_either_side() {
    for rule in RULES {
        let of_rule = || CASES.iter().filter(|case| case.rule == rule.id());
        assert!(of_rule().any(|case| !case.found.is_empty()), "{}", rule.id());
        assert!(of_rule().any(|case| case.found.is_empty()), "{}", rule.id());
    }
    let known = |case: &Case| RULES.iter().any(|rule| rule.id() == case.rule);
    assert!(CASES.iter().all(known));
}

#[test]
fn what_several_environments_inherit_is_said_once_and_of_the_first() {
    let report = open(&[
        ("config/base.yaml", "b: {cache: {ttl: soon}}\n"),
        ("config/testing.yaml", "extends: b\n"),
        ("config/production.yaml", "extends: testing\n"),
        ("config/tenants.yaml", "tenants: {t: {environments: {production: t-production}}}\n"),
    ])
    .validate();
    let found: Vec<_> =
        report.findings.iter().map(|f| (&*f.rule, f.environment.as_deref())).collect();
    assert_eq!(found, [("bad-quantity", Some("testing"))]);
}

#[test]
fn a_circle_is_said_once_with_all_its_places() {
    let report = open(&[
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}, d: {}}\n"),
        ("config/a.yaml", "extends: b\n"),
        ("config/b.yaml", "extends: c\n"),
        ("config/c.yaml", "extends: a\n"),
        ("config/d.yaml", "extends: b\n"),
    ])
    .validate();
    assert_eq!(report.findings.len(), 1, "{:#?}", report.findings);
    let places: Vec<_> = report.findings[0].places.iter().map(ToString::to_string).collect();
    assert_eq!(places, ["config/a.yaml:1:10", "config/b.yaml:1:10", "config/c.yaml:1:10"]);
}

#[test]
fn findings_are_in_order_and_counted_and_the_worst_can_come_first() {
    let report = open(&[
        ("config/base.yaml", "b: {cache: {ttl: soon}}\n"),
        ("config/feature-flags.yaml", "feature_flags: {f: {qa: true}}\n"),
    ])
    .validate();
    let places: Vec<_> = report.findings.iter().map(|finding| finding.places.clone()).collect();
    assert!(places.is_sorted());
    let counts = report.counts;
    assert_eq!((counts.error, counts.warning, counts.info, report.files), (1, 2, 1, 3));
    assert!(report.has_at_least(Severity::Error));
    let severities: Vec<_> = report.worst_first().findings.iter().map(|f| f.severity).collect();
    assert!(severities.is_sorted_by(|a, b| a >= b));
    let empty = open(&[TESTING, PRODUCTION]).validate();
    assert!(!empty.has_at_least(Severity::Info), "{:?}", empty.findings);
}

#[test]
fn hostile_names_are_shown_escaped() {
    let snapshot = open(&[
        ("config/environments.yaml", "environments:\n  testing: {\"a\\n\\e[31mb\\u202e\": 1}\n"),
        ("config/feature-flags.yaml", "feature_flags: {f: {\"x\\ny\": true}}\n"),
        ("config/evil\n\u{1b}[2J.yaml", "extends: x\n"),
        TESTING,
    ]);
    let report = snapshot.validate();
    assert!(report.findings.len() >= 3, "{:?}", report.findings);
    let shown = text(&report, snapshot.sources(), Style::default());
    let lines = report.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("|");
    assert!(!lines.contains(char::is_control), "{lines:?}");
    for text in [&shown, &lines] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        assert!(text.contains("`a\\u{a}\\u{1b}[31mb\\u{202e}`"), "{text}");
    }
}

#[test]
fn no_form_of_the_report_shows_a_password() {
    let snapshot = open(&[
        (
            "config/base.yaml",
            "b:\n  url: postgres://u:hunter2@db/x\n  token: {ttl: hunter2}\n  x: [a, 'amqp://u:hunter2@q']\n",
        ),
        (
            "config/services/a/base.yaml",
            "a: {cpu: 'http://u:hunter2@h', password: {timeout: hunter2}}\n",
        ),
        (
            "config/services/b/base.yaml",
            "b:\n  api_keys:\n    cpu: hunter2\n  url: >\n    see\n    http://u:hunter2@h\n",
        ),
    ]);
    let report = snapshot.validate();
    assert!(report.findings.len() >= 8, "{:#?}", report.findings);
    let plain = text(&report, snapshot.sources(), Style { colour: false });
    let colour = text(&report, snapshot.sources(), Style { colour: true });
    let displayed = report.findings.iter().map(ToString::to_string).collect::<String>();
    for shown in [plain, colour, displayed, json(&report).unwrap()] {
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn a_file_that_could_not_be_read_does_not_make_names_unknown() {
    let flags = ("config/feature-flags.yaml", "feature_flags: {f: {production: true}}\n");
    let extends = ("config/testing.yaml", "extends: base_config\n");
    let rules = |files: &[(&str, &str)]| -> Vec<String> {
        open(files).validate().findings.iter().map(|finding| finding.rule.to_string()).collect()
    };
    assert_eq!(rules(&[("config/environments.yaml", "a: ["), flags, extends]), ["load"]);
    assert_eq!(rules(&[("config/base.yaml", "a: ["), flags, extends]), ["load"]);
    assert_eq!(rules(&[("config/bases/more.yaml", "a: ["), flags, extends]), ["load"]);
    // Every file read, the same names are unknown.
    let read = rules(&[("config/base.yaml", "b: {}\n"), flags, extends, PRODUCTION]);
    assert_eq!(read, ["missing-base"]);
    // A file that is not there is told where it is named, and once.
    let gone = ("config/testing.yaml", "extends: bases/gone.yaml\n");
    assert_eq!(rules(&[flags, gone]), ["missing-base"]);
}

#[test]
fn json_is_the_data() {
    let report = open(&[
        TESTING,
        PRODUCTION,
        ("config/feature-flags.yaml", "feature_flags: {f: {qa: 1}}\n"),
    ])
    .validate();
    let data: serde_json::Value = serde_json::from_str(&json(&report).unwrap()).unwrap();
    assert_eq!(data["counts"]["error"], 1);
    assert_eq!(data["findings"][0]["rule"], "unknown-environment");
    assert_eq!(data["findings"][0]["severity"], "error");
    assert_eq!(data["findings"][0]["places"][0]["line"], 1);
}

#[test]
fn colour_changes_nothing_but_colour() {
    let snapshot = open(&[("config/base.yaml", "b: {cache: {ttl: soon}}\n")]);
    let report = snapshot.validate();
    let plain = text(&report, snapshot.sources(), Style::default());
    let mut painted = text(&report, snapshot.sources(), Style { colour: true });
    assert_ne!(painted, plain);
    for code in ["1;31", "1;33", "1;36", "34", "1", "0"] {
        painted = painted.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(painted, plain);
}
