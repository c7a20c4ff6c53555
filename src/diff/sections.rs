//! The report in words, for people: what the text and the Markdown renderer both write.

use std::collections::BTreeMap;

use super::alike::open_actions;
use super::findings::LEVELS;
use super::phrase::Phrase;
use super::{AchievableChange, Change, Diff, MeasureChange, Reach, RecordChange};
use crate::finding::{Located, tally};
use crate::record::schema::RecordType;
use crate::record::{Action, Date, Leaf};
use crate::recovery::Loss;
use crate::similar::Likeness;
use crate::text::counted;
use crate::time::show_seconds;

/// A part of the report.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) blocks: Vec<Block>,
}

/// What a section is made of.
pub(super) enum Block {
    /// Lines, each with lines of its own below.
    List(Vec<Item>),
    /// Rows of cells, words of ours only; the first row names the columns.
    Table(Vec<Vec<String>>),
    /// What a reader has to know about it.
    Note(String),
}

/// A line with lines below.
pub(super) struct Item {
    pub(super) line: Phrase,
    pub(super) below: Vec<Phrase>,
}

impl From<Phrase> for Item {
    fn from(line: Phrase) -> Self {
        Self { line, below: Vec::new() }
    }
}

/// The whole report in one sentence.
pub(super) fn summary(diff: &Diff<'_>) -> String {
    if diff.is_empty() {
        return "no changes".into();
    }
    let mut parts = Vec::new();
    for record in RecordType::ALL {
        let of_type: Vec<&RecordChange<'_>> =
            diff.records.iter().filter(|one| one.record == record).collect();
        let mut counts = Vec::new();
        for change in Change::ALL {
            match of_type.iter().filter(|one| one.change == change).count() {
                0 => {}
                _ if is_single(record) => counts.push(format!("{} {}", record.name(), change.word())),
                count if counts.is_empty() => {
                    counts.push(format!("{} {}", counted(count, record.name()), change.word()));
                }
                count => counts.push(format!("{count} {}", change.word())),
            }
        }
        parts.extend((!counts.is_empty()).then(|| counts.join(", ")));
    }
    match (diff.findings.new.len(), diff.findings.gone.len()) {
        (0, 0) => {}
        (0, gone) => parts.push(format!("{} gone", counted(gone, "finding"))),
        (new, gone) => parts.push(format!("{}, {gone} gone", counted(new, "new finding"))),
    }
    if diff.withheld > 0 {
        parts.push(format!("{} changed, not shown here", counted(diff.withheld, "restricted record")));
    }
    if parts.is_empty() { "no record changed, the numbers did".into() } else { parts.join("; ") }
}

/// Whether there is one of them at most, which needs no number and no name.
fn is_single(record: RecordType) -> bool {
    matches!(record, RecordType::Plan | RecordType::Settings)
}

/// The parts that have something to say, the most pressing first.
pub(super) fn sections(diff: &Diff<'_>) -> Vec<Section> {
    let all = [
        ("Findings", findings(diff)),
        ("Like earlier incidents", alike(diff)),
        ("Response targets", targets(diff)),
        ("Recovery objectives", recovery(diff)),
        ("Response times", times(diff)),
        ("Records", records(diff)),
    ];
    all.into_iter()
        .filter(|(_, blocks)| !blocks.is_empty())
        .map(|(title, blocks)| Section { title, blocks })
        .collect()
}

fn list(items: Vec<Item>) -> Vec<Block> {
    if items.is_empty() { Vec::new() } else { vec![Block::List(items)] }
}

