//! Which names this server answers to.
//!
//! A page elsewhere can give its own name the address of this machine and so read what is served here ("DNS
//! rebinding"); its requests still carry that name.

use std::net::IpAddr;

/// The names of this server.
#[derive(Debug, Clone)]
pub struct Hosts {
    /// The host that was asked for, besides those of this machine.
    given: Option<String>,
}

impl Hosts {
    /// The names of this machine for itself, and the host that was asked for.
    pub fn new(given: Option<&str>) -> Self {
        Self { given: given.map(|host| host.trim_matches(['[', ']']).to_ascii_lowercase()) }
    }

    /// Whether a `Host` header names this server.
    pub(super) fn know(&self, header: &str) -> bool {
        let Some(name) = name(header) else { return false };
        let name = name.to_ascii_lowercase();
        let address = name.parse::<IpAddr>().ok();
        match &self.given {
            _ if matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1") => true,
            Some(given) if *given == name => true,
            // Every address of this machine; an address is no name that somebody else could point here.
            Some(given) if given.parse().is_ok_and(|ip: IpAddr| ip.is_unspecified()) => address.is_some(),
            _ => false,
        }
    }
}

/// The host without its port and brackets.
fn name(header: &str) -> Option<&str> {
    let (name, port) = match header.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => header.split_at(header.find(':').unwrap_or(header.len())),
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    (port.is_empty() || port.strip_prefix(':').is_some_and(is_port)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_names() {
        let own = Hosts::new(None);
        for good in ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]", "[::1]:8000"] {
            assert!(own.know(good), "{good}");
        }
        for bad in [
            "",
            "evil.example",
            "127.0.0.1.evil.example:8000",
            "localhost:80:evil",
            "10.0.0.1",
            "[::1",
            "[::1]x",
        ] {
            assert!(!own.know(bad), "{bad}");
        }
        let named = Hosts::new(Some("Box.example"));
        assert!(named.know("box.example:8000") && named.know("localhost") && !named.know("10.0.0.1"));
        let all = Hosts::new(Some("0.0.0.0"));
        assert!(all.know("10.0.0.1:8000") && all.know("[fe80::1]:8000") && !all.know("evil.example"));
        assert!(Hosts::new(Some("[fd00::1]")).know("[fd00::1]:8000"));
    }
}
