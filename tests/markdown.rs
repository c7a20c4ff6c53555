//! What pages and reports make of prose, case by case.

use postmortem::text::markdown::{Context, Resolved, Words, markdown_block, to_html};
use postmortem::text::slug::Ids;

fn resolve(target: &str, image: bool) -> Resolved {
    match target {
        "db.svg" => Resolved::Download("files/db.svg".to_owned()),
        "db.png" if image => Resolved::Image("files/db.png".to_owned()),
        "api.yaml" => Resolved::Link("../services/api.html".to_owned()),
        "#timeline" => Resolved::Link("#timeline".to_owned()),
        _ => Resolved::Broken,
    }
}

const WORDS: Words = Words {
    diagram: "Diagram",
    diagram_source: "Source",
    diagram_undrawn: "Not drawn",
    table: "Table",
    code: "Code",
    alerts: ["Note", "Tip", "Important", "Warning", "Caution"],
};

/// What begins every block of code.
const PRE: &str = "<pre tabindex=\"0\" role=\"group\" aria-label=\"Code\">";

fn html(source: &str) -> String {
    let context =
        Context { resolve: &resolve, ids: &Ids::new(), id_prefix: "why-", heading_shift: 2, words: &WORDS };
    let mut out = String::new();
    to_html(source, &context, &mut out);
    out
}

fn report(source: &str) -> String {
    markdown_block(
        source,
        &Context { resolve: &resolve, ids: &Ids::new(), id_prefix: "", heading_shift: 2, words: &WORDS },
    )
}

