//! Where on the published site a reader of an alert or a dashboard goes on.

use std::fmt::Write as _;

use crate::text::links::{Destination, classify};
use crate::workspace::Policy;

/// The address of a page of the site; `None` where the settings name no web address for it.
pub(super) fn address(policy: &Policy, page: &str) -> Option<String> {
    let url = policy.url.as_deref()?.trim_end_matches('/');
    let Destination::Web(url) = classify(url) else { return None };
    let mut out = String::with_capacity(url.len() + page.len() + 1);
    // Braces would begin a template in an alert, and a dollar a variable in a dashboard.
    for byte in url.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'{' | b'}' | b'$' | b'"' | b'<' | b'>' | b'`' | b'\'')
        {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Some(out + "/" + page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Settings;

    #[test]
    fn only_web_addresses_lead_anywhere() {
        let address = |url: &str| {
            let settings: Settings = serde_yaml::from_str(&format!("url: {url:?}")).unwrap();
            address(&Policy::new(&settings), "actions.html")
        };
        assert_eq!(address("https://a.example/b/").as_deref(), Some("https://a.example/b/actions.html"));
        assert_eq!(
            address("https://a.example/{{x}}/é").as_deref(),
            Some("https://a.example/%7B%7Bx%7D%7D/%C3%A9/actions.html")
        );
        for url in ["javascript:alert(1)", "a.example", "", "//a.example", "https://"] {
            assert_eq!(address(url), None, "{url}");
        }
    }
}
