//! What is read of other people's manifests, plans and playbooks is what somebody saw in them who read them by eye.

mod ansible;
mod claims;
mod hostile;
mod kubernetes;
mod secrets;
mod terraform;

use std::fs;
use std::path::PathBuf;

use postmortem::evidence::{Holds, read};
use serde::de::DeserializeOwned;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/evidence")
}

/// A table written by eye.
fn table<T: DeserializeOwned>(name: &str) -> T {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

/// The files of one kind of samples.
fn samples(kind: &str) -> Vec<(String, Holds)> {
    let mut files: Vec<_> = fs::read_dir(folder().join("samples").join(kind))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let holds = read(&name, &fs::read(&path).unwrap());
            (name, holds)
        })
        .collect()
}
