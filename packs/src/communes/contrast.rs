//! Whether the colours of a commune can be read.
//!
//! Contrast ratio and relative luminance: WCAG 2.2, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.

use std::collections::BTreeMap;

use super::config::Tokens;
use super::pairs::{PAIRS, Pair};
use super::tokens::{Colour, TOKENS, Token, colour, default};

const SCHEMES: [&str; 2] = ["clair", "sombre"];

/// The relative luminance of a colour, 0 to 1.
#[must_use]
pub fn luminance(colour: Colour) -> f64 {
    let channel = |shift: u32| {
        let value = f64::from((colour >> shift) & 0xff) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

/// The contrast ratio of two colours, 1 to 21.
#[must_use]
pub fn ratio(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// What cannot be read, as sentences: one for each colour to change. Only pairs of which the commune set a colour are
/// told: the others have the widgets' own. A value that is no colour is left out here; the schema tells it.
#[must_use]
pub fn faults(tokens: &Tokens) -> Vec<String> {
    let mut out = Vec::new();
    for (number, set) in [&tokens.light, &tokens.dark].into_iter().enumerate() {
        let scheme = Scheme { number, set };
        for token in TOKENS.iter().filter(|token| scheme.chosen(token.inner).is_some()) {
            let weak = scheme.weak(token.inner);
            if !weak.is_empty() {
                out.push(scheme.sentence(token, &weak));
            }
        }
    }
    out
}

/// The colours of one scheme.
struct Scheme<'t> {
    /// 0 light, 1 dark.
    number: usize,
    set: &'t BTreeMap<String, String>,
}

/// A pair that does not stand out enough.
struct Weak {
    pair: &'static Pair,
    ground: &'static str,
    ratio: f64,
}

impl Scheme<'_> {
    /// The colour that the commune chose for a token.
    fn chosen(&self, inner: &str) -> Option<Colour> {
        self.set.get(token(inner)?.property).and_then(|text| colour(text))
    }

    /// The colour that a token has.
    fn colour(&self, inner: &str) -> Option<Colour> {
        self.chosen(inner).or_else(|| default(inner, self.number))
    }

    /// The pairs that are for this token to mend: those that it is the front of, and those that it is the ground of
    /// under a front that nobody chose.
    fn weak(&self, inner: &str) -> Vec<Weak> {
        let mut out: Vec<Weak> = Vec::new();
        for pair in PAIRS {
            for ground in pair.grounds {
                let mends = pair.front == inner || (*ground == inner && self.chosen(pair.front).is_none());
                let (Some(front), Some(back)) = (self.colour(pair.front), self.colour(ground)) else {
                    continue;
                };
                let ratio = ratio(front, back);
                // A chart's mark on the ground and the hatch in the ground's colour on the mark are one contrast.
                let told = out.iter().any(|weak| weak.pair.front == *ground && weak.ground == pair.front);
                // Of a mark and a ground that were both chosen, the mark is told.
                let twin = pair.front == "surface" && *ground != inner && self.chosen(ground).is_some();
                if mends && !told && !twin && ratio < pair.least {
                    out.push(Weak { pair, ground, ratio });
                }
            }
        }
        out
    }

    fn sentence(&self, token: &Token, weak: &[Weak]) -> String {
        let shown = |inner: &str| {
            let own = if self.chosen(inner).is_some() { "" } else { ", couleur d'origine" };
            let name = self::token(inner).map_or("le filet", |token| token.french);
            format!("{name} (#{:06x}{own})", self.colour(inner).unwrap_or_default())
        };
        let parts: Vec<String> = weak
            .iter()
            .map(|Weak { pair, ground, ratio }| {
                let other = if pair.front == token.inner { ground } else { pair.front };
                let (found, least) = (decimal((ratio * 100.0).floor() / 100.0), decimal(pair.least));
                format!("{} avec {}, {found} pour {least}", pair.what, shown(other))
            })
            .collect();
        let column = [token.column, token.dark_column][self.number];
        let way_out = self.nearest(token.inner, weak).map_or_else(
            || "Changez aussi l'autre couleur.".to_owned(),
            |near| format!("Par exemple, {column} : #{near:06x}."),
        );
        format!(
            "thème {}, {} n'a pas assez de contraste : {}. {way_out}",
            SCHEMES[self.number],
            shown(token.inner),
            parts.join("\u{a0}; ")
        )
    }

    /// The colour nearest to a token's, on its way to black or white, that mends all its weak pairs.
    fn nearest(&self, inner: &str, weak: &[Weak]) -> Option<Colour> {
        let others: Vec<(Colour, f64)> = weak
            .iter()
            .filter_map(|weak| {
                let other = if weak.pair.front == inner { weak.ground } else { weak.pair.front };
                Some((self.colour(other)?, weak.pair.least))
            })
            .collect();
        nearest(self.colour(inner)?, &others)
    }
}

fn token(inner: &str) -> Option<&'static Token> {
    TOKENS.iter().find(|token| token.inner == inner)
}

