//! `commune-packs doctor`: the command line.

use std::io::{self, Write};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use url::Url;

use super::fetch::Network;
use super::{Report, diagnose};
use crate::date;
use crate::french::count;

/// `commune-packs doctor`.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// Address of the page.
    #[arg(value_name = "URL")]
    address: String,
    /// Write the report as JSON to the standard output.
    #[arg(long)]
    json: bool,
    /// The date of today (YYYY-MM-DD); by default SOURCE_DATE_EPOCH, else today.
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
}

pub(crate) fn run(arguments: &Doctor) -> Result<()> {
    let address = address(&arguments.address)?;
    let today = date::build_date(arguments.today.as_deref())?;
    let report = diagnose(&address, &Network::new(), &today).map_err(|sentence| anyhow!(sentence))?;
    if arguments.json {
        let mut bytes = serde_json::to_vec_pretty(&report)?;
        bytes.push(b'\n');
        io::stdout().write_all(&bytes)?;
    } else {
        io::stdout().write_all(text(&report).as_bytes())?;
    }
    let blocking = report.findings.iter().filter(|finding| finding.blocks).count();
    if blocking > 0 {
        bail!("{} à lever", count(blocking as u64, "blocage"));
    }
    Ok(())
}

/// An address as people write it: `www.example.org/page` is meant by https.
fn address(text: &str) -> Result<Url> {
    let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&whole).with_context(|| format!("« {text} » n'est pas une adresse"))?;
    if !["http", "https"].contains(&url.scheme()) {
        bail!("« {text} » n'est pas l'adresse d'une page (http ou https)");
    }
    Ok(url)
}

/// The report for people.
fn text(report: &Report) -> String {
    let mut out = format!("Page examinée : {}\n", report.page);
    let widgets = if report.widgets.is_empty() { "aucun".to_owned() } else { report.widgets.join(", ") };
    out.push_str(&format!("Widgets trouvés : {widgets}\nAdresses demandées : {}\n", report.asked.len()));
    for finding in &report.findings {
        let head = if finding.blocks { "BLOQUE" } else { "À REVOIR" };
        out.push_str(&format!(
            "\n{head} : {}\n  Pourquoi : {}\n  À faire : {}\n",
            finding.what, finding.why, finding.act
        ));
    }
    if report.findings.is_empty() {
        out.push_str("\nRien ne bloque les widgets de cette page.\n");
    }
    out.push_str(
        "\nNon vérifié : ce que des scripts de la page font plus tard (consentement, chargement différé), et l'affichage lui-même.\n",
    );
    out
}
