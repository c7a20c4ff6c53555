//! `postmortem explain`: a rule's story.

use super::env::Env;
use super::{CLEAN, Done, Stop};
use crate::rule::{self, RULES};

pub(super) fn run(name: Option<&str>, env: &mut Env<'_>) -> Done {
    let Some(name) = name else {
        for rule in RULES {
            writeln!(env.out, "{:<24} {:<8} {}", rule.id, rule.level.name(), rule.summary)?;
        }
        return Ok(CLEAN);
    };
    let Some(rule) = rule::find(name) else {
        let (message, help) = rule::unknown(name);
        return Err(Stop::Say(message, help));
    };
    env.out.write_all(rule::explain(rule).as_bytes())?;
    Ok(CLEAN)
}
