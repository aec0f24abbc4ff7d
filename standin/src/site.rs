//! The platform's pages and pictures: only so much of them that a link arrives somewhere.

use std::path::Path;

use serve::{Reply, Request};

use crate::Version;
use crate::image;
use crate::world::{Datum, World};

/// Languages of the platform.
const LOCALES: [&str; 3] = ["fr", "nl", "en"];

/// Rails' page for an error of its own.
pub(crate) const ERROR: &str = "<!DOCTYPE html><html lang=\"fr\"><head><title>Erreur 500</title></head>\
    <body><h1>Une erreur est survenue</h1><p>Veuillez réessayer plus tard.</p></body></html>";

/// One empty page.
const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// A page as Rails sends it.
pub(crate) fn html(status: u16, page: &str) -> Reply {
    Reply::with(status, "text/html; charset=utf-8", page).bare().header("Cache-Control", "no-store")
}

/// The page that asks who one is.
pub(crate) fn login() -> Reply {
    html(
        200,
        "<!DOCTYPE html><html lang=\"fr\"><head><title>Se connecter</title></head><body><main>\
         <h1>Se connecter</h1><form method=\"post\" action=\"/users/sign_in\">\
         <label>Adresse <input type=\"email\" name=\"user[email]\"></label></form></main></body></html>",
    )
}

/// Answers what is not the API.
pub(crate) fn page(world: &World, version: Version, request: &Request) -> Reply {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return not_found();
    }
    let path = request.path();
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        // Active Storage names a file by a path that leads to where it is kept.
        ["rails", "active_storage", "blobs", "redirect", signed, file] => {
            return html(302, "").header("Location", &format!("/rails/active_storage/disk/{signed}/{file}"));
        }
        ["rails" | "uploads", .., file] => return kept(file),
        _ => {}
    }
    let locale = parts.first().copied().filter(|first| LOCALES.contains(first));
    match (version, locale) {
        (Version::V0_24, None) => inside(world, "fr", &parts),
        (Version::V0_24, Some(_)) => not_found(),
        (Version::Modern, Some(locale)) => inside(world, locale, &parts[1..]),
        // Left out by those who link from elsewhere.
        (Version::Modern, None) if matches!(parts.first(), None | Some(&"processes")) => {
            html(301, "").header("Location", &format!("/fr{}", path.trim_end_matches('/')))
        }
        (Version::Modern, None) => inside(world, "fr", &parts),
    }
}

/// A file that somebody attached.
fn kept(file: &str) -> Reply {
    let bytes = match file.rsplit_once('.').map(|(_, kind)| kind) {
        Some("png") => {
            let hue = file.bytes().fold(0_u8, u8::wrapping_add);
            let (width, height) = if file.starts_with("hero") { (480, 270) } else { (96, 96) };
            image::png(width, height, hue)
        }
        Some("pdf") => PDF.as_bytes().to_vec(),
        _ => return not_found(),
    };
    let kind = serve::content_type(Path::new(file));
    let kind = if kind == "application/octet-stream" { "application/pdf" } else { kind };
    Reply::with(200, kind, bytes).bare().header("Cache-Control", "max-age=300, public")
}

fn not_found() -> Reply {
    html(404, "<!DOCTYPE html><html lang=\"fr\"><title>404</title><h1>La page est introuvable</h1></html>")
}

fn inside(world: &World, locale: &str, parts: &[&str]) -> Reply {
    match parts {
        [] => titled(locale, "Accueil"),
        ["users", "sign_in"] => login(),
        ["processes"] => titled(locale, "Concertations"),
        ["api", ..] => titled(locale, "API"),
        ["processes", slug, rest @ ..] => {
            let processes = world.list(World::ROOT, "participatoryProcesses");
            let Some(process) = processes.iter().find(|id| world.word(**id, "slug") == Some(slug)) else {
                return not_found();
            };
            if let ["f", component, ..] = rest {
                let components = world.list(*process, "components");
                if !components.iter().any(|id| world.word(*id, "id") == Some(component)) {
                    return not_found();
                }
            }
            let title = match world.get(*process, "title") {
                Some(Datum::Text(text)) => {
                    let said = text.0.iter().find(|said| said.locale == locale).or(text.0.first());
                    said.map_or("", |said| said.text.as_str())
                }
                _ => "",
            };
            titled(locale, title)
        }
        _ => not_found(),
    }
}

fn titled(locale: &str, title: &str) -> Reply {
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!DOCTYPE html><html lang=\"{locale}\"><head><title>{title}</title></head>\
         <body><main><h1>{title}</h1></main></body></html>"
    );
    html(200, &page)
}
