//! Plain HTTP over a socket, for tests.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part; helpers of tests are tests too"
)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use decidim_standin::{Options, Platform, Version};
use serde_json::{Value, json};

/// An answer as it came.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Sends a request and reads until the server closes.
pub fn send(platform: &Platform, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let (all, _) = exchange(platform, method, target, headers, body, Duration::from_secs(20));
    let (head, body) = all.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head in {all:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

/// What came within a time, and whether the server ended it.
pub fn exchange(
    platform: &Platform,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
    patience: Duration,
) -> (String, bool) {
    let mut stream = TcpStream::connect(("127.0.0.1", platform.port())).unwrap();
    stream.set_read_timeout(Some(patience)).unwrap();
    let mut request =
        format!("{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n", platform.port());
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    let ended = stream.read_to_end(&mut answer).is_ok();
    (String::from_utf8_lossy(&answer).into_owned(), ended)
}

/// Posts a query as JSON.
pub fn post(platform: &Platform, query: &str, variables: Value) -> Answer {
    let body = json!({ "query": query, "variables": variables }).to_string();
    send(platform, "POST", "/api", &[("Content-Type", "application/json")], &body)
}

/// The answer to a query that must be a 200.
pub fn ask(platform: &Platform, query: &str, variables: Value) -> Value {
    let answer = post(platform, query, variables);
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// The data of a query that must have no error.
pub fn data(platform: &Platform, query: &str, variables: Value) -> Value {
    let mut answer = ask(platform, query, variables);
    assert_eq!(answer["errors"], Value::Null, "{query}");
    answer["data"].take()
}

/// The first error of a query, which has no data.
pub fn refusal(platform: &Platform, query: &str) -> Value {
    let mut answer = ask(platform, query, json!({}));
    assert_eq!(answer.get("data"), None, "{query}: {answer}");
    answer["errors"][0].take()
}

pub fn start(version: Version) -> Platform {
    Platform::start(Options::new(version)).unwrap()
}
