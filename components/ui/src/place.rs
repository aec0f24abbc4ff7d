//! French prepositions before a commune's name: 'à Lille', 'au Maisnil', 'aux Moëres'.

/// The name as it stands after 'à': an article that opens it contracts, 'La' and 'L’' do not.
pub fn at_in_french(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("Le ") {
        ["au ", rest].concat()
    } else if let Some(rest) = name.strip_prefix("Les ") {
        ["aux ", rest].concat()
    } else {
        ["à ", name].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::at_in_french;

    #[test]
    fn articles_contract() {
        assert_eq!(at_in_french("Lille"), "à Lille");
        assert_eq!(at_in_french("Le Maisnil"), "au Maisnil");
        assert_eq!(at_in_french("Les Moëres"), "aux Moëres");
        assert_eq!(at_in_french("La Madeleine"), "à La Madeleine");
        assert_eq!(at_in_french("Lesquin"), "à Lesquin");
    }
}
