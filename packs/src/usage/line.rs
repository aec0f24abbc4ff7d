//! A line of the combined or common log format of Apache and nginx.
//!
//! `host ident user [10/Oct/2000:13:55:36 -0700] "GET /path HTTP/1.1" 200 2326 "referer" "browser"`, where Apache's
//! `vhost_combined` has `vhost:port ` in front and the common format ends with the size.
//! <https://httpd.apache.org/docs/2.4/mod/mod_log_config.html>,
//! <https://nginx.org/en/docs/http/ngx_http_log_module.html>.

use jiff::civil::Date;

/// What is looked at in a line. Nothing of it outlives the line but the day.
pub(super) struct Request<'l> {
    /// ISO date as the log says it, in the log's own time zone.
    pub(super) day: String,
    pub(super) method: &'l [u8],
    /// Path and query.
    pub(super) target: &'l [u8],
    pub(super) status: u16,
    /// `None` in the common format.
    pub(super) agent: Option<&'l [u8]>,
}

/// Parses a line; `None` where it is none of these formats.
pub(super) fn parse(line: &[u8]) -> Option<Request<'_>> {
    let line = line.trim_ascii();
    // What is before the date is the address and the name of a visitor: it is stepped over.
    let open = (0..line.len()).find(|at| line[*at] == b'[' && is_date(&line[at + 1..]))?;
    let rest = &line[open + 1..];
    let close = rest.iter().position(|byte| *byte == b']')?;
    let day = day(&rest[..close])?;
    let (request, rest) = quoted(rest[close + 1..].trim_ascii_start())?;
    let mut numbers = rest.trim_ascii_start().splitn(3, |byte| *byte == b' ');
    let status = std::str::from_utf8(numbers.next()?).ok()?.parse().ok()?;
    numbers.next()?;
    let agent = match numbers.next().map(<[u8]>::trim_ascii_start) {
        Some(tail) if tail.starts_with(b"\"") => {
            let (_referer, tail) = quoted(tail)?;
            Some(quoted(tail.trim_ascii_start())?.0)
        }
        _ => None,
    };
    let mut words = request.splitn(3, |byte| *byte == b' ');
    Some(Request { day, method: words.next()?, target: words.next()?, status, agent })
}

/// The text of a quoted field and what follows. A quote inside is written `\"` by Apache, `\x22` by nginx.
fn quoted(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b"\"")?;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            b'"' => return Some((&text[..at], &text[at + 1..])),
            _ => at += 1,
        }
    }
    None
}

const MONTHS: [&[u8]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// True before `10/Oct/2000:`.
fn is_date(text: &[u8]) -> bool {
    text.len() > 11 && text[2] == b'/' && text[6] == b'/' && text[11] == b':' && text[0].is_ascii_digit()
}

/// The ISO date of `10/Oct/2000:13:55:36 -0700`.
fn day(text: &[u8]) -> Option<String> {
    let month = MONTHS.iter().position(|month| *month == text.get(3..6).unwrap_or_default())?;
    let number =
        |range: std::ops::Range<usize>| std::str::from_utf8(text.get(range)?).ok()?.parse::<i16>().ok();
    let (day, year) = (number(0..2)?, number(7..11)?);
    let date = Date::new(year, i8::try_from(month + 1).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Option<(String, String, u16, Option<String>)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        parse(line.as_bytes()).map(|r| (r.day.clone(), text(r.target), r.status, r.agent.map(text)))
    }

    #[test]
    fn the_formats_of_apache_and_nginx_are_read() {
        let tail = r#"[24/Nov/2026:00:10:00 +0100] "GET /a?b HTTP/1.1" 200 12 "https://x/" "Firefox""#;
        let wanted = Some(("2026-11-24".to_owned(), "/a?b".to_owned(), 200, Some("Firefox".to_owned())));
        assert_eq!(of(&format!("203.0.113.9 - - {tail}")), wanted);
        assert_eq!(of(&format!("www.example.org:443 203.0.113.9 - marie {tail}")), wanted);
        assert_eq!(of(&format!("2001:db8::1 - na[me] {tail}")), wanted);
        let common = r#"203.0.113.9 - - [24/Nov/2026:00:10:00 +0100] "GET /a HTTP/1.1" 304 -"#;
        assert_eq!(of(common), Some(("2026-11-24".into(), "/a".into(), 304, None)));
    }

    #[test]
    fn escaped_quotes_do_not_end_a_field() {
        let line = r#"h - - [01/Jan/2026:00:00:00 +0000] "GET /a HTTP/1.1" 200 1 "a\"b" "c\"d" extra"#;
        assert_eq!(of(line).unwrap().3.unwrap(), r#"c\"d"#);
    }

    #[test]
    fn other_lines_are_refused() {
        for line in [
            "",
            "hello",
            "h - - [31/Feb/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1",
            "h - - [01/Jan/2026:00:00:00 +0000] \"\" 400 0 \"-\" \"-\"",
            "h - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1",
            "h - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" x 1",
        ] {
            assert!(of(line).is_none(), "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_line_makes_the_reader_fall(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            parse(&bytes);
        }

        #[test]
        fn no_tail_of_a_line_makes_the_reader_fall(tail in "[\\[\\]\"\\\\ /:a-zA-Z0-9é-]{0,80}") {
            parse(format!("h - - [01/Jan/2026:00:00:00 +0000] {tail}").as_bytes());
            parse(format!("h - - [01/{tail}").as_bytes());
        }
    }
}
