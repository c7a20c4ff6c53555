//! What kept a file from being read: a finding in the making, never an error.

use std::fmt;

/// Something in the folder of records that is not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path from the folder of records, `/` between names; bytes that are not UTF-8 are replaced.
    pub path: String,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// Why something is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A symbolic link whose target is absolute or outside the folder of records.
    LinkOutside {
        /// The target as the link has it.
        target: String,
    },
    /// A symbolic link to nothing, or to a hidden or otherwise unread file.
    LinkBroken {
        /// The target as the link has it.
        target: String,
    },
    /// A symbolic link that leads back to itself, or through too many others.
    LinkLoop,
    /// Links to folders multiply beyond what is followed.
    LinksTooMany {
        /// How many files and folders are listed through links at most.
        limit: usize,
    },
    /// The name is not UTF-8.
    NameNotUtf8,
    /// The name cannot be part of a path, or makes it too long.
    NameUnusable,
    /// The file is larger than its kind may be.
    TooLarge {
        /// Size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A pipe, a socket or a device.
    NotAFile,
    /// A git repository inside the folder of records.
    Submodule,
    /// The system or git refused.
    Unreadable {
        /// The answer, in lower case.
        reason: String,
    },
}

impl Problem {
    pub(super) fn new(path: impl Into<String>, kind: ProblemKind) -> Self {
        Self { path: path.into(), kind }
    }

    pub(super) fn unreadable(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::new(path, ProblemKind::Unreadable { reason: reason.into() })
    }
}

impl ProblemKind {
    /// The next step.
    pub fn help(&self) -> &'static str {
        match self {
            Self::LinkOutside { .. } => {
                "copy the file into the folder of records, or link to it relatively inside it"
            }
            Self::LinkBroken { .. } => "correct the target of the link, or remove the link",
            Self::LinkLoop => "let the link lead to the file itself, or remove it",
            Self::LinksTooMany { .. } => "replace links to folders by links to single files",
            Self::NameNotUtf8 => "rename it with UTF-8 characters",
            Self::NameUnusable => "rename it: short, and without `/`",
            Self::TooLarge { .. } => "move what is not a record elsewhere and link to it, or split the file",
            Self::NotAFile => "remove it from the folder of records",
            Self::Submodule => "keep the records in one repository; files of another one are not read",
            Self::Unreadable { .. } => "make it readable, or remove it",
        }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LinkOutside { target } => {
                write!(f, "the link leads out of the folder of records, to `{target}`")
            }
            Self::LinkBroken { target } => write!(f, "the link leads to `{target}`, where nothing is read"),
            Self::LinkLoop => f.write_str("the link leads back to itself or through too many links"),
            Self::LinksTooMany { limit } => write!(f, "links to folders list more than {limit} files again"),
            Self::NameNotUtf8 => f.write_str("the name is not UTF-8"),
            Self::NameUnusable => f.write_str("the name cannot be part of a path"),
            Self::TooLarge { size, limit } => {
                write!(f, "the file is too large: {size} bytes, and at most {limit} are read")
            }
            Self::NotAFile => f.write_str("this is neither a file nor a folder"),
            Self::Submodule => f.write_str("this is a git repository of its own"),
            Self::Unreadable { reason } => write!(f, "it cannot be read: {reason}"),
        }
    }
}
