//! Which addresses a text may hold.

use super::{Policy, find_gid};

/// The address of a link, absolute: http, https, mailto or tel. A path is one of the platform's.
///
/// What holds a control character is refused rather than cleaned, because browsers drop tabs and line ends
/// before they look for the scheme; what names a user before the host, because it is made to deceive; a backslash,
/// which browsers take for a slash; and a token of the platform, which is no address.
pub fn href(raw: &str, base: &str) -> Option<String> {
    let text = raw.trim_matches(|c: char| c.is_ascii_whitespace());
    if text.is_empty() || text.chars().any(|c| c.is_control() || c == '\\') || find_gid(text).is_some() {
        return None;
    }
    if let Some(rest) = text.strip_prefix("//") {
        return has_host(rest).then(|| ["https://", rest].concat());
    }
    if text.starts_with('/') {
        return (!base.is_empty()).then(|| [base, text].concat());
    }
    let (scheme, rest) = text.split_once(':')?;
    let is = |name: &str| scheme.eq_ignore_ascii_case(name);
    let safe = if is("https") || is("http") {
        rest.strip_prefix("//").is_some_and(has_host)
    } else {
        (is("mailto") || is("tel")) && !rest.is_empty()
    };
    safe.then(|| text.to_owned())
}

/// The address of an image, absolute, if it is the platform's or its storage's.
pub fn image(raw: &str, policy: &Policy<'_>) -> Option<String> {
    let text = href(raw, policy.base)?;
    let of = |origin: &str| {
        !origin.is_empty() && text.strip_prefix(origin).is_some_and(|rest| rest.starts_with('/'))
    };
    (of(policy.base) || policy.image_hosts.iter().any(|host| of(host))).then_some(text)
}

/// Whether what follows the slashes begins with a host, without a user.
fn has_host(rest: &str) -> bool {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = &rest[..end];
    let first = authority.chars().next();
    first.is_some_and(|c| c.is_ascii_alphanumeric() || !c.is_ascii() || c == '[')
        && !authority.contains(['@', ' '])
}
