//! A Decidim platform asked through its GraphQL API: what to ask, in which order, and what the answers mean. Nothing
//! here sends anything: the page sends by `commune-source`, `commune-packs` by its own client, and both run this code.
//!
//! - [`query`]: the baseline queries are valid on every version from 0.24 on; what only some versions know is asked
//!   apart, in queries of one field to a line (`queries/*-extras.graphql`).
//! - [`memory`]: what the platform refused, for the time of the page, and how often it was asked in the last minute.
//! - [`task`]: one wish (the list, a process, a page of a component) in at most three requests, one after another.
//! - [`failure`]: what can go wrong, each with its sentence.

pub mod failure;
pub mod memory;
pub mod query;
pub mod task;

pub use failure::Failure;
pub use memory::Memory;
pub use query::Query;
pub use task::{Found, Task, Want};

/// Items of a connection that are asked for at once: the most that Decidim gives.
pub const PAGE: usize = 50;
/// Requests that one wish may cost.
pub const MOST: u8 = 3;

/// A request to be sent by POST, without cookies, and without following redirects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `https://host/api`
    pub url: String,
    /// The body, of type [`FORM`].
    pub body: String,
}

/// The body's type. A form needs no preflight, which would double the requests and cannot be redirected; Decidim's
/// controller reads `variables` from a string as well as from an object.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// Writes a request: `variables` are names and texts, all of which are strings in these queries.
#[must_use]
pub fn request(platform: &str, query: &str, variables: &[(&str, &str)]) -> Request {
    let mut json = String::from("{");
    for (index, (name, value)) in variables.iter().enumerate() {
        json.push_str(if index == 0 { "\"" } else { ",\"" });
        json.push_str(name);
        json.push_str("\":\"");
        for c in value.chars() {
            match c {
                '"' | '\\' => {
                    json.push('\\');
                    json.push(c);
                }
                // No slug, id or cursor has any; JSON forbids them bare.
                c if c.is_control() => {}
                c => json.push(c),
            }
        }
        json.push('"');
    }
    json.push('}');
    let mut body = String::from("query=");
    encode(&mut body, query);
    body.push_str("&variables=");
    encode(&mut body, &json);
    Request { url: [platform.trim_end_matches('/'), "/api"].concat(), body }
}

/// <https://url.spec.whatwg.org/#urlencoded-serializing>
fn encode(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_a_form() {
        let request =
            request("https://p.example.org/", "query A { a }", &[("slug", "é\"\\\n x"), ("id", "1")]);
        assert_eq!(request.url, "https://p.example.org/api");
        assert_eq!(
            request.body,
            "query=query+A+%7B+a+%7D&variables=%7B%22slug%22%3A%22%C3%A9%5C%22%5C%5C+x%22%2C%22id%22%3A%221%22%7D"
        );
    }
}
