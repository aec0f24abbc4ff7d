//! A search as text after `#`, for a link that is passed on: `services?q=carte&kind=mairie&open=now`.
//!
//! No position is ever in it: what is shared is what is looked for, not where somebody is.

use super::facets::{Facets, Scope, What, When, need_bit};
use crate::data::NEEDS;

/// What the text opens with.
const NAME: &str = "services?";

/// A search that was passed on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    /// What is looked for.
    pub text: String,
    /// The id of the result that was passed on, or empty.
    pub id: String,
    /// What it is narrowed down to.
    pub facets: Facets,
}

/// Writes a search; what comes back from [`read`] is the same but for a point to be near.
#[must_use]
pub fn write(text: &str, id: &str, facets: &Facets) -> String {
    let mut out = NAME.to_owned();
    put(&mut out, "q", text);
    put(&mut out, "id", id);
    put(&mut out, "kind", &facets.kind);
    put(
        &mut out,
        "type",
        match facets.what {
            What::All => "",
            What::Places => "place",
            What::Procedures => "procedure",
        },
    );
    // A chosen day is counted from today: it would be another one tomorrow.
    put(&mut out, "open", if facets.when == When::Now { "now" } else { "" });
    let mut needs = String::new();
    for (rank, (_, name)) in NEEDS.iter().enumerate() {
        if facets.needs & 1 << rank != 0 {
            if !needs.is_empty() {
                needs.push('.');
            }
            needs.push_str(name);
        }
    }
    put(&mut out, "needs", &needs);
    put(&mut out, "unknown", if facets.unknown_too { "too" } else { "" });
    put(&mut out, "in", if facets.scope == Scope::Everywhere { "all" } else { "" });
    out
}

/// Reads the page's `#`, which may open with it; `None` where it is not of this widget or looks for nothing.
#[must_use]
pub fn read(hash: &str) -> Option<Shared> {
    let rest = hash.strip_prefix('#').unwrap_or(hash).strip_prefix(NAME)?;
    let mut shared = Shared::default();
    let facets = &mut shared.facets;
    for pair in rest.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = decode(value);
        match name {
            "q" => shared.text = value,
            "id" => shared.id = value,
            "kind" => facets.kind = value,
            "type" if value == "place" => facets.what = What::Places,
            "type" if value == "procedure" => facets.what = What::Procedures,
            "open" if value == "now" => facets.when = When::Now,
            "needs" => facets.needs = value.split('.').fold(0, |bits, name| bits | need_bit(name)),
            "unknown" => facets.unknown_too = value == "too",
            "in" if value == "all" => facets.scope = Scope::Everywhere,
            _ => (),
        }
    }
    let nothing = shared.text.is_empty() && shared.facets.kind.is_empty();
    (!nothing).then_some(shared)
}

fn put(out: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    if !out.ends_with('?') {
        out.push('&');
    }
    out.push_str(name);
    out.push('=');
    encode(out, value);
}

/// Percent-encodes all but the unreserved characters (RFC 3986, 2.3).
fn encode(out: &mut String, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// The other way; what is not well written stays as it is, and what is no UTF-8 is dropped.
fn decode(value: &str) -> String {
    let digit = |at: usize| value.as_bytes().get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::new();
    let mut at = 0;
    while at < value.len() {
        match (value.as_bytes()[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', ..) => bytes.push(b' '),
            (byte, ..) => bytes.push(byte),
        }
        at += 1;
    }
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facets::Point;

    #[test]
    fn what_is_written_is_read() {
        let shared = Shared {
            text: "carte d’identité & papiers = 50 %".into(),
            id: "dila:b94f-1".into(),
            facets: Facets {
                what: What::Places,
                kind: "mairie".into(),
                when: When::Now,
                needs: 0b1000101,
                unknown_too: true,
                scope: Scope::Everywhere,
            },
        };
        let text = write(&shared.text, &shared.id, &shared.facets);
        assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"?=&%.-_~".contains(&b)), "{text}");
        assert_eq!(read(&text), Some(shared.clone()));
        assert_eq!(read(&format!("#{text}")), Some(shared));
    }

    #[test]
    fn nobody_s_position_is_passed_on() {
        let point = Point { name: String::new(), at: Some((3.0439, 50.5859)), km: 2 };
        let facets = Facets { scope: Scope::Around(point), when: When::At(2, 600), ..Facets::default() };
        assert_eq!(write("mairie", "", &facets), "services?q=mairie");
    }

    #[test]
    fn another_widget_s_or_a_damaged_text_is_nothing() {
        for hash in [
            "",
            "#",
            "#contenu",
            "#services",
            "#services?",
            "#services?open=now",
            "#services?q=%ff",
            "#services?q=",
        ] {
            assert_eq!(read(hash), None, "{hash}");
        }
        assert_eq!(read("#services?q=a%2&x&type=zzz").unwrap().text, "a%2");
        assert_eq!(read("#services?q=%C3%A9t%C3%A9+bleu").unwrap().text, "été bleu");
    }
}
