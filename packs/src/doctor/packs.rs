//! The packs of the widgets: there, readable, of today.

use jiff::Span;
use jiff::civil::Date;
use serde_json::Value;
use url::Url;

use super::Report;
use super::files::{Asker, Loaded, What};
use super::page::{Page, Widget};
use crate::check::{SOON, iso};
use crate::date::french;

/// The language of a widget: its own, else the page's, else French.
pub(super) fn lang(widget: &Widget, page: &Page) -> &'static str {
    let of = |tag: &str| {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        ["fr", "nl", "en"].into_iter().find(|known| *known == primary)
    };
    widget.get("lang").and_then(of).or_else(|| of(&page.lang)).unwrap_or("fr")
}

/// The address of a widget's pack; `None` where it needs none.
pub(super) fn address(widget: &Widget, page: &Page, shell: &Url) -> Option<Url> {
    if let Some(src) = widget.get("src") {
        return page.base.join(src).ok();
    }
    let file = match widget.kind.as_str() {
        "cyber-quiz" => {
            let audience = widget.get("audience").unwrap_or("residents");
            format!("{audience}.{}", lang(widget, page))
        }
        "consultation" if widget.flag("live") && widget.get("platform").is_some() => return None,
        "energy" | "services" | "consultation" => widget.get("insee")?.to_ascii_uppercase(),
        _ => return None,
    };
    shell.join(&format!("./packs/{}/1/{file}.json", widget.kind)).ok()
}

pub(super) fn check(shell: &Loaded, page: &Page, asker: &mut Asker<'_>, report: &mut Report, today: &str) {
    let mut done: Vec<Url> = Vec::new();
    for widget in &page.widgets {
        let Some(url) = address(widget, page, &shell.url) else { continue };
        if done.contains(&url) {
            continue;
        }
        done.push(url.clone());
        if page.url.scheme() == "https" && url.scheme() == "http" {
            report.block(
                "mixed-content",
                format!("Le paquet de données est demandé en http ({url}) par une page en https."),
                "Les navigateurs refusent des données non chiffrées dans une page chiffrée.",
                "Écrivez https dans l'attribut src.",
            );
            continue;
        }
        let Some(answer) = asker.get(&url, What::Pack, report) else { continue };
        let Ok(pack) = serde_json::from_slice::<Value>(&answer.body) else {
            report.block(
                "pack-not-json",
                format!("{url} n'est pas un paquet de données (type « {} »).", answer.mime()),
                "Le serveur a envoyé autre chose, le plus souvent une page d'erreur ou de connexion, ou le fichier est coupé.",
                "Publiez de nouveau le paquet, et vérifiez que le serveur n'envoie pas sa page d'accueil à la place.",
            );
            continue;
        };
        if !answer.mime().ends_with("json") {
            report.remark(
                "mime-json",
                format!("{url} est envoyé avec le type « {} ».", answer.mime()),
                "Le widget le lit quand même, mais des filtres et des caches le traitent mal.",
                "Apache : AddType application/json .json — nginx : types { application/json json; }",
            );
        }
        header(&url, &pack, report, today);
    }
}

fn header(url: &Url, pack: &Value, report: &mut Report, today: &str) {
    let schema = pack["schema"].as_str().unwrap_or_default();
    if !schema.starts_with("commune-widgets/") || !schema.ends_with("/1") {
        report.block(
            "pack-schema",
            format!("{url} a le schéma « {schema} », que ce widget ne lit pas."),
            "Ce n'est pas un paquet des widgets, ou il est d'une version plus récente que le script.",
            "Publiez le paquet et le script de la même version.",
        );
        return;
    }
    if pack["demo"] == true {
        report.remark(
            "pack-demo",
            format!("{url} contient des données de démonstration."),
            "Le widget le dit à tous les visiteurs.",
            "Publiez les vraies données avant d'annoncer la page.",
        );
    }
    let (Some(next), Ok(now)) = (pack["nextUpdate"].as_str().and_then(iso), today.parse::<Date>()) else {
        return;
    };
    let when = french(&next.to_string());
    let act = "Fabriquez et publiez un nouveau paquet (commune-packs).";
    if next < now {
        report.remark(
            "pack-expired",
            format!("{url} devait être mis à jour le {when}."),
            "Le widget montre encore ces données, avec leur date.",
            act,
        );
    } else if now.checked_add(Span::new().days(SOON)).is_ok_and(|soon| next <= soon) {
        report.remark(
            "pack-soon",
            format!("{url} doit être mis à jour le {when}."),
            "Passé ce jour, ses données sont anciennes.",
            act,
        );
    }
}
