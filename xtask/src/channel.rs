//! `cargo xtask loader`, `promote`, `rollback` and `resign`: a channel's folder, edited and signed by `commune_channel`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use commune_channel::channel::{Channel, FILE};
use commune_channel::hash::{hashed, sri};
use commune_channel::key::{self, Key};
use commune_channel::loader;
use commune_channel::manifest::Manifest;
use jiff::Timestamp;
use lexopt::prelude::*;

use crate::build::minify;
use crate::project::{Project, write};

/// The arguments of all four commands; each takes those that it needs.
#[derive(Default)]
pub(crate) struct Options {
    /// The release to promote.
    release: Option<PathBuf>,
    /// The channel's folder.
    channel: Option<PathBuf>,
    /// The secret key; of a loader, the public key in use.
    key: Option<PathBuf>,
    /// Public keys that are trusted too: of a loader the one that waits, else the one used before.
    others: Vec<PathBuf>,
    floor: Option<String>,
    /// The channel's address, for the lines of a page.
    host: Option<String>,
    /// What is switched off; `none` switches everything on.
    off: Vec<String>,
}

impl Options {
    pub(crate) fn parse(command: &str, args: &mut lexopt::Parser) -> Result<Self> {
        let mut options = Self::default();
        while let Some(arg) = args.next()? {
            match (command, arg) {
                ("promote", Value(folder)) if options.release.is_none() => {
                    options.release = Some(folder.into());
                }
                (_, Long("channel")) => options.channel = Some(args.value()?.into()),
                (_, Long("key")) => options.key = Some(args.value()?.into()),
                ("loader", Long("next")) | ("promote" | "rollback" | "resign", Long("old-key")) => {
                    options.others.push(args.value()?.into());
                }
                ("loader", Long("floor")) => options.floor = Some(args.value()?.string()?),
                ("loader", Long("host")) => options.host = Some(args.value()?.string()?),
                ("resign", Long("off")) => options.off.push(args.value()?.string()?),
                (_, other) => return Err(other.unexpected().into()),
            }
        }
        Ok(options)
    }

    fn folder(&self) -> Result<&Path> {
        let folder = self.channel.as_deref().context("--channel FOLDER says which channel")?;
        if !folder.is_dir() {
            bail!("{} is no folder: make it first, outside of the repository", folder.display());
        }
        Ok(folder)
    }

    fn key(&self) -> Result<&Path> {
        self.key.as_deref().context("--key FILE says who signs")
    }
}

/// Edits the channel and tells what it shows.
pub(crate) fn edit(command: &str, options: &Options) -> Result<()> {
    let folder = options.folder()?;
    let key = Key::read(options.key()?)?;
    let others = options.others.iter().map(|file| key::public(file)).collect::<Result<_>>()?;
    let channel = Channel::new(folder, &key, others)?;
    let now = Timestamp::now();
    let manifest = match command {
        "promote" => channel
            .promote(options.release.as_deref().context("say which release, such as pkg/1.0.0")?, now)?,
        "rollback" => channel.rollback(now)?,
        _ => channel.resign(now, off(&options.off))?,
    };
    tell(&manifest, folder);
    Ok(())
}

/// The list as given; `none` empties it, and without a word it stays.
fn off(given: &[String]) -> Option<Vec<String>> {
    (!given.is_empty()).then(|| given.iter().filter(|kind| *kind != "none").cloned().collect())
}

fn tell(manifest: &Manifest, folder: &Path) {
    println!("── shown: {}", manifest.current.version);
    match &manifest.previous {
        Some(previous) => println!("   where it does not start: {}", previous.version),
        None => println!("   where it does not start: the page's own content"),
    }
    if !manifest.off.is_empty() {
        println!("   switched off: {}", manifest.off.join(", "));
    }
    println!("   believed until {}: `cargo xtask resign` before", manifest.expires);
    println!("   copy to the host the folder {}, then {FILE}, last", manifest.current.version);
    println!("   from {}", folder.display());
}

/// Writes a loader into the channel's folder and prints the lines of a page.
pub(crate) fn loader(project: &Project, options: &Options) -> Result<()> {
    let folder = options.folder()?;
    let files = std::iter::once(options.key()?).chain(options.others.iter().map(PathBuf::as_path));
    let keys = files.map(key::public).collect::<Result<Vec<_>>>()?;
    let floor =
        options.floor.as_deref().context("--floor X.Y.Z says before which release none is started")?;
    let (from, to) = (project.work("channel/loader.js"), project.work("channel/minified.js"));
    write(&from, loader::script(&keys, floor)?)?;
    minify(project, &from, &to)?;
    let bytes = fs::read(&to).with_context(|| format!("cannot read {}", to.display()))?;
    if bytes.len() > loader::MAX_BYTES {
        bail!("the loader has {} bytes, and may have {}", bytes.len(), loader::MAX_BYTES);
    }
    let name = hashed("loader.js", &bytes);
    write(&folder.join(&name), &bytes)?;
    if keys.len() == 1 {
        println!("── without `--next` there is no key to change to: each page will need another loader then");
    }
    println!("── {name}: {} bytes. It never changes; in the pages, once:\n", bytes.len());
    let host = options.host.as_deref().unwrap_or("https://HOST");
    println!("{}", loader::snippet(host, &name, &sri(&bytes)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(command: &str, args: &[&str]) -> Result<Options> {
        Options::parse(command, &mut lexopt::Parser::from_args(args))
    }

    #[test]
    fn each_command_takes_what_it_needs() {
        let promote = ["pkg/1.0.0", "--channel", "c", "--key", "k", "--old-key", "o"];
        let options = parse("promote", &promote).unwrap();
        assert_eq!(options.release.as_deref(), Some(Path::new("pkg/1.0.0")));
        assert_eq!(options.others, [Path::new("o")]);
        assert!(parse("rollback", &["pkg/1.0.0"]).is_err());
        assert!(parse("promote", &["--floor", "1.0.0"]).is_err());
        assert_eq!(parse("loader", &["--floor", "1.0.0"]).unwrap().floor.as_deref(), Some("1.0.0"));
        assert!(parse("promote", &[]).unwrap().folder().is_err());
    }

    #[test]
    fn what_is_off_stays_off_until_it_is_said() {
        assert_eq!(off(&[]), None);
        assert_eq!(off(&["none".to_owned()]), Some(Vec::new()));
        assert_eq!(off(&["energy".to_owned()]), Some(vec!["energy".to_owned()]));
    }
}
