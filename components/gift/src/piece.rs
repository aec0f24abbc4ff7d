//! Characters that know whether they were escaped, and where they stood.

use crate::model::{Format, Text};

/// One character of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) ch: char,
    /// Came from a backslash and a sign: it is text, whatever it looks like.
    pub(crate) escaped: bool,
    pub(crate) line: u32,
}

impl Piece {
    /// Whether it is this sign, and acts as one.
    pub(crate) fn is(self, sign: char) -> bool {
        self.ch == sign && !self.escaped
    }

    pub(crate) fn is_space(self) -> bool {
        !self.escaped && matches!(self.ch, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
    }
}

/// Appends a line and the line feed after it. Gives back the words that look like Windows paths of which `\n` has
/// just become a line feed.
pub(crate) fn lex(line: &str, number: u32, out: &mut Vec<Piece>) -> Vec<String> {
    let mut paths = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        let mut piece = Piece { ch, escaped: false, line: number };
        if ch == '\\'
            && let Some((_, next)) = chars.peek().copied()
            && (matches!(next, '\\' | ':' | '#' | '=' | '{' | '}' | '~') || next == 'n')
        {
            chars.next();
            piece = Piece { ch: if next == 'n' { '\n' } else { next }, escaped: true, line: number };
            if next == 'n'
                && let Some(path) = windows_path(line, at)
            {
                paths.push(path);
            }
        }
        out.push(piece);
    }
    out.push(Piece { ch: '\n', escaped: false, line: number });
    paths
}

/// The word around `at` if it begins as `C:` or `\\server` does.
fn windows_path(line: &str, at: usize) -> Option<String> {
    let start = line[..at].rfind([' ', '\t', '~', '=', '{', '#']).map_or(0, |before| before + 1);
    let end = line[at..].find([' ', '\t', '~', '}', '#']).map_or(line.len(), |after| at + after);
    let word = &line[start..end];
    let mut chars = word.chars();
    let drive = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && (chars.as_str().starts_with(':') || chars.as_str().starts_with("\\:"));
    (drive || word.starts_with("\\\\")).then(|| word.to_owned())
}

/// Without blanks at the ends.
pub(crate) fn trim(mut pieces: &[Piece]) -> &[Piece] {
    while let [first, rest @ ..] = pieces
        && first.is_space()
    {
        pieces = rest;
    }
    while let [rest @ .., last] = pieces
        && last.is_space()
    {
        pieces = rest;
    }
    pieces
}

/// Where a sign acts first.
pub(crate) fn find(pieces: &[Piece], sign: char) -> Option<usize> {
    pieces.iter().position(|piece| piece.is(sign))
}

/// Where a run of signs acts first.
pub(crate) fn find_all(pieces: &[Piece], signs: &str) -> Option<usize> {
    (0..pieces.len()).find(|at| starts_with(&pieces[*at..], signs))
}

/// Where a run of signs acts last.
pub(crate) fn rfind_all(pieces: &[Piece], signs: &str) -> Option<usize> {
    (0..pieces.len()).rev().find(|at| starts_with(&pieces[*at..], signs))
}

/// Whether it begins with signs that act.
pub(crate) fn starts_with(pieces: &[Piece], signs: &str) -> bool {
    let mut pieces = pieces.iter();
    signs.chars().all(|sign| pieces.next().is_some_and(|piece| piece.is(sign)))
}

/// The line of the first character, for a message; `or` for none.
pub(crate) fn line(pieces: &[Piece], or: u32) -> u32 {
    pieces.first().map_or(or, |piece| piece.line)
}

/// The words. Blanks and ends of lines of the source become one space, as they do on a page; an escaped `\n` stays.
pub(crate) fn words(pieces: &[Piece], keep_lines: bool) -> String {
    let mut out = String::new();
    for piece in pieces {
        if piece.is_space() && !keep_lines {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else {
            if piece.escaped && piece.ch == '\n' && !keep_lines {
                // A blank before a line feed cannot be seen.
                out.truncate(out.trim_end_matches(' ').len());
            }
            out.push(piece.ch);
        }
    }
    out.trim_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}', '\0']).to_owned()
}

/// The words and their format: `[html]` at the beginning, else `default`. An unknown name is text.
pub(crate) fn text(pieces: &[Piece], default: Format) -> Text {
    let mut pieces = trim(pieces);
    let mut format = default;
    if starts_with(pieces, "[")
        && let Some(end) = find(pieces, ']')
    {
        let name: String = pieces[1..end].iter().map(|piece| piece.ch).collect();
        if let Some(known) = Format::of(&name) {
            format = known;
            pieces = trim(&pieces[end + 1..]);
        }
    }
    let text = words(pieces, format == Format::Markdown);
    Text { format: if text.is_empty() { default } else { format }, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexed(text: &str) -> (Vec<Piece>, Vec<String>) {
        let mut pieces = Vec::new();
        let paths = lex(text, 1, &mut pieces);
        (pieces, paths)
    }

    #[test]
    fn a_line_feed_is_written_backslash_n() {
        assert_eq!(text(&lexed(r"un \n deux  trois").0, Format::Moodle).text, "un\ndeux trois");
        assert_eq!(text(&lexed(r"un \\n").0, Format::Moodle).text, r"un \n");
        assert_eq!(text(&lexed(r"a \x b \").0, Format::Moodle).text, r"a \x b \");
    }

    #[test]
    fn paths_are_noticed_and_sentences_are_not() {
        assert_eq!(lexed(r"dossier C:\new ici").1, [r"C:\new"]);
        assert_eq!(lexed(r"~C\:\temp\new#x").1, [r"C\:\temp\new"]);
        assert_eq!(lexed(r"\\serveur\nas").1, [r"\\serveur\nas"]);
        assert!(lexed(r"un\ndeux a:b\n").1.len() <= 1);
        assert!(lexed(r"Deux choses :\nla première").1.is_empty());
    }
}
