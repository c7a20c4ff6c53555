//! From filters as typed to what they mean: every name must be one that the records know.

use super::Stop;
use super::args::FilterArgs;
use crate::record::nearest;
use crate::stats::Filter;
use crate::workspace::Workspace;

/// The filter that was typed, in the words of `workspace`.
pub(super) fn filter(args: &FilterArgs, workspace: &Workspace) -> Result<Filter, Stop> {
    let policy = &workspace.policy;
    let severities = || policy.severities.iter().map(|severity| severity.id.as_str());
    let services = || workspace.services.iter().map(|service| service.id.as_str());
    let known: std::collections::BTreeSet<String> =
        workspace.cases.iter().flat_map(|case| &case.data.tags).map(|tag| tag.to_lowercase()).collect();
    let severity = |name: &String| {
        let rank = severities().position(|id| id.eq_ignore_ascii_case(name));
        rank.ok_or_else(|| unknown("severity", name, severities()))
    };
    let service =
        |name: &String| workspace.names.service(name).ok_or_else(|| unknown("service", name, services()));
    let tag = |name: &String| {
        let tag = name.to_lowercase();
        if known.contains(&tag) {
            Ok(tag)
        } else {
            Err(unknown("tag", name, known.iter().map(String::as_str)))
        }
    };
    Ok(Filter {
        kind: args.kind,
        severities: args.severity.iter().map(severity).collect::<Result<_, _>>()?,
        services: args.service.iter().map(service).collect::<Result<_, _>>()?,
        tags: args.tag.iter().map(tag).collect::<Result<_, _>>()?,
        period: args.period.clone(),
        text: args.text.as_ref().map(|text| text.to_lowercase()),
    })
}

/// How many names a message lists at most.
const LISTED: usize = 12;

fn unknown<'a>(what: &str, name: &str, names: impl Iterator<Item = &'a str> + Clone) -> Stop {
    let help = match nearest(name, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if names.clone().next().is_none() => format!("the records name no {what}"),
        None => {
            let more = names.clone().count().saturating_sub(LISTED);
            let listed = names.take(LISTED).collect::<Vec<_>>().join(", ");
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("there are {listed}{rest}")
        }
    };
    Stop::Say(format!("the records know no {what} `{name}`"), help)
}
