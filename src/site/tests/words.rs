//! Every language has every word, and what the commands say in English has other words in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::record::{
    ActionKind, ActionState, Audience, BackupMethod, Basis, CheckResult, Choice, DependencyKind,
    DeploymentStrategy, DetectionSource, Effect, FailoverStrategy, IncidentKind, Layer, Measure, Milestone,
    MitigationKind, OutageKind, RecoveryMethod, ReplicationMode, ReviewState, RowKind, Scenario, StatedFrom,
};
use crate::rule::{RULES, gaps};
use crate::site::templates::{Overrides, check_templates};
use crate::site::words::{LANGUAGES, Words, keys};
use crate::source::Source;
use crate::workspace::{ROLES, State, load};

/// The keys of a catalogue with the variables each names.
fn shape(catalogue: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut current = "";
    for line in catalogue.lines() {
        if let Some(key) = keys(line).next() {
            current = key;
            assert!(all.insert(key, BTreeSet::new()).is_none(), "{key} twice");
        }
        for rest in line.split('$').skip(1) {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            all.entry(current).or_default().insert(&rest[..end]);
        }
    }
    all
}

#[test]
fn every_language_has_the_same_words_with_the_same_variables() {
    let (_, english) = LANGUAGES[0];
    for (language, catalogue) in &LANGUAGES[1..] {
        let (ours, theirs) = (shape(english), shape(catalogue));
        for key in ours.keys().chain(theirs.keys()) {
            assert_eq!(ours.get(key), theirs.get(key), "{language}: {key}");
        }
    }
}

/// The keys of every closed list.
fn listed() -> BTreeSet<String> {
    fn of<T: Choice>(all: &mut BTreeSet<String>) {
        all.extend(T::KEYS.iter().map(|key| (*key).to_owned()));
    }
    let mut all = BTreeSet::new();
    for list in [
        of::<ActionKind>,
        of::<ActionState>,
        of::<Audience>,
        of::<BackupMethod>,
        of::<Basis>,
        of::<CheckResult>,
        of::<DependencyKind>,
        of::<DeploymentStrategy>,
        of::<DetectionSource>,
        of::<Effect>,
        of::<FailoverStrategy>,
        of::<IncidentKind>,
        of::<Layer>,
        of::<Measure>,
        of::<Milestone>,
        of::<MitigationKind>,
        of::<OutageKind>,
        of::<RecoveryMethod>,
        of::<ReplicationMode>,
        of::<ReviewState>,
        of::<RowKind>,
        of::<Scenario>,
        of::<StatedFrom>,
    ] {
        list(&mut all);
    }
    all.extend(State::ALL.map(|state| format!("State-{}", state.word())));
    all.extend(ROLES.map(|role| format!("Role-{role}")));
    all
}

#[test]
fn every_word_of_a_closed_list_has_a_label() {
    let catalogue: BTreeSet<String> =
        keys(LANGUAGES[0].1).filter(|key| key.starts_with(char::is_uppercase)).map(str::to_owned).collect();
    assert_eq!(catalogue, listed());
    let chinese = Words::of("zh", None);
    assert_eq!(chinese.label(MitigationKind::FeatureFlag), "功能开关");
    assert_eq!(Words::of("en", None).label(MitigationKind::FeatureFlag), "feature flag");
}

fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, Source) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let source = Source::open_work_tree(folder.path()).unwrap();
    (folder, source)
}

/// 2026-03-06, the day the rules' examples are about.
const NOW: i64 = 1_772_791_200;

#[test]
fn what_a_rule_says_of_the_plan_is_said_in_chinese() {
    let chinese = Words::of("zh", None);
    let mut said = BTreeSet::new();
    for rule in RULES {
        for files in [rule.bad, rule.good] {
            let (_folder, source) = folder(files);
            let workspace = load(&source).workspace;
            for gap in gaps(&workspace, NOW) {
                let text = chinese.said(&gap.text);
                assert!(text.is_some(), "no words for: {}", gap.text);
                said.extend(gap.rule);
            }
            for gap in &crate::recovery::plan(&workspace, NOW).gaps {
                assert!(chinese.said(&gap.text).is_some(), "no words for: {}", gap.text);
            }
        }
    }
    assert!(said.len() > 25, "{said:?}");
}

