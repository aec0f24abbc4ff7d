//! The licences of what others wrote and we ship: each text once, with the names of those under it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::crates::{Part, Parts};

/// The file in a release.
pub(super) const FILE: &str = "THIRD-PARTY-LICENCES.txt";

/// Beginnings of the names of files that hold a licence.
const NAMES: [&str; 6] = ["licence", "license", "copying", "copyright", "notice", "unlicense"];

/// A licence whose text is the same whoever uses it: a package that names it and forgot the file is under that text.
const COMMON: (&str, &str) = ("Apache-2.0", "Apache License Version 2.0, January 2004");

/// The texts of a part, read from its folder.
pub(super) fn texts(part: &Part) -> Result<Vec<String>> {
    let entries =
        fs::read_dir(&part.folder).with_context(|| format!("cannot list {}", part.folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_file() && is_licence(&path) {
            files.push(path);
        }
    }
    files.sort();
    let read = |file: &std::path::PathBuf| {
        fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
    };
    files.iter().map(read).collect()
}

fn is_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    NAMES.iter().any(|start| name.starts_with(start))
}

/// Joins the texts. Fails at a part that has none, unless its licence's text is there from another part.
pub(super) fn document(parts: &Parts, texts: impl Fn(&Part) -> Result<Vec<String>>) -> Result<String> {
    // By its words alone: line ends and margins differ from one copy to the next.
    let mut by_words: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    let mut without = Vec::new();
    let mut summary = String::new();
    for part in parts.values().filter(|part| part.is_foreign()) {
        let name = format!("{} {}", part.name, part.version);
        // Writing to a String cannot fail.
        let _ = writeln!(summary, "{name}: {}", part.licence);
        let found = texts(part)?;
        if found.is_empty() {
            without.push((name.clone(), part));
        }
        for text in found {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            by_words.entry(words).or_insert_with(|| (text, Vec::new())).1.push(name.clone());
        }
    }
    for (name, part) in without {
        let common = by_words.iter_mut().find(|(words, _)| words.starts_with(COMMON.1));
        match common {
            Some((_, (_, names))) if part.licence.contains(COMMON.0) => names.push(name),
            _ => bail!(
                "{name} has no licence file, and `{}` names no licence whose text is known",
                part.licence
            ),
        }
    }
    let mut sections: Vec<_> = by_words.into_values().map(|(text, names)| (names, text)).collect();
    sections.sort();
    let mut out = format!(
        "Software of others in this release, under their licences. The standard library of Rust is in it too:\n\
         see licences/rust-library.html.\n\n{summary}"
    );
    for (names, text) in sections {
        let rule = "-".repeat(100);
        let _ = write!(out, "\n{rule}\n{}\n{rule}\n\n{}\n", names.join(", "), text.trim_end());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(list: &[(&str, &str)]) -> Parts {
        let part = |&(name, licence): &(&str, &str)| {
            let checksum = (!name.starts_with("ours")).then(String::new);
            let part = Part {
                name: name.into(),
                version: "1".into(),
                licence: licence.into(),
                checksum,
                ..Part::default()
            };
            (name.to_owned(), part)
        };
        list.iter().map(part).collect()
    }

    #[test]
    fn each_text_is_there_once_with_its_names() {
        let parts = parts(&[("a", "MIT"), ("b", "MIT"), ("c", "ISC"), ("ours", "EUPL-1.2")]);
        let text =
            document(&parts, |part| Ok(vec![if part.name == "c" { "isc\n" } else { "mit\r\n text" }.into()]))
                .unwrap();
        assert!(text.contains("a 1: MIT\nb 1: MIT\nc 1: ISC\n\n"), "{text}");
        assert!(text.contains("\na 1, b 1\n") && text.contains("\nc 1\n"), "{text}");
        assert_eq!(text.matches("mit").count(), 1);
        assert!(!text.contains("ours"));
    }

    #[test]
    fn a_part_without_a_file_takes_a_text_that_is_the_same_for_all() {
        let apache = "   Apache License\n   Version 2.0, January 2004\n…";
        let texts = |part: &Part| Ok(if part.name == "a" { vec![apache.to_owned()] } else { Vec::new() });
        let both = parts(&[("a", "Apache-2.0"), ("b", "MIT OR Apache-2.0")]);
        assert!(document(&both, texts).unwrap().contains("\na 1, b 1\n"));
        let refused = document(&parts(&[("a", "Apache-2.0"), ("b", "MIT")]), texts).unwrap_err();
        assert!(refused.to_string().starts_with("b 1 has no licence file"));
    }

    #[test]
    fn licence_files_are_known_by_their_names() {
        for name in ["LICENSE", "LICENSE-MIT.md", "Licence.txt", "COPYING", "NOTICE", "UNLICENSE"] {
            assert!(is_licence(Path::new(name)), "{name}");
        }
        assert!(!is_licence(Path::new("README.md")));
    }
}
