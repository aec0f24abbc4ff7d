//! Where an element's pack is.

use crate::Common;

/// A pack's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackPath {
    /// Relative to the page, or absolute.
    Page(String),
    /// Relative to the shell.
    Shell(String),
}

impl PackPath {
    /// `src`, else the commune's file of `kind` beside the shell; `None` where neither is named.
    pub fn of(common: &Common, kind: &str) -> Option<Self> {
        if let Some(src) = &common.src {
            return Some(Self::Page(src.clone()));
        }
        let insee = common.insee.as_ref()?;
        Some(Self::Shell(["packs/", kind, "/1/", insee, ".json"].concat()))
    }

    /// The address to ask.
    #[cfg(target_arch = "wasm32")]
    pub fn url(self) -> String {
        match self {
            Self::Page(src) => src,
            Self::Shell(path) => crate::mount::beside_shell(&path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_is_beside_the_shell_unless_src_says_otherwise() {
        let common = |src: Option<&str>, insee: Option<&str>| Common {
            src: src.map(str::to_owned),
            insee: insee.map(str::to_owned),
            ..Common::default()
        };
        let path = |src, insee| PackPath::of(&common(src, insee), "energy");
        assert_eq!(path(None, Some("59648")), Some(PackPath::Shell("packs/energy/1/59648.json".into())));
        assert_eq!(path(Some("/mine.json"), Some("59648")), Some(PackPath::Page("/mine.json".into())));
        assert_eq!(path(None, None), None);
    }
}
