//! The manifest: which release a channel shows, which one it showed before, and until when that is believed.
//!
//! It is the trusted comment of a minisign signature of the current release's `integrity.json`. So one file holds the
//! manifest and what signs it, and no page reads one without the other; a browser checks it by plain Ed25519, though
//! the file itself is signed by its BLAKE2b hash, which browsers have not; and `minisign -V` checks the whole release.

use std::io::Cursor;

use anyhow::{Context, Result, anyhow, bail};
use jiff::{SignedDuration, Timestamp};
use minisign::{PublicKey, SignatureBox};
use serde::{Deserialize, Serialize};

use crate::key::Key;

/// What the loader reads, and no other.
pub const SCHEMA: &str = "commune-widgets/channel/1";
/// How long a manifest is believed. The loader believes none for longer.
pub const LIFE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A release as the loader starts it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Entry {
    /// Also the name of its folder, beside the loader.
    pub version: String,
    /// [`sri`](crate::hash::sri) of its shell, which binds all the rest.
    pub shell: String,
}

/// What is signed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Manifest {
    schema: String,
    /// When it was signed, such as `2026-11-24T14:25:00Z`.
    pub issued: String,
    /// From when on it is not believed.
    pub expires: String,
    /// What is shown.
    pub current: Entry,
    /// What is shown where the current release does not start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Entry>,
    /// Widgets that are switched off, such as `cyber-quiz`: their pages keep their own content.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<String>,
}

impl Manifest {
    /// A manifest issued at `now` and believed for [`LIFE`].
    ///
    /// # Errors
    /// When the clock is at the end of time.
    pub fn new(now: Timestamp, current: Entry, previous: Option<Entry>, off: Vec<String>) -> Result<Self> {
        // Whole seconds, as people read them.
        let now = Timestamp::from_second(now.as_second())?;
        let expires = now.checked_add(LIFE)?;
        Ok(Self {
            schema: SCHEMA.to_owned(),
            issued: now.to_string(),
            expires: expires.to_string(),
            current,
            previous,
            off,
        })
    }

    /// The file that is published: `integrity` is that file of the current release.
    ///
    /// # Errors
    /// When the key does not sign.
    pub fn sign(&self, key: &Key, integrity: &[u8]) -> Result<String> {
        let comment = serde_json::to_string(self)?;
        let untrusted = "commune-widgets: which release is shown";
        let signed = minisign::sign(
            Some(&key.public()?),
            &key.0,
            Cursor::new(integrity),
            Some(&comment),
            Some(untrusted),
        )?;
        Ok(signed.to_string())
    }

    /// Reads what was published, signed by one of these keys.
    ///
    /// # Errors
    /// When it was not, or is no manifest. An old one is one all the same.
    pub fn open(file: &str, integrity: impl Fn(&str) -> Result<Vec<u8>>, keys: &[PublicKey]) -> Result<Self> {
        let signed = SignatureBox::from_string(file).map_err(|error| anyhow!("no signature: {error}"))?;
        let manifest: Self = serde_json::from_str(&signed.trusted_comment()?).context("no manifest")?;
        if manifest.schema != SCHEMA {
            bail!("it is {}, and not {SCHEMA}", manifest.schema);
        }
        let bytes = integrity(&manifest.current.version)?;
        let by =
            |key: &PublicKey| minisign::verify(key, &signed, Cursor::new(&bytes), true, false, false).is_ok();
        if !keys.iter().any(by) {
            bail!("it is signed by none of the given keys, or its release has changed since");
        }
        Ok(manifest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let entry = |version: &str| Entry { version: version.to_owned(), shell: "sha384-x".to_owned() };
        let now = "2026-11-24T14:25:00.5Z".parse().unwrap();
        Manifest::new(now, entry("1.1.0"), Some(entry("1.0.0")), vec!["cyber-quiz".to_owned()]).unwrap()
    }

    #[test]
    fn a_manifest_lasts_two_weeks() {
        assert_eq!(manifest().issued, "2026-11-24T14:25:00Z");
        assert_eq!(manifest().expires, "2026-12-08T14:25:00Z");
    }

    #[test]
    fn what_was_signed_reads_back_by_its_key_alone() {
        let (key, other) = (Key::throwaway().unwrap(), Key::throwaway().unwrap());
        let file = manifest().sign(&key, b"{}").unwrap();
        assert_eq!(file.lines().count(), 4);
        let open = |file: &str, bytes: &[u8], key: &Key| {
            Manifest::open(file, |_| Ok(bytes.to_vec()), &[key.public().unwrap()])
        };
        assert_eq!(open(&file, b"{}", &key).unwrap(), manifest());
        assert!(open(&file, b"{}", &other).is_err());
        assert!(open(&file, b"{ }", &key).is_err());
        assert!(open(&file.replace("1.1.0", "1.1.1"), b"{}", &key).is_err());
        assert!(open(&file.replace("channel/1", "channel/2"), b"{}", &key).is_err());
    }
}
