//! Links and pictures that lead nowhere.

use rayon::prelude::*;

use super::support::prose;
use super::{Check, Group, Rule};
use crate::finding::{FieldPath, Finding, Level, Place, at};
use crate::record::{Text, nearest};
use crate::source::SETTINGS;
use crate::text::links::{Destination, classify};
use crate::text::{markdown, url};
use crate::workspace::{Case, Workspace};

pub(super) const RULE: Rule = Rule {
    id: "broken-link",
    group: Group::Text,
    level: Level::Warning,
    summary: "A link or a picture leads to no file of the folder, to evidence, or to an address no page may link to.",
    why: "Records move, and what was linked by its path stays behind: coder/docs#196 asks for exactly this check, and \
          AlexanderMattTurner/agent-glovebox#5671 mends two links to a postmortem that had become an issue, which had \
          stopped every pull request. On the page such a link is plain text, so nobody sees that the graph is missing. \
          Looked at are Markdown links in prose, the addresses of `links` and `sources`, and evidence that is plainly a \
          path. The web itself is not asked.",
    bad: &[
        ("2026/INC-1.yaml", "id: INC-1\nsummary: The pool ran full, ![usage](pool-usage.png).\n"),
        ("2026/pool.png", ""),
    ],
    good: &[
        ("2026/INC-1.yaml", "id: INC-1\nsummary: The pool ran full, ![usage](pool.png).\n"),
        ("2026/pool.png", ""),
    ],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    findings.par_extend(workspace.cases.par_iter().flat_map_iter(|case| {
        let mut found = Vec::new();
        prose::incident(&case.data, &mut |text, place| {
            prose_of(workspace, &case.file, text, place, &mut found);
        });
        fields(case, &mut |text, path, strict| {
            if strict || is_path(text) {
                found.extend(judge(workspace, &case.file, text, strict, &|| path().into()));
            }
        });
        found
    }));
    prose::others(workspace, &mut |file, text, place| prose_of(workspace, file, text, place, findings));
}

fn prose_of(
    workspace: &Workspace,
    file: &str,
    text: &str,
    place: &dyn Fn() -> Place,
    findings: &mut Vec<Finding>,
) {
    if may_have_path(text) {
        let links = markdown::links(text);
        findings.extend(links.iter().filter_map(|link| judge(workspace, file, &link.target, true, place)));
    }
}

/// Whether a target in a text may be something else than an address on the web; parsing costs far more than asking.
fn may_have_path(text: &str) -> bool {
    let targets =
        ["](", "]:"].into_iter().filter(|mark| text.contains(mark)).flat_map(|mark| text.split(mark).skip(1));
    let web = |target: &str| ["http://", "https://", "#"].iter().any(|begin| target.starts_with(begin));
    targets.map(|target| target.trim_start_matches([' ', '<'])).any(|target| !web(target))
}

/// Hears a text, where it stands, and whether it has to be an address.
type Look<'a> = &'a mut dyn FnMut(&Text, &dyn Fn() -> FieldPath, bool);

/// The fields that are an address, and those that may be one.
fn fields(case: &Case, look: Look<'_>) {
    let data = &case.data;
    macro_rules! rows {
        ($($rows:expr => $path:literal . $field:ident, $strict:literal;)+) => { $(
            for (i, row) in $rows.iter().enumerate() {
                for text in row.$field.iter().filter(|text| text.says_something()) {
                    look(text, &|| at($path).item(i).then(stringify!($field)), $strict);
                }
            }
        )+ };
    }
    rows!(
        data.links => "links".url, true;
        data.sources => "sources".url, true;
        data.sources => "sources".archived, true;
        data.verification => "verification".evidence, false;
        data.timeline => "timeline".source, false;
        data.actions => "actions".evidence, false;
    );
    if let Some(analysis) = &data.analysis {
        rows!(analysis.five_whys => "analysis.five_whys".evidence, false;);
    }
}

/// Whether a text that may be anything is plainly the path of a file beside the record.
fn is_path(text: &str) -> bool {
    const ENDINGS: [&str; 9] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".md"];
    let lower = text.to_ascii_lowercase();
    !text.contains(char::is_whitespace)
        && (text.starts_with("./")
            || text.starts_with("../")
            || ENDINGS.iter().any(|end| lower.ends_with(end)))
        && matches!(classify(text), Destination::Relative(_))
}

