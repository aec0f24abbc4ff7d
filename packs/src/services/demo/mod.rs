//! Demonstration packs: invented municipal places by a seeded rule, and real procedures in general terms.
//!
//! No directory of these communes can be had offline, so the demonstration writes files as the four
//! sources would have them and sends them through the same readers, joins and checks. The rule:
//!
//! - Each kind of place exists from a number of inhabitants on, and more of it in larger communes ([`places`]).
//! - Places lie within half a kilometre or two of the centre of their commune, in a direction that a
//!   hash of the commune and the kind tells; so do hours, accessibility and dates. Streets are invented,
//!   telephone numbers are of the block that is kept for fiction (03 53 01), mail addresses end in `.example`.
//! - The commune's own file has every place; the directory has town halls, one source more has the
//!   places of digital help, and one accessibility, so that joins show.
//! - `procedures.csv` holds procedures as every commune of France has them: general facts, no local one.
//!
//! Same communes, same day: same bytes.

mod centres;
mod files;
mod places;

use std::path::Path;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;

use super::build::{Publication, build};
use super::collect::Collected;
use super::communes::Communes;
use super::draft::Origins;
use super::write;
use crate::territory::Territory;

/// What the demonstration says of its source.
pub const SOURCE: &str = "Données de démonstration : lieux inventés, démarches décrites en général";

/// The procedures of the demonstration, an own CSV.
pub const PROCEDURES: &str = include_str!("procedures.csv");

/// Writes demonstration packs, pages and the index. `communes` is the folder that the territory came from.
///
/// # Errors
/// A file cannot be written, or the generated files do not read cleanly.
pub fn write(
    out: &Path,
    territory: &Territory,
    communes: &Path,
    publication: &crate::pack::Publication,
    only: &[String],
) -> Result<()> {
    let today: Date = publication.generated.parse().context("the date of the build")?;
    let mut communes = Communes::of_territory(territory, communes, Default::default())?;
    for commune in &mut communes.list {
        let centre = centres::CENTRES.iter().find(|(insee, ..)| *insee == commune.insee);
        commune.at = centre.map(|(_, latitude, longitude)| (*longitude, *latitude));
    }
    let wanted: Vec<String> = only
        .iter()
        .filter_map(|code| Some(territory.communes[territory.index_of(code)?].insee.clone()))
        .collect();
    let mut collected = Collected::default();
    for (origin, name, text) in files::files(&communes.list, today) {
        collected.take(&mut communes, origin, name, &mut text.as_bytes())?;
    }
    collected.take(&mut communes, Origins::Own, "procedures.csv", &mut PROCEDURES.as_bytes())?;
    collected.settle(&mut communes);
    for report in &collected.reports {
        if report.bad > 0 || report.stopped.is_some() || !report.unknown_headers.is_empty() {
            bail!("the generated file {} does not read cleanly: {report:?}", report.name);
        }
    }
    let publication = Publication {
        generated: publication.generated.clone(),
        owner: publication.owner.clone(),
        contact: publication.contact.clone(),
        next_update: publication.next_update.clone(),
        demo: true,
    };
    let built = build(&mut collected, &communes, today, &Default::default(), true);
    let written = write::all(out, &built, &communes, &collected, &publication, "", &wanted)?;
    eprintln!("{written}");
    Ok(())
}
