//! The script tag of the shell, and what became of it.

use url::Url;

use super::page::{Page, Script};
use super::{Report, optimisers};

/// A script tag of ours that a browser would load.
#[derive(Clone, Debug)]
pub(super) struct Shell {
    pub(super) url: Url,
    pub(super) nonce: String,
    pub(super) integrity: String,
}

/// True for the address of a shell: `…/commune-widgets.js`, with or without a hash in its name.
fn is_shell(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    file.starts_with("commune-widgets") && (file.ends_with(".js") || file.ends_with(".mjs"))
}

/// The attribute of a script that names our shell.
fn named(script: &Script) -> Option<(&str, &str)> {
    let found = script.attributes.iter().find(|(_, value)| is_shell(value.trim()));
    found.map(|(name, value)| (name.as_str(), value.trim()))
}

/// The shells that load, each address once.
pub(super) fn check(page: &Page, report: &mut Report) -> Vec<Shell> {
    let mut shells: Vec<Shell> = Vec::new();
    let mut seen = false;
    for script in &page.scripts {
        let Some((attribute, address)) = named(script) else { continue };
        seen = true;
        let kind = script.get("type").unwrap_or_default();
        let tool = optimisers::of(script);
        if attribute != "src" || (tool.is_some() && !kind.eq_ignore_ascii_case("module")) {
            let (name, act) = tool.map_or(
                ("Un optimiseur", "excluez commune-widgets de cet outil, puis videz le cache"),
                |tool| (tool.name, tool.act),
            );
            report.block(
                "optimiser",
                format!("{name} a modifié la balise du script (type=\"{kind}\", adresse dans {attribute})."),
                "Le navigateur ne charge plus le script avec la page : au mieux il attend que le visiteur clique ou fasse défiler.",
                capital(act),
            );
            continue;
        }
        let Ok(url) = page.base.join(address) else {
            report.block(
                "script-address",
                format!("L'adresse du script, « {address} », n'en est pas une."),
                "Le navigateur ne peut pas la demander.",
                "Recopiez la balise depuis le générateur.",
            );
            continue;
        };
        if !kind.eq_ignore_ascii_case("module") {
            report.block(
                "script-type",
                "La balise du script n'a plus type=\"module\".".into(),
                "Le script est un module : sans ce type, le navigateur l'arrête à la première ligne.",
                format!("Écrivez : <script type=\"module\" src=\"{address}\"></script>"),
            );
        }
        if page.url.scheme() == "https" && url.scheme() == "http" {
            report.block(
                "mixed-content",
                format!("Le script est demandé en http ({url}) par une page en https."),
                "Les navigateurs refusent un script non chiffré dans une page chiffrée.",
                format!("Écrivez https : <script type=\"module\" src=\"{}\"></script>", https(&url)),
            );
            continue;
        }
        let own = |name: &str| script.get(name).unwrap_or_default().to_owned();
        let shell = Shell { url, nonce: own("nonce"), integrity: own("integrity") };
        if shells.iter().all(|known| known.url != shell.url) {
            shells.push(shell);
        }
    }
    if !seen && !page.widgets.is_empty() {
        let joined =
            page.scripts.iter().filter_map(|script| optimisers::joins_scripts(script.get("src")?)).next();
        let (why, act) = match joined {
            Some(name) => (
                format!("{name} réunit des scripts dans un seul fichier : un module n'y fonctionne pas."),
                format!("Excluez commune-widgets de {name}, puis videz le cache."),
            ),
            None => (
                "Le CMS enlève sans doute les balises <script> des textes : WordPress le fait pour les auteurs et les \
                 contributeurs, Joomla et Drupal par défaut."
                    .into(),
                "Mettez la balise <script type=\"module\" src=\"https://…/commune-widgets.js\"></script> dans le modèle \
                 du site (thème, gabarit), ou utilisez l'extension de votre CMS ; le texte garde seulement le div."
                    .into(),
            ),
        };
        report.block(
            "script-missing",
            "Le widget est dans la page, mais pas le script qui le dessine.".into(),
            why,
            act,
        );
    }
    shells
}

/// The same address by https.
fn https(url: &Url) -> Url {
    let mut url = url.clone();
    // Refused only for addresses that cannot have a host; http has one.
    url.set_scheme("https").ok();
    url
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
