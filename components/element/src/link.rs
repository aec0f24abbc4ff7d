//! Which links a widget may show: `http`, `https`, `mailto`, `tel`, and paths of the page's own site.

/// The link as given, if a browser can be let to follow it.
///
/// The scheme is found the way the URL standard finds it (<https://url.spec.whatwg.org/#concept-basic-url-parser>):
/// browsers drop tabs and line ends, and ignore what stands before the first letter when it is a control
/// or a space, so a value that holds any control character is refused rather than cleaned.
pub fn safe_href(href: &str) -> Option<&str> {
    if href.is_empty() || href.chars().any(char::is_control) || href.starts_with(char::is_whitespace) {
        return None;
    }
    let end = href.find(['/', '?', '#']).unwrap_or(href.len());
    let Some(colon) = href[..end].find(':') else { return Some(href) };
    let scheme = &href[..colon];
    let safe = ["https", "http", "mailto", "tel"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe));
    safe.then_some(href)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_links_pass() {
        for href in [
            "https://example.org/a:b",
            "HTTP://x",
            "mailto:mairie@example.org",
            "tel:+33320000000",
            "/aide",
            "aide.html?a:b",
            "#x",
            "//example.org",
        ] {
            assert_eq!(safe_href(href), Some(href));
        }
    }

    #[test]
    fn links_that_run_are_refused() {
        for href in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            " javascript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "blob:x",
            "",
        ] {
            assert_eq!(safe_href(href), None, "{href:?}");
        }
    }
}
