//! `commune-packs quiz check`: what is wrong in GIFT files, in French, for the person who writes them.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use commune_gift::Body;

use super::told::Told;
use super::{content, preview, tags, write};

/// Checks files, and writes their preview if one is asked for.
///
/// # Errors
/// A file cannot be read, the preview cannot be written, or a question was refused.
pub(crate) fn check(files: &[PathBuf], out: Option<&Path>) -> Result<()> {
    let mut banks = Vec::new();
    let mut errors = 0;
    for path in files {
        let name = path.display().to_string();
        let bank = commune_gift::read(&content::text(path)?);
        let mut told = content::problems(&name, &bank);
        // A file of Moodle has no tags: they are asked for only where somebody began to write them.
        for question in bank.questions.iter().filter(|question| !question.tags.is_empty()) {
            let line = question.line;
            let one = |words| Told { file: name.clone(), line, error: false, words };
            told.extend(tags::read(question).problems.into_iter().map(one));
        }
        told.sort_by_key(|one| one.line);
        for one in &told {
            eprintln!("{one}");
        }
        errors += told.iter().filter(|one| one.error).count();
        eprintln!("{name} : {}.", summary(&bank));
        banks.push((name, bank, told));
    }
    if let Some(out) = out {
        write::page(out, &preview::page(&banks))?;
        eprintln!("Aperçu : {}", out.display());
    }
    if errors > 0 {
        bail!("{errors} questions ou lignes à corriger");
    }
    Ok(())
}

/// `12 questions : 7 à choix unique, 5 vrai ou faux`
pub(super) fn summary(bank: &commune_gift::Bank) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for question in &bank.questions {
        let kind = kind(&question.body);
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    let plural = if bank.questions.len() > 1 { "s" } else { "" };
    let parts: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let colon = if parts.is_empty() { "" } else { " : " };
    format!("{} question{plural}{colon}{}", bank.questions.len(), parts.join(", "))
}

/// The name of a type.
pub(super) fn kind(body: &Body) -> &'static str {
    match body {
        Body::Description => "texte sans réponse",
        Body::Choice { multiple: false, .. } => "à réponse unique",
        Body::Choice { multiple: true, .. } => "à plusieurs réponses",
        Body::TrueFalse { .. } => "vrai ou faux",
        Body::Matching(_) => "à associer",
        Body::Short(_) => "mot à écrire",
        Body::Numeric { .. } => "nombre à écrire",
    }
}
