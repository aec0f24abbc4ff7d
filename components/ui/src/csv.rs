//! CSV for a spreadsheet: `;` between fields as those in French and Dutch expect, the byte order mark that makes them
//! read UTF-8, and no cell that one would run.

/// The text of a table. Rows may have any length.
pub fn csv(head: &[String], rows: &[Vec<String>]) -> String {
    let mut out = String::from("\u{feff}");
    row(&mut out, head);
    for cells in rows {
        row(&mut out, cells);
    }
    out
}

fn row(out: &mut String, cells: &[String]) {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.push(';');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

/// Every cell is quoted. One that begins like a formula is preceded by an apostrophe, as OWASP advises ('CSV
/// Injection'); blanks before the sign do not hide it. A number below zero is a number.
fn cell(out: &mut String, text: &str) {
    out.push('"');
    let begun = text.trim_start_matches([' ', '\u{a0}']);
    let number = |rest: &str| {
        let part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}');
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(part)
    };
    if begun.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
        && !begun.strip_prefix('-').is_some_and(number)
    {
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
        let head = ["Mairie".to_owned(), "=HYPERLINK(\"http://x\")".into(), " +1".into()];
        let rows = [
            vec!["-2".into(), "@SUM(A1)".into(), "a;b\nc".into()],
            vec!["-1\u{202f}234,5".into(), "-2+cmd|' /C calc'!A0".into(), "-".into(), "\t=1".into()],
            vec![String::new()],
        ];
        assert_eq!(
            csv(&head, &rows),
            "\u{feff}\"Mairie\";\"'=HYPERLINK(\"\"http://x\"\")\";\"' +1\"\r\n\"-2\";\"'@SUM(A1)\";\"a;b c\"\r\n\
             \"-1\u{202f}234,5\";\"'-2+cmd|' /C calc'!A0\";\"'-\";\"' =1\"\r\n\"\"\r\n"
        );
        assert_eq!(csv(&[], &[]), "\u{feff}\r\n");
    }
}
