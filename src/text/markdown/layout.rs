//! Lines, indentation and blank lines of a Markdown report.
//!
//! Knows where blocks may touch and where a blank line must stand between them. That is a matter of safety, not of
//! looks: a fence that becomes part of a paragraph sets its contents free.

/// Longest line prefix; what is nested deeper is flattened, else a line of `>` would be repeated on every line after it.
const DEEPEST: usize = 64;

/// The largest number a CommonMark list item may have.
const LARGEST: u64 = 999_999_999;

/// A zero-width space: stands where a gap would change the meaning of what is around it, such as a line of a paragraph
/// whose only link was refused.
pub(super) const NOTHING: &str = "&#8203;";

enum Container {
    /// A quotation or an item; holds the length of the prefix outside it.
    Nested { outside: usize, item: bool },
    /// A list; `loose` as soon as one of its items holds a paragraph.
    List { number: Option<u64>, marker: char, loose: bool },
    /// Too deep to be written.
    Flat,
}

/// A report being written.
#[derive(Default)]
pub(super) struct Layout {
    pub(super) out: String,
    /// Where the text of the current line begins in `out`.
    pub(super) line: usize,
    /// Within a paragraph, a heading, a cell or an item's bare text.
    pub(super) in_text: bool,
    prefix: String,
    containers: Vec<Container>,
    /// Right after a list or quotation marker: the next block begins on this line.
    fresh: bool,
    /// Where the last item's marker ended in `out`.
    marker_end: usize,
    /// Where the line of the last alert's kind ended in `out`.
    alert_end: usize,
}

impl Layout {
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
            fresh: true,
            marker_end: usize::MAX,
            alert_end: usize::MAX,
            ..Self::default()
        }
    }

    /// Begins a paragraph or another block with a blank line before it, which makes the list it stands in a loose one.
    pub(super) fn apart(&mut self) {
        if let [.., Container::List { loose, .. }, Container::Nested { item: true, .. }] =
            &mut self.containers[..]
        {
            *loose = true;
        }
        self.separate(false);
        self.in_text = true;
    }

    /// Begins a block that may follow the bare text of an item directly: heading, fence, rule.
    pub(super) fn block(&mut self) {
        self.separate(true);
    }

    /// Ends a paragraph.
    pub(super) fn end_paragraph(&mut self) {
        self.hold_line();
        self.in_text = false;
    }

    /// Makes sure inline content stands in a paragraph or heading; in a tight item there is none around it.
    pub(super) fn inline(&mut self) {
        if !self.in_text {
            self.separate(true);
            self.in_text = true;
        }
    }

    /// Begins a quotation, with a first line of its own where it is an alert.
    pub(super) fn quote(&mut self, alert: &str) {
        if self.flatten() {
            return;
        }
        self.separate(true);
        self.enter("> ", "> ", false);
        if !alert.is_empty() {
            self.out.push_str(alert);
            self.newline();
            self.alert_end = self.out.len();
        }
        self.fresh = true;
    }

    /// Begins a list; `marker` is the bullet, or what follows the number.
    pub(super) fn list(&mut self, number: Option<u64>, marker: char) {
        if self.flatten() {
            return;
        }
        // Only a list that begins with 1 can interrupt a paragraph, and to many an alert's kind begins one.
        let interrupts = number.is_none_or(|number| number == 1);
        if !interrupts && self.fresh && self.out.len() == self.alert_end {
            self.out.truncate(self.out.trim_end().len());
            self.newline();
        }
        self.separate(interrupts);
        self.containers.push(Container::List { number, marker, loose: false });
        self.fresh = true;
    }

    /// Begins an item of the innermost list.
    pub(super) fn item(&mut self) {
        let Some(Container::List { number, marker, loose }) = self.containers.last_mut() else {
            // The list was too deep.
            self.containers.push(Container::Flat);
            self.in_text = false;
            return;
        };
        let loose = *loose;
        let sign = number.map_or_else(|| format!("{marker} "), |number| format!("{number}{marker} "));
        *number = number.map(|number| (number + 1).min(LARGEST));
        if !self.fresh {
            if loose {
                self.blank();
            }
            self.newline();
        }
        self.enter(&sign, &" ".repeat(sign.len()), true);
        self.marker_end = self.out.len();
        self.fresh = true;
    }

    /// Ends a quotation, a list or an item.
    pub(super) fn leave(&mut self) {
        self.hold_line();
        self.in_text = false;
        match self.containers.pop() {
            Some(Container::Flat) => return,
            Some(Container::Nested { outside, .. }) => self.prefix.truncate(outside),
            Some(Container::List { .. }) | None => {}
        }
        self.fresh = false;
    }

    /// Starts the next line of the same block.
    pub(super) fn newline(&mut self) {
        self.hold_line();
        self.out.push('\n');
        self.out.push_str(&self.prefix);
        self.line = self.out.len();
    }

    /// Writes an empty line, without trailing spaces.
    pub(super) fn blank(&mut self) {
        self.hold_line();
        self.out.push('\n');
        self.out.push_str(self.prefix.trim_end());
    }

    /// Leaves no line of text empty, which would end its paragraph, and no marker bare, which could not interrupt one.
    fn hold_line(&mut self) {
        if self.out.len() == self.marker_end || (self.in_text && self.out.len() == self.line) {
            self.out.push_str(NOTHING);
        }
    }

    /// Whether the container that begins here is too deep to be written.
    fn flatten(&mut self) -> bool {
        let deep = self.prefix.len() >= DEEPEST;
        if deep {
            self.containers.push(Container::Flat);
            self.in_text = false;
        }
        deep
    }

    fn enter(&mut self, marker: &str, indent: &str, item: bool) {
        self.containers.push(Container::Nested { outside: self.prefix.len(), item });
        self.out.push_str(marker);
        self.prefix.push_str(indent);
        self.line = self.out.len();
    }

    fn separate(&mut self, may_touch: bool) {
        if std::mem::take(&mut self.fresh) {
            return;
        }
        self.hold_line();
        self.in_text = false;
        if !may_touch || !self.in_tight_item() {
            self.blank();
        }
        self.newline();
    }

    fn in_tight_item(&self) -> bool {
        matches!(
            &self.containers[..],
            [.., Container::List { loose: false, .. }, Container::Nested { item: true, .. }]
        )
    }
}
