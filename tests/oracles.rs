//! Compares numbers and critical paths with what `SciPy`, `lifelines`, `statsmodels`, `NumPy` and `networkx` recorded in
//! `tests/oracles/*.json`.
//!
//! Each recording names the files it came from by their FNV-1a hash, so that none is edited without the others;
//! `.ci/run` computes the numbers again.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]

#[path = "oracles/comparisons.rs"]
mod comparisons;
#[path = "oracles/counts.rs"]
mod counts;
#[path = "oracles/durations.rs"]
mod durations;
#[path = "oracles/paths.rs"]
mod paths;
#[path = "oracles/survival.rs"]
mod survival;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// How far apart two numbers may be, relative to the recorded one.
const TOLERANCE: f64 = 1e-9;

/// The scripts and their recordings.
const SCRIPTS: [&str; 5] = ["comparisons", "counts", "durations", "paths", "survival"];

/// All recordings together are at most so many bytes.
const LARGEST: u64 = 600_000;

/// The end of an interval that may not exist, before it is known to.
type End = Option<f64>;

#[derive(Deserialize)]
struct Head {
    inputs_fnv1a64: String,
}

fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles").join(name)
}

fn recording<T: DeserializeOwned>(script: &str) -> T {
    serde_json::from_slice(&std::fs::read(beside(&format!("{script}.json"))).unwrap()).unwrap()
}

/// FNV-1a, 64 bits: xor each byte, multiply by the prime. Without carriage returns, which a checkout may add.
fn fnv1a64(bytes: &[u8]) -> u64 {
    let plain = bytes.iter().filter(|&&byte| byte != b'\r');
    plain.fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Both missing, or both there and as close as agreed; a recorded 0 is met to the last digits of numbers near 1.
fn same(what: &str, got: Option<f64>, expected: Option<f64>) {
    let close = match (got, expected) {
        (Some(got), Some(expected)) => (got - expected).abs() <= f64::max(TOLERANCE * expected.abs(), 1e-14),
        (None, None) => true,
        _ => false,
    };
    assert!(close, "{what}: {got:?}, recorded {expected:?}");
}

#[test]
fn each_recording_belongs_to_its_script() {
    assert_eq!(fnv1a64(b"foobar"), 0x8594_4171_f739_67e8, "the published test vector");
    let mut size = 0;
    for script in SCRIPTS {
        let inputs: Vec<u8> = [&format!("{script}.py"), "recording.py", "requirements.txt"]
            .iter()
            .flat_map(|file| std::fs::read(beside(file)).unwrap())
            .collect();
        assert_eq!(
            recording::<Head>(script).inputs_fnv1a64,
            format!("{:016x}", fnv1a64(&inputs)),
            "{script}.py or what it needs was edited: run it again"
        );
        size += std::fs::metadata(beside(&format!("{script}.json"))).unwrap().len();
    }
    assert!(size < LARGEST, "the recordings have {size} bytes");
}
