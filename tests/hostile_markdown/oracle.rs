//! The judges: `ammonia` for HTML, `pulldown-cmark` in several dialects for Markdown.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use postmortem::text::links::{Destination, classify};
use postmortem::text::markdown::{Context, Resolve, Resolved, Words, markdown_block, to_html};
use postmortem::text::slug::Ids;
use postmortem::text::url::decode_path;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

/// Fails if anything hostile of `source` survives, however relative links are resolved.
pub(crate) fn check(source: &str) {
    let resolvers: [&Resolve; 4] = [
        &|_, _| Resolved::Broken,
        &|target, image| {
            if image { Resolved::Image(target.to_owned()) } else { Resolved::Link(target.to_owned()) }
        },
        // Careless ones, which hand decoded text back.
        &|target, _| Resolved::Image(decode_path(target).unwrap_or_default()),
        &|target, _| Resolved::Download(decode_path(target).unwrap_or_default()),
    ];
    for resolve in resolvers {
        let ids = Ids::new();
        let context = context(&ids, resolve);
        check_html(source, &page(source, &context));
        let report = markdown_block(source, &context);
        check_markdown(source, &report);
        check_html(&report, &page(&report, &context));
    }
}

/// No letters, so that what a reader sees of a page is what its author wrote.
static WORDS: Words = Words {
    diagram: "\"~\"",
    diagram_source: "",
    diagram_undrawn: "",
    table: "~",
    code: "~",
    alerts: [""; 5],
};

pub(crate) fn context<'a>(ids: &'a Ids, resolve: &'a Resolve) -> Context<'a> {
    Context { resolve, ids, id_prefix: "x-", heading_shift: 2, words: &WORDS }
}

fn page(source: &str, context: &Context) -> String {
    let mut html = String::new();
    to_html(source, context, &mut html);
    html
}

/// What a reader sees, without white space, the joint a report puts between two spans of code, and the characters of
/// emphasis: beside a link that is gone, `_` may come to stand within a word and mean itself.
pub(crate) fn visible(html: &str) -> String {
    let text = Builder::empty().clean(html).to_string().replace("&nbsp;", "");
    // An empty task is no task to every reader.
    let text = text.replace('☐', "[]").replace('☑', "[x]");
    text.split(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '*' | '_' | '~')).collect()
}

/// Our HTML is written as a serialiser writes it, so a sanitiser that finds nothing returns the same bytes.
fn check_html(source: &str, html: &str) {
    let written = html.replace('\u{a0}', "&nbsp;").replace("&#39;", "'");
    let cleaned = ALLOWED.clean(html).to_string();
    assert_eq!(written, cleaned, "\n--- source\n{source}\n---");
    for anchor in html.split("<a ").skip(1) {
        let tag = &anchor[..anchor.find('>').unwrap_or(anchor.len())];
        let outside = tag.starts_with("href=\"http");
        assert!(!outside || tag.contains("rel=\"noopener noreferrer\""), "{tag} of {source}");
    }
}

/// Exactly what the writer may emit.
static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = "p a b img em strong del code pre h1 h2 h3 h4 h5 h6 ul ol li blockquote hr br table thead tbody tr th td \
                div span section sup figure figcaption details summary svg g path rect circle ellipse line polyline polygon \
                text tspan defs marker";
    let mut builder = Builder::empty();
    builder
        .tags(tags.split(' ').collect())
        .clean_content_tags(HashSet::new())
        .url_schemes(["http", "https", "mailto"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .generic_attributes(["class", "id"].into())
        .add_tag_attributes("a", ["href", "title", "rel", "download"])
        .add_tag_attributes("img", ["src", "alt", "title", "loading"])
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("div", ["tabindex", "role", "aria-label"])
        .add_tag_attributes("section", ["tabindex", "aria-label"])
        .add_tag_attributes("pre", ["tabindex", "role", "aria-label"])
        .add_tag_attributes("svg", ["viewBox", "width", "height", "role", "aria-label"])
        .add_generic_attributes(DRAWN.split_whitespace())
        .attribute_filter(|tag, name, value| is_meant(tag, name, value).then(|| value.into()));
    builder
});

