//! The next step for each error, so that nobody has to look it up at 3 a.m.

use std::io;
use std::path::Path;

use super::Error;

impl Error {
    /// The next step, where one is known.
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::NoFolder { .. } => {
                "run `postmortem init` to start one here, or pass `--root DIR`".to_owned()
            }
            Self::NotAFolder { .. } => "pass the folder that holds the records with `--root DIR`".to_owned(),
            Self::Read { cause, .. } | Self::Write { cause, .. } => return system_help(cause).map(str::to_owned),
            Self::Changed { .. } => "save what is open in an editor, then run it again".to_owned(),
            Self::ReadOnly { .. } => "make it writable, or name the files to fix: `postmortem check PATH --fix`".to_owned(),
            Self::Linked { .. } => {
                "run it where the file itself is, or name the files to fix: `postmortem check PATH --fix`".to_owned()
            }
            Self::TooManyFiles { .. } => "pass the folder of records itself with `--root DIR`".to_owned(),
            Self::NoRepository { .. } => {
                "run it inside a clone; without `--rev` and `--base` the files are read as they are".to_owned()
            }
            Self::ForeignRepository { path } => trust(path),
            Self::Repository { hint, .. }
            | Self::UnknownRevision { hint, .. }
            | Self::NoMergeBase { hint, .. } => hint.clone(),
            Self::SparseCheckout { .. } => {
                "run `git sparse-checkout disable`, or add the folder with `git sparse-checkout add DIR`"
                    .to_owned()
            }
            Self::NoFolderInRevision { .. } => {
                "with `--rev`, `--root DIR` is a path from the top of the repository; `git ls-tree -d REV` lists them"
                    .to_owned()
            }
            Self::OutputOverRecords { .. } => "pass a folder of its own, such as `--output site`".to_owned(),
            Self::OutputAmongRecords { .. } => {
                "pass a folder that does not exist yet, or empty this one first".to_owned()
            }
            Self::OutputPath { .. } => "rename the record or the file this path comes from".to_owned(),
            Self::OutputNotAFolder { .. } => "remove it, or pass another folder with `--output DIR`".to_owned(),
            Self::OutputStranger { .. } => {
                "choose an empty folder with `--output DIR`, or remove what is there".to_owned()
            }
            Self::OutputCollision { path, other } if path == other => {
                "give one of the two another id or file name".to_owned()
            }
            Self::OutputCollision { .. } => {
                "give one of the two a name that differs in more than upper and lower case".to_owned()
            }
            Self::Template { .. } => {
                "mend the file, or delete it from `templates/` to have the built-in one again".to_owned()
            }
            Self::Leak { .. } => {
                "take it out of the template, the attachment or the text that repeats it, or let these readers see the field \
                 itself with `visibility`"
                    .to_owned()
            }
            Self::Manifest { .. } => {
                "delete it to go on; files of earlier builds then stay until you remove them".to_owned()
            }
        };
        Some(text)
    }
}

fn trust(path: &Path) -> String {
    format!("if you trust it, run `git config --global --add safe.directory '{}'`", path.display())
}

fn system_help(cause: &io::Error) -> Option<&'static str> {
    match cause.kind() {
        io::ErrorKind::PermissionDenied => Some("check its owner and mode with `ls -ld`"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some("make room, then run it again"),
        io::ErrorKind::ReadOnlyFilesystem => Some("pass a folder that can be written with `--output DIR`"),
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => Some(
            "a file stands where a folder belongs: remove it, or pass another folder with `--output DIR`",
        ),
        io::ErrorKind::IsADirectory => {
            Some("a folder stands where a file belongs: pass another name, or rename the record")
        }
        _ => None,
    }
}
