//! A browser, as a test uses it: every call waits for its answer and panics where there is none.

use std::future::Future;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// Whether the tests of this folder can run: says what is missing, and panics where `CI` is set.
pub(crate) fn available() -> bool {
    for program in ["chromium", "chromedriver"] {
        let found =
            Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
        if !found {
            assert!(std::env::var_os("CI").is_none(), "{program} is not installed");
            eprintln!("skipped: {program} is not installed");
            return false;
        }
    }
    true
}

/// What a session is started with beside the usual.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Setup {
    /// Pages cannot run scripts.
    pub(crate) without_scripts: bool,
    /// The reader's system is dark.
    pub(crate) dark: bool,
    /// Every request and every report is kept for [`Browser::log`].
    pub(crate) logging: bool,
}

/// One window of a headless Chromium and the chromedriver that leads to it; both end with it.
pub(crate) struct Browser {
    runtime: Runtime,
    client: Option<Client>,
    driver: Child,
}

impl Browser {
    /// Starts a browser; nothing where there is none to start.
    pub(crate) fn start(setup: Setup) -> Option<Self> {
        if !available() {
            return None;
        }
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines.by_ref().map(Result::unwrap).find_map(|line| {
            let port = line.split("started successfully on port ").nth(1)?;
            Some(port.trim_end_matches('.').to_owned())
        });
        // Nobody reads the rest: it must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let port = port.expect("chromedriver says its port");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities(setup))
                .connect(&format!("http://127.0.0.1:{port}")),
        );
        Some(Self { runtime, client: Some(client.unwrap()), driver })
    }

    /// The `WebDriver` client, for what has no short form here; its futures go through [`Browser::wait`].
    pub(crate) fn client(&self) -> &Client {
        self.client.as_ref().unwrap()
    }

    /// Waits for an answer of the client.
    pub(crate) fn wait<T, E: std::fmt::Debug>(&self, answer: impl Future<Output = Result<T, E>>) -> T {
        self.runtime.block_on(answer).unwrap()
    }

    /// Opens an address and waits until the page is loaded.
    pub(crate) fn open(&self, address: &str) {
        self.wait(self.client().goto(address));
    }

    /// The width and height of the page in CSS pixels, also narrower than a window can be.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", &size);
    }

    /// What a script returns: the body of a function, in the page.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.wait(self.client().execute(script, Vec::new()))
    }

    /// The first element of a selector.
    pub(crate) fn find(&self, selector: &str) -> Element {
        self.wait(self.client().find(Locator::Css(selector)))
    }

    /// Follows the first link of a selector, wherever on the page it is, and waits until the next page is loaded.
    pub(crate) fn follow(&self, selector: &str) {
        let link = self.find(selector);
        let address = self.wait(link.prop("href")).unwrap();
        self.run(&format!("document.querySelector({selector:?}).click()"));
        let loaded = || self.run("return document.readyState") == "complete";
        while self.run("return location.href") != address.as_str() || !loaded() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }

    /// Presses keys, wherever the focus is; see `fantoccini::key::Key` for those without a letter.
    pub(crate) fn press(&self, keys: &str) {
        let element = self.wait(self.client().active_element());
        self.wait(element.send_keys(keys));
    }

    /// A command of the Chrome debugging protocol.
    pub(crate) fn cdp(&self, method: &'static str, parameters: &Value) -> Value {
        let body = json!({ "cmd": method, "params": parameters });
        self.wait(self.client().issue_cmd(Raw { end: "goog/cdp/execute", body }))
    }

    /// What was logged since the last call: `browser` is the console, violations of the policy included; `performance` is what
    /// the page did, as messages of that protocol.
    pub(crate) fn log(&self, kind: &str) -> Vec<Value> {
        let found = self.wait(self.client().issue_cmd(Raw { end: "se/log", body: json!({ "type": kind }) }));
        found.as_array().unwrap().clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // The driver ends next, whatever it answers.
            let _ = self.runtime.block_on(client.close());
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn capabilities(setup: Setup) -> Capabilities {
    let mut arguments: Vec<&str> = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage \
        --hide-scrollbars --window-size=1280,900"
        .split_whitespace()
        .collect();
    if setup.dark {
        arguments.push("--blink-settings=preferredColorScheme=0");
    }
    // Of the log of what a page does, only its requests.
    let mut options = json!({ "args": arguments });
    if setup.logging {
        options["perfLoggingPrefs"] = json!({ "enableNetwork": true, "enablePage": false });
    }
    if setup.without_scripts {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    let mut wanted = json!({ "browserName": "chrome", "goog:chromeOptions": options });
    if setup.logging {
        wanted["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });
    }
    serde_json::from_value(wanted).unwrap()
}

/// A command of chromedriver that the client does not know.
#[derive(Debug)]
struct Raw {
    /// The end of its address.
    end: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Raw {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.end))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
