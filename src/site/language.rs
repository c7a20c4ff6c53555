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

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn scripts_tell() {
        assert_eq!(of("支付失败率上升：connection pool 耗尽"), Some("zh-Hans"));
        assert_eq!(of("サービスが停止しました"), Some("ja"));
        assert_eq!(of("결제 실패"), Some("ko"));
        assert_eq!(of("Störung über alles"), None);
        assert_eq!(of("The pool 池 was exhausted and nothing worked any more"), None);
    }
}