#[test]
fn pages() {
    let cases = [
        ("one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>\n"),
        ("a < b & *c*", "<p>a &lt; b &amp; <em>c</em></p>\n"),
        (
            "# A & `b`\n# A b",
            "<h3 id=\"why-a-b\">A &amp; <code>b</code></h3>\n<h3 id=\"why-a-b-1\">A b</h3>\n",
        ),
        ("##### 原因", "<h6 id=\"why-原因\">原因</h6>\n"),
        (
            "# X\n[x](#x) [t](#timeline) [no](#y)",
            "<h3 id=\"why-x\">X</h3>\n<p><a href=\"#why-x\">x</a> <a href=\"#timeline\">t</a> no</p>\n",
        ),
        (
            "[a](api.yaml) [b](gone.md) [c](javascript:x)",
            "<p><a href=\"../services/api.html\">a</a> b c</p>\n",
        ),
        (
            "<https://a.example>",
            "<p><a href=\"https://a.example\" rel=\"noopener noreferrer\">https://a.example</a></p>\n",
        ),
        (
            "![lag](db.png \"4 GB\")",
            "<p><img src=\"files/db.png\" alt=\"lag\" loading=\"lazy\" title=\"4 GB\"></p>\n",
        ),
        ("![lag](db.svg) ![gone](x.png)", "<p><a href=\"files/db.svg\" download=\"\">lag</a> gone</p>\n"),
        (
            "![a](https://a.example/b.png)",
            "<p><a href=\"https://a.example/b.png\" rel=\"noopener noreferrer\">a</a></p>\n",
        ),
        ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"),
        ("<div>\nx\n</div>\n", "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>\n"),
        ("> [!NOTE]\n> x", "<div class=\"callout note\" role=\"note\"><b>Note</b>\n<p>x</p>\n</div>\n"),
        (
            "::: danger Mind *this*\na\n:::\nb",
            "<div class=\"callout caution\" role=\"note\"><b>Caution</b>\n<p>Mind <em>this</em></p>\n<p>a</p>\n</div>\n<p>b</p>\n",
        ),
        (
            "a[^x] b[^y]\n\n[^y]: two\n[^x]: one",
            concat!(
                "<p>a<sup><a href=\"#why-note.1\">[1]</a></sup> b<sup><a href=\"#why-note.2\">[2]</a></sup></p>\n",
                "<div class=\"footnote\" id=\"why-note.2\"><p>[2]</p>\n<p>two</p>\n</div>\n",
                "<div class=\"footnote\" id=\"why-note.1\"><p>[1]</p>\n<p>one</p>\n</div>\n",
            ),
        ),
        ("3. x", "<ol start=\"3\">\n<li>x</li>\n</ol>\n"),
        (
            "- [x] a\n- [ ] b",
            concat!(
                "<ul>\n<li><span class=\"task\">☑</span> a</li>\n",
                "<li><span class=\"task\">☐</span> b</li>\n</ul>\n",
            ),
        ),
        (
            "| a | b |\n|---|--:|\n| c | ~~d~~ |",
            concat!(
                "<section class=\"scroll\" tabindex=\"0\" aria-label=\"Table a, b\"><table>\n",
                "<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"align-right\">b</th></tr></thead><tbody>\n",
                "<tr><td>c</td><td class=\"align-right\"><del>d</del></td></tr>\n</tbody></table></section>\n",
            ),
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(html(source), expected, "{source}");
    }
}

#[test]
fn code_is_coloured() {
    let code = html("```rust,ignore\nlet a<b\n```");
    assert_eq!(
        code,
        format!("{PRE}<code class=\"language-rust\"><span class=\"hk\">let</span> a&lt;b\n</code></pre>\n")
    );
    assert_eq!(html("    a<b\n"), format!("{PRE}<code>a&lt;b\n</code></pre>\n"));
}

#[test]
fn diagrams_are_drawn_or_shown() {
    let drawn = html("```mermaid\nflowchart LR\n A[\"缓存 <b>\"] --> B\n```");
    assert!(drawn.starts_with("<figure class=\"diagram\"><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Diagram\"><svg class=\"dg\""), "{drawn}");
    assert!(drawn.contains("缓存 &lt;b&gt;"), "{drawn}");
    assert!(drawn.contains("</svg></div><details><summary>Source</summary>"), "{drawn}");
    assert_eq!(
        html("```mermaid\na-->b\n```"),
        format!(
            "<figure class=\"diagram\"><figcaption>Not drawn</figcaption>{PRE}<code>a--&gt;b\n</code></pre>\n</figure>\n"
        )
    );
    // Two on a page do not share their arrow heads.
    let two = html(&"```mermaid\nsequenceDiagram\n A->>B: x\n```\n\n".repeat(2));
    assert!(two.contains("id=\"why-diagram.") && two.contains("id=\"why-diagram-1."), "{two}");
}

#[test]
fn reports() {
    let cases = [
        ("plain text.\n", "plain text."),
        ("a <b>c</b> & &lt;", "a &lt;b>c&lt;/b> & &lt;"),
        ("Title\n===", "### Title"),
        ("[a](api.yaml) [b](gone.md) [c](javascript:x)", "[a](../services/api.html) b c"),
        ("[a][r]\n\n[r]: https://a.example 'T'", "[a](https://a.example \"T\")"),
        ("![lag](db.png) ![x](https://a.example/b.png)", "![lag](files/db.png) [x](https://a.example/b.png)"),
        ("    a <b>", "```text\na <b>\n```"),
        ("```mermaid\npie\n \"a\": 1\n```", "```mermaid\npie\n \"a\": 1\n```"),
        ("::: tip\na\n:::\nb", "> [!TIP]\n> a\n\nb"),
        ("a[^x]\n\n[^x]: javascript:b", "a\\[1\\]\n\n\\[1\\]\n\njavascript:b"),
        ("```sh\nunclosed <b>", "```sh\nunclosed <b>\n```"),
        ("* a\n* b\n  1. c\n\n> [!TIP]\n> d", "* a\n* b\n  1. c\n\n> [!TIP]\n> d"),
        ("a|b\n-|-\n`x\\|y`|<i>", "| a | b |\n| --- | --- |\n| `x\\|y` | &lt;i> |"),
    ];
    for (source, expected) in cases {
        assert_eq!(report(source), expected, "{source}");
    }
}
