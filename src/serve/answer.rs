//! The server: who may ask, what is answered, and under which headers.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::{oneshot, watch as latest};

use super::dress::{OWN, SCRIPT, STYLE};
use super::hosts::Hosts;
use super::worker::{self, Message, Question};
use crate::text::url::decode_path;

/// What every request needs.
pub(super) struct Shared {
    pub(super) questions: Sender<Message>,
    pub(super) states: latest::Receiver<worker::State>,
    pub(super) hosts: Hosts,
}

/// Sent with every answer: nothing is kept, nothing is guessed, and pages elsewhere can neither frame nor load it.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Answers a request.
pub(super) async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let mut response = match wanted(&shared.hosts, &request) {
        Wanted::Refused(status, why) => refuse(status, why),
        Wanted::Events => events(shared.states.clone()),
        Wanted::Own(name, text) => file(StatusCode::OK, name, text.into()),
        Wanted::File { path, or_last } => ask(&shared.questions, path, or_last).await,
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// What a request wants.
enum Wanted {
    /// What it does not get, and why.
    Refused(StatusCode, &'static str),
    /// To hear of changes.
    Events,
    /// A file of the preview itself, by its name.
    Own(&'static str, &'static str),
    /// A file of the site.
    File { path: String, or_last: bool },
}

fn wanted(hosts: &Hosts, request: &Request) -> Wanted {
    if !is_for_us(hosts, request) {
        return Wanted::Refused(StatusCode::FORBIDDEN, "this server has another name\n");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Wanted::Refused(StatusCode::METHOD_NOT_ALLOWED, "this server only shows\n");
    }
    let path = decode_path(request.uri().path());
    let Some(path) = path.as_deref().and_then(|path| path.strip_prefix('/')) else {
        return Wanted::Refused(StatusCode::BAD_REQUEST, "this is no path\n");
    };
    match path.strip_prefix(OWN) {
        Some("events") => Wanted::Events,
        Some("live.js") => Wanted::Own("live.js", SCRIPT),
        Some("live.css") => Wanted::Own("live.css", STYLE),
        _ => {
            let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
            Wanted::File { path: format!("{path}{index}"), or_last: request.uri().query() == Some("last") }
        }
    }
}

/// Has a file made.
async fn ask(questions: &Sender<Message>, path: String, or_last: bool) -> Response {
    let (reply, answer) = oneshot::channel();
    let sent = questions.send(Message::Asked(Question { path, or_last, reply }));
    match (sent, answer.await) {
        (Ok(()), Ok(answer)) => {
            let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            file(status, &answer.path, answer.bytes)
        }
        _ => refuse(StatusCode::INTERNAL_SERVER_ERROR, "the preview has come to an end: start it again\n"),
    }
}

/// Whether the request names this server, in its header and, where it names one, in its first line.
fn is_for_us(hosts: &Hosts, request: &Request) -> bool {
    let mut headers = request.headers().get_all(header::HOST).iter();
    let header = headers.next().and_then(|host| host.to_str().ok());
    let authority = request.uri().authority().map(axum::http::uri::Authority::as_str);
    let named = header.or(authority).is_some();
    named && headers.next().is_none() && header.into_iter().chain(authority).all(|host| hosts.know(host))
}

fn refuse(status: StatusCode, why: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], why).into_response()
}

fn file(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    let kind = content_type(path);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if kind == "image/svg+xml" {
        // A drawing can hold a script; opened on its own, it runs none.
        let policy = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    (status, headers, bytes).into_response()
}

/// What a file is, by its ending.
fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" | "log" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "atom" => "application/atom+xml",
        "xml" => "application/xml",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

/// The state of the records now, and each one that follows, as `STATE page` or `STATE style`.
fn events(states: latest::Receiver<worker::State>) -> Response {
    let events = stream::unfold((states, true), async |(mut states, is_first)| {
        if !is_first {
            states.changed().await.ok()?;
        }
        let state = *states.borrow_and_update();
        let what = if state.is_style && !is_first { "style" } else { "page" };
        let event = Event::default().data(format!("{} {what}", state.name()));
        Some((Ok::<_, Infallible>(event), (states, false)))
    });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}
