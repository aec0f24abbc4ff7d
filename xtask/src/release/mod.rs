//! `cargo xtask release X.Y.Z` and `cargo xtask verify FOLDER`; what is made of a release: `pin`, `npm`.
//!
//! A release is a folder that any static host serves. Its bytes depend on the sources, on the tools that
//! `toolchain.json` names and on one date, and on nothing else: not on the folder, the machine or the hour.

mod assemble;
mod changelog;
mod crates;
mod date;
mod embed;
mod glue;
mod integrity;
mod licences;
mod npm;
mod pinned;
mod sbom;
mod sizes;
mod toolchain;
mod tree;
mod verify;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use commune_channel::bind::Names;
use commune_channel::version;
use lexopt::prelude::*;

use self::toolchain::Toolchain;
use self::tree::Tree;
use crate::project::{Project, output, read, step};
use crate::workspace::Workspace;
use crate::{build, site, size};

pub(crate) use self::assemble::run as assemble;
pub(crate) use self::npm::run as npm;
pub(crate) use self::pinned::{Lines, Scripts};
pub(crate) use self::verify::run as verify;

/// The argument of a command that takes one: a release.
pub(crate) fn folder(args: &mut lexopt::Parser) -> Result<String> {
    match folder_and(args)? {
        (folder, None) => Ok(folder),
        (_, Some(extra)) => bail!("one release is enough: `{extra}` is too much"),
    }
}

/// A release and, if it is there, one argument more.
pub(crate) fn folder_and(args: &mut lexopt::Parser) -> Result<(String, Option<String>)> {
    let Some(Value(value)) = args.next()? else { bail!("say which release, such as 1.0.0 or pkg/1.0.0") };
    let more = match args.next()? {
        Some(Value(more)) => Some(more.string()?),
        Some(other) => return Err(other.unexpected().into()),
        None => None,
    };
    match args.next()? {
        Some(extra) => Err(extra.unexpected().into()),
        None => Ok((value.string()?, more)),
    }
}

/// `cargo xtask pin FOLDER ADDRESS`: prints the lines that pin the release at that address.
pub(crate) fn pin(project: &Project, folder: &str, address: &str) -> Result<()> {
    let file = project.path(folder).join(integrity::FILE);
    let lines = Lines::new(address, &pinned::scripts_of(&read(&file)?)?)?;
    println!("{}\n\nscript-src {}", lines.html(), lines.source());
    Ok(())
}

/// Makes `pkg/<version>/`. An older release of that name is replaced once the new one is whole.
pub(crate) fn run(project: &Project, version: &str) -> Result<()> {
    let version = version::check(version)?;
    let toolchain = Toolchain::here(project, version, date::epoch(project)?)?;
    let target = project.pkg(version);
    let apart = project.apart(&project.work("release"), Some(toolchain.epoch), false);
    // A build adds messages and takes none away.
    fs::remove_dir_all(apart.pkg("locales")).ok();
    let tree = make(&apart, &toolchain)?;
    let partial = project.pkg(format!(".partial-{version}"));
    for folder in [&partial, &target] {
        if folder.exists() {
            fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
    }
    tree.write(&partial)?;
    fs::rename(&partial, &target).with_context(|| format!("cannot make {}", target.display()))?;
    let (files, bytes) = tree.measure();
    if toolchain.modified {
        println!("── files differ from the commit: nobody else can make this release again");
    }
    println!("── pkg/{version}: {files} files, {bytes} bytes");
    Ok(())
}

/// The files of a release, built from the sources of `project` and dated by `toolchain`.
fn make(project: &Project, toolchain: &Toolchain) -> Result<Tree> {
    if std::env::var_os("RUSTFLAGS").is_some() {
        bail!("RUSTFLAGS is set, and would take the place of the flags that keep this machine's paths out");
    }
    let version = toolchain.version.as_str();
    build::run(project, &build::Options::default())?;
    let workspace = Workspace::load(project)?;
    let mut tree = Tree::default();
    let names = library(project, &workspace, version, &mut tree)?;
    built(project, &mut tree)?;
    styles(project, &workspace, &mut tree)?;
    let manifest = read(&project.path("custom-elements.json"))?;
    embed::add(project, &workspace, &manifest, &mut tree)?;
    tree.add_file("README.md", &project.path("xtask/assets/README.md"))?;
    let day = date::day(toolchain.epoch);
    let changelog = read(&project.path("CHANGELOG.md"))?;
    tree.add("CHANGELOG.md", changelog::section(&changelog, version, &day)?)?;
    site(project, &names, &mut tree)?;
    materials(project, &workspace, toolchain, &names, &mut tree)?;
    tree.add(toolchain::FILE, toolchain.to_json())?;
    demo(project, &mut tree)?;
    step("compression", || tree.compress())?;
    let (json, table) = sizes::documents(&tree, &modules(project, &workspace)?, &names, version)?;
    tree.add("sizes.json", json)?;
    tree.add("SIZES.md", table)?;
    let document = integrity::document(version, &tree, &names);
    tree.add(integrity::FILE, document)?;
    Ok(tree)
}

/// What does not depend on who publishes it: modules, schemas, types, the lines that pin them. Answers the names of the
/// modules' files.
fn library(project: &Project, workspace: &Workspace, version: &str, tree: &mut Tree) -> Result<Names> {
    let names = glue::add(project, workspace, version, tree)?;
    tree.add_folder("schemas/", &project.path("packs/schemas"))?;
    for file in ["commune-widgets.d.ts", "custom-elements.json", "LICENSE"] {
        tree.add_file(file, &project.path(file))?;
    }
    let scripts = pinned::scripts(tree, &names)?;
    tree.add(pinned::FILE, pinned::document(&site::host(project)?, version, &scripts)?)?;
    Ok(names)
}

/// The style sheets that are inside the wasm, for who sets a commune's tokens, and that of the plain pages.
fn styles(project: &Project, workspace: &Workspace, tree: &mut Tree) -> Result<()> {
    let mut folders = vec![project.path("components/ui/src")];
    for widget in workspace.widgets() {
        folders
            .extend(workspace.package(&format!("commune-{widget}")).map(|crate_| crate_.folder.join("src")));
    }
    for folder in folders {
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "css") {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                tree.add_file(format!("styles/{name}"), &path)?;
            }
        }
    }
    tree.add_file("styles/packs.css", &project.path("packs/src/page/packs.css"))
}

