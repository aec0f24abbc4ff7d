//! Which requests come from machines.
//!
//! The rule, which is all there is: a request is a machine's where its browser (`User-Agent`) is empty or `-`, or
//! holds one of [`WORDS`], whatever the case. Machines that pass for a browser are counted as views, and nothing of a
//! visitor is stored in order to find them.

/// Crawlers, previews of links, monitors, libraries and command lines name themselves by these.
pub(super) const WORDS: &[&str] = &[
    "bot",
    "crawl",
    "spider",
    "slurp",
    "archiver",
    "scan",
    "preview",
    "facebookexternalhit",
    "monitor",
    "uptime",
    "pingdom",
    "lighthouse",
    "pagespeed",
    "headless",
    "phantomjs",
    "curl/",
    "wget/",
    "libwww",
    "python",
    "java/",
    "go-http-client",
    "okhttp",
    "httpclient",
    "node-fetch",
    "axios",
    "guzzle",
    "ruby",
    "perl",
    "commune-packs",
];

pub(super) fn is_bot(agent: &[u8]) -> bool {
    let agent = agent.trim_ascii();
    if agent.is_empty() || agent == b"-" {
        return true;
    }
    let lower = agent.to_ascii_lowercase();
    WORDS.iter().any(|word| lower.windows(word.len()).any(|part| part == word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_name_themselves() {
        for agent in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
            "curl/8.5.0",
            "python-requests/2.32",
            "-",
            "",
            "facebookexternalhit/1.1",
            "commune-packs/0.1.0",
        ] {
            assert!(is_bot(agent.as_bytes()), "{agent}");
        }
    }

    #[test]
    fn browsers_are_people() {
        for agent in [
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
        ] {
            assert!(!is_bot(agent.as_bytes()), "{agent}");
        }
    }
}
