//! The preview, as a browser asks for it: what it answers, what it hears of, what it refuses.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_postmortem");

/// Nothing here takes this long, unless it never comes.
const LONG: Duration = Duration::from_mins(1);

/// A preview that ends with the test.
struct Preview {
    child: Child,
    /// Host and port.
    address: String,
    /// What it said until it was ready.
    said: String,
    errors: BufReader<std::process::ChildStderr>,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

impl Preview {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.arg("serve").args(arguments).current_dir(folder).env("SOURCE_DATE_EPOCH", "1795348800");
        Self::of(&mut command)
    }

    fn of(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        let address = loop {
            let mut line = String::new();
            assert!(errors.read_line(&mut line).unwrap() > 0, "it ended: {said}");
            said.push_str(&line);
            if let Some((_, rest)) = line.split_once("http://") {
                break rest.split('/').next().unwrap().to_owned();
            }
        };
        Self { child, address, said, errors }
    }

    /// Sends a request as it stands, and reads until the other side has said all.
    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: bytes[end + 4..].to_vec() }
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &self.address)
    }

    /// Listens for changes; the first line is the state now.
    fn events(&self) -> Events {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        write!(stream, "GET /_postmortem/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        Events(BufReader::new(stream))
    }

    /// What it says when it is told to end, and its exit code.
    #[cfg(unix)]
    fn interrupt(mut self) -> (String, Option<i32>) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let code = self.child.wait().unwrap().code();
        let mut rest = String::new();
        self.errors.read_to_string(&mut rest).unwrap();
        (rest, code)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// The next event: a state and what changed.
    fn next(&mut self) -> (String, String) {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the connection ended");
            if let Some((state, what)) =
                line.trim().strip_prefix("data: ").and_then(|data| data.split_once(' '))
            {
                return (state.to_owned(), what.to_owned());
            }
        }
    }
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The example organisation in a folder of its own, as `incidents`.
fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    for (path, bytes) in tree(&from) {
        let path = folder.path().join("incidents").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// A folder with one incident.
fn small() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("incidents");
    fs::create_dir(&records).unwrap();
    fs::write(records.join("postmortem.yaml"), "title: Small\nrules: {missing-fact: off}\n").unwrap();
    fs::write(records.join("INC-1.yaml"), INCIDENT).unwrap();
    folder
}

const INCIDENT: &str = "id: INC-1\ntitle: It broke\nseverity: P1\nstatus: detected\nservices: []\ntimes:\n  started: 2026-03-18T14:02:00Z\n";

/// A page without what the preview adds to it.
fn undressed(page: &str) -> String {
    let begin = page.find("<link rel=\"stylesheet\" href=\"/_postmortem/").unwrap();
    let end = begin + page[begin..].find("</script>\n").unwrap() + "</script>\n".len();
    format!("{}{}", page[..begin].replacen("; connect-src 'self'\">", "\">", 1), &page[end..])
}

#[test]
fn what_a_build_writes_is_served() {
    let folder = example();
    let site = folder.path().join("site");
    let mut build = Command::new(PROGRAM);
    build.args(["build", "--quiet"]).current_dir(folder.path()).env("SOURCE_DATE_EPOCH", "1795348800");
    assert!(build.status().unwrap().success());
    let before = tree(folder.path());
    let written = tree(&site);
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    // What no page is comes first: it must not depend on what was asked for before.
    let (pages, others): (Vec<_>, Vec<_>) =
        written.iter().partition(|(path, _)| path.extension().is_some_and(|ending| ending == "html"));
    assert!(written.contains_key(Path::new("zh/index.html")), "the example has two languages");
    assert!(pages.len() > 100 && others.len() > 3, "{} and {}", pages.len(), others.len());
    for (path, bytes) in others {
        let name = path.to_str().unwrap().replace('\\', "/");
        // The list of what was written is the output folder's, not the site's.
        if name.starts_with('.') {
            continue;
        }
        let answer = preview.get(&format!("/{name}"));
        assert_eq!(answer.status, 200, "{name}");
        assert!(answer.body == *bytes, "{name} differs");
    }
    for (path, bytes) in pages {
        let name = path.to_str().unwrap().replace('\\', "/");
        if name == "404.html" {
            continue;
        }
        let answer = preview.get(&format!("/{name}"));
        assert_eq!(answer.status, 200, "{name}");
        assert!(undressed(&answer.text()).as_bytes() == bytes, "{name} differs");
    }
    let top = preview.get("/");
    assert!(top.body == preview.get("/index.html").body);
    for header in [
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(top.head.contains(header), "{}", top.head);
    }
    drop(preview);
    assert!(tree(folder.path()) == before, "something was written");
}

