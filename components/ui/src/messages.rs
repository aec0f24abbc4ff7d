//! Messages as data: `locales/<lang>.json` holds flat keys, a Rust enum names them, a test checks that
//! each language has each key and no other.
//!
//! A message is text with `{name}` fields. A message that depends on a number has one key per plural
//! category, `<key>.one` and `<key>.other`, chosen by `Intl.PluralRules`; the enum names `<key>` once,
//! followed by `#`, as in `Days => "days#"`.

/// A message's key.
pub trait Key: Copy {
    /// The key in the locale file, without the `#` of plural messages.
    fn key(self) -> &'static str;
}

/// Makes an enum of message keys: `messages! { pub enum Msg { Title => "title", } }`.
#[macro_export]
macro_rules! messages {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($variant:ident => $key:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        $vis enum $name { $($variant,)* }

        impl $name {
            /// Every key as declared, plural ones with their `#`.
            pub const KEYS: [&'static str; [$($key,)*].len()] = [$($key,)*];
        }

        impl $crate::messages::Key for $name {
            fn key(self) -> &'static str {
                let declared = Self::KEYS[self as usize];
                declared.strip_suffix('#').unwrap_or(declared)
            }
        }
    };
}

/// Replaces each `{name}` of `template` by its value. A field without a value stays as written, so that
/// a mistake shows in the page instead of leaving a hole in the sentence.
pub fn fill(template: &str, fields: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + length];
        out.push_str(&rest[..open]);
        match fields.iter().find(|(field, _)| *field == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[open..=open + length]),
        }
        rest = &rest[open + length + 1..];
    }
    out.push_str(rest);
    out
}

/// Checks a locale file against the declared keys; names what is missing and what nobody uses.
pub fn check_complete<'a>(
    declared: &[&str],
    present: impl Iterator<Item = &'a String>,
) -> Result<(), String> {
    let mut wanted: Vec<String> = Vec::new();
    for key in declared {
        match key.strip_suffix('#') {
            Some(stem) => wanted.extend([format!("{stem}.one"), format!("{stem}.other")]),
            None => wanted.push((*key).to_owned()),
        }
    }
    let present: Vec<&String> = present.collect();
    let missing: Vec<_> = wanted.iter().filter(|key| !present.contains(key)).collect();
    let unused: Vec<_> = present.iter().filter(|key| !wanted.contains(key)).collect();
    if missing.is_empty() && unused.is_empty() {
        return Ok(());
    }
    Err(format!("missing: {missing:?}; unused: {unused:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_filled_and_unknown_ones_stay() {
        assert_eq!(fill("{n} sujets à {Commune}", &[("n", "3"), ("Commune", "Lille")]), "3 sujets à Lille");
        assert_eq!(fill("{a}{b}", &[("b", "{a}")]), "{a}{a}");
        assert_eq!(fill("un { seul", &[]), "un { seul");
        assert_eq!(fill("", &[]), "");
    }

    #[test]
    fn incomplete_locales_are_named() {
        let present = ["a".to_owned(), "n.one".to_owned(), "z".to_owned()];
        assert_eq!(
            check_complete(&["a", "n#"], present.iter()),
            Err(r#"missing: ["n.other"]; unused: ["z"]"#.to_owned())
        );
    }
}
