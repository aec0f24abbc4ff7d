//! What pages, JSON and lists say, and that the plugins know the widgets' attributes.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use commune_energy::data::pack::Commune;
use serde_json::Value;

use super::names::names;
use super::page::{Site, html, oembed};
use super::widget::Widget;
use crate::territory::Territory;

fn commune(insee: &str, name: &str) -> Commune {
    Commune { insee: insee.into(), name: name.into(), population: 1 }
}

fn site() -> Site {
    Site::new("https://host.example/w", "commune-widgets.js", "Une métropole <b>").unwrap()
}

#[test]
fn a_page_names_its_json_and_keeps_a_link() {
    let page = html(&site(), Widget::Energy, &commune("59371", "Le \"Maisnil\""));
    assert!(page.contains("<title>L’énergie au &quot;Maisnil&quot;</title>"), "{page}");
    assert!(page.contains(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"https://host.example/w/embed/energy/59371.json\""
    ));
    assert!(page.contains("<script type=\"module\" src=\"../../commune-widgets.js\"></script>"));
    assert!(page.contains("<commune-energy insee=\"59371\" heading-level=\"1\"><a lang=\"fr\" href=\"../../packs/energy/1/59371.html\">"));
    let quiz = html(&site(), Widget::CyberQuiz, &commune("59371", "Le Maisnil"));
    assert!(quiz.contains(
        "<a lang=\"fr\" href=\"../../packs/cyber-quiz/1/residents.fr.html\">Lire les bons réflexes contre les arnaques</a>"
    ));
    // The strict policy: nothing inline.
    assert!(!page.contains("style=") && !page.contains("<style") && !page.contains("<script>"));
}

#[test]
fn the_json_is_what_oembed_and_wordpress_take() {
    for widget in Widget::ALL {
        let json = serde_json::to_value(oembed(&site(), widget, &commune("59152", "Comines"))).unwrap();
        assert_eq!(json["version"], "1.0");
        assert_eq!(json["type"], "rich");
        assert_eq!(json["provider_name"], "Une métropole <b>");
        assert!(json["width"].is_u64() && json["height"].is_u64());
        let html = json["html"].as_str().unwrap();
        let src = format!("src=\"https://host.example/w/embed/{}/59152.html\"", widget.name());
        // WordPress keeps what `(<blockquote>.*?</blockquote>)?.*(<iframe.*?></iframe>)` finds.
        assert!(html.starts_with("<blockquote><a href=\"https://"), "{html}");
        assert!(html.contains(&src) && html.ends_with("></iframe>"), "{html}");
    }
}

#[test]
fn an_address_that_is_none_is_refused() {
    for base in [
        "host.example",
        "ftp://host.example/",
        "https://host.example/?x",
        "https://host.example/\"",
        "https://h//",
    ] {
        assert!(Site::new(base, "commune-widgets.js", "").is_err(), "{base}");
    }
    for shell in ["", "../x.js", "/x.js", "javascript:x", "a\"b.js"] {
        assert!(Site::new("https://host.example/", shell, "").is_err(), "{shell}");
    }
    let pinned =
        Site::new("https://host.example/", "https://host.example/1.0.0/commune-widgets.js", "").unwrap();
    assert_eq!(pinned.shell, "https://host.example/1.0.0/commune-widgets.js");
}

#[test]
fn names_come_in_order_and_parts_lead_to_their_commune() {
    let mut territory = Territory::new(
        "1".into(),
        "Métropole".into(),
        vec![commune("59350", "Lille"), commune("59201", "Emmerin"), commune("59197", "Écuvez")],
    );
    territory.add_part("Lomme".into(), "59350");
    territory.add_part("Lomme".into(), "59350");
    let list = names(&territory);
    let order: Vec<&str> = list.communes.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(order, ["Écuvez", "Emmerin", "Lille"]);
    assert_eq!(list.parts.len(), 1);
    assert_eq!(list.parts[0].insee, "59350");
}

/// The attributes that a plugin leaves to the administrator: they name other hosts, or ask one unasked.
const WITHHELD: [&str; 7] = ["src", "live", "review", "insee", "lang", "tiles", "tiles-attribution"];

#[test]
fn the_plugins_know_every_attribute_of_every_widget() {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let manifest: Value =
        serde_json::from_slice(&fs::read(root.join("custom-elements.json")).unwrap()).unwrap();
    let read = |path: &str| fs::read_to_string(root.join("www/integrations").join(path)).unwrap();
    let php = read("shared/attributes.php");
    let hugo = read("hugo/module/layouts/shortcodes/commune.html");
    for widget in Widget::ALL {
        let tag = format!("commune-{}", widget.name());
        let declared = attributes(&manifest, &tag);
        assert!(declared.len() > 8, "{tag}: {declared:?}");
        for name in declared.iter().filter(|name| !WITHHELD.contains(&name.as_str())) {
            assert!(php.contains(&format!("'{name}'")), "{tag} {name}: attributes.php lacks it");
            assert!(hugo.contains(&format!("\"{name}\"")), "{tag} {name}: the Hugo shortcode lacks it");
        }
    }
    for name in ["src", "live", "review", "tiles"] {
        assert!(!php.contains(&format!("'{name}'")), "attributes.php lets {name} through");
        assert!(!hugo.contains(&format!("\"{name}\"")), "the Hugo shortcode lets {name} through");
    }
}

#[test]
fn each_widget_has_its_block_and_its_model() {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../www/integrations"));
    for (widget, model) in Widget::ALL.into_iter().zip(["energie", "consultation", "services", "cyber_quiz"])
    {
        let name = widget.name();
        let block = root.join(format!("wordpress/commune-widgets/blocks/{name}/block.json"));
        let block: Value = serde_json::from_slice(&fs::read(block).unwrap()).unwrap();
        assert_eq!(block["name"], format!("commune-widgets/{name}"));
        assert!(block["attributes"]["commune"].is_object());
        let model = root.join(format!("spip/commune_widgets/modeles/commune_{model}.html"));
        assert!(fs::read_to_string(model).unwrap().contains(&format!("commune_widgets_bloc{{{name}}}")));
    }
}

fn attributes(manifest: &Value, tag: &str) -> BTreeSet<String> {
    let modules = manifest["modules"].as_array().unwrap().iter();
    modules
        .flat_map(|module| module["declarations"].as_array().into_iter().flatten())
        .filter(|declaration| declaration["tagName"] == tag)
        .flat_map(|declaration| declaration["attributes"].as_array().into_iter().flatten())
        .filter_map(|attribute| attribute["name"].as_str().map(str::to_owned))
        .collect()
}
