//! A commune's own CSV: places and online procedures. `packs/templates/services.csv` is its template.
//!
//! Headers are French or English, the separator `;` or `,`. Only `id` and `title` are needed. Several
//! values in a cell are joined by `|`.

use commune_services::data::{Known, LIFE_EVENTS, Need, PROCEDURE};

use super::kinds;
use super::rows::{Cells, Table, Wrong};
use crate::read::column::normal;
use crate::read::problem::short;
use crate::services::draft::{Draft, Origins};
use crate::services::text::parts;

pub(super) const TABLE: Table = Table {
    columns: &[
        ("id", "id"),
        ("identifiant", "id"),
        ("titre", "title"),
        ("title", "title"),
        ("nom", "title"),
        ("name", "title"),
        ("intitule", "title"),
        ("description", "description"),
        ("langue", "lang"),
        ("lang", "lang"),
        ("language", "lang"),
        ("type", "type"),
        ("genre", "kind"),
        ("kind", "kind"),
        ("categorie", "kind"),
        ("category", "kind"),
        ("titre_nl", "title_nl"),
        ("title_nl", "title_nl"),
        ("titre_en", "title_en"),
        ("title_en", "title_en"),
        ("description_nl", "description_nl"),
        ("description_en", "description_en"),
        ("public", "audience"),
        ("publics", "audience"),
        ("audience", "audience"),
        ("evenement_de_vie", "events"),
        ("evenements_de_vie", "events"),
        ("evenement", "events"),
        ("life_event", "events"),
        ("life_events", "events"),
        ("mots_cles", "keywords"),
        ("mots_clefs", "keywords"),
        ("keywords", "keywords"),
        ("cout", "cost"),
        ("cost", "cost"),
        ("tarif", "cost"),
        ("a_apporter", "bring"),
        ("pieces_a_apporter", "bring"),
        ("what_to_bring", "bring"),
        ("bring", "bring"),
        ("delai", "delay"),
        ("delay", "delay"),
        ("lien", "link"),
        ("link", "link"),
        ("url", "link"),
        ("site", "link"),
        ("site_internet", "link"),
        ("website", "link"),
        ("en_ligne", "online"),
        ("demarche_en_ligne", "online"),
        ("online", "online"),
        ("rendez_vous", "appointment"),
        ("appointment", "appointment"),
        ("ou", "where"),
        ("lieux", "where"),
        ("where", "where"),
        ("places", "where"),
        ("adresse", "address"),
        ("address", "address"),
        ("street", "address"),
        ("code_postal", "postcode"),
        ("postcode", "postcode"),
        ("postal_code", "postcode"),
        ("commune", "commune"),
        ("ville", "commune"),
        ("city", "commune"),
        ("town", "commune"),
        ("code_insee", "insee"),
        ("insee", "insee"),
        ("latitude", "latitude"),
        ("lat", "latitude"),
        ("longitude", "longitude"),
        ("lon", "longitude"),
        ("lng", "longitude"),
        ("telephone", "phone"),
        ("phone", "phone"),
        ("courriel", "email"),
        ("mail", "email"),
        ("email", "email"),
        ("e_mail", "email"),
        ("horaires", "hours"),
        ("hours", "hours"),
        ("opening_hours", "hours"),
        ("remarques", "remarks"),
        ("remarques_horaires", "remarks"),
        ("remarks", "remarks"),
        ("horaires_verifies_le", "checked"),
        ("hours_checked", "checked"),
        ("date_maj", "updated"),
        ("updated", "updated"),
        ("date", "updated"),
        ("siret", "siret"),
        ("identifiants_externes", "elsewhere"),
        ("external_ids", "elsewhere"),
        ("entree_de_plain_pied", "entrance"),
        ("step_free_entrance", "entrance"),
        ("stationnement_adapte", "parking"),
        ("adapted_parking", "parking"),
        ("toilettes_adaptees", "toilet"),
        ("adapted_toilet", "toilet"),
        ("boucle_magnetique", "loop"),
        ("hearing_loop", "loop"),
        ("langue_des_signes", "signing"),
        ("sign_language", "signing"),
        ("gros_caracteres", "large_print"),
        ("large_print", "large_print"),
        ("accueil_calme", "calm"),
        ("calm", "calm"),
    ],
    aside: &["notes", "note", "commentaire"],
    required: &["id", "title"],
    draft,
};

