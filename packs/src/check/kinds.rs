//! The kinds of file, and the structure of each.

use std::path::Path;

use commune_consultation::data::pack::Pack as Consultation;
use commune_cyber_quiz::data::bank::Bank;
use commune_cyber_quiz::data::diagnosis::Diagnosis;
use commune_energy::data::pack::Pack as Energy;
use commune_services::data::Pack as Services;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Finding, schema};
use crate::communes::index::Index;
use crate::communes::{Config, contrast};
use crate::degree_days::DegreeDays;

/// Files that hold what a commune or a person did not mean to publish.
pub(super) const SENSITIVE: &[&str] = &["cyber-answers", "cyber-progress", "cyber-handover", "contribution"];
/// Files that are written beside packs and are none.
pub(super) const ASIDE: &[&str] = &[
    "energy-report",
    "energy-metropole",
    "services-report",
    "cyber-picture",
    "contributions",
    "rows",
    "usage",
    "names",
    "all",
    "all-report",
];

/// A file that a widget reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Energy,
    Services,
    Consultation,
    Quiz,
    Diagnosis,
    DegreeDays,
    Commune,
    /// The index of the configurations, with the switch.
    Communes,
}

impl Kind {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "energy" => Self::Energy,
            "services" => Self::Services,
            "consultation" => Self::Consultation,
            "cyber-quiz" => Self::Quiz,
            "cyber-diagnosis" => Self::Diagnosis,
            "degree-days" => Self::DegreeDays,
            "commune" => Self::Commune,
            "communes" => Self::Communes,
            _ => return None,
        })
    }
}

/// Checks the structure of a file, and what only its kind can have wrong.
pub(super) fn check(kind: Kind, path: &Path, bytes: &[u8], json: &Value) -> Vec<Finding> {
    let mut out = schema::check(kind, json);
    // What has not the shape has no more to say.
    if out.is_empty() {
        out = shaped(kind, bytes);
    }
    if let Kind::Energy | Kind::Services | Kind::Commune = kind {
        named(path, json, &mut out);
    }
    out
}

/// What a file of the right shape can still have wrong.
fn shaped(kind: Kind, bytes: &[u8]) -> Vec<Finding> {
    match kind {
        Kind::Energy => typed::<Energy>(bytes, energy),
        Kind::Services => typed::<Services>(bytes, |_| Vec::new()),
        Kind::Consultation => typed::<Consultation>(bytes, |pack| {
            let old = pack.inclusion.iter().filter(|way| !way.until.is_empty() && way.until < pack.generated);
            old.map(|way| {
                let sentence =
                    format!("une façon de participer a pris fin le {}.", crate::date::french(&way.until));
                Finding::remark("/inclusion", sentence)
            })
            .collect()
        }),
        Kind::Quiz => typed::<Bank>(bytes, |bank| {
            let questions = bank.questions.iter().filter(|question| question.to_review).count();
            let messages = bank.messages.iter().filter(|message| message.to_review).count();
            unsigned(questions + messages)
        }),
        Kind::Diagnosis => typed::<Diagnosis>(bytes, |diagnosis| {
            unsigned(diagnosis.questions.iter().filter(|question| question.to_review).count())
        }),
        Kind::DegreeDays => typed::<DegreeDays>(bytes, |_| Vec::new()),
        Kind::Commune => typed::<Config>(bytes, |config| {
            let told = contrast::faults(&config.tokens).into_iter();
            told.map(|sentence| Finding::fault("/tokens", sentence)).collect()
        }),
        Kind::Communes => typed::<Index>(bytes, |index| {
            let told = index.off.iter();
            told.map(|(what, why)| Finding::remark("/off", format!("« {what} » est à l'arrêt : {why}.")))
                .collect()
        }),
    }
}

/// The widgets ask for a file by the code of the commune.
fn named(path: &Path, json: &Value, out: &mut Vec<Finding>) {
    let insee = json["commune"]["insee"].as_str().unwrap_or_default();
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if insee.is_empty() {
        // Else the schema has told it.
        if out.is_empty() {
            out.push(Finding::fault("/commune/insee", "il manque le code INSEE de la commune."));
        }
    } else if insee != stem {
        let sentence = format!(
            "le fichier s'appelle « {} » mais parle de la commune {insee} : le widget demande {insee}.json.",
            path.file_name().unwrap_or_default().to_string_lossy()
        );
        out.push(Finding::fault("/commune/insee", sentence));
    }
}

fn typed<T: DeserializeOwned>(bytes: &[u8], more: impl Fn(&T) -> Vec<Finding>) -> Vec<Finding> {
    match serde_json::from_slice::<T>(bytes) {
        Ok(pack) => more(&pack),
        Err(error) => {
            let at = format!("ligne {}, colonne {}", error.line(), error.column());
            vec![Finding::fault(at, french(&error.to_string()))]
        }
    }
}

/// serde_json's reasons for a French reader; what is not known stays as it is.
fn french(reason: &str) -> String {
    let reason = reason.split(" at line ").next().unwrap_or(reason);
    if let Some(field) = reason.strip_prefix("missing field ") {
        return format!("il manque le champ « {} ».", field.trim_matches('`'));
    }
    if let Some((found, expected)) =
        reason.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("un champ n'a pas le bon type : {found} au lieu de {expected}.");
    }
    if let Some((found, expected)) =
        reason.strip_prefix("invalid value: ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("une valeur ne convient pas : {found} au lieu de {expected}.");
    }
    if let Some((found, expected)) =
        reason.strip_prefix("unknown variant ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("une valeur n'est pas connue : {found} au lieu de {expected}.");
    }
    format!("la structure n'est pas celle attendue : {reason}.")
}

fn unsigned(count: usize) -> Vec<Finding> {
    if count == 0 {
        return Vec::new();
    }
    vec![Finding::remark(
        "",
        format!("{count} éléments n'ont pas encore été relus par un expert (toReview)."),
    )]
}

/// Every list of an energy pack is as long as its years.
fn energy(pack: &Energy) -> Vec<Finding> {
    let mut out = Vec::new();
    let years = pack.years.len();
    if years == 0 {
        out.push(Finding::fault("/years", "aucune année : le widget n'aurait rien à montrer."));
    }
    if pack.years.windows(2).any(|pair| pair[1] != pair[0] + 1) {
        out.push(Finding::fault("/years", "les années ne se suivent pas."));
    }
    for (index, series) in pack.series.iter().enumerate() {
        let optional = |length: usize| length == 0 || length == years;
        let right = series.mwh.len() == years
            && series.masked.len() == years
            && optional(series.sites.len())
            && optional(series.corrected.len());
        if !right {
            let sentence = format!(
                "la série {} / {} n'a pas une valeur par année ({years}).",
                series.carrier, series.sector
            );
            out.push(Finding::fault(format!("/series/{index}"), sentence));
        }
        if series.mwh.iter().flatten().any(|mwh| *mwh < 0.0) {
            out.push(Finding::fault(format!("/series/{index}/mwh"), "une consommation est négative."));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_in_french() {
        assert_eq!(french("missing field `years` at line 1 column 3"), "il manque le champ « years ».");
        assert_eq!(
            french("invalid type: string \"a\", expected u32 at line 1 column 3"),
            "un champ n'a pas le bon type : string \"a\" au lieu de u32."
        );
    }
}
