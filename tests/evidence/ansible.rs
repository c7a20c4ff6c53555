//! Every step of the sample playbooks, in order.

use std::collections::BTreeMap;

use postmortem::evidence::ansible::{Branch, Play, Playbook, Step};
use postmortem::evidence::{Holds, read};
use serde::Deserialize;

use super::{samples, table};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedPlay {
    play: Option<String>,
    hosts: String,
    serial: Option<String>,
    steps: Vec<ExpectedStep>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedStep {
    at: String,
    name: String,
    module: String,
    risk: String,
    #[serde(default)]
    when: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    real: bool,
    on: Option<String>,
    #[serde(rename = "loop", default)]
    loops: bool,
}

fn step(step: &Step) -> ExpectedStep {
    ExpectedStep {
        at: step.section.word().into(),
        name: step.title(),
        module: step.module.clone(),
        risk: step.risk.word().into(),
        when: step.when.clone(),
        tags: step.tags.clone(),
        real: step.real,
        on: step.delegate.clone(),
        loops: step.loops,
    }
}

fn play(play: &Play) -> ExpectedPlay {
    let steps = play.steps.iter().map(step).collect();
    ExpectedPlay { play: play.name.clone(), hosts: play.hosts.clone(), serial: play.serial.clone(), steps }
}

fn playbook(text: &str) -> Playbook {
    match read("play.yml", text.as_bytes()) {
        Holds::Ansible(found) => found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_step_is_read_as_it_was_seen() {
    let mut expected: BTreeMap<String, Vec<ExpectedPlay>> = table("ansible.yaml");
    for (name, holds) in samples("ansible") {
        let Holds::Ansible(found) = holds else { panic!("{name}: {holds:?}") };
        let wanted = expected.remove(&name).unwrap_or_else(|| panic!("{name} is not in the table"));
        for (is, wanted) in found.plays.iter().map(play).zip(&wanted) {
            for (is, wanted) in is.steps.iter().zip(&wanted.steps) {
                assert_eq!(is, wanted, "{name}");
            }
            assert_eq!(is, *wanted, "{name}");
        }
        assert_eq!(found.plays.len(), wanted.len(), "{name}");
    }
    assert_eq!(expected.keys().collect::<Vec<_>>(), [""; 0], "in the table but not among the samples");
}

#[test]
fn order_branches_and_silence() {
    let found = playbook(
        "- hosts: [db, web]\n  tags: recovery\n  handlers: [{name: reload, service: name=nginx state=reloaded}]\n\
         \x20 tasks:\n\
         \x20   - block:\n        - {name: promote, command: pg_ctl promote}\n\
         \x20     rescue:\n        - {name: tell, debug: {msg: failed}}\n\
         \x20     always:\n        - {shell: 'echo done', changed_when: no}\n\
         \x20     tags: a, b\n\
         \x20   - {name: login, uri: {url: 'https://x', method: POST, password: hunter2}, no_log: true, check_mode: no}\n\
         \x20   - local_action: file path=/tmp/x state=absent\n\
         \x20   - {name: key, copy: {content: !vault abc, dest: /etc/key}, when: token == 'hunter2'}\n\
         \x20 post_tasks: [{include_tasks: after.yml}]\n\
         \x20 pre_tasks: [{assert: {that: ready}}]\n",
    );
    let steps = &found.plays[0].steps;
    let told: Vec<String> = steps
        .iter()
        .map(|one| format!("{} {} {}", one.section.word(), one.title(), one.risk.word()))
        .collect();
    assert_eq!(
        told,
        [
            "pre_tasks assert read-only",
            "tasks promote destructive",
            "tasks tell read-only",
            "tasks shell read-only",
            "tasks login mutating",
            "tasks file: state=absent path=/tmp/x destructive",
            "tasks key mutating",
            "post_tasks include_tasks unread",
            "handlers reload mutating",
        ]
    );
    assert_eq!(found.plays[0].hosts, "db:web");
    assert_eq!(steps[1].tags, ["recovery", "a", "b"]);
    assert_eq!(
        [steps[1].branch, steps[2].branch, steps[3].branch],
        [Branch::Main, Branch::Rescue, Branch::Always]
    );
    assert!(steps[4].real && !steps[1].real);
    assert_eq!(steps[6].when, ["token == '…'"]);
    assert!(!format!("{found:?}").contains("hunter2"), "{found:?}");
}
