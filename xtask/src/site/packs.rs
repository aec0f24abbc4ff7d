//! What the packs say of themselves: communes, dates, owners, demonstration or not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::html::{escape, fold};
use super::lines::CHOICES;
use crate::project::{Project, read};

/// One commune.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Commune {
    pub(super) insee: String,
    pub(super) name: String,
}

/// The head of a pack.
#[derive(Debug)]
struct Head {
    /// What its file is called without `.json`.
    file: String,
    commune: Option<Commune>,
    generated: String,
    next: String,
    owner: String,
    source: String,
    licence: String,
    demo: bool,
}

/// The heads of all packs, by widget.
#[derive(Debug)]
pub(super) struct Packs(BTreeMap<&'static str, Vec<Head>>);

impl Packs {
    /// Reads every pack of `pkg/packs/<widget>/1`.
    pub(super) fn load(project: &Project) -> Result<Self> {
        let mut all = BTreeMap::new();
        for kind in CHOICES.iter().map(|choice| choice.kind).collect::<BTreeSet<_>>() {
            let folder = project.pkg("packs").join(kind).join("1");
            let entries = fs::read_dir(&folder)
                .with_context(|| format!("no packs in {}: run `cargo xtask build`", folder.display()))?;
            let mut heads = Vec::new();
            for entry in entries {
                let name = entry?.file_name().to_string_lossy().into_owned();
                // A pack is named by a commune or by a language; reports and totals are not packs.
                if let Some(stem) = name.strip_suffix(".json")
                    && (stem.len() == 5 || stem.contains('.'))
                {
                    heads.push(Head::parse(stem, &read(&folder.join(&name))?)?);
                }
            }
            heads.sort_by(|a, b| a.file.cmp(&b.file));
            if heads.is_empty() {
                bail!("no pack in {}: run `cargo xtask build`", folder.display());
            }
            all.insert(kind, heads);
        }
        Ok(Self(all))
    }

    /// The communes that have a pack, by name as a reader of French looks for them.
    pub(super) fn communes(&self) -> Vec<Commune> {
        let all = self.0.values().flatten().filter_map(|head| head.commune.clone());
        let by_name: BTreeMap<_, _> = all.map(|c| ((fold(&c.name), c.insee.clone()), c)).collect();
        by_name.into_values().collect()
    }

    /// The commune of that INSEE code.
    pub(super) fn commune(&self, insee: &str) -> Result<Commune> {
        let found = self.communes().into_iter().find(|commune| commune.insee == insee);
        found.with_context(|| format!("no pack for the commune {insee}"))
    }

    /// Whether some pack holds made-up figures.
    pub(super) fn any_demo(&self) -> bool {
        self.0.values().flatten().any(|head| head.demo)
    }

    /// A row for each widget.
    pub(super) fn summary(&self) -> String {
        let mut rows = String::new();
        for choice in CHOICES.iter().filter(|choice| choice.id != "diagnostic") {
            // The quiz has one bank to a language; the site is in French.
            let other = |head: &Head| choice.kind == "cyber-quiz" && !head.file.ends_with(".fr");
            let heads: Vec<&Head> = self.0[choice.kind].iter().filter(|head| !other(head)).collect();
            let each = |of: fn(&Head) -> &str| -> String {
                let values: BTreeSet<&str> = heads.iter().copied().map(of).collect();
                let written = |value: &&str| {
                    if value.is_empty() { "non dit".to_owned() } else { escape(&day(value)) }
                };
                values.iter().map(written).collect::<Vec<_>>().join(", ")
            };
            let demo = heads.iter().filter(|head| head.demo).count();
            let state = match demo {
                0 if choice.kind == "cyber-quiz" => "contenu rédigé".to_owned(),
                0 => "réelles".to_owned(),
                n if n == heads.len() => "<strong>démonstration</strong>".to_owned(),
                n => format!("<strong>démonstration</strong> pour {n} sur {}", heads.len()),
            };
            rows += &format!(
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{state}</td><td>{}</td><td>{}</td><td>{}</td>\
                 <td>{}</td><td>{}</td></tr>\n",
                choice.name,
                heads.len(),
                each(|head| &head.generated),
                each(|head| &head.next),
                each(|head| &head.owner),
                each(|head| &head.source),
                each(|head| &head.licence)
            );
        }
        format!(
            "<table><thead><tr><th>Service</th><th>Fichiers</th><th>Données</th><th>Préparées le</th>\
             <th>Prochaine mise à jour</th><th>Responsable</th><th>Source</th><th>Licence</th></tr></thead>\
             <tbody>\n{rows}</tbody></table>"
        )
    }

    /// A row for each commune, with its plain pages.
    pub(super) fn by_commune(&self) -> String {
        let kinds: Vec<_> = CHOICES.iter().filter(|choice| choice.kind != "cyber-quiz").collect();
        let head: String = kinds.iter().map(|choice| format!("<th>{}</th>", choice.name)).collect();
        let mut rows = String::new();
        for commune in self.communes() {
            rows += &format!("<tr><th scope=\"row\">{}</th>", escape(&commune.name));
            for choice in &kinds {
                let found = self.0[choice.kind].iter().find(|head| head.commune.as_ref() == Some(&commune));
                rows += &match found {
                    None => "<td>pas de fichier</td>".to_owned(),
                    Some(head) => format!(
                        "<td><a href=\"../packs/{}/1/{}.html\" aria-label=\"{date}, {}, {}\">{date}</a>{}</td>",
                        choice.kind,
                        head.file,
                        escape(&commune.name),
                        choice.name,
                        if head.demo { " (démonstration)" } else { "" },
                        date = day(&head.generated)
                    ),
                };
            }
            rows += "</tr>\n";
        }
        format!("<table><thead><tr><th>Commune</th>{head}</tr></thead><tbody>\n{rows}</tbody></table>")
    }
}

impl Head {
    fn parse(file: &str, text: &str) -> Result<Self> {
        let pack: Value = serde_json::from_str(text).with_context(|| format!("{file}.json is not JSON"))?;
        let text = |key: &str| pack[key].as_str().unwrap_or_default().to_owned();
        let commune = pack["commune"].as_object().map(|commune| {
            let field = |key: &str| commune.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            Commune { insee: field("insee"), name: field("name") }
        });
        Ok(Self {
            file: file.to_owned(),
            commune: commune.filter(|commune| !commune.insee.is_empty() && !commune.name.is_empty()),
            generated: text("generated"),
            next: text("nextUpdate"),
            owner: text("owner"),
            source: text("source"),
            licence: text("licence"),
            demo: pack["demo"].as_bool().unwrap_or(false),
        })
    }
}

/// `2026-11-24` as `24/11/2026`; anything else as it is.
fn day(text: &str) -> String {
    match text.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] if year.len() == 4 && day.len() == 2 => format!("{day}/{month}/{year}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_whose_and_of_when_a_pack_is() {
        let text =
            r#"{"generated":"2026-11-24","demo":true,"commune":{"insee":"59648","name":"Wattignies"}}"#;
        let head = Head::parse("59648", text).unwrap();
        assert_eq!(head.commune, Some(Commune { insee: "59648".into(), name: "Wattignies".into() }));
        assert!(head.demo && head.next.is_empty());
        assert_eq!(day(&head.generated), "24/11/2026");
        assert!(Head::parse("x", "<html>").is_err());
    }

    #[test]
    fn each_widget_has_its_row_and_demonstration_is_told() {
        let head = |demo| Head::parse("59648", &format!(r#"{{"demo":{demo},"owner":"A"}}"#)).unwrap();
        let kinds = ["energy", "services", "consultation", "cyber-quiz"];
        let packs = Packs(kinds.map(|kind| (kind, vec![head(true), head(false)])).into());
        let table = packs.summary();
        assert_eq!(table.matches("<tr><th scope").count(), 4);
        assert!(
            table.contains("démonstration</strong> pour 1 sur 2") && table.contains("non dit"),
            "{table}"
        );
    }
}
