//! `EXPECTED.yaml`: what a careful reader finds, and whether a finding is that.

use postmortem::finding::{Finding, Place};
use postmortem::time::show_seconds;
use serde_json::Value;

/// One line of the list.
#[derive(Debug)]
pub(crate) struct Expected {
    file: String,
    field: String,
    /// For durations: what is stated and what is true, in seconds.
    durations: Option<(i64, i64)>,
    fact: String,
}

fn all() -> Value {
    serde_yaml::from_str(include_str!("EXPECTED.yaml")).unwrap()
}

fn stem(file: &Value) -> String {
    file.as_str().unwrap().trim_end_matches(".md").to_owned()
}

/// The lines about one log.
pub(crate) fn expected(log: &str) -> Vec<Expected> {
    let line = |line: &Value| {
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let durations = line.get("stated").map(|_| (seconds(&text("stated")), seconds(&text("computed"))));
        // A comma in a fact ends it in YAML: the rest of the sentence is a key without a value.
        let rest = line.as_object().unwrap().iter().filter(|(_, value)| value.is_null());
        let fact = rest.fold(text("fact"), |fact, (rest, _)| format!("{fact}, {rest}"));
        Expected { file: stem(&line["file"]), field: text("field"), durations, fact }
    };
    all()[log]["findings"].as_array().unwrap().iter().map(line).collect()
}

/// The files without a mistake.
pub(crate) fn clean() -> Vec<String> {
    all()["moj-cloud-platform"]["clean"].as_array().unwrap().iter().map(stem).collect()
}

/// Severity, number, mean and median in minutes.
pub(crate) fn durations() -> Vec<(String, u64, f64, f64)> {
    let all = all();
    let groups = all["cstate-jenkins"]["durations_minutes"].as_object().unwrap();
    let group = |(name, numbers): (&String, &Value)| {
        let number = |key: &str| numbers[key].as_f64().unwrap();
        (name.clone(), numbers["n"].as_u64().unwrap(), number("mean"), number("median"))
    };
    groups.iter().map(group).collect()
}

/// `4:45` in seconds.
fn seconds(text: &str) -> i64 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<i64>().unwrap() * 3_600 + minutes.parse::<i64>().unwrap() * 60
}

impl Expected {
    /// Whether a finding about `file` says what this line says.
    pub(crate) fn is(&self, file: &str, finding: &Finding) -> bool {
        let Place::Value(path) = &finding.place else { return false };
        let (place, message) = (path.to_string(), finding.message.as_str());
        let help = finding.help.as_deref().unwrap_or_default();
        if file != self.file {
            return false;
        }
        if let Some((_, real)) = self.durations {
            let milestone = if self.field.ends_with("repair") { "`repaired`" } else { "`resolved`" };
            return finding.rule == "stated-disagrees"
                && place.starts_with("stated[")
                && message.contains(&format!("to {milestone} is stated"))
                && message.ends_with(&format!("the times give {}", show_seconds(real)));
        }
        match self.field.as_str() {
            // `declared 12:53 after resolved 12:27 and after repaired 12:16`
            "declared" => {
                place == "times.declared" && clocks(&self.fact).take(2).all(|clock| message.contains(clock))
            }
            // `2023-09-25 15:55 is two months after repair; 2023-07-25 fits the stated 1:50`
            "resolved" => {
                place == "times.resolved" && message.contains(&self.fact[..10]) && help.contains("2023-07-25")
            }
            // `resolved before it starts, …`; where the list says what was meant, the help has to say so too.
            "resolvedWhen" => {
                let meant =
                    self.fact.split("; day and month swapped (").nth(1).and_then(|fits| fits.get(..10));
                let meant =
                    meant.unwrap_or(if self.fact.ends_with("off by one day") { "2023-12-06" } else { "" });
                place == "times.resolved" && message.contains("is before `started`") && help.contains(meant)
            }
            // `row dated 2023-07-05 between rows of 2023-07-25`
            "timeline" if self.fact.starts_with("row dated ") => {
                place.starts_with("timeline[")
                    && finding.rule == "timeline-order"
                    && message.contains(&self.fact[10..20])
            }
            // `row says declared 10:21, header 10:20`; a row may say two milestones.
            "timeline" => {
                let said = self.fact.strip_prefix("row says ").unwrap();
                let (kinds, header) = said.split_once(", header ").unwrap();
                let row = clocks(kinds).next().unwrap();
                place.starts_with("timeline[")
                    && finding.rule == "timeline-disagrees"
                    && kinds.split(' ').any(|kind| message.contains(&format!("the row says `{kind}`")))
                    && message.contains(row)
                    && message.ends_with(&format!("{}`", clocks(header).next().unwrap()))
            }
            _ => false,
        }
    }
}

/// The clock times of a text: `12:53`.
fn clocks(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', ';']).filter(|word| word.len() == 5 && word.as_bytes()[2] == b':')
}
