//! No value of a Secret is ever shown: a canary is planted wherever one may stand.

use stageline::provider::{LiveEnvironment, LiveOptions};

use super::{ORDERS, deployment, documents, read};

/// `canary-one`, and its beginning in base64 at each of the three offsets.
const CANARIES: [&str; 5] = ["canary", "Y2FuYXJ5", "NhbmFye", "jYW5hcnkt", "Y2FuYXJ5LXR3bw"];

fn assert_hidden(shown: &str) {
    for canary in CANARIES {
        assert!(!shown.contains(canary), "{shown}");
    }
}

#[test]
fn nothing_that_is_read_shows_a_secret() {
    let live = read(ORDERS).unwrap();
    let api = live.service("orders").unwrap();
    assert_hidden(&format!("{live:?} {api:?} {api} {:?}", live.notes()));
    assert_hidden(&serde_json::to_string(&api).unwrap());
    // What is kept of the text is as long as it was, and holds no secret either.
    let file = live.sources().files().next().unwrap();
    assert_eq!(file.text().len(), ORDERS.len());
    assert_hidden(&format!("{:?} {}", live.sources(), file.text()));
    assert!(file.text().contains("secretKeyRef"), "the rest is there");
    // The names of secrets are no secrets.
    assert!(api.to_string().contains("DATABASE_URL"));
}

#[test]
fn secrets_are_hidden_wherever_they_stand() {
    let secret = |body: &str| format!("kind: Secret\nmetadata: {{name: s}}\n{body}\n");
    let container = ", envFrom: [{secretRef: {name: s}}], env: [{name: DB_PASSWORD, value: \
                     canary-0}, {name: URL, value: 'http://u:canary-1@h'}]";
    let api = deployment("api", "", container);
    for body in [
        "stringData: {A: canary-2}",
        "stringData:\n  A: |\n    canary-3\n    canary-4",
        "stringData: {A: \"canary-5 é\"}",
        "data: {A: Y2FuYXJ5LXR3bw==}",
        "data:\n  A: Y2FuYXJ5LXR3\n    bw==",
        "stringData: {A: &x canary-6, B: *x}",
        "immutable: true\ndata: {A: Y2FuYXJ5LXR3bw==}\nextra: {deep: [canary-7]}",
    ] {
        let live = read(&documents(&[&api, &secret(body)])).unwrap();
        let api = live.service("api").unwrap();
        assert_hidden(&format!("{live:?} {api:?} {:?}", live.sources()));
    }
    // One that nothing refers to, in a list within a list, and of another namespace.
    let nested = "kind: List\nitems: [{kind: List, items: [{kind: Secret, metadata: {name: s, \
                  namespace: other}, data: {A: Y2FuYXJ5LXR3bw==}}]}]\n";
    let options = LiveOptions::new().namespace("shop");
    let text = documents(&[&deployment("api", "", ""), nested]);
    let live = LiveEnvironment::read("live.yaml", text, &options).unwrap();
    assert_hidden(&format!("{live:?} {:?}", live.sources()));
    // One that somebody wrapped up.
    let template = "kind: Template\nobjects: [{kind: Secret, data: {A: Y2FuYXJ5LXR3bw==}}]\n";
    let live = read(&documents(&[&deployment("api", "", ""), template])).unwrap();
    assert_hidden(&format!("{live:?} {:?}", live.sources()));
}

#[test]
fn a_plain_variable_that_says_what_a_secret_does_is_withheld() {
    let container = ", args: [serve, canary], env: [{name: A, value: canary}, {name: B, value: 'x \
                     canary-2027 y'}, {name: C, value: brisk}, {name: D, value: short}]";
    let api = deployment("api", "", container);
    for body in [
        "stringData: {A: canary, B: canary-2027, C: short}",
        // The same in base64.
        "data: {A: Y2FuYXJ5, B: Y2FuYXJ5LTIwMjc=, C: c2hvcnQ=}",
    ] {
        let secret = format!("kind: Secret\nmetadata: {{name: s, namespace: other}}\n{body}\n");
        let live = read(&documents(&[&api, &secret])).unwrap();
        let other = read(&documents(&[&deployment("api", "", "")])).unwrap();
        let service = live.service("api").unwrap();
        let diff = live.diff(&other, None);
        let text: String = live.sources().files().map(|file| file.text().to_owned()).collect();
        let shown = format!("{service} {diff} {diff:?} {text}");
        assert_hidden(&shown);
        // A word of five letters stands anywhere.
        assert!(service.to_string().contains("brisk") && service.to_string().contains("short"));
    }
}

#[test]
fn errors_in_files_with_secrets_do_not_show_them() {
    let api = deployment("api", "", ", envFrom: [{secretRef: {name: s}}]");
    for secret in [
        "kind: Secret\nmetadata: {name: s}\ndata: {A: 'canary-1!'}\n",
        "kind: Secret\nmetadata: {name: s}\ndata: {A: [canary-2]}\n",
        "kind: Secret\nmetadata: {name: s}\ndata: {A: canary-3, A: canary-4}\n",
        "kind: Secret\nmetadata: {name: s}\ndata: {A: !canary-5 x}\n",
        "kind: Secret\nmetadata: {name: s}\ndata: {A: \"canary-6\n",
        "kind: Secret\nmetadata: {}\ndata: {A: canary-7}\n",
    ] {
        let error = read(&documents(&[&api, secret])).unwrap_err();
        let shown = format!("{error} {error:?} {}", serde_json::to_string(&error).unwrap());
        let shown = shown.replace("!canary-5", "");
        assert_hidden(&shown);
    }
}

#[test]
fn a_value_that_is_not_in_base64_is_told_by_its_key() {
    let text = documents(&[
        &deployment("api", "", ", envFrom: [{secretRef: {name: s}}]"),
        "kind: Secret\nmetadata: {name: s}\ndata:\n  TOKEN: not base64\n",
    ]);
    let error = read(&text).unwrap_err();
    assert_eq!(error.code(), stageline::Code::Live);
    assert_eq!(error.message(), "the value of `TOKEN` in the Secret `s` is not in base64");
    assert_eq!(error.places()[0].to_string(), "live.yaml:9:10");
    // One that nothing takes is nobody's business.
    let unused = text.replace("secretRef: {name: s}", "secretRef: {name: other}");
    assert!(read(&unused).is_ok());
}
