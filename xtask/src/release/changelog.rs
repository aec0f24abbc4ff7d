//! The part of CHANGELOG.md that tells of one release.

use anyhow::{Result, bail};

/// The version's own section, else the Unreleased block under the version's name and date. A suffix such as
/// `-rc.1` is a step towards a version: it takes the Unreleased block.
pub(super) fn section(changelog: &str, version: &str, day: &str) -> Result<String> {
    let body = |heading: &str| {
        let start = changelog.lines().position(|line| line.starts_with(heading))?;
        let lines = changelog.lines().skip(start + 1);
        let lines: Vec<_> = lines.take_while(|line| !line.starts_with("## ")).collect();
        Some((changelog.lines().nth(start)?, lines.join("\n").trim().to_owned()))
    };
    let (heading, text) = if let Some((heading, text)) = body(&format!("## [{version}]")) {
        (heading.to_owned(), text)
    } else if let Some((_, text)) = body("## [Unreleased]") {
        (format!("## [{version}] - {day}"), text)
    } else {
        bail!("CHANGELOG.md has neither a section [{version}] nor [Unreleased]");
    };
    if text.is_empty() {
        bail!("CHANGELOG.md has nothing to tell of {version}");
    }
    Ok(format!("{heading}\n\n{text}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- New.\n\n\
                        ## [1.0.0] - 2026-01-01\n\n### Fixed\n\n- Old.\n";

    #[test]
    fn a_version_has_its_section_and_the_next_one_the_unreleased_block() {
        let section = |version| section(TEXT, version, "2026-11-24").unwrap();
        assert_eq!(section("1.0.0"), "## [1.0.0] - 2026-01-01\n\n### Fixed\n\n- Old.\n");
        assert_eq!(section("1.1.0-rc.1"), "## [1.1.0-rc.1] - 2026-11-24\n\n### Added\n\n- New.\n");
    }

    #[test]
    fn a_release_without_a_word_is_refused() {
        assert!(section("## [Unreleased]\n\n## [1.0.0]\n", "1.1.0", "").is_err());
        assert!(section("# Changelog\n", "1.1.0", "").is_err());
    }
}
