//! Durations in words that no time of the record gives.

use super::support::{applies, bounds, spans, spoken};
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, at};
use crate::record::Milestone::{self, Declared, Detected, Mitigated, Repaired, Resolved, Started, Triggered};
use crate::record::Text;
use crate::time::show_seconds;
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "prose-duration",
    group: Group::Time,
    level: Level::Warning,
    summary: "Title or summary says how long it lasted, and the times say otherwise.",
    why: "Readers remember \"down for 27 minutes\" and never look at the times behind it; when a time is corrected in \
          review, the sentence stays. The headers of a ministry's log state durations that its own times contradict by hours. Only plain claims are read (`lasted 45 minutes`, `down for 2 hours`, `an outage of 1h 50m`, \
          持续45分钟, 中断了2小时), not plans, limits (`up to`, `less than`) or parts, and only a finding where it fits no \
          span between the milestones, no outage and not their sum, within a fifth and five minutes (half, after `about`). \
          A claim that may be of a part of the incident is wrong only where it is longer than the whole.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nsummary: The outage lasted 4 hours.\ntimes: {started: 2026-03-05T10:00:00Z, resolved: 2026-03-05T10:45:00Z}\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nsummary: The outage lasted 45 minutes.\ntimes: {started: 2026-03-05T10:00:00Z, resolved: 2026-03-05T10:45:00Z}\n",
    )],
    check: Check::Case(|case| applies::hurt(case) && !case.is_open(), check),
};

fn check(case: &Case, workspace: &Workspace, findings: &mut Vec<Finding>) {
    let data = &case.data;
    let impact = data.impact.as_ref().and_then(|impact| impact.summary.as_ref());
    let fields: [(&str, Option<&Text>); 3] =
        [("title", data.title.as_ref()), ("summary", data.summary.as_ref()), ("impact.summary", impact)];
    let mut known = None;
    for (name, text) in fields {
        let Some(text) = text else { continue };
        for spoken in spoken::durations(text) {
            let Some(claim) = claim(text, &spoken, name == "title") else { continue };
            let known = known.get_or_insert_with(|| lengths(case, workspace));
            let Some(longest) = known.iter().map(|(_, high)| *high).max() else { return };
            let said = spoken.seconds;
            let slack = 300 + if claim.about { said / 2 } else { said / 5 };
            let fits = |(low, high): &(i64, i64)| low - slack <= said && said <= high + slack;
            if known.iter().any(fits) || (claim.part && said <= longest) {
                continue;
            }
            let words = &text[spoken.span.clone()];
            let message = format!(
                "the text says `{words}`, and the longest span of its times is {}",
                show_seconds(longest)
            );
            let field: FieldPath = at(name);
            let finding = Finding::new(RULE.id, &case.file, field, message);
            findings.push(finding.help("correct the text or the times"));
        }
    }
}

/// What a duration in a text claims.
struct Claim {
    /// It may be of a part of the incident.
    part: bool,
    /// It is said to be rough.
    about: bool,
}

/// Words that make a number rough.
const ABOUT: [&str; 12] = [
    "about",
    "around",
    "approximately",
    "approx.",
    "roughly",
    "nearly",
    "almost",
    "some",
    "~",
    "约",
    "大约",
    "近",
];
/// Words after which a sentence tells no fact: a plan, a wish, a limit, a rate.
const NO_FACT: [&str; 19] = [
    "will",
    "would",
    "may",
    "might",
    "should",
    "if",
    "expected",
    "expect",
    "planned",
    "scheduled",
    "estimated",
    "each",
    "per",
    "every",
    "预计",
    "计划",
    "可能",
    "每",
    "将",
];
/// Words after the number that make it something else than a length.
const OTHER: [&str; 14] = [
    "each", "per", "every", "old", "ago", "before", "earlier", "later", "late", "of ", "or ", "to ", "以前",
    "以内",
];

