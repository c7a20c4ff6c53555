//! Findings as an editor shows them.

use std::collections::BTreeMap;

use gen_lsp_types as lsp;

use serde_json::{Value, json};

use super::client::Client;
use super::document::Document;
use crate::finding::{Level, Located, Report, Spot};
use crate::fix::{Splice, plan};
use crate::text::terminal::visible;

/// Every finding of a report by its file, in the report's order; `uri` names a file to the client.
pub(super) fn by_file(
    report: Report,
    client: Client,
    uri: impl Fn(&str) -> lsp::Uri,
) -> BTreeMap<String, Vec<lsp::Diagnostic>> {
    let fixes = plan(&report);
    let texts = report.texts.into_iter().map(|(file, text)| (file, Document::new(text)));
    let texts: BTreeMap<String, Document> = texts.collect();
    let range = |file: &str, spot: Option<&Spot>| match spot.zip(texts.get(file)) {
        Some((spot, document)) => document.range(&spot.bytes, client.encoding),
        None => lsp::Range::default(),
    };
    let mut found: BTreeMap<String, Vec<lsp::Diagnostic>> = BTreeMap::new();
    for (located, splices) in report.findings.iter().zip(fixes) {
        let finding = &located.finding;
        let fix = finding.fix.as_ref().zip(splices).zip(texts.get(&finding.file));
        let fix = fix.map(|((fix, splices), document)| {
            let edit = |(bytes, text): Splice| {
                json!({ "range": document.range(&bytes, client.encoding), "newText": text })
            };
            let edits: Vec<Value> = splices.into_iter().map(edit).collect();
            json!({ "title": visible(&fix.does), "edits": edits })
        });
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
            data: fix,
            ..Default::default()
        });
    }
    found
}

/// The quick fixes of the findings in a range, as they were when these were shown.
pub(super) fn quick_fixes(shown: &[lsp::Diagnostic], range: lsp::Range, uri: &lsp::Uri) -> Vec<Value> {
    let here = shown.iter().filter(|found| found.range.start <= range.end && range.start <= found.range.end);
    let actions = here.filter_map(|found| {
        let fix = found.data.as_ref()?;
        Some(json!({
            "title": fix["title"],
            "kind": "quickfix",
            "diagnostics": [found],
            "edit": { "changes": { &uri.0: fix["edits"] } },
        }))
    });
    actions.collect()
}

/// What is wrong and, on a line of its own, the next step.
fn message(located: &Located) -> String {
    let finding = &located.finding;
    let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}"));
    visible(&(finding.message.clone() + &help.unwrap_or_default())).into_owned()
}
