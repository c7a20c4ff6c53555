//! What the records of the period do not say: every number above is without it.

use super::super::super::document::Block;
use super::super::super::pen::Pen;
use super::super::super::template::Safe;
use super::super::list;
use super::Subject;
use crate::record::ActionState;
use crate::stats::detected_by;
use crate::workspace::Case;

/// How many incidents are named in a line.
const NAMED: usize = 8;

pub(super) fn block(pen: &Pen<'_>, subject: &Subject<'_>) -> Option<Block> {
    let during = subject.during;
    let mut items = Vec::new();
    for group in &during.groups {
        let name = pen.measure(group.measure).0;
        items.extend(line(pen, &pen.around("not_known_lower", name), &group.unknown));
    }
    let cases = || during.cases.iter().map(|(case, _)| *case);
    let actions =
        |case: &&Case, lacks: &dyn Fn(&crate::record::Action) -> bool| case.data.actions.iter().any(lacks);
    let open = |action: &crate::record::Action| {
        let state = action.state.as_ref().map_or(Some(&ActionState::Proposed), crate::record::Leaf::get);
        matches!(state, Some(ActionState::Proposed | ActionState::Committed))
    };
    let done = |action: &crate::record::Action| {
        action.state.as_ref().and_then(crate::record::Leaf::get) == Some(&ActionState::Done)
    };
    let rest: [(&'static str, Vec<&Case>); 5] = [
        ("lack_detection", cases().filter(|case| detected_by(case).is_none()).collect()),
        ("lack_services", cases().filter(|case| case.data.services.is_empty()).collect()),
        ("lack_owner", cases().filter(|case| actions(case, &|a| open(a) && a.owner.is_none())).collect()),
        ("lack_due", cases().filter(|case| actions(case, &|a| open(a) && a.due.is_none())).collect()),
        ("lack_done", cases().filter(|case| actions(case, &|a| done(a) && a.done.is_none())).collect()),
    ];
    for (key, cases) in rest {
        items.extend(line(pen, &pen.text(pen.word(key)), &cases));
    }
    if items.is_empty() && !during.cases.is_empty() {
        items.push(pen.text(pen.word("lack_nothing")));
    }
    list(items)
}

/// What is not known, of how many, and of which.
fn line(pen: &Pen<'_>, what: &Safe, cases: &[&Case]) -> Option<Safe> {
    if cases.is_empty() {
        return None;
    }
    let ids = pen.join(cases.iter().take(NAMED).map(|case| pen.incident(&case.id)), ", ");
    let more = cases.len().saturating_sub(NAMED);
    let more = if more > 0 { pen.text(&pen.index.words.count("and_more", more)) } else { Safe::default() };
    let count = pen.strong(&cases.len().to_string());
    Some(pen.join([what.clone(), count, pen.join([ids, more], " ")], " · "))
}
