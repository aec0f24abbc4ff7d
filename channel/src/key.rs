//! Keys, in minisign's format (<https://jedisct1.github.io/minisign/>). A secret key stays out of every repository.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
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
        Self::parse(&text, std::env::var(PASSWORD).ok()).with_context(|| file.display().to_string())
    }

    fn parse(text: &str, password: Option<String>) -> Result<Self> {
        let line = text.lines().nth(1).context("it is no secret key of minisign")?;
        let bytes = STANDARD.decode(line.trim()).context("it is no secret key of minisign")?;
        let key = SecretKey::from_bytes(&bytes).context("it is no secret key of minisign")?;
        // The crate wants a checksum, which `minisign -W` 0.11 leaves out. Each signature is compared with the public
        // half that the file has, so a damaged key signs nothing.
        if !key.is_encrypted() {
            return Ok(Self(key));
        }
        Ok(Self(SecretKey::from_box(SecretKeyBox::from_string(text)?, password)?))
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

    #[test]
    fn a_key_is_read_encrypted_or_not_and_without_its_checksum() {
        let key = Key::throwaway().unwrap();
        let mut bytes = key.0.to_bytes();
        let end = bytes.len() - 32;
        bytes[end..].fill(0);
        let read = Key::parse(&format!("untrusted comment: x\n{}\n", STANDARD.encode(&bytes)), None).unwrap();
        assert!(read.public().unwrap() == key.public().unwrap());

        let password = || Some("word".to_owned());
        let pair = KeyPair::generate_encrypted_keypair(password()).unwrap();
        let text = pair.sk.to_box(None).unwrap().to_string();
        assert!(Key::parse(&text, password()).unwrap().public().unwrap() == pair.pk);
        assert!(Key::parse(&text, Some("other".to_owned())).is_err());
    }
}
