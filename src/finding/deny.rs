//! What fails a run: findings from some level on, of some rules, or that depend on the day.

use std::str::FromStr;

use super::{Finding, Level};
use crate::rule::{self, Rule};

/// One thing that is denied, as typed: `warning`, `missing-title`, `calendar`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// Findings of this level and above.
    Level(Level),
    /// Findings of this rule, whatever they weigh.
    Rule(&'static str),
    /// Findings of the rules that depend on the day.
    Calendar,
}

impl FromStr for Denied {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "calendar" {
            return Ok(Self::Calendar);
        }
        if let Some(level) =
            [Level::Note, Level::Warning, Level::Error].into_iter().find(|l| l.name() == text)
        {
            return Ok(Self::Level(level));
        }
        let help = "or use `note`, `warning`, `error` or `calendar`";
        rule_named(text).map(Self::Rule).map_err(|error| format!("{error}; {help}"))
    }
}

/// The name of a rule, as typed.
pub fn rule_named(text: &str) -> Result<&'static str, String> {
    rule::find(text).map(|rule| rule.id).ok_or_else(|| {
        let (message, help) = rule::unknown(text);
        format!("{message}; {help}")
    })
}

/// Everything that is denied.
#[derive(Debug, Clone)]
pub struct Deny {
    level: Level,
    rules: Vec<&'static str>,
    calendar: bool,
}

impl Deny {
    /// Errors, and what is listed.
    pub fn new(list: &[Denied]) -> Self {
        let mut deny = Self { level: Level::Error, rules: Vec::new(), calendar: false };
        for denied in list {
            match denied {
                Denied::Level(level) => deny.level = deny.level.min(*level),
                Denied::Rule(rule) => deny.rules.push(rule),
                Denied::Calendar => deny.calendar = true,
            }
        }
        deny
    }

    /// Whether a finding of this weight fails the run. What depends on the day never does so by its weight: a change
    /// that passed yesterday passes today.
    pub fn fails(&self, finding: &Finding, level: Level) -> bool {
        self.denies(finding.rule, is_calendar(finding), level)
    }

    /// Whether only the day keeps a finding of this weight from failing the run.
    pub fn spares(&self, finding: &Finding, level: Level) -> bool {
        level >= self.level && !self.fails(finding, level)
    }

    fn denies(&self, rule: &str, calendar: bool, level: Level) -> bool {
        let by_class = if calendar { self.calendar } else { level >= self.level };
        by_class || self.rules.contains(&rule)
    }
}

/// Whether a finding depends on the day.
pub(crate) fn is_calendar(finding: &Finding) -> bool {
    rule::find(finding.rule).is_some_and(Rule::is_calendar)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denies(list: &[&str], rule: &'static str, calendar: bool, level: Level) -> bool {
        let list: Vec<Denied> = list.iter().map(|text| text.parse().unwrap()).collect();
        Deny::new(&list).denies(rule, calendar, level)
    }

    #[test]
    fn levels_and_rules() {
        let fails = |list, rule, level| denies(list, rule, false, level);
        assert!(fails(&[], "shape", Level::Error) && !fails(&[], "shape", Level::Warning));
        assert!(fails(&["error", "note"], "shape", Level::Note));
        assert!(!fails(&["warning"], "shape", Level::Note));
        assert!(fails(&["missing-title"], "missing-title", Level::Note));
        assert!(fails(&["missing-title"], "shape", Level::Error), "errors always");
        assert!(!fails(&["calendar"], "shape", Level::Warning));
    }

    #[test]
    fn the_calendar_fails_only_where_asked() {
        assert!(!denies(&["note"], "shape", true, Level::Error));
        assert!(denies(&["calendar"], "shape", true, Level::Note));
        assert!(denies(&["shape"], "shape", true, Level::Note));
    }

    #[test]
    fn names_that_are_none_are_refused() {
        let error = "misssing-title".parse::<Denied>().unwrap_err();
        assert!(error.contains("did you mean `missing-title`?") && error.contains("`calendar`"), "{error}");
    }
}
