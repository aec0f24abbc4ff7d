//! What a step depends on, as one hash.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The SHA-256 of a file, in hexadecimal digits.
///
/// # Errors
/// The file cannot be read.
pub(super) fn of_file(path: &Path) -> std::io::Result<String> {
    let mut input = BufReader::new(File::open(path)?);
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match input.read(&mut buffer)? {
            0 => return Ok(hexadecimal(hash)),
            length => hash.update(&buffer[..length]),
        }
    }
}

/// The key of a step: the tool's version, its settings, and its files in their order, names and bytes. The names are
/// those that `shown` gives: a folder that moves as a whole changes nothing.
///
/// # Errors
/// A file cannot be read: which, and why, in French.
pub(super) fn of_step(
    settings: &Value,
    files: &[PathBuf],
    shown: impl Fn(&Path) -> String,
) -> Result<String, String> {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    // A sign that no text of JSON holds between parts of any length.
    hash.update([0]);
    hash.update(settings.to_string());
    for path in files {
        let content = of_file(path).map_err(|error| unreadable(&shown(path), &error))?;
        hash.update([0]);
        hash.update(shown(path));
        hash.update([0]);
        hash.update(content);
    }
    Ok(hexadecimal(hash))
}

/// Why a file cannot be read.
pub(super) fn unreadable(shown: &str, error: &std::io::Error) -> String {
    use std::io::ErrorKind::{
        InvalidData, InvalidInput, IsADirectory, NotFound, PermissionDenied, UnexpectedEof,
    };
    match error.kind() {
        NotFound => format!("{shown} n'est pas là."),
        PermissionDenied => format!("{shown} : la lecture n'est pas permise."),
        IsADirectory => format!("{shown} est un dossier : nommez un fichier, ou « {shown}/*.csv »."),
        InvalidData | InvalidInput | UnexpectedEof => {
            format!("{shown} est coupé ou abîmé : téléchargez-le de nouveau.")
        }
        _ => format!("{shown} ne se lit pas : {error}."),
    }
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