/// What the build made that keeps its name: messages, packs, and what else is no module.
fn built(project: &Project, tree: &mut Tree) -> Result<()> {
    for entry in fs::read_dir(project.pkg("")).context("nothing is built")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            tree.add_folder(&format!("{name}/"), &path)?;
        } else if !name.ends_with(".js") && !name.ends_with(".wasm") {
            tree.add_file(name, &path)?;
        }
    }
    Ok(())
}

/// The library's site, with the conformance pages.
fn site(project: &Project, names: &Names, tree: &mut Tree) -> Result<()> {
    let (files, warnings) = site::files(project, &pinned::scripts(tree, names)?)?;
    for warning in warnings {
        println!("   left out of the site: {warning}");
    }
    files.into_iter().try_for_each(|(path, bytes)| tree.add(format!("www/{path}"), bytes))
}

/// The bill of materials and the licences of what others wrote.
fn materials(
    project: &Project,
    workspace: &Workspace,
    toolchain: &Toolchain,
    names: &Names,
    tree: &mut Tree,
) -> Result<()> {
    let parts = crates::parts(project, workspace, &glue::packages(workspace, names))?;
    let bill = sbom::document(&toolchain.version, toolchain.epoch, toolchain.release(), &parts);
    tree.add(sbom::FILE, bill)?;
    tree.add(licences::FILE, licences::document(&parts, licences::texts)?)?;
    let sysroot = output(project.command("rustc").args(["--print", "sysroot"]))?;
    let notices = Path::new(sysroot.trim()).join("share/doc/rust/COPYRIGHT-library.html");
    tree.add_file("licences/rust-library.html", &notices).context(
        "the notices of Rust's standard library, which is in the wasm, come with rustup's toolchains",
    )
}

/// The demonstration, which finds the widgets one folder up.
fn demo(project: &Project, tree: &mut Tree) -> Result<()> {
    let mut pages = Tree::default();
    pages.add_folder("demo/", &project.path("demo"))?;
    for (path, bytes) in pages.iter() {
        if path.ends_with(".html") {
            let page = std::str::from_utf8(bytes).with_context(|| format!("{path} is no text"))?;
            tree.add(path, page.replace("/pkg/", "../"))?;
        } else {
            tree.add(path, bytes)?;
        }
    }
    Ok(())
}

/// The plain names, below the folder of built files, of what makes each module's figure.
fn modules(project: &Project, workspace: &Workspace) -> Result<BTreeMap<String, Vec<String>>> {
    let relative = |file: &PathBuf| {
        let path = file.strip_prefix(project.pkg("")).context("a built file is elsewhere")?;
        Ok(path.to_string_lossy().replace('\\', "/"))
    };
    let files = size::files(project, workspace).into_iter();
    files.map(|(name, files)| Ok((name, files.iter().map(relative).collect::<Result<_>>()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_release_is_named() {
        let parse = |args: &[&str]| folder(&mut lexopt::Parser::from_args(args));
        assert_eq!(parse(&["1.0.0"]).unwrap(), "1.0.0");
        assert!(parse(&[]).is_err());
        assert!(parse(&["--quick"]).is_err());
        assert!(parse(&["1.0.0", "1.0.1"]).is_err());
        let parse = |args: &[&str]| folder_and(&mut lexopt::Parser::from_args(args));
        assert_eq!(parse(&["a", "b"]).unwrap(), ("a".to_owned(), Some("b".to_owned())));
        assert!(parse(&["a", "b", "c"]).is_err());
    }
}
