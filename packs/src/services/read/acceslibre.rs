//! acceslibre, schema 0.0.20: accessibility of public places, tri-state, JSON arrays inside cells.
//!
//! Empty is unknown, not inaccessible.

use commune_services::data::{Known, Need};

use super::kinds;
use super::rows::{Cells, Table, Wrong};
use crate::read::problem::short;
use crate::services::draft::{Draft, Origins};

pub(super) const TABLE: Table = Table {
    columns: &[
        ("id", "id"),
        ("name", "name"),
        ("postal_code", "postal_code"),
        ("commune", "commune"),
        ("numero", "numero"),
        ("voie", "voie"),
        ("lieu_dit", "lieu_dit"),
        ("code_insee", "code_insee"),
        ("siret", "siret"),
        ("contact_url", "contact_url"),
        ("site_internet", "site_internet"),
        ("longitude", "longitude"),
        ("latitude", "latitude"),
        ("activite", "activite"),
        ("stationnement_pmr", "stationnement_pmr"),
        ("stationnement_presence", "stationnement_presence"),
        ("stationnement_ext_pmr", "stationnement_ext_pmr"),
        ("stationnement_ext_presence", "stationnement_ext_presence"),
        ("entree_plain_pied", "entree_plain_pied"),
        ("entree_ascenseur", "entree_ascenseur"),
        ("entree_ascenseur_pmr", "entree_ascenseur_pmr"),
        ("entree_marches", "entree_marches"),
        ("entree_marches_rampe", "entree_marches_rampe"),
        ("entree_pmr", "entree_pmr"),
        ("accueil_equipements_malentendants_presence", "malentendants_presence"),
        ("accueil_equipements_malentendants", "malentendants"),
        ("sanitaires_presence", "sanitaires_presence"),
        ("sanitaires_adaptes", "sanitaires_adaptes"),
        ("updated_at", "updated_at"),
        ("date_modification", "updated_at"),
    ],
    aside: &[
        "transport_station_presence",
        "transport_information",
        "cheminement_ext_presence",
        "cheminement_ext_terrain_stable",
        "cheminement_ext_plain_pied",
        "cheminement_ext_ascenseur",
        "cheminement_ext_ascenseur_pmr",
        "cheminement_ext_nombre_marches",
        "cheminement_ext_reperage_marches",
        "cheminement_ext_sens_marches",
        "cheminement_ext_main_courante",
        "cheminement_ext_rampe",
        "cheminement_ext_pente_presence",
        "cheminement_ext_pente_degre_difficulte",
        "cheminement_ext_pente_longueur",
        "cheminement_ext_devers",
        "cheminement_ext_bande_guidage",
        "cheminement_ext_retrecissement",
        "entree_reperage",
        "entree_vitree",
        "entree_vitree_vitrophanie",
        "entree_marches_reperage",
        "entree_marches_main_courante",
        "entree_marches_sens",
        "entree_dispositif_appel",
        "entree_dispositif_appel_type",
        "entree_balise_sonore",
        "entree_aide_humaine",
        "entree_largeur_mini",
        "entree_porte_presence",
        "entree_porte_manoeuvre",
        "entree_porte_type",
        "accueil_visibilite",
        "accueil_personnels",
        "accueil_audiodescription_presence",
        "accueil_audiodescription",
        "accueil_cheminement_plain_pied",
        "accueil_cheminement_ascenseur",
        "accueil_cheminement_ascenseur_pmr",
        "accueil_cheminement_nombre_marches",
        "accueil_cheminement_reperage_marches",
        "accueil_cheminement_main_courante",
        "accueil_cheminement_rampe",
        "accueil_cheminement_sens_marches",
        "accueil_retrecissement",
        "labels",
        "labels_familles_handicap",
        "registre_url",
        "conformite",
    ],
    required: &["id", "name"],
    draft,
};

fn draft(cells: &Cells<'_>, file: usize, line: u64) -> Result<Draft, Wrong> {
    let id = cells.get("id");
    let name = cells.get("name");
    if id.is_empty() {
        return Err(("id", "identifiant vide".into()));
    }
    if name.is_empty() {
        return Err(("name", "nom vide".into()));
    }
    let mut draft =
        Draft::new(Origins::Acceslibre, file, line, id, cells.get("updated_at").get(..10).unwrap_or(""));
    let record = &mut draft.record;
    record.title = name.to_owned();
    record.insee = cells.get("code_insee").to_owned();
    record.commune = cells.get("commune").to_owned();
    let activity = cells.get("activite");
    let kind = kinds::of_words(activity).or_else(|| kinds::of_words(name));
    // A shop completes nothing that a commune offers.
    draft.only_joined = kind.is_none() && !activity.is_empty();
    record.kind = kind.unwrap_or("autre").to_owned();
    let street = [cells.get("numero"), cells.get("voie"), cells.get("lieu_dit")];
    let street = street.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    draft.place(&street, cells.get("postal_code"), cells.get("commune"));
    draft.coordinates(cells.get("longitude"), cells.get("latitude"));
    draft.siret(cells.get("siret"));
    draft.link(cells.get("site_internet"), "Site internet");
    draft.link(cells.get("contact_url"), "Contact");
    access(cells, &mut draft)?;
    Ok(draft)
}

