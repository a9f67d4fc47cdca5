//! Cases of rules about workflows and pipelines.

use super::Case;

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
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

    Case { rule: "repeated-step", files: &[
        ("workflows/w.yaml", "deployment_flow:\n  - {name: verify, command: a}\n  - name: all\n    steps: [{name: verify, command: b}]\n"),
    ], found: &[
        "workflows/w.yaml:4:20: warning[repeated-step]: two steps are named `verify`; rename one of them",
    ] },
    Case { rule: "repeated-step", files: &[
        ("workflows/w.yaml", "deployment_flow:\n  - {name: verify, command: a}\n  - {name: again, command: a}\n  - {command: b}\n  - {command: b}\n"),
        ("workflows/x.yaml", "deployment_flow: [{name: verify, command: a}]\n"),
    ], found: &[] },

    Case { rule: "step-shape", files: &[
        ("workflows/w.yaml", "deployment_flow:\n  - {name: verify}\n  - {name: both, command: a, steps: [{command: b}]}\n  - {command: a, steps: [{command: b}]}\n"),
    ], found: &[
        "workflows/w.yaml:2:12: warning[step-shape]: the step `verify` of the workflow `w` has neither a command nor steps; give it a command, or steps of its own",
        "workflows/w.yaml:3:12: warning[step-shape]: the step `both` of the workflow `w` has a command and steps; give it a command, or steps of its own",
        "workflows/w.yaml:4:15: warning[step-shape]: the step without a name of the workflow `w` has a command and steps; give it a command, or steps of its own",
    ] },
    Case { rule: "step-shape", files: &[
        ("workflows/w.yaml", "deployment_flow:\n  - {name: verify, command: a}\n  - {name: group, steps: [{command: b}]}\n"),
    ], found: &[] },

    Case { rule: "unknown-environment-in-command", files: &[
        ("workflows/w.yaml", "deployment_flow:\n  - {command: stageline test smoke --env testign}\nschedule:\n  - {name: s, cron: \"0 1 * * *\", command: \"sysctl test-data refresh --env=testing,qa\"}\ntriggers:\n  - {name: t, event: e, command: stageline promote testing prodution}\n"),
    ], found: &[
        "workflows/w.yaml:2:42: warning[unknown-environment-in-command]: the command names `testign`, which is no environment; did you mean `testing`?",
        "workflows/w.yaml:4:83: warning[unknown-environment-in-command]: the command names `qa`, which is no environment; name an environment that is listed",
        "workflows/w.yaml:6:60: warning[unknown-environment-in-command]: the command names `prodution`, which is no environment; did you mean `production`?",
    ] },
    Case { rule: "unknown-environment-in-command", files: &[
        ("workflows/w.yaml", "deployment_flow:\n  - {command: stageline test smoke --env testing}\n  - {command: \"stageline deploy --env ${target}\"}\n  - {command: make --env qa}\n  - {command: \"stageline health-check --environments 'testing,production'\"}\nschedule:\n  - {name: s, cron: \"0 1 * * *\", command: stageline config diff --env all}\ntriggers:\n  - {name: t, event: e, command: stageline promote testing production}\n"),
    ], found: &[] },

    Case { rule: "bad-cron", files: &[
        ("workflows/w.yaml", "schedule:\n  - {name: a, cron: \"0 24 * * *\", command: x}\n  - {name: b, cron: \"0 1 * *\", command: x}\n  - {name: c, cron: \"0 0 30 2 *\", command: x}\n"),
    ], found: &[
        "workflows/w.yaml:2:21: error[bad-cron]: the time of the schedule `a` has no hour that can be read; write `*` or 0 to 23",
        "workflows/w.yaml:3:21: error[bad-cron]: the time of the schedule `b` has 4 fields instead of five; write minute, hour, day of the month, month, day of the week",
        "workflows/w.yaml:4:21: error[bad-cron]: the time of the schedule `c` never comes: no such month has that day; choose a day that one of the months has",
    ] },
    Case { rule: "bad-cron", files: &[
        ("workflows/w.yaml", "schedule:\n  - {name: a, cron: \"*/5 0-23 1,15 jan MON-FRI\", command: x}\n  - {name: b, cron: \"@daily\", command: x}\n"),
    ], found: &[] },

    Case { rule: "repeated-stage", files: &[
        ("workflows/w.yaml", "environments: [{name: testing}, {name: production}, {name: testing}]\n"),
    ], found: &[
        "workflows/w.yaml:1:60: error[repeated-stage]: the pipeline `w` names `testing` twice; remove one of the two",
    ] },
    Case { rule: "repeated-stage", files: &[
        ("workflows/w.yaml", "environments: [{name: testing}, {name: production}]\n"),
        ("workflows/x.yaml", "environments: [{name: testing}]\n"),
    ], found: &[] },

    Case { rule: "repeated-gate", files: &[
        ("workflows/w.yaml", "environments:\n  - name: testing\n    gates: [a, b, a, {name: b, when: exit}, {name: b, when: exit}]\n"),
    ], found: &[
        "workflows/w.yaml:3:19: warning[repeated-gate]: the stage `testing` has the gate `a` twice; remove one of the two",
        "workflows/w.yaml:3:45: warning[repeated-gate]: the stage `testing` has the gate `b` twice; remove one of the two",
    ] },
    Case { rule: "repeated-gate", files: &[
        ("workflows/w.yaml", "environments:\n  - name: testing\n    gates: [a, {name: b, when: entry}, {name: b, when: exit}]\n  - {name: production, gates: [a]}\n"),
    ], found: &[] },
];