/// What comes before the length of the whole.
const WHOLE: [&str; 21] = [
    "it lasted",
    "it lasted for",
    "outage lasted",
    "outage lasted for",
    "incident lasted",
    "incident lasted for",
    "disruption lasted",
    "interruption lasted",
    "downtime lasted",
    "downtime was",
    "total downtime of",
    "故障持续",
    "故障持续了",
    "中断持续",
    "中断持续了",
    "事件持续",
    "事件持续了",
    "事故持续",
    "事故持续了",
    "影响持续",
    "历时",
];
/// What comes before a length that may be that of a part.
const PART: [&str; 15] = [
    "downtime of",
    "outage of",
    "disruption of",
    "interruption of",
    "down for",
    "unavailable for",
    "offline for",
    "unreachable for",
    "inaccessible for",
    "中断",
    "中断了",
    "不可用",
    "宕机",
    "停机",
    "停机了",
];
/// What a length may stand before: a 45-minute outage.
const NOUNS: [&str; 7] = ["outage", "downtime", "disruption", "interruption", "中断", "故障", "停机"];
/// Words of a title that speaks of how long something is kept.
const KEPT: [&str; 9] =
    ["keep", "kept", "valid", "retain", "retained", "retention", "stored", "cached", "live"];

/// Words of a sentence that speaks of another incident, or of what is allowed.
const ELSEWHERE: [&str; 24] = [
    "previous",
    "earlier",
    "last ",
    "similar",
    "followed",
    " sla ",
    " slo ",
    "allow",
    "budget",
    "inc-",
    " in 19",
    " in 20",
    " in jan",
    " in feb",
    " in mar",
    " in may",
    " in ju",
    " in aug",
    " in sep",
    " in oct",
    "上次",
    "上一次",
    "允许",
    "类似",
];

fn claim(text: &str, spoken: &spoken::Spoken, title: bool) -> Option<Claim> {
    // A bearable stretch of the text on both sides, so that a long one costs no square.
    let start = text.floor_char_boundary(spoken.span.start.saturating_sub(200));
    let end = |c: char| matches!(c, '.' | '!' | '?' | ';' | '。' | '；' | '！' | '？');
    let sentence = text[start..spoken.span.start].rsplit(end).next().unwrap_or_default();
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let stop = text.floor_char_boundary(spoken.span.end + 30);
    let after = text[spoken.span.end..stop].trim_start_matches([' ', '-', '\n']).to_lowercase();
    let mut before = sentence.as_str();
    let mut about = false;
    while let Some(rest) = ABOUT.iter().find_map(|word| before.strip_suffix(word)) {
        (before, about) = (rest.trim_end(), true);
    }
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let adjective = NOUNS.iter().any(|noun| after.trim_start_matches('的').starts_with(noun));
    let whole = ends(&WHOLE);
    let part = adjective || ends(&PART) || (title && before.ends_with(" for"));
    let words = || before.split(|c: char| !c.is_alphanumeric());
    let no_fact = NO_FACT
        .iter()
        .any(|no| if no.is_ascii() { words().any(|word| word == *no) } else { before.contains(no) });
    let kept = title && words().any(|word| KEPT.contains(&word));
    let rest = text[spoken.span.end..text.floor_char_boundary(spoken.span.end + 100)].split(end).next();
    let around = format!(" {before} {}", rest.unwrap_or_default().to_lowercase());
    let elsewhere = ELSEWHERE.iter().any(|word| around.contains(word));
    let other = elsewhere || !adjective && OTHER.iter().any(|word| after.starts_with(word));
    ((whole || part) && !no_fact && !kept && !other).then_some(Claim { part: !whole, about })
}

