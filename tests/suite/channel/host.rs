//! A host with a channel: releases made of what is built, keys that go with the test, and pages that are never edited.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result};
use browser_tests::{Case, root};
use commune_channel::bind::{self, Table};
use commune_channel::channel::{Channel, FILE};
use commune_channel::hash::{hashed, sri, sum};
use commune_channel::key::Key;
use commune_channel::manifest::Manifest;
use commune_channel::{loader, release};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use serve::{Reply, content_type};

use crate::fixtures::{PACK_TEXT, energy};

/// What sets this on the page has run though it must not.
pub(super) const TAMPERED: &str = "\nself.tampered = true;\n";

/// A channel's folder among the temporary ones, which goes with the test.
pub(super) struct Host {
    folder: PathBuf,
    /// Where the channel's folder is served: WebKit keeps scripts from one page to the next, whatever the server says.
    pub(super) at: String,
    /// The key in use, the one that waits, and one that no loader knows.
    pub(super) keys: [Key; 3],
}

impl Host {
    /// A host with an empty channel, and the releases 1.0.0 and 1.1.0 that wait for it.
    pub(super) fn new() -> Result<Self> {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let rank = LAST.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("channel-{}-{rank}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(folder.join("channel"))?;
        let keys = [Key::throwaway()?, Key::throwaway()?, Key::throwaway()?];
        let host = Self { folder, at: format!("/canal-{rank}/"), keys };
        for version in ["1.0.0", "1.1.0"] {
            host.make(version)?;
        }
        Ok(host)
    }

    /// A host that shows 1.0.0 and then 1.1.0.
    pub(super) fn updated() -> Result<Self> {
        let host = Self::new()?;
        host.promote("1.0.0", &host.keys[0])?;
        host.promote("1.1.0", &host.keys[0])?;
        Ok(host)
    }

    /// The channel, as who has that key edits it.
    pub(super) fn channel<'a>(&'a self, folder: &'a Path, key: &'a Key) -> Result<Channel<'a>> {
        let publics = self.keys.iter().map(Key::public).collect::<Result<_>>()?;
        Channel::new(folder, key, publics)
    }

    pub(super) fn promote(&self, version: &str, key: &Key) -> Result<Manifest> {
        self.channel(&self.folder.join("channel"), key)?.promote(&self.folder.join(version), Timestamp::now())
    }

    pub(super) fn rollback(&self) -> Result<Manifest> {
        self.channel(&self.folder.join("channel"), &self.keys[0])?.rollback(Timestamp::now())
    }

    /// Signs two releases of the channel by hand, whatever the commands would allow.
    pub(super) fn show(&self, current: &str, previous: &str) -> Result<()> {
        let channel = self.folder.join("channel");
        let entry = |version: &str| release::check(&channel.join(version));
        let manifest = Manifest::new(Timestamp::now(), entry(current)?, Some(entry(previous)?), Vec::new())?;
        let integrity = fs::read(channel.join(current).join(release::INTEGRITY))?;
        Ok(fs::write(channel.join(FILE), manifest.sign(&self.keys[0], &integrity)?)?)
    }

    /// Signs anew as if that had been so many days ago; `off` is switched off.
    pub(super) fn resign(&self, key: &Key, days: i64, off: &[&str]) -> Result<Manifest> {
        let at = Timestamp::now().checked_sub(SignedDuration::from_hours(24 * days))?;
        let off = off.iter().map(|&kind| kind.to_owned()).collect();
        self.channel(&self.folder.join("channel"), key)?.resign(at, Some(off))
    }

    /// A file of the channel, changed.
    pub(super) fn change(&self, path: &str, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Result<()> {
        let file = self.folder.join("channel").join(path);
        let bytes = fs::read(&file).with_context(|| format!("no {path}"))?;
        Ok(fs::write(&file, change(bytes))?)
    }

    /// A file of the channel, lost.
    pub(super) fn lose(&self, path: &str) -> Result<()> {
        Ok(fs::remove_file(self.folder.join("channel").join(path))?)
    }

    /// The path in the channel of the one file of that release whose name begins and ends so.
    pub(super) fn file(&self, version: &str, start: &str, end: &str) -> Result<String> {
        let all = release::files(&self.folder.join("channel"))?;
        let found = all.into_iter().find(|path| {
            let name = path.strip_prefix(version).and_then(|path| path.strip_prefix('/'));
            name.is_some_and(|name| name.starts_with(start) && name.ends_with(end))
        });
        found.with_context(|| format!("{version} has no {start}…{end}"))
    }

    /// A page of a commune, written once: the loader that trusts these keys, its attributes, and one widget. `before`
    /// stands before the loader.
    pub(super) fn page(
        &self,
        trusted: &[usize],
        floor: &str,
        attributes: &str,
        before: &str,
    ) -> Result<Case> {
        let keys: Vec<_> = trusted.iter().map(|&key| self.keys[key].public()).collect::<Result<_>>()?;
        let (at, script) = (&self.at, loader::script(&keys, floor)?);
        let tag = format!(
            "{before}<script type=\"module\" src=\"{at}loader.js\" integrity=\"{}\" crossorigin=\"anonymous\" {attributes}></script>",
            sri(script.as_bytes())
        );
        let body = format!("{tag}{}", energy("insee=\"59648\""));
        let mut case = Case::new(&body).shells(&[]);
        case = case.answer(&format!("{at}loader.js"), [reply(Path::new("loader.js"), script.into_bytes())]);
        for path in release::files(&self.folder.join("channel"))? {
            let bytes = fs::read(self.folder.join("channel").join(&path))?;
            case = case.answer(&format!("{at}{path}"), [reply(Path::new(&path), bytes)]);
        }
        Ok(case)
    }

    /// What a manifest says of 1.0.0, as the attributes by which a page pins it.
    pub(super) fn pinned(&self) -> Result<String> {
        let entry = release::check(&self.folder.join("1.0.0"))?;
        Ok(format!("data-version=\"{}\" data-shell=\"{}\"", entry.version, entry.shell))
    }

    /// Makes a release of one widget: `cargo xtask release` binds the files in the same way.
    fn make(&self, version: &str) -> Result<()> {
        let built = |name: &str| {
            let file = root().join("pkg").join(name);
            fs::read(&file).with_context(|| format!("cannot read {}", file.display()))
        };
        let wasm = built("energy_bg.wasm")?;
        let wasm_name = hashed("energy_bg.wasm", &wasm);
        let glue =
            bind::glue(&String::from_utf8(built("energy.js")?)?, "energy_bg.wasm", &wasm_name, &sri(&wasm))?;
        let mut bundles = Table::default();
        bundles.add("energy", &sum(glue.as_bytes()), None);
        let source = fs::read_to_string(root().join("components/element/src/shell.js"))?;
        let shell = bind::shell(&source, version, &bundles)?;
        let mut files = vec![
            (hashed("energy.js", glue.as_bytes()), glue.into_bytes()),
            (wasm_name, wasm),
            (release::SHELL.to_owned(), shell.into_bytes()),
        ];
        for name in release::files(&root().join("pkg/locales/energy"))? {
            let path = format!("locales/energy/{name}");
            let text = built(&path)?;
            files.push((path, text));
        }
        let pack = PACK_TEXT.replace("\"demo\": true", "\"demo\": false");
        let mut hashes = Map::new();
        for (path, bytes) in &files {
            hashes.insert(path.clone(), sri(bytes).into());
        }
        let list: Value = json!({ "version": version, "files": hashes });
        files.push((release::INTEGRITY.to_owned(), list.to_string().into_bytes()));
        files.push(("packs/energy/1/59648.json".to_owned(), pack.into_bytes()));
        for (path, bytes) in files {
            let file = self.folder.join(version).join(path);
            fs::create_dir_all(file.parent().context("a file is nowhere")?)?;
            fs::write(file, bytes)?;
        }
        Ok(())
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// A file as a server sends it.
pub(super) fn reply(path: &Path, bytes: Vec<u8>) -> Reply {
    Reply::with(200, content_type(path), bytes)
}
