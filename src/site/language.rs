//! The language of a text by its script: enough for a browser to choose the right glyphs and line breaks.

/// The language tag of a text that is mostly Chinese, Japanese or Korean; `None` for anything else.
pub(super) fn of(text: &str) -> Option<&'static str> {
    if text.is_ascii() {
        return None;
    }
    let (mut han, mut kana, mut hangul, mut other) = (0, 0, 0, 0);
    for c in text.chars().take(400) {
        match c {
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => han += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            c if c.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    // A Latin letter carries about a third of what an ideograph does.
    if (han + kana + hangul) * 3 <= other {
        None
    } else if hangul > 0 {
        Some("ko")
    } else if kana > 0 {
        Some("ja")
    } else {
        (han > 0).then_some("zh-Hans")
    }
}

/// The tag of a page's language where it is one whose text [`of`] tells.
pub(super) fn of_page(tag: &str) -> Option<&'static str> {
    match tag.split('-').next() {
        Some("zh") => Some("zh-Hans"),
        Some("ja") => Some("ja"),
        Some("ko") => Some("ko"),
        _ => None,
    }
}

/// The tag of a text that is as long as prose, where it is not in the language of the page; `page` is [`of_page`].
///
/// In a page whose lines break between any two characters, letters are those of some other language; which one they do
/// not tell, and nearly always it is English.
pub(super) fn foreign(text: &str, page: Option<&'static str>) -> Option<&'static str> {
    match of(text) {
        Some(language) => Some(language).filter(|_| page != Some(language)),
        None => page.and(Some("en")).filter(|_| text.chars().filter(|c| c.is_alphabetic()).count() > 2),
    }
}

/// Whether a text has letters that are written from right to left.
pub(super) fn has_right_to_left(text: &str) -> bool {
    let rtl = |c| matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    // The first byte of all of these in UTF-8 is one of a few, which most text has none of.
    let first = |byte| matches!(byte, 0xd6..=0xe0 | 0xef);
    !text.is_ascii() && text.bytes().any(first) && text.chars().any(rtl)
}

#[cfg(test)]
mod tests {
    use super::{foreign, has_right_to_left, of, of_page};

    #[test]
    fn foreign_text_says_so() {
        let chinese = of_page("zh-Hans");
        assert_eq!(foreign("The pool was exhausted", chinese), Some("en"));
        assert_eq!(foreign("P1", chinese), None);
        assert_eq!(foreign("连接池耗尽", chinese), None);
        assert_eq!(foreign("连接池耗尽", of_page("en")), Some("zh-Hans"));
        assert_eq!(foreign("Der Pool war leer", of_page("en")), None);
    }

    #[test]
    fn right_to_left_is_seen() {
        assert!(has_right_to_left("מסד הנתונים down") && has_right_to_left("قاعدة البيانات"));
        assert!(!has_right_to_left("Störung 支付 — “x”"));
    }

    #[test]
    fn scripts_tell() {
        assert_eq!(of("支付失败率上升：connection pool 耗尽"), Some("zh-Hans"));
        assert_eq!(of("サービスが停止しました"), Some("ja"));
        assert_eq!(of("결제 실패"), Some("ko"));
        assert_eq!(of("Störung über alles"), None);
        assert_eq!(of("The pool 池 was exhausted and nothing worked any more"), None);
    }
}
