//! A Grafana dashboard over the metrics, as the classic JSON model: every version imports it.
//!
//! A mean is only in a table, beside the median and labelled as what it is: no panel shows one as a trend.

mod panel;
mod rows;

use std::io;

use serde_json::{Value as Json, json};

use super::site::address;
use crate::text::terminal::visible_line;
use crate::workspace::Policy;
use panel::{Board, source};

/// Stays the same, so that importing again replaces.
const UID: &str = "postmortem-incidents";

/// Writes the dashboard as one JSON document to import.
pub fn dashboard(policy: &Policy, out: &mut dyn io::Write) -> io::Result<()> {
    let mut board = Board::default();
    rows::all(&mut board);
    let links: Vec<Json> = address(policy, "index.html").into_iter().map(|url| link(&url)).collect();
    let document = json!({
        "__inputs": [{
            "name": "DS_PROMETHEUS",
            "label": "Prometheus",
            "description": "where the metrics file is scraped to",
            "type": "datasource",
            "pluginId": "prometheus",
            "pluginName": "Prometheus",
        }],
        "__requires": [
            { "type": "grafana", "id": "grafana", "name": "Grafana", "version": "10.0.0" },
            { "type": "datasource", "id": "prometheus", "name": "Prometheus", "version": "1.0.0" },
        ],
        "id": null,
        "uid": UID,
        "title": visible_line(&policy.title),
        "description": "Incidents, response, targets, error budgets and what was learned. Written by postmortem.",
        "tags": ["incidents", "postmortem"],
        "timezone": "browser",
        "schemaVersion": 39,
        "version": 0,
        "editable": true,
        "graphTooltip": 1,
        "refresh": "5m",
        "time": { "from": "now-90d", "to": "now" },
        "timepicker": {},
        "annotations": { "list": [] },
        "links": links,
        "templating": { "list": [
            variable("severity", "Severity", "postmortem_open_incidents"),
            variable("service", "Service", "postmortem_availability_ratio"),
        ] },
        "panels": board.panels(),
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn link(url: &str) -> Json {
    json!({
        "title": "Records and statistics",
        "type": "link",
        "icon": "external link",
        "url": url,
        "targetBlank": true,
        "tags": [],
    })
}

/// A choice of values of a label; all of them at first.
fn variable(name: &str, label: &str, metric: &str) -> Json {
    let query = format!("label_values({metric}, {name})");
    json!({
        "name": name,
        "label": label,
        "type": "query",
        "datasource": source(),
        "definition": query,
        "query": { "query": query, "refId": "values" },
        "refresh": 2,
        "sort": 1,
        "multi": true,
        "includeAll": true,
        "allValue": ".*",
        "current": { "selected": true, "text": ["All"], "value": ["$__all"] },
        "options": [],
        "regex": "",
        "hide": 0,
    })
}
