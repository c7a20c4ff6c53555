//! Mermaid diagrams that cannot be drawn.

use rayon::prelude::*;

use super::support::{prose, which};
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, Place};
use crate::text::diagram;
use crate::text::markdown::diagrams;
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "bad-diagram",
    group: Group::Text,
    level: Level::Warning,
    summary: "A mermaid diagram that cannot be drawn: an unknown type, an open block, or more than the site draws.",
    why: "A diagram that cannot be drawn leaves an error where the explanation should stand, and only for the reader. GitHub \
          shows \"Unable to render rich display\", at times without a word why (mermaid-js/mermaid#4388); in \
          OpalAayan/snappy-switcher#30 it was one `end` too many. The types are those that mermaid 12 detects; blocks are \
          counted in flowcharts (`subgraph`) and sequence diagrams (`loop`, `alt` and the like). The site draws diagrams when \
          it is built, 23 of the types and of each no more than a reader can follow; of any other it shows the source.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nsummary: |\n  ```mermaid\n  flowchart TD\n    subgraph zone\n      A --> B\n  ```\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nsummary: |\n  ```mermaid\n  flowchart TD\n    subgraph zone\n      A --> B\n    end\n  ```\n",
    )],
    check: Check::Whole(Workspace::records, check),
};

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    findings.par_extend(workspace.cases.par_iter().flat_map_iter(|case| {
        let mut found = Vec::new();
        prose::incident(&case.data, &mut |text, place| look(&case.file, text, place, &mut found));
        found
    }));
    prose::others(workspace, &mut |file, text, place| look(file, text, place, findings));
}

fn look(file: &str, text: &str, place: &dyn Fn() -> Place, findings: &mut Vec<Finding>) {
    for diagram in diagrams(text) {
        if let Some(fault) = diagram::fault(&diagram) {
            let near = fault.word.and_then(|word| which(&word, diagram::TYPES.iter().copied()));
            let help = near.unwrap_or_else(|| fault.help.to_owned());
            findings.push(Finding::new(RULE.id, file, place(), fault.message).help(help));
        }
    }
}
