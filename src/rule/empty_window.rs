//! Windows of availability without any time in them.

use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::{Leaf, Settings};
use crate::time::Duration;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "empty-window",
    group: Group::Impact,
    level: Level::Error,
    summary: "The window in which an availability is promised is zero seconds long.",
    why: "A share of no time is no promise: any outage breaks it and none is in it, and the error budget it leaves is \
          nothing. Usually a unit was lost, as in `0d` for `30d`.",
    bad: &[("services/orders.yaml", "id: orders\nobjectives: {availability: 0.999, window: 0d}\n")],
    good: &[("services/orders.yaml", "id: orders\nobjectives: {availability: 0.999, window: 30d}\n")],
    check: Check::Whole(
        |all| {
            let settings = all.settings.as_ref().and_then(|settings| window(&settings.data));
            applies::promising(all, |said| said.window.is_some()) + usize::from(settings.is_some())
        },
        check,
    ),
};

fn window(settings: &Settings) -> Option<&Leaf<Duration>> {
    settings.slo.as_ref()?.window.as_ref()
}

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let mut look = |file: &str, field: FieldPath, window: Option<&Leaf<Duration>>| {
        let empty = window.filter(|leaf| leaf.get().is_some_and(|window| window.seconds == 0));
        if let Some(leaf) = empty {
            let message = format!("a window of `{}` holds no time", leaf.text());
            findings.push(Finding::new(RULE.id, file, field, message).help("write its length, as in `30d`"));
        }
    };
    if let Some(settings) = &workspace.settings {
        look(&settings.file, at("slo.window"), window(&settings.data));
    }
    for (_, record) in applies::lasting(workspace) {
        let window = record.data.objectives.as_ref().and_then(|said| said.window.as_ref());
        look(&record.file, at("objectives.window"), window);
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn in_the_settings_too() {
        let count = |window: &str| {
            found(
                "empty-window",
                &[("postmortem.yaml", &format!("slo: {{availability: 0.99, window: {window}}}\n"))],
            )
            .len()
        };
        assert_eq!((count("0s"), count("0"), count("1s"), count("soon")), (1, 1, 0, 0));
    }
}
