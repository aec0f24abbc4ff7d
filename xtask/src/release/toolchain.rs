//! `toolchain.json`: what a release was made of and with. Its bytes depend on nothing else.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::project::{Project, output, read, which};
use crate::tools;

/// The file in a release.
pub(super) const FILE: &str = "toolchain.json";

/// What a release is made of and with.
#[derive(Debug, PartialEq)]
pub(super) struct Toolchain {
    /// The version of the release.
    pub(super) version: String,
    /// Seconds since 1970.
    pub(super) epoch: u64,
    /// The commit; none outside of git.
    pub(super) commit: Option<String>,
    /// Whether files differed from the commit, so that nobody else can make the release again.
    pub(super) modified: bool,
    /// What `rustc -vV` says.
    rustc: String,
    /// Names of the other tools, and what each says of its version.
    tools: Vec<(String, String)>,
}

impl Toolchain {
    /// What there is here.
    pub(super) fn here(project: &Project, version: &str, epoch: u64) -> Result<Self> {
        let git = |args: &[&str]| output(project.command("git").args(args)).ok();
        let lock: Value = serde_json::from_str(&read(&project.path("package-lock.json"))?)?;
        let npm = |name: &str| {
            let version = lock["packages"][format!("node_modules/{name}")]["version"].as_str();
            version.map(str::to_owned).with_context(|| format!("package-lock.json has no {name}"))
        };
        let built = tools::ensure_build(project)?;
        let node = output(project.command("node").arg("--version"))?;
        let tools = [
            ("binaryen", npm("binaryen")?),
            ("node", node.trim().trim_start_matches('v').to_owned()),
            ("terser", npm("terser")?),
            ("wasm-bindgen", built.bindgen),
            ("wasm-pack", built.wasm_pack.to_owned()),
        ];
        Ok(Self {
            version: version.to_owned(),
            epoch,
            commit: git(&["rev-parse", "HEAD"]).map(|commit| commit.trim().to_owned()),
            modified: git(&["status", "--porcelain"]).is_some_and(|changes| !changes.is_empty()),
            rustc: rustc(project)?,
            tools: tools.map(|(name, version)| (name.to_owned(), version)).into(),
        })
    }

    pub(super) fn to_json(&self) -> String {
        let tools: serde_json::Map<_, _> =
            self.tools.iter().map(|(name, version)| (name.clone(), Value::from(version.as_str()))).collect();
        let document = json!({
            "version": self.version,
            "source": { "commit": self.commit, "modified": self.modified, "sourceDateEpoch": self.epoch },
            "rustc": self.rustc.lines().collect::<Vec<_>>(),
            "tools": tools,
        });
        format!("{document:#}\n")
    }

    pub(super) fn from_json(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text).with_context(|| format!("{FILE} is not JSON"))?;
        let read = || {
            let rustc: Option<Vec<&str>> = value["rustc"].as_array()?.iter().map(Value::as_str).collect();
            let tools = value["tools"].as_object()?.iter();
            let tools = tools.map(|(name, version)| Some((name.clone(), version.as_str()?.to_owned())));
            Some(Self {
                version: value["version"].as_str()?.to_owned(),
                epoch: value["source"]["sourceDateEpoch"].as_u64()?,
                commit: value["source"]["commit"].as_str().map(str::to_owned),
                modified: value["source"]["modified"].as_bool()?,
                rustc: rustc?.join("\n"),
                tools: tools.collect::<Option<_>>()?,
            })
        };
        read().with_context(|| format!("{FILE} lacks a field"))
    }

    /// The release of rustc, such as `1.95.0`.
    pub(super) fn release(&self) -> &str {
        self.rustc.lines().find_map(|line| line.strip_prefix("release: ")).unwrap_or_default()
    }

    /// Refuses, by name, each tool that is not here as recorded, and sources that are not those.
    pub(super) fn require(&self, here: &Self) -> Result<()> {
        let mut missing = Vec::new();
        if self.rustc != here.rustc {
            missing.push(format!(
                "rustc, where it was\n    {}\n  and is\n    {}\n  (`rustup toolchain install {}`, which is then \
                 taken by itself)",
                self.rustc.replace('\n', "\n    "),
                here.rustc.replace('\n', "\n    "),
                self.release()
            ));
        }
        for (name, version) in &self.tools {
            match here.tools.iter().find(|(other, _)| other == name) {
                Some((_, other)) if other == version => {}
                Some((_, other)) => missing.push(format!("{name}, where it was {version} and is {other}")),
                None => missing.push(format!("{name} {version}, which this checkout does not use")),
            }
        }
        if !missing.is_empty() {
            bail!("this release needs other tools:\n  {}", missing.join("\n  "));
        }
        if let (Some(commit), Some(other)) = (&self.commit, &here.commit)
            && commit != other
        {
            bail!("this release was made of commit {commit}, and {other} is checked out");
        }
        Ok(())
    }

    /// The name under which rustup has the recorded rustc, where that is not the one in use.
    pub(super) fn rustup_name(&self, project: &Project) -> Option<String> {
        if rustc(project).is_ok_and(|here| here == self.rustc) || which("rustup").is_none() {
            return None;
        }
        let name = self.release();
        let told = output(project.command("rustup").args(["run", name, "rustc", "-vV"])).ok()?;
        (told.trim() == self.rustc).then(|| name.to_owned())
    }
}

fn rustc(project: &Project) -> Result<String> {
    Ok(output(project.command("rustc").arg("-vV"))?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toolchain() -> Toolchain {
        Toolchain {
            version: "1.0.0".into(),
            epoch: 1_795_478_400,
            commit: Some("c0ffee".into()),
            modified: false,
            rustc: "rustc 1.95.0\nrelease: 1.95.0".into(),
            tools: vec![("node".into(), "20.0.0".into()), ("terser".into(), "5.0.0".into())],
        }
    }

    #[test]
    fn what_is_recorded_reads_back() {
        let text = toolchain().to_json();
        assert_eq!(Toolchain::from_json(&text).unwrap(), toolchain());
        assert!(Toolchain::from_json("{}").unwrap_err().to_string().contains("lacks a field"));
        assert!(Toolchain::from_json("no").is_err());
    }

    #[test]
    fn each_tool_that_is_not_here_is_named() {
        toolchain().require(&toolchain()).unwrap();
        let other = Toolchain {
            rustc: "rustc 1.94.0\nrelease: 1.94.0".into(),
            tools: vec![("node".into(), "22.0.0".into())],
            ..toolchain()
        };
        let told = toolchain().require(&other).unwrap_err().to_string();
        for part in
            ["rustup toolchain install 1.95.0", "node, where it was 20.0.0 and is 22.0.0", "terser 5.0.0"]
        {
            assert!(told.contains(part), "{told}");
        }
        let elsewhere = Toolchain { commit: Some("decade".into()), ..toolchain() };
        assert!(toolchain().require(&elsewhere).unwrap_err().to_string().contains("c0ffee"));
    }
}
