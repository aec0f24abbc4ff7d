//! Content security policies, as far as scripts, WebAssembly and requests go: <https://www.w3.org/TR/CSP3/>.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::Digest as _;
use url::Url;

use super::fetch::Answer;
use super::page::Page;

/// One policy.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    /// Names in lower case, values as written, in order; of two of one name the first counts.
    directives: Vec<(String, Vec<String>)>,
    /// True where it came with the page's headers.
    pub(super) in_header: bool,
}

/// The policies of a page: those of its headers and of its `meta` elements. All of them hold at once. One that only
/// reports blocks nothing and is left out.
pub(super) fn policies(answer: &Answer, page: &Page) -> Vec<Policy> {
    let headers = answer.headers.iter().filter(|(name, _)| name == "content-security-policy");
    let headers = headers.flat_map(|(_, value)| value.split(',')).map(|text| parse(text, true));
    let metas = page.policies.iter().map(|text| parse(text, false));
    headers.chain(metas).filter(|policy| !policy.directives.is_empty()).collect()
}

fn parse(text: &str, in_header: bool) -> Policy {
    let mut directives: Vec<(String, Vec<String>)> = Vec::new();
    for part in text.split(';') {
        let mut words = part.split_ascii_whitespace();
        let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
        if directives.iter().all(|(known, _)| *known != name) {
            directives.push((name, words.map(str::to_owned).collect()));
        }
    }
    Policy { directives, in_header }
}

/// What a script tag says for itself.
pub(super) struct Script<'s> {
    pub(super) url: &'s Url,
    pub(super) nonce: &'s str,
    pub(super) integrity: &'s str,
    /// True for a tag of the page, false for a module that a script imports.
    pub(super) tag: bool,
}

impl Policy {
    /// The first of these directives that the policy has.
    pub(super) fn get(&self, names: &[&str]) -> Option<(&str, &[String])> {
        names.iter().find_map(|name| {
            let found = self.directives.iter().find(|(known, _)| known == name);
            found.map(|(name, values)| (name.as_str(), values.as_slice()))
        })
    }

    /// Whether a script may run.
    pub(super) fn allows_script(&self, script: &Script<'_>, page: &Url) -> bool {
        let Some((_, sources)) = self.get(&["script-src-elem", "script-src", "default-src"]) else {
            return true;
        };
        let has = |wanted: &str| sources.iter().any(|source| source.eq_ignore_ascii_case(wanted));
        let nonce = format!("'nonce-{}'", script.nonce);
        if !script.nonce.is_empty() && sources.contains(&nonce) {
            return true;
        }
        let mut hashes = script.integrity.split_ascii_whitespace().peekable();
        if script.tag && hashes.peek().is_some() && hashes.all(|hash| sources.contains(&format!("'{hash}'")))
        {
            return true;
        }
        if has("'strict-dynamic'") {
            // Hosts do not count; a module that an allowed script imports does.
            return !script.tag;
        }
        sources.iter().any(|source| matches(source, script.url, page))
    }

    /// Whether what stands between two script tags may take effect.
    pub(super) fn allows_inline(&self, nonce: &str, text: &str) -> bool {
        let Some((_, sources)) = self.get(&["script-src-elem", "script-src", "default-src"]) else {
            return true;
        };
        let named = |source: &String| {
            source.starts_with("'nonce-") || source.starts_with("'sha") || source == "'strict-dynamic'"
        };
        let own = |algorithm: &str, hash: String| sources.contains(&format!("'{algorithm}-{hash}'"));
        !nonce.is_empty() && sources.contains(&format!("'nonce-{nonce}'"))
            || own("sha256", BASE64_STANDARD.encode(sha2::Sha256::digest(text)))
            || own("sha384", BASE64_STANDARD.encode(sha2::Sha384::digest(text)))
            || own("sha512", BASE64_STANDARD.encode(sha2::Sha512::digest(text)))
            // Browsers ignore this word where hashes or nonces are there.
            || !sources.iter().any(named) && sources.iter().any(|source| source.eq_ignore_ascii_case("'unsafe-inline'"))
    }

    /// Whether WebAssembly may be compiled.
    pub(super) fn allows_wasm(&self) -> bool {
        let Some((_, sources)) = self.get(&["script-src", "default-src"]) else { return true };
        let wanted = ["'wasm-unsafe-eval'", "'unsafe-eval'"];
        sources.iter().any(|source| wanted.iter().any(|wanted| source.eq_ignore_ascii_case(wanted)))
    }

    /// Whether a page may fetch an address.
    pub(super) fn allows_fetch(&self, url: &Url, page: &Url) -> bool {
        let Some((_, sources)) = self.get(&["connect-src", "default-src"]) else { return true };
        sources.iter().any(|source| matches(source, url, page))
    }

    /// Whether a page may show a picture.
    pub(super) fn allows_image(&self, url: &Url, page: &Url) -> bool {
        let Some((_, sources)) = self.get(&["img-src", "default-src"]) else { return true };
        sources.iter().any(|source| matches(source, url, page))
    }
}

