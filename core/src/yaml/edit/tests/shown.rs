//! Edits and refusals as people see them.

use super::*;
use crate::error::Code;

const SERVICE: &str = "\
# Who calls: the shop and the app.
api:
  image: api:1.2.3   # pinned, see the release notes
  replicas: 2
  env: {LOG: info, 'REGION': \"eu\"}
  ports: [80, 443] # public

  # Limits were measured in May.
  limits:
    cpu: 500m
    memory: 1Gi # generous
  hosts:
    - a.example # main
    # the next one is for tests
    - b.example
  motd: |
    Welcome.
    Be kind.
  enabled:
# end
";

/// The lines that differ, with those around them.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let same = |(a, b): &(&&str, &&str)| a == b;
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(same).count();
    let mut lines = Vec::new();
    lines.extend(old[front.saturating_sub(1)..front].iter().map(|line| format!("  {line}")));
    lines.extend(old[front..old.len() - back].iter().map(|line| format!("- {line}")));
    lines.extend(new[front..new.len() - back].iter().map(|line| format!("+ {line}")));
    lines.extend(old[old.len() - back..].iter().take(1).map(|line| format!("  {line}")));
    lines.join("\n")
}

fn show(cases: &[(&str, &str, Change)]) -> String {
    let one = |(title, before, asked): &(&str, &str, Change)| {
        let outcome = match change(before, asked) {
            Ok(edited) => difference(before, &edited.text),
            Err(error) => format!("{error:?}"),
        };
        format!("# {title}\n{outcome}\n")
    };
    cases.iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn edits_read_as_if_a_person_had_made_them() {
    let s = SERVICE;
    let shown = show(&[
        ("a scalar keeps its comment", s, set("api.image", "api:1.3.0")),
        ("quotes stay", s, set("api.env.REGION", "us")),
        ("text that readers differ about is quoted", s, set("api.env.LOG", "'no'")),
        ("a block is replaced as a whole", s, set("api.motd", "\"Closed.\\nSee you.\\n\"")),
        ("a block becomes a word", s, set("api.motd", "hello")),
        ("a scalar becomes a map", s, set("api.image", "{name: api, tag: '1.0'}")),
        ("a map becomes a scalar", s, set("api.limits", "none at all")),
        ("a list over lines is replaced", s, set("api.hosts", "[c.example, d.example]")),
        ("a list in brackets is replaced", s, set("api.ports", "[8080]")),
        ("a new key", s, set("api.timeout", "30s")),
        ("a new key in a nested map", s, set("api.limits.disk", "10Gi")),
        ("a new path", s, set("api.probe.http.path", "/health")),
        ("below nothing", s, set("api.enabled.since", "'2024-05-01'")),
        ("a new key in braces", s, set("api.env.DEBUG", "true")),
        ("a new item", s, append("api.hosts", "c.example")),
        ("a new item in brackets", s, append("api.ports", "8443")),
        ("a map as an item", s, append("api.hosts", "{name: c.example, tls: true}")),
        ("a list that was missing", s, append("api.tags", "blue")),
        ("an entry goes with the comment above it", s, remove("api.limits")),
        ("an item goes with the comment above it", s, remove("api.hosts.1")),
        ("an entry goes with its own comment", s, remove("api.limits.memory")),
        ("an item goes", s, remove("api.hosts.0")),
        ("an item in brackets goes", s, remove("api.ports.1")),
        ("a key in braces goes", s, remove("api.env.LOG")),
        ("a key gets another name", s, rename("api.env.REGION", "api.env.ZONE")),
        ("an entry moves with its comments", s, rename("api.limits", "api.resources.limits")),
        ("an entry moves out", s, rename("api.hosts", "hosts")),
        ("a tag comes", s, set("api.hosts", "!append [c.example]")),
        ("the last one goes", "a:\n  b: 1 # c\nd: 2\n", remove("a.b")),
        ("the last item goes", "a:\n- 1\nd: 2\n", remove("a.0")),
        ("a tag stays when an item comes", "a: !append\n  - 1\n", append("a", "2")),
        ("a compact map loses its first key", "- a: 1\n  # about b\n  b: 2\n", remove("0.a")),
        ("a merged key is hidden", "d: &d {a: 1}\ne:\n  <<: *d\n", set("e.a", "2")),
        ("items over lines", "a: [\n  1, # one\n  2 # two\n  ]\n", append("a", "3")),
        ("below a comment on its line", "null # why\n", set("a", "{b: \"x\\n\"}")),
        ("an item before a comment on the next key", "l:\n- a\n# of m\nm: 1\n", append("l", "b")),
        ("the first content", "# config of the shop\n", set("a.b", "[1]")),
    ]);
    insta::assert_snapshot!(shown);
}

#[test]
fn a_value_in_the_place_of_a_like_one_writes_what_differs() {
    let s = SERVICE;
    let ports = "ports:\n  # the web\n  - name: http\n    port: 80 # plain\n  # behind the gate\n  - name: tls\n    port: 443\n";
    let flow = "a: [\n  1, # one\n  # own\n  2, # two\n  3 # three\n  ]\nb: [x, y, z] # end\n";
    let shown = show(&[
        ("an item more at the end", s, set("api.hosts", "[a.example, b.example, c.example]")),
        ("an item more between", s, set("api.hosts", "[a.example, c.example, b.example]")),
        ("an item more in front", s, set("api.hosts", "[c.example, a.example, b.example]")),
        ("an item less", s, set("api.hosts", "[b.example]")),
        ("another item", s, set("api.hosts", "[a.example, c.example]")),
        ("all others", s, set("api.hosts", "[x.example, y.example]")),
        ("in another order", s, set("api.hosts", "[b.example, a.example]")),
        ("named items", ports, set("ports", "[{name: http, port: 8080}, {name: tls, port: 443}]")),
        ("a named item less", ports, set("ports", "[{name: tls, port: 443}]")),
        (
            "a named item between",
            ports,
            set("ports", "[{name: http, port: 80}, {name: h3, port: 443}, {name: tls, port: 443}]"),
        ),
        ("a map", s, set("api.limits", "{cpu: 500m, disk: 1Gi, memory: 2Gi}")),
        ("a map in another order", s, set("api.limits", "{memory: 1Gi, cpu: 500m}")),
        ("items in brackets over lines", flow, set("a", "[0, 1, 2, 5, 3]")),
        ("items in brackets on one line", flow, set("b", "[x, v, w, z]")),
        ("the last items without a line break", "a:\n- 1 # one\n- 2\n- 3", set("a", "[1, 4]")),
        ("lists in lists", "- - a # x\n  - b\n- - c\n", set("", "[[z, a], [c, d]]")),
        ("an alias stays", "x: &x {a: 1}\nl:\n  - *x\n  - b\n", set("l", "[{a: 1}, c]")),
        ("a tag stays", "l: !append\n  - a # x\n  - b\n", set("l", "!append [a]")),
    ]);
    insta::assert_snapshot!(shown);
}

#[test]
fn brackets_over_lines_and_maps_that_merge_are_written_where_they_differ() {
    let ports = "ports: [ # open\n  # the web\n  {name: http, port: 80}, # plain\n  {name: tls, port: 443}, # sure\n  ] # end\n";
    let last = "a: [1, # one\n  # two\n  2]\nb: {\n  x: 1, # first\n  y: 2 }\n";
    let merging = "base: &base\n  a: 1\n  deep: {b: 2, c: [3]}\ny:\n  # shared\n  <<: *base # all\n  z: 3 # own\n  w: 4\n";
    let shown = show(&[
        (
            "items change places",
            ports,
            set("ports", "[{name: tls, port: 443}, {name: http, port: 80}]"),
        ),
        (
            "one changes, too",
            ports,
            set("ports", "[{name: tls, port: 8443}, {name: http, port: 80}]"),
        ),
        ("the bracket closes behind the last", last, set("a", "[2, 1]")),
        ("a comment needs a line", last, set("b", "{y: 2, x: 1}")),
        ("the last goes, the bracket stays", last, remove("a.1")),
        (
            "an own key beside a merge",
            merging,
            set("y", "{a: 1, deep: {b: 2, c: [3]}, z: 4, w: 4}"),
        ),
        ("one more between", merging, set("y", "{a: 1, deep: {b: 2, c: [3]}, z: 3, v: 0, w: 4}")),
        ("one more before", merging, set("y", "{a: 1, deep: {b: 2, c: [3]}, v: 0, z: 3, w: 4}")),
        ("one less", merging, set("y", "{a: 1, deep: {b: 2, c: [3]}, w: 4}")),
        ("in another order", merging, set("y", "{a: 1, deep: {b: 2, c: [3]}, w: 4, z: 3}")),
        ("inside what is merged", merging, set("y.deep.b", "3")),
        ("an item inside what is merged", merging, append("y.deep.c", "4")),
        ("a key inside what is merged goes", merging, remove("y.deep.b")),
        ("a merged value differs", merging, set("y", "{a: 2, deep: {b: 2, c: [3]}, z: 3, w: 4}")),
        ("a merged key goes, and the merge with it", merging, set("y", "{a: 1, z: 3, w: 4}")),
    ]);
    insta::assert_snapshot!(shown);
}

#[test]
fn comments_go_with_what_they_speak_of() {
    let top = "# Owned by the shop.\na: 1\nb: 2\n";
    let block = "m:\n  # Of both.\n\n  # Of a.\n  # More of a.\n  a: 1 # one\n    # deeper\n  # Of b.\n  b: 2\n  # foot\n";
    let allow = "# The file.\n# stageline: allow x -- y\na: 1\nb: 2\n";
    let shown = show(&[
        ("what begins the file stays", top, remove("a")),
        ("what allows a finding goes", allow, remove("a")),
        ("a block behind a blank line stays", block, remove("m.a")),
        ("comments below belong to the others", block, remove("m.b")),
        ("the only entry", "m:\n  # Of a.\n  a: 1\nn: 2\n", remove("m.a")),
        (
            "the only entry below a comment of its map",
            "m: # map\n  # Both.\n\n  # Of a.\n  a: 1\n",
            remove("m.a"),
        ),
        ("a text that looks like a comment stays", "a: \"x\n  # y\"\nb: 1\n", remove("b")),
        ("lines end as they do", "a: 1\r\n# Of b.\r\nb: 2\r\n", remove("b")),
        ("an entry moves with the comments above it", block, rename("m.a", "n.o.a")),
        ("within what it stood alone in", "m:\n  # Of a.\n  a: 1\n", rename("m.a", "m.n.a")),
        ("items in brackets", "a: [\n  # Of 1.\n  1,\n  # Of 2.\n  2\n  ]\n", remove("a.1")),
    ]);
    insta::assert_snapshot!(shown);
}

#[test]
fn refusals_say_why_where_and_what_to_do() {
    let shared = "base: &base\n  a: 1\n  deep: {b: 2}\nx: *base\ny:\n  <<: *base\n  z: 3\n";
    let shown = show(&[
        ("inside an anchored value", shared, set("base.a", "2")),
        ("an anchored value", shared, remove("base")),
        ("below an alias", shared, set("x.a", "2")),
        ("below a merged key", shared, set("y.deep.b", "3")),
        ("a merged key", shared, remove("y.a")),
        ("a merged key gets a name", shared, rename("y.a", "y.b")),
        ("a key that hides a merged one", "d: &d {a: 1}\ne: {<<: *d, a: 2, b: 3}\n", remove("e.a")),
        ("without brackets", "a: [b: 1]\n", set("a.0.c", "2")),
        ("no such key", SERVICE, remove("api.limit")),
        ("through a scalar", SERVICE, set("api.image.tag", "x")),
        ("no such position", SERVICE, set("api.hosts.2", "x")),
        ("not a position", SERVICE, remove("api.hosts.first")),
        ("a position with a leading zero", SERVICE, remove("api.hosts.00")),
        ("append to a map", SERVICE, append("api.limits", "x")),
        ("a key that is taken", SERVICE, rename("api.image", "api.ports")),
        ("an item has no name", SERVICE, rename("api.hosts.0", "api.host")),
        ("below itself", SERVICE, rename("api", "api.v1")),
        ("everything", SERVICE, remove("")),
        ("too deep", SERVICE, set(&vec!["a"; 200].join("."), "1")),
    ]);
    insta::assert_snapshot!(shown);
}

#[test]
fn a_document_does_not_grow_past_its_limits() {
    let before = file("a: 1\n");
    let root = parse(&before, &Limits::default()).unwrap();
    let refusal =
        |limits: Limits, asked: &Change| edit(&before, &root, asked, &limits).unwrap_err();
    let bytes = Limits { file_bytes: 8, ..Limits::default() };
    assert_eq!(refusal(bytes, &set("b", "12345")).code(), Code::FileTooLarge);
    let nodes = Limits { nodes: 4, ..Limits::default() };
    assert_eq!(refusal(nodes, &set("b", "[1, 2]")).code(), Code::YamlLimit);
    let depth = Limits { depth: 2, ..Limits::default() };
    assert_eq!(refusal(depth, &set("b", "{c: {d: 1}}")).code(), Code::YamlLimit);
}

#[test]
fn a_text_that_no_key_can_be_is_refused() {
    let asked = Change::Set { path: vec!["k".repeat(2000).into()], value: text("x") };
    assert_eq!(change("a: 1\n", &asked).unwrap_err().code(), Code::EditRefused);
}
