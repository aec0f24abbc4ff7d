//! The elements of the page, and what a CMS made of them.

use super::Report;
use super::page::{KINDS, Page};

pub(super) fn check(page: &Page, report: &mut Report) {
    for attributes in &page.bare_divs {
        let attributes: Vec<&str> = attributes.iter().map(|(name, _)| name.as_str()).collect();
        report.block(
            "div-attributes",
            format!("Un div « commune-widget » n'a plus data-widget (il lui reste : {}).", attributes.join(", ")),
            "Le CMS a enlevé ses attributs : le script ne sait plus quel widget dessiner.",
            "Autorisez les attributs data-widget et data-insee sur les div, ou utilisez l'extension de votre CMS.",
        );
    }
    for widget in &page.widgets {
        if !KINDS.contains(&widget.kind.as_str()) {
            report.block(
                "widget-unknown",
                format!("Aucun widget ne s'appelle « {} ».", widget.kind),
                "Le script ne connaît que ses quatre widgets.",
                format!("Écrivez l'un de ceux-ci : {}.", KINDS.join(", ")),
            );
        } else if widget.kind != "cyber-quiz"
            && !widget.flag("live")
            && widget.get("src").is_none()
            && !widget.get("insee").is_some_and(is_insee)
        {
            report.block(
                "insee",
                match widget.get("insee") {
                    Some(code) => {
                        format!("Le widget {} a insee=\"{code}\", qui n'est pas un code INSEE.", widget.kind)
                    }
                    None => format!("Le widget {} ne dit pas de quelle commune il s'agit.", widget.kind),
                },
                "Sans ce code, le widget ne sait pas quelles données demander.",
                "Recopiez la balise depuis le générateur, en choisissant le nom de la commune.",
            );
        }
    }
    if page.widgets.is_empty() && page.bare_divs.is_empty() {
        missing(page, report);
    }
}

fn missing(page: &Page, report: &mut Report) {
    let form =
        "<div class=\"commune-widget\" data-widget=\"energy\" data-insee=\"…\"><a href=\"…\">…</a></div>";
    if page.text.contains("<commune-") || (page.text.contains("commune-widget") && page.text.contains("<div"))
    {
        report.block(
            "element-escaped",
            "Le code du widget s'affiche au lieu de fonctionner.".into(),
            "Le CMS a pris le code pour du texte (dans SPIP : l'aperçu, ou filtrer_javascript=-1).",
            "Collez le code dans l'éditeur HTML et non dans l'éditeur visuel, ou utilisez le modèle ou l'extension de votre CMS.",
        );
        return;
    }
    let pack_page = |link: &String| link.contains("/packs/") && link.ends_with(".html");
    if let Some(link) = page.links.iter().find(|link| pack_page(link)) {
        report.block(
            "element-stripped",
            format!("Le lien de secours ({link}) est là, mais plus l'élément qui l'entourait."),
            "Le CMS enlève les balises qu'il ne connaît pas : WordPress le fait pour les auteurs et les contributeurs, \
             Joomla pour tout nom à trait d'union.",
            format!("Utilisez la forme que les CMS gardent : {form} ; ou l'extension de votre CMS."),
        );
        return;
    }
    let framed = page.frames.iter().any(|address| address.contains("commune"));
    report.block(
        "element-missing",
        "Aucun widget n'a été trouvé dans la page.".into(),
        if framed {
            "Il y a un cadre (iframe) : c'est lui qu'il faut examiner."
        } else {
            "La balise a été enlevée par le CMS, ou c'est une autre page, ou un script l'ajoute plus tard."
        },
        if framed {
            "Relancez la commande avec l'adresse du cadre.".to_owned()
        } else {
            format!(
                "Vérifiez l'adresse. Si c'est la bonne page, utilisez la forme que les CMS gardent : {form}."
            )
        },
    );
}

fn is_insee(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 5
        && bytes[0].is_ascii_digit()
        && (bytes[1].is_ascii_digit() || b"ABab".contains(&bytes[1]))
        && bytes[2..].iter().all(u8::is_ascii_digit)
}