/// Whether a source expression matches an address, after CSP3, 6.7.2.
pub(super) fn matches(source: &str, url: &Url, page: &Url) -> bool {
    let source = source.trim();
    if source.eq_ignore_ascii_case("'self'") {
        return url.origin() == page.origin()
            // An https address of the same host matches a page by http.
            || url.host() == page.host() && page.scheme() == "http" && url.scheme() == "https" && url.port() == page.port();
    }
    if source.starts_with('\'') {
        return false;
    }
    if source == "*" {
        return ["http", "https"].contains(&url.scheme()) || url.scheme() == page.scheme();
    }
    let scheme_fits = |wanted: &str| {
        wanted.eq_ignore_ascii_case(url.scheme())
            || wanted.eq_ignore_ascii_case("http") && url.scheme() == "https"
    };
    if let Some(scheme) = source.strip_suffix(':') {
        return scheme_fits(scheme);
    }
    let (scheme, rest) = match source.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, source),
    };
    if !scheme_fits(scheme.unwrap_or(page.scheme())) {
        return false;
    }
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if port == "*" || port.bytes().all(|byte| byte.is_ascii_digit()) => {
            (host, Some(port))
        }
        _ => (authority, None),
    };
    host_fits(host, url) && port_fits(port, url) && path_fits(path, url.path())
}

fn host_fits(pattern: &str, url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    match pattern.strip_prefix("*.") {
        Some(parent) => {
            let (host, parent) = (host.to_ascii_lowercase(), parent.to_ascii_lowercase());
            host.strip_suffix(&parent).is_some_and(|sub| sub.ends_with('.') && sub.len() > 1)
        }
        None => pattern == "*" || pattern.eq_ignore_ascii_case(host),
    }
}

fn port_fits(pattern: Option<&str>, url: &Url) -> bool {
    match pattern {
        Some("*") => true,
        Some(port) => {
            let own = url.port_or_known_default().map(|port| port.to_string());
            own.as_deref() == Some(port) || port == "80" && own.as_deref() == Some("443")
        }
        // Without a port, that of the scheme.
        None => url.port().is_none(),
    }
}

fn path_fits(pattern: &str, path: &str) -> bool {
    match pattern {
        "" => true,
        _ if pattern.ends_with('/') => path.starts_with(pattern),
        _ => path == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn sources_match_as_the_recommendation_says() {
        let page = url("https://www.example.org/page");
        let file = url("https://widgets.example.org/1.0.0/commune-widgets.js");
        for source in [
            "*",
            "https:",
            "http:",
            "https://widgets.example.org",
            "widgets.example.org",
            "*.example.org",
            "WIDGETS.example.org:443",
            "https://widgets.example.org/1.0.0/",
            "https://widgets.example.org/1.0.0/commune-widgets.js",
            "widgets.example.org:*",
        ] {
            assert!(matches(source, &file, &page), "{source}");
        }
        for source in [
            "'self'",
            "'none'",
            "'unsafe-inline'",
            "example.org",
            "*.widgets.example.org",
            "https://widgets.example.org/2.0.0/",
            "https://widgets.example.org/1.0.0",
            "https://widgets.example.org:8443",
            "data:",
        ] {
            assert!(!matches(source, &file, &page), "{source}");
        }
        assert!(matches("'self'", &url("https://www.example.org/x"), &page));
        let local = url("http://127.0.0.1:8080/");
        assert!(matches("'self'", &url("http://127.0.0.1:8080/x"), &local));
        assert!(!matches("'self'", &url("http://127.0.0.1:8081/x"), &local));
        assert!(!matches("http://127.0.0.1", &url("http://127.0.0.1:8081/x"), &local));
    }

    #[test]
    fn nonces_hashes_and_strict_dynamic_stand_for_hosts() {
        let page = url("https://www.example.org/");
        let file = url("https://widgets.example.org/a.js");
        let allows = |policy: &str, nonce: &str, integrity: &str, tag: bool| {
            parse(policy, true).allows_script(&Script { url: &file, nonce, integrity, tag }, &page)
        };
        assert!(allows("script-src 'nonce-abc'", "abc", "", true));
        assert!(!allows("script-src 'nonce-abc'", "", "", true));
        assert!(allows("script-src 'sha384-x'", "", "sha384-x", true));
        assert!(!allows("script-src 'strict-dynamic' https:", "", "", true));
        assert!(allows("script-src 'strict-dynamic' 'nonce-a'", "", "", false));
        assert!(allows("default-src 'none'; script-src-elem https:", "", "", true));
        assert!(allows("img-src 'none'", "", "", true));
        assert!(!allows("default-src 'self'", "", "", true));
    }

    #[test]
    fn everything_inline_still_blocks_webassembly() {
        assert!(!parse("default-src * 'unsafe-inline'", true).allows_wasm());
        assert!(parse("default-src *; script-src 'self' 'wasm-unsafe-eval'", true).allows_wasm());
        assert!(parse("script-src * 'unsafe-eval'", true).allows_wasm());
        assert!(parse("style-src 'self'", true).allows_wasm());
    }

    proptest::proptest! {
        #[test]
        fn no_policy_makes_the_reader_fall(text in "[-a-z0-9.:/*'; ,é]{0,80}") {
            let page = url("https://www.example.org/");
            let policy = parse(&text, true);
            let _ = policy.allows_wasm() && policy.allows_fetch(&page, &page);
            let script = Script { url: &page, nonce: "", integrity: &text, tag: true };
            policy.allows_script(&script, &page);
            matches(&text, &page, &page);
        }
    }
}
