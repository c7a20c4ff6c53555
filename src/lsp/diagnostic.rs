//! Findings as an editor shows them.

use std::collections::BTreeMap;

use gen_lsp_types as lsp;

use super::client::Client;
use super::document::Document;
use crate::finding::{Level, Located, Report, Spot};
use crate::text::terminal::visible;

/// Every finding of a report by its file, in the report's order; `uri` names a file to the client.
pub(super) fn by_file(
    report: Report,
    client: Client,
    uri: impl Fn(&str) -> lsp::Uri,
) -> BTreeMap<String, Vec<lsp::Diagnostic>> {
    let texts = report.texts.into_iter().map(|(file, text)| (file, Document::new(text)));
    let texts: BTreeMap<String, Document> = texts.collect();
    let range = |file: &str, spot: Option<&Spot>| match spot.zip(texts.get(file)) {
        Some((spot, document)) => document.range(&spot.bytes, client.encoding),
        None => lsp::Range::default(),
    };
    let mut found: BTreeMap<String, Vec<lsp::Diagnostic>> = BTreeMap::new();
    for located in &report.findings {
        let finding = &located.finding;
        let related = finding.second.as_ref().map(|label| {
            let file = label.file.as_ref().unwrap_or(&finding.file);
            let location = lsp::Location { uri: uri(file), range: range(file, located.second.as_ref()) };
            lsp::DiagnosticRelatedInformation { location, message: visible(&label.text).into_owned() }
        });
        found.entry(finding.file.clone()).or_default().push(lsp::Diagnostic {
            range: range(&finding.file, located.spot.as_ref()),
            severity: Some(match located.level {
                Level::Error => lsp::DiagnosticSeverity::Error,
                Level::Warning => lsp::DiagnosticSeverity::Warning,
                Level::Note => lsp::DiagnosticSeverity::Information,
            }),
            code: Some(finding.rule.to_owned().into()),
            source: Some("postmortem".into()),
            message: message(located).into(),
            related_information: related.filter(|_| client.related_information).map(|related| vec![related]),
            ..Default::default()
        });
    }
    found
}

/// What is wrong and, on a line of its own, the next step.
fn message(located: &Located) -> String {
    let finding = &located.finding;
    let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}"));
    visible(&(finding.message.clone() + &help.unwrap_or_default())).into_owned()
}
