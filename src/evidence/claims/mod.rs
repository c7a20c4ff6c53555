//! What a service claims, held against the facts: supported, contradicted, or no evidence.
//!
//! One file says nothing about what another one may add: what is absent is no evidence, never a contradiction.

mod around;
mod copies;
mod own;
mod resource;
mod runs;

use std::fmt;

use serde::{Serialize, Serializer};

use crate::finding::FieldPath;
use crate::record::Service;

pub(super) use own::{Own, Run};
pub(super) use resource::{Sign, standby};

/// How a claim stands against the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// An attribute says the same.
    Supported,
    /// An attribute says otherwise.
    Contradicted,
    /// Nothing says anything, or it is only known after apply.
    NoEvidence,
}

impl Verdict {
    /// Its words in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Contradicted => "contradicted",
            Self::NoEvidence => "no evidence",
        }
    }

    /// Supported if so, contradicted if not.
    fn of(yes: bool) -> Self {
        if yes { Self::Supported } else { Self::Contradicted }
    }
}

/// One attribute that says something about a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Proof {
    /// The file, from the folder of records.
    pub file: String,
    /// `Deployment/shop/web`, `module.db.aws_db_instance.main`.
    pub address: String,
    /// The attribute.
    pub attribute: String,
    /// Its value, or what is known of it.
    pub value: String,
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} = {}", self.address, self.attribute, self.value)
    }
}

/// Something that a service's record says about how it is built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The field that says it.
    #[serde(serialize_with = "shown")]
    pub field: FieldPath,
    /// What it says: `4 replicas in eu-1a`.
    pub says: String,
    /// How it stands.
    pub verdict: Verdict,
    /// What says so.
    pub proofs: Vec<Proof>,
}

fn shown<S: Serializer>(path: &FieldPath, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(path)
}

/// A verdict with its one proof.
type Piece = (Verdict, Proof);

/// How the pieces of one claim are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// One that supports it is enough: one of several backups.
    Any,
    /// One that contradicts it is enough: each database must have a standby.
    All,
}

/// Every claim of a service, in the order of the record.
pub(super) fn claims(service: &Service, own: &Own<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    runs::claims(service, own, &mut claims);
    copies::claims(service, own, &mut claims);
    claims
}

/// A claim out of its pieces.
fn claim(field: FieldPath, says: String, rule: Rule, pieces: Vec<Piece>) -> Claim {
    let has = |verdict| pieces.iter().any(|(one, _)| *one == verdict);
    let order = match rule {
        Rule::Any => [Verdict::Supported, Verdict::Contradicted],
        Rule::All => [Verdict::Contradicted, Verdict::Supported],
    };
    let verdict = order.into_iter().find(|verdict| has(*verdict)).unwrap_or(Verdict::NoEvidence);
    let mut proofs: Vec<Proof> =
        pieces.into_iter().filter(|(one, _)| *one == verdict).map(|(_, proof)| proof).collect();
    proofs.sort();
    proofs.dedup();
    Claim { field, says, verdict, proofs }
}
