//! Every step of the sample playbooks, in order.

use std::collections::BTreeMap;
use std::fs;

use postmortem::evidence::ansible::{Branch, Play, Playbook, Step};
use postmortem::evidence::{Holds, read, shown};
use postmortem::source::Source;
use postmortem::workspace::load;
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

/// The steps of `play.yml` of a service with these files of evidence, as `branch title [arguments]`.
fn steps_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("services/shop.yaml", "id: shop\nevidence: [evidence]\n");
    for (name, text) in files {
        write(&format!("evidence/{name}"), text);
    }
    let loaded = load(&Source::open_work_tree(folder.path()).unwrap());
    let shown = shown(&loaded.workspace, &loaded.workspace.services[0]);
    let found = shown.playbooks.iter().find(|one| one.file == "evidence/play.yml").unwrap();
    let told = |step: &Step| format!("{:?} {} [{}]", step.branch, step.title(), step.arguments);
    found.playbook.plays.iter().map(|play| play.steps.iter().map(told).collect()).collect()
}

#[test]
fn imports_are_found_from_where_they_are_written() {
    let found = steps_of(&[
        (
            "play.yml",
            "- import_playbook: ./sub/../sub/other.yml\n- hosts: all\n  roles: [db]\n  tasks:\n\
             \x20   - {import_role: {name: db, tasks_from: other}}\n    - {include_tasks: ./last.yml}\n\
             \x20   - block: [{name: try, ping: {}}]\n      rescue: [{import_tasks: ./last.yml}]\n\
             \x20   - {import_tasks: last.yml, no_log: true}\n",
        ),
        ("sub/other.yml", "- hosts: all\n  tasks: [{import_tasks: here.yml}]\n  roles: [web]\n"),
        ("sub/here.yml", "- {name: beside the other playbook, ping: {}}\n"),
        ("here.yml", "- {name: beside the first playbook, ping: {}}\n"),
        ("sub/roles/web/tasks/main.yml", "- {name: web, ping: {}}\n"),
        ("roles/db/tasks/main.yml", "- {import_tasks: restore.yml}\n- {import_role: {name: base}}\n"),
        ("roles/db/tasks/restore.yml", "- {name: restore, file: {path: /x, state: absent}}\n"),
        ("roles/base/tasks/main.yml", "- {name: base, ping: {}}\n"),
        ("last.yml", "- {name: last, file: {path: /y, state: touch}}\n"),
    ]);
    let expected: &[&[&str]] = &[
        &["Main web []", "Main beside the other playbook []"],
        &[
            "Main restore [state=absent path=/x]",
            "Main base []",
            "Main import_role: name=db tasks_from=other [name=db tasks_from=other]",
            "Main include_tasks []",
            "Main try []",
            "Rescue last [state=touch path=/y]",
            "Main last []",
        ],
    ];
    assert_eq!(found, expected);
}

#[test]
fn imports_that_multiply_end_soon() {
    let tasks: Vec<String> = (0..1_000).map(|i| format!("- {{name: t{i}, ping: {{}}}}\n")).collect();
    let tasks = tasks.concat();
    let imports = "    - {import_tasks: many.yml}\n".repeat(200);
    let play = format!("- hosts: all\n  tasks:\n{imports}").repeat(5);
    let steps: usize = steps_of(&[("play.yml", &play), ("many.yml", &tasks)]).iter().map(Vec::len).sum();
    assert_eq!(steps, 5 * 200 - 5 + 5 * 1_000);
    let loops = "- import_playbook: play.yml\n".repeat(1_000);
    assert!(steps_of(&[("play.yml", &loops)]).len() < 10_000);
}

#[test]
fn logins_in_urls_and_queries_of_paths_are_cut() {
    let found = playbook(
        "- hosts: all\n  tasks:\n    - apt: {name: 'https://me:hunter2@host/x.deb', state: present}\n\
         \x20   - get_url: {url: 'https://x', dest: '/tmp/x?token=hunter2'}\n    - {name: 'From ftp://me:hunter2@host', ping: {}}\n",
    );
    let titles: Vec<String> = found.plays[0].steps.iter().map(Step::title).collect();
    assert_eq!(
        titles,
        ["apt: name=https://…@host/x.deb state=present", "get_url: dest=/tmp/x", "From ftp://…@host"]
    );
    assert!(!format!("{found:?}").contains("hunter2"));
}
