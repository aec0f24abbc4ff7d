//! A snapshot of an element's attributes, taken at mount and at each change.

/// The attributes of one element, and the language it inherits from the page.
///
/// Names are lower case, as HTML parsers give them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    values: Vec<(String, String)>,
    inherited_lang: String,
}

impl Attributes {
    /// `inherited_lang` is the `lang` of the nearest ancestor that has one, or empty.
    pub fn new(values: Vec<(String, String)>, inherited_lang: String) -> Self {
        Self { values, inherited_lang }
    }

    /// The value of an attribute without surrounding white space; `None` where it is absent or blank,
    /// since a blank attribute is what a template leaves behind when a field was not filled in.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.values.iter().find(|(n, _)| n == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// True where the attribute is there, whatever its value, except `false`.
    pub fn flag(&self, name: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v.trim() != "false")
    }

    /// The language that the element inherits from the page, or empty.
    pub fn inherited_lang(&self) -> &str {
        &self.inherited_lang
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(pairs: &[(&str, &str)]) -> Attributes {
        Attributes::new(pairs.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect(), "fr".into())
    }

    #[test]
    fn a_blank_attribute_is_an_absent_one() {
        let a = attributes(&[("insee", " 59648 "), ("src", "  ")]);
        assert_eq!(a.get("insee"), Some("59648"));
        assert_eq!(a.get("src"), None);
        assert_eq!(a.get("lang"), None);
    }

    #[test]
    fn a_flag_is_on_unless_it_says_false() {
        let a = attributes(&[("hide-rank", ""), ("live", "false")]);
        assert!(a.flag("hide-rank"));
        assert!(!a.flag("live"));
        assert!(!a.flag("other"));
    }
}