fn decimal(number: f64) -> String {
    number.to_string().replace('.', ",")
}

/// The colour nearest to `colour`, on its way to black or white, that stands out from each of the others by its ratio.
#[must_use]
pub fn nearest(colour: Colour, others: &[(Colour, f64)]) -> Option<Colour> {
    const STEPS: u32 = 64;
    let towards = |end: u32| {
        (0..=STEPS).map(move |step| {
            [16, 8, 0].iter().fold(0, |all, shift| {
                let from = (colour >> shift) & 0xff;
                (all << 8) | ((from * (STEPS - step) + end * step) / STEPS)
            })
        })
    };
    let stands_out = |near: Colour| others.iter().all(|(other, least)| ratio(near, *other) >= *least);
    let first = |end| towards(end).enumerate().find(|(_, near)| stands_out(*near));
    match (first(0), first(0xff)) {
        (Some(black), Some(white)) => Some(if white.0 < black.0 { white.1 } else { black.1 }),
        (black, white) => black.or(white).map(|(_, near)| near),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(light: &[(&str, &str)], dark: &[(&str, &str)]) -> Tokens {
        let map = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| (format!("--commune-{name}"), (*value).to_owned())).collect()
        };
        Tokens { light: map(light), dark: map(dark), radius: String::new() }
    }

    #[test]
    fn the_ratio_is_that_of_the_recommendation() {
        assert!((ratio(0x00ff_ffff, 0) - 21.0).abs() < 1e-9);
        assert!((ratio(0x0000_518a, 0x00ff_ffff) - 8.3).abs() < 0.05);
        // #767676 on white is the known edge of 4.5.
        assert!(ratio(0x0076_7676, 0x00ff_ffff) >= 4.5 && ratio(0x0077_7777, 0x00ff_ffff) < 4.5);
    }

    #[test]
    fn the_widgets_own_colours_stand_out_in_every_pair() {
        for pair in PAIRS {
            for ground in pair.grounds {
                for scheme in [0, 1] {
                    let found = ratio(default(pair.front, scheme).unwrap(), default(ground, scheme).unwrap());
                    assert!(found >= pair.least, "{} on {ground}, {scheme}: {found:.2}", pair.front);
                }
            }
        }
    }

    #[test]
    fn a_pale_accent_is_told_once_in_its_own_scheme_with_a_way_out_of_all_its_pairs() {
        let told = faults(&set(&[("accent", "#6aa8d8")], &[]));
        assert_eq!(told.len(), 1, "{told:#?}");
        let sentence = &told[0];
        for part in [
            "thème clair, l'accent (#6aa8d8) n'a pas assez de contraste",
            "les liens et les boutons avec le fond (#ffffff, couleur d'origine)",
            "le texte du bouton principal et du choix actif avec le texte sur l'accent",
            "pour 4,5",
        ] {
            assert!(sentence.contains(part), "{part}: {sentence}");
        }
        let near = sentence.split("couleur_accent : ").nth(1).unwrap().trim_end_matches('.').to_owned();
        assert_eq!(faults(&set(&[("accent", near.as_str())], &[])), [""; 0]);
    }

    #[test]
    fn a_ground_alone_is_checked_against_what_nobody_set() {
        let told = faults(&set(&[], &[("surface", "#777777")]));
        assert_eq!(told.len(), 1, "{told:#?}");
        let near = told[0].split("couleur_fond_sombre : ").nth(1).unwrap().trim_end_matches('.').to_owned();
        assert_eq!(faults(&set(&[], &[("surface", near.as_str())])), [""; 0]);
    }

    #[test]
    fn a_contrast_that_two_entries_describe_is_told_once() {
        let told = faults(&set(&[("series-2", "#ffeeaa")], &[]));
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(told[0].matches(" pour 3").count(), 1, "{told:#?}");
        let both = faults(&set(&[("series-2", "#ffeeaa"), ("surface", "#ffffff")], &[]));
        assert_eq!(both.len(), 1, "{both:#?}");
        assert!(both[0].contains("la série 2 (#ffeeaa)"), "{both:#?}");
    }

    #[test]
    fn the_colours_of_the_demo_pass() {
        let told = faults(&set(
            &[
                ("surface", "#fffaf3"),
                ("surface-soft", "#f6ecdf"),
                ("text", "#2b1d16"),
                ("text-muted", "#6a5142"),
                ("accent", "#8f2d1c"),
                ("on-accent", "#fffaf3"),
                ("border", "#8a7261"),
                ("series-1", "#8f2d1c"),
                ("series-2", "#2f6270"),
            ],
            &[],
        ));
        assert_eq!(told, [""; 0]);
    }
}