fn access(cells: &Cells<'_>, draft: &mut Draft) -> Result<(), Wrong> {
    let mut set = |need: Need, known: Option<bool>, note: &str| {
        if known.is_some() || !note.is_empty() {
            *draft.record.access.get_mut(need) = Some(Known(known, 0, note.to_owned()));
        }
    };
    let (known, note) = entrance(cells)?;
    set(Need::Entrance, known, &note);

    let inside = within(cells.truth("stationnement_presence")?, cells.truth("stationnement_pmr")?);
    let outside = within(cells.truth("stationnement_ext_presence")?, cells.truth("stationnement_ext_pmr")?);
    let parking = match (inside, outside) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    };
    let note = if parking == Some(true) && inside != Some(true) { "à moins de 200 m" } else { "" };
    set(Need::Parking, parking, note);
    set(Need::Toilet, within(cells.truth("sanitaires_presence")?, cells.truth("sanitaires_adaptes")?), "");

    let presence = cells.truth("malentendants_presence")?;
    let list = list(cells, "malentendants")?;
    let has = |names: &[&str]| list.iter().any(|item| names.contains(&item.as_str()));
    let of = |names: &[&str]| match (has(names), presence) {
        (true, _) => Some(true),
        (false, Some(false)) => Some(false),
        // What the list leaves out may only not have been said.
        _ => None,
    };
    let note = if has(&["bmp"]) && !has(&["bim"]) { "portative, à demander à l'accueil" } else { "" };
    set(Need::Loop, of(&["bim", "bmp"]), note);
    set(Need::Signing, of(&["lsf"]), "");
    Ok(())
}

/// Step-free: the main entrance, an entrance of its own, a ramp or a lift. 'No' needs a step and the
/// word that nothing helps over it.
fn entrance(cells: &Cells<'_>) -> Result<(Option<bool>, String), Wrong> {
    let level = cells.truth("entree_plain_pied")?;
    let own = cells.truth("entree_pmr")?;
    let lift = cells.truth("entree_ascenseur")?.or(cells.truth("entree_ascenseur_pmr")?);
    let ramp = cells.get("entree_marches_rampe");
    let steps = cells.get("entree_marches");
    if !steps.is_empty() && steps.parse::<u16>().is_err() {
        return Err(("entree_marches", format!("nombre de marches illisible : « {} »", short(steps))));
    }
    Ok(match (level, own, lift, ramp) {
        (Some(true), ..) => (Some(true), String::new()),
        (_, Some(true), ..) => (Some(true), "par une entrée dédiée".into()),
        (_, _, Some(true), _) => (Some(true), "par un ascenseur".into()),
        (Some(false), _, _, "fixe") => (Some(true), "par une rampe".into()),
        (Some(false), _, _, "amovible") => (Some(true), "par une rampe amovible, à demander".into()),
        (Some(false), _, _, "aucune") => (Some(false), steps_note(steps)),
        (Some(false), Some(false), ..) if ramp.is_empty() => (None, steps_note(steps)),
        (Some(false), ..) => (None, steps_note(steps)),
        (None, ..) => (None, String::new()),
    })
}

fn steps_note(steps: &str) -> String {
    match steps.parse::<u16>() {
        Ok(0) | Err(_) => "une marche ou un ressaut".into(),
        Ok(1) => "1 marche".into(),
        Ok(many) => format!("{many} marches"),
    }
}

/// An adapted thing exists only where the thing does.
fn within(presence: Option<bool>, adapted: Option<bool>) -> Option<bool> {
    match (presence, adapted) {
        (_, Some(known)) => Some(known),
        (Some(false), None) => Some(false),
        _ => None,
    }
}

/// A JSON array in a cell.
fn list(cells: &Cells<'_>, name: &'static str) -> Result<Vec<String>, Wrong> {
    let text = cells.get(name);
    if text.is_empty() {
        return Ok(Vec::new());
    }
    serde_json::from_str(text).map_err(|error| {
        (name, format!("liste illisible, caractère {} : « {} »", error.column(), short(text)))
    })
}
