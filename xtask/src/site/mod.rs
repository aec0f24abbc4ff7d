//! The library's site, `www/` → `pkg/www/`: Markdown pages in one layout, with what is made of the project
//! itself (lines to paste, reference, sizes, state of the packs, scenarios, changelog) and an index to search.
//!
//! Pages are all in one folder and name the library as `../`: the site works wherever `pkg/` is published.

mod conformance;
mod finish;
mod html;
mod lines;
mod markdown;
mod packs;
mod parts;
mod reference;
mod search;
mod source;
mod typography;
mod weight;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use commune_channel::hash::sri;

use self::html::escape;
use self::packs::Packs;
use self::parts::Parts;
use self::reference::Reference;
use self::source::{Settings, Source};
use crate::project::{Project, read, step, write};
use crate::release::Scripts;

/// Files of `www/` that go into the site as they are.
const AS_THEY_ARE: [&str; 5] = ["site.css", "site.js", "recherche.js", "generateur.js", "icon.svg"];

/// Files by path, with `/`.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Writes the site to `pkg/www/`, from what stands in `pkg/`, and prints what it had to leave out.
pub(crate) fn build(project: &Project) -> Result<()> {
    step("site", || {
        let folder = project.pkg("www");
        let (files, warnings) = files(project, &scripts(project)?)?;
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        for (path, bytes) in &files {
            write(&folder.join(path), bytes)?;
        }
        for warning in warnings {
            println!("   left out: {warning}");
        }
        println!("   {} files, see pkg/www/index.html", files.len());
        Ok(())
    })
}

/// The scripts that stand in `pkg/` with their hashes.
fn scripts(project: &Project) -> Result<Scripts> {
    let mut found = Scripts::new();
    for entry in fs::read_dir(project.pkg("")).context("pkg/ is not built")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "js") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            found.insert(name, sri(&bytes));
        }
    }
    Ok(found)
}

/// Where `www/site.json` says that the library is published, with `/` at its end.
pub(crate) fn host(project: &Project) -> Result<String> {
    Ok(Settings::load(project)?.host)
}

/// The files of the site by path, and a line for each thing that was left out. `scripts` are those of the library, for
/// the lines that pin them.
///
/// # Errors
/// When `pkg/` is not built, or a source of the site is missing or damaged.
pub(crate) fn files(project: &Project, scripts: &Scripts) -> Result<(Files, Vec<String>)> {
    let settings = Settings::load(project)?;
    let packs = Packs::load(project)?;
    let reference = Reference::load(project)?;
    let commune = packs.commune(&settings.commune)?;
    let parts =
        Parts { project, settings: &settings, packs: &packs, reference: &reference, scripts, commune };
    let sources = source::pages(project)?;
    let demo = "<p>Des données montrées ici sont des données de démonstration.</p>";
    let demo = if packs.any_demo() { demo } else { "" };
    let layout = read(&project.path("www/layout.html"))?.replace("{{demo}}", demo);

    let mut files = BTreeMap::new();
    let mut warnings: Vec<String> =
        reference.untranslated().iter().map(|text| format!("no French for {text:?}")).collect();
    for name in AS_THEY_ARE {
        let file = project.path("www").join(name);
        files.insert(
            name.to_owned(),
            fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?,
        );
    }
    add_pilot_files(&project.path("www/pilote"), "pilote", &mut files)?;
    files.insert("generateur.json".to_owned(), lines::for_the_script(project).to_string().into_bytes());

    let names: BTreeMap<String, String> =
        sources.iter().map(|source| (source.name.clone(), source.title.clone())).collect();
    let paths: BTreeSet<String> = files.keys().cloned().collect();
    let mut index = Vec::new();
    for source in &sources {
        let (markdown, made) = parts.take(&source.markdown, &mut warnings)?;
        let pilot = source.name.starts_with("pilote");
        let links = markdown::Links { pages: &names, files: &paths, pilot };
        let mut lost = Vec::new();
        let mut body = markdown::html(&markdown, &links, &mut lost);
        warnings.extend(lost.iter().map(|link| format!("{}: a link to {link}", source.name)));
        for (at, part) in made.iter().enumerate() {
            body = body.replace(&format!("<!--part {at}-->"), part);
        }
        let body = typography::french(&finish::anchors_and_tables(&body));
        index.push((format!("{}.html", source.name), source.title.clone(), finish::sections(&body)));
        let page = page(&layout, source, &sources, &settings, &body);
        files.insert(format!("{}.html", source.name), page.into_bytes());
    }
    // The page of the search finds the others.
    index.retain(|(file, ..)| file != "recherche.html");
    files.insert("recherche.json".to_owned(), search::index(&index).to_string().into_bytes());
    Ok((files, warnings))
}

/// A whole page.
fn page(layout: &str, source: &Source, all: &[Source], settings: &Settings, body: &str) -> String {
    let mut menu = String::new();
    for name in &settings.menu {
        let Some(entry) = all.iter().find(|source| source.name == *name) else { continue };
        let current = match name {
            _ if *name == source.name => " aria-current=\"page\"",
            _ if *name == source.below => " aria-current=\"true\"",
            _ => "",
        };
        menu += &format!("      <li><a href=\"{name}.html\"{current}>{}</a></li>\n", escape(&entry.menu));
    }
    // A page without a widget does not load the library.
    let shell = body.contains("class=\"live\"").then(|| "../commune-widgets.js".to_owned());
    let scripts: String = shell
        .iter()
        .chain(&source.scripts)
        .map(|script| format!("  <script type=\"module\" src=\"{}\"></script>\n", escape(script)))
        .collect();
    let page = layout
        .replace("{{title}}", &escape(&source.title))
        .replace("{{description}}", &escape(&source.description))
        .replace("{{menu}}", menu.trim_end())
        .replace("  {{scripts}}\n", &scripts)
        .replace("{{host}}", &escape(&settings.host))
        .replace("{{version}}", env!("CARGO_PKG_VERSION"));
    // The frame is set as French too; the body is already.
    typography::french(&page).replace("{{main}}", body)
}

/// What the pilot's folder holds beside its pages.
fn add_pilot_files(folder: &Path, path: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{path}/{name}");
        if entry.path().is_dir() {
            add_pilot_files(&entry.path(), &path, files)?;
        } else if !name.ends_with(".md") {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}
