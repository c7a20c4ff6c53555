//! Incidents as code: records, findings, numbers, recovery plans and the pages made of them.

pub mod alerts;
pub mod cli;
pub mod diff;
pub mod error;
pub mod evidence;
pub mod export;
pub mod finding;
pub mod fix;
pub mod history;
pub mod leak;
pub mod lsp;
pub mod metrics;
pub mod numbers;
pub mod output;
pub mod record;
pub mod recovery;
pub mod rule;
pub mod runbook;
pub mod serve;
pub mod similar;
pub mod site;
pub mod source;
pub mod stats;
pub mod text;
pub mod time;
pub mod workspace;
pub mod yaml;

pub use error::{Error, Result};
