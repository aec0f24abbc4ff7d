//! `commune-packs catalogue`: a DCAT-AP catalogue of every pack of a folder, as JSON-LD.
//!
//! Only what the packs say is written: who publishes and answers, the licence, the source, the dates, the files. Terms
//! are those of DCAT-AP 2 and 3 (<https://semiceu.github.io/DCAT-AP/releases/3.0.1/>): of `dcat`, `dct`, `foaf`,
//! `skos` and `vcard`, and of the EU's vocabularies of themes, languages and file types. There is no term for the date of the next
//! update, and packs do not say how often they are made: that date is in the description, and no
//! `dct:accrualPeriodicity` is guessed. `dct:issued` is the first date at which a pack was in the catalogue: that of
//! the catalogue before, which is read where it is to be written.
//!
//! Made-up packs are left out unless they are asked for: a harvester would publish them as data.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};
use url::Url;

use crate::date::french;
use crate::french::count;
use crate::read::column::normal;

/// Title of a catalogue, where nothing else is said.
pub(crate) const TITLE: &str = "Données des widgets des communes";

/// `commune-packs catalogue`.
#[derive(Debug, Args)]
pub(crate) struct Catalogue {
    /// Folder of the packs, as it is published.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Address at which the folder is published.
    #[arg(long, value_name = "URL")]
    pub(crate) base: Url,
    /// Where to write; what is there says when each pack was published first.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Who publishes the catalogue; by default the owner of its packs, where it is one.
    #[arg(long)]
    pub(crate) owner: Option<String>,
    /// Title of the catalogue.
    #[arg(long, default_value = TITLE)]
    pub(crate) title: String,
    /// Describe made-up packs too.
    #[arg(long)]
    pub(crate) with_demo: bool,
}

pub(crate) fn run(arguments: &Catalogue) -> Result<()> {
    let Made { described, demo } = make(arguments, &arguments.out)?;
    if demo > 0 {
        eprintln!("{} de démonstration, non décrits sans --with-demo", count(demo, "paquet"));
    }
    eprintln!("{} dans {}", count(described, "paquet décrit"), arguments.out.display());
    Ok(())
}

/// What was described.
pub(crate) struct Made {
    /// Packs in the catalogue.
    pub(crate) described: u64,
    /// Made-up packs that were left out.
    pub(crate) demo: u64,
}

/// Writes the catalogue; `before` is the one that says when each pack was published first.
pub(crate) fn make(arguments: &Catalogue, before: &Path) -> Result<Made> {
    let mut base = arguments.base.clone();
    if !["http", "https"].contains(&base.scheme()) {
        bail!("--base {base} is no http or https address");
    }
    if !base.path().ends_with('/') {
        base.set_path(&format!("{}/", base.path()));
    }
    let mut found = Vec::new();
    walk(&arguments.folder, "", &mut found)?;
    let (packs, demo): (Vec<Pack>, Vec<Pack>) =
        found.into_iter().partition(|pack| arguments.with_demo || pack.json["demo"] != true);
    if packs.is_empty() {
        let demo = match demo.len() as u64 {
            0 => String::new(),
            demo => format!(" ({} de démonstration, sans --with-demo)", count(demo, "paquet")),
        };
        bail!("aucun paquet à décrire dans {}{demo}", arguments.folder.display());
    }
    let issued = match fs::read(before) {
        Ok(bytes) => issued(&serde_json::from_slice(&bytes).unwrap_or_default()),
        Err(_) => BTreeMap::new(),
    };
    let owner = match &arguments.owner {
        Some(owner) => owner.clone(),
        None => one_owner(&packs)?,
    };
    let catalogue = catalogue(&base, &arguments.title, &owner, &packs, &issued)?;
    let mut bytes = serde_json::to_vec_pretty(&catalogue)?;
    bytes.push(b'\n');
    fs::write(&arguments.out, bytes).with_context(|| format!("cannot write {}", arguments.out.display()))?;
    Ok(Made { described: packs.len() as u64, demo: demo.len() as u64 })
}

