//! Colours of the settings: read, compared with a page's background, and moved until they can be read on it.

/// Backgrounds of the pages, as `style.css` has them: light and dark.
pub const BACKGROUNDS: [Color; 2] = [Color([0xff, 0xff, 0xff]), Color([0x11, 0x14, 0x17])];

/// Least contrast of text with its background (WCAG 2.2, 1.4.3).
pub const READABLE: f64 = 4.5;

/// A colour: red, green and blue of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl Color {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// Its contrast with another colour, 1 to 21, as WCAG 2.2 defines it.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Itself where it can be read on `background`, else the nearest shade of it, towards black or white, that can.
    #[must_use]
    pub fn readable_on(self, background: Self) -> Self {
        let end = if background.luminance() > 0.18 { 0 } else { 255 };
        let shades = (0..=100_u16).map(|share| {
            // Between a byte and a byte: the result is one too.
            Self(self.0.map(|part| ((u16::from(part) * (100 - share) + end * share) / 100).to_le_bytes()[0]))
        });
        let mut readable = shades.filter(|shade| shade.contrast(background) >= READABLE);
        readable.next().unwrap_or(Self([end.to_le_bytes()[0]; 3]))
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_six_digits_are_a_colour() {
        assert_eq!(Color::parse("#1B4fb8").unwrap().to_string(), "#1b4fb8");
        for text in ["", "#fff", "red", "#1b4fb88", "1b4fb8", "#+1+2+3", "#1b4fb8;", "#ééé"] {
            assert_eq!(Color::parse(text), None, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let [light, _] = BACKGROUNDS;
        assert!((light.contrast(Color([0; 3])) - 21.0).abs() < 1e-9);
        // The grey that is known to be the lightest that passes on white, and the next one, which does not.
        assert!(Color([0x76; 3]).contrast(light) >= READABLE);
        assert!(Color([0x77; 3]).contrast(light) < READABLE);
    }

    #[test]
    fn a_shade_that_can_be_read_is_found_and_a_good_colour_stays() {
        for red in (0..=255).step_by(51) {
            for blue in (0..=255).step_by(51) {
                for background in BACKGROUNDS {
                    let color = Color([red, 128, blue]);
                    let shade = color.readable_on(background);
                    assert!(shade.contrast(background) >= READABLE, "{color} {shade}");
                    assert_eq!(shade == color, color.contrast(background) >= READABLE);
                }
            }
        }
    }

    #[test]
    fn the_style_has_these_backgrounds() {
        let style = include_str!("../../templates/style.css");
        assert!(style.contains("--bg: light-dark(#fff, #111417);"));
        assert_eq!(BACKGROUNDS.map(|color| color.to_string()), ["#ffffff", "#111417"]);
    }
}
