//! `cargo xtask assemble X.Y.Z FOLDER`: what a release serves, of what stands in `pkg/`. Nothing is compiled or
//! compressed, and what a release says of how it was made is left out: it is for tests, never for publication.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use commune_channel::version;

use super::tree::Tree;
use super::{embed, integrity, library};
use crate::project::{Project, read};
use crate::workspace::Workspace;

/// Makes the folder, which must be new or a former one of the kind.
pub(crate) fn run(project: &Project, version: &str, folder: &str) -> Result<()> {
    let version = version::check(version)?;
    let folder = project.path(folder);
    if folder.exists() && !is_ours(&folder) {
        bail!("{} is there and was not assembled here", folder.display());
    }
    let mut tree = Tree::default();
    let workspace = Workspace::load(project)?;
    let names = library(project, &workspace, version, &mut tree)?;
    for part in ["locales/", "packs/"] {
        tree.add_folder(part, &project.pkg(part))?;
    }
    let manifest = read(&project.path("custom-elements.json"))?;
    embed::add(project, &workspace, &manifest, &mut tree)?;
    super::site(project, &names, &mut tree)?;
    super::demo(project, &mut tree)?;
    let document = integrity::document(version, &tree, &names);
    tree.add(integrity::FILE, document)?;
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    tree.write(&folder)
}

/// A release has `toolchain.json`; any other folder has no `integrity.json`.
fn is_ours(folder: &Path) -> bool {
    folder.join(integrity::FILE).is_file() && !folder.join(super::toolchain::FILE).exists()
}
