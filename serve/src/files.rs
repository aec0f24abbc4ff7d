//! Files of the mounted folders.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Reply, Request};

/// Folders by URL prefix, the longest prefix first.
#[derive(Default)]
pub(crate) struct Mounts(Vec<(String, PathBuf)>);

impl Mounts {
    pub(crate) fn add(&mut self, prefix: &str, folder: PathBuf) {
        let inside = prefix.trim_matches('/');
        let prefix = if inside.is_empty() { "/".to_owned() } else { format!("/{inside}/") };
        self.0.push((prefix, folder));
        self.0.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
    }

    pub(crate) fn reply(&self, request: &Request) -> Reply {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return text(405, "Method not allowed").header("Allow", "GET, HEAD");
        }
        let Some(path) = percent_decode(request.path()) else {
            return text(400, "Bad path");
        };
        let Some((folder, rest)) =
            self.0.iter().find_map(|(prefix, folder)| Some((folder, path.strip_prefix(prefix.as_str())?)))
        else {
            return text(404, "Not found");
        };
        let Some(file) = inside(folder, rest) else {
            return text(404, "Not found");
        };
        if file.is_dir() {
            if !path.ends_with('/') {
                // Relative links of the page need the slash.
                return Reply::new(301).header("Location", &format!("{}/", request.path()));
            }
            return read(&file.join("index.html"));
        }
        read(&file)
    }
}

fn read(file: &Path) -> Reply {
    match fs::read(file) {
        Ok(bytes) => Reply::with(200, content_type(file), bytes),
        Err(_) => text(404, "Not found"),
    }
}

pub(crate) fn text(status: u16, message: &str) -> Reply {
    Reply::with(status, "text/plain; charset=utf-8", message)
}

/// The file that the rest of a URL names, if it is there and inside the folder, symbolic
/// links followed.
fn inside(folder: &Path, rest: &str) -> Option<PathBuf> {
    let odd = |part: &str| part == ".." || part.contains(['\\', '\0', ':']);
    if rest.starts_with('/') || rest.split('/').any(odd) {
        return None;
    }
    let folder = folder.canonicalize().ok()?;
    let file = folder.join(rest).canonicalize().ok()?;
    file.starts_with(&folder).then_some(file)
}

/// Undoes `%41` escapes; none if they are broken or not UTF-8.
fn percent_decode(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut out = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let pair = [bytes.next()?, bytes.next()?];
                let digits = std::str::from_utf8(&pair).ok()?;
                if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                u8::from_str_radix(digits, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(out).ok()
}

/// The content type that a file's extension stands for; bytes of no known kind are
/// `application/octet-stream`. Types from the IANA media type registry.
#[must_use]
pub fn content_type(file: &Path) -> &'static str {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        // Module scripts and `instantiateStreaming` refuse any other type.
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_or_refused() {
        assert_eq!(percent_decode("/a%20b%C3%A9").as_deref(), Some("/a bé"));
        for broken in ["/%", "/%4", "/%zz", "/%+1", "/%ff"] {
            assert_eq!(percent_decode(broken), None, "{broken}");
        }
    }

    #[test]
    fn what_a_page_loads_has_the_type_that_browsers_ask_for() {
        assert_eq!(content_type(Path::new("a/energy_bg.wasm")), "application/wasm");
        assert!(content_type(Path::new("a.JS")).starts_with("text/javascript"));
        assert_eq!(content_type(Path::new("LICENSE")), "application/octet-stream");
    }
}
