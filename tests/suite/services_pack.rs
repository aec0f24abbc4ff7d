//! A hand-made pack of services and its index, built by the index's own builder: what the scenarios of
//! `<commune-services>` serve. Hours are made around today, so that what is open does not depend on the day.

use anyhow::{Result, anyhow};
use browser_tests::Case;
use commune_search::build::{Builder, Document, Facts, Lang};
use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, date},
    tz::TimeZone,
};
use serde_json::{Value, json};
use serve::Reply;

use crate::fixtures::json as answer;

/// The pack that an element with `insee="59648"` asks for.
pub(crate) const PACK: &str = "/pkg/packs/services/1/59648.json";
/// The folder of the index, as the pack names it.
pub(crate) const INDEX: &str = "/pkg/packs/services/index/";
/// Where the records of the commune lie in the index.
pub(crate) const IDS: &str = "id/59648.json";
/// The town hall's telephone.
pub(crate) const PHONE: &str = "03 20 11 22 33";
/// The text of the light DOM.
pub(crate) const FALLBACK: &str = "Les services en texte";
/// A title that would be markup.
pub(crate) const HOSTILE: &str = "Piège <img src=x onerror=alert(1)><b>gras</b>";

/// A `<commune-services>` with a fallback link and these further attributes.
pub(crate) fn services(attributes: &str) -> String {
    format!(
        "<commune-services insee=\"59648\" {attributes}><a href=\"/index.html\">{FALLBACK}</a></commune-services>"
    )
}

/// Today in the commune, which is another day than in UTC for one or two hours of the night.
fn today() -> Date {
    let paris = TimeZone::get("Europe/Paris").expect("the bundled zones hold Paris");
    Timestamp::now().to_zoned(paris).date()
}

/// An ISO date so many days ago.
fn iso(days_ago: i64) -> String {
    (today() - days_ago.days()).to_string()
}

/// Civil days since 1970-01-01.
fn day_number(day: Date) -> i64 {
    i64::from((day - date(1970, 1, 1)).get_days())
}

/// Hours that are the same each day, but for some days counted from today.
fn hours(usual: &[u16], but: &[(i64, &[u16])], checked_days_ago: i64) -> Value {
    let today = day_number(today());
    // A Monday two weeks ago or more: 1970-01-01 was a Thursday.
    let first = today - 14 - (today - 14 + 3).rem_euclid(7);
    let mut days = vec![json!(usual)];
    let mut pairs = Vec::new();
    let mut before = first;
    for (day, open) in but {
        pairs.push(today + day - before);
        pairs.push(i64::try_from(days.len()).unwrap_or(0));
        before = today + day;
        days.push(json!(open));
    }
    json!({
        "text": "horaires d’essai", "first": first, "count": 200, "days": days,
        "weeks": [[0, "0000000"]], "but": pairs, "checked": iso(checked_days_ago)
    })
}

const ALWAYS: &[u16] = &[0, 1440];

fn place(id: &str, kind: &str, title: &str, hours: Value) -> Value {
    json!({
        "id": id, "type": "place", "kind": kind, "title": title, "insee": "59648", "commune": "Wattignies",
        "address": ["1 rue d’Essai", "59139 Wattignies"], "at": [3.0439, 50.5859], "hours": hours,
        "sources": [["dila", "Service-Public.gouv.fr / DILA", id, iso(3), ""], ["acceslibre", "acceslibre", id, "", ""]]
    })
}

/// The town hall: open round the clock.
pub(crate) fn town_hall() -> Value {
    let mut hall = place("t:mairie", "mairie", "Mairie de Wattignies", hours(ALWAYS, &[], 3));
    hall["titles"] = json!({ "nl": "Gemeentehuis van Wattignies", "en": "Wattignies town hall" });
    hall["phone"] = json!([PHONE]);
    hall
}

/// Each record with the words that find it beside its own.
fn records() -> Vec<(Value, &'static str)> {
    let mut all = vec![(town_hall(), "accueil")];
    let nine: &[u16] = &[540, 720];
    // In three days, whatever day that is once midnight has struck during a scenario.
    let opens = hours(&[], &[(3, nine), (4, nine)], 3);
    let mut library = place("t:mediatheque", "mediatheque", "Médiathèque du Centre", opens);
    library["access"] = json!({ "entrance": [true, 1, ""], "toilet": [false, 1, "une marche de 12 cm"] });
    library["hours"]["remarks"] = json!(["Fermée le 2e samedi du mois."]);
    library["links"] = json!([["https://www.example.fr/mediatheque", "Le catalogue"]]);
    library["email"] = json!(["livres@example.fr"]);
    all.push((library, "bibliothèque livres"));
    all.push((
        place("t:dechetterie", "dechetterie", "Déchetterie du Sud", hours(ALWAYS, &[], 800)),
        "tri encombrants",
    ));
    let unread = json!({ "text": "du lundi au vendredi sauf exception", "checked": iso(3) });
    all.push((place("t:ecole", "ecole", "École des Tilleuls", unread), "cantine"));
    all.push((
        json!({
            "id": "t:cni", "type": "procedure", "kind": "procedure", "title": "Carte d’identité",
            "description": "Première demande ou renouvellement.", "cost": "Gratuit", "delay": "Trois semaines",
            "bring": ["Une photo d’identité", "Un justificatif de domicile"], "events": ["papiers"],
            "online": "https://www.example.fr/cni", "sources": [["own", "Ville d’essai", "cni", iso(3), ""]]
        }),
        "CNI papiers",
    ));
    let mut trap = place("t:piege", "autre", HOSTILE, hours(ALWAYS, &[], 3));
    trap["description"] = json!("<script>alert(1)</script> & <style>*{display:none}</style>");
    trap["online"] = json!("javascript:alert(1)");
    trap["appointment"] = json!(" jAvAsCrIpT:alert(2)");
    trap["links"] = json!([["data:text/html,x", "<i>données</i>"], ["vbscript:x", ""]]);
    trap["phone"] = json!(["javascript:alert(3)"]);
    trap["email"] = json!(["a@example.fr\n?bcc=b@example.fr"]);
    trap["access"] = json!({ "calm": "oui", "entrance": [1, -3, { }] });
    trap["hours"]["remarks"] = json!(["<b>remarque</b>", 4, null]);
    all.push((trap, "piège"));
    let mut pool = place("t:piscine", "piscine", "Piscine de Lille", hours(ALWAYS, &[], 3));
    pool["insee"] = json!("59350");
    pool["commune"] = json!("Lille");
    pool["address"] = json!(["2 rue d’Essai", "59000 Lille"]);
    pool["at"] = json!([3.0635, 50.6365]);
    all.push((pool, "nager bassin"));
    for n in 1..=14 {
        let mut hall =
            place(&format!("t:salle-{n}"), "sport", &format!("Salle de sport {n}"), hours(ALWAYS, &[], 3));
        hall["at"] = json!([3.0439, 50.5859 + f64::from(n) / 100.0]);
        all.push((hall, "gymnase"));
    }
    all
}

