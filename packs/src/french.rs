//! How many of what, as a French sentence says it.

/// `1 ligne`, `2 lignes`; from two on the word takes its plural, which `0 ligne` has not.
pub(crate) fn count(number: u64, word: &str) -> String {
    let plural = if number > 1 {
        word.split(' ').map(|part| format!("{part}s")).collect::<Vec<_>>().join(" ")
    } else {
        word.to_owned()
    };
    format!("{number} {plural}")
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn words_take_their_plural_from_two_on() {
        assert_eq!(count(0, "faute"), "0 faute");
        assert_eq!(count(1, "commune écrite"), "1 commune écrite");
        assert_eq!(count(2, "commune écrite"), "2 communes écrites");
    }
}
