//! The address of tiles, as a commune writes it in an attribute.

use alloc::string::String;

/// Tiles of one host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiles {
    /// The template, with `{z}`, `{x}` and `{y}` as Leaflet fills them.
    pub url: String,
    /// The host that sees who asks, with its port where one is written.
    pub host: String,
}

impl Tiles {
    /// Reads a template such as `https://tile.example.org/{z}/{x}/{y}.png`; `None` for what is none.
    ///
    /// The address is `https`: `http` is taken for this machine alone, where a webmaster tries things out. The
    /// host is written in full, without a name and password, since it is told to the visitor before anything is
    /// asked of it; the three fields come after it, once each, and there are no others.
    #[must_use]
    pub fn read(template: &str) -> Option<Self> {
        let template = template.trim();
        let (scheme, rest) = template.split_once(':')?;
        let rest = rest.strip_prefix("//")?;
        let end = rest.find(['/', '?', '#'])?;
        let (host, path) = rest.split_at(end);
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let local = matches!(name, "127.0.0.1" | "localhost");
        if !(scheme.eq_ignore_ascii_case("https") || local && scheme.eq_ignore_ascii_case("http")) {
            return None;
        }
        // A browser reads a backslash as a slash, drops tabs and line ends, and decodes what is escaped.
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
        let port = host.strip_prefix(name).unwrap_or_default();
        let number = |port: &str| port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
        if name.is_empty()
            || !name.bytes().all(plain)
            || !(port.is_empty() || port.len() > 1 && number(&port[1..]))
            || path.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\')
        {
            return None;
        }
        // By bytes: the searcher for strings of std is over a kilobyte for every visitor.
        let once = |field: &str| path.as_bytes().windows(3).filter(|at| *at == field.as_bytes()).count() == 1;
        if !["{z}", "{x}", "{y}"].into_iter().all(once) || path.bytes().filter(|b| *b == b'{').count() != 3 {
            return None;
        }
        Some(Self { url: template.into(), host: host.to_ascii_lowercase() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_gives_its_host() {
        for (template, host) in [
            ("https://tile.example.org/{z}/{x}/{y}.png", "tile.example.org"),
            (" https://Tile.Example.org:8443/a/{z}/{y}/{x}@2x.webp?key=b ", "tile.example.org:8443"),
            ("HTTPS://example.org/?z={z}&x={x}&y={y}", "example.org"),
            ("http://127.0.0.1:4000/{z}/{x}/{y}.png", "127.0.0.1:4000"),
            ("http://localhost/{z}/{x}/{y}", "localhost"),
        ] {
            let tiles = Tiles::read(template).unwrap_or_else(|| panic!("{template}"));
            assert_eq!((tiles.host.as_str(), tiles.url.as_str()), (host, template.trim()));
        }
    }

    #[test]
    fn what_hides_its_host_or_lacks_a_field_is_refused() {
        for template in [
            "",
            "https://",
            "https:///{z}/{x}/{y}.png",
            "//tile.example.org/{z}/{x}/{y}.png",
            "/tiles/{z}/{x}/{y}.png",
            "http://tile.example.org/{z}/{x}/{y}.png",
            "http://127.0.0.1.example.org/{z}/{x}/{y}.png",
            "javascript://x/{z}/{x}/{y}",
            "data:image/png,{z}{x}{y}",
            "https://{s}.tile.example.org/{z}/{x}/{y}.png",
            "https://example.org/{s}/{z}/{x}/{y}.png",
            "https://{z}.example.org/{x}/{y}.png",
            "https://user:word@example.org/{z}/{x}/{y}.png",
            "https://example.org@other.org/{z}/{x}/{y}.png",
            "https://example.org\\@other.org/{z}/{x}/{y}.png",
            "https://example.org/{z}/{x}/\t{y}.png",
            "https://example.org/{z}/{x}.png",
            "https://example.org/{z}/{x}/{y}/{y}.png",
            "https://example.org:/{z}/{x}/{y}.png",
            "https://example.org:port/{z}/{x}/{y}.png",
            "https://exam%70le.org/{z}/{x}/{y}.png",
            "https://exämple.org/{z}/{x}/{y}.png",
        ] {
            assert_eq!(Tiles::read(template), None, "{template:?}");
        }
    }
}
