//! What a page's content security policy keeps from the widgets, and the directive that lets them through.
//!
//! What the widgets need: their scripts and `'wasm-unsafe-eval'` in `script-src`, the host of their files in
//! `connect-src`. They need nothing of `style-src` (their sheets are constructed), nor of `font-src`, nor of
//! `trusted-types`: they work under `require-trusted-types-for 'script'; trusted-types 'none'`. Pictures come
//! from a Decidim platform and from the host of a map's ground only, in `img-src`.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::Digest as _;
use url::Url;

use super::Report;
use super::csp::{Policy, Script};
use super::files::{Loaded, Needs};
use super::page::Page;

/// A page that is in a sandbox without scripts.
pub(super) fn sandbox(policies: &[Policy], report: &mut Report) {
    for policy in policies.iter().filter(|policy| policy.in_header) {
        let Some((_, values)) = policy.get(&["sandbox"]) else { continue };
        if !values.iter().any(|value| value.eq_ignore_ascii_case("allow-scripts")) {
            report.block(
                "csp-sandbox",
                "La politique de sécurité (CSP) met la page dans un bac à sable sans script.".into(),
                "Aucun script ne s'exécute.",
                "Ajoutez allow-scripts : Content-Security-Policy: sandbox allow-scripts",
            );
        }
    }
}

pub(super) fn check(policies: &[Policy], page: &Page, shell: &Loaded, needs: &Needs, report: &mut Report) {
    for policy in policies {
        scripts(policy, page, shell, needs, report);
        requests(policy, page, shell, needs, report);
        platforms(policy, page, report);
        import_maps(policy, page, report);
        tiles(policy, page, report);
    }
}

fn scripts(policy: &Policy, page: &Page, shell: &Loaded, needs: &Needs, report: &mut Report) {
    let own = Script { url: &shell.url, nonce: &shell.nonce, integrity: &shell.integrity, tag: true };
    let imported =
        needs.scripts.iter().map(|url| Script { url, nonce: &shell.nonce, integrity: "", tag: false });
    let refused: Vec<String> = std::iter::once(own)
        .chain(imported)
        .filter(|script| !policy.allows_script(script, &page.url))
        .map(|script| script.url.to_string())
        .collect();
    let wasm = policy.allows_wasm();
    let mut wanted = Vec::new();
    if !refused.is_empty() {
        wanted.push(source(&shell.url, &page.url));
    }
    if !wasm {
        wanted.push("'wasm-unsafe-eval'".to_owned());
    }
    let act = line(policy, &["script-src", "default-src"], &wanted);
    if !refused.is_empty() {
        report.block(
            "csp-script",
            format!("La politique de sécurité (CSP) de la page refuse {}.", refused.join(" et ")),
            "script-src ne nomme pas le site d'où vient le script.",
            act.clone(),
        );
    }
    if !wasm {
        report.block(
            "csp-wasm",
            "La politique de sécurité (CSP) de la page refuse WebAssembly.".into(),
            "Les widgets sont en WebAssembly : script-src doit dire 'wasm-unsafe-eval' (même * et 'unsafe-inline' ne suffisent pas). \
             Cela ne permet pas d'évaluer du JavaScript.",
            act,
        );
    }
}

fn requests(policy: &Policy, page: &Page, shell: &Loaded, needs: &Needs, report: &mut Report) {
    let packs = page.widgets.iter().filter_map(|widget| super::packs::address(widget, page, &shell.url));
    let mut refused: Vec<Url> = needs
        .fetched
        .iter()
        .cloned()
        .chain(packs)
        .filter(|url| !policy.allows_fetch(url, &page.url))
        .collect();
    refused.dedup();
    let Some(first) = refused.first() else { return };
    let mut hosts: Vec<String> = refused.iter().map(|url| source(url, &page.url)).collect();
    hosts.sort();
    hosts.dedup();
    report.block(
        "csp-connect",
        format!("La politique de sécurité (CSP) de la page refuse de charger {first}."),
        "connect-src ne nomme pas le site des fichiers du widget (WebAssembly, textes, données).",
        line(policy, &["connect-src", "default-src"], &hosts),
    );
}