/// The pack.
pub(crate) fn pack() -> Value {
    json!({
        "schema": "commune-widgets/services/1", "generated": iso(0), "owner": "Ville d’essai",
        "contact": "services@example.fr", "nextUpdate": "", "source": "Service-Public.gouv.fr / DILA",
        "licence": "Licence Ouverte 2.0", "coverage": "", "demo": false,
        "commune": { "insee": "59648", "name": "Wattignies", "postcodes": ["59139"], "at": [3.0439, 50.5859] },
        "timeZone": "Europe/Paris", "index": "../index/", "ids": "id/59648.json?v=1", "townHall": town_hall(), "help": null, "holidays": [],
        "communes": [
            { "insee": "59350", "name": "Lille", "postcodes": ["59000", "59800"], "at": [3.0635, 50.6365] },
            { "insee": "59648", "name": "Wattignies", "postcodes": ["59139"], "at": [3.0439, 50.5859] },
            { "insee": "59343", "name": "Lesquin", "postcodes": ["59810"], "at": [3.1119, 50.5897] },
            { "insee": "59316", "name": "Houplin-Ancoisne", "postcodes": ["59263"], "at": [2.9994, 50.5697] },
            { "insee": "59611", "name": "Templemars", "postcodes": ["59175", "59810"], "at": [3.0542, 50.5731] }
        ],
        "kinds": [["mairie", 1], ["mediatheque", 1], ["dechetterie", 1], ["ecole", 1], ["sport", 14]], "sources": []
    })
}

fn kind_number(kind: &str) -> u8 {
    match kind {
        "mairie" => 0,
        "mediatheque" => 5,
        "ecole" => 6,
        "piscine" => 11,
        "sport" => 12,
        "dechetterie" => 14,
        "procedure" => 31,
        _ => 30,
    }
}

/// The files of the index.
pub(crate) fn index() -> Result<Vec<(String, Vec<u8>)>> {
    let mut builder = Builder::new();
    builder
        .synonyms("CNI, carte d'identité\nbibliothèque, médiathèque\n", Lang::Fr)
        .map_err(|error| anyhow!("{error:?}"))?;
    for (record, keywords) in records() {
        let text = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
        let (mut yes, mut no) = (0, 0);
        for (bit, need) in ["entrance", "parking", "toilet"].iter().enumerate() {
            yes |= u16::from(record["access"][need][0] == true) << bit;
            no |= u16::from(record["access"][need][0] == false) << bit;
        }
        let at = record["at"].as_array().and_then(|at| Some((at[1].as_f64()?, at[0].as_f64()?)));
        builder
            .add(Document {
                id: text("id"),
                lang: Lang::Fr,
                title: text("title"),
                keywords: format!("{keywords} {}", text("kind").replace('-', " ")),
                description: text("description"),
                place: format!("{} {}", text("commune"), text("address")),
                insee: text("insee"),
                at,
                facts: Facts { kind: kind_number(&text("kind")), yes, no },
                record: record.to_string(),
            })
            .map_err(|error| anyhow!("{error:?}"))?;
    }
    let mut files: Vec<(String, Vec<u8>)> = builder.build().files.into_iter().collect();
    files.push((IDS.to_owned(), ids(&files)?.to_string().into_bytes()));
    Ok(files)
}

/// The list of the commune's records: each file of records with the ids in it. The pool is of another commune.
fn ids(files: &[(String, Vec<u8>)]) -> Result<Value> {
    let mut lists = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| name.starts_with("r/")) {
        let records: Value = serde_json::from_slice(bytes)?;
        let mut list = vec![json!(format!("{name}?v=1"))];
        let all = records.as_array().into_iter().flatten().map(|one| one["id"].clone());
        list.extend(all.filter(|id| *id != "t:piscine"));
        lists.push(Value::from(list));
    }
    Ok(lists.into())
}

/// A page with this body, answered by the pack and the index.
pub(crate) fn page(body: &str) -> Result<Case> {
    page_with(body, &pack())
}

/// The same with another pack.
pub(crate) fn page_with(body: &str, pack: &Value) -> Result<Case> {
    let mut case = Case::new(body).answer(PACK, [answer(&pack.to_string())]);
    for (name, bytes) in index()? {
        case = case.answer(&format!("{INDEX}{name}"), [Reply::with(200, "application/octet-stream", bytes)]);
    }
    Ok(case)
}
