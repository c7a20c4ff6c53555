//! Every database and bucket of the sample plans and states.

use std::collections::BTreeMap;

use postmortem::evidence::terraform::Known;
use postmortem::evidence::{Holds, read};
use serde::Deserialize;

use super::{samples, table};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    form: String,
    unread: BTreeMap<String, usize>,
    resources: BTreeMap<String, BTreeMap<String, Option<String>>>,
}

fn told(known: &Known) -> Option<String> {
    match known {
        Known::Unset => None,
        other => Some(other.shown().to_owned()),
    }
}

#[test]
fn every_resource_is_read_as_it_was_seen() {
    let mut expected: BTreeMap<String, Expected> = table("terraform.yaml");
    for (name, holds) in samples("terraform") {
        let Holds::Terraform(found) = holds else { panic!("{name}: {holds:?}") };
        let wanted = expected.remove(&name).unwrap_or_else(|| panic!("{name} is not in the table"));
        assert_eq!(found.form.word(), wanted.form, "{name}");
        assert_eq!(found.unread, wanted.unread, "{name}");
        let resources: BTreeMap<String, BTreeMap<String, Option<String>>> = found
            .resources
            .iter()
            .map(|one| {
                let attributes = one.attributes.iter().map(|(path, known)| (path.clone(), told(known)));
                (one.address.clone(), attributes.collect())
            })
            .collect();
        assert_eq!(resources, wanted.resources, "{name}");
    }
    assert_eq!(expected.keys().collect::<Vec<_>>(), [""; 0], "in the table but not among the samples");
}

#[test]
fn raw_state_and_numbers_as_text() {
    let state = r#"{"version": 4, "terraform_version": "1.9.0", "resources": [
        {"mode": "data", "type": "aws_db_instance", "name": "other", "instances": [{"attributes": {"multi_az": true}}]},
        {"module": "module.db", "mode": "managed", "type": "aws_db_instance", "name": "main", "instances": [
            {"index_key": "eu", "attributes": {"multi_az": true, "backup_retention_period": "7", "password": "hunter2"}}]}]}"#;
    let Holds::Terraform(found) = read("terraform.tfstate", state.as_bytes()) else { panic!() };
    let [one] = &found.resources[..] else { panic!("{found:?}") };
    assert_eq!(one.address, "module.db.aws_db_instance.main[\"eu\"]");
    assert_eq!(one.get("backup_retention_period").and_then(Known::whole), Some(7));
    assert_eq!(one.get("multi_az").and_then(Known::flag), Some(true));
    assert_eq!(one.attributes.len(), 2);
}

#[test]
fn versions_that_are_not_known_are_refused() {
    for (text, why) in [
        (r#"{"format_version": "2.0", "values": {}}"#, "format version 2.0"),
        (r#"{"version": 3, "terraform_version": "0.11.0", "resources": []}"#, "another version than 4"),
        (r#"{"format_version": "1.2", "planned_values": {}, "errored": true}"#, "ended in an error"),
    ] {
        let Holds::Unreadable(message, _) = read("x.json", text.as_bytes()) else { panic!("{text}") };
        assert!(message.contains(why), "{message}");
    }
}
