//! Where a secret may stand.

/// What is looked for.
pub(crate) const CANARY: &str = "c4n4ry";

/// A secret, planted in two environments as another one in each.
pub(crate) struct Plant {
    pub(crate) name: &'static str,
    /// What the environments say, with `S` for the secret and `E` for the environment.
    text: &'static str,
    /// What the second says, where that is something else.
    other: Option<&'static str>,
    /// The file of flags.
    flags: &'static str,
    /// Whether it is one only beside what the other environment says.
    pub(crate) beside: bool,
    /// Whether it stands on a line of its own environment that is written anew for something else.
    pub(crate) rewritten: bool,
}

impl Plant {
    const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, other: None, flags: "", beside: false, rewritten: false }
    }

    const fn beside(self, other: &'static str) -> Self {
        Self { other: Some(other), beside: true, ..self }
    }

    const fn rewritten(self) -> Self {
        Self { rewritten: true, ..self }
    }

    const fn against(self, other: &'static str) -> Self {
        Self { other: Some(other), ..self }
    }

    const fn flag(name: &'static str, flags: &'static str) -> Self {
        Self { name, text: "", other: None, flags, beside: false, rewritten: false }
    }

    /// What an environment says.
    pub(crate) fn on(&self, environment: &str) -> String {
        let text = match environment {
            "b" => self.other.unwrap_or(self.text),
            _ => self.text,
        };
        match text {
            "" => "{}\n".to_owned(),
            text => format!("overrides:\n{}", planted(text, environment)),
        }
    }

    /// What flags say.
    pub(crate) fn flags(&self) -> String {
        match self.flags {
            "" => "feature_flags: {}\n".to_owned(),
            flags => format!("feature_flags:\n{}", planted(flags, "x")),
        }
    }
}

fn planted(text: &str, environment: &str) -> String {
    text.replace("<S>", &format!("{CANARY}-{environment}")).replace("<E>", environment)
}

