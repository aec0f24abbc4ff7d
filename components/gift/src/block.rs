//! Blocks: what stands between blank lines is one question.

use crate::piece::{Piece, lex};
use crate::problem::{Kind, Problem};

/// The lines of one question, each with its number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block<'a> {
    pub(crate) lines: Vec<(u32, &'a str)>,
    /// A blank line was found before the closing brace: its number.
    pub(crate) broken_at: Option<u32>,
}

/// A comment, which Moodle drops wherever it stands.
pub(crate) fn is_comment(line: &str) -> bool {
    line.trim_start_matches([' ', '\t']).starts_with("//")
}

/// A line that names a category.
pub(crate) fn is_category(line: &str) -> bool {
    line.trim_start_matches([' ', '\t']).starts_with("$CATEGORY:")
}

impl Block<'_> {
    /// Whether there is nothing but comments.
    pub(crate) fn is_comments(&self) -> bool {
        self.lines.iter().all(|(_, line)| is_comment(line))
    }

    /// The characters, comment lines replaced by a blank.
    pub(crate) fn pieces(&self, problems: &mut Vec<Problem>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (number, line) in &self.lines {
            let line = if is_comment(line) { " " } else { line };
            for windows_path in lex(line, *number, &mut pieces) {
                problems.push(Problem { line: *number, kind: Kind::WindowsPath { found: windows_path } });
            }
        }
        pieces
    }

    /// The characters that may open or close answers: a category's name does not.
    fn pieces_without_category(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (number, line) in self.lines.iter().filter(|(_, line)| !is_comment(line) && !is_category(line)) {
            lex(line, *number, &mut pieces);
        }
        pieces
    }

    /// What the braces of the block do: -1 if the first one closes, 1 if one is left open, else 0.
    fn braces(&self) -> i32 {
        let pieces = self.pieces_without_category();
        let mut braces = pieces.iter().filter(|piece| piece.is('{') || piece.is('}'));
        match braces.next() {
            Some(piece) if piece.is('}') => -1,
            Some(_) if !braces.any(|piece| piece.is('}')) => 1,
            _ => 0,
        }
    }
}

/// Cuts a text at its blank lines. A block whose brace is left open is joined with the next one when that one closes
/// it: the blank line is one mistake, and two halves of a question would be two incomprehensible ones.
pub(crate) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut open = Block::default();
    for (number, line) in (1..).zip(text.split('\n')) {
        if line.trim_matches([' ', '\t', '\r', '\u{b}', '\u{c}']).is_empty() {
            if !open.lines.is_empty() {
                blocks.push(std::mem::take(&mut open));
            }
        } else {
            open.lines.push((number, line));
        }
    }
    if !open.lines.is_empty() {
        blocks.push(open);
    }
    join_broken(blocks)
}

fn join_broken(blocks: Vec<Block<'_>>) -> Vec<Block<'_>> {
    let mut out: Vec<Block<'_>> = Vec::new();
    // The block of `out` whose brace is open, if the last ones could still close it.
    let mut open: Option<usize> = None;
    for block in blocks {
        let braces = block.braces();
        out.push(block);
        let last = out.len() - 1;
        match (braces, open) {
            (1, _) => open = Some(last),
            (-1, Some(first)) => {
                let tail: Vec<Block<'_>> = out.drain(first + 1..).collect();
                let head = &mut out[first];
                head.broken_at = head.lines.last().map(|(number, _)| number + 1);
                head.lines.extend(tail.into_iter().flat_map(|block| block.lines));
                open = None;
            }
            // A block with whole braces is a question of its own: the one before it is never closed.
            (0, Some(_)) if has_brace(&out[last]) => open = None,
            _ => {}
        }
    }
    out
}

fn has_brace(block: &Block<'_>) -> bool {
    block.pieces_without_category().iter().any(|piece| piece.is('{'))
}