fn findings(diff: &Diff<'_>) -> Vec<Block> {
    let found = &diff.findings;
    let line = |what: &str, one: &Located| {
        let place = match &one.spot {
            Some(spot) => format!("{}{}:{}", diff.prefix, one.finding.file, spot.line),
            None => format!("{}{}", diff.prefix, one.finding.file),
        };
        let line = Phrase::new(format!("{what} {}, {}: ", one.level.name(), one.finding.rule));
        line.theirs(&one.finding.message).ours(" (").theirs(&place).ours(")").into()
    };
    let new = found.new.iter().map(|one| line("new", one));
    let gone = found.gone.iter().map(|one| line("gone", one));
    let mut blocks = list(new.chain(gone).collect());
    if !blocks.is_empty() {
        let words = |counts: &[usize; 3]| {
            tally(|level| LEVELS.iter().position(|one| *one == level).map_or(0, |at| counts[at]))
        };
        blocks.push(Block::Note(format!("In all: {} → {}.", words(&found.before), words(&found.after))));
    }
    blocks
}

fn alike(diff: &Diff<'_>) -> Vec<Block> {
    let items = diff.alike.iter().flat_map(|alike| {
        alike.like.iter().map(|like| {
            let line = Phrase::default().theirs(alike.id).ours(" looks like ").theirs(&like.case.id);
            let line = line.ours(": ").theirs(like.case.title());
            let open = open_actions(like).map(|action| open_action(&like.case.id, action));
            Item { line, below: std::iter::once(reasons(like)).chain(open).collect() }
        })
    });
    let mut blocks = list(items.collect());
    if diff.unasked > 0 {
        let more = counted(diff.unasked, "new incident");
        blocks.push(Block::Note(format!("{more} more not compared with earlier ones.")));
    }
    blocks
}

/// What two incidents share.
fn reasons(like: &Likeness<'_>) -> Phrase {
    let mut out = Phrase::new("both: ");
    let mut first = true;
    for (what, named) in [("service", &like.services), ("factor", &like.factors), ("words", &like.words)] {
        if named.is_empty() {
            continue;
        }
        let plural = if what != "words" && named.len() > 1 { "s" } else { "" };
        let gap = if first { "" } else { "; " };
        out = out.ours(format!("{gap}{what}{plural} ")).list(named.iter().map(String::as_str));
        first = false;
    }
    out
}

fn open_action(incident: &str, action: &Action) -> Phrase {
    let mut out = Phrase::new("still open in ").theirs(incident).ours(": action ");
    out = action.id.iter().fold(out, |out, id| out.theirs(id).ours(" "));
    out = action.title.iter().fold(out, |out, title| out.theirs(title));
    out = action.owner.iter().fold(out, |out, owner| out.ours(", owner ").theirs(owner));
    let due = action.due.as_ref().and_then(Leaf::<Date>::get);
    due.into_iter().fold(out, |out, due| out.ours(format!(", due {due}")))
}

fn targets(diff: &Diff<'_>) -> Vec<Block> {
    let line = |change: &super::TargetChange| {
        let took = match change.took {
            Some(seconds) => format!("took {}", show_seconds(seconds)),
            None => "not done yet".into(),
        };
        let verdict = if change.missed_now { "is now missed" } else { "is no longer missed" };
        let line = Phrase::default().theirs(&change.incident).ours(", ").theirs(&change.severity);
        let before = if change.missed_now { "" } else { "before: " };
        line.ours(format!(
            ": the target to {} within {} {verdict} ({before}{took})",
            change.measure.name(),
            change.target
        ))
        .into()
    };
    list(diff.targets.iter().map(line).collect())
}

fn recovery(diff: &Diff<'_>) -> Vec<Block> {
    let word =
        |verdict: Option<crate::recovery::Verdict>| verdict.map_or("no such service", |one| one.word());
    let promises = diff.promises.iter().map(|change| {
        let verdicts = format!(": {}: {} → {}", change.promise, word(change.before), word(change.after));
        Phrase::default().theirs(&change.service).ours(verdicts).into()
    });
    // Scenarios that fare alike share a line.
    let key = |change: &AchievableChange| (change.service.clone(), change.what, change.before, change.after);
    let mut alike: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for change in &diff.achievable {
        alike.entry(key(change)).or_default().push(&change.scenario);
    }
    let achievable = alike.into_iter().map(|((service, what, before, after), scenarios)| {
        let line = format!(": {what} {} → {} ({})", reach(before), reach(after), scenarios.join(", "));
        Phrase::default().theirs(&service).ours(line).into()
    });
    let mut blocks = list(promises.chain(achievable).collect());
    if !diff.achievable.is_empty() {
        blocks.push(Block::Note(
            "An achievable RTO is what it takes if every step takes its likely time.".into(),
        ));
    }
    blocks
}

