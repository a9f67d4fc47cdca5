//! What a project says of its own findings, and schemas of its services.

use super::{Case, PRODUCTION, TESTING};

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
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
