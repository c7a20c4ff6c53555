//! What one service's infrastructure files show of its claims, as text.

use std::io::{self, Write};

use crate::evidence::ansible::{Branch, Risk, Step};
use crate::recovery::ServicePlan;
use crate::text::counted;
use crate::text::table::{Table, heading, line, paragraph};

pub(super) fn claims(service: &ServicePlan<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let shown = &service.evidence;
    if !shown.claims.is_empty() {
        heading("Evidence", color, out)?;
        paragraph(
            "from configuration only: that an objective is met is shown by drills and incidents",
            0,
            out,
        )?;
        for claim in &shown.claims {
            let proofs: Vec<String> = claim.proofs.iter().map(ToString::to_string).collect();
            let shown = if proofs.is_empty() { String::new() } else { format!(" by {}", proofs.join("; ")) };
            paragraph(&line(&format!("- {}: {}{shown}", claim.says, claim.verdict.word())), 2, out)?;
        }
    }
    if !shown.points.is_empty() {
        heading("Single points of failure", color, out)?;
        for point in &shown.points {
            let text = format!("- {} {} ({})", service.id, point.kind.text(), point.proof);
            paragraph(&line(&text), 2, out)?;
        }
    }
    if !shown.unread.is_empty() {
        let kinds: Vec<String> =
            shown.unread.iter().map(|(kind, count)| format!("{kind} ({count})")).collect();
        paragraph(&format!("in these files, but of no kind that is read: {}", kinds.join(", ")), 0, out)?;
    }
    for one in &shown.playbooks {
        heading(&line(&format!("Playbook {}", one.file)), color, out)?;
        paragraph(&line(&format!("try it without a change: {}", one.command)), 0, out)?;
        let mut number = 0;
        for play in &one.playbook.plays {
            let import = play.import.as_ref().map(|file| format!("the plays of {file}"));
            let name = play.name.clone().or(import).unwrap_or_else(|| "a play".into());
            let serial =
                play.serial.as_ref().map_or_else(String::new, |serial| format!(", {serial} at a time"));
            paragraph(&line(&format!("{name}, on {}{serial}", play.hosts)), 0, out)?;
            let mut table = Table::new(&["STEP", "WHAT", "RISK", "IF", "TAGS"]);
            for step in &play.steps {
                number += 1;
                table.row(&[
                    number.to_string(),
                    title(step),
                    risk(step),
                    step.when.join(" and "),
                    step.tags.join(", "),
                ]);
            }
            if !play.steps.is_empty() {
                table.write(out)?;
            }
        }
        let all = one.playbook.plays.iter().flat_map(|play| &play.steps);
        let (real, harm) = (
            all.clone().filter(|step| step.real).count(),
            all.filter(|step| step.risk == Risk::Destructive).count(),
        );
        let real =
            if real == 0 { String::new() } else { format!("; {} for real even with --check", runs(real)) };
        paragraph(&format!("{}{real}", counted(harm, "destructive step")), 0, out)?;
    }
    Ok(())
}

fn runs(count: usize) -> String {
    if count == 1 { "1 step runs".into() } else { format!("{count} steps run") }
}

fn title(step: &Step) -> String {
    let title = step.title();
    match step.branch {
        Branch::Main => title,
        Branch::Rescue => format!("{title} (only after a failure)"),
        Branch::Always => format!("{title} (in any case)"),
    }
}

fn risk(step: &Step) -> String {
    let real = if step.real { ", for real even with --check" } else { "" };
    format!("{}{real}", step.risk.word())
}
