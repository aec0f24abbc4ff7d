//! What a visitor downloads: measured on the built files, beside the budget of `size-budget.json`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest as _, Sha384};

use super::html::escape;
use crate::project::{Project, read, write};
use crate::size::{self, Size};
use crate::workspace::Workspace;

/// What the modules are called for a reader.
const NAMES: [(&str, &str); 10] = [
    ("shell", "Le script collé dans la page"),
    ("energy", "L'énergie"),
    ("services", "Les services"),
    ("consultation", "Donner son avis"),
    ("cyber-quiz", "Les arnaques en ligne et l'autodiagnostic"),
    ("all", "Les quatre ensemble, quand une page en a plusieurs"),
    ("meter", "En plus, si l'on ouvre « Comprendre ma consommation »"),
    ("xlsx", "En plus, si l'on choisit un classeur"),
    ("search", "En plus, si l'on cherche un service"),
    ("map", "En plus, si l'on ouvre la carte"),
];

/// Bytes of one module: raw, gzip, brotli.
type Bytes = [u64; 3];

/// The table of weights, and the sentence of the limits. The modules are those that `size-baseline.json` names,
/// so that a module that was not built is told as absent.
pub(super) fn table(project: &Project) -> Result<String> {
    let baseline: Value = serde_json::from_str(&read(&project.path("size-baseline.json"))?)?;
    let budget: BTreeMap<String, u64> = serde_json::from_str(&read(&project.path("size-budget.json"))?)?;
    let known = baseline["widgets"].as_object().context("size-baseline.json has no `widgets`")?;
    let mut names: Vec<&str> = NAMES.iter().map(|(id, _)| *id).filter(|id| known.contains_key(*id)).collect();
    names.extend(known.keys().map(String::as_str).filter(|id| NAMES.iter().all(|(name, _)| name != id)));
    let mut rows = String::new();
    let mut known = Known::load(project);
    let files = size::files(project, &Workspace::load(project)?);
    for id in names {
        let name = NAMES.iter().find(|(name, _)| *name == id).map_or(id, |(_, name)| *name);
        let limit = budget.get(id);
        let over = |bytes: &Bytes| limit.is_some_and(|limit| bytes[2] > *limit);
        let cells = match measure(files.get(id).map_or(&[], Vec::as_slice), &mut known)?
            .filter(|bytes| bytes[0] > 0)
        {
            None => "<td colspan=\"3\">pas construit</td>".to_owned(),
            Some(bytes) => format!(
                "<td>{}</td><td>{}</td><td>{}</td>",
                kilobytes(bytes[0]),
                kilobytes(bytes[1]),
                if over(&bytes) {
                    format!("<strong>{} : au-dessus de la limite</strong>", kilobytes(bytes[2]))
                } else {
                    kilobytes(bytes[2])
                }
            ),
        };
        let limit = limit.map_or_else(|| "pas fixée".to_owned(), |limit| kilobytes(*limit));
        rows += &format!("<tr><th scope=\"row\">{}</th>{cells}<td>{limit}</td></tr>\n", escape(name));
    }
    known.save()?;
    Ok(format!(
        "<table class=\"figures\"><thead><tr><th>Ce qui est téléchargé</th><th>Brut</th><th>gzip</th>\
         <th>brotli</th><th>Limite (brotli)</th></tr></thead><tbody>\n{rows}</tbody></table>"
    ))
}

/// The files of a module, those that `cargo xtask size` counts, each compressed by itself as a web server does it.
/// None where one of them is not built.
fn measure(files: &[PathBuf], known: &mut Known) -> Result<Option<Bytes>> {
    let mut sum = [0; 3];
    for file in files {
        let Ok(bytes) = fs::read(file) else { return Ok(None) };
        for (sum, size) in sum.iter_mut().zip(known.sizes(&bytes)?) {
            *sum += size;
        }
    }
    Ok(Some(sum))
}

/// Sizes by the hash of the file: compressing as well as a server can takes half a minute for all modules.
struct Known {
    file: PathBuf,
    sizes: BTreeMap<String, Bytes>,
}

impl Known {
    fn load(project: &Project) -> Self {
        let file = project.work("weights.json");
        let text = fs::read_to_string(&file).unwrap_or_default();
        // A damaged file is one that knows nothing.
        Self { sizes: serde_json::from_str(&text).unwrap_or_default(), file }
    }

    fn sizes(&mut self, bytes: &[u8]) -> Result<Bytes> {
        let hash = STANDARD.encode(Sha384::digest(bytes));
        if let Some(sizes) = self.sizes.get(&hash) {
            return Ok(*sizes);
        }
        let Size { raw, gzip, brotli } = size::measure(bytes)?;
        let sizes = [raw, gzip, brotli];
        self.sizes.insert(hash, sizes);
        Ok(sizes)
    }

    fn save(&self) -> Result<()> {
        write(&self.file, serde_json::to_string(&self.sizes)?)
    }
}

/// Thousands of bytes with one decimal and a comma.
fn kilobytes(bytes: u64) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{},{} ko", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_once_is_known() {
        let file = std::env::temp_dir().join(format!("xtask-weights-{}.json", std::process::id()));
        let mut known = Known { file: file.clone(), sizes: BTreeMap::new() };
        let first = known.sizes("commune ".repeat(100).as_bytes()).unwrap();
        assert!(first[0] == 800 && first[1] < 100 && first[2] < first[1], "{first:?}");
        known.save().unwrap();
        let back = fs::read_to_string(&file).unwrap();
        fs::remove_file(&file).unwrap();
        let mut again = Known { file, sizes: serde_json::from_str(&back).unwrap() };
        assert_eq!(again.sizes("commune ".repeat(100).as_bytes()).unwrap(), first);
        assert_eq!(again.sizes.len(), 1);
    }

    #[test]
    fn sizes_are_written_as_in_french() {
        assert_eq!(kilobytes(75_249), "75,2 ko");
        assert_eq!(kilobytes(1_960), "2,0 ko");
    }
}