/// What an element of a drawing may have.
const DRAWN: &str = "x y x1 x2 y1 y2 cx cy r rx ry dx dy width height d points transform stroke-width stroke-dasharray \
    opacity fill-opacity stroke-opacity marker-start marker-end markerWidth markerHeight refX refY viewBox markerUnits orient \
    text-anchor dominant-baseline font-size font-weight font-style";

/// An id of ours: what it begins with, a full stop that no heading's id holds, and a token.
fn is_id(value: &str, begin: &str) -> bool {
    value.strip_prefix(begin).is_some_and(|rest| {
        let number = rest.trim_start_matches(|c: char| c == '-' || c.is_ascii_digit());
        number.strip_prefix('.').is_some_and(|token| {
            !token.is_empty() && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        })
    })
}

fn is_meant(tag: &str, name: &str, value: &str) -> bool {
    match (tag, name) {
        ("a", "rel") => value == "noopener noreferrer",
        ("a", "download") => value.is_empty(),
        ("a", "href") | ("img", "src") => {
            !value.starts_with("//") && !value.contains(['\\', ' ', '\n', '\t'])
        }
        ("img", "loading") => value == "lazy",
        ("ol", "start") => value.parse::<u64>().is_ok(),
        ("th", "scope") => value == "col",
        ("div" | "section" | "pre", "tabindex") => value == "0",
        ("div" | "pre", "role") => ["group", "note"].contains(&value),
        ("svg", "role") => value == "img",
        ("section", "class") => value == "scroll",
        ("div", "class") => {
            ["scroll", "footnote"].contains(&value)
                || value
                    .strip_prefix("callout ")
                    .is_some_and(|kind| ["note", "tip", "important", "warning", "caution"].contains(&kind))
        }
        ("div", "id") => is_id(value, "x-note"),
        ("marker", "id") => is_id(value, "x-diagram"),
        (_, "marker-start" | "marker-end") => value
            .strip_prefix("url(#")
            .and_then(|rest| rest.strip_suffix(')'))
            .is_some_and(|id| is_id(id, "x-diagram")),
        ("span", "class") => ["task", "hc", "hs", "hn", "hk", "hf", "hd"].contains(&value),
        ("figure", "class") => value == "diagram",
        ("svg", "class") => value == "dg",
        ("g" | "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon", "class") => {
            value.split(' ').all(|class| class.len() == 2 && class.starts_with(['f', 's']))
        }
        ("th" | "td", "class") => ["align-left", "align-center", "align-right"].contains(&value),
        ("code", "class") => value
            .strip_prefix("language-")
            .is_some_and(|token| token.chars().all(|c| c.is_ascii_alphanumeric() || "_-+#.".contains(c))),
        ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", "id") => value
            .strip_prefix("x-")
            .is_some_and(|slug| !slug.is_empty() && slug.chars().all(|c| c == '-' || c.is_alphanumeric())),
        (_, "class" | "id") => false,
        _ => true,
    }
}

/// Whichever dialect reads the report, it finds no HTML and no refused link.
fn check_markdown(source: &str, report: &str) {
    let ours = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let dialects =
        [ours, Options::empty(), Options::all(), ours | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH];
    // Within a report, text stands before and after.
    let page = format!("# Title\n\n{report}\n\n[a] [b][r] ![c]\n");
    for options in dialects {
        for event in Parser::new_ext(&page, options) {
            let told =
                || format!("{event:?} with {options:?}\n--- source\n{source}\n--- report\n{report}\n---");
            match &event {
                Event::Html(_) | Event::InlineHtml(_) => panic!("raw HTML: {}", told()),
                Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {}
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(!matches!(classify(dest_url), Destination::Refused(_)), "{}", told());
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    assert!(
                        matches!(classify(dest_url), Destination::Relative(_) | Destination::Fragment(_)),
                        "{}",
                        told()
                    );
                }
                _ => {}
            }
        }
        let last = Parser::new_ext(&page, options).filter_map(|event| match event {
            Event::Text(text) => Some(text.to_string()),
            _ => None,
        });
        assert!(
            last.collect::<String>().ends_with("[a] [b][r] ![c]"),
            "the report reaches into what follows: {report:?} of {source:?}"
        );
    }
}
