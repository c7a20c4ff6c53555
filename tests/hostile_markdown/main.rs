//! Hostile prose: whatever a record says, pages and reports hold only what we meant to write.
//!
//! Pages: an independent allow-list sanitiser must return our HTML byte for byte. Reports: what we wrote, read again by
//! several dialects of Markdown with raw HTML allowed, must hold no HTML and no link the allow-list refuses.

mod oracle;
mod vectors;

use oracle::{check, visible};
use postmortem::text::markdown::{Context, Resolved, Words, markdown_block, to_html};
use postmortem::text::slug::Ids;
use proptest::prelude::*;

const CASES: u32 = 1000;

#[test]
fn every_vector_is_harmless() {
    for vector in vectors::ALL {
        for frame in
            ["{}", "> {}", "- {}", "1. a\n\n   {}", "| a |\n|---|\n| {} |", "# {}", "[{}](x)", "a\n{}\nb"]
        {
            check(&frame.replace("{}", vector));
        }
    }
}

#[test]
fn vectors_do_not_join_forces() {
    for pair in vectors::ALL.windows(2) {
        check(&pair.concat());
        check(&pair.join("\n"));
        check(&format!("{}\n    {}", pair[0], pair[1]));
    }
    check(&vectors::ALL.join("\n\n"));
}

#[test]
fn reports_say_what_pages_say() {
    let resolve = |target: &str, image| {
        if image { Resolved::Image(target.to_owned()) } else { Resolved::Link(target.to_owned()) }
    };
    for source in include_str!("ordinary.md").split("\n=====\n") {
        let (ids, more_ids) = (Ids::new(), Ids::new());
        let context = Context {
            resolve: &resolve,
            ids: &ids,
            id_prefix: "",
            heading_shift: 1,
            words: &Words::default(),
        };
        let report = markdown_block(source, &context);
        let (mut once, mut again) = (String::new(), String::new());
        to_html(source, &context, &mut once);
        to_html(&report, &Context { ids: &more_ids, heading_shift: 0, ..context }, &mut again);
        // A heading becomes one line.
        let [once, again] = [once, again].map(|html| html.replace('\n', " "));
        assert_eq!(once, again, "\n--- source\n{source}\n--- report\n{report}");
    }
}

#[test]
fn depth_is_bounded() {
    let quotes = format!("{}a{}", ">".repeat(2000), "\nlazy".repeat(2000));
    let items = "- ".repeat(2000) + "a";
    let brackets = "[".repeat(2000) + &"](x)".repeat(2000);
    let headings = "# a\n".repeat(2000) + "[b](#a)";
    for source in [quotes, items, brackets, headings] {
        check(&source);
        let report = markdown_block(&source, &oracle::context(&Ids::new(), &|_, _| Resolved::Broken));
        assert!(report.len() < source.len() * 20, "{} from {}", report.len(), source.len());
    }
}

/// Pieces that mean something in Markdown or HTML, so that random text is hostile text.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(vectors::PIECES).prop_map(str::to_owned),
        1 => prop::sample::select(vectors::ALL).prop_map(str::to_owned),
        1 => "[a-c1 ]{1,3}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_prose_is_harmless(source in pieces()) {
        check(&source);
    }

    #[test]
    fn arbitrary_text_is_harmless(source in "\\PC{0,60}") {
        check(&source);
    }

    #[test]
    fn a_report_loses_no_words(source in pieces()) {
        let ids = Ids::new();
        let context = oracle::context(&ids, &|_, _| Resolved::Broken);
        let mut page = String::new();
        to_html(&source, &context, &mut page);
        let report = markdown_block(&source, &context);
        let mut again = String::new();
        to_html(&report, &context, &mut again);
        prop_assert_eq!(visible(&page), visible(&again), "\n--- report\n{}\n---", report);
    }
}
