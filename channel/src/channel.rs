//! A channel's folder: the releases, each below its version, and the one signed file that says which is shown.
//!
//! Every change ends with the rename of that file. A release is whole in its place before it is named there, and none
//! is ever taken away: pages that are open, or that read the file a moment ago, find what it named.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use minisign::PublicKey;

use crate::key::Key;
use crate::manifest::{Entry, Manifest};
use crate::release::{self, DEMO, INTEGRITY};
use crate::version;

/// The signed file. The loader asks for it by this name.
pub const FILE: &str = "channel.minisig";

/// A channel's folder, and who signs.
pub struct Channel<'a> {
    folder: &'a Path,
    key: &'a Key,
    trusted: Vec<PublicKey>,
}

impl<'a> Channel<'a> {
    /// The channel in that folder. What is there must be signed by `key` or by one of `others`, as after a change of
    /// keys: nothing else is signed anew.
    ///
    /// # Errors
    /// When the key has no public half.
    pub fn new(folder: &'a Path, key: &'a Key, others: Vec<PublicKey>) -> Result<Self> {
        let mut trusted = others;
        trusted.push(key.public()?);
        Ok(Self { folder, key, trusted })
    }

    /// What the channel shows, if anything yet.
    ///
    /// # Errors
    /// When what is there is not signed by a trusted key.
    pub fn read(&self) -> Result<Option<Manifest>> {
        let file = self.folder.join(FILE);
        if !file.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let manifest = Manifest::open(&text, |version| self.integrity(version), &self.trusted);
        manifest.map(Some).with_context(|| file.display().to_string())
    }

    /// Shows a release, and keeps the one before as what to fall back to.
    ///
    /// # Errors
    /// When the release is not whole, has something made up in it, or is not later than the current one.
    pub fn promote(&self, folder: &Path, now: Timestamp) -> Result<Manifest> {
        let entry = release::check(folder).with_context(|| folder.display().to_string())?;
        release::refuse_invented(folder)?;
        let old = self.read()?;
        if let Some(old) = &old
            && version::rank(&entry.version)? <= version::rank(&old.current.version)?
        {
            bail!(
                "{} is not later than {}, which is shown: `rollback` shows what was before, `resign` renews",
                entry.version,
                old.current.version
            );
        }
        self.place(folder, &entry)?;
        let (previous, off) = old.map_or((None, Vec::new()), |old| (Some(old.current), old.off));
        self.publish(Manifest::new(now, entry, previous, off)?)
    }

    /// Shows again what was shown before. What is shown now is not what to fall back to: it was taken back for a
    /// reason, and who spoils a file of the host must not bring it back. Until the next release a page then falls
    /// back to its own content.
    ///
    /// # Errors
    /// When there is nothing before, or it is no longer whole.
    pub fn rollback(&self, now: Timestamp) -> Result<Manifest> {
        let old = self.current()?;
        let previous = old.previous.context("no release was shown before this one")?;
        self.whole(&previous)?;
        self.publish(Manifest::new(now, previous, None, old.off)?)
    }

    /// Signs anew what is shown, for two more weeks; `off` replaces the list of widgets that are switched off.
    ///
    /// # Errors
    /// When nothing is shown, or it is no longer whole.
    pub fn resign(&self, now: Timestamp, off: Option<Vec<String>>) -> Result<Manifest> {
        let old = self.current()?;
        self.whole(&old.current)?;
        let off = off.unwrap_or(old.off);
        self.publish(Manifest::new(now, old.current, old.previous, off)?)
    }

    fn current(&self) -> Result<Manifest> {
        self.read()?.with_context(|| format!("{} shows nothing yet", self.folder.display()))
    }

    fn place_of(&self, version: &str) -> Result<PathBuf> {
        // The version of a file becomes a path here.
        Ok(self.folder.join(version::check(version)?))
    }

    fn integrity(&self, version: &str) -> Result<Vec<u8>> {
        let file = self.place_of(version)?.join(INTEGRITY);
        fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
    }

    /// That the release in the channel's folder is the one that was signed.
    fn whole(&self, entry: &Entry) -> Result<()> {
        let folder = self.place_of(&entry.version)?;
        if release::check(&folder).with_context(|| folder.display().to_string())? != *entry {
            bail!("{} is not the release that was signed", folder.display());
        }
        Ok(())
    }

    /// Copies a release beside the others; one that is there already must be the same.
    fn place(&self, from: &Path, entry: &Entry) -> Result<()> {
        let to = self.place_of(&entry.version)?;
        if to.exists() {
            return self.whole(entry).context("a release of that version is there already, and differs");
        }
        let partial = self.folder.join(format!(".partial-{}", entry.version));
        fs::remove_dir_all(&partial).ok();
        for path in release::files(from)?.iter().filter(|path| !path.starts_with(DEMO)) {
            let target = partial.join(path);
            let folder = target.parent().unwrap_or(&partial);
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            fs::copy(from.join(path), &target).with_context(|| format!("cannot copy {path}"))?;
        }
        // What was copied is what was checked.
        if release::check(&partial)? != *entry {
            bail!("the release changed while it was copied");
        }
        fs::rename(&partial, &to).with_context(|| format!("cannot make {}", to.display()))
    }

    fn publish(&self, manifest: Manifest) -> Result<Manifest> {
        let text = manifest.sign(self.key, &self.integrity(&manifest.current.version)?)?;
        let partial = self.folder.join(format!(".partial-{FILE}"));
        fs::write(&partial, text).with_context(|| format!("cannot write {}", partial.display()))?;
        fs::rename(&partial, self.folder.join(FILE)).context("cannot put the signed file in its place")?;
        Ok(manifest)
    }
}

#[cfg(test)]
mod tests;
