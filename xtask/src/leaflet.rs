//! `pkg/leaflet.js`: the part of the npm package that the module `map` imports.
//!
//! Leaflet's own file ends with an object of all its classes that it makes the page's `L`, which would replace
//! the Leaflet that the commune's page may have. That end is cut off. Classes that a map of ours never makes are
//! emptied, ten kB brotli of them, and what then nothing uses is left out by terser. A class that is not there
//! any more stops the build.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::build::minify;
use crate::fingerprint::{fingerprint, unless_done};
use crate::project::{Project, read, step, write};

/// The side module that imports the file.
pub(crate) const MODULE: &str = "map";
/// The file, beside the module.
pub(crate) const FILE: &str = "leaflet.js";
const PACKAGE: &str = "node_modules/leaflet";
/// What `components/map/src/leaflet.rs` binds.
const EXPORTS: &str = "Map$1 as Map, DivIcon, LatLng, LatLngBounds, Marker, Polygon, TileLayer";
/// Where the object of all classes begins.
const END: &str = "var L = {";
/// Classes that are never made, or made and never enabled: controls, popups, pictures, canvas, handlers.
const EMPTIED: [&str; 24] = [
    "Attribution",
    "Canvas",
    "Circle",
    "CircleMarker",
    "DivOverlay",
    "DoubleClickZoom",
    "EPSG3395",
    "EPSG4326",
    "FeatureGroup",
    "GeoJSON",
    "IconDefault",
    "ImageOverlay",
    "Layers",
    "MarkerDrag",
    "Popup",
    "Rectangle",
    "SVGOverlay",
    "Scale",
    "Simple",
    "TapHold",
    "TileLayerWMS",
    "Tooltip",
    "VideoOverlay",
    "Zoom",
];
/// The picture of nothing that a tile shows once it is no longer wanted. As `data:` a strict policy refuses it, and
/// reports that; without an address there is no picture either.
const NOTHING: &str = "const emptyImageUrl = ";
/// Methods that are added to other classes on behalf of these: the statement that adds one goes.
const UNUSED: [&str; 6] =
    ["_initOverlay(", "bindPopup(", "bindTooltip(", "openPopup(", "openTooltip(", "toGeoJSON("];

/// Writes the file, unless it is there.
pub(crate) fn build(project: &Project, dev: bool) -> Result<()> {
    let source = project.path(PACKAGE).join("dist/leaflet-src.js");
    let licence = project.path(PACKAGE).join("LICENSE");
    let npm = project.path("package-lock.json");
    let words = [EXPORTS, if dev { "dev" } else { "release" }];
    let inputs = fingerprint(&[source.clone(), licence.clone(), npm], &words)?;
    let target = project.pkg(FILE);
    unless_done(project, FILE, &inputs, std::slice::from_ref(&target), || {
        step(FILE, || {
            let cut = project.work(FILE);
            write(&cut, cut_off(&read(&source)?, &read(&licence)?)?)?;
            if dev {
                return fs::copy(&cut, &target).map(drop).context("cannot copy leaflet.js");
            }
            minify(project, &cut, &target)
        })
    })?;
    Ok(())
}

/// The source without its end and without what [`EMPTIED`] and [`UNUSED`] name, under its licence, whose notice
/// goes where the code goes.
fn cut_off(source: &str, licence: &str) -> Result<String> {
    let mut out = format!("/*! Leaflet, https://leafletjs.com\n{}\n*/\n", licence.trim());
    let (mut emptied, mut unused, mut nothing) = (Vec::new(), Vec::new(), false);
    for statement in statements(source) {
        let first = statement[0];
        if first == END {
            if let Some(name) = EMPTIED.iter().find(|name| !emptied.contains(*name)) {
                bail!("leaflet-src.js has no class {name}");
            }
            if let Some(name) = UNUSED.iter().find(|name| !unused.contains(*name)) {
                bail!("leaflet-src.js adds no method {name}…)");
            }
            if !nothing {
                bail!("leaflet-src.js has no {NOTHING}…");
            }
            out += &format!("export {{ {EXPORTS} }};\n");
            return Ok(out);
        }
        if first.starts_with(NOTHING) {
            nothing = true;
            out += &format!("{NOTHING}'';\n");
            continue;
        }
        let class = first.strip_prefix("class ").and_then(|rest| rest.split_once(' '));
        if let Some(name) = class.and_then(|(name, _)| EMPTIED.iter().find(|known| **known == name)) {
            emptied.push(*name);
            out += &format!("{first}}}\n");
            continue;
        }
        let adds = |method: &&&str| {
            statement
                .iter()
                .any(|line| line.strip_prefix('\t').is_some_and(|line| line.starts_with(**method)))
        };
        if first.ends_with(".include({")
            && let Some(method) = UNUSED.iter().find(adds)
        {
            unused.push(*method);
            continue;
        }
        for line in statement {
            out += line;
            out.push('\n');
        }
    }
    bail!("leaflet-src.js does not end as it did")
}

/// The lines of each statement of a module: one begins with a line that is not indented, unless that only closes
/// something or is a comment.
fn statements(source: &str) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = Vec::new();
    for line in source.lines() {
        let begins = !line.is_empty() && !line.starts_with([' ', '\t', '}', ')', ']', '/', '*']);
        match all.last_mut().filter(|_| !begins) {
            Some(statement) => statement.push(line),
            None => all.push(vec![line]),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source with all that is named.
    fn source() -> String {
        let mut source = String::from(
            "/* @preserve */\r\nconst emptyImageUrl = 'data:goes';\nlet Map$1 = class Map {\n\tstays() {}\n};\n",
        );
        for name in EMPTIED {
            source += &format!("class {name} extends Layer {{\n\n\tgoes() {{}}\n}}\n\n");
        }
        for method in UNUSED {
            source += &format!("Layer.include({{\n\t// a comment\n\t{method}) {{\n\t\tgoes();\n\t}}\n}});\n");
        }
        source
            + "Layer.include({\n\tstays() {}\n});\n\nvar L = {\n\tMap: Map$1\n};\nglobalThis.L = L;\nexport { L as default };\n"
    }

    #[test]
    fn the_page_keeps_its_own_l_and_downloads_what_a_map_uses() {
        let cut = cut_off(&source(), "BSD 2-Clause License\n").unwrap();
        assert!(!cut.contains("globalThis.L") && !cut.contains("goes"), "{cut}");
        assert_eq!(cut.matches("stays() {}").count(), 2, "{cut}");
        assert!(cut.starts_with("/*! Leaflet") && cut.contains("BSD 2-Clause License"), "{cut}");
        assert!(
            cut.contains("class Popup extends Layer {}\n") && cut.contains("export { Map$1 as Map,"),
            "{cut}"
        );
    }

    #[test]
    fn what_is_not_there_any_more_stops_the_build() {
        assert!(cut_off(&source().replace("class Canvas ", "class Bitmap "), "").is_err());
        assert!(cut_off(&source().replace("bindPopup(", "bind("), "").is_err());
        assert!(cut_off(&source().replace("emptyImageUrl", "blank"), "").is_err());
        assert!(cut_off(&source().replace("var L", "const L"), "").is_err());
    }
}