#[test]
fn a_save_is_heard_and_shown() {
    let folder = small();
    let records = folder.path().join("incidents");
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    let page = preview.get("/incidents/INC-1.html").text();
    let mut events = preview.events();
    let (state, _) = events.next();
    assert!(page.contains("It broke") && page.contains(&format!("data-state=\"{state}\"")), "{page}");

    fs::write(records.join("INC-1.yaml"), INCIDENT.replace("It broke", "It broke badly")).unwrap();
    let (next, what) = events.next();
    assert!(next != state && what == "page");
    let page = preview.get("/incidents/INC-1.html").text();
    assert!(page.contains("It broke badly") && page.contains(&format!("data-state=\"{next}\"")), "{page}");

    // As editors do that never leave half a file behind.
    fs::write(records.join(".INC-1.yaml.new"), INCIDENT.replace("It broke", "It was renamed")).unwrap();
    fs::rename(records.join(".INC-1.yaml.new"), records.join("INC-1.yaml")).unwrap();
    events.next();
    assert!(preview.get("/incidents/INC-1.html").text().contains("It was renamed"));

    assert_eq!(preview.get("/incidents/INC-2.html").status, 404);
    fs::create_dir(records.join("2026")).unwrap();
    fs::write(records.join("2026/INC-2.yaml"), INCIDENT.replace("INC-1", "INC-2")).unwrap();
    events.next();
    // The folder and what is in it may come as two changes.
    while preview.get("/incidents/INC-2.html").status != 200 {
        events.next();
    }
    fs::remove_dir_all(records.join("2026")).unwrap();
    while preview.get("/incidents/INC-2.html").status == 200 {
        events.next();
    }

    fs::write(records.join("postmortem.yaml"), "title: Another name\n").unwrap();
    while !preview.get("/").text().contains("Another name") {
        events.next();
    }
}

#[test]
fn a_style_alone_is_exchanged() {
    let folder = small();
    let templates = folder.path().join("incidents/templates");
    fs::create_dir(&templates).unwrap();
    fs::write(templates.join("style.css"), "body { color: red }").unwrap();
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    let mut events = preview.events();
    events.next();
    fs::write(templates.join("style.css"), "body { color: green }").unwrap();
    assert_eq!(events.next().1, "style");
    assert_eq!(preview.get("/style.css?1").text(), "body { color: green }");
    // Whoever listens only now does not know what changed.
    assert_eq!(preview.events().next().1, "page");
}

#[test]
fn errors_are_shown_where_they_are() {
    let folder = small();
    let file = folder.path().join("incidents/INC-1.yaml");
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    assert!(!preview.get("/").text().contains("postmortem-findings"));
    let mut events = preview.events();
    events.next();
    fs::write(&file, INCIDENT.replace("P1", "\"<b>P9\"")).unwrap();
    events.next();
    for path in ["/", "/statistics.html", "/incidents/INC-1.html", "/nothing.html"] {
        let page = preview.get(path).text();
        let begin = page.find("<aside id=\"postmortem-findings\"").unwrap();
        let panel = &page[begin..begin + page[begin..].find("</aside>").unwrap()];
        assert!(panel.contains("<code>incidents/INC-1.yaml:3:11</code>"), "{panel}");
        assert!(panel.contains("error[unknown-severity]") && panel.contains("`&lt;b&gt;P9`"), "{panel}");
        assert!(panel.contains("<b>help:</b> use one of"), "{panel}");
    }
    fs::write(&file, INCIDENT).unwrap();
    events.next();
    assert!(!preview.get("/").text().contains("postmortem-findings"));
}

