//! The files that the four sources would have about invented places.

use std::fmt::Write as _;

use commune_services::data::Commune;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

use super::places::{SORTS, Sort, how_many, pick};
use crate::demo::unit;
use crate::services::draft::Origins;

const STREETS: &[&str] = &[
    "rue de la Fontaine",
    "rue du Moulin",
    "place du Marché",
    "avenue des Tilleuls",
    "rue de l'Église",
    "rue des Écoles",
    "allée du Parc",
    "rue de la Gare",
    "rue du Canal",
    "avenue de la République",
    "rue des Jardins",
    "rue de la Paix",
];

/// An invented place.
struct Place<'p> {
    sort: &'p Sort,
    commune: &'p Commune,
    id: String,
    titles: [String; 3],
    street: String,
    postcode: &'p str,
    at: Option<(f64, f64)>,
    phone: String,
    hours: &'static str,
    checked: Date,
    /// Yes, no or unknown, by a seed of each need.
    seed: String,
}

/// The files: source, name, text.
pub(super) fn files(communes: &[Commune], today: Date) -> Vec<(Origins, &'static str, String)> {
    let places: Vec<Place<'_>> =
        communes.iter().enumerate().flat_map(|(index, commune)| of_commune(index, commune, today)).collect();
    vec![
        (Origins::Own, "lieux.csv", own(&places)),
        (Origins::Dila, "annuaire.json", dila(&places)),
        (Origins::Mednum, "mediation-numerique.csv", mednum(&places)),
        (Origins::Acceslibre, "acceslibre.csv", acceslibre(&places)),
    ]
}

fn of_commune(index: usize, commune: &Commune, today: Date) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for (row, sort) in SORTS.iter().enumerate() {
        for number in 0..how_many(sort, commune) {
            let serial = places.len();
            let seed = format!("{} {row} {number}", commune.insee);
            let draw = |salt: &str| unit(&["services", &seed, salt]);
            let titles = sort.name.map(|name| {
                let name = name.replace("{}", &commune.name);
                // Schools bear a name even where there is one of them.
                let named = number > 0 || sort.kind == "ecole" || how_many(sort, commune) > 1;
                if named && !sort.own_names.is_empty() {
                    let shift = (unit(&["services", &commune.insee, sort.kind]) * 10.0) as usize;
                    let which = (number as usize + shift) % sort.own_names.len();
                    format!("{name} {}", sort.own_names[which])
                } else {
                    name
                }
            });
            // Town halls stand at the centre, the others within a walk; in a larger town a longer one.
            let reach =
                if sort.kind == "mairie" { 0.0 } else { 0.2 + f64::from(commune.population).sqrt() / 180.0 };
            let (far, way) = (draw("far").sqrt() * reach, draw("way") * std::f64::consts::TAU);
            let at = commune.at.map(|(longitude, latitude)| {
                (longitude + far * way.cos() / 70.6, latitude + far * way.sin() / 111.2)
            });
            let days = (draw("checked") * 520.0) as i64;
            let number_in_street = 1 + (draw("number") * 80.0) as u32;
            places.push(Place {
                sort,
                commune,
                id: format!("{}-{}-{row}-{number}", commune.insee, sort.kind),
                titles,
                street: if sort.kind == "mairie" {
                    "1 place de la Mairie".to_owned()
                } else {
                    format!("{number_in_street} {}", pick(STREETS, &["services", &seed, "street"]))
                },
                postcode: commune.postcodes.first().map_or("", String::as_str),
                at,
                // 03 53 01 is kept for fiction (ARCEP, numbering plan).
                phone: format!("03 53 01 {:02} {:02}", index % 100, serial % 100),
                hours: pick::<&str>(sort.hours, &["services", &seed, "hours"]),
                checked: today.checked_sub(days.days()).unwrap_or(today),
                seed,
            });
        }
    }
    places
}

fn degrees(at: Option<(f64, f64)>) -> (String, String) {
    let (longitude, latitude) =
        at.map_or((String::new(), String::new()), |(x, y)| (format!("{x:.5}"), format!("{y:.5}")));
    (longitude, latitude)
}

/// A CSV text of rows; cells are quoted.
fn table(header: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = format!("{header}\n");
    for row in rows {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        let _ = writeln!(out, "{}", cells.join(","));
    }
    out
}

