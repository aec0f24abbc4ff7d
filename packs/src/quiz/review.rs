//! `REVIEW.md`: which items an expert has signed off.

use std::collections::BTreeMap;

/// The ids of the tables of a review, and whether each is signed off. In every table with a column whose head begins
/// with “Signed off”, the first cell of a row is the id.
pub(crate) fn read(markdown: &str) -> BTreeMap<String, bool> {
    let mut signed = BTreeMap::new();
    let mut column = None;
    for line in markdown.lines() {
        let line = line.trim();
        let Some(row) = line.strip_prefix('|') else {
            column = None;
            continue;
        };
        let cells: Vec<&str> =
            row.trim_end_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let head = |cell: &&str| cell.to_lowercase().starts_with("signed off");
        if let Some(found) = cells.iter().position(head) {
            column = Some(found);
        } else if let Some(column) = column
            && !cells[0].is_empty()
            && !cells[0].starts_with(['-', ':'])
        {
            let yes = cells.get(column).is_some_and(|cell| cell.eq_ignore_ascii_case("yes"));
            // Told twice, once without a yes: not signed off.
            let entry = signed.entry(cells[0].to_owned()).or_insert(yes);
            *entry &= yes;
        }
    }
    signed
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_a_yes_in_its_column_signs_off() {
        let text = "# Review\n\nyes | no\n\n| Id | Type | Signed off by an expert | By |\n| --- | :-- | --- | --- |\n\
            | `a` | single | yes | x |\n| b | yes | no | |\n| `c` | | | |\n| d | | Yes |\n\n| e | yes | yes |\n\n\
            | Id | Signed off |\n|---|---|\n| a | no |\n";
        let signed = read(text);
        let pairs: Vec<_> = signed.iter().map(|(id, yes)| (id.as_str(), *yes)).collect();
        assert_eq!(pairs, [("a", false), ("b", false), ("c", false), ("d", true)]);
    }
}