/// What is wrong with where a link of a file leads; a text that need not be one may name evidence without leading there.
fn judge(
    workspace: &Workspace,
    file: &str,
    target: &str,
    strict: bool,
    place: &dyn Fn() -> Place,
) -> Option<Finding> {
    let (message, help) = match classify(target) {
        Destination::Web(_) | Destination::Mail(_) | Destination::Fragment(_) => return None,
        Destination::Refused(_) => (
            format!("`{target}` is no address that a page may link to"),
            "link an `https://` address, or a file of this folder by its path".to_owned(),
        ),
        Destination::Relative(_) => match url::resolve(file, target) {
            Some(path) if strict && workspace.files.contains(&path) && workspace.is_evidence(&path) => (
                format!("`{path}` is evidence, which is read and never published"),
                "link a copy beside the record, where every reader of the site may see it".to_owned(),
            ),
            Some(path) if exists(workspace, &path) => return None,
            Some(path) => (format!("there is no file `{path}`"), near(workspace, file, target, &path)),
            None => (
                format!("`{target}` leads out of the folder"),
                "copy the file beside the record, or link its address".to_owned(),
            ),
        },
    };
    Some(Finding::new(RULE.id, file, place(), message).help(help))
}

fn exists(workspace: &Workspace, path: &str) -> bool {
    workspace.files.contains(path)
        || workspace.cases.binary_search_by(|case| case.file.as_str().cmp(path)).is_ok()
        || workspace.services.iter().any(|record| record.file == path)
        || workspace.teams.iter().any(|record| record.file == path)
        || workspace.runbooks.iter().any(|record| record.file == path)
        || workspace.drills.iter().any(|record| record.file == path)
        || workspace.plan.iter().any(|record| record.file == path)
        || workspace.unread.contains(path)
        || path == SETTINGS
}

fn near(workspace: &Workspace, file: &str, target: &str, path: &str) -> String {
    let (host, rest) = target.split_once('/').unwrap_or((target, ""));
    if !rest.is_empty() && host.contains('.') && !host.starts_with('.') {
        return format!("did you mean `https://{target}`?");
    }
    let near = nearest(path, workspace.files.iter().map(String::as_str));
    near.map_or_else(
        || format!("put the file there, or correct the path, which starts from the folder of `{file}`"),
        |near| format!("did you mean `/{near}`?"),
    )
}

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    fn messages(yaml: &str) -> Vec<String> {
        let files = [
            ("2026/INC-1.yaml", yaml),
            ("2026/a b.png", ""),
            ("runbooks/r.md", "# R\n\nSee [this](missing.md) and [that](#top).\n"),
            ("runbooks/s.yaml", "id: s\n"),
            ("evidence/chart.png", ""),
        ];
        let found = found("broken-link", &files).into_iter();
        found.filter(|finding| finding.file.starts_with("2026")).map(|finding| finding.message).collect()
    }

    #[test]
    fn what_leads_somewhere() {
        for text in [
            "[a](a%20b.png) ![a](<a b.png>) [r](../runbooks/r.md#x) [s](/runbooks/s.yaml) [w](https://a.example)",
            "`[x](y.png)` and [INC-2] are no links",
            "[mail](mailto:a@b.example), [here](#there)",
        ] {
            let yaml = format!("id: INC-1\nsummary: |\n  {text}\n");
            assert_eq!(messages(&yaml), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_leads_nowhere() {
        let yaml =
            "id: INC-1\nsummary: |\n  [a](b.png) [c][d] [e](../../x.md) [f](javascript:x)\n\n  [d]: e/f.md\n";
        assert_eq!(
            messages(yaml),
            [
                "there is no file `2026/b.png`",
                "there is no file `2026/e/f.md`",
                "`../../x.md` leads out of the folder",
                "`javascript:x` is no address that a page may link to",
            ]
        );
    }

    #[test]
    fn addresses_and_evidence() {
        let yaml = "id: INC-1\nsummary: '![chart](../evidence/chart.png)'\nlinks: [{url: grafana.example.com/d/pool}]\nactions: [{evidence: graph.png}, {evidence: run 7.2}, {evidence: ../evidence/chart.png}, {evidence: ../evidence/gone.png}]\n";
        assert_eq!(
            messages(yaml),
            [
                "`evidence/chart.png` is evidence, which is read and never published",
                "there is no file `2026/grafana.example.com/d/pool`",
                "there is no file `2026/graph.png`",
                "there is no file `evidence/gone.png`",
            ]
        );
    }

    #[test]
    fn runbooks_too() {
        let file = ("runbooks/r.md", "# R\n\n[this](missing.md)\n");
        assert_eq!(found("broken-link", &[file]).len(), 1);
    }
}
