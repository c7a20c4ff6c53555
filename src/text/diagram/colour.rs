//! Colours of the library to classes of the style sheet, which knows light, dark, forced colours and paper.

/// What a colour is used for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Fill,
    Stroke,
}

/// The colours of the theme the library is given, and of its pie.
const THEME: [(&str, &str); 13] = [
    ("none", "n"),
    ("#ffffff", "b"),
    ("white", "b"),
    ("#f8fafc", "p"),
    ("#f1f5f9", "c"),
    ("#e2e8f0", "c"),
    ("#94a3b8", "e"),
    ("#cbd5e1", "e"),
    ("#64748b", "i"),
    ("#0f172a", "i"),
    ("#333333", "i"),
    ("black", "i"),
    ("#000000", "i"),
];

/// The class for a colour: `f` or `s` for its use and a letter for its meaning.
///
/// A strong colour keeps its hue, since that may mean something to its author; anything else becomes a tone of the page.
pub(super) fn class(colour: &str, of: Use) -> [char; 2] {
    let colour = colour.trim().to_ascii_lowercase();
    let known = THEME.iter().find(|(name, _)| *name == colour).and_then(|(_, class)| class.chars().next());
    let tone = known.unwrap_or_else(|| hue(&colour).unwrap_or(if of == Use::Fill { 'c' } else { 'e' }));
    [if of == Use::Fill { 'f' } else { 's' }, tone]
}

fn hue(colour: &str) -> Option<char> {
    let (hue, saturation, lightness) = hsl(colour)?;
    if saturation < 0.25 || !(0.08..=0.97).contains(&lightness) {
        return None;
    }
    Some(match hue {
        20.0..70.0 => 'y',
        70.0..170.0 => 'g',
        170.0..255.0 => 'u',
        255.0..320.0 => 'v',
        _ => 'r',
    })
}

/// Hue in degrees, saturation and lightness from 0 to 1.
fn hsl(colour: &str) -> Option<(f32, f32, f32)> {
    if let Some(rest) = colour.strip_prefix("hsl(") {
        let mut numbers =
            rest.trim_end_matches(')').split(',').map(|n| n.trim().trim_end_matches('%').parse());
        let mut next = || numbers.next()?.ok();
        let (h, s, l): (f32, f32, f32) = (next()?, next()?, next()?);
        return Some((h.rem_euclid(360.0), s / 100.0, l / 100.0));
    }
    let [r, g, b] = rgb(colour)?.map(|byte| byte / 255.0);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let (span, lightness) = (most - least, f32::midpoint(most, least));
    if span <= f32::EPSILON {
        return Some((0.0, 0.0, lightness));
    }
    let saturation = span / (1.0 - (2.0 * lightness - 1.0).abs()).max(f32::EPSILON);
    let hue = if most <= r {
        ((g - b) / span).rem_euclid(6.0)
    } else if most <= g {
        (b - r) / span + 2.0
    } else {
        (r - g) / span + 4.0
    };
    Some((hue * 60.0, saturation, lightness))
}

fn rgb(colour: &str) -> Option<[f32; 3]> {
    if let Some(rest) = colour.strip_prefix("rgb(").or_else(|| colour.strip_prefix("rgba(")) {
        let mut numbers = rest.trim_end_matches(')').split(',').map(|n| n.trim().parse::<f32>().ok());
        return Some([numbers.next()??, numbers.next()??, numbers.next()??]);
    }
    let digits = match colour {
        "red" => "f00",
        "orange" => "fa0",
        "yellow" => "ff0",
        "green" | "lime" => "0f0",
        "lightgreen" => "9e9",
        "blue" => "00f",
        "lightblue" => "add8e6",
        "purple" | "violet" => "a0f",
        "pink" => "fbc",
        _ => colour.strip_prefix('#')?,
    };
    let digit = |at: usize| digits.get(at..=at).and_then(|d| u8::from_str_radix(d, 16).ok());
    let mut all = [0.0; 3];
    for (i, one) in all.iter_mut().enumerate() {
        *one = f32::from(match digits.len() {
            3 | 4 => digit(i)? * 17,
            6 | 8 => digit(2 * i)? * 16 + digit(2 * i + 1)?,
            _ => return None,
        });
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_a_tone_or_a_hue() {
        let of = |colour| class(colour, Use::Fill).iter().collect::<String>();
        assert_eq!(["none", "#F8FAFC", "#64748B"].map(of), ["fn", "fp", "fi"]);
        assert_eq!(["#f00", "rgb(255, 0, 0)", "hsl(0, 100%, 50%)", "red"].map(of), ["fr"; 4]);
        assert_eq!(["#ffa", "#90ee90", "#087ebf", "#a0f"].map(of), ["fy", "fg", "fu", "fv"]);
        assert_eq!(["#777", "url(#x)", "javascript:alert(1)", "#éé"].map(of), ["fc"; 4]);
        assert_eq!(class("#777", Use::Stroke), ['s', 'e']);
    }
}
