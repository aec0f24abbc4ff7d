//! Which translation shows.

use crate::data::pack::Text;

/// The translation that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked<'t> {
    /// The text, plain or HTML as its field says.
    pub text: &'t str,
    /// The `lang` to mark it with; empty where it is the language asked for.
    pub lang: &'t str,
    /// Whether it is in another language than the one asked for, which the widget says.
    pub fallback: bool,
    /// Whether a machine translated it, which the widget says.
    pub machine: bool,
}

/// The text in the language asked for, else in French, else what a person wrote, else any. `None` where there is
/// no text at all.
pub fn pick<'t>(texts: &'t [Text], lang: &str) -> Option<Picked<'t>> {
    let mut best: Option<(u8, &Text)> = None;
    for text in texts {
        if text.text.trim().is_empty() {
            continue;
        }
        let rank = if is(text, lang) {
            8 + u8::from(text.lang.eq_ignore_ascii_case(lang))
        } else {
            u8::from(!text.machine) + 2 * u8::from(is(text, "fr"))
        };
        if best.is_none_or(|(before, _)| before < rank) {
            best = Some((rank, text));
        }
    }
    let (_, text) = best?;
    let fallback = !is(text, lang);
    Some(Picked {
        text: &text.text,
        lang: if fallback { &text.lang } else { "" },
        fallback,
        machine: text.machine,
    })
}

/// Whether a text is in a language, by the primary subtag: `fr-CA` is French, `frr` is not.
fn is(text: &Text, lang: &str) -> bool {
    let primary = text.lang.split(['-', '_']).next().unwrap_or_default();
    primary.eq_ignore_ascii_case(lang)
}

/// The plain words of a text in a language; empty where there is none.
pub fn words(texts: &[Text], lang: &str) -> String {
    pick(texts, lang).map(|picked| super::html::plain(picked.text)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(list: &[(&str, &str, bool)]) -> Vec<Text> {
        let text = |&(lang, text, machine): &(&str, &str, bool)| Text {
            lang: lang.into(),
            text: text.into(),
            machine,
        };
        list.iter().map(text).collect()
    }

    #[test]
    fn a_missing_translation_falls_back_and_says_so() {
        let all = texts(&[("en", "a", false), ("fr", "b", false), ("nl", " ", false)]);
        let picked = pick(&all, "nl").unwrap();
        assert_eq!((picked.text, picked.lang, picked.fallback), ("b", "fr", true));
        assert_eq!(pick(&all, "fr").unwrap().lang, "", "its own language needs no mark");
        let others = texts(&[("de", "m", true), ("es", "p", false)]);
        let picked = pick(&others, "nl").unwrap();
        assert_eq!((picked.text, picked.machine), ("p", false), "what a person wrote comes first");
        assert_eq!(pick(&texts(&[("fr", "", false)]), "fr"), None);
        assert_eq!(pick(&[], "fr"), None);
    }

    #[test]
    fn a_machine_translation_in_the_language_is_better_than_another_language() {
        let all = texts(&[("fr", "a", false), ("nl", "b", true)]);
        let picked = pick(&all, "nl").unwrap();
        assert_eq!((picked.text, picked.machine, picked.fallback), ("b", true, false));
    }

    #[test]
    fn regions_are_the_language() {
        let all = texts(&[("fr-CA", "a", false), ("fr", "b", false), ("frr", "c", false)]);
        assert_eq!(pick(&all, "fr").unwrap().text, "b");
        assert_eq!(pick(&all[..1], "fr").unwrap().text, "a");
        assert!(pick(&all[2..], "fr").unwrap().fallback);
    }

    #[test]
    fn words_are_plain() {
        assert_eq!(words(&texts(&[("fr", "<b>A</b> &amp; B", false)]), "fr"), "A & B");
    }
}
