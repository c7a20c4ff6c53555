//! User text on its way out: every place where a string someone typed into a record meets a format with rules of its own.
//!
//! A record may come from a fork, an importer or a page copied off the internet, so its text is hostile until it has
//! passed here: [`markdown`] for prose, [`escape`] for HTML, [`markdown_escape`] for Markdown reports, [`terminal`] for
//! what is printed, [`code`] for its colours, [`diagram`] for drawings, [`csv_cell`] for spreadsheets, [`exposition`] for metrics, [`pull_request`] for comments and job summaries. [`secrets`] finds what
//! must not have been written at all. [`links`] is the only allow-list of link targets, [`url`] writes
//! them. All of it is pure: nothing here reads a file, knows a record, or decides which file a relative link means;
//! callers pass that in.

pub mod code;
pub mod color;
pub mod csv_cell;
pub mod diagram;
pub mod escape;
pub mod exposition;
pub mod links;
pub mod markdown;
pub mod markdown_escape;
pub mod pull_request;
pub mod secrets;
pub(crate) mod sheet;
pub mod slug;
pub(crate) mod table;
pub mod terminal;
pub mod url;

/// Appends a whole number; a page has hundreds.
pub(crate) fn push_number(out: &mut String, number: impl itoa::Integer) {
    out.push_str(itoa::Buffer::new().format(number));
}

/// A table of the bytes in `special` and of the ASCII control characters, for skipping what means nothing.
pub(crate) const fn byte_set(special: &[u8]) -> [bool; 256] {
    let mut set = [false; 256];
    let mut i = 0;
    while i < special.len() {
        set[special[i] as usize] = true;
        i += 1;
    }
    let mut control = 0;
    while control < 0x20 {
        set[control] = true;
        control += 1;
    }
    set
}

/// `1 record`, `2 records`: a count with its noun, for messages.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// FNV-1a: the same number on every machine and in every version, unlike the standard library's hashers.
pub(crate) fn fnv(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
