//! `docs/metrics.md`: how to write and read the metrics, every family and every alert.

use std::fmt::Write as _;

use super::alerts::alerts;
use super::{Label, families};
use crate::record::Settings;
use crate::workspace::Policy;

/// The documentation of metrics, alerts and dashboard as Markdown.
pub fn docs() -> String {
    let mut out = String::from(HEAD);
    out.push_str("| metric | labels | meaning |\n| --- | --- | --- |\n");
    for family in families() {
        let labels: Vec<String> = family.labels.iter().map(|label| format!("`{}`", label.name)).collect();
        let _ = writeln!(out, "| `{}` | {} | {} |", family.name, labels.join(", "), family.help);
    }
    out.push_str("\nValues of labels:\n\n");
    labels(&mut out);
    out.push_str(ALERTS);
    let mut last = "";
    for alert in alerts(&Policy::new(&Settings::default())) {
        if alert.name != last {
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} |",
                alert.name, alert.when, alert.lasting, alert.severity
            );
        }
        last = alert.name;
    }
    out.push_str(TAIL);
    out
}

/// What each label says, once where it says the same everywhere.
fn labels(out: &mut String) {
    let mut found: Vec<(Label, Vec<&str>)> = Vec::new();
    for family in families() {
        for &label in family.labels {
            match found.iter_mut().find(|(other, _)| *other == label) {
                Some((_, names)) => names.push(family.name),
                None => found.push((label, vec![family.name])),
            }
        }
    }
    for (label, names) in &found {
        let alike = found.iter().filter(|(other, _)| other.name == label.name).count() == 1;
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let of = if alike { String::new() } else { format!(" of {}", names.join(", ")) };
        let _ = writeln!(out, "- `{}`{of}: {}", label.name, label.values);
    }
}

const HEAD: &str = "# Metrics, alerts and a dashboard

<!-- Written from the list of metrics by a test; run `UPDATE_DOCS=1 cargo test --test docs` after changing it. -->

`postmortem stats --format openmetrics` writes the statistics as gauges for Prometheus. The file is OpenMetrics 1.0 and at
the same time the older text format, so the textfile collector of `node_exporter` reads it as it is.

## Writing the file

The collector reads every `*.prom` in one folder. `--output` replaces the file whole or not at all, so a scrape never sees
half of it. From cron, every five minutes:

```text
*/5 * * * *  postmortem stats --quiet --root /srv/incidents --format openmetrics --output /var/lib/node_exporter/postmortem.prom
```

Or as a systemd service with a timer:

```ini
# /etc/systemd/system/postmortem-metrics.service
[Service]
Type=oneshot
ExecStartPre=git -C /srv/incidents pull --quiet --ff-only
ExecStart=postmortem stats --quiet --root /srv/incidents --format openmetrics --output /var/lib/node_exporter/postmortem.prom

# /etc/systemd/system/postmortem-metrics.timer
[Timer]
OnCalendar=*:0/5
[Install]
WantedBy=timers.target
```

With `--rev origin/main` the records are read from git, and nothing has to be checked out. The numbers cover all records,
restricted ones too: they are counts and durations, without ids, titles or names of people. Filters do not go with
this format: alerts and dashboard are about everything.

## What is in it

- A number that is not known is not there: a group without incidents has no median, and never one of 0. A count of 0 is
  there where it is known to be 0.
- The bytes depend on the day only, in the zone of the settings: what is late was late as the day began. How long something
  has been going on is for Prometheus to say: `time() - postmortem_oldest_open_incident_timestamp_seconds`.
- Severities and services are the only names. Control and bidirectional characters in them are written as `\\u{202e}`.
- A mean is given because people ask for it. Compare medians, with their intervals.
- `…_total` and other counters are missing on purpose: a record that is corrected may lower a number.

";

const ALERTS: &str = "
## Alert rules

`postmortem export prometheus-rules --output postmortem.rules.yaml` writes a rule file over these metrics. With `url` in the
settings each alert has a `runbook_url`: the page of the site that helps. The label `severity` of an alert says how loud it
is; the severity of the incident is `incident_severity`.

| alert | fires when | for | severity |
| --- | --- | --- | --- |
";

const TAIL: &str = "
`PostmortemIncidentOpen` is a warning for the second of the two severities. `PostmortemMetricsStale` uses
`node_textfile_mtime_seconds` of the collector; with a timer that runs less often than every hour, raise its number.

## Dashboard

`postmortem export grafana-dashboard --output dashboard.json` writes a dashboard over the same metrics. In Grafana: *Dashboards*,
*New*, *Import*, upload the file, choose the Prometheus data source. Its `uid` stays the same, so importing a newer one
replaces it. A folder that Grafana provisions has no such question to ask: put the `uid` of your data source in place of
`${DS_PROMETHEUS}` there, as in

```sh
sed 's/${DS_PROMETHEUS}/my-prometheus/' dashboard.json > /etc/grafana/dashboards/postmortem.json
```
";
