//! What every recovery needs and no plan says.

use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::record::schema::RecordType;
use crate::record::{Foundations, Text};
use crate::workspace::{Record, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "hidden-dependency",
    group: Group::Recovery,
    level: Level::Warning,
    summary: "The plan does not say what gives names, certificates, images, secrets or builds during a recovery.",
    why: "They are in no dependency graph because everything uses them, and a recovery stops at the first one that is gone: \
          names in October 2021, when a network took its own name servers off the map; the registry of services that month, \
          when a game platform was down for three days. `foundations` in `plan.yaml` names for each a \
          service of the catalogue, a vendor of the plan, several of them with commas, or `none: why`.",
    bad: &[("plan.yaml", "foundations: {dns: none, certificates: Cloud}\nvendors: [{name: Cloud}]\n")],
    good: &[(
        "plan.yaml",
        "foundations:\n  dns: Cloud\n  certificates: \"none: renewed a month ahead\"\n  registry: Cloud\n  secrets: Cloud\n  \
         ci: \"none: releases are undone from the bastion\"\nvendors: [{name: Cloud}]\n",
    )],
    check: Check::Whole(|all| usize::from(all.plan.is_some()), check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let Some(plan) = &workspace.plan else { return };
    let none = Foundations::default();
    let all = plan.data.foundations.as_ref().unwrap_or(&none).each();
    let field = |name: &str| at("foundations").then(name);
    let blank = |text: Option<&Text>| text.is_none_or(|text| text.trim().is_empty());
    let silent = all.iter().filter(|(name, text)| blank(*text) && !workspace.hides(&plan.file, &field(name)));
    let silent: Vec<&str> = silent.map(|(name, _)| *name).collect();
    if !silent.is_empty() {
        let message = format!("the plan does not say what gives {} during a recovery", silent.join(", "));
        let help = "name a service of the catalogue or a vendor of the plan for each, or write `none: why`";
        findings.push(Finding::new(RULE.id, &plan.file, at("foundations"), message).help(help));
    }
    for (name, text) in all {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { continue };
        if let Some(message) = wrong(workspace, plan, text) {
            let finding = Finding::new(RULE.id, &plan.file, field(name), message);
            findings.push(finding.help("name a service, a vendor of the plan, or write `none: why`"));
        }
    }
}

/// What is wrong with an answer; an explicit `unknown` is one.
fn wrong(workspace: &Workspace, plan: &Record<crate::record::Plan>, text: &Text) -> Option<String> {
    let text = text.trim();
    if let Some((none, reason)) = text.split_at_checked("none".len())
        && none.eq_ignore_ascii_case("none")
        && !reason.starts_with(|c: char| c.is_alphanumeric() || c == '-')
    {
        let why = reason.trim_start_matches([':', ' ', ',', '—', '–']);
        return why.is_empty().then(|| "`none` gives no reason".into());
    }
    let vendors = plan.data.vendors.iter().filter_map(|vendor| vendor.name.as_ref());
    let known = |name: &str| {
        name == "unknown"
            || workspace.names.service(name).is_some()
            || workspace.lost(RecordType::Service, name)
            || vendors.clone().any(|vendor| vendor.trim().eq_ignore_ascii_case(name))
    };
    if workspace.hides(&plan.file, &at("vendors")) || known(text) {
        return None;
    }
    // The name of a vendor may have a comma in it.
    let name = text.split([',', '，', '、']).map(str::trim).find(|name| !name.is_empty() && !known(name))?;
    Some(format!("`{name}` is neither a service of the catalogue nor a vendor of the plan"))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn each_is_answered() {
        let count = |dns: &str| {
            let plan = format!(
                "vendors: [{{name: Cloud}}]\nfoundations: {{dns: {dns}, certificates: cloud, registry: registry, secrets: unknown, ci: \"none: why\"}}\n"
            );
            found("hidden-dependency", &[("plan.yaml", &plan), ("services/registry.yaml", "id: registry\n")])
                .len()
        };
        assert_eq!(count("Cloud"), 0);
        assert_eq!(count("Clouds"), 1);
        assert_eq!(count("\"none:\""), 1);
        assert_eq!(count("nonesuch"), 1);
        assert_eq!(count("\"None: we self sign\""), 0);
        assert_eq!(count("None"), 1);
        assert_eq!(count("\"Cloud, registry\""), 0);
        assert_eq!(count("\"Cloud, elsewhere\""), 1);
        assert_eq!(count("[]"), 0, "another rule's business");
        assert_eq!(found("hidden-dependency", &[("plan.yaml", "vendors: []\n")]).len(), 1, "all at once");
    }
}
