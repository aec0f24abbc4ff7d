//! HTML as a row of tags and texts: what the site writes is well formed, so no parser is needed.

/// A tag with its angle brackets (or a comment), or the text between two tags.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Tag(&'a str),
    Text(&'a str),
}

/// The pieces of a page, in order; joined they are the page again.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        if start > 0 {
            found.push(Piece::Text(&rest[..start]));
        }
        let close = if rest[start..].starts_with("<!--") { "-->" } else { ">" };
        let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
        found.push(Piece::Tag(&rest[start..end]));
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

/// The name of a tag without `/`, empty for a comment or a doctype.
pub(super) fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches('<').trim_start_matches('/');
    inner.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default()
}

/// Whether a tag opens an element that another tag closes.
pub(super) fn opens(tag: &str) -> bool {
    const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "wbr"];
    !tag.starts_with("</") && !tag.starts_with("<!") && !VOID.contains(&name(tag))
}

/// The value of an attribute of a tag, as it is written.
pub(super) fn attribute<'a>(tag: &'a str, attribute: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {attribute}=\""))? + attribute.len() + 3;
    tag[start..].split('"').next()
}

/// Text that stands for itself in HTML, within an element or within double quotes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The text of some HTML: tags left out, entities read, white space kept.
pub(super) fn text(html: &str) -> String {
    let texts = pieces(html).into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Tag(_) => None,
    });
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}")];
    let plain = texts.collect::<String>();
    entities.iter().fold(plain, |text, (entity, sign)| text.replace(entity, sign)).replace("&amp;", "&")
}

/// An anchor's name for a heading: ASCII letters and digits, joined by hyphens.
pub(super) fn slug(text: &str) -> String {
    let words = fold(text);
    let words: Vec<_> = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join("-")
}

/// Lower case without the accents of French.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' => out.push('a'),
            'ç' => out.push('c'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' => out.push('i'),
            'ô' | 'ö' => out.push('o'),
            'ù' | 'û' | 'ü' => out.push('u'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ÿ' => out.push('y'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_what_they_were() {
        let html = "<p>a &lt; b<br><!-- > -->c</p> end";
        let joined: String = pieces(html)
            .iter()
            .map(|piece| match piece {
                Piece::Tag(t) | Piece::Text(t) => *t,
            })
            .collect();
        assert_eq!(joined, html);
        assert_eq!(text(html), "a < bc end");
    }

    #[test]
    fn tags_say_their_name_and_attributes() {
        assert_eq!(name("</commune-energy>"), "commune-energy");
        assert_eq!(attribute("<a href=\"x.html\" lang=\"nl\">", "lang"), Some("nl"));
        assert!(opens("<p>") && !opens("</p>") && !opens("<br>") && !opens("<!-- x -->"));
    }

    #[test]
    fn an_anchor_is_plain_ascii() {
        assert_eq!(slug("L’œuvre d’Hélène : où ?"), "l-oeuvre-d-helene-ou");
    }
}
