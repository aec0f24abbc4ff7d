//! Reading synonym files: one group per line.

use std::fmt;

use super::{Lang, stop};
use crate::fold;
use crate::synonyms::MOST_WORDS;

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymError {
    /// From 1.
    pub line: usize,
    /// What is wrong, for the person who edits the file.
    pub reason: &'static str,
}

impl fmt::Display for SynonymError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for SynonymError {}

/// A word as it is written, and folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) lower: String,
    pub(super) folded: String,
}

/// A line: phrases, of which the first `one_way` lead to the others; 0 when each leads to all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) lang: Lang,
    pub(super) phrases: Vec<Vec<Word>>,
    pub(super) one_way: usize,
}

/// The words of a text as they are written (in lower case) and folded.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    let tokens = fold::tokens(text);
    tokens
        .into_iter()
        .map(|token| Word { lower: text[token.start..token.end].to_lowercase(), folded: token.text })
}

pub(super) fn parse(text: &str, lang: Lang) -> Result<Vec<Line>, SynonymError> {
    let mut lines = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let content = line.split('#').next().unwrap_or_default().trim();
        let content = content.trim_start_matches('\u{feff}');
        if content.is_empty() {
            continue;
        }
        let error = |reason| SynonymError { line: n + 1, reason };
        let mut sides = content.split("=>");
        let left = phrases(sides.next().unwrap_or_default()).map_err(error)?;
        let (phrases, one_way) = match sides.next() {
            None if left.len() < 2 => return Err(error("a group has two phrases or more")),
            None => (left, 0),
            Some(right) => {
                let one_way = left.len();
                ([left, phrases(right).map_err(error)?].concat(), one_way)
            }
        };
        if sides.next().is_some() {
            return Err(error("=> may come once only"));
        }
        lines.push(Line { lang, phrases, one_way });
    }
    Ok(lines)
}

fn phrases(text: &str) -> Result<Vec<Vec<Word>>, &'static str> {
    text.split(',').map(phrase).collect()
}

fn phrase(text: &str) -> Result<Vec<Word>, &'static str> {
    if text.trim().is_empty() {
        return Err("a phrase is empty: look for two commas, or one at the end");
    }
    let words: Vec<_> = words(text).filter(|word| !stop::is_stop(&word.folded)).collect();
    match words.len() {
        0 => Err("a phrase has words such as “le” or “mon” only, which are not searched"),
        n if n > MOST_WORDS => Err("a phrase has more than eight words"),
        _ => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_faults_are_told() {
        let text =
            "# comment\n\npoubelle, déchets # why\nj'ai perdu ma carte => perte de carte, opposition\n";
        let lines = parse(text, Lang::Fr).unwrap();
        let folded: Vec<Vec<String>> = lines
            .iter()
            .map(|line| {
                let join = |phrase: &Vec<Word>| {
                    let words: Vec<_> = phrase.iter().map(|word| word.folded.as_str()).collect();
                    words.join(" ")
                };
                line.phrases.iter().map(join).collect()
            })
            .collect();
        assert_eq!(folded, [vec!["poubelle", "dechets"], vec!["perdu carte", "perte carte", "opposition"]]);
        assert_eq!(lines.iter().map(|line| line.one_way).collect::<Vec<_>>(), [0, 1]);
        for (text, line) in
            [("a\nseul", 1), ("# x\nun, tri,", 2), ("a => b => c", 1), ("le, tri", 1), ("=> tri", 1)]
        {
            assert_eq!(parse(text, Lang::Fr).unwrap_err().line, line, "{text}");
        }
    }
}
