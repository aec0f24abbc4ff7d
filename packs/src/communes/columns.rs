//! The columns of the sheet. Headers are compared in normal form: case, accents and spaces do not matter.

use super::tokens::TOKENS;
use crate::read::column::likest;

/// Normal form of a header → the name by which [`super::sheet::Row::get`] knows it.
const NAMES: &[(&str, &str)] = &[
    ("commune", "commune"),
    ("nom", "commune"),
    ("nom_de_la_commune", "commune"),
    ("ville", "commune"),
    ("telephone", "telephone"),
    ("telephone_de_la_mairie", "telephone"),
    ("courriel", "courriel"),
    ("courriel_de_la_mairie", "courriel"),
    ("mail", "courriel"),
    ("email", "courriel"),
    ("e_mail", "courriel"),
    ("adresse", "adresse"),
    ("adresse_de_la_mairie", "adresse"),
    ("apparence", "apparence"),
    ("langues", "langues"),
    ("langue", "langues"),
    ("plateforme_decidim", "plateforme_decidim"),
    ("plateforme", "plateforme_decidim"),
    ("concertation_decidim", "concertation_decidim"),
    ("slug_decidim", "concertation_decidim"),
    ("secteurs_decidim", "secteurs_decidim"),
    ("territoires_decidim", "secteurs_decidim"),
    ("lien_aide", "lien_aide"),
    ("telephone_aide", "telephone_aide"),
    ("lien_je_veux_aider", "lien_je_veux_aider"),
    ("lien_avis", "lien_avis"),
    ("lien_reserve", "lien_reserve"),
    ("lien_panel", "lien_panel"),
    ("lien_renovation", "lien_renovation"),
    ("lien_conseil_energie", "lien_conseil_energie"),
    ("masquer_le_rang", "masquer_le_rang"),
    ("rang_masque", "masquer_le_rang"),
    ("arrondi", "arrondi"),
];

/// Columns of links, and the attribute that each stands for.
pub(super) const LINKS: &[(&str, &str)] = &[
    ("lien_aide", "help"),
    ("lien_je_veux_aider", "join"),
    ("lien_avis", "opinion"),
    ("lien_reserve", "reserve"),
    ("lien_panel", "panel"),
    ("lien_renovation", "renovation"),
    ("lien_conseil_energie", "advice"),
];

/// Columns that are known and left aside.
const ASIDE: &[&str] = &["notes", "note", "commentaire", "commentaires"];

/// Columns of codes, which the sheet does not need: the name is enough.
const CODES: &[&str] = &["code_insee", "insee", "code_commune", "code"];

/// What a header is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// A column that is read, by its name.
    Known(&'static str),
    /// Left aside without a word.
    Aside,
    /// A code, which is not read.
    Code,
    /// Not a column of this sheet; the nearest one where it looks like a slip.
    Unknown(Option<&'static str>),
}

/// What a header of the sheet is. `name` is in normal form.
pub(super) fn recognise(name: &str) -> Header {
    if let Some(known) = known().find(|(known, _)| *known == name) {
        return Header::Known(known.1);
    }
    if name.is_empty() || ASIDE.contains(&name) {
        return Header::Aside;
    }
    if CODES.contains(&name) {
        return Header::Code;
    }
    Header::Unknown(likest(name, known().map(|(known, _)| known)))
}

/// Every header that is read, and its column.
pub(super) fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    let colours = TOKENS.iter().flat_map(|token| [token.column, token.dark_column]);
    NAMES.iter().copied().chain(colours.map(|column| (column, column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_or_led_to_what_was_meant() {
        assert_eq!(recognise("courriel"), Header::Known("courriel"));
        assert_eq!(recognise("couleur_accent_sombre"), Header::Known("couleur_accent_sombre"));
        assert_eq!(recognise("notes"), Header::Aside);
        assert_eq!(recognise("code_insee"), Header::Code);
        assert_eq!(recognise("couriel"), Header::Unknown(Some("courriel")));
        assert_eq!(recognise("population"), Header::Unknown(None));
    }
}
