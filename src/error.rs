//! The one error type: the job itself cannot be done.
//!
//! Bad user data is never an [`Error`]; it is a finding (or a [`crate::source::Problem`] on its way to one).
//! Every variant carries where it happened and what happened, and [`Error::help`] gives the next step.
//! Names stand in the messages as the user wrote them: whoever prints an error makes them safe for a terminal.

mod help;

use std::io;
use std::path::PathBuf;

use crate::text::counted;

/// The result of a job that may be impossible.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the job itself cannot be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No folder of records was found by walking up.
    #[error("no incidents folder in `{}` or in any folder above it", from.display())]
    NoFolder {
        /// Where the search began.
        from: PathBuf,
    },
    /// The path that should be a folder is missing or something else.
    #[error("there is no folder `{}`", path.display())]
    NotAFolder {
        /// The path as it was given.
        path: PathBuf,
    },
    /// The system refused to read.
    #[error("cannot read `{}`: {}", path.display(), reason(cause))]
    Read {
        /// What was read.
        path: PathBuf,
        /// The system's answer.
        cause: io::Error,
    },
    /// The system refused to write, rename or remove.
    #[error("cannot write `{}`: {}", path.display(), reason(cause))]
    Write {
        /// What was written.
        path: PathBuf,
        /// The system's answer.
        cause: io::Error,
    },
    /// A file is not what it was when it was read.
    #[error("`{}` has changed since it was read, and is left as it is", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A file that its owner does not want to be written.
    #[error("`{}` is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// A file that is reached through a link.
    #[error("`{path}` is reached through a link, and links are not written through")]
    Linked {
        /// The path among the records.
        path: String,
    },
    /// The folder is too large to be a folder of records.
    #[error("`{place}` holds more than {limit} files and folders")]
    TooManyFiles {
        /// The folder or revision that was listed.
        place: String,
        /// How many are read at most.
        limit: usize,
    },
    /// A revision was asked for outside any repository.
    #[error("no git repository in `{}` or in any folder above it", start.display())]
    NoRepository {
        /// Where the search began.
        start: PathBuf,
    },
    /// Git refuses a repository that another user owns.
    #[error("the git repository at `{}` belongs to another user and is not read", path.display())]
    ForeignRepository {
        /// The repository.
        path: PathBuf,
    },
    /// The repository is there and cannot be used.
    #[error("cannot read the git repository at `{}`: {what}", path.display())]
    Repository {
        /// The repository.
        path: PathBuf,
        /// What git says.
        what: String,
        /// The next step.
        hint: String,
    },
    /// The revision does not name a commit.
    #[error("no commit `{rev}` in the git repository at `{}`", path.display())]
    UnknownRevision {
        /// The repository.
        path: PathBuf,
        /// The revision as it was given.
        rev: String,
        /// The next step.
        hint: String,
    },
    /// Two revisions do not meet in the history that is here.
    #[error("no common ancestor of `{base}` and `{head}` in the git repository at `{}`", path.display())]
    NoMergeBase {
        /// The repository.
        path: PathBuf,
        /// The base as it was given.
        base: String,
        /// What it is compared with.
        head: String,
        /// The next step.
        hint: String,
    },
    /// A sparse checkout leaves out files of the folder of records.
    #[error("the sparse checkout at `{}` leaves out {} of the folder of records", path.display(), counted(*count, "file"))]
    SparseCheckout {
        /// The repository.
        path: PathBuf,
        /// How many files are not there.
        count: usize,
    },
    /// The commit has no such folder.
    #[error("no folder `{root}` in revision `{rev}`")]
    NoFolderInRevision {
        /// The revision as it was given.
        rev: String,
        /// The folder as it was given, or the default name.
        root: String,
    },
    /// The output folder is the folder of records or holds it.
    #[error("the output folder `{}` would hold the records in `{}`", output.display(), root.display())]
    OutputOverRecords {
        /// The output folder.
        output: PathBuf,
        /// The folder of records.
        root: PathBuf,
    },
    /// The output folder lies among the records and holds files of somebody else.
    #[error("the output folder `{}` lies among the records and is not an earlier build", output.display())]
    OutputAmongRecords {
        /// The output folder.
        output: PathBuf,
    },
    /// A path that must not be written.
    #[error("the output path `{path}` is refused: {why}")]
    OutputPath {
        /// The path as it was produced.
        path: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A link or a file stands where the output needs a folder of its own.
    #[error("`{}` in the output folder is not a folder of its own", path.display())]
    OutputNotAFolder {
        /// The link or the file.
        path: PathBuf,
    },
    /// A file that no build made stands where one belongs.
    #[error("`{}` was not written by an earlier build, and would be replaced", path.display())]
    OutputStranger {
        /// The file.
        path: PathBuf,
    },
    /// Two results want the same file.
    #[error("two different results would be written to `{path}` and `{other}`")]
    OutputCollision {
        /// The later path.
        path: String,
        /// The earlier path; it differs in case at most.
        other: String,
    },
    /// A template, built in or the user's, cannot be used.
    #[error("`templates/{name}`{}: {what}", place(*at))]
    Template {
        /// Its name.
        name: String,
        /// Line and column, both from 1, where known.
        at: Option<(usize, usize)>,
        /// What is wrong with it.
        what: String,
    },
    /// What the readers may not see was about to be written.
    #[error("nothing is written, because {audience} readers would see what they may not: {}", places.join("; "))]
    Leak {
        /// Who reads the output.
        audience: &'static str,
        /// Which artefact says which field of which record; never what it says.
        places: Vec<String>,
    },
    /// The list of an earlier build is not ours.
    #[error("`{}` is not a list of built files this version can read", path.display())]
    Manifest {
        /// The list.
        path: PathBuf,
    },
}

fn place(at: Option<(usize, usize)>) -> String {
    at.map_or_else(String::new, |(line, column)| format!(", line {line}, column {column}"))
}

/// The system's answer in the tone of our messages: lower case, without the error number.
pub(crate) fn reason(cause: &io::Error) -> String {
    let text = cause.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_read_like_ours() {
        let cause = io::Error::from_raw_os_error(13);
        let error = Error::Read { path: "a/b.yaml".into(), cause };
        assert_eq!(error.to_string(), "cannot read `a/b.yaml`: permission denied");
        assert!(error.help().unwrap().contains("ls -ld"));
    }

    #[test]
    fn help_names_the_command_that_mends() {
        let error = Error::ForeignRepository { path: "/srv/repo".into() };
        assert!(error.help().unwrap().contains("safe.directory '/srv/repo'"));
    }
}
