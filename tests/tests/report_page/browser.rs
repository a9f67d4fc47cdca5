//! A headless browser, spoken to over its debugging pipe.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};

/// Nothing that is asked of a browser takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

const NAMES: [&str; 6] = [
    "chromium",
    "chromium-headless-shell",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// The browser of this machine, or `None` with a line that says so.
#[allow(clippy::print_stdout, reason = "a person reads why a test was skipped")]
fn found() -> Option<PathBuf> {
    let brought = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.tools/bin/chromium");
    let window = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let named = folders.iter().flat_map(|folder| NAMES.map(|name| folder.join(name)));
    if let Some(found) = [brought].into_iter().chain(named).chain([window]).find(|it| it.exists()) {
        return Some(found);
    }
    let skip = "needs chromium (the page of a report in a browser)";
    println!("skipped: {skip}");
    if let Some(list) = std::env::var_os("STAGELINE_SKIPS") {
        let list = std::fs::OpenOptions::new().append(true).create(true).open(list);
        writeln!(list.unwrap(), "{skip}").unwrap();
    }
    None
}

/// A page in a browser of its own.
pub(crate) struct Page {
    browser: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    session: Value,
    last: u64,
    events: VecDeque<Value>,
    folder: PathBuf,
    scripts: bool,
    /// Requests that left the page, other than for itself.
    pub(crate) requests: Vec<String>,
    /// What scripts and policies complained of.
    pub(crate) complaints: Vec<String>,
}

impl Page {
    /// Opens a page from a disk; `None` on a machine without a browser.
    pub(crate) fn open(name: &str, html: &str) -> Option<Self> {
        let mut page = Self::start(name)?;
        page.load(html, "");
        Some(page)
    }

    /// The same, where scripts do not run.
    pub(crate) fn open_without_scripts(name: &str, html: &str) -> Option<Self> {
        let mut page = Self::start(name)?;
        page.ask("Emulation.setScriptExecutionDisabled", json!({"value": true}));
        page.scripts = false;
        page.load(html, "");
        Some(page)
    }

    fn start(name: &str) -> Option<Self> {
        let program = found()?;
        let folder = std::env::temp_dir().join(format!("stageline-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        // A browser reads what it is asked from its third file and answers into its fourth.
        let mut browser = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1"])
            .arg(program)
            .args(["--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu"])
            .args(["--no-first-run", "--disable-dev-shm-usage", "--hide-scrollbars"])
            .arg(format!("--user-data-dir={}", folder.join("profile").display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = browser.stdin.take().unwrap();
        let output = BufReader::new(browser.stdout.take().unwrap());
        let (send, from) = channel();
        std::thread::spawn(move || {
            for message in output.split(0).map_while(Result::ok) {
                let sent = serde_json::from_slice(&message).map(|message| send.send(message));
                if !matches!(sent, Ok(Ok(()))) {
                    break;
                }
            }
        });
        let mut page = Self {
            browser,
            to,
            from,
            session: Value::Null,
            last: 0,
            events: VecDeque::new(),
            folder,
            scripts: true,
            requests: Vec::new(),
            complaints: Vec::new(),
        };
        let target = page.ask("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        page.session = page.ask("Target.attachToTarget", attach)["sessionId"].clone();
        for domain in ["Page", "Runtime", "Log", "Network", "Audits"] {
            page.ask(&format!("{domain}.enable"), json!({}));
        }
        page.size(1280, 900);
        Some(page)
    }

    fn load(&mut self, html: &str, hash: &str) {
        let file = self.folder.join("report.html");
        std::fs::write(&file, html).unwrap();
        self.go(&format!("file://{}{hash}", file.display()));
    }

    /// Leaves the page and comes back to it, at this part of its address.
    pub(crate) fn come_back(&mut self, hash: &str) {
        self.go("about:blank");
        let file = self.folder.join("report.html");
        self.go(&format!("file://{}{hash}", file.display()));
    }

    fn go(&mut self, address: &str) {
        self.events.clear();
        self.ask("Page.navigate", json!({"url": address}));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            self.read();
        }
    }

    /// What the browser answers.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if !self.session.is_null() {
            message["sessionId"] = self.session.clone();
        }
        self.to.write_all(message.to_string().as_bytes()).unwrap();
        self.to.write_all(&[0]).unwrap();
        loop {
            let answer = self.read();
            if answer["id"] == self.last {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
        }
    }

    fn read(&mut self) -> Value {
        let message = self.from.recv_timeout(PATIENCE).unwrap_or_else(|error| {
            panic!(
                "the browser does not answer: {error}; it ended with {:?}",
                self.browser.try_wait()
            )
        });
        let params = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => {
                let address = params["request"]["url"].as_str().unwrap_or_default();
                if !address.contains("/report.html") && address != "about:blank" {
                    self.requests.push(address.to_owned());
                }
            }
            method @ ("Log.entryAdded"
            | "Runtime.consoleAPICalled"
            | "Runtime.exceptionThrown"
            | "Page.javascriptDialogOpening") => {
                self.complaints.push(format!("{method}: {params}"));
            }
            "Audits.issueAdded" if params["issue"]["code"] == "ContentSecurityPolicyIssue" => {
                self.complaints.push(params.to_string());
            }
            _ => {}
        }
        if message["id"].is_null() {
            self.events.push_back(message.clone());
        }
        message
    }

    /// The value of an expression in the page.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let params = json!({
            "expression": expression,
            "returnByValue": true,
            "awaitPromise": true,
        });
        let answer = self.ask("Runtime.evaluate", params);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// How many elements of a selector take up room on the page.
    pub(crate) fn seen(&mut self, selector: &str) -> u64 {
        let selector = Value::from(selector);
        let seen = format!(
            "[...document.querySelectorAll({selector})].filter(it => it.checkVisibility()).length"
        );
        self.value(&seen).as_u64().unwrap()
    }

    /// Presses the mouse on an element.
    pub(crate) fn click(&mut self, selector: &str) {
        let selector = Value::from(selector);
        let place = self.value(&format!(
            "(it => {{ it.scrollIntoView({{block: 'center'}}); const at = it.getBoundingClientRect(); \
             return [at.x + at.width / 2, at.y + at.height / 2]; }})(document.querySelector({selector}))"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let mut press = json!({"type": kind, "button": "left", "clickCount": 1});
            press["x"] = place[0].clone();
            press["y"] = place[1].clone();
            self.ask("Input.dispatchMouseEvent", press);
        }
        self.settle();
    }

    /// Presses a key.
    pub(crate) fn key(&mut self, key: &str) {
        let code = match key {
            "Enter" => 13,
            "Escape" => 27,
            _ => key.bytes().next().map_or(0, |byte| i64::from(byte.to_ascii_uppercase())),
        };
        let text = match key {
            "Enter" => "\r",
            key if key.len() == 1 => key,
            _ => "",
        };
        let down =
            json!({"type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code});
        self.ask("Input.dispatchKeyEvent", down);
        let up = json!({"type": "keyUp", "key": key, "windowsVirtualKeyCode": code});
        self.ask("Input.dispatchKeyEvent", up);
        self.settle();
    }

    /// Writes where the cursor is.
    pub(crate) fn write(&mut self, text: &str) {
        self.ask("Input.insertText", json!({"text": text}));
        self.settle();
    }

    /// Chooses an entry of a list by what it reads.
    pub(crate) fn choose(&mut self, list: &str, entry: &str) {
        let (list, entry) = (Value::from(list), Value::from(entry));
        self.value(&format!(
            "(list => {{ list.value = [...list.options].find(it => it.text === {entry}).value; \
             list.dispatchEvent(new Event('change', {{bubbles: true}})); }})(document.querySelector({list}))"
        ));
    }

    /// Lets the page draw twice, by which time its scripts have done what they were asked.
    fn settle(&mut self) {
        if !self.scripts {
            return;
        }
        let drawn = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))";
        self.value(drawn);
    }

    pub(crate) fn size(&mut self, width: u32, height: u32) {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.ask("Emulation.setDeviceMetricsOverride", size);
    }

    /// Prefers `light` or `dark`, as a desktop does.
    pub(crate) fn prefer(&mut self, scheme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.ask("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    /// That the page asked for nothing and complained of nothing so far.
    pub(crate) fn is_quiet(&self) {
        assert_eq!(self.requests, [""; 0]);
        assert_eq!(self.complaints, [""; 0]);
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
