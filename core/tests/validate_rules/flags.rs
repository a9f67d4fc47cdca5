//! Cases of rules about feature flags.

use super::Case;

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    Case { rule: "bad-flag", files: &[("config/feature-flags.yaml", "feature_flags:
  f: {testing: {rollout: {percentage: 250}}}
  g: {testing: {rules: [{when: 'plan = 1', serve: true}]}}
")], found: &["config/feature-flags.yaml:2:39: error[bad-flag]: "] },
    Case { rule: "bad-flag", files: &[("config/feature-flags.yaml", "feature_flags:
  f: {testing: {rules: [{whne: x, serve: true}]}}
  g: {default: true, requires: [{flagg: f, flag: f}]}
")], found: &[
        "config/feature-flags.yaml:2:26: error[bad-flag]: an entry of the flag `f` has a key `whne` that nothing reads, and does not count; did you mean `when`?",
        "config/feature-flags.yaml:3:34: error[bad-flag]: the flag `g` has a key `flagg` that nothing reads, and does not count; did you mean `flag`?",
    ] },
    Case { rule: "bad-flag", files: &[("config/feature-flags.yaml", "feature_flags:
  f: {testing: {rollout: {percentage: 0.001}}, production: {rules: [{when: 'plan == 1', serve: true}]}}
")], found: &[] },

    Case { rule: "mixed-flag-kinds", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f: {testing: true, production: \"false\"}\n  g: {variants: {a: 1, b: \"2\"}, testing: a, default: b}\n  h: {testing: {rollout: {percentage: 5}}, default: red}\n"),
    ], found: &[
        "config/feature-flags.yaml:2:34: warning[mixed-flag-kinds]: the flag `f` is a boolean in one place and text here; write values of one kind",
        "config/feature-flags.yaml:3:27: warning[mixed-flag-kinds]: the flag `g` is a number in one place and text here; write values of one kind",
        "config/feature-flags.yaml:4:53: warning[mixed-flag-kinds]: the flag `h` is a boolean in one place and text here; write values of one kind",
    ] },
    Case { rule: "mixed-flag-kinds", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f: {testing: true, production: {rollout: {percentage: 5}}}\n  g: {variants: {a: 1, b: 2.5}, testing: a, default: b}\n  h: {testing: null, default: 3}\n"),
    ], found: &[] },

    Case { rule: "unreachable-flag-rule", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f:\n    testing:\n      rules:\n        - {when: \"user.plan == 'pro'\", serve: true}\n        - {when: \"user.plan == 'pro'\", serve: false}\n        - {when: \"1 == 1\", serve: true}\n        - {when: \"1 == 2\", serve: false}\n      default: false\n"),
    ], found: &[
        "config/feature-flags.yaml:6:18: warning[unreachable-flag-rule]: a rule of the flag `f` repeats the condition of another; remove it, or correct its condition",
        "config/feature-flags.yaml:7:18: warning[unreachable-flag-rule]: a rule of the flag `f` always holds, and hides the rest; move it to the end, or remove what is behind it",
        "config/feature-flags.yaml:8:18: warning[unreachable-flag-rule]: a rule of the flag `f` never holds; correct its condition, or remove it",
    ] },
    Case { rule: "unreachable-flag-rule", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f:\n    testing:\n      rules:\n        - {when: \"user.plan == 'pro'\", serve: true}\n        - {when: \"user.plan == 'free'\", serve: false}\n        - {when: \"1 == 1\", serve: true}\n      default: false\n    production:\n      rules: [{when: \"user.plan == 'pro'\", serve: true}]\n      default: false\n"),
    ], found: &[] },

    Case { rule: "unused-variant", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  colour:\n    variants: {red: a, green: b, blue: c}\n    testing: {rules: [{when: \"user.x == 1\", serve: green}], default: red}\n"),
    ], found: &[
        "config/feature-flags.yaml:3:40: info[unused-variant]: the flag `colour` serves its variant `blue` nowhere; serve it, or remove it",
    ] },
    Case { rule: "unused-variant", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  colour:\n    variants: {red: 1, green: 2, blue: 3}\n    testing: {rules: [{when: \"user.x == 1\", serve: green}], default: red}\n    default: 3\n  roll:\n    variants: {off: false, on: true}\n    testing: {rollout: {percentage: 5}}\n"),
    ], found: &[] },

    Case { rule: "unused-segment", files: &[
        ("config/feature-flags.yaml", "segments: {a: \"x\", b: \"segment('a')\", c: {keys: [k]}}\nfeature_flags:\n  f:\n    segments: {c: y, d: z}\n    testing: {rules: [{when: \"segment('b') or segment('c')\", serve: true}]}\n"),
    ], found: &[
        "config/feature-flags.yaml:1:42: info[unused-segment]: no condition names the segment `c`; name it, or remove it",
        "config/feature-flags.yaml:4:25: info[unused-segment]: no condition of the flag `f` names its segment `d`; name it, or remove it",
    ] },
    Case { rule: "unused-segment", files: &[
        ("config/feature-flags.yaml", "segments: {a: x}\nfeature_flags: {f: {testing: {default: false, schedule: [{at: \"2027-01-01T00:00:00Z\", set: {rules: [{when: \"segment('a')\", serve: true}]}}]}}}\n"),
    ], found: &[] },

    Case { rule: "unused-ramp", files: &[
        ("config/feature-flags.yaml", "ramps: {slow: {over: 2d}, fast: {over: 1h}}\nfeature_flags: {f: {testing: {rollout: {template: fast, percentage: 5, start: \"2027-01-01T00:00:00Z\"}}}}\n"),
    ], found: &[
        "config/feature-flags.yaml:1:15: info[unused-ramp]: no rollout follows the ramp `slow`; name it as the template of a rollout, or remove it",
    ] },
    Case { rule: "unused-ramp", files: &[
        ("config/feature-flags.yaml", "ramps: {fast: {over: 1h}}\nfeature_flags: {f: {rules: [{when: x, rollout: {template: fast, percentage: 5, start: \"2027-01-01T00:00:00Z\"}}]}}\n"),
    ], found: &[] },

    Case { rule: "unused-flag", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  done: {testing: true, production: true}\n  named: {variants: {on: 1, off: 0}, default: on, testing: 1, production: on}\n"),
    ], found: &[
        "config/feature-flags.yaml:2:3: info[unused-flag]: the flag `done` says the same in every environment; remove it, with the branch of the code that it does not take",
        "config/feature-flags.yaml:3:3: info[unused-flag]: the flag `named` says the same in every environment; remove it, with the branch of the code that it does not take",
    ] },
    Case { rule: "unused-flag", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  switch: false\n  part: {testing: true}\n  differs: {testing: true, production: false}\n  asked: {testing: true, production: true}\n  asks: {requires: [asked], testing: true, production: true}\n  rules: {testing: true, production: {rules: [{when: x, serve: true}]}}\n"),
    ], found: &[] },

    Case { rule: "flag-without-entry", files: &[
        ("config/environments.yaml", "environments: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {tier: production}}\n"),
        ("config/b.yaml", "extends: a\n"),
        ("config/tenants.yaml", "tenants: {t: {environments: {f: t-f}}}\n"),
        ("config/feature-flags.yaml", "feature_flags:\n  one: {b: 1, c: 1, d: 1, e: 1, f: 1}\n  two: {a: 1, c: 1, d: 1}\n  all: {gone: 1}\n  asks: {requires: [one], a: 1, c: 1, d: 1, e: 1}\n"),
    ], found: &[
        "config/feature-flags.yaml:2:3: info[flag-without-entry]: the flag `one` has no default and no entry for `a`; give it a `default`, or an entry where there is none",
        "config/feature-flags.yaml:3:3: warning[flag-without-entry]: the flag `two` has no default and no entry for `e` and `f`; give it a `default`, or an entry where there is none",
        "config/feature-flags.yaml:4:3: warning[flag-without-entry]: the flag `all` has no default and no entry for `a`, `b`, `c`, `d` and 2 more; give it a `default`, or an entry where there is none",
        "config/feature-flags.yaml:5:3: warning[flag-without-entry]: the flag `asks` has no default and no entry for `f`; give it a `default`, or an entry where there is none",
    ] },
    Case { rule: "flag-without-entry", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  bare: false\n  own: {testing: true, default: false}\n  rolls: {testing: true, rollout: {percentage: 5}}\n  both: {testing: true, production: false}\n  off: {testing: true, kill_switch: true}\n  broken: {testing: true, owner: 5}\n"),
    ], found: &[] },

    Case { rule: "finished-rollout", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f:\n    testing: {rollout: {percentage: 100}}\n    production: {rollout: {percentage: \"0%\"}}\n"),
    ], found: &[
        "config/feature-flags.yaml:3:37: info[finished-rollout]: a rollout of the flag `f` reaches everybody; write the value instead of the rollout",
        "config/feature-flags.yaml:4:40: info[finished-rollout]: a rollout of the flag `f` reaches nobody; write the value instead of the rollout",
    ] },
    Case { rule: "finished-rollout", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f:\n    testing: {rollout: {percentage: 99.999}}\n    production: {rollout: {percentage: 1}}\n"),
    ], found: &[] },

    Case { rule: "bad-expiry", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f: {expires: 31.03.2028, default: false}\n  g: {expires: \"2027-02-29\", default: false}\n"),
    ], found: &[
        "config/feature-flags.yaml:2:16: warning[bad-expiry]: the flag `f` expires on no day; write year, month and day, as in `2028-03-31`",
        "config/feature-flags.yaml:3:16: warning[bad-expiry]: the flag `g` expires on no day; write year, month and day, as in `2028-03-31`",
    ] },
    Case { rule: "bad-expiry", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f: {expires: 2028-02-29, default: false}\n  g: {default: false}\n"),
    ], found: &[] },

    Case { rule: "expired-flag", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f: {expires: 2027-05-31, default: true}\n  g: {expires: 2027-06-01, default: true}\n"),
    ], found: &["config/feature-flags.yaml:2:16: warning[expired-flag]: the flag `f` expired on 2027-05-31; remove it with the code that asks for it, or set a later day"] },
    Case { rule: "expired-flag", files: &[
        ("config/feature-flags.yaml", "feature_flags:\n  f: {expires: 2028-01-01, default: true}\n  g: {expires: never, default: true}\n"),
    ], found: &[] },
];
