//! `postmortem serve`: the site while records are written, on this machine.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::process::{Command, Stdio};

use super::args::{Cli, ServeArgs};
use super::env::Env;
use super::open::{now_at, open};
use super::{CLEAN, Done, Stop};
use crate::history::Chronicle;
use crate::serve::{Hosts, Preview, Server};
use crate::text::terminal::visible_line;

pub(super) fn run(cli: &Cli, args: &ServeArgs, env: &mut Env<'_>) -> Done {
    let audience = args.audience.named_or_internal();
    let opened = open(cli, env)?;
    let chronicle = Chronicle::new(&opened.source, &opened.loaded.workspace, audience)?;
    let listeners = listen(args.host.as_deref(), args.port)?;
    let address = listeners[0].local_addr()?;
    let is_private = address.ip().is_loopback();
    let (given, clock, begin) = (cli.common.now, env.clock, opened.now);
    let (source, place) = (opened.source.describe(), opened.prefix.trim_end_matches('/').to_owned());
    let server = Server::start(Preview {
        source: opened.source,
        loaded: opened.loaded,
        prefix: opened.prefix,
        audience,
        is_private,
        chronicle,
        now: Box::new(move |zone| now_at(given, clock(), zone).unwrap_or(begin)),
        version: env!("CARGO_PKG_VERSION"),
    });
    let server = server.map_err(unable)?;

    if !is_private {
        let reader = audience.word();
        writeln!(
            env.err,
            "warning: everybody who reaches {address} can read this site, which is for {reader} readers"
        )?;
    }
    if let Some(why) = &server.deaf {
        writeln!(env.err, "warning: saves are not noticed: {}", visible_line(why))?;
    }
    if args.port != 0 && address.port() != args.port {
        writeln!(env.err, "note: port {} is taken", args.port)?;
    }
    let url = format!("http://{}/", reachable(args.host.as_deref(), address));
    let mut told = Ok(());
    let ready = || {
        if !cli.common.quiet {
            let place = if place.is_empty() { ".".to_owned() } else { place };
            let line = format!("serving `{place}` ({source}) at {url} until Ctrl-C");
            told = writeln!(env.err, "{}", visible_line(&line));
        }
        if args.open && told.is_ok() {
            told = browse(&url).or_else(|why| writeln!(env.err, "note: no browser was opened: {why}"));
        }
    };
    server.run(listeners, Hosts::new(args.host.as_deref()), ready).map_err(unable)?;
    told?;
    Ok(CLEAN)
}

#[expect(clippy::needless_pass_by_value, reason = "given to `map_err`")]
fn unable(cause: io::Error) -> Stop {
    Stop::Say(
        format!("the site cannot be served: {cause}"),
        "build it with `postmortem build` instead".into(),
    )
}

/// So many ports are tried where the one asked for is taken.
const TRIED: u16 = 100;

/// Listens at the host, else at both addresses that only this machine reaches.
fn listen(host: Option<&str>, port: u16) -> Result<Vec<TcpListener>, Stop> {
    let first = |port: u16| -> io::Result<TcpListener> {
        match host {
            None => TcpListener::bind((Ipv4Addr::LOCALHOST, port)),
            Some(host) => {
                let addresses: Vec<SocketAddr> =
                    (host.trim_matches(['[', ']']), port).to_socket_addrs()?.collect();
                TcpListener::bind(addresses.as_slice())
            }
        }
    };
    let last = if port == 0 { 0 } else { port.saturating_add(TRIED) };
    let mut listener = first(port);
    for next in port..last {
        if !listener.as_ref().is_err_and(|error| error.kind() == ErrorKind::AddrInUse) {
            break;
        }
        listener = first(next + 1);
    }
    let listener = listener.map_err(|cause| {
        let host = host.unwrap_or("127.0.0.1");
        let help = "name an address of this machine with `--host`, and a port of 1024 or more with `--port`";
        Stop::Say(format!("cannot listen at `{host}`, port {port}: {cause}"), help.into())
    })?;
    let port = listener.local_addr()?.port();
    // Where there is no IPv6, or somebody else has the port there, `localhost` still leads to the other address.
    let second = host.is_none().then(|| TcpListener::bind((Ipv6Addr::LOCALHOST, port)).ok()).flatten();
    Ok([listener].into_iter().chain(second).collect())
}

/// What a browser on this machine finds the server by.
fn reachable(host: Option<&str>, address: SocketAddr) -> String {
    let port = address.port();
    match host {
        Some(host) if !address.ip().is_unspecified() && host.parse::<Ipv6Addr>().is_err() => {
            format!("{host}:{port}")
        }
        _ if address.ip().is_unspecified() => format!("{}:{port}", Ipv4Addr::LOCALHOST),
        _ => address.to_string(),
    }
}

/// Opens an address in the browser of whoever sits here.
fn browse(url: &str) -> io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop).map_err(|cause| io::Error::new(cause.kind(), format!("`{program}`: {cause}")))
}
