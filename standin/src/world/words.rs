//! Words that several parts of the data use.

use super::texts::{Text, fr};

/// Names of components.
pub(super) fn component(kind: &str) -> Text {
    match kind {
        "Proposals" => fr("Vos idées").nl("Uw ideeën").en("Your ideas"),
        "Meetings" => fr("Rencontres").nl("Bijeenkomsten").en("Meetings"),
        "Debates" => fr("Débats").nl("Debatten").en("Debates"),
        "Surveys" => fr("Questionnaire").nl("Vragenlijst").en("Survey"),
        "Budgets" => fr("Budget participatif").nl("Burgerbegroting").en("Participatory budget"),
        "Accountability" => fr("Suivi des engagements").nl("Opvolging").en("Results"),
        "Pages" => fr("Le projet").nl("Het project").en("The project"),
        "Blogs" => fr("Actualités").nl("Nieuws").en("News"),
        _ => fr("Tirage au sort").nl("Loting"),
    }
}

/// A long text: about four thousand characters of French, in paragraphs, with a list and a table.
pub(super) fn long() -> String {
    let paragraph = "Depuis vingt ans, la place sert de parking la semaine et de marché le samedi. Les habitants \
        disent qu'ils y passent sans s'y arrêter : il manque de l'ombre, des bancs et de l'eau. La commune a réuni \
        les commerçants, les écoles et les associations pour savoir ce qui compte le plus. Trois points sont revenus \
        dans chaque réunion : rester un peu, traverser sans danger, et garder le marché. ";
    let mut text = String::from("<h2>Pourquoi changer&nbsp;?</h2>");
    for _ in 0..8 {
        text += "<p>";
        text += paragraph;
        text += "</p>";
    }
    text += "<ul><li>De l'ombre : <strong>trente arbres</strong></li><li>Un sol de plain-pied</li>\
        <li>Une fontaine</li></ul><ol><li>Idées</li><li>Rencontres</li><li>Décision</li></ol>\
        <blockquote>Une place où l'on reste.</blockquote>\
        <table><caption>Calendrier</caption><tr><th>Étape</th><th>Date</th></tr><tr><td>Travaux</td><td>2028</td></tr></table>\
        <p>Le plan est <a href=\"/processes/place-du-marche/f/100/\">sur cette page</a> et \
        <a href=\"https://exemple.example/plan.pdf\" target=\"_blank\">en PDF</a>.</p>\
        <p><img src=\"/uploads/decidim/attachment/plan.png\" alt=\"Plan de la place\"></p>";
    text
}