fn one_owner(packs: &[Pack]) -> Result<String> {
    let owners: BTreeSet<&str> =
        packs.iter().map(|pack| pack.text("owner")).filter(|owner| !owner.is_empty()).collect();
    match owners.len() {
        1 => Ok(owners.into_iter().collect()),
        0 => bail!("aucun paquet ne dit qui le publie : donnez --owner"),
        _ => bail!(
            "les paquets ont plusieurs responsables ({}) : donnez --owner, qui publie le catalogue",
            owners.into_iter().collect::<Vec<_>>().join(", ")
        ),
    }
}

/// A pack of the folder.
struct Pack {
    /// Below the folder, with `/`.
    path: String,
    kind: &'static Kind,
    json: Value,
    /// Extensions of the files beside it that say the same.
    beside: Vec<&'static str>,
}

impl Pack {
    fn text(&self, field: &str) -> &str {
        self.json[field].as_str().unwrap_or_default().trim()
    }
}

/// A kind of pack, by the name in its schema id.
struct Kind {
    schema: &'static str,
    title: &'static str,
    /// Of <http://publications.europa.eu/resource/authority/data-theme>.
    theme: &'static str,
}

const KINDS: &[Kind] = &[
    Kind { schema: "energy", title: "Consommation d'énergie", theme: "ENER" },
    Kind { schema: "services", title: "Services et démarches", theme: "GOVE" },
    Kind { schema: "consultation", title: "Consultations citoyennes", theme: "GOVE" },
    Kind { schema: "cyber-quiz", title: "Quiz de cyber-hygiène", theme: "TECH" },
    Kind {
        schema: "cyber-diagnosis",
        title: "Auto-diagnostic de cybersécurité d'une commune",
        theme: "TECH",
    },
    Kind { schema: "degree-days", title: "Degrés-jours", theme: "ENVI" },
];

/// Files beside a pack, their media type and their type in the EU's vocabulary.
const BESIDE: [(&str, &str, &str); 2] = [("html", "text/html", "HTML"), ("csv", "text/csv", "CSV")];

fn walk(folder: &Path, below: &str, found: &mut Vec<Pack>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} ne se lit pas", folder.display()))?;
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        // A name that is no Unicode cannot be in an address that we would write.
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    for name in &names {
        let path = folder.join(name);
        if path.is_dir() {
            walk(&path, &format!("{below}{name}/"), found)?;
            continue;
        }
        let Some(stem) = name.strip_suffix(".json") else { continue };
        let bytes = fs::read(&path).with_context(|| format!("{} ne se lit pas", path.display()))?;
        let Ok(json) = serde_json::from_slice::<Value>(&bytes) else { continue };
        let schema =
            json["schema"].as_str().and_then(|id| id.strip_prefix("commune-widgets/")?.strip_suffix("/1"));
        let Some(kind) = KINDS.iter().find(|kind| Some(kind.schema) == schema) else { continue };
        let beside = BESIDE.iter().map(|(extension, ..)| *extension);
        let beside = beside.filter(|extension| names.contains(&format!("{stem}.{extension}"))).collect();
        found.push(Pack { path: format!("{below}{name}"), kind, json, beside });
    }
    Ok(())
}

/// When each dataset of a catalogue was published first.
fn issued(catalogue: &Value) -> BTreeMap<String, String> {
    let datasets = catalogue["dcat:dataset"].as_array().into_iter().flatten();
    let dates =
        datasets.filter_map(|one| Some((one["@id"].as_str()?, one["dct:issued"]["@value"].as_str()?)));
    dates.map(|(id, date)| (id.to_owned(), date.to_owned())).collect()
}

