//! From `[html]` to plain text. Nothing of the markup is kept, so nothing of it can act on a page.

/// What these elements hold is no text.
const DROPPED: [&str; 4] = ["script", "style", "template", "title"];

/// Elements before which a line begins.
const LINES: [&str; 12] = ["br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "blockquote"];

/// The text of a fragment.
pub(crate) fn from_html(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&decoded(&rest[..at]));
        let tag = &rest[at + 1..];
        // `a < b` is text: a tag begins with a letter, `/` or `!`.
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            out.push('<');
            rest = tag;
            continue;
        }
        let end = if tag.starts_with("!--") { tag.find("-->").map(|end| end + 2) } else { tag.find('>') };
        // An unclosed tag swallows the rest, as it does in a browser.
        let Some(end) = end else { return tidy(&out) };
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        rest = &tag[end + 1..];
        if LINES.contains(&name.as_str()) {
            out.push('\n');
        }
        if DROPPED.contains(&name.as_str()) && !tag.starts_with('/') {
            let close = format!("</{name}");
            rest = rest.to_ascii_lowercase().find(&close).map_or("", |at| &rest[at..]);
        }
    }
    out.push_str(&decoded(rest));
    tidy(&out)
}

/// Lines without blanks at their ends, no empty ones.
fn tidy(text: &str) -> String {
    let lines =
        text.lines().map(|line| line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>());
    lines.filter(|words| !words.is_empty()).map(|words| words.join(" ")).collect::<Vec<_>>().join("\n")
}

/// Character references resolved; an unknown one stays as it is.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..].split_once(';').map(|(name, _)| name).filter(|name| name.len() <= 8);
        match name.and_then(|name| reference(name).map(|ch| (name, ch))) {
            Some((name, ch)) => {
                out.push(ch);
                rest = &rest[name.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The references that editors write into French, Dutch and English texts.
fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|ch| !ch.is_control());
    }
    let ch = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "agrave" => 'à',
        "acirc" => 'â',
        "ccedil" => 'ç',
        "eacute" => 'é',
        "egrave" => 'è',
        "ecirc" => 'ê',
        "euml" => 'ë',
        "icirc" => 'î',
        "iuml" => 'ï',
        "ocirc" => 'ô',
        "ouml" => 'ö',
        "oelig" => 'œ',
        "ugrave" => 'ù',
        "ucirc" => 'û',
        "uuml" => 'ü',
        "Agrave" => 'À',
        "Eacute" => 'É',
        "laquo" => '«',
        "raquo" => '»',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "euro" => '€',
        "rarr" => '→',
        _ => return None,
    };
    Some(ch)
}

#[cfg(test)]
mod tests {
    use super::from_html;

    #[test]
    fn markup_goes_and_words_stay() {
        assert_eq!(
            from_html("<p>Une &eacute;tape</p><p>Deux&nbsp;: <b>non</b></p>"),
            "Une étape\nDeux\u{a0}: non"
        );
        assert_eq!(from_html("a<br>b &amp;&unknown; &#233;&#x20AC;"), "a\nb &&unknown; é€");
        assert_eq!(from_html("1 < 2 <!-- <b> -->ok"), "1 < 2 ok");
    }

    #[test]
    fn what_runs_leaves_nothing() {
        assert_eq!(from_html("a<SCRIPT>alert(1)</script >b<style>p{}</style>c"), "abc");
        assert_eq!(from_html("a<img src=x onerror=alert(1)"), "a");
        assert_eq!(from_html("<script>alert(1)"), "");
        // What was escaped is text, and stays text wherever it is shown as text.
        assert_eq!(from_html("&lt;b&gt;"), "<b>");
    }
}
