//! `postmortem explain`: a rule's story.

use super::env::Env;
use super::{CLEAN, Done, Stop};
use crate::record::nearest;
use crate::rule::{self, RULES};

pub(super) fn run(name: Option<&str>, env: &mut Env<'_>) -> Done {
    let Some(name) = name else {
        for rule in RULES {
            writeln!(env.out, "{:<24} {:<8} {}", rule.id, rule.level.name(), rule.summary)?;
        }
        return Ok(CLEAN);
    };
    let Some(rule) = rule::find(name) else {
        let near = nearest(name, RULES.iter().map(|rule| rule.id));
        let help = near.map_or_else(
            || "`postmortem explain` lists every rule".into(),
            |near| format!("did you mean `{near}`? `postmortem explain` lists every rule"),
        );
        return Err(Stop::Say(format!("there is no rule `{name}`"), help));
    };
    env.out.write_all(rule::explain(rule).as_bytes())?;
    Ok(CLEAN)
}
