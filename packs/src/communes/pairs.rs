//! The pairs of colours that the widgets put on one another, and how much they must stand out.
//!
//! This table is the one place that says so. `tests/pairs.rs` reads the widgets' style sheets and fails where a
//! pair is used there and is not here, or is here and used nowhere.
//!
//! | rule | least ratio | source |
//! |---|---|---|
//! | text, and what is read as text | 4.5 | WCAG 2.2, 1.4.3 Contrast (Minimum), level AA |
//! | outlines of controls, marks of charts | 3.0 | WCAG 2.2, 1.4.11 Non-text Contrast, level AA |
//!
//! Hairlines between parts are decoration: nothing is told by them alone, so that they are in no pair as what
//! has to stand out.

/// One colour on others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// What has to stand out, by the inner name of its token ([`super::tokens::Token::inner`]).
    pub front: &'static str,
    /// What it stands on.
    pub grounds: &'static [&'static str],
    /// The least contrast ratio.
    pub least: f64,
    /// What a reader sees by it, in French.
    pub what: &'static str,
}

/// WCAG 2.2, 1.4.3.
pub const TEXT: f64 = 4.5;
/// WCAG 2.2, 1.4.11.
pub const MARK: f64 = 3.0;

/// The widget's two grounds. Charts stand on the first one only.
pub const GROUNDS: &[&str] = &["surface", "soft"];

/// Every pair.
pub const PAIRS: &[Pair] = &[
    Pair { front: "text", grounds: GROUNDS, least: TEXT, what: "le texte" },
    Pair { front: "muted", grounds: GROUNDS, least: TEXT, what: "les notes et les sources" },
    Pair { front: "accent", grounds: GROUNDS, least: TEXT, what: "les liens et les boutons" },
    Pair {
        front: "on-accent",
        grounds: &["accent"],
        least: TEXT,
        what: "le texte du bouton principal et du choix actif",
    },
    Pair { front: "danger", grounds: GROUNDS, least: TEXT, what: "les messages d'erreur" },
    Pair { front: "success", grounds: GROUNDS, least: TEXT, what: "les réussites et ce qui est ouvert" },
    Pair { front: "warning", grounds: GROUNDS, least: TEXT, what: "les alertes" },
    Pair { front: "border", grounds: GROUNDS, least: MARK, what: "le contour des champs et des boutons" },
    Pair { front: "surface", grounds: &["accent"], least: MARK, what: "l'anneau des repères de la carte" },
    // The bar of an interval lies on its track.
    Pair { front: "accent", grounds: &["hairline"], least: MARK, what: "les barres du diagnostic" },
    Pair { front: "s1", grounds: &["surface"], least: MARK, what: "les graphiques" },
    Pair { front: "s2", grounds: &["surface"], least: MARK, what: "les graphiques" },
    Pair { front: "s3", grounds: &["surface"], least: MARK, what: "les graphiques" },
    Pair { front: "s4", grounds: &["surface"], least: MARK, what: "les graphiques" },
    Pair { front: "s5", grounds: &["surface"], least: MARK, what: "les graphiques" },
    Pair { front: "s6", grounds: &["surface"], least: MARK, what: "les graphiques" },
    // The hatches are drawn in the ground's colour over the marks.
    Pair {
        front: "surface",
        grounds: &["s1", "s2", "s3", "s4", "s5", "s6"],
        least: MARK,
        what: "les hachures des graphiques",
    },
];
