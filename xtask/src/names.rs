//! Short names for what passes between a module's wasm and its JavaScript.
//!
//! wasm-bindgen names each import by a function and sixteen hexadecimal digits, once in each file: noise
//! that no compressor shrinks, 4 kB brotli a bundle. wasm-opt renames them in the wasm and prints what it
//! did; the same names are replaced here in the JavaScript, and a name that is not found there stops the
//! build.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What wasm-opt's `--minify-imports-and-exports-and-modules` prints, applied to wasm-bindgen's JavaScript
/// for the target `web`. All imports come from one module, which wasm-opt calls `a`.
pub(crate) fn shorten(javascript: &str, mapping: &str) -> Result<String> {
    let mapping: Value = serde_json::from_str(mapping).context("what wasm-opt printed is no mapping")?;
    let rows = |key: &str| mapping[key].as_array().cloned().unwrap_or_default();
    let text = |row: &Value, index: usize| -> Result<String> {
        row[index].as_str().map(str::to_owned).context("a row of wasm-opt's mapping has no name")
    };
    let mut out = javascript.to_owned();
    for row in rows("imports") {
        let (module, name, short) = (text(&row, 0)?, text(&row, 1)?, text(&row, 2)?);
        if out.contains(&format!("\"{module}\": import0")) {
            out = out.replace(&format!("\"{module}\": import0"), "\"a\": import0");
        } else if !out.contains("\"a\": import0") {
            bail!("the JavaScript does not give imports as module {module}");
        }
        // Each import is a property of one object, written at the start of a line.
        let property = format!("        {name}: ");
        if out.matches(&property).count() != 1 {
            bail!("import {name} is not in the JavaScript exactly once");
        }
        out = out.replace(&property, &format!("        \"{short}\": "));
    }
    for row in rows("exports") {
        let (name, short) = (text(&row, 0)?, text(&row, 1)?);
        out = replace_member(&out, &name, &short);
    }
    Ok(out.replace(MARK, "wasm."))
}

/// Stands for `wasm.` where a member has its short name already, which may be the long name of a later row.
const MARK: &str = "wasm\u{0}.";

/// Replaces `wasm.name` by `wasm.short`, where the name ends there. Exports that only a host without
/// JavaScript would use are not there at all.
fn replace_member(javascript: &str, name: &str, short: &str) -> String {
    let member = format!("wasm.{name}");
    let mut out = String::with_capacity(javascript.len());
    let mut rest = javascript;
    while let Some(at) = rest.find(&member) {
        let end = at + member.len();
        let goes_on = rest[end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$');
        out.push_str(&rest[..at]);
        if goes_on {
            out.push_str(&rest[at..end]);
        } else {
            out.push_str(MARK);
            out.push_str(short);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const JS: &str = "    const import0 = {\n        __wbg_get_01: function(a) {},\n    };\n    \
        return {\n        \"./x_bg.js\": import0,\n    };\n\
        wasm.mount(1); wasm.mount_more(); wasm.memory.buffer;";

    #[test]
    fn both_sides_take_the_short_names() {
        let mapping = r#"{"imports": [["./x_bg.js", "__wbg_get_01", "$"]],
            "exports": [["memory", "mount"], ["mount", "b"]]}"#;
        let short = shorten(JS, mapping).unwrap();
        assert!(short.contains("        \"$\": function(a)") && short.contains("\"a\": import0"), "{short}");
        assert!(short.contains("wasm.b(1); wasm.mount_more(); wasm.mount.buffer;"), "{short}");
    }

    #[test]
    fn a_name_that_is_not_there_stops_the_build() {
        let mapping = r#"{"imports": [["./x_bg.js", "__wbg_set_02", "$"]], "exports": []}"#;
        assert!(shorten(JS, mapping).is_err());
        assert!(shorten(JS, "no mapping").is_err());
    }
}