fn catalogue(
    base: &Url,
    title: &str,
    owner: &str,
    packs: &[Pack],
    issued: &BTreeMap<String, String>,
) -> Result<Value> {
    let datasets: Vec<Value> = packs.iter().map(|pack| dataset(base, pack, issued)).collect::<Result<_>>()?;
    let modified = packs.iter().map(|pack| pack.text("generated")).max().unwrap_or_default();
    Ok(json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": format!("{base}#catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": fr(title),
        "dct:description": fr("Les paquets de données que lisent les widgets des communes : un fichier par commune et par widget."),
        "dct:publisher": agent(owner),
        "dct:language": eu("language", "FRA"),
        "dct:modified": date(modified),
        "foaf:homepage": { "@id": base.as_str(), "@type": "foaf:Document" },
        "dcat:dataset": datasets,
    }))
}

fn dataset(base: &Url, pack: &Pack, issued: &BTreeMap<String, String>) -> Result<Value> {
    let address = base.join(&pack.path).with_context(|| format!("{} is no address", pack.path))?;
    let id = format!("{address}#dataset");
    let title = title(pack);
    let generated = pack.text("generated");
    let mut out = json!({
        "@id": id,
        "@type": "dcat:Dataset",
        "dct:identifier": id,
        "dct:title": fr(&title),
        "dct:description": fr(&description(pack, &title)),
        "dcat:theme": eu("data-theme", pack.kind.theme),
        "dcat:distribution": distributions(&address, pack, &title)?,
    });
    let mut put = |name: &str, value: Value| out[name] = value;
    if crate::check::iso(generated).is_some() {
        put("dct:modified", date(generated));
        put("dct:issued", date(issued.get(&id).map_or(generated, String::as_str)));
    }
    if !pack.text("owner").is_empty() {
        put("dct:publisher", agent(pack.text("owner")));
    }
    if let Some(contact) = contact(pack) {
        put("dcat:contactPoint", contact);
    }
    if !pack.text("source").is_empty() {
        put(
            "dct:provenance",
            json!({ "@type": "dct:ProvenanceStatement", "rdfs:label": fr(pack.text("source")) }),
        );
    }
    let commune = &pack.json["commune"];
    if let (Some(insee), name) = (commune["insee"].as_str(), commune["name"].as_str().unwrap_or_default()) {
        let mut place =
            json!({ "@id": format!("http://id.insee.fr/geo/commune/{insee}"), "@type": "dct:Location" });
        if !name.is_empty() {
            place["rdfs:label"] = fr(name);
            put("dcat:keyword", json!([fr(name)]));
        }
        put("dct:spatial", place);
    }
    let language = match pack.text("lang") {
        "fr" => "FRA",
        "nl" => "NLD",
        "en" => "ENG",
        _ => "",
    };
    if !language.is_empty() {
        put("dct:language", eu("language", language));
    }
    if pack.beside.contains(&"html") {
        let page = address.as_str().trim_end_matches("json").to_owned() + "html";
        put("dcat:landingPage", json!({ "@id": page, "@type": "foaf:Document" }));
    }
    Ok(out)
}

