//! Which lines of a file are new.

use std::ops::Range;

use git2::{DiffOptions, Patch};

/// The lines of `new`, counted from 1, that `old` does not have; ends of lines count for nothing.
pub fn changed_lines(old: &[u8], new: &[u8]) -> Vec<Range<usize>> {
    let mut options = DiffOptions::new();
    options.context_lines(0).ignore_whitespace_eol(true).force_text(true);
    let Ok(patch) = Patch::from_buffers(old, None, new, None, Some(&mut options)) else { return Vec::new() };
    (0..patch.num_hunks())
        .filter_map(|i| patch.hunk(i).ok())
        .map(|(hunk, _)| hunk.new_start() as usize..(hunk.new_start() + hunk.new_lines()) as usize)
        .filter(|lines| !lines.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_and_edited_lines_only() {
        let old = b"a\nb\nc\nd\n";
        let none: [Range<usize>; 0] = [];
        assert_eq!(changed_lines(old, old), none);
        assert_eq!(changed_lines(old, b"a\r\nb\r\nc\r\nd\r\n"), none);
        assert_eq!(changed_lines(old, b"a\nB\nc\nx\ny\nd\n"), [2..3, 4..6]);
        assert_eq!(changed_lines(old, b"a\nd\n"), none);
        assert_eq!(changed_lines(b"", b"a\nb").first(), Some(&(1..3)));
    }
}
