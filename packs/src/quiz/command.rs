//! The command line of the quiz and of the diagnosis.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use commune_cyber_quiz::data::AUDIENCES;

use super::assemble::{Publication, assemble};
use super::content::LANGS;
use super::told::Told;
use super::{check, content, merge, write};
use crate::cli::Labels;
use crate::date;

/// `commune-packs quiz`.
#[derive(Debug, Args)]
pub(crate) struct Quiz {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Checks GIFT files and explains in French what is wrong, line by line.
    Check(Check),
    /// Packs of a content folder, one per audience and language, and the self-diagnosis, each with its plain page.
    Build(Build),
    /// The questions of a GIFT file or content folder as GIFT, every sign escaped, for Moodle.
    Export(Export),
}

#[derive(Debug, Args)]
struct Check {
    /// GIFT files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write the questions as a page to look at; `packs.css` lands beside it.
    #[arg(long, value_name = "OUT.html")]
    preview: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// The content folder.
    #[arg(value_name = "CONTENT_DIR")]
    pub(crate) content: PathBuf,
    /// Where to write; packs and pages land in DIR/cyber-quiz/1, their sheet in DIR.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) labels: Labels,
    /// Licence of the content.
    #[arg(long, default_value = "EUPL-1.2")]
    pub(crate) licence: String,
    /// Leave out every item that no expert has signed off (REVIEW.md): what a promoted release holds.
    #[arg(long)]
    pub(crate) signed_only: bool,
}

#[derive(Debug, Args)]
struct Export {
    /// A GIFT file, or a content folder.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The language to take from a folder.
    #[arg(long, default_value = "fr", value_parser = clap::builder::PossibleValuesParser::new(LANGS))]
    lang: String,
    /// Only the questions of this audience.
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(AUDIENCES))]
    audience: Option<String>,
    /// Where to write; by default the standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// `commune-packs diagnosis`.
#[derive(Debug, Args)]
pub(crate) struct Diagnosis {
    /// Hand-over files of communes.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where to write the picture, `.json`; its page (`.html`) and `packs.css` land beside it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Date of the build (YYYY-MM-DD); by default SOURCE_DATE_EPOCH, else today.
    #[arg(long, value_name = "DATE")]
    generated: Option<String>,
}

/// Runs `commune-packs quiz`.
///
/// # Errors
/// A file cannot be read or written, or the content has errors.
pub(crate) fn quiz(arguments: Quiz) -> Result<()> {
    match arguments.command {
        Command::Check(arguments) => check::check(&arguments.files, arguments.preview.as_deref()),
        Command::Build(arguments) => build(arguments),
        Command::Export(arguments) => export(&arguments),
    }
}

fn build(arguments: Build) -> Result<()> {
    let signed_only = arguments.signed_only;
    let made = make(arguments)?;
    for one in &made.told {
        eprintln!("{one}");
    }
    let errors = made.told.iter().filter(|one| one.error).count();
    if errors > 0 {
        bail!("{errors} errors in the content; no pack was written");
    }
    if made.lines.is_empty() {
        bail!(
            "nothing to write: {}",
            if signed_only { "no item is signed off" } else { "the content is empty" }
        );
    }
    for line in &made.lines {
        eprintln!("{line}");
    }
    Ok(())
}

/// What became of a content.
pub(crate) struct Made {
    /// What is told of it; with an error in it, nothing was written.
    pub(crate) told: Vec<Told>,
    /// What was written, as the terminal says it; empty where there was nothing to write.
    pub(crate) lines: Vec<String>,
}

/// Writes the packs of a content folder.
pub(crate) fn make(arguments: Build) -> Result<Made> {
    let Build { content: folder, out, labels, licence, signed_only } = arguments;
    let content = content::read(&content::files(&folder)?);
    let publication = Publication {
        generated: date::build_date(labels.generated.as_deref())?,
        owner: labels.owner,
        contact: labels.contact,
        next_update: labels.next_update.as_deref().map(date::iso).transpose()?.unwrap_or_default(),
        licence,
        signed_only,
    };
    let (packs, told) = assemble(&content, &publication);
    let empty = packs.banks.is_empty() && packs.diagnoses.is_empty();
    let wrong = told.iter().any(|one| one.error);
    let lines = if wrong || empty { Vec::new() } else { write::packs(&out, &packs)? };
    Ok(Made { told, lines })
}

fn export(arguments: &Export) -> Result<()> {
    let mut questions: Vec<(commune_gift::Question, Vec<&str>)> = Vec::new();
    let told = if arguments.path.is_dir() {
        let content = content::read(&content::files(&arguments.path)?);
        for lang in content.langs.into_iter().filter(|lang| lang.lang == arguments.lang) {
            questions
                .extend(lang.questions.into_iter().map(|tagged| (tagged.question, tagged.tags.audiences)));
        }
        content.told
    } else {
        let bank = commune_gift::read(&content::text(&arguments.path)?);
        let told = content::problems(&arguments.path.display().to_string(), &bank);
        questions.extend(bank.questions.into_iter().map(|question| {
            let audiences = super::tags::read(&question).audiences;
            (question, audiences)
        }));
        told
    };
    for one in &told {
        eprintln!("{one}");
    }
    if let Some(audience) = &arguments.audience {
        questions.retain(|(_, audiences)| audiences.contains(&audience.as_str()));
    }
    if questions.is_empty() {
        bail!("no question to export");
    }
    let questions: Vec<_> = questions.into_iter().map(|(question, _)| question).collect();
    let text = commune_gift::export(&questions);
    match &arguments.out {
        Some(path) => {
            std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?
        }
        None => io::stdout().write_all(text.as_bytes())?,
    }
    eprintln!("{} questions exported", questions.len());
    Ok(())
}

/// Runs `commune-packs diagnosis`.
///
/// # Errors
/// No file can be used, or the picture cannot be written.
pub(crate) fn diagnosis(arguments: Diagnosis) -> Result<()> {
    let generated = date::build_date(arguments.generated.as_deref())?;
    let mut merge = merge::Merge::new();
    for path in &arguments.files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match merge::bytes(path).and_then(|bytes| merge.add(&bytes)) {
            Ok(true) => {}
            Ok(false) => eprintln!("{name}: the same as a file before it, counted once"),
            Err(why) => eprintln!("{name}: left out, {why:#}"),
        }
    }
    if merge.communes() == 0 {
        bail!("no file could be used");
    }
    let picture = merge.picture(generated);
    write::picture(&arguments.out, &picture)?;
    let published = picture.cells.iter().filter(|cell| cell.interval.is_some()).count();
    eprintln!(
        "{} communes, {} files left out, {} repeated; {published} cells of {} published",
        picture.communes,
        picture.left_out,
        picture.repeated,
        picture.cells.len(),
    );
    Ok(())
}