fn reach(reach: Option<Reach>) -> String {
    let Some(Reach { loss, lower_bound }) = reach else { return "not covered".into() };
    match loss {
        Loss::Seconds(seconds) if lower_bound => format!("at least {}", show_seconds(seconds)),
        Loss::Seconds(seconds) => show_seconds(seconds),
        Loss::Unknown => "unknown".into(),
        Loss::All => "all data".into(),
    }
}

/// What stands under the table of response times.
const NESTED: &str = "Most incidents are in both columns, so this is arithmetic and no evidence that response got faster or slower.";

fn times(diff: &Diff<'_>) -> Vec<Block> {
    let moving: Vec<&MeasureChange> = diff.measures.iter().filter(|measure| measure.moves()).collect();
    if moving.is_empty() {
        return Vec::new();
    }
    let names = ["", "n", "median", "geometric mean", "mean", "smallest detectable"];
    let mut rows = vec![names.map(String::from).to_vec()];
    let mut definitions = Vec::new();
    for change in moving {
        let (old, new) = (&change.before, &change.after);
        let geometric = |side: &crate::numbers::summary::Summary| side.geometric.map(|it| it.mean);
        rows.push(vec![
            change.measure.name().into(),
            arrow(&old.n.to_string(), &new.n.to_string()),
            arrow(&length(old.median), &length(new.median)),
            arrow(&length(geometric(old)), &length(geometric(new))),
            arrow(&length(old.mean), &length(new.mean)),
            change.smallest_detectable.map_or_else(|| "too few".into(), percent),
        ]);
        definitions.push(format!("{}: {}", change.measure.name(), change.definition));
    }
    let note = |text: String| Block::Note(text);
    vec![
        Block::Table(rows),
        note(format!("Our incidents. {}. {NESTED}", definitions.join("; "))),
        note(DETECTABLE.into()),
    ]
}

/// The definition of the last column.
const DETECTABLE: &str = "Smallest detectable: these n incidents beside the next n could not tell an improvement of the geometric mean \
     below this from noise (two-sided 5 %, power 80 %, the spread of these incidents; too few below 6).";

/// Rounded up: a share that could just be seen is not promised.
fn percent(share: f64) -> String {
    format!("{:.0} %", (share * 100.0).ceil())
}

/// One value where both are the same.
fn arrow(old: &str, new: &str) -> String {
    if old == new { new.to_owned() } else { format!("{old} → {new}") }
}

#[expect(clippy::cast_possible_truncation, reason = "seconds, far below 2^52")]
fn length(seconds: Option<f64>) -> String {
    seconds.map_or_else(|| "no data".into(), |seconds| show_seconds(seconds.round() as i64))
}

fn records(diff: &Diff<'_>) -> Vec<Block> {
    let path = |file: &str| format!("{}{file}", diff.prefix);
    let item = |record: &RecordChange<'_>| {
        let mut line = Phrase::new(record.record.name());
        if !is_single(record.record) {
            line = line.ours(" ").theirs(record.id);
        }
        line = line.ours(format!(" {}", record.change.word()));
        if let Some(title) = record.title {
            line = line.ours(": ").theirs(title);
        }
        let moved = record
            .moved_from
            .map(|old| Phrase::new("moved: ").theirs(&path(old)).ours(" → ").theirs(&path(record.file)));
        Item { line, below: moved.into_iter().chain(record.words.iter().cloned()).collect() }
    };
    list(diff.records.iter().map(item).collect())
}
