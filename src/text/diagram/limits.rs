//! How big a diagram may be: the library's work grows faster than its input, and nothing can stop it once it has begun.

use mermaid_rs_renderer::Graph;

use super::Fault;

/// Bytes of source, lines of it, characters of a line, and `&` in a line, each of which multiplies its edges.
const BYTES: usize = 12_000;
const LINES: usize = 200;
const LINE: usize = 400;
const JOINS: usize = 12;
/// Digits in a row: a number may be the length of a loop.
const DIGITS: usize = 6;
/// Nodes and edges of a graph.
const NODES: usize = 60;
const EDGES: usize = 90;

const HELP: &str = "draw several smaller ones; the site shows its source instead";

pub(super) fn source(source: &str) -> Result<(), Fault> {
    let too = |what: String| Err(Fault::new(format!("the mermaid diagram is too big to draw: {what}"), HELP));
    if source.len() > BYTES {
        return too(format!("{} bytes, at most {BYTES}", source.len()));
    }
    let lines = source.lines().count();
    if lines > LINES {
        return too(format!("{lines} lines, at most {LINES}"));
    }
    for (i, line) in source.lines().enumerate() {
        let line_number = i + 1;
        let length = line.chars().count();
        if length > LINE {
            return too(format!("{length} characters in line {line_number}, at most {LINE}"));
        }
        if line.matches('&').count() > JOINS {
            return too(format!("more than {JOINS} `&` in line {line_number}"));
        }
        if line.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > DIGITS) {
            return too(format!("a number of more than {DIGITS} digits in line {line_number}"));
        }
    }
    Ok(())
}

pub(super) fn graph(graph: &Graph) -> Result<(), Fault> {
    let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
    if nodes > NODES || edges > EDGES {
        let message = format!(
            "the mermaid diagram is too big to draw: {nodes} nodes and {edges} edges, at most {NODES} and {EDGES}"
        );
        return Err(Fault::new(message, HELP));
    }
    Ok(())
}
