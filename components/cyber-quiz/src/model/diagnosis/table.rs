//! CSV for a spreadsheet: `;`, UTF-8 with BOM, and no cell that a spreadsheet would run.

/// The text of a table. Rows may have any length.
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{feff}");
    for row in rows {
        for (at, text) in row.iter().enumerate() {
            if at > 0 {
                out.push(';');
            }
            cell(&mut out, text);
        }
        out.push_str("\r\n");
    }
    out
}

/// Every cell is quoted. One that begins like a formula is preceded by an apostrophe, as OWASP advises ('CSV
/// Injection'); blanks before the sign do not hide it.
fn cell(out: &mut String, text: &str) {
    out.push('"');
    let first = text.chars().find(|ch| *ch != ' ' && *ch != '\u{a0}');
    if matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')) {
        out.push('\'');
    }
    for ch in text.chars() {
        match ch {
            '"' => out.push_str("\"\""),
            // A line feed inside a cell is lost on some spreadsheets, and begins a row on others.
            '\n' | '\r' | '\t' | '\0' => out.push(' '),
            ch => out.push(ch),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn no_cell_is_a_formula() {
        let rows = [
            vec!["Mairie".to_owned(), "=HYPERLINK(\"http://x\")".into(), " +1".into()],
            vec!["-2".into(), "@SUM(A1)".into(), "a;b\nc".into()],
            vec![String::new()],
        ];
        assert_eq!(
            csv(&rows),
            "\u{feff}\"Mairie\";\"'=HYPERLINK(\"\"http://x\"\")\";\"' +1\"\r\n\"'-2\";\"'@SUM(A1)\";\"a;b c\"\r\n\"\"\r\n"
        );
    }
}
