//! The colours that a commune may set, and their defaults, read from the widgets' own style sheet.

use std::sync::LazyLock;

/// The style sheet that declares the tokens.
const SHEET: &str = include_str!("../../../components/ui/src/ui.css");

/// A colour that a commune may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The name that the style sheets read it by: `--_accent` is `accent`.
    pub inner: &'static str,
    /// The custom property that a commune sets.
    pub property: &'static str,
    /// The column of the spreadsheet, in normal form; the dark scheme's ends with `_sombre`.
    pub column: &'static str,
    /// The column of the dark scheme.
    pub dark_column: &'static str,
    /// What it is called in a sentence, with its article.
    pub french: &'static str,
}

macro_rules! tokens {
    ($($inner:literal $property:literal $column:literal $french:literal;)*) => {
        /// Every colour that a commune may set.
        pub const TOKENS: &[Token] = &[$(Token {
            inner: $inner,
            property: concat!("--commune-", $property),
            column: $column,
            dark_column: concat!($column, "_sombre"),
            french: $french,
        },)*];
    };
}

tokens! {
    "surface" "surface" "couleur_fond" "le fond";
    "soft" "surface-soft" "couleur_fond_doux" "le fond doux";
    "text" "text" "couleur_texte" "le texte";
    "muted" "text-muted" "couleur_texte_discret" "le texte discret";
    "accent" "accent" "couleur_accent" "l'accent";
    "on-accent" "on-accent" "couleur_texte_sur_accent" "le texte sur l'accent";
    "border" "border" "couleur_bordure" "la bordure";
    "danger" "danger" "couleur_danger" "la couleur des erreurs";
    "success" "success" "couleur_succes" "la couleur des réussites";
    "warning" "warning" "couleur_alerte" "la couleur des alertes";
    "s1" "series-1" "couleur_serie_1" "la série 1";
    "s2" "series-2" "couleur_serie_2" "la série 2";
    "s3" "series-3" "couleur_serie_3" "la série 3";
    "s4" "series-4" "couleur_serie_4" "la série 4";
    "s5" "series-5" "couleur_serie_5" "la série 5";
    "s6" "series-6" "couleur_serie_6" "la série 6";
}

/// The token of a custom property.
#[must_use]
pub fn of_property(property: &str) -> Option<&'static Token> {
    TOKENS.iter().find(|token| token.property == property)
}

/// A colour, `0xrrggbb`.
pub type Colour = u32;

/// A colour written `#rgb` or `#rrggbb`.
#[must_use]
pub fn colour(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#')?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    match digits.len() {
        6 => Some(value),
        // #abc is #aabbcc.
        3 => Some([8, 4, 0].iter().fold(0, |all, shift| (all << 8) | (((value >> shift) & 0xf) * 0x11))),
        _ => None,
    }
}

/// The colours of the style sheet by inner name, light and dark; `hairline` too, which no commune sets.
static DEFAULTS: LazyLock<Vec<(String, [Colour; 2])>> = LazyLock::new(|| defaults_of(SHEET));

/// The colour that a token has where nobody sets it, in the light (0) or dark (1) scheme.
#[must_use]
pub fn default(inner: &str, scheme: usize) -> Option<Colour> {
    DEFAULTS.iter().find(|(name, _)| name == inner).map(|(_, colours)| colours[scheme])
}

/// The tokens of a sheet: `--_name: … light-dark(#rrggbb, #rrggbb) …;`.
fn defaults_of(sheet: &str) -> Vec<(String, [Colour; 2])> {
    let mut found: Vec<(String, [Colour; 2])> = Vec::new();
    for declared in sheet.split("--_").skip(1) {
        let Some((name, value)) = declared.split_once(':') else { continue };
        let value = value.split(';').next().unwrap_or_default();
        let Some((_, pair)) = value.split_once("light-dark(") else { continue };
        let Some((light, dark)) = pair.split(')').next().unwrap_or_default().split_once(',') else {
            continue;
        };
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if let (true, Some(light), Some(dark)) = (is_name, colour(light), colour(dark)) {
            found.push((name.to_owned(), [light, dark]));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_hexadecimal() {
        assert_eq!(colour("#00518a"), Some(0x0000_518a));
        assert_eq!(colour(" #ABC "), Some(0x00aa_bbcc));
        for wrong in ["00518a", "#00518", "#gggggg", "red", "#+12345", "", "#"] {
            assert_eq!(colour(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_token_has_its_default_in_the_style_sheet() {
        for token in TOKENS {
            let declared = format!("--_{}: var({}, light-dark(", token.inner, token.property);
            assert!(SHEET.contains(&declared), "{declared}");
            assert!(
                default(token.inner, 0).is_some() && default(token.inner, 1).is_some(),
                "{}",
                token.inner
            );
        }
        assert_eq!(default("accent", 0), Some(0x0000_518a));
        assert_eq!(default("accent", 1), Some(0x008c_c8ff));
        assert!(default("hairline", 0).is_some());
    }

    #[test]
    fn no_token_of_the_style_sheet_is_forgotten() {
        for declared in SHEET.split("var(--commune-").skip(1) {
            let name = declared.split([',', ')']).next().unwrap();
            let property = format!("--commune-{name}");
            assert!(name == "radius" || of_property(&property).is_some(), "{property}");
        }
    }
}