/// Every length the record gives, in seconds as wide as the bounds allow: between milestones, of outages, and their sum.
fn lengths(case: &Case, workspace: &Workspace) -> Vec<(i64, i64)> {
    const BEGINS: [Milestone; 4] = [Triggered, Started, Detected, Declared];
    const ENDS: [Milestone; 5] = [Detected, Mitigated, Repaired, Resolved, Milestone::Closed];
    let pairs = BEGINS.iter().flat_map(|from| ENDS.iter().map(move |to| (*from, *to)));
    let pairs = pairs.filter(|(_, to)| *to != Milestone::Closed || case.times.get(Resolved).is_none());
    let mut all: Vec<(i64, i64)> = pairs.filter_map(|(from, to)| spans::span(case, from, to)).collect();
    let outages = case.data.impact.iter().flat_map(|impact| &impact.outages);
    let outages: Vec<(i64, i64)> = outages
        .filter_map(|outage| {
            let (from, to) =
                (bounds(workspace, outage.from.as_ref())?, bounds(workspace, outage.to.as_ref())?);
            spans::between(&from, &to)
        })
        .collect();
    if outages.len() > 1 {
        all.push(outages.iter().fold((0, 0), |sum, (low, high)| (sum.0 + low, sum.1 + high)));
    }
    all.extend(outages);
    all
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    /// How many findings a text makes of an incident of 45 minutes (25 to mitigation).
    fn count(field: &str, text: &str) -> usize {
        let field = if field == "impact" {
            format!("impact:\n  summary: \"{text}\"\n")
        } else {
            format!("{field}: \"{text}\"\n")
        };
        let file = format!(
            "id: INC-1\nstatus: closed\n{field}times:\n  started: 2026-03-05T10:00:00Z\n  mitigated: 2026-03-05T10:25:00Z\n  resolved: 2026-03-05T10:45:00Z\n"
        );
        found("prose-duration", &[("INC-1.yaml", &file)]).len()
    }

    #[test]
    fn claims_that_no_time_gives() {
        for text in [
            "The outage lasted 4 hours.",
            "The outage lasted 2 minutes.",
            "Checkout was down for about 3 hours.",
            "Checkout was down\\nfor 3 hours.",
            "A two-step outage of 1h 50m",
            "A 90-minute outage of checkout",
            "故障持续了3小时。",
            "支付中断了2小时",
            "本次事件历时约 180 分钟",
            "It was cold. Payments were unavailable for 2 days",
        ] {
            assert_eq!(count("summary", text), 1, "{text}");
            assert_eq!(count("impact", text), 1, "{text}");
        }
        assert_eq!(count("title", "Orders could not be created for 3 hours"), 1);
    }

    #[test]
    fn what_fits_or_claims_nothing() {
        for text in [
            "The outage lasted 45 minutes.",
            "The outage lasted about 30 minutes.",
            "The outage lasted 25 min, cleaning up took 5 days.",
            "One zone was down for 2 minutes.",
            "Jira will be down for up to 3 hours beginning at 23:00.",
            "It was expected to be down for 3 hours.",
            "It will be\\ndown for 3 hours.",
            "Downtime less than 3 days.",
            "A downtime of 4 hours per year is allowed.",
            "The error rate peaked at 71% for 900 minutes.",
            "Sessions are valid for 12 hours, and the key was withdrawn 23 hours early.",
            "An outage of 5 hours ago came back.",
            "故障最长持续不到3小时",
            "预计中断3小时",
            "一切正常。 3 小时后恢复。",
            "The wave lasted 1 minute.",
            "The previous outage lasted 3 hours.",
            "上次中断持续了5小时",
            "The SLA allows an outage of 4 hours.",
            "The outage of 45 min followed an outage of 10 hours in 2019.",
            "The outage of 2 hours in May (INC-2026-0001) was similar.",
            "Cache entries lasted 24 hours.",
            "缓存持续24小时",
            "发布冻结持续3天",
            "We were on a call that lasted 5 hours.",
            "The migration lasted 3 days and ended before the outage.",
            "The retry budget lasted 6 hours.",
        ] {
            assert_eq!(count("summary", text), 0, "{text}");
        }
        assert_eq!(count("title", "Invoices kept for 90 days were deleted"), 0);
        assert_eq!(count("title", "Retry storm for 5 minutes"), 0);
    }
}
