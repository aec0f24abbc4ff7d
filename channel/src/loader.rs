//! The loader that a host publishes: the script of `loader.js` with its keys and its floor.

use anyhow::{Result, bail};
use minisign::PublicKey;
use serde_json::json;

use crate::bind::once;
use crate::version;

/// Longest loader, in bytes: it is frozen in the cache of every visitor, and read by whoever doubts it.
pub const MAX_BYTES: usize = 4096;

const SOURCE: &str = include_str!("loader.js");

/// The script, before it is minified. It trusts these keys, in any order, and starts no release before `floor`.
///
/// # Errors
/// Without a key, or when the floor is no version or has a suffix.
pub fn script(keys: &[PublicKey], floor: &str) -> Result<String> {
    if keys.is_empty() {
        bail!("a loader without a key would start nothing");
    }
    if version::check(floor)?.contains('-') {
        bail!("the floor is a release, such as 1.0.0, and `{floor}` is a step towards one");
    }
    let keys: Vec<_> = keys.iter().map(PublicKey::to_base64).collect();
    let script = once(SOURCE, "const KEYS = [];", &format!("const KEYS = {};", json!(keys)))?;
    once(&script, "const FLOOR = '0.0.0';", &format!("const FLOOR = '{floor}';"))
}

/// The lines that a page has of it, once: `host` is the address of the channel's folder.
#[must_use]
pub fn snippet(host: &str, name: &str, integrity: &str) -> String {
    let host = host.trim_end_matches('/');
    format!(
        "<script type=\"module\" src=\"{host}/{name}\"\n  integrity=\"{integrity}\" crossorigin=\"anonymous\"></script>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Key;

    #[test]
    fn a_loader_has_its_keys_and_its_floor() {
        let keys = [Key::throwaway().unwrap(), Key::throwaway().unwrap()].map(|key| key.public().unwrap());
        let text = script(&keys, "1.2.0").unwrap();
        assert!(text.contains(&format!(r#"["{}","{}"]"#, keys[0].to_base64(), keys[1].to_base64())));
        assert!(text.contains("const FLOOR = '1.2.0';"));
        assert!(script(&[], "1.0.0").is_err());
        assert!(script(&keys, "1.0.0-rc.1").is_err());
    }

    #[test]
    fn the_lines_of_a_page_pin_the_loader() {
        assert_eq!(
            snippet("https://example.org/w/", "loader.0a.js", "sha384-x"),
            "<script type=\"module\" src=\"https://example.org/w/loader.0a.js\"\n  \
             integrity=\"sha384-x\" crossorigin=\"anonymous\"></script>"
        );
    }
}