/// A Decidim platform is asked by the visitor's browser on a press, or at once with `live`.
fn platforms(policy: &Policy, page: &Page, report: &mut Report) {
    for widget in page.widgets.iter().filter(|widget| widget.kind == "consultation") {
        let Some(platform) = widget.get("platform").and_then(|text| Url::parse(text).ok()) else { continue };
        let live = widget.flag("live");
        let host = [source(&platform, &page.url)];
        if !policy.allows_fetch(&platform, &page.url) {
            report.add(
                "csp-platform",
                live,
                format!("La politique de sécurité (CSP) de la page refuse la plateforme {platform}"),
                if live {
                    "Avec « live », le widget lui demande les consultations dès l'affichage."
                } else {
                    "Le bouton « Mettre à jour » ne pourra pas la joindre."
                },
                line(policy, &["connect-src", "default-src"], &host),
            );
        }
        if !policy.allows_image(&platform, &page.url) {
            report.remark(
                "csp-image",
                format!("La politique de sécurité (CSP) de la page refuse les images de {platform}"),
                "Les consultations s'affichent sans leurs images.",
                line(policy, &["img-src", "default-src"], &host),
            );
        }
    }
}

/// The ground of a map, which a visitor asks for by a press.
fn tiles(policy: &Policy, page: &Page, report: &mut Report) {
    for widget in &page.widgets {
        let template = widget.get("tiles").map(|text| text.replace(['{', '}'], ""));
        let Some(host) = template.and_then(|text| Url::parse(&text).ok()) else { continue };
        if !policy.allows_image(&host, &page.url) {
            let origin = host.origin().ascii_serialization();
            report.remark(
                "csp-image",
                format!("La politique de sécurité (CSP) de la page refuse le fond de carte de {origin}."),
                "La carte restera sans fond.",
                line(policy, &["img-src", "default-src"], &[origin]),
            );
        }
    }
}

/// An import map that pins our files and that the policy refuses: they load, unchecked.
fn import_maps(policy: &Policy, page: &Page, report: &mut Report) {
    for map in
        page.scripts.iter().filter(|script| script.is_import_map() && script.text.contains("integrity"))
    {
        if policy.allows_inline(map.get("nonce").unwrap_or_default(), &map.text) {
            continue;
        }
        let hash = format!("'sha256-{}'", BASE64_STANDARD.encode(sha2::Sha256::digest(&map.text)));
        report.remark(
            "csp-importmap",
            "La politique de sécurité (CSP) de la page refuse la carte d'importation (importmap).".into(),
            "Les fichiers se chargent, mais leurs empreintes ne sont plus vérifiées.",
            line(policy, &["script-src", "default-src"], &[hash]),
        );
    }
}

/// The source that lets an address through: `'self'` or its origin.
fn source(url: &Url, page: &Url) -> String {
    if url.origin() == page.origin() { "'self'".to_owned() } else { url.origin().ascii_serialization() }
}

/// The directive as it should be: what is there and what is missing.
fn line(policy: &Policy, names: &[&str], wanted: &[String]) -> String {
    let (found, values) = policy.get(names).unwrap_or((names[0], &[]));
    let mut sources: Vec<&str> =
        values.iter().map(String::as_str).filter(|value| *value != "'none'").collect();
    sources.extend(
        wanted.iter().map(String::as_str).filter(|wanted| !values.iter().any(|value| value == wanted)),
    );
    let place = if policy.in_header {
        "l'en-tête Content-Security-Policy"
    } else {
        "la balise <meta> Content-Security-Policy"
    };
    let how = if found == names[0] { "remplacez cette directive" } else { "ajoutez cette directive" };
    format!("Dans {place}, {how} : {} {};", names[0], sources.join(" "))
}
