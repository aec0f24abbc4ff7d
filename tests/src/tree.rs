//! What a screen reader is given: Chromium's accessibility tree as indented lines.

use std::collections::HashMap;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::Page;

/// Roles that carry no meaning of their own.
const SILENT: [&str; 10] = [
    "none",
    "generic",
    "InlineTextBox",
    "LineBreak",
    "StaticText",
    "RootWebArea",
    "LabelText",
    "MenuListPopup",
    "rowgroup",
    "ignored",
];

impl Page {
    /// The n-th widget read aloud: one line per element with its role, its name and its
    /// states, indented by depth; a text on its own is a line in quotes. Chromium only.
    ///
    /// # Errors
    /// In another engine, or when the widget is not in the tree.
    pub async fn read_aloud(&self, nth: usize) -> Result<String> {
        // The tree names nodes by the DOM's ids, so the widget is found through the DOM.
        self.cdp("DOM.enable", json!({})).await?;
        let expression = format!(
            "document.querySelectorAll('commune-energy, commune-consultation, commune-services, commune-cyber-quiz')[{nth}]"
        );
        let object = self.cdp("Runtime.evaluate", json!({"expression": expression})).await?;
        let object = object["result"]["objectId"].as_str().context("no such widget")?.to_owned();
        let node = self.cdp("DOM.describeNode", json!({"objectId": object})).await?;
        let host = node["node"]["backendNodeId"].as_u64().context("the widget has no node")?;

        let tree = self.cdp("Accessibility.getFullAXTree", json!({})).await?;
        let nodes = tree["nodes"].as_array().context("no accessibility tree")?;
        let by_id: HashMap<&str, &Value> =
            nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
        let start = nodes
            .iter()
            .find(|node| node["backendDOMNodeId"] == json!(host))
            .context("the widget is not in the accessibility tree")?;
        let mut lines = Vec::new();
        walk(start, &by_id, 0, &mut lines);
        Ok(lines.join("\n") + "\n")
    }
}

fn walk(node: &Value, by_id: &HashMap<&str, &Value>, depth: usize, lines: &mut Vec<String>) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = tidy(node["name"]["value"].as_str().unwrap_or_default());
    let ignored = node["ignored"] == true;
    let mut inner = depth;
    if !ignored && role == "StaticText" {
        if !name.is_empty() {
            lines.push(format!("{}“{name}”", "  ".repeat(depth)));
        }
        return;
    }
    if !ignored && !SILENT.contains(&role) {
        lines.push(format!("{}{}", "  ".repeat(depth), line(node, role, &name)));
        inner += 1;
    }
    if !ignored && role == "image" {
        // Its parts are presentational: a screen reader says its name and description.
        return;
    }
    let before = lines.len();
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = child.as_str().and_then(|id| by_id.get(id)) {
            walk(child, by_id, inner, lines);
        }
    }
    // A name that is the element's only text need not be said twice.
    if lines.len() == before + 1 && lines[before].trim() == format!("“{name}”") {
        lines.pop();
    }
}

fn line(node: &Value, role: &str, name: &str) -> String {
    let mut line = role.to_owned();
    if !name.is_empty() {
        line += &format!(" “{name}”");
    }
    let description = tidy(node["description"]["value"].as_str().unwrap_or_default());
    if !description.is_empty() {
        line += &format!(" ({description})");
    }
    let told =
        ["level", "checked", "expanded", "pressed", "selected", "disabled", "invalid", "required", "live"];
    for property in node["properties"].as_array().into_iter().flatten() {
        let state = property["name"].as_str().unwrap_or_default();
        let value = &property["value"]["value"];
        let usual = value == "false" || value == &json!(false) && state != "expanded";
        if told.contains(&state) && !usual {
            line += &format!(" {state}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
    }
    let value = tidy(node["value"]["value"].as_str().unwrap_or_default());
    if !value.is_empty() {
        line += &format!(" value=“{value}”");
    }
    line
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
