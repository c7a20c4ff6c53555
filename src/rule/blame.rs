//! Causes that are a person.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use rayon::prelude::*;

use super::support::applies;
use super::support::phrases::Phrases;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::Text;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "blame",
    group: Group::People,
    level: Level::Note,
    summary: "The root cause, the last why or a contributing factor is a person or a person's error.",
    why: "The template behind the Cargo team's postmortem says it outright (Inside Rust, 1 May 2023): \"operator error\" is \
          never a root cause. A ministry's log of 10 May 2021 begins with a command meant for a test cluster that \
          destroyed the management cluster \"by mistake\", and its review went on to what could be mended: ways to keep \
          commands from the wrong cluster. Whoever is named as a cause tells less the next time. Human error may be an \
          earlier why, as long as the chain goes on from there; who did what belongs in the timeline. Names are those in \
          `roles` and the members of teams. Records of other organisations are not looked at.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nanalysis:\n  root_cause: Human error during the switch of the primary.\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nanalysis:\n  root_cause: The prompt looks the same on the primary and on the standby.\n  five_whys: [Human error during the switch., The prompt looks the same on both.]\n",
    )],
    check: Check::Whole(
        |workspace| workspace.cases.iter().filter(|case| applies::analysed(case)).count(),
        check,
    ),
};

static ERRORS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(
        "human error|human errors|human mistake|human failure|operator error|operator errors|\
         operator mistake|engineer error|engineer mistake|engineer's error|\
         engineer's mistake|developer error|developer mistake|developer's mistake|admin error|\
         administrator error|fat finger|fat-finger|fat-fingered|carelessness|negligence|inattention|\
         lack of care|人为失误|人为错误|人为疏忽|人为原因|人为因素|人工失误|操作失误|误操作|粗心|疏忽大意|\
         责任心不强|责任心不足",
    )
});

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    let names = Phrases::exact(people(workspace));
    findings.par_extend(workspace.cases.par_iter().filter(|case| applies::analysed(case)).flat_map_iter(
        |case| {
            let found =
                causes(case).into_iter().filter_map(|(path, text)| Some((path, judge(text, &names)?)));
            found.map(|(path, (message, help))| Finding::new(RULE.id, &case.file, path, message).help(help))
        },
    ));
}

/// What a record gives as causes, with the last why only: the others are explained by the next.
fn causes(case: &Case) -> Vec<(FieldPath, &Text)> {
    let Some(analysis) = &case.data.analysis else { return Vec::new() };
    let last = analysis.five_whys.len().saturating_sub(1);
    let why = analysis.five_whys.last().and_then(|why| why.because.as_ref());
    let factors = analysis.contributing_factors.iter().enumerate();
    let mut causes: Vec<(FieldPath, &Text)> = Vec::new();
    causes.extend(analysis.root_cause.as_ref().map(|text| (at("analysis.root_cause"), text)));
    causes.extend(why.map(|text| (at("analysis.five_whys").item(last).then("because"), text)));
    causes.extend(factors.map(|(i, text)| (at("analysis.contributing_factors").item(i), text)));
    causes
}

/// What is wrong with a cause, and the next step.
fn judge(text: &str, names: &Phrases) -> Option<(String, &'static str)> {
    if let Some(error) = ERRORS.find(text).find(|found| is_cause(text, found)) {
        let help = "say what made the error easy to make and hard to notice";
        return Some((format!("`{}` is given as a cause", &text[error]), help));
    }
    let name = names.find(text).next()?;
    let help = "say what the system let happen; who did what belongs in the timeline";
    Some((format!("`{}` is named in a cause", &text[name]), help))
}

/// Whether words stand as the cause: they begin their clause or follow a "caused by", and no noun makes them part of
/// something else, such as `operator error budget`.
fn is_cause(text: &str, found: &Range<usize>) -> bool {
    const CAUSED: &[&str] = &[
        "due to",
        "caused by",
        "because of",
        "cause was",
        "cause is",
        "was",
        "again",
        "simple",
        "pure",
        "由于",
        "因为",
        "原因是",
        "人员",
        "员工",
        "工程师",
        "因",
    ];
    const GO_ON: &[&str] = &[
        "during", "while", "when", "by", "in", "on", "at", "from", "that", "which", "led", "caused", "and",
        "made", "after", "with", "of", "due", "command", "change",
    ];
    let clause = |c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | '，' | '。' | '；' | '：' | '（' | '\n');
    let before = text[..found.start].rsplit(clause).next().unwrap_or_default().trim().to_lowercase();
    let before = ["a", "an", "the"].iter().fold(before.as_str(), |before, article| {
        let rest = before.strip_suffix(article).filter(|rest| rest.is_empty() || rest.ends_with(' '));
        rest.unwrap_or(before).trim_end()
    });
    let denied = ["not ", "never ", "n't "].iter().any(|not| format!("{before} ").contains(not));
    let begins = before.is_empty() || CAUSED.iter().any(|words| before.ends_with(words));
    let after = text[found.end..].trim_start_matches(' ');
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let goes_on = next.is_empty()
        || GO_ON.contains(&next.as_str())
        || ["导致", "造成", "引起", "引发"].iter().any(|word| next.starts_with(word));
    begins && goes_on && !denied
}

