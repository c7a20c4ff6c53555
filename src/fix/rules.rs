//! Which rules come with a fix, when it is sure, and an example of each that the tests run.

use crate::rule::Example;

/// A rule whose findings can be mended without asking anybody.
pub struct Fixed {
    /// The rule.
    pub rule: &'static str,
    /// What `check --fix` does, and when; Markdown that follows "`postmortem check --fix`".
    pub does: &'static str,
    /// A folder before.
    pub before: Example,
    /// The same after.
    pub after: Example,
}

/// Every rule that comes with a fix, in the order of the registry.
///
/// Nothing is in it that guesses at a fact: a fix spells what every other rule already reads, takes a name for the
/// only one it differs from in case and separators, or moves what it does not change.
pub const FIXED: &[Fixed] = &[
    Fixed {
        rule: "unknown-key",
        does: "renames a key that differs from a field in nothing but case, `-` and `_`, where that field is not \
               there beside it.",
        before: &[("2026/INC-1.yaml", "id: INC-1\nanalysis:\n  rootCause: one pool for all  # see A-1\n")],
        after: &[("2026/INC-1.yaml", "id: INC-1\nanalysis:\n  root_cause: one pool for all  # see A-1\n")],
    },
    Fixed {
        rule: "bad-value",
        does: "writes the word that differs in nothing but case, `-`, `_` and spaces, `true` or `false` for the other \
               words YAML has for them, a percentage with its sign as a share, and a currency of ISO 4217 in capitals.",
        before: &[(
            "2026/INC-1.yaml",
            "id: INC-1\ndetection: {source: User Report, before_impact: yes}\nimpact: {share: 12.5%}\n",
        )],
        after: &[(
            "2026/INC-1.yaml",
            "id: INC-1\ndetection: {source: user-report, before_impact: true}\nimpact: {share: 0.125}\n",
        )],
    },
    Fixed {
        rule: "time-offset",
        does: "writes `Z` for `-00:00`, and adds the missing offset where the settings name the `zone`: the time it \
               was read as all along. Without that setting, and in the hour in which clocks change, it stays a question.",
        before: &[
            ("postmortem.yaml", "zone: Asia/Shanghai\n"),
            (
                "2026/INC-1.yaml",
                "id: INC-1\ntimes:\n  detected: 2026-03-05T10:00:00\n  resolved: 2026-03-05T03:00:00-00:00\n",
            ),
        ],
        after: &[
            ("postmortem.yaml", "zone: Asia/Shanghai\n"),
            (
                "2026/INC-1.yaml",
                "id: INC-1\ntimes:\n  detected: 2026-03-05T10:00:00+08:00\n  resolved: 2026-03-05T03:00:00Z\n",
            ),
        ],
    },
    Fixed {
        rule: "time-spelling",
        does: "spells the same time as RFC 3339 wants.",
        before: &[("2026/INC-1.yaml", "id: INC-1\ntimes:\n  detected: ~2026-03-05 9:15Z\n")],
        after: &[("2026/INC-1.yaml", "id: INC-1\ntimes:\n  detected: ~2026-03-05T09:15:00Z\n")],
    },
    Fixed {
        rule: "unknown-severity",
        does: "writes the severity that has this id in another case, or this name.",
        before: &[("2026/INC-1.yaml", "id: INC-1\nseverity: p1\n")],
        after: &[("2026/INC-1.yaml", "id: INC-1\nseverity: P1\n")],
    },
    Fixed {
        rule: "unknown-state",
        does: "writes the state that differs in nothing but case. What a word of another tool stands for is a guess \
               and stays one.",
        before: &[(
            "2026/INC-1.yaml",
            "id: INC-1\nstatus: Cancelled\ncancelled: {reason: an alert was tried out}\n",
        )],
        after: &[(
            "2026/INC-1.yaml",
            "id: INC-1\nstatus: cancelled\ncancelled: {reason: an alert was tried out}\n",
        )],
    },
    Fixed {
        rule: "unknown-role",
        does: "writes the role that differs in nothing but case, `-` and `_`.",
        before: &[("2026/INC-1.yaml", "id: INC-1\nroles: {oncall: wei.xu}\n")],
        after: &[("2026/INC-1.yaml", "id: INC-1\nroles: {on-call: wei.xu}\n")],
    },
    Fixed {
        rule: "bad-setting",
        does: "renames what differs from a rule, state, measure or kind of record in nothing but case, `-` and `_`, \
               and writes a zone in its own case.",
        before: &[("postmortem.yaml", "zone: asia/shanghai\nrules: {time_order: warning}\n")],
        after: &[("postmortem.yaml", "zone: Asia/Shanghai\nrules: {time-order: warning}\n")],
    },
    Fixed {
        rule: "interval-order",
        does: "exchanges the ends of a range `A/B` that are less than six hours apart; further apart, and in \
               intervals with `from` and `to`, a slip of the date is as likely.",
        before: &[(
            "2026/INC-1.yaml",
            "id: INC-1\ntimes: {started: 2026-03-05T11:00:00Z/2026-03-05T10:00:00Z}\n",
        )],
        after: &[(
            "2026/INC-1.yaml",
            "id: INC-1\ntimes: {started: 2026-03-05T10:00:00Z/2026-03-05T11:00:00Z}\n",
        )],
    },
    Fixed {
        rule: "timeline-order",
        does: "sorts the rows, their comments with them, where every row has a time with its offset, no two may lie \
               either way, and no slip of a date explains a row better.",
        before: &[(
            "2026/INC-1.yaml",
            "id: INC-1\ntimeline:\n  - {at: 2026-03-05T10:20:00Z, text: paged}\n  # from the graphs\n  - at: 2026-03-05T10:10:00Z\n    text: errors rise\n",
        )],
        after: &[(
            "2026/INC-1.yaml",
            "id: INC-1\ntimeline:\n  # from the graphs\n  - at: 2026-03-05T10:10:00Z\n    text: errors rise\n  - {at: 2026-03-05T10:20:00Z, text: paged}\n",
        )],
    },
];
