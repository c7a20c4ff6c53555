//! One file read into one record.

use memchr::memchr;
use serde::de::DeserializeOwned;

use super::{Case, Policy, Record, classify};
use crate::finding::{Finding, Place, Step, front_matter};
use crate::record::schema::RecordType;
use crate::record::{Audience, Drill, Incident, Plan, Runbook, Service, Team, Text};
use crate::source::Problem;
use crate::text::secrets::{Secret, secrets};
use crate::time::Zone;
use crate::yaml::{Input, read};

/// A record of any type; boxed, because the types differ much in size.
pub(super) enum Item {
    Case(Box<Case>),
    Service(Box<Record<Service>>),
    Team(Box<Record<Team>>),
    Runbook(Box<Record<Runbook>>),
    Drill(Box<Record<Drill>>),
    Plan(Box<Record<Plan>>),
}

type Bytes = Result<Vec<u8>, Problem>;

/// Reads a file as the record that its path says it holds.
pub(super) fn item(path: &str, bytes: Bytes, policy: &Policy, findings: &mut Vec<Finding>) -> Option<Item> {
    let zone = policy.named_zone;
    let record = classify(path)?;
    Some(match record {
        RecordType::Incident => {
            let before = findings.len();
            let data: Incident = yaml(path, bytes, record, zone, findings)?;
            let id = id_or_stem(data.id.as_ref(), path);
            let mut case = Case::new(path.to_owned(), id, data, policy);
            if findings[before..].iter().any(hides_readers) {
                case.audience = Audience::Restricted;
            }
            Item::Case(Box::new(case))
        }
        RecordType::Service => {
            let data: Service = yaml(path, bytes, record, zone, findings)?;
            Item::Service(Box::new(tagged(path, id_or_stem(data.id.as_ref(), path), data)))
        }
        RecordType::Team => {
            let data: Team = yaml(path, bytes, record, zone, findings)?;
            Item::Team(Box::new(tagged(path, id_or_stem(data.id.as_ref(), path), data)))
        }
        RecordType::Runbook => {
            let data: Runbook = match stem_and_ending(path).1 {
                "md" => markdown_runbook(path, bytes, zone, findings)?,
                _ => yaml(path, bytes, record, zone, findings)?,
            };
            Item::Runbook(Box::new(tagged(path, id_or_stem(data.id.as_ref(), path), data)))
        }
        RecordType::Drill => {
            let data: Drill = yaml(path, bytes, record, zone, findings)?;
            Item::Drill(Box::new(tagged(path, id_or_stem(data.id.as_ref(), path), data)))
        }
        RecordType::Plan => {
            let data: Plan = yaml(path, bytes, record, zone, findings)?;
            Item::Plan(Box::new(tagged(path, id_or_stem(None, path), data)))
        }
        RecordType::Settings => return None,
    })
}

/// Whether a finding of the reader is about who may read the record: about its visibility, or the kind that decides it.
/// A withheld field is kept back by itself.
pub(super) fn hides_readers(finding: &Finding) -> bool {
    let place = match &finding.place {
        Place::Value(path) | Place::Key(path) => Some(path),
        Place::File | Place::Bytes(_) => None,
    };
    let Some(path) = finding.hides.as_ref().or(place) else { return false };
    let key = |i: usize| match path.steps().get(i) {
        Some(Step::Key(key)) => key.to_ascii_lowercase(),
        _ => String::new(),
    };
    let field = path.steps().len() > 2 && key(1) == "fields";
    matches!(key(0).as_str(), "visibility" | "kind") && !field
}

/// Reads a text as the incident of a file, without findings.
pub(crate) fn read_case(path: &str, text: &str, policy: &Policy) -> Option<Case> {
    match item(path, Ok(text.into()), policy, &mut Vec::new())? {
        Item::Case(case) => Some(*case),
        _ => None,
    }
}

fn tagged<T>(path: &str, id: String, data: T) -> Record<T> {
    Record { file: path.to_owned(), id, data }
}

fn id_or_stem(id: Option<&Text>, path: &str) -> String {
    id.filter(|id| !id.trim().is_empty()).map_or_else(|| stem(path).to_owned(), ToString::to_string)
}

/// The file name without folders and ending.
pub(crate) fn stem(path: &str) -> &str {
    stem_and_ending(path).0
}

/// The file name without folders, before and after its last dot.
pub(super) fn stem_and_ending(path: &str) -> (&str, &str) {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').unwrap_or((name, ""))
}

/// Reads a YAML file; bad data becomes findings.
pub(super) fn yaml<T: DeserializeOwned>(
    path: &str,
    bytes: Bytes,
    record: RecordType,
    zone: Option<Zone>,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let text = text(path, bytes, findings)?;
    read(Input { file: path, text: &text, offset: 0, zone }, record, findings)
}

