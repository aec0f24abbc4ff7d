//! The files of a build, below `DIR/cyber-quiz/1`: packs, and a plain page beside each.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::assemble::{Packs, Publication, assemble};
use super::merge::Picture;
use super::{content, embedded, merge_page, plain};
use crate::page;

/// What a pack may weigh with brotli, in bytes.
const BUDGET: usize = 40_000;

/// Writes the packs, their pages and the sheet of these. Says of each pack, line by line, what it holds and weighs.
pub(crate) fn packs(out: &Path, packs: &Packs) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    let folder = out.join("cyber-quiz").join("1");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for bank in &packs.banks {
        let items = bank.questions.len() + bank.messages.len();
        let waiting = bank.questions.iter().filter(|question| question.to_review).count()
            + bank.messages.iter().filter(|message| message.to_review).count();
        let name = format!("{}.{}.json", bank.audience, bank.header.lang);
        let what = format!("{} questions, {} messages", bank.questions.len(), bank.messages.len());
        lines.push(one(&folder, &name, bank, &what)?);
        let same = packs.banks.iter().filter(|other| other.audience == bank.audience);
        let langs: Vec<&str> = same.map(|other| other.header.lang.as_str()).collect();
        beside(&folder, &name, &plain::bank(bank, &langs))?;
        if waiting > 0 {
            lines.push(format!("  {waiting} of {items} are to review by an expert"));
        }
    }
    for diagnosis in &packs.diagnoses {
        let waiting = diagnosis.questions.iter().filter(|question| question.to_review).count();
        let name = format!("{}.{}.json", commune_cyber_quiz::data::COMMUNE, diagnosis.header.lang);
        lines.push(one(&folder, &name, diagnosis, &format!("{} questions", diagnosis.questions.len()))?);
        let langs: Vec<&str> = packs.diagnoses.iter().map(|other| other.header.lang.as_str()).collect();
        beside(&folder, &name, &plain::diagnosis(diagnosis, &langs))?;
        if waiting > 0 {
            lines.push(format!("  {waiting} of {} are to review by an expert", diagnosis.questions.len()));
        }
    }
    if !lines.is_empty() {
        save(&out.join("packs.css"), page::CSS.as_bytes())?;
    }
    Ok(lines)
}

/// The page beside a pack.
fn beside(folder: &Path, name: &str, html: &str) -> Result<()> {
    save(&folder.join(name).with_extension("html"), html.as_bytes())
}

fn one(folder: &Path, name: &str, pack: &impl serde::Serialize, what: &str) -> Result<String> {
    let mut bytes = serde_json::to_vec(pack)?;
    bytes.push(b'\n');
    let weight = weight(&bytes)?;
    if weight > BUDGET {
        bail!("{name} weighs {weight} bytes with brotli, more than {BUDGET}");
    }
    save(&folder.join(name), &bytes)?;
    Ok(format!("{name}: {what}, {weight} bytes with brotli"))
}

/// Bytes with brotli at its best, as a host would serve them.
pub(crate) fn weight(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(out.len())
}

/// Writes the packs of the content that comes with the tool.
pub(crate) fn demo(out: &Path, generated: &str, owner: &str, contact: &str) -> Result<()> {
    let publication = Publication {
        generated: generated.to_owned(),
        owner: owner.to_owned(),
        contact: contact.to_owned(),
        licence: "EUPL-1.2".to_owned(),
        ..Publication::default()
    };
    let (built, told) = assemble(&content::read(&embedded()), &publication);
    if let Some(error) = told.iter().find(|one| one.error) {
        bail!("the content of the quiz: {error}");
    }
    for line in packs(out, &built)? {
        eprintln!("{line}");
    }
    Ok(())
}

/// Writes a page and its sheet.
pub(crate) fn page(path: &Path, html: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    save(path, html.as_bytes())?;
    save(&path.with_file_name("packs.css"), page::CSS.as_bytes())
}

/// Writes the territorial picture and its page.
pub(crate) fn picture(out: &Path, picture: &Picture) -> Result<()> {
    let html = out.with_extension("html");
    if html == out {
        bail!("{} would be the page itself: name a .json file", out.display());
    }
    page(&html, &merge_page::page(picture))?;
    let mut bytes = serde_json::to_vec_pretty(picture)?;
    bytes.push(b'\n');
    save(out, &bytes)
}

fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
