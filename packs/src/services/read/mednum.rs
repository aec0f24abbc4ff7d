//! Mednum 'lieux de médiation numérique', schema 1.0.2: places of digital help.

use super::kinds;
use super::rows::{Cells, Table};
use crate::services::draft::{Draft, Origins};
use crate::services::text::{cut, parts};

pub(super) const TABLE: Table = Table {
    columns: &[
        ("id", "id"),
        ("pivot", "pivot"),
        ("nom", "nom"),
        ("commune", "commune"),
        ("code_postal", "code_postal"),
        ("code_insee", "code_insee"),
        ("adresse", "adresse"),
        ("complement_adresse", "complement_adresse"),
        ("latitude", "latitude"),
        ("longitude", "longitude"),
        ("typologie", "typologie"),
        ("telephone", "telephone"),
        ("courriels", "courriels"),
        // Before 1.0.
        ("courriel", "courriels"),
        ("site_web", "site_web"),
        ("horaires", "horaires"),
        ("presentation_resume", "presentation_resume"),
        ("presentation_detail", "presentation_detail"),
        ("source", "source"),
        ("date_maj", "date_maj"),
        ("services", "services"),
        ("publics_specifiquement_adresses", "publics"),
        ("publics_accueillis", "publics"),
        ("prise_en_charge_specifique", "prise_en_charge"),
        ("frais_a_charge", "frais"),
        ("conditions_acces", "frais"),
        ("modalites_acces", "modalites_acces"),
        ("fiche_acces_libre", "fiche_acces_libre"),
        ("accessibilite", "fiche_acces_libre"),
        ("prise_rdv", "prise_rdv"),
    ],
    aside: &[
        "itinerance",
        "structure_parente",
        "dispositif_programmes_nationaux",
        "formations_labels",
        "autres_formations_labels",
        "modalites_accompagnement",
        "cle_ban",
        "labels_nationaux",
        "labels_autres",
    ],
    required: &["id", "nom", "commune", "code_postal", "adresse"],
    draft,
};

fn draft(cells: &Cells<'_>, file: usize, line: u64) -> Result<Draft, (&'static str, String)> {
    for required in ["id", "nom", "commune"] {
        if cells.get(required).is_empty() {
            return Err((required, "case vide, alors qu'elle est obligatoire".into()));
        }
    }
    let name = cells.get("nom");
    let mut draft = Draft::new(Origins::Mednum, file, line, cells.get("id"), cells.get("date_maj"));
    let record = &mut draft.record;
    record.title = name.to_owned();
    record.insee = cells.get("code_insee").to_owned();
    record.commune = cells.get("commune").to_owned();
    record.kind =
        kinds::of_words(name).or_else(|| of_type(cells.get("typologie"))).unwrap_or("numerique").to_owned();
    record.events = vec!["numerique".into()];
    let summary = cells.get("presentation_resume");
    let detail = cells.get("presentation_detail");
    record.description = cut(if summary.is_empty() { detail } else { summary }, 400);
    record.audience = parts(cells.get("publics"), &['|']);
    record.cost = parts(cells.get("frais"), &['|']).join(", ");
    let mut services = parts(cells.get("services"), &['|']);
    for language in parts(cells.get("prise_en_charge"), &['|']) {
        record.audience.push(language);
    }
    if cells.get("modalites_acces").contains("n'accueille pas de public") {
        draft.remarks.push("Ce lieu n'accueille pas de public.".into());
    }
    draft.keywords.append(&mut services);
    draft.keywords.push("aide numérique ordinateur internet démarches en ligne".into());
    let street = [cells.get("adresse"), cells.get("complement_adresse")];
    let street = street.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    draft.place(&street, cells.get("code_postal"), cells.get("commune"));
    draft.coordinates(cells.get("longitude"), cells.get("latitude"));
    // The pivot is a SIRET, or an RNA number (W and nine digits).
    let pivot = cells.get("pivot");
    if !pivot.starts_with(['W', 'w']) {
        draft.siret(pivot);
    }
    for number in parts(cells.get("telephone"), &['|']) {
        draft.phone(&number);
    }
    for address in parts(cells.get("courriels"), &['|', ';']) {
        draft.email(&address);
    }
    for address in parts(cells.get("site_web"), &['|']) {
        draft.link(&address, "Site internet");
    }
    draft.record.appointment = draft.web(cells.get("prise_rdv")).unwrap_or_default();
    if let Some(id) = acceslibre_id(cells.get("fiche_acces_libre")) {
        draft.elsewhere.push(id);
    }
    draft.hours = cells.get("horaires").to_owned();
    Ok(draft)
}

/// The id of a place at acceslibre, where its address holds one (`…/erp/uuid/<id>/`).
fn acceslibre_id(address: &str) -> Option<String> {
    let id = address
        .split(['/', '?', '='])
        .find(|part| part.len() == 36 && part.bytes().filter(|b| *b == b'-').count() == 4)?;
    Some(format!("acceslibre:{}", id.to_lowercase()))
}

fn of_type(types: &str) -> Option<&'static str> {
    let kind = |one: &str| {
        Some(match one.trim() {
            "BIB" => "mediatheque",
            "CCAS" | "CIAS" => "ccas",
            "CS" | "CSC" => "centre-social",
            "MUNI" => "mairie-annexe",
            "RFS" => "france-services",
            "ML" => "emploi",
            _ => return None,
        })
    };
    types.split('|').find_map(kind)
}
