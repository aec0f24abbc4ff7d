//! One folding for what is indexed and for what is typed: case, accents, ligatures, elision, hyphens.
//!
//! It knows the Latin letters up to U+017F and combining marks, by a table of 192 bytes. A page that passes
//! text through `normalize('NFD')` first has every accented Latin letter folded.

use alloc::string::String;
use alloc::vec::Vec;

/// Longest word, in bytes once folded; what is beyond is left out.
pub const MAX_WORD: usize = 40;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The word, folded.
    pub text: String,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// U+00C0 to U+017F without accents. A capital is two letters (see `letters`), a dot none.
const LATIN: &[u8; 192] = b"aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTy\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkkllllllllllnnnnnnnnn\
ooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

const ELIDED: [&str; 14] =
    ["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"];

/// What a character is in a word.
enum Part {
    Letters([u8; 2], usize),
    Other(char),
    Mark,
    Apostrophe,
    Dot,
    Gap,
}

fn part(c: char) -> Part {
    match c {
        'a'..='z' | '0'..='9' => Part::Letters([c as u8, 0], 1),
        'A'..='Z' => Part::Letters([c as u8 + 32, 0], 1),
        '\'' | '’' | '‘' | 'ʼ' | '´' | '`' => Part::Apostrophe,
        '.' => Part::Dot,
        '\u{c0}'..='\u{17f}' => match LATIN[c as usize - 0xc0] {
            b'.' => Part::Gap,
            b'A' => Part::Letters(*b"ae", 2),
            b'T' => Part::Letters(*b"th", 2),
            b'S' => Part::Letters(*b"ss", 2),
            b'I' => Part::Letters(*b"ij", 2),
            b'O' => Part::Letters(*b"oe", 2),
            letter => Part::Letters([letter, 0], 1),
        },
        '\u{300}'..='\u{36f}' => Part::Mark,
        // Other scripts stay as they are; the blocks left out are signs, spaces and pictures.
        '\u{180}'..='\u{2af}'
        | '\u{370}'..='\u{1fff}'
        | '\u{2c00}'..='\u{2fff}'
        | '\u{3040}'..='\u{d7ff}' => Part::Other(c),
        _ => Part::Gap,
    }
}

/// The words of a text, in order.
///
/// ```
/// let words: Vec<_> = commune_search::fold::tokens("L’École de la C.N.I. : aujourd'hui").into_iter()
///     .map(|token| token.text).collect();
/// assert_eq!(words, ["ecole", "de", "la", "cni", "aujourdhui"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut word = String::new();
    let (mut start, mut end) = (0, 0);
    // The letters of an acronym with dots so far.
    let mut dotted = false;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        let part = part(c);
        let after = at + c.len_utf8();
        match part {
            Part::Letters(..) | Part::Other(_) if word.is_empty() => (start, dotted) = (at, false),
            _ => {}
        }
        match part {
            Part::Letters(letters, count) => {
                for &letter in &letters[..count] {
                    if word.len() < MAX_WORD {
                        word.push(char::from(letter));
                    }
                }
                end = after;
                continue;
            }
            Part::Other(c) => {
                if word.len() + c.len_utf8() <= MAX_WORD {
                    word.push(c);
                }
                end = after;
                continue;
            }
            Part::Mark => {
                if !word.is_empty() {
                    end = after;
                }
                continue;
            }
            Part::Apostrophe if !word.is_empty() => {
                let next =
                    chars.clone().next().is_some_and(|(_, c)| matches!(self::part(c), Part::Letters(..)));
                if ELIDED.contains(&word.as_str()) {
                    word.clear();
                    continue;
                }
                if next {
                    continue;
                }
            }
            Part::Dot if dotted || word.len() == 1 => {
                let mut next = chars.clone().map(|(_, c)| matches!(self::part(c), Part::Letters(..)));
                if next.next() == Some(true) && next.next() != Some(true) {
                    dotted = true;
                    continue;
                }
            }
            _ => {}
        }
        finish(&mut word, start, end, &mut out);
    }
    finish(&mut word, start, end, &mut out);
    out
}

fn finish(word: &mut String, start: usize, end: usize, out: &mut Vec<Token>) {
    if !word.is_empty() {
        out.push(Token { text: core::mem::take(word), start, end });
    }
}

/// The word of a text that folds to `term`, as it is written there.
#[must_use]
pub fn spelled<'a>(term: &str, text: &'a str) -> &'a str {
    let tokens = tokens(text);
    let token = tokens.iter().find(|token| token.text == term);
    token.and_then(|token| text.get(token.start..token.end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn accents_ligatures_and_case_go() {
        assert_eq!(
            words("ÉCOLE Œuvre CŒUR Æquo Straße Noël Ĳssel"),
            ["ecole", "oeuvre", "coeur", "aequo", "strasse", "noel", "ijssel"]
        );
        assert_eq!(words("E\u{301}cole"), ["ecole"]);
    }

    #[test]
    fn elisions_go_and_other_apostrophes_join() {
        let expected = ["ecole", "eau", "il", "on", "matin", "aujourdhui", "fotos"];
        assert_eq!(words("l'école d’eau qu'il lorsqu’on jusqu'matin aujourd'hui foto's"), expected);
    }

    #[test]
    fn hyphens_part_and_dots_of_acronyms_join() {
        assert_eq!(
            words("rendez-vous C.N.I. C.C.A.S, M. Dupont. a.b"),
            ["rendez", "vous", "cni", "ccas", "m", "dupont", "ab"]
        );
        assert_eq!(words("18.30 www.lille.fr"), ["18", "30", "www", "lille", "fr"]);
    }

    #[test]
    fn a_folded_word_is_found_as_it_is_written() {
        assert_eq!(spelled("dechetterie", "La Déchetterie, rue"), "Déchetterie");
        assert_eq!(spelled("ecole", "E\u{301}cole"), "E\u{301}cole");
        assert_eq!(spelled("ecole", "rien"), "");
    }
}