#[test]
fn values_in_a_sentence_are_said_too() {
    let chinese = Words::of("zh", None);
    let said = |text| chinese.said(text).unwrap();
    assert_eq!(
        said(
            "`db` is promised back in 30m, but corruption by restore takes at least 1h 5m, if every step takes its likely time"
        ),
        "`db` 承诺 30 分内恢复，但以从备份恢复应对数据损坏需要 至少 1 小时 5 分（假定每一步都只用预计时间）"
    );
    assert_eq!(said("has no recovery for zone-loss, deletion"), "没有应对可用区失效、数据误删的恢复方式");
    assert_eq!(
        said("2 services down, 1 with less; all are back after 1h 20m; no objective breaks"),
        "2 个服务中断，1 个降级；全部在 1 小时 20 分后恢复；没有目标被打破"
    );
    assert_eq!(said("resolved − started"), "解决 − 影响开始");
    assert_eq!(chinese.said("something new"), None);
    assert_eq!(Words::of("en", None).said("no objective breaks"), None, "it is English already");
}

#[test]
fn a_file_adds_a_language() {
    let french = "language = fr\nlanguage_name = Français\nincidents = Incidents <b>\nsince = depuis { $x }\n\
                  n_open = { $n ->\n    [one] Un est ouvert.\n   *[other] { $n } sont ouverts.\n}\nincidnets = x\nbroken = { \n";
    let (_folder, source) = folder(&[("templates/words.fr.ftl", french), ("INC-1.yaml", "id: INC-1\n")]);
    let overrides = Overrides::read(&source).unwrap();
    assert!(overrides.unknown.is_empty());
    let words = overrides.speak("fr");
    assert_eq!(words.get("incidents"), "Incidents <b>");
    assert_eq!(words.count("n_open", 2), "2 sont ouverts.");
    assert_eq!(words.around("since", "x"), "depuis x");
    assert_eq!(words.get("services"), "Services", "what it lacks is English");
    let messages: Vec<String> = check_templates(&source).into_iter().map(|one| one.message).collect();
    assert!(messages.iter().any(|one| one.starts_with("the words cannot be read")), "{messages:?}");
    assert!(messages.iter().any(|one| one == "no page has the word `incidnets`"), "{messages:?}");
    assert!(messages.iter().any(|one| one.starts_with("`fr` lacks words, which stay English: `skip`")));
    assert_eq!(Overrides::default().speak("zh").get("incidents"), "故障");
}

#[test]
fn a_file_changes_single_words() {
    let (_folder, source) = folder(&[("templates/words.zh.ftl", "incident = 事件\nsince = 起自\n")]);
    let words = Overrides::read(&source).unwrap().speak("zh");
    assert_eq!((words.get("incident"), words.get("service")), ("事件", "服务"));
    assert_eq!(words.around("since", "x"), "起自x", "a value is never lost");
    assert_eq!(check_templates(&source).len(), 0);
}

#[test]
fn the_documented_catalogue_is_one() {
    let docs = include_str!("../../../docs/site.md");
    let (_, rest) = docs.split_once("```ftl\n").unwrap();
    let catalogue = rest.split_once("```").unwrap().0;
    let (_folder, source) = folder(&[("templates/words.fr.ftl", catalogue)]);
    let words = Overrides::read(&source).unwrap().speak("fr");
    assert_eq!(words.label(MitigationKind::Rollback), "retour arrière");
    assert_eq!(words.said("was never in a drill").unwrap(), "n’a jamais été exercé");
    assert_eq!(words.list(["a", "b"]), "a, b");
    let messages: Vec<String> = check_templates(&source).into_iter().map(|one| one.message).collect();
    assert!(messages.iter().all(|one| one.starts_with("`fr` lacks words")), "{messages:?}");
}