#[test]
fn a_template_that_fails_says_where() {
    let folder = small();
    let templates = folder.path().join("incidents/templates");
    fs::create_dir(&templates).unwrap();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/page.html");
    let text = fs::read_to_string(built_in).unwrap();
    fs::write(templates.join("page.html"), &text).unwrap();
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    let good = preview.get("/").text();
    let mut events = preview.events();
    events.next();
    for broken in ["{{ page.nothing }}", "{% if <script> %}"] {
        fs::write(templates.join("page.html"), format!("{text}\n\n{broken}\n")).unwrap();
        events.next();
        let line = text.lines().count() + 2;
        // Errors of a template are seen where it is compiled, or where it is used.
        let failed = preview.get("/");
        let page = failed.text();
        assert_eq!(failed.status, 500, "{broken}: {page}");
        assert!(page.contains("`templates/page.html`, line "), "{page}");
        assert!(page.contains(&format!("{line:>5} | ")) && page.contains("<b>^</b>"), "{page}");
        assert!(!page.contains("<script>"), "{page}");
        let last = preview.get("/?last");
        assert_eq!(last.status, 200);
        let content = |page: &str| page[page.find("<main").unwrap()..].to_owned();
        assert_eq!(content(&last.text()), content(&good));
        assert_eq!(preview.get("/style.css").status, 200);
    }
    // Nothing can be read of it at all.
    fs::write(templates.join("page.html"), [0xff, 0xfe]).unwrap();
    events.next();
    assert_eq!(preview.get("/").status, 500);
    assert_eq!(preview.get("/?last").status, 200);
    fs::write(templates.join("page.html"), &text).unwrap();
    events.next();
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn what_is_not_there_has_neighbours() {
    let folder = example();
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    let id = tree(&folder.path().join("incidents/2026")).into_keys().next().unwrap();
    let id = id.file_stem().unwrap().to_str().unwrap().to_owned();
    for path in [format!("/incidents/{id}x.html"), format!("/{}", id.to_lowercase())] {
        let answer = preview.get(&path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains(&format!("<a href=\"/incidents/{id}.html\">")), "{}", answer.text());
    }
    let hostile = preview.get("/%3Cscript%3E%E2%80%AE.html").text();
    assert!(!hostile.contains("<script>") || hostile.matches("<script>").count() == 1, "{hostile}");
    assert!(!hostile.contains('\u{202e}'), "{hostile}");
}

#[test]
fn only_reading_only_by_its_own_name_only_the_site() {
    let folder = small();
    fs::write(folder.path().join("secret.txt"), "outside").unwrap();
    fs::write(folder.path().join("incidents/notes.txt"), "not published").unwrap();
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    let port = preview.address.split(':').nth(1).unwrap();
    for host in [format!("localhost:{port}"), "127.0.0.1".into(), format!("[::1]:{port}")] {
        assert_eq!(preview.ask("GET", "/", &host).status, 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example", "10.0.0.1", ""] {
        let answer = preview.ask("GET", "/", host);
        assert!(answer.status == 403 && !answer.text().contains("Small"), "{host}");
    }
    let without = preview.send("GET / HTTP/1.0\r\n\r\n");
    assert_eq!(without.status, 403);
    let two = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert!(preview.send(two).status >= 400);
    let absolute = "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert_eq!(preview.send(absolute).status, 403);

    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = preview.ask(method, "/", "localhost");
        assert!(
            answer.status == 405 && answer.head.contains("allow: get, head"),
            "{method}: {}",
            answer.head
        );
    }
    let head = preview.ask("HEAD", "/", "localhost");
    assert!(head.status == 200 && head.body.is_empty());

    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/files/../secret.txt",
        "/files/%2e%2e/%2e%2e/secret.txt",
        "//etc/passwd",
        "/files//etc/passwd",
        "/files/notes.txt",
        "/files/INC-1.yaml",
        "/INC-1.yaml",
        "/_postmortem/",
        "/_postmortem/../index",
        "/..%5c..%5csecret.txt",
        "/a%00b",
        "/%ff",
    ] {
        let answer = preview.ask("GET", path, "localhost");
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        let text = answer.text();
        assert!(
            !text.contains("outside") && !text.contains("not published") && !text.contains("root:"),
            "{path}"
        );
    }
}

