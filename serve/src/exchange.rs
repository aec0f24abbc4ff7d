//! One request and its answer.

use std::io::{self, Write};
use std::thread;
use std::time::{Duration, SystemTime};

/// A request as it came, kept for tests to read.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST`…
    pub method: String,
    /// Path and query as sent, still percent-encoded: `/pkg/energy.js?v=1`.
    pub target: String,
    /// Headers in order, names as sent.
    pub headers: Vec<(String, String)>,
    /// The whole body, empty for most requests.
    pub body: Vec<u8>,
    /// When its head had been read.
    pub at: SystemTime,
}

impl Request {
    /// The path without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split(['?', '#']).next().unwrap_or_default()
    }

    /// The first header of that name, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// An answer, with the misfortunes that a test wants of it.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    delay: Duration,
    pace: Option<(usize, Duration)>,
    cut_after: Option<usize>,
    bare: bool,
}

impl Reply {
    /// An empty answer of that status, at once and whole.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            delay: Duration::ZERO,
            pace: None,
            cut_after: None,
            bare: false,
        }
    }

    /// An answer with a body of that content type.
    #[must_use]
    pub fn with(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..Self::new(status) }.header("Content-Type", content_type)
    }

    /// Adds a header. `Content-Length` is set by the server unless given here.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Waits before the first byte of the answer.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Sends the body `bytes` at a time with a pause after each piece.
    #[must_use]
    pub fn pace(mut self, bytes: usize, pause: Duration) -> Self {
        self.pace = Some((bytes.max(1), pause));
        self
    }

    /// Closes the connection after that many bytes of the body, though the head promised all.
    #[must_use]
    pub fn cut_after(mut self, bytes: usize) -> Self {
        self.cut_after = Some(bytes);
        self
    }

    /// Leaves out the headers that the server adds of itself (CORS, caching), for an answer that
    /// plays another server.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Adds a header unless the answer has one of that name.
    pub(crate) fn default_header(self, name: &str, value: &str) -> Self {
        if self.headers.iter().any(|(key, _)| key.eq_ignore_ascii_case(name)) {
            return self;
        }
        self.header(name, value)
    }

    /// Writes the answer, without its body if it is to a `HEAD`; false when the connection
    /// is over, as it always is unless it is to be kept.
    pub(crate) fn write(self, head_only: bool, keep: bool, out: &mut impl Write) -> io::Result<bool> {
        thread::sleep(self.delay);
        let mut reply = self;
        if !reply.bare {
            reply = reply.default_header("Access-Control-Allow-Origin", "*");
            // No validator is sent, so a browser asks again each time and a test sees it.
            reply = reply.default_header("Cache-Control", "no-cache");
        }
        // RFC 9110, section 8.6: never with a 204.
        if reply.status != 204 {
            let length = reply.body.len().to_string();
            reply = reply.default_header("Content-Length", &length);
        }
        if !keep {
            reply = reply.default_header("Connection", "close");
        }
        let mut head = format!("HTTP/1.1 {} {}\r\n", reply.status, reason(reply.status));
        for (name, value) in &reply.headers {
            head += &format!("{name}: {value}\r\n");
        }
        out.write_all((head + "\r\n").as_bytes())?;
        if !head_only && !matches!(reply.status, 204 | 304) {
            let end = reply.cut_after.unwrap_or(usize::MAX).min(reply.body.len());
            let (size, pause) = reply.pace.unwrap_or((end.max(1), Duration::ZERO));
            for piece in reply.body[..end].chunks(size) {
                out.write_all(piece)?;
                thread::sleep(pause);
            }
        }
        Ok(keep && reply.cut_after.is_none())
    }
}

/// The phrase of a status (RFC 9110, section 15; RFC 6585), for people who read an exchange.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        411 => "Length Required",
        413 => "Content Too Large",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}