fn own(places: &[Place<'_>]) -> String {
    let header = "id,title,type,kind,description,keywords,life_events,title_nl,title_en,address,postcode,city,insee,latitude,longitude,phone,email,hours,remarks,hours_checked,updated,large_print,calm,sign_language";
    table(
        header,
        places.iter().map(|place| {
            let (longitude, latitude) = degrees(place.at);
            let draw = |salt: &str| unit(&["services", &place.seed, salt]);
            let public = matches!(
                place.sort.kind,
                "mairie" | "mairie-annexe" | "ccas" | "france-services" | "mediatheque"
            );
            let some = |salt: &str, part: f64| {
                if public && draw(salt) < part { "oui".to_owned() } else { String::new() }
            };
            let remark = match place.sort.kind {
                "mairie" if draw("remark") < 0.3 => {
                    "Le dernier rendez-vous est donné trente minutes avant la fermeture."
                }
                "mediatheque" if draw("remark") < 0.4 => {
                    "Horaires réduits en juillet et en août : téléphonez avant de venir."
                }
                "piscine" => "La caisse ferme quarante-cinq minutes avant le bassin.",
                "mairie-annexe" => "Passeports et cartes d'identité sur rendez-vous.",
                _ => "",
            };
            vec![
                place.id.clone(),
                place.titles[0].clone(),
                "lieu".into(),
                place.sort.kind.into(),
                place.sort.description.into(),
                place.sort.keywords.into(),
                place.sort.events.into(),
                place.titles[1].clone(),
                place.titles[2].clone(),
                place.street.clone(),
                place.postcode.into(),
                place.commune.name.clone(),
                place.commune.insee.clone(),
                latitude,
                longitude,
                place.phone.clone(),
                if public {
                    format!("{}@commune-{}.example", place.sort.kind, place.commune.insee)
                } else {
                    String::new()
                },
                place.hours.into(),
                remark.into(),
                place.checked.to_string(),
                place.checked.to_string(),
                some("print", 0.5),
                some("calm", 0.4),
                some("signing", 0.15),
            ]
        }),
    )
}

/// Town halls, as the directory has them.
fn dila(places: &[Place<'_>]) -> String {
    let service: Vec<serde_json::Value> = places
        .iter()
        .filter(|place| place.sort.kind == "mairie")
        .map(|place| {
            let (longitude, latitude) = degrees(place.at);
            json!({
                "id": format!("demo-{}", place.commune.insee),
                "nom": format!("Mairie - {}", place.commune.name),
                "pivot": [{ "type_service_local": "mairie", "code_insee_commune": [place.commune.insee] }],
                "code_insee_commune": place.commune.insee,
                "date_modification": place.checked.strftime("%d/%m/%Y 09:00:00").to_string(),
                "telephone": [{ "valeur": place.phone, "description": "" }],
                "adresse": [{
                    "type_adresse": "Adresse", "numero_voie": place.street, "code_postal": place.postcode,
                    "nom_commune": place.commune.name, "longitude": longitude, "latitude": latitude,
                    "accessibilite": "ACC", "note_accessibilite": "",
                }],
                "plage_ouverture": [],
            })
        })
        .collect();
    json!({ "service": service }).to_string()
}

fn mednum(places: &[Place<'_>]) -> String {
    let header = "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,date_maj,services,publics_specifiquement_adresses,frais_a_charge";
    table(
        header,
        places.iter().filter(|place| place.sort.kind == "numerique").map(|place| {
            let (longitude, latitude) = degrees(place.at);
            vec![
                format!("demo-{}", place.id),
                String::new(),
                place.titles[0].clone(),
                place.commune.name.clone(),
                place.postcode.into(),
                place.commune.insee.clone(),
                place.street.clone(),
                latitude,
                longitude,
                place.phone.clone(),
                place.checked.to_string(),
                "Aide aux démarches administratives|Accès internet et matériel informatique".into(),
                "Seniors|Familles et/ou enfants".into(),
                "Gratuit".into(),
            ]
        }),
    )
}

fn acceslibre(places: &[Place<'_>]) -> String {
    let header = "id,name,postal_code,commune,numero,voie,code_insee,longitude,latitude,activite,stationnement_presence,stationnement_pmr,stationnement_ext_presence,stationnement_ext_pmr,entree_plain_pied,entree_marches,entree_marches_rampe,accueil_equipements_malentendants_presence,accueil_equipements_malentendants,sanitaires_presence,sanitaires_adaptes";
    let known = |place: &&Place<'_>| {
        !matches!(place.sort.kind, "parc" | "autre" | "cimetiere")
            && unit(&["services", &place.seed, "acceslibre"]) < 0.75
    };
    table(
        header,
        places.iter().filter(known).map(|place| {
            let (longitude, latitude) = degrees(place.at);
            let draw = |salt: &str| unit(&["services", &place.seed, salt]);
            // Three answers; empty is unknown.
            let state = |salt: &str, yes: f64, no: f64| match draw(salt) {
                x if x < yes => "True",
                x if x < yes + no => "False",
                _ => "",
            };
            let level = state("level", 0.7, 0.2);
            let (steps, ramp) = match level {
                "False" if draw("ramp") < 0.4 => ("1", "amovible"),
                "False" => ("2", "aucune"),
                _ => ("", ""),
            };
            let heard = state("heard", 0.3, 0.3);
            let list = match (heard, draw("list") < 0.3) {
                ("True", true) => "[\"bim\", \"lsf\"]",
                ("True", false) => "[\"bmp\"]",
                _ => "",
            };
            let parking = state("parking", 0.5, 0.2);
            vec![
                format!("demo-{}", place.id),
                place.titles[0].clone(),
                place.postcode.into(),
                place.commune.name.clone(),
                String::new(),
                place.street.clone(),
                place.commune.insee.clone(),
                longitude,
                latitude,
                "Administration publique".into(),
                parking.into(),
                parking.into(),
                parking.into(),
                parking.into(),
                level.into(),
                steps.into(),
                ramp.into(),
                heard.into(),
                list.into(),
                state("toilets", 0.6, 0.2).into(),
                state("toilet", 0.4, 0.3).into(),
            ]
        }),
    )
}