const NEEDS: [(&str, Need); 7] = [
    ("entrance", Need::Entrance),
    ("parking", Need::Parking),
    ("toilet", Need::Toilet),
    ("loop", Need::Loop),
    ("signing", Need::Signing),
    ("large_print", Need::LargePrint),
    ("calm", Need::Calm),
];

fn draft(cells: &Cells<'_>, file: usize, line: u64) -> Result<Draft, Wrong> {
    let id = cells.get("id");
    if id.is_empty() {
        return Err(("id", "identifiant vide".into()));
    }
    let title = cells.get("title");
    if title.is_empty() {
        return Err(("titre", "titre vide".into()));
    }
    let mut draft = Draft::new(Origins::Own, file, line, id, cells.get("updated"));
    // The commune chose the id: it is the record's, as it stands.
    id.clone_into(&mut draft.record.id);
    draft.lang = match normal(cells.get("lang")).as_str() {
        "" | "fr" | "francais" => "fr",
        "nl" | "neerlandais" => "nl",
        "en" | "anglais" => "en",
        other => return Err(("langue", format!("« {} » n'est ni fr, ni nl, ni en", short(other)))),
    };
    let record = &mut draft.record;
    record.title = title.to_owned();
    record.description = cells.get("description").to_owned();
    for (code, title, description) in
        [("en", "title_en", "description_en"), ("nl", "title_nl", "description_nl")]
    {
        let take = |name, list: &mut Vec<(String, String)>| {
            let text = cells.get(name);
            if !text.is_empty() {
                list.push((code.to_owned(), text.to_owned()));
            }
        };
        take(title, &mut record.titles);
        take(description, &mut record.descriptions);
    }
    record.insee = cells.get("insee").to_owned();
    record.commune = cells.get("commune").to_owned();
    record.audience = parts(cells.get("audience"), &['|']);
    record.events = parts(cells.get("events"), &['|', ',']).iter().map(|event| life_event(event)).collect();
    record.cost = cells.get("cost").to_owned();
    record.bring = parts(cells.get("bring"), &['|', '\n']);
    record.delay = cells.get("delay").to_owned();
    record.places = parts(cells.get("where"), &['|']);
    draft.keywords = parts(cells.get("keywords"), &['|', ',', ';']);
    draft.place(cells.get("address"), cells.get("postcode"), cells.get("commune"));
    draft.coordinates(cells.get("longitude"), cells.get("latitude"));
    for number in parts(cells.get("phone"), &['|']) {
        draft.phone(&number);
    }
    for address in parts(cells.get("email"), &['|', ';']) {
        draft.email(&address);
    }
    for link in parts(cells.get("link"), &['|']) {
        draft.link(&link, "");
    }
    draft.record.online = draft.web(cells.get("online")).unwrap_or_default();
    draft.record.appointment = draft.web(cells.get("appointment")).unwrap_or_default();
    draft.siret(cells.get("siret"));
    draft.elsewhere = parts(cells.get("elsewhere"), &['|']).iter().map(|id| id.to_lowercase()).collect();
    draft.hours = cells.get("hours").to_owned();
    draft.remarks = parts(cells.get("remarks"), &['|']);
    draft.hours_checked = cells.get("checked").to_owned();
    for (name, need) in NEEDS {
        if let Some(known) = cells.truth(name)? {
            *draft.record.access.get_mut(need) = Some(Known(Some(known), 0, String::new()));
        }
    }
    let kind = normal(cells.get("kind")).replace('_', "-");
    let procedure = match normal(cells.get("type")).as_str() {
        "lieu" | "place" => false,
        "demarche" | "procedure" | "service_en_ligne" => true,
        // The smallest file says nothing: what can be visited is a place.
        "" if kind.is_empty() => {
            draft.street.is_empty() && draft.record.at.is_none() && draft.hours.is_empty()
        }
        "" => kind == PROCEDURE || kind == "demarche",
        other => return Err(("type", format!("« {} » n'est ni « lieu », ni « démarche »", short(other)))),
    };
    draft.record.procedure = procedure;
    draft.record.kind = if procedure {
        PROCEDURE.to_owned()
    } else if kind.is_empty() {
        kinds::of_words(title).unwrap_or("autre").to_owned()
    } else {
        kind
    };
    Ok(draft)
}

/// The id of a life event, which a sheet may write with accents and blanks.
fn life_event(text: &str) -> String {
    let id = normal(text).replace('_', "-");
    if LIFE_EVENTS.contains(&id.as_str()) { id } else { text.to_owned() }
}