/// What a dataset is about, and of whom.
fn title(pack: &Pack) -> String {
    let of = |field: &str| pack.json[field]["name"].as_str().unwrap_or_default().to_owned();
    let audience = match pack.text("audience") {
        "residents" => "habitants",
        "staff" => "agents",
        "elected" => "élus",
        other => other,
    };
    let language = match pack.text("lang") {
        "fr" => "français",
        "nl" => "néerlandais",
        "en" => "anglais",
        other => other,
    };
    let mut parts =
        vec![pack.kind.title.to_owned(), of("commune"), of("station"), audience.into(), language.into()];
    if pack.json["commune"]["name"].as_str().is_none_or(str::is_empty) {
        parts.insert(1, of("platform"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn description(pack: &Pack, title: &str) -> String {
    let mut parts = vec![format!("{title}.")];
    let sentence = |label: &str, text: &str| format!("{label}{}.", text.trim_end_matches('.'));
    if !pack.text("coverage").is_empty() {
        parts.push(sentence("Contenu : ", pack.text("coverage")));
    }
    if !pack.text("source").is_empty() {
        parts.push(sentence("Source : ", pack.text("source")));
    }
    if crate::check::iso(pack.text("nextUpdate")).is_some() {
        parts.push(sentence("Prochaine mise à jour attendue le ", &french(pack.text("nextUpdate"))));
    }
    if pack.json["demo"] == true {
        parts.push("Données de démonstration, inventées.".into());
    }
    parts.join(" ")
}

fn distributions(address: &Url, pack: &Pack, title: &str) -> Result<Vec<Value>> {
    let json = std::iter::once(("json", "application/json", "JSON"));
    let others = BESIDE.iter().copied().filter(|(extension, ..)| pack.beside.contains(extension));
    let mut out = Vec::new();
    for (extension, media, kind) in json.chain(others) {
        let url = address.as_str().trim_end_matches("json").to_owned() + extension;
        let mut one = json!({
            "@id": format!("{url}#distribution"),
            "@type": "dcat:Distribution",
            "dct:title": fr(&format!("{title} ({kind})")),
            "dcat:accessURL": { "@id": url },
            "dcat:downloadURL": { "@id": url },
            "dcat:mediaType": media_type(media),
            "dct:format": eu("file-type", kind),
        });
        if let Some(licence) = licence(pack.text("licence")) {
            one["dct:license"] = licence;
        }
        out.push(one);
    }
    Ok(out)
}

/// The licence as the pack says it; with the address of its text where its name is one that is known.
fn licence(name: &str) -> Option<Value> {
    if name.is_empty() {
        return None;
    }
    let known = match normal(name).as_str() {
        "licence_ouverte_2_0" | "licence_ouverte_v2_0" | "licence_ouverte_etalab_2_0" | "etalab_2_0" => {
            Some("etalab-2.0")
        }
        "odbl_1_0" | "odbl" => Some("ODbL-1.0"),
        "cc_by_4_0" => Some("CC-BY-4.0"),
        _ => None,
    };
    let mut out = json!({ "@type": "dct:LicenseDocument", "rdfs:label": name });
    if let Some(known) = known {
        out["@id"] = json!(format!("https://spdx.org/licenses/{known}"));
    }
    Some(out)
}

/// A mail address, a telephone number or a web address; of anything else, only whose it is.
fn contact(pack: &Pack) -> Option<Value> {
    let (owner, contact) = (pack.text("owner"), pack.text("contact"));
    if owner.is_empty() || contact.is_empty() {
        return None;
    }
    let mut out = json!({ "@type": "vcard:Kind", "vcard:fn": owner });
    let digits: String = contact.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let spaced = contact.chars().all(|c| c.is_ascii_digit() || " +.-()/\u{a0}\u{202f}".contains(c));
    if contact.contains('@') && !contact.contains(char::is_whitespace) {
        let address = contact.strip_prefix("mailto:").unwrap_or(contact);
        out["vcard:hasEmail"] = json!({ "@id": format!("mailto:{address}") });
    } else if contact.starts_with("https://") || contact.starts_with("http://") {
        out["vcard:hasURL"] = json!({ "@id": contact });
    } else if spaced && digits.len() >= 3 {
        out["vcard:hasTelephone"] = json!({ "@id": format!("tel:{digits}") });
    }
    Some(out)
}

fn agent(name: &str) -> Value {
    json!({ "@type": "foaf:Agent", "foaf:name": name })
}

fn fr(text: &str) -> Value {
    json!({ "@value": text, "@language": "fr" })
}

fn date(iso: &str) -> Value {
    json!({ "@value": iso, "@type": "xsd:date" })
}

fn media_type(name: &str) -> Value {
    let id = format!("https://www.iana.org/assignments/media-types/{name}");
    json!({ "@id": id, "@type": "dct:MediaType" })
}

/// A concept of a vocabulary of the EU's Publications Office, with the class that DCAT-AP gives it.
fn eu(vocabulary: &str, code: &str) -> Value {
    let class = match vocabulary {
        "language" => "dct:LinguisticSystem",
        "file-type" => "dct:MediaTypeOrExtent",
        _ => "skos:Concept",
    };
    let id = format!("http://publications.europa.eu/resource/authority/{vocabulary}/{code}");
    json!({ "@id": id, "@type": class })
}
