//! A folder of incidents with all that statistics must tell apart: known, imprecise, unknown, open, excluded, not counted.

use std::fmt::Write as _;
use std::path::Path;

use super::write;

/// How many incidents of ours there are.
pub(crate) const OURS: usize = 60;

/// Writes the folder.
pub(crate) fn records(folder: &Path) {
    let settings = "format: 1\nseverities:\n  P0: {targets: {acknowledge: 5m, mitigate: 1h, resolve: 4h}}\n  P1: {targets: {resolve: 8h}}\n";
    write(folder, "incidents/postmortem.yaml", settings);
    write(folder, "incidents/services/payments.yaml", "id: payments\naliases: [pay]\n");
    write(folder, "incidents/services/web.yaml", "id: web\n");
    for i in 0..OURS {
        let mut text = format!("id: INC-{i}\nkind: {}\n", if i % 11 == 3 { "security" } else { "incident" });
        text.push_str("visibility: {record: internal}\n");
        if i % 13 != 5 {
            let _ = writeln!(text, "severity: P{}", i * 7 % 4);
        }
        text.push_str(["services: [pay]\n", "services: [web, payments]\n", ""][i % 3]);
        if i % 9 == 4 {
            text.push_str("severity_changes: [{at: \"2026-05-01T00:20:00Z\", from: P3, to: P1}]\n");
        }
        let day = 1 + i % 28;
        let at = |seconds: usize| {
            let (days, rest) = (seconds / 86_400, seconds % 86_400);
            format!(
                "2026-05-{:02}T{:02}:{:02}:{:02}Z",
                day.min(20) + days,
                rest / 3_600,
                rest / 60 % 60,
                rest % 60
            )
        };
        // Some lengths on purpose more than once, and one giant.
        let length = [600, 900, 3_600, 7_200, 14_400, 14_400, 28_801, 61][i % 8]
            + if i == 17 { 700_000 } else { i / 8 * 60 };
        let mut times = format!("times:\n  started: {}\n  detected: {}\n", at(0), at(120));
        if i == 22 {
            // Minutes before now: nothing is late yet.
            times = "times:\n  started: 2026-11-20T15:27:00Z\n  detected: 2026-11-20T15:28:00Z\n".into();
        }
        match i % 10 {
            // Open: censored.
            2 | 6 => {
                let _ = writeln!(text, "status: {}", if i % 4 == 2 { "responding" } else { "detected" });
            }
            4 => {
                let _ = writeln!(times, "  acknowledged: unknown\n  mitigated: unknown\n  resolved: unknown");
                text.push_str("status: closed\n");
            }
            // Imprecise.
            5 => {
                let _ = writeln!(times, "  acknowledged: {}\n  resolved: ~{}", at(400), at(length + 4_000));
                text.push_str("status: closed\n");
            }
            // It ends before it begins.
            7 if i == 27 => {
                times = format!("times:\n  started: {}\n  resolved: {}\n", at(9_000), at(0));
                text.push_str("status: closed\n");
            }
            _ => {
                let _ = writeln!(
                    times,
                    "  acknowledged: {}\n  mitigated: {}\n  resolved: {}",
                    at(120 + i * 20),
                    at(length / 2 + 200),
                    at(length)
                );
                text.push_str("status: closed\n");
            }
        }
        text.push_str(&times);
        let _ = writeln!(
            text,
            "actions: [{{id: A-1, title: t, owner: team-{}, state: {}, due: 2026-0{}-15}}]",
            i % 3,
            ["committed", "done", "proposed"][i % 3],
            6 + i % 2
        );
        write(folder, &format!("incidents/2026/INC-{i}.yaml"), &text);
    }
    let times = "times: {started: \"2026-05-01T00:00:00Z\", detected: \"2026-05-01T00:01:00Z\", resolved: \"2026-05-09T00:00:00Z\"}\n";
    for (id, what) in [
        ("C-1", "status: cancelled\ncancelled: {reason: a test}\n"),
        ("D-1", "status: duplicate\nduplicate: {of: INC-1}\n"),
        ("N-1", "kind: near-miss\n"),
        ("M-1", "kind: maintenance\n"),
    ] {
        write(
            folder,
            &format!("incidents/2026/{id}.yaml"),
            &format!("id: {id}\nseverity: P1\n{what}{times}"),
        );
    }
    write(folder, "incidents/library/X-1.yaml", &format!("id: X-1\norganisation: elsewhere\n{times}"));
    write(
        folder,
        "incidents/drills/d.yaml",
        "id: d\ndate: 2026-05-05\nresults: [{service: pay, recovery_time: 20m, passed: true}]\n",
    );
}
