//! Keys, in minisign's format (<https://jedisct1.github.io/minisign/>). A secret key stays out of every repository.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use minisign::{KeyPair, PublicKey, SecretKey, SecretKeyBox};

/// The variable that has the password of an encrypted key; without it the password is asked for.
pub const PASSWORD: &str = "COMMUNE_KEY_PASSWORD";

/// A secret key, ready to sign.
pub struct Key(pub(crate) SecretKey);

impl Key {
    /// Reads what `minisign -G` has written, encrypted or not (`-W`).
    ///
    /// # Errors
    /// When the file is inside a repository, or is no secret key, or the password is another.
    pub fn read(file: &Path) -> Result<Self> {
        let file = fs::canonicalize(file).with_context(|| format!("cannot find {}", file.display()))?;
        // Of a work tree that git keeps apart, `.git` is a file.
        if let Some(folder) = file.ancestors().skip(1).find(|folder| folder.join(".git").exists()) {
            bail!(
                "{} is inside the repository {}: a secret key is kept outside of every repository",
                file.display(),
                folder.display()
            );
        }
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        Self::parse(&text).with_context(|| file.display().to_string())
    }

    fn parse(text: &str) -> Result<Self> {
        let secret = || SecretKeyBox::from_string(text);
        if let Ok(key) = SecretKey::from_unencrypted_box(secret()?) {
            return Ok(Self(key));
        }
        Ok(Self(SecretKey::from_box(secret()?, std::env::var(PASSWORD).ok())?))
    }

    /// A new key, for tests: one that is in use comes from `minisign -G`.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn throwaway() -> Result<Self> {
        Ok(Self(KeyPair::generate_unencrypted_keypair()?.sk))
    }

    /// Its public half.
    ///
    /// # Errors
    /// When the file lacked it.
    pub fn public(&self) -> Result<PublicKey> {
        Ok(PublicKey::from_secret_key(&self.0)?)
    }
}

/// Reads a public key as `minisign -G` has written it.
///
/// # Errors
/// When the file is none.
pub fn public(file: &Path) -> Result<PublicKey> {
    PublicKey::from_file(file).with_context(|| format!("{} is no public key of minisign", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Folder;

    #[test]
    fn a_key_inside_a_repository_is_refused() {
        let folder = Folder::new("key");
        let text = Key::throwaway().unwrap().0.to_box(None).unwrap().to_string();
        let inside = folder.write("repository/secret/a.key", &text);
        let outside = folder.write("a.key", &text);
        folder.write("repository/.git", "gitdir: elsewhere");
        assert!(Key::read(&inside).err().unwrap().to_string().contains("inside the repository"));
        assert!(Key::read(&outside).is_ok());
        assert!(Key::read(&folder.write("b.key", "untrusted comment: x\nAAAA\n")).is_err());
    }
}
