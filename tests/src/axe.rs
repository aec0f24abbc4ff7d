//! axe-core within the page, and the written list of what it may say.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{Look, Page, root};

/// A rule that axe-core found broken, or could not decide.
#[derive(Clone, Debug)]
pub struct Finding {
    /// `violation` or `incomplete`.
    pub outcome: String,
    /// The rule's name.
    pub rule: String,
    /// What it asks for.
    pub help: String,
    /// Each element, with why.
    pub nodes: Vec<String>,
}

/// Elements of one finding that a failure's message names.
const NODES_SHOWN: usize = 4;

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}: {}", self.outcome, self.rule, self.help)?;
        self.nodes.iter().take(NODES_SHOWN).try_for_each(|node| write!(f, "\n    {node}"))?;
        match self.nodes.len().saturating_sub(NODES_SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n    and {more} more"),
        }
    }
}

// WCAG 2.2 A and AA, good practice, RGAA 4 (a tag since axe-core 4.11), and five rules that
// are off by default.
const RUN: &str = r#"
const done = arguments[arguments.length - 1];
const options = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'RGAAv4'] },
  rules: Object.fromEntries(['css-orientation-lock', 'focus-order-semantics', 'p-as-heading', 'table-fake-caption', 'td-has-header']
    .map((rule) => [rule, { enabled: true }])),
  resultTypes: ['violations', 'incomplete'],
};
if (!window.axe) done({ missing: true });
else axe.run(document, options).then(
  ({ violations, incomplete, passes, testEngine }) => done({
    version: testEngine.version,
    passes: passes.length,
    findings: [['violation', violations], ['incomplete', incomplete]].flatMap(([outcome, list]) =>
      list.map(({ id, help, nodes }) => ({ outcome, rule: id, help, nodes: nodes.map((node) =>
        `${node.target.flat().join(' ')}: ${node.html.slice(0, 120)} (${node.any.concat(node.all, node.none).map((check) => check.message).join('; ')})`) }))),
  }),
  (error) => done({ error: String(error) }),
);
"#;

impl Page {
    /// Runs axe-core over the whole page as it is now.
    ///
    /// # Errors
    /// When axe-core is not there (`npm ci` installs it), is older than 4.11, fails, or has
    /// looked at nothing.
    pub async fn axe(&self) -> Result<Vec<Finding>> {
        self.settle().await?;
        let found = self.driver.execute_async(RUN, Vec::new()).await?.json().clone();
        ensure!(found["missing"] != true, "axe-core is not in node_modules: npm ci");
        if let Some(error) = found["error"].as_str() {
            bail!("axe-core fails: {error}");
        }
        let version = found["version"].as_str().unwrap_or_default().to_owned();
        let number: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
        ensure!(number >= vec![4, 11], "axe-core {version} does not know the RGAA tag");
        ensure!(found["passes"].as_u64().unwrap_or(0) > 0, "axe-core has passed no rule at all");
        let list = found["findings"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(list
            .iter()
            .map(|finding| Finding {
                outcome: text(&finding["outcome"]),
                rule: text(&finding["rule"]),
                help: text(&finding["help"]),
                nodes: finding["nodes"].as_array().into_iter().flatten().map(text).collect(),
            })
            .collect())
    }

    /// Fails on anything that axe-core finds in this state and that `axe-allow.json` does not
    /// allow.
    ///
    /// # Errors
    /// With every finding.
    pub async fn assert_axe_clean(&self, state: &str, look: Look) -> Result<()> {
        let mut left = Vec::new();
        for finding in self.axe().await? {
            if !allowed(&finding, state, look)? {
                left.push(finding.to_string());
            }
        }
        ensure!(left.is_empty(), "axe-core, state {state:?}, {}:\n  {}", look.name(), left.join("\n  "));
        Ok(())
    }
}

/// Whether `axe-allow.json` allows this finding in this state. An entry allows the
/// `incomplete` of one rule in one state and one look (`*` is every one) on elements whose
/// description holds `element`, for a written `reason`. Violations are never allowed.
///
/// # Errors
/// When the file cannot be read, or an entry gives no reason.
pub fn allowed(finding: &Finding, state: &str, look: Look) -> Result<bool> {
    let file = root().join("tests/axe-allow.json");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let entries: Vec<Value> = serde_json::from_str(&text).context("axe-allow.json")?;
    for entry in &entries {
        let reason = entry["reason"].as_str().unwrap_or_default();
        ensure!(reason.len() > 20, "axe-allow.json: an entry without a reason: {entry}");
    }
    Ok(finding.outcome == "incomplete"
        && finding.nodes.iter().all(|node| {
            entries.iter().any(|entry| {
                entry["rule"] == json!(finding.rule)
                    && (entry["state"] == json!(state) || entry["state"] == "*")
                    && (entry["look"] == json!(look.name()) || entry["look"] == "*")
                    && node.contains(entry["element"].as_str().unwrap_or_default())
            })
        }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_is_never_allowed() {
        let finding = Finding {
            outcome: "violation".into(),
            rule: "color-contrast".into(),
            help: String::new(),
            nodes: vec![String::new()],
        };
        assert!(!allowed(&finding, "commune", Look::Light).unwrap());
    }
}