#[test]
fn a_port_that_is_taken_gives_way() {
    let folder = small();
    // Free until now, with a free one behind it.
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let preview = Preview::start(folder.path(), &["--port", &port.to_string()]);
    assert!(preview.said.contains(&format!("note: port {port} is taken")), "{}", preview.said);
    assert!(!preview.address.ends_with(&format!(":{port}")));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn others_get_in_only_where_asked() {
    let folder = small();
    let broken = folder.path().join("incidents/INC-1.yaml");
    fs::write(broken, INCIDENT.replace("P1", "P9")).unwrap();
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    assert!(
        preview.said.starts_with("serving `incidents` (working tree) at http://127.0.0.1:"),
        "{}",
        preview.said
    );
    let preview = Preview::start(folder.path(), &["--port", "0", "--host", "0.0.0.0"]);
    assert!(preview.said.contains("warning: everybody who reaches 0.0.0.0:"), "{}", preview.said);
    assert!(preview.said.contains("internal"), "{}", preview.said);
    assert_eq!(preview.ask("GET", "/", "10.0.0.1:80").status, 200);
    assert_eq!(preview.ask("GET", "/", "evil.example").status, 403);
    // Findings quote records, and not all of a record is for everybody.
    let page = preview.get("/").text();
    assert!(page.contains("The records have 1 error;") && !page.contains("INC-1.yaml"), "{page}");
}

#[test]
fn a_revision_is_served_as_it_was() {
    let folder = small();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]).args(arguments);
        assert!(git.current_dir(folder.path()).status().unwrap().success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "x"]);
    fs::write(folder.path().join("incidents/INC-1.yaml"), INCIDENT.replace("It broke", "Later")).unwrap();
    let preview = Preview::start(folder.path(), &["--port", "0", "--rev", "HEAD"]);
    assert!(preview.said.contains("(revision "), "{}", preview.said);
    assert!(preview.get("/incidents/INC-1.html").text().contains("It broke"));
}

#[cfg(unix)]
#[test]
fn it_ends_well() {
    let folder = small();
    let preview = Preview::start(folder.path(), &["--port", "0"]);
    let mut events = preview.events();
    events.next();
    assert_eq!(preview.interrupt(), (String::new(), Some(0)));
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_where_there_is_one() {
    use std::os::unix::fs::PermissionsExt;

    let folder = small();
    let programs = folder.path().join("programs");
    fs::create_dir(&programs).unwrap();
    let preview = |path: &Path| {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--port", "0", "--open"]).current_dir(folder.path()).env("PATH", path);
        Preview::of(&mut command)
    };
    let alone = preview(&programs);
    assert_eq!(alone.get("/").status, 200);
    let (said, code) = alone.interrupt();
    assert!(said.starts_with("note: no browser was opened: `xdg-open`: ") && code == Some(0), "{said}");

    let (browser, opened) = (programs.join("xdg-open"), folder.path().join("opened"));
    fs::write(
        &browser,
        format!("#!/bin/sh\necho \"$1\" > '{0}.part' && mv '{0}.part' '{0}'\n", opened.display()),
    )
    .unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let paths = std::env::join_paths([programs.as_path(), Path::new("/usr/bin"), Path::new("/bin")]).unwrap();
    let preview = preview(Path::new(&paths));
    while !opened.exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(fs::read_to_string(opened).unwrap(), format!("http://{}/\n", preview.address));
}
