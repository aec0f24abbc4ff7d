//! What is told of a file of the content.

/// One remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Path below the content folder.
    pub file: String,
    /// From 1; 0 where it is about no line.
    pub line: u32,
    /// Whether nothing may be built with it.
    pub error: bool,
    /// In French.
    pub words: String,
}

impl Told {
    /// An error about an item rather than a line.
    pub(crate) fn error(file: &str, words: String) -> Self {
        Told { file: file.to_owned(), line: 0, error: true, words }
    }
}

impl std::fmt::Display for Told {
    /// `fr/staff.gift, ligne 12, erreur : …`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ", ligne {}", self.line)?;
        }
        write!(f, ", {} : {}", if self.error { "erreur" } else { "à vérifier" }, self.words)
    }
}
