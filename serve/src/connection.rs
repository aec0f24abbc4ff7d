//! One connection: requests are read and answered in turn until either side ends it.

use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, SystemTime};

use crate::files::text;
use crate::{Reply, Request};

/// Longest request line and headers, in bytes.
const HEAD_MAX: usize = 16 << 10;
/// Longest request body, in bytes.
const BODY_MAX: usize = 1 << 20;
const HEADERS_MAX: usize = 100;
/// How long a client may stay silent, between two requests or inside one.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a refused client may go on sending before its connection closes.
const LINGER: Duration = Duration::from_secs(1);

pub(crate) fn serve(mut stream: &TcpStream, answer: impl Fn(&Request) -> Reply) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut pending = Vec::new();
    loop {
        match next(stream, &mut pending)? {
            Ok((request, keep)) => {
                if !answer(&request).write(request.method == "HEAD", keep, &mut stream)? {
                    return Ok(());
                }
            }
            Err(status) => {
                text(status, "Request refused").write(false, false, &mut stream)?;
                // Closing on unread bytes resets the connection, and the answer may be lost.
                stream.shutdown(Shutdown::Write)?;
                stream.set_read_timeout(Some(LINGER))?;
                io::copy(&mut stream.take(2 * BODY_MAX as u64), &mut io::sink())?;
                return Ok(());
            }
        }
    }
}

/// The next request and whether the connection outlives it, or the status that refuses it.
/// `pending` keeps what has been received beyond it.
fn next(stream: &TcpStream, pending: &mut Vec<u8>) -> io::Result<Result<(Request, bool), u16>> {
    let head = loop {
        match parse(pending) {
            Err(status) => return Ok(Err(status)),
            Ok(Some(head)) => break head,
            Ok(None) if pending.len() > HEAD_MAX => return Ok(Err(431)),
            Ok(None) => receive(stream, pending)?,
        }
    };
    let Head { mut request, keep, size, body } = head;
    while pending.len() < size + body {
        receive(stream, pending)?;
    }
    request.body = pending[size..size + body].to_vec();
    pending.drain(..size + body);
    Ok(Ok((request, keep)))
}

fn receive(mut stream: &TcpStream, pending: &mut Vec<u8>) -> io::Result<()> {
    let mut piece = [0; 8 << 10];
    let count = stream.read(&mut piece)?;
    pending.extend_from_slice(&piece[..count]);
    if count == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

struct Head {
    request: Request,
    keep: bool,
    /// Bytes of the head, then of the body that follows it.
    size: usize,
    body: usize,
}

/// The request head at the start of the bytes, none until it is whole, or the status that
/// refuses it (RFC 9110, section 15.5; RFC 9112, section 6.3).
fn parse(bytes: &[u8]) -> Result<Option<Head>, u16> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
    let mut head = httparse::Request::new(&mut headers);
    let size = match head.parse(bytes) {
        Ok(httparse::Status::Complete(size)) => size,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(431),
        Err(_) => return Err(400),
    };
    if size > HEAD_MAX {
        return Err(431);
    }
    let request = Request {
        method: head.method.unwrap_or_default().to_owned(),
        target: head.path.unwrap_or_default().to_owned(),
        headers: (head.headers.iter())
            .map(|header| (header.name.to_owned(), String::from_utf8_lossy(header.value).into_owned()))
            .collect(),
        body: Vec::new(),
        at: SystemTime::now(),
    };
    if request.header("Transfer-Encoding").is_some() {
        return Err(411);
    }
    let named = |name: &'static str| {
        let all = request.headers.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name));
        all.map(|(_, value)| value.trim())
    };
    let mut lengths = named("Content-Length");
    let length = lengths.next().unwrap_or("0");
    let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || lengths.any(|other| other != length) {
        return Err(400);
    }
    // Only too many digits fail here.
    let body = length.parse().ok().filter(|body| *body <= BODY_MAX).ok_or(413_u16)?;
    let close = named("Connection")
        .flat_map(|value| value.split(','))
        .any(|word| word.trim().eq_ignore_ascii_case("close"));
    let keep = head.version == Some(1) && !close;
    Ok(Some(Head { request, keep, size, body }))
}