/// Names of people: who had a role, and the members of teams; no teams, services and common words.
fn people(workspace: &Workspace) -> BTreeSet<&str> {
    let roles = workspace.cases.iter().filter(|case| applies::ours(case));
    let roles = roles.flat_map(|case| case.data.roles.values()).flat_map(|people| &people.0);
    let members = workspace.teams.iter().flat_map(|team| &team.data.members);
    let names: BTreeSet<&str> = roles.chain(members).map(|name| name.trim()).collect();
    let other = |name: &str| workspace.names.team(name).is_some() || workspace.names.service(name).is_some();
    names.into_iter().filter(|name| is_personal(name) && !other(name)).collect()
}

/// Whether a name can hardly be anything else in a sentence: `liu.yang`, `Anna Kim`, `王敏`, but not `will`.
fn is_personal(name: &str) -> bool {
    let parts =
        name.split(['.', ' ']).filter(|part| part.chars().all(char::is_alphabetic) && !part.is_empty());
    let chinese = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    (parts.count() >= 2 && !name.contains(['/', '@'])) || (chinese && (2..=4).contains(&name.chars().count()))
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(yaml: &str) -> Vec<String> {
        let team = "id: sre\nmembers: [liu.yang, Anna Kim, will, 王敏]\n";
        let files = [("teams/sre.yaml", team), ("2026/INC-1.yaml", yaml)];
        found("blame", &files).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn errors_of_people_are_no_causes() {
        for cause in ["Operator error.", "值班人员误操作导致", "a fat-fingered command"] {
            assert_eq!(
                messages(&format!("id: INC-1\nanalysis: {{root_cause: {cause}}}\n")).len(),
                1,
                "{cause}"
            );
        }
        for cause in [
            "This was not human error but a race.",
            "a race rather than human error",
            "并非人为失误",
            "User errors rose to 5 %.",
            "没有防止误操作的机制",
            "误操作保护缺失",
            "人工误操作缺乏二次确认",
            "没有流程防止人为失误",
            "No protection against operator error.",
            "The tool invites operator error because both prompts look alike",
            "Confirmation dialogs do not protect against human error",
            "The Postgres operator error was swallowed",
            "Operator error budget alert was muted",
            "Human error handling was missing in the API.",
            "fat finger check disabled",
            "Negligence detection model retrained",
        ] {
            let found = messages(&format!("id: INC-1\nanalysis: {{root_cause: {cause}}}\n"));
            assert_eq!(found, Vec::<String>::new(), "{cause}");
        }
    }

    #[test]
    fn only_the_last_why_ends_with_a_person() {
        let whys = |last: &str| format!("id: INC-1\nanalysis: {{five_whys: [Human error., {last}]}}\n");
        assert_eq!(messages(&whys("The prompt misled.")), Vec::<String>::new());
        assert_eq!(messages(&whys("Again a human error.")).len(), 1);
    }

    #[test]
    fn people_are_known_by_name() {
        let factor = |text: &str| format!("id: INC-1\nanalysis: {{contributing_factors: [{text}]}}\n");
        assert_eq!(messages(&factor("liu.yang ran it twice")), ["`liu.yang` is named in a cause"]);
        assert_eq!(messages(&factor("由王敏手工修改")), ["`王敏` is named in a cause"]);
        assert_eq!(messages(&factor("the shift of Anna Kim")).len(), 1);
        assert_eq!(messages(&factor("the client will retry; liu.yangtze")).len(), 0);
    }

    #[test]
    fn other_organisations_write_as_they_like() {
        let file = ("library/x.yaml", "id: x\nanalysis: {root_cause: Human error.}\n");
        assert_eq!(found("blame", &[file]), []);
    }
}
