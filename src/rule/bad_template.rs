//! Templates of the house that cannot be used.

use super::{Check, Group, Rule};
use crate::finding::Level;

pub(super) const RULE: Rule = Rule {
    id: "bad-template",
    group: Group::Schema,
    level: Level::Error,
    summary: "A file in `templates/` cannot be read as a template, or replaces none.",
    why: "The site is built after the change is merged, so a bracket that is missing in a template stops the publication of \
          every page while the check of the pull request was green. A file whose name is none of the built-in ones is \
          never used: `incidnt.html` changes nothing, which weighs as a warning. What a template does with values that are not \
          there is only known when the site is built.",
    bad: &[("2026/INC-1.yaml", "id: INC-1\n"), ("templates/page.html", "<h1>{{ title </h1>\n")],
    good: &[("2026/INC-1.yaml", "id: INC-1\n"), ("templates/page.html", "<h1>{{ page.title }}</h1>\n")],
    check: Check::Reader,
};

#[cfg(test)]
mod tests {
    use crate::rule::tests::found;

    #[test]
    fn each_file_on_its_own() {
        let files = [
            ("templates/incident.html", "{% if x %}\n"),
            ("templates/row.md", "a\n{{ b | no_such_filter }}\n"),
            ("templates/incidnt.html", ""),
            ("templates/style.css", "{{"),
        ];
        let mut found: Vec<(String, String)> = found("bad-template", &files)
            .into_iter()
            .map(|finding| (finding.file, finding.message))
            .collect();
        found.sort();
        let files: Vec<&str> = found.iter().map(|(file, _)| file.as_str()).collect();
        assert_eq!(files, ["templates/incident.html", "templates/incidnt.html", "templates/row.md"]);
        assert_eq!(found[1].1, "`incidnt.html` replaces no template");
    }
}
