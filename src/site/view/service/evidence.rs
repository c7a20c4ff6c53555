//! What the infrastructure files of a service show of its claims, and the steps of its playbooks.

use super::super::super::document::{Block, Callout, Cell};
use super::super::{cell, head, list, number};
use super::Subject;
use crate::evidence::ansible::{Branch, Play, Risk, Step};
use crate::evidence::{Claim, Shown, Verdict};
use crate::site::template::Safe;

impl Subject<'_, '_> {
    /// Each claim with its verdict and what says so.
    pub(super) fn claims(&self, shown: &Shown<'_>) -> Vec<Block> {
        let pen = self.pen;
        let rows = shown.claims.iter().map(|claim| self.claim(claim)).collect();
        let columns = ["claim", "verdict", "shown_by"];
        let mut blocks: Vec<Block> = pen.plain_table("infrastructure", &columns, rows).into_iter().collect();
        if !blocks.is_empty() {
            blocks.push(Block::Prose(pen.paragraph(&pen.text(pen.word("from_configuration")))));
        }
        if !shown.unread.is_empty() {
            let kinds: Vec<String> =
                shown.unread.iter().map(|(kind, count)| format!("{kind} ({count})")).collect();
            let text = pen.index.words.around("not_read", &pen.index.words.list(&kinds));
            blocks.push(Block::Prose(pen.paragraph(&pen.text(&text))));
        }
        if !shown.points.is_empty() {
            blocks.push(Block::Heading(pen.word("single_points").to_owned()));
            let points = shown.points.iter().map(|point| {
                let proof = &point.proof;
                let words = &pen.index.words;
                let kind = words.said(point.kind.text());
                let kind = kind.as_deref().unwrap_or(point.kind.text());
                let colon = words.get("colon").trim_end();
                let what = pen.text(&format!("{} {kind}{colon}", self.name()));
                pen.join([what, pen.code(&proof.to_string()), pen.text(&format!("({})", proof.file))], " ")
            });
            blocks.extend(list(points.collect()));
        }
        blocks
    }

    fn claim(&self, claim: &Claim) -> Vec<Cell> {
        let pen = self.pen;
        let (class, verdict) = match claim.verdict {
            Verdict::Supported => ("ok", "evidence-supported"),
            Verdict::Contradicted => ("bad", "evidence-contradicted"),
            Verdict::NoEvidence => ("", "evidence-no-evidence"),
        };
        // Columns of their own for address, value and file would not fit beside one another.
        let by = claim.proofs.iter().map(|proof| {
            // Values are those of the files; only what is said of containers is our own.
            let ours = proof.value.starts_with("in ");
            let value = if ours { pen.said(&proof.value) } else { pen.text(&proof.value) };
            let value = pen.join([pen.text("="), value], " ");
            let place = pen.small(&pen.index.words.list([&proof.address, &proof.file]));
            pen.join([pen.code(&proof.attribute), value, place], " ")
        });
        vec![
            head(pen.join([pen.said(&claim.says), pen.small(&claim.field.to_string())], " ")),
            cell(pen.tag(class, pen.word(verdict))),
            cell(pen.join(by, "; ")),
        ]
    }

    /// The playbooks as steps in the order in which they run.
    pub(super) fn playbooks(&self, shown: &Shown<'_>) -> Vec<Block> {
        let pen = self.pen;
        let mut blocks = Vec::new();
        for one in &shown.playbooks {
            blocks.push(Block::Heading(one.file.to_owned()));
            let command = pen.join([pen.text(pen.word("try_out")), pen.code(&one.command)], " ");
            blocks.push(Block::Prose(pen.paragraph(&command)));
            let steps = || one.playbook.plays.iter().flat_map(|play| &play.steps);
            if steps().any(|step| step.real) {
                blocks.push(Block::Callout(Callout {
                    class: "warning",
                    title: pen.word("for_real").to_owned(),
                    text: pen.text(pen.word("real_steps")),
                }));
            }
            let mut count = 0;
            let rows = one.playbook.plays.iter().flat_map(|play| {
                let rows: Vec<Vec<Cell>> = play
                    .steps
                    .iter()
                    .map(|step| {
                        count += 1;
                        self.step(count, play, step)
                    })
                    .collect();
                if rows.is_empty() {
                    play.import.iter().map(|file| self.imported(file)).collect()
                } else {
                    rows
                }
            });
            let columns = ["step_number#", "step", "on_hosts", "risk", "condition", "tags"];
            blocks.extend(pen.plain_table("playbooks", &columns, rows.collect()));
        }
        blocks
    }

    fn imported(&self, file: &str) -> Vec<Cell> {
        let pen = self.pen;
        let none = || cell(Safe::default());
        vec![
            number(Safe::default()),
            head(pen.code(&format!("import_playbook: {file}"))),
            none(),
            none(),
            none(),
            none(),
        ]
    }

    fn step(&self, count: usize, play: &Play, step: &Step) -> Vec<Cell> {
        let pen = self.pen;
        let title = step.name.as_ref().map_or_else(Safe::default, |name| pen.text(name));
        let arguments =
            if step.arguments.is_empty() { String::new() } else { format!(": {}", step.arguments) };
        let what = format!("{}{arguments}", step.module);
        // A step without a name is known by what it does.
        let what = if step.name.is_some() { pen.small(&what) } else { pen.text(&what) };
        let notes = [
            (step.branch == Branch::Rescue, "after_failure"),
            (step.branch == Branch::Always, "in_any_case"),
            (step.loops, "for_each_item"),
            (step.once, "on_one_host"),
        ];
        let notes = notes.iter().filter(|(is, _)| *is).map(|(_, key)| pen.small(pen.word(key)));
        let (class, risk) = match step.risk {
            Risk::ReadOnly => ("ok", "risk-read-only"),
            Risk::Mutating => ("warn", "risk-mutating"),
            Risk::Destructive => ("bad", "risk-destructive"),
            Risk::Unread => ("", "risk-unread"),
        };
        let real = step.real.then(|| pen.tag("warn", pen.word("for_real")));
        let serial = play.serial.as_ref().map(|serial| pen.small(&format!("serial: {serial}")));
        let hosts = pen.text(step.delegate.as_deref().unwrap_or(&play.hosts));
        let when = step.when.iter().map(|condition| pen.text(condition));
        vec![
            number(pen.text(&count.to_string())),
            head(pen.join([title, what].into_iter().chain(notes), " ")),
            cell(pen.join([hosts, serial.unwrap_or_default()], " ")),
            cell(pen.join([pen.tag(class, pen.word(risk)), real.unwrap_or_default()], " ")),
            cell(pen.join(when, "; ")),
            cell(pen.join(step.tags.iter().map(|tag| pen.text(tag)), ", ")),
        ]
    }

    fn name(&self) -> &str {
        self.service.name.as_deref().unwrap_or(&self.pen.index.workspace.services[self.index].id)
    }
}
