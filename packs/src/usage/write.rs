//! The counts as files.

use anyhow::Result;
use serde::Serialize;

use super::Counts;
use crate::territory::Territory;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'c> {
    schema: &'static str,
    generated: &'c str,
    /// The same for every such file: what the numbers are.
    note: &'static str,
    lines: u64,
    unreadable: u64,
    bots: u64,
    failed: u64,
    without_agent: u64,
    views: Vec<View<'c>>,
}

#[derive(Serialize)]
struct View<'c> {
    day: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    insee: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    commune: &'c str,
    widget: &'c str,
    views: u64,
}

const NOTE: &str = "Une vue est une demande de paquet reçue par le serveur (GET, réponse 200 ou 304). C'est un minimum : \
ce qu'un navigateur ou un cache avait déjà n'est pas demandé. Ce n'est pas un nombre de visiteurs. Aucune adresse et \
aucun navigateur n'est gardé. Les robots qui disent leur nom ne sont pas comptés.";

/// One line per day, commune and widget: `;`, UTF-8 with BOM, which French spreadsheets open without asking.
///
/// # Errors
/// None in practice: the bytes go to memory.
pub fn csv(counts: &Counts, territory: Option<&Territory>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(["jour", "code_commune", "commune", "widget", "vues"])?;
    for (key, views) in &counts.views {
        let count = views.to_string();
        writer.write_record([
            key.day.as_str(),
            key.insee.as_str(),
            name(territory, &key.insee),
            key.widget,
            count.as_str(),
        ])?;
    }
    Ok(writer.into_inner()?)
}

/// The same, with what was left out, `commune-widgets/usage/1`.
///
/// # Errors
/// None in practice.
pub fn json(counts: &Counts, territory: Option<&Territory>, generated: &str) -> Result<Vec<u8>> {
    let views = counts.views.iter().map(|(key, views)| View {
        day: &key.day,
        insee: &key.insee,
        commune: name(territory, &key.insee),
        widget: key.widget,
        views: *views,
    });
    let report = Report {
        schema: "commune-widgets/usage/1",
        generated,
        note: NOTE,
        lines: counts.lines,
        unreadable: counts.unreadable,
        bots: counts.bots,
        failed: counts.failed,
        without_agent: counts.without_agent,
        views: views.collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&report)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn name<'t>(territory: Option<&'t Territory>, insee: &str) -> &'t str {
    let found = territory.and_then(|territory| Some(&territory.communes[territory.index_of(insee)?]));
    found.map_or("", |commune| commune.name.as_str())
}
