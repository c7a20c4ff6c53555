//! What people should have done.

use std::sync::LazyLock;

use super::support::phrases::Phrases;
use super::support::{applies, nth};
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "hindsight",
    group: Group::People,
    level: Level::Note,
    summary: "The analysis says what people should have done instead of what made them act as they did.",
    why: "A ministry's review of 15 November 2022 begins its actions with \"If we had picked up on this retirement … we could \
          have …\": a story that did not happen, and that explains nothing of the one that did (the notice lay in a \
          mailbox nobody reads). PagerDuty's guide to postmortems calls it hindsight bias, and Chef's template opens every \
          meeting with the promise not to dwell on \"could've\" and \"should've\". Only where people are the subject: that \
          an answer should have been 200, that an alert 本应 fire or that a job failed to start are facts about the \
          system.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nlessons: {went_wrong: The on-call engineer should have noticed the disk earlier.}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nlessons: {went_wrong: The disk alert went to a channel nobody reads at night.}\n",
    )],
    check: Check::Case(
        |case| applies::analysed(case) || (applies::ours(case) && case.data.lessons.is_some()),
        check,
    ),
};

static WORDING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(
        "should have|should've|should not have|shouldn't have|should never have|could have|could've|\
         ought to have|failed to|neglected to|forgot to|did not bother to|本应|本该|本可以|本来应该|早该|\
         早应该|应该早|理应|未能|没能|忘记|忘了",
    )
});

/// Who can be a subject; a `manager` or an `operator` is as often a program.
const PEOPLE: &str = "we i he she someone somebody engineer engineers developer developers responder responders reviewer \
     reviewers author authors on-call oncall team teams staff technician dba people";

const PEOPLE_ZH: &str = "我们 团队 工程师 值班人员 值班员 运维人员 开发人员 操作人员 负责人 评审人 同学 同事";

/// May stand between subject and verb.
const ADVERBS: [&str; 6] = ["really", "also", "simply", "probably", "clearly", "just"];

fn check(case: &Case, _: &Workspace, findings: &mut Vec<Finding>) {
    let mut look = |path: &dyn Fn() -> FieldPath, text: &str| {
        let of_people = |start: usize| is_subject(case, &text[..start]);
        if let Some(found) = WORDING.find(text).find(|found| of_people(found.start)) {
            let message = format!("`{}` judges people by what is known now", &text[found]);
            let help = "say what they saw and knew then, and what made it look right";
            findings.push(Finding::new(RULE.id, &case.file, path(), message).help(help));
        }
    };
    if let Some(analysis) = &case.data.analysis {
        for (text, path) in
            [(&analysis.root_cause, "analysis.root_cause"), (&analysis.trigger, "analysis.trigger")]
        {
            if let Some(text) = text {
                look(&|| at(path), text);
            }
        }
        for (i, why) in analysis.five_whys.iter().enumerate() {
            let path = || at("analysis.five_whys").item(i).then("because");
            if let Some(text) = &why.because {
                look(&path, text);
            }
        }
        for (i, text) in analysis.contributing_factors.iter().enumerate() {
            look(&|| at("analysis.contributing_factors").item(i), text);
        }
    }
    let wrong = case.data.lessons.as_ref().and_then(|lessons| lessons.went_wrong.as_ref());
    for (texts, i, text) in
        wrong.iter().flat_map(|texts| texts.0.iter().enumerate().map(move |(i, text)| (texts, i, text)))
    {
        look(&|| nth(at("lessons.went_wrong"), texts, i), text);
    }
}

/// Whether the words before a verb end with people as its subject.
fn is_subject(case: &Case, before: &str) -> bool {
    // Chinese has no spaces: the subject ends right there, or one short adverb before.
    let tail = |word: &str| before.rfind(word).map(|i| before[i + word.len()..].trim());
    let near = |tail: &str| tail.chars().count() <= 2 && !tail.contains(|c| is_pause(c) || c == '的');
    if PEOPLE_ZH.split(' ').filter_map(tail).any(near) {
        return true;
    }
    let person = |word: &str| {
        PEOPLE.split(' ').any(|person| word.eq_ignore_ascii_case(person))
            || case.data.roles.values().any(|people| people.0.iter().any(|name| **name == *word))
    };
    let mut words = before.split_whitespace().rev();
    let Some(last) = words.next() else { return false };
    let adverb = ADVERBS.iter().any(|adverb| last.eq_ignore_ascii_case(adverb));
    person(last) || (adverb && words.next().is_some_and(person))
}

fn is_pause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？' | ',' | '.' | ';' | ':' | '\n')
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn count(text: &str) -> usize {
        let yaml = format!("id: INC-1\nroles: {{on-call: liu.yang}}\nlessons:\n  went_wrong: [\"{text}\"]\n");
        found("hindsight", &[("2026/INC-1.yaml", &yaml)]).len()
    }

    #[test]
    fn people_who_should_have() {
        for text in [
            "If we had picked up on this, we could have recycled the node.",
            "The reviewer really should have seen it.",
            "liu.yang failed to page the database team.",
            "值班工程师未能及时发现磁盘写满。",
            "我们本该先回滚。",
            "The team forgot to renew it",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
    }

    #[test]
    fn systems_that_should_have() {
        for text in [
            "The status should have been 200 but was 503.",
            "The job failed to start.",
            "The tool our team wrote should have stopped it.",
            "The engineer's script failed to stop.",
            "The operator failed to reconcile.",
            "我们的监控本应覆盖连接池。",
            "告警本应在五分钟内触发。",
            "团队没有演练过，切换未能完成。",
            "Nobody could have known.",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
