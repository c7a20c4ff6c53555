//! Where an alert is, for findings about it.

use crate::alerts::Alert;
use crate::finding::{Finding, Place, at};
use crate::source::SETTINGS;
use crate::workspace::Workspace;

/// How many alert rules there are.
pub(in crate::rule) fn count(workspace: &Workspace) -> usize {
    workspace.alerts.alerts.len()
}

/// A finding about an alert: at its name, or, where its file lies outside the folder, at the setting that leads there.
pub(in crate::rule) fn about(
    workspace: &Workspace,
    rule: &'static str,
    alert: &Alert,
    message: &str,
) -> Finding {
    if workspace.files.contains(&alert.file) {
        return Finding::new(rule, &alert.file, Place::Bytes(alert.span.clone()), message);
    }
    let message = format!("`{}`, line {}: {message}", alert.file, alert.line);
    Finding::new(rule, SETTINGS, setting(workspace, &alert.file), message)
}

/// The setting that leads to a file.
pub(in crate::rule) fn setting(workspace: &Workspace, file: &str) -> Place {
    let settings =
        workspace.settings.iter().flat_map(|settings| settings.data.alert_rules.iter().enumerate());
    let leads = |path: &str| {
        let path = path.trim_end_matches('/');
        file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let found = settings.into_iter().find(|(_, path)| leads(path));
    found.map_or_else(|| at("alert_rules").into(), |(i, _)| at("alert_rules").item(i).into())
}
