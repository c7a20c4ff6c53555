//! Letters folded for search: no diacritics, no wide forms, nothing invisible. `search.js` folds questions the same way.
//!
//! A table of the two blocks of Latin letters instead of a library: what Unicode decomposes there has not changed in
//! twenty years, and every other script is compared as written. A test asks the script for every letter of it.

use std::borrow::Cow;
use std::sync::LazyLock;

/// What U+00C0 to U+024F are without their marks, one letter each.
const LATIN: &str = "AAAAAAÆCEEEEIIIIÐNOOOOO×ØUUUUYÞßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþyAaAaAaCcCcCcCcDdĐđEeEeEeEeEeGgGgGgGg\
    HhĦħIiIiIiIiIıĲĳJjKkĸLlLlLlĿŀŁłNnNnNnŉŊŋOoOoOoŒœRrRrRrSsSsSsSsTtTtŦŧUuUuUuUuUuUuWwYyYZzZzZzſƀƁƂƃƄƅƆƇ\
    ƈƉƊƋƌƍƎƏƐƑƒƓƔƕƖƗƘƙƚƛƜƝƞƟOoƢƣƤƥƦƧƨƩƪƫƬƭƮUuƱƲƳƴƵƶƷƸƹƺƻƼƽƾƿǀǁǂǃǄǅǆǇǈǉǊǋǌAaIiOoUuUuUuUuUuǝAaAaÆæǤǥGgKkOo\
    OoƷʒjǱǲǳGgǶǷNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtȜȝHhȠȡȢȣȤȥAaEeOoOoOoOoYyȴȵȶȷȸȹȺȻȼȽȾȿɀɁɂɃɄɅɆɇɈɉɊɋɌɍɎɏ";
/// The same for U+1E00 to U+1EFF.
const LATIN_MORE: &str = "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSs\
    SsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyẚſẜẝẞẟAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEe\
    IiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYyỺỻỼỽỾỿ";

/// Letters that Unicode does not decompose, in lower case, and how people type them.
const TYPED: [(char, &str); 8] =
    [('ß', "ss"), ('ø', "o"), ('ł', "l"), ('đ', "d"), ('æ', "ae"), ('œ', "oe"), ('ı', "i"), ('ς', "σ")];

/// A text with its letters folded, in the case they are written in.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().filter(|c| !is_dropped(*c)).map(fold));
    Cow::Owned(out)
}

/// Both tables, letter by letter.
static LETTERS: LazyLock<[Vec<char>; 2]> =
    LazyLock::new(|| [LATIN, LATIN_MORE].map(|table| table.chars().collect()));

fn fold(c: char) -> char {
    let in_table =
        |table: usize, first: u32| LETTERS[table].get((u32::from(c) - first) as usize).copied().unwrap_or(c);
    match c {
        '\u{c0}'..='\u{24f}' => in_table(0, 0xc0),
        '\u{1e00}'..='\u{1eff}' => in_table(1, 0x1e00),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Marks on their own, and what nobody sees: soft hyphens, zero-width characters, direction and variation marks.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Appends a word in lower case, at most `longest` characters of it.
pub(super) fn push_lower(out: &mut String, word: &str, longest: usize) {
    if word.is_ascii() {
        let from = out.len();
        out.push_str(&word[..word.len().min(longest)]);
        out[from..].make_ascii_lowercase();
        return;
    }
    for c in word.to_lowercase().chars().take(longest) {
        match TYPED.iter().find(|(letter, _)| *letter == c) {
            Some((_, typed)) => out.push_str(typed),
            None => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_what_people_do_not_type() {
        assert_eq!(
            folded("Störung Việt e\u{301} ＡＢ１ con\u{200b}nect Ｐ０"),
            "Storung Viet e AB1 connect P0"
        );
        assert_eq!(folded("支付 и́ﬁ"), "支付 иﬁ");
        let mut out = String::new();
        push_lower(&mut out, "StraßeŁÓDŹ", 40);
        assert_eq!(out, "strasselódź");
        assert_eq!(LATIN.chars().count(), 0x24f - 0xc0 + 1);
        assert_eq!(LATIN_MORE.chars().count(), 256);
    }
}
