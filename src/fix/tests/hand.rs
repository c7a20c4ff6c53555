//! Single edits: what comes out, and what is refused.

use super::super::{Fix, edits};
use super::fixed;
use crate::finding::at;

fn value(old: &str, new: &str) -> Fix {
    Fix::value(at("k"), old, new)
}

#[test]
fn quotes_are_kept_or_found() {
    for (text, old, new, right) in [
        ("k: a # c\n", "a", "b", "k: b # c\n"),
        ("\u{feff}k:   a\r\n", "a", "支付", "\u{feff}k:   支付\r\n"),
        ("k: 'a'", "a", "it's", "k: 'it''s'"),
        ("k: \"a\"", "a", "b\\\"", "k: \"b\\\\\\\"\""),
        ("k: a", "a", "b: c", "k: 'b: c'"),
        ("k: a", "a", "b #c", "k: 'b #c'"),
        ("k: a", "a", "", "k: ''"),
        ("k: a", "a", "null", "k: 'null'"),
        ("k: a", "a", "~", "k: '~'"),
        ("k: a", "a", "~2026", "k: ~2026"),
        ("k: a", "a", "*b", "k: '*b'"),
        ("k: a", "a", "b\nc", "k: \"b\\nc\""),
        ("k: a", "a", "b\u{85}\u{1b}c", "k: \"b\\u0085\\u001bc\""),
        ("k: 'a'", "a", "b\tc\u{feff}", "k: \"b\\tc\\ufeff\""),
        ("k: a", "a", "b, c]", "k: b, c]"),
        ("{k: a, z: 1}", "a", "b, c]", "{k: 'b, c]', z: 1}"),
        ("k: !!str a\n", "a", "b", "k: !!str b\n"),
        ("---\nk: a\n", "a", "b", "---\nk: b\n"),
        ("---\nk: a\n---\n# k: a\n", "a", "b", "---\nk: b\n---\n# k: a\n"),
    ] {
        assert_eq!(fixed(text, &value(old, new)), right, "{text:?} {new:?}");
    }
}

#[test]
fn what_is_not_sure_is_refused() {
    for text in [
        "k: other\n",
        "z: &x a\nk: *x\n",
        "k: &x a\nz: *x\n",
        "k: >-\n  a\n",
        "k: |-\n  'a'\n",
        "k: \"a\\\n  \"\n",
        "k: a\n---\nk: a\n",
        "k: [a]\n",
        "z: a\n",
        "k: {a\n",
        "",
    ] {
        assert_eq!(edits(text, &value("a", "b")), None, "{text:?}");
    }
    let inside = Fix::value(at("m.k"), "a", "b");
    assert_eq!(edits("z: &x {k: a}\nm: *x\n", &inside), None);
    assert_eq!(edits("m: &x\n  k: a\n", &inside), None);
    // Written apart over two lines it is the same text, but whose layout would the new one take?
    assert_eq!(edits("k: a\n  b\n", &value("a b", "c")), None);
}

#[test]
fn keys_are_renamed_alone() {
    let fix = Fix::key(at("m.rootCause"), "root_cause");
    assert_eq!(
        fixed("m:\n  rootCause : &x |\n    a\n  z: *x\n", &fix),
        "m:\n  root_cause : &x |\n    a\n  z: *x\n"
    );
    assert_eq!(fixed("m: {'rootCause': a}", &fix), "m: {'root_cause': a}");
    assert_eq!(fixed("m:\n  ? rootCause\n  : a\n", &fix), "m:\n  ? root_cause\n  : a\n");
    for text in [
        "m: {rootCause: a, root_cause: b}\n",
        "m: {rootCause: a, rootCause: b}\n",
        "z: &z {root_cause: c}\nm:\n  <<: *z\n  rootCause: a\n",
        "m: {&k rootCause: a}\n",
        "m: {rootcause: a}\n",
        "m: &m {rootCause: a}\n",
        "m: {rootCause: a}\nvisibility: {fields: {m.rootCause: restricted}}\n",
        "m: {rootCause: {k: a}}\nvisibility: {fields: {m.rootCause.k: restricted}}\n",
    ] {
        assert_eq!(edits(text, &fix), None, "{text:?}");
    }
}

fn order(text: &str, order: &[usize]) -> Option<String> {
    let fix = Fix::order(at("l"), order.to_vec(), "sort");
    edits(text, &fix).map(|splices| super::super::apply(text, &splices))
}

#[test]
fn items_take_their_comments_along() {
    let text = "l: # rows\n  # 支付\n\n  # one\n  - a: 1 # x\n    b: |\n      # no comment\n\n      text\n    # inside\n\n  # two\n  # lines\n  - {a: 2,\n     b: 3}\n  -\n    - deep\n    -\n# after\nz: 1\n";
    let right = "l: # rows\n  # 支付\n\n  -\n    - deep\n    -\n\n  # one\n  - a: 1 # x\n    b: |\n      # no comment\n\n      text\n    # inside\n  # two\n  # lines\n  - {a: 2,\n     b: 3}\n# after\nz: 1\n";
    assert_eq!(order(text, &[2, 0, 1]).as_deref(), Some(right));
    let crlf = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(order(&crlf(text), &[2, 0, 1]), Some(crlf(right)));
    assert_eq!(order("l:\n- a\n- b", &[1, 0]).as_deref(), Some("l:\n- b\n- a"));
    assert_eq!(order("l:\r\n- a\n- b\r\n", &[1, 0]).as_deref(), Some("l:\r\n- b\n- a\r\n"));
    assert_eq!(
        order("l:\n- a:\n- b: # c\n  d: # e\n# f\n", &[1, 0]).as_deref(),
        Some("l:\n- b: # c\n  d: # e\n- a:\n# f\n")
    );
    assert_eq!(order("l: [ a,{b: 1} , 'c']\n", &[2, 0, 1]).as_deref(), Some("l: [ 'c',a , {b: 1}]\n"));
}

#[test]
fn lists_that_cannot_be_taken_apart_are_refused() {
    for text in [
        "l:\n- a\n\n# whose?\n\n- b\n",
        "l:\n- &x a\n- b\n",
        "x: &x a\nl:\n- *x\n- b\n",
        "l: &l\n- a\n- b\n",
        "l:\n- |+\n  a\n\n- b\n",
        "l:\n- b\n- |\n  a",
        "l: [a, # whose?\n b]\n",
        "l:\n\t# tab\n- a\n- b\n",
        "l:\n- a\r# lone\n- b\n",
        "l: [a]\n",
        "l: a\n",
        "? l\n: - a\n  - b\n",
        "l: [a, b]\nvisibility: {fields: {'l[0]': restricted}}\n",
    ] {
        assert_eq!(order(text, &[1, 0]), None, "{text:?}");
    }
    assert_eq!(order("l: [a, b]\n", &[0, 0]), None);
}
