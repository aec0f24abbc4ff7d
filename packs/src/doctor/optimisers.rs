//! Optimisers and consent managers by what they leave in a page.
//!
//! That 'delay JS' optimisers put modules off until the first interaction was read, not tried. The attributes are those
//! that the tools themselves document or write:
//!
//! | tool | leaves | leaves a script alone that has |
//! |---|---|---|
//! | Cloudflare Rocket Loader | `type="…-module"`, `type="…-text/javascript"`; formerly `type="text/rocketscript"`, `data-rocketsrc` | `data-cfasync="false"` before `src` |
//! | WP Rocket | `type="rocketlazyloadscript"`, `data-rocket-src` | exclusion in its settings |
//! | LiteSpeed Cache | `type="litespeed/javascript"`, `data-src` | `data-no-optimize="1"`, `data-no-defer="1"` |
//! | Perfmatters | `type="pmdelayedscript"` | exclusion in its settings |
//! | consent managers | `type="text/plain"` | a category that needs no consent |

use super::page::Script;

/// A tool, and how to make it leave a script alone.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) act: &'static str,
}

/// The tool that changed a script; `None` where its type and attributes are none that we know.
pub(super) fn of(script: &Script) -> Option<Tool> {
    let kind = script.get("type").unwrap_or_default().to_ascii_lowercase();
    let has = |name: &str| script.get(name).is_some();
    let tool = |name, act| Some(Tool { name, act });
    if kind == "rocketlazyloadscript" || has("data-rocket-src") || has("data-rocket-type") {
        return tool(
            "WP Rocket",
            "dans WP Rocket, « Optimisation des fichiers », ajoutez commune-widgets aux fichiers exclus de « Reporter l'exécution de JavaScript »",
        );
    }
    if kind == "text/rocketscript"
        || has("data-rocketsrc")
        || has("data-cf-modified")
        || kind.ends_with("-module")
        || kind.ends_with("-text/javascript")
    {
        return tool(
            "Cloudflare Rocket Loader",
            "ajoutez data-cfasync=\"false\" avant src : <script data-cfasync=\"false\" type=\"module\" src=\"…/commune-widgets.js\"></script>",
        );
    }
    if kind.starts_with("litespeed/") || has("data-optimized") {
        return tool(
            "LiteSpeed Cache",
            "ajoutez à la balise data-no-optimize=\"1\" data-no-defer=\"1\", puis videz le cache",
        );
    }
    if kind == "pmdelayedscript" {
        return tool("Perfmatters", "excluez commune-widgets du report de JavaScript dans Perfmatters");
    }
    if kind == "text/plain" {
        return tool(
            "un gestionnaire de consentement",
            "classez ce script parmi ceux qui n'ont pas besoin d'accord : il ne dépose rien et ne suit personne",
        );
    }
    None
}

/// An optimiser that puts scripts together, where one left its traces in the page.
pub(super) fn joins_scripts(address: &str) -> Option<&'static str> {
    let lower = address.to_ascii_lowercase();
    [("autoptimize", "Autoptimize"), ("/cache/min/", "WP Rocket"), ("/litespeed/js/", "LiteSpeed Cache")]
        .into_iter()
        .find(|(trace, _)| lower.contains(trace))
        .map(|(_, name)| name)
}