pub(crate) const PLANTS: &[Plant] = &[
    Plant::new(
        "an alias of a secret",
        "  api_secret: &s <S>\n  innocent: *s\n  many: [*s, x<E>]\n",
    ),
    Plant::new("what a secret is an alias of", "  plain: &p <S>\n  db_password: *p\n"),
    Plant::new("an alias of a map", "  credentials: &c {a: <S>}\n  shared: *c\n"),
    Plant::new("what merges", "  credentials: &c {a: <S>}\n  shared: {<<: *c, b: <E>}\n"),
    Plant::new(
        "a reference",
        "  api_secret: <S>\n  wired: ${api_secret}\n  within: x-${wired}-<E>\n",
    ),
    Plant::new("a reference to an alias", "  api_secret: &s <S>\n  x: *s\n  wired: ${x}/<E>\n"),
    Plant::new("what a variable falls back to", "  fallback: '${env:DB_PASSWORD:-<S>}'\n"),
    Plant::new(
        "what a reference falls back to",
        "  fallback: 'x ${secrets.inner:-<S>} y'\n  secrets: {}\n",
    ),
    Plant::new("in the place of a reference", "  dsn: secret://a/dsn\n").beside("  dsn: <S>\n"),
    Plant::new("beside a reference in a longer text", "  h: Bearer secret://a/t\n")
        .beside("  h: Bearer <S>\n"),
    Plant::new("beside a reference in a list", "  many: [x, secret://a/y]\n")
        .beside("  many: [x, <S>]\n"),
    Plant::new("beside a reference in a list of another length", "  many: [secret://a/y]\n")
        .beside("  many: [x, <S>, y<S>]\n"),
    Plant::new(
        "beside a reference in an item that moved",
        "  env: [{name: DSN, value: secret://a/d}, {name: M, value: 1}]\n",
    )
    .beside("  env: [{name: M, value: 1}, {name: DSN, value: <S>}]\n"),
    Plant::new(
        "beside a reference in an item without a name",
        "  hosts: [{at: x, dsn: secret://a/d, n: 1}]\n",
    )
    .beside("  hosts: [{at: y, dsn: <S>, n: 2}, {at: z, dsn: <S>, n: 2}]\n"),
    Plant::new("a map beside a reference", "  dsn: secret://a/d\n")
        .beside("  dsn: {host: <S>, port: [<S>]}\n"),
    Plant::new("a text beside a map with a reference", "  dsn: {host: h, auth: secret://a/x}\n")
        .beside("  dsn: h-<S>\n"),
    Plant::new("beside a reference, in one line with others", "  x: {dsn: secret://a/d, n: 1}\n")
        .beside("  x: {dsn: <S>, n: 2}\n")
        .rewritten(),
    Plant::new(
        "beside a reference, at a line's beginning",
        "  x: {dsn: secret://a/d, n: {m: 1}}\n",
    )
    .beside("  x: {dsn: <S>, n: {}}\n")
    .rewritten(),
    Plant::new("an option's value", "  args: [--password, <S>]\n")
        .against("  args: [x, --password, <S>]\n"),
    Plant::new(
        "in an item without a name that only one side has",
        "  env: [{name: A_TOKEN, from: {text: <S>}}, {name: A_TOKEN, from: {text: <S>}}]\n",
    )
    .against("  env: [{name: A_TOKEN, from: {}}, {name: A_TOKEN, from: {}}]\n"),
    Plant::new("an option's value, between others", "  args: [--host, <E>, --password, <S>, -v]\n"),
    Plant::new("an option's value in a list of another length", "  args: [--password, <S>]\n")
        .against("  args: [-v, --password, <S>, x]\n"),
    Plant::new("an option with its value", "  args: [--token=<S>, <E>]\n"),
    Plant::new("an option's value, lists deep", "  matrix: [[a, [--token, <S>]], [<E>]]\n"),
    Plant::new(
        "an item's value",
        "  env: [{name: DB_PASSWORD, value: <S>}, {name: MODE, value: <E>}]\n",
    ),
    Plant::new(
        "an item's value where names repeat",
        "  env: [{name: A_TOKEN, value: <S>}, {name: A_TOKEN, value: x<S>}]\n",
    ),
    Plant::new("an item of another name", "  env: [{name: main, key: api_token, value: <S>}]\n"),
    Plant::new(
        "an item known by its place",
        "  env: [{host: h.example, id: 1, key: api_token, value: <S>}]\n",
    ),
    Plant::new("inside an item", "  env: [{name: DB_PASSWORD, from: {text: <S>}}]\n"),
    Plant::new(
        "only one side has the item",
        "  env: [{name: DB_PASSWORD, value: <S>}, {name: A, value: 1}]\n",
    )
    .against("  env: [{name: A, value: 1}]\n"),
    Plant::new("a map of a name and a value", "  extra: {name: DB_PASSWORD, value: <S>}\n"),
    Plant::new("a list below a key", "  passwords: [<S>, x<E>]\n"),
    Plant::new(
        "in an address",
        "  url: postgres://u:<S>@db.<E>/x\n  hosts: ['https://u:<S>@h', <E>]\n",
    ),
    Plant::new("in a header", "  headers: ['Authorization: Bearer <S>', 'X: <E>']\n"),
    Plant::new("in a text over lines", "  init: |\n    export DB_PASSWORD=<S>\n    run <E>\n"),
    Plant::new("in a remark", "  # the password was <S>\n  x: <E> # token <S>\n"),
    Plant::new("in one line with others", "  x: {password: <S>, port: <E>}\n"),
    Plant::new("added as a whole", "  deep: {er: {password: <S>, args: [--token, <S>]}}\n")
        .against(""),
    Plant::flag("a flag's name", "  partner_api_key: {a: <S>, b: other}\n"),
    Plant::flag(
        "a flag's value",
        "  f: {a: {default: {api_token: <S>, x: 1}}, b: {default: {x: 1}}}\n",
    ),
    Plant::flag("beside a flag's reference", "  f: {a: secret://a/f, b: <S>}\n").beside(""),
    Plant::flag(
        "beside a flag's reference, deep",
        "  f: {a: {default: {dsn: secret://a/f}}, b: {default: {dsn: <S>}}}\n",
    )
    .beside(""),
    Plant::flag("a flag's list", "  f: {a: [--password, <S>], b: [x]}\n"),
    Plant::flag("an alias in a flag", "  partner_api_key: {a: &k <S>}\n  f: {a: *k, b: none}\n"),
    Plant::flag(
        "a flag's variants",
        "  f:\n    variants: {on: {api_token: <S>}, off: {api_token: x<S>}}\n    a: {default: on}\n    b: {default: off}\n",
    ),
    Plant::flag("an option in a flag", "  f: {a: 'run --password <S>', b: none}\n"),
];
