//! Columns of `incidents`: what users felt, why it happened, how it was reviewed.

use super::incidents::{Columns, Row, read, several, texts};
use super::milestones::bounds;
use super::{Cell, Field, Kind};
use crate::record::{Analysis, DataLoss, Impact, Leaf, Review, ReviewState, Users};
use crate::stats::review_due;

pub(super) fn add(columns: &mut Columns) {
    impact(columns);
    cause(columns);
    review(columns);
}

fn hit<'a>(row: &Row<'a>) -> Option<&'a Impact> {
    row.case.data.impact.as_ref()
}

/// How many were affected.
fn users<'a>(row: &Row<'a>) -> Option<&'a Users> {
    hit(row)?.users.as_ref()
}

fn impact(columns: &mut Columns) {
    use Kind::{Flag, Number, Text};
    columns.add(
        Field::new(
            Number,
            "users",
            "How many were affected; null where it is unknown, and where it was everybody.",
        ),
        |r| match users(r) {
            Some(Users::Count(leaf, _)) => Cell::number(leaf.get().map(|number| number.value)),
            _ => Cell::Null,
        },
    );
    columns.add(Field::new(Text, "users_unit", "What `users` counts, where it is something else."), |r| {
        match users(r) {
            Some(Users::Count(_, unit)) => Cell::said(unit.as_ref()),
            _ => Cell::Null,
        }
    });
    columns.add(Field::new(Flag, "users_approximate", "`users` is written with `~`."), |r| match users(r) {
        Some(Users::Count(leaf, _)) => leaf.get().map(|number| number.approximate).into(),
        _ => Cell::Null,
    });
    columns.add(Field::new(Flag, "users_all", "Everybody was affected.").always(), |r| {
        matches!(users(r), Some(Users::All)).into()
    });
    columns.add(
        Field::new(Number, "impact_share", "The share of users or requests hit at the worst moment, 0 to 1."),
        |r| Cell::number(hit(r).and_then(|impact| read(impact.share.as_ref())).map(|share| share.0)),
    );
    columns.add(Field::new(Number, "failed_requests", "Failed or lost requests."), |r| {
        Cell::number(hit(r).and_then(|impact| read(impact.requests.as_ref())).map(|number| number.value))
    });
    columns.add(
        Field::new(Text, "revenue_lost", "Revenue lost, as decimal text: cast it to a decimal type."),
        |r| {
            let revenue = hit(r).and_then(|impact| impact.revenue.as_ref());
            let amount = revenue.and_then(|revenue| revenue.amount.as_ref()).and_then(Leaf::get);
            amount.map(|amount| &*amount.0).into()
        },
    );
    columns.add(Field::new(Text, "revenue_currency", "Its currency, ISO 4217."), |r| {
        let revenue = hit(r).and_then(|impact| impact.revenue.as_ref());
        let currency = revenue.and_then(|revenue| revenue.currency.as_ref()).and_then(Leaf::get);
        currency.map(|currency| &*currency.0).into()
    });
    columns.add(
        Field::seconds("data_loss_seconds", "Changes of this length were lost: 0 is none, null is unknown."),
        |r| match hit(r).and_then(|impact| read(impact.data_loss.as_ref())) {
            Some(DataLoss::None) => 0_i64.into(),
            Some(DataLoss::Lost(length)) => length.seconds.into(),
            Some(DataLoss::Unknown) | None => Cell::Null,
        },
    );
}

fn why<'a>(row: &Row<'a>) -> Option<&'a Analysis> {
    row.case.data.analysis.as_ref()
}

fn cause(columns: &mut Columns) {
    use Kind::{List, Text};
    columns.add(Field::new(Text, "root_cause_category", "The word for grouping causes, as written."), |r| {
        Cell::said(why(r).and_then(|analysis| analysis.category.as_ref()))
    });
    columns.add(Field::new(Text, "root_cause", "Why it could happen. Markdown."), |r| {
        Cell::said(why(r).and_then(|analysis| analysis.root_cause.as_ref()))
    });
    columns.add(Field::new(List, "contributing_factors", "What made it possible, likelier or worse."), |r| {
        texts(why(r).map_or(&[], |analysis| &analysis.contributing_factors))
    });
    columns.add(Field::new(Text, "change_link", "The change that set it off."), |r| {
        let change = why(r).and_then(|analysis| analysis.change.as_ref());
        Cell::said(change.and_then(|change| change.link.as_ref()))
    });
}

fn written<'a>(row: &Row<'a>) -> Option<&'a Review> {
    row.case.data.review.as_ref()
}

fn review(columns: &mut Columns) {
    use Kind::{List, Text, Time};
    let about =
        "How far the written review is: `not-required`, `draft`, `in-review`, `approved` or `published`.";
    columns.add(Field::new(Text, "review_state", about), |r| {
        Cell::word(written(r).and_then(|review| review.state.as_ref()), ReviewState::word)
    });
    columns.add(Field::new(Time, "review_at", "When it was reviewed."), |r| {
        Cell::time(bounds(r.data, written(r).and_then(|review| review.at.as_ref())).point)
    });
    let about = "By when the review is due: from `resolved`, in business days where the settings say so; null where none is required or `resolved` is not known.";
    columns.add(Field::new(Time, "review_due", about), |r| {
        let policy = &r.data.workspace.policy;
        let severity = r.case.severity_at_detection.and_then(|rank| policy.severities.get(rank));
        let severity = severity.filter(|severity| severity.review_required);
        Cell::time(severity.and_then(|severity| review_due(r.case, severity, policy)))
    });
    columns.add(Field::new(List, "reviewers", "Who reviewed it."), |r| {
        Cell::List(several(written(r).and_then(|review| review.by.as_ref())))
    });
}