fn markdown_runbook(
    path: &str,
    bytes: Bytes,
    zone: Option<Zone>,
    findings: &mut Vec<Finding>,
) -> Option<Runbook> {
    let text = text(path, bytes, findings)?;
    let (mut runbook, body) = match front_matter(&text) {
        Some((yaml, offset)) if !yaml.trim().is_empty() => {
            let input = Input { file: path, text: yaml, offset, zone };
            let mut found = Vec::new();
            let runbook: Option<Runbook> = read(input, RecordType::Runbook, &mut found);
            found.retain(|finding| !foreign(finding, &text));
            findings.append(&mut found);
            let rest = text[offset + yaml.len()..].split_once('\n').map_or("", |(_, rest)| rest);
            (runbook.unwrap_or_default(), rest)
        }
        Some(_) => (Runbook::default(), bare(&text)),
        None => {
            findings.extend(no_front_matter(path, &text));
            (Runbook::default(), bare(&text))
        }
    };
    runbook.body_at = text.len() - body.len();
    runbook.body = Some(body.into());
    Some(runbook)
}

/// Whether a finding is about a key that some maker of static sites reads from front matter: it is no mistake, and not ours.
fn foreign(finding: &Finding, text: &str) -> bool {
    // Hugo, Jekyll, MkDocs and Docusaurus; names that are like one of ours are not among them.
    const KEYS: [&str; 32] = [
        "aliases",
        "author",
        "authors",
        "bookCollapseSection",
        "bookHidden",
        "bookToc",
        "categories",
        "cascade",
        "date",
        "description",
        "draft",
        "has_children",
        "hide_title",
        "keywords",
        "lastmod",
        "layout",
        "linkTitle",
        "menu",
        "nav_order",
        "parent",
        "permalink",
        "publishDate",
        "sidebar_label",
        "sidebar_position",
        "slug",
        "summary",
        "tags",
        "template",
        "toc",
        "type",
        "url",
        "weight",
    ];
    let Place::Bytes(span) = &finding.place else { return false };
    finding.rule == "unknown-key" && text.get(span.clone()).is_some_and(|key| KEYS.contains(&key))
}

/// A text without its byte order mark, behind which a heading would not be one.
fn bare(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// What was meant to be front matter and is read as prose: one without an end, or one in TOML.
fn no_front_matter(file: &str, text: &str) -> Option<Finding> {
    let begin = text.len() - bare(text).len();
    let mut lines = bare(text).lines();
    let first = lines.next()?.trim_end();
    let (message, help) = match first {
        "---" if begins_with_field(&mut lines) => (
            "the front matter that begins here has no end, so all of it is read as prose",
            "write a line of `---` below the last field",
        ),
        "+++" if lines.any(|line| line.trim_end() == "+++") => (
            "the front matter that begins here is TOML, so all of it is read as prose",
            "write it as YAML between lines of `---`: `owner: data-platform`, not `owner = \"data-platform\"`",
        ),
        _ => return None,
    };
    let place = Place::Bytes(begin..begin + first.len());
    Some(Finding::new("yaml-syntax", file, place, message).help(help))
}

/// Whether the first line that says something is a field: prose may stand below a line of dashes.
fn begins_with_field<'a>(lines: &mut impl Iterator<Item = &'a str>) -> bool {
    let below = lines.find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    below.and_then(|below| below.split_once(':')).is_some_and(|(key, value)| {
        key.chars().all(word) && (value.is_empty() || value.starts_with([' ', '\t']))
    })
}

/// The text of a file; why there is none becomes a finding.
fn text(file: &str, bytes: Bytes, findings: &mut Vec<Finding>) -> Option<String> {
    let unreadable =
        |message: &str, help: &str| Finding::new("unreadable", file, Place::File, message).help(help);
    let finding = match bytes {
        Err(found) => problem(&found),
        Ok(bytes) if memchr(0, &bytes).is_some() => {
            unreadable("the file is binary, not YAML", "move it elsewhere, or give it another ending")
        }
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => {
                findings.extend(secrets(&text).into_iter().map(|secret| given_away(file, &text, &secret)));
                return Some(text);
            }
            Err(error) => {
                let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = valid.split(|byte| *byte == b'\n').count();
                unreadable(
                    &format!("the file is not UTF-8: line {line} holds a byte that is none"),
                    "save it as UTF-8",
                )
            }
        },
    };
    findings.push(finding);
    None
}

/// A secret in a file, as a finding that does not repeat it.
fn given_away(file: &str, text: &str, secret: &Secret) -> Finding {
    let first = &text[secret.range.start..secret.range.start + 4];
    let message = format!("{} stands here: `{first}…`", secret.what);
    let help = "revoke it first, then take it out: whoever has the repository has every version of this file";
    Finding::new("secret", file, Place::Bytes(secret.range.clone()), message).help(help)
}

/// What kept a file from being read, as a finding.
pub(super) fn problem(problem: &Problem) -> Finding {
    Finding::new("unreadable", &problem.path, Place::File, problem.kind.to_string()).help(problem.kind.help())
}
