//! The server over real sockets.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serve::{Reply, Server};

/// A folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("sub")).unwrap();
    fs::write(folder.join("index.html"), "<p>start</p>").unwrap();
    fs::write(folder.join("sub/index.html"), "<p>sub</p>").unwrap();
    fs::write(folder.join("sub/a b.json"), "{}").unwrap();
    folder
}

/// Sends one request as written and reads until the server closes.
fn exchange(server: &Server, head: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok();
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(server: &Server, target: &str) -> String {
    exchange(server, &format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
}

#[test]
fn folders_answer_under_their_prefix() {
    let site = folder("prefix-site");
    let pkg = folder("prefix-pkg");
    fs::write(pkg.join("x_bg.wasm"), b"\0asm").unwrap();
    let server = Server::new().mount("/", site).mount("/pkg", pkg).start(0).unwrap();

    let page = get(&server, "/");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("Content-Type: text/html; charset=utf-8\r\n"), "{page}");
    assert!(page.contains("Access-Control-Allow-Origin: *\r\n"), "{page}");
    assert!(page.contains("Content-Length: 12\r\n"), "{page}");
    assert!(page.ends_with("<p>start</p>"), "{page}");

    assert!(get(&server, "/pkg/x_bg.wasm?v=1").contains("application/wasm"));
    assert!(get(&server, "/sub/a%20b.json").ends_with("{}"));
    assert!(get(&server, "/sub").contains("Location: /sub/\r\n"));
    assert!(get(&server, "/sub/").ends_with("<p>sub</p>"));
    assert!(get(&server, "/none").starts_with("HTTP/1.1 404"));
    assert!(exchange(&server, "DELETE / HTTP/1.0\r\n\r\n").starts_with("HTTP/1.1 405"));
    let head = exchange(&server, "HEAD / HTTP/1.0\r\n\r\n");
    assert!(head.contains("Content-Length: 12\r\n") && head.ends_with("\r\n\r\n"), "{head}");
}

#[test]
fn nothing_outside_a_folder_is_reached() {
    let site = folder("traversal");
    fs::write(site.join("../secret.txt"), "secret").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.join("../secret.txt"), site.join("link.txt")).unwrap();
    let server = Server::new().mount("/", site).start(0).unwrap();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/sub/../../secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/link.txt",
    ] {
        let answer = get(&server, path);
        assert!(answer.starts_with("HTTP/1.1 40"), "{path}: {answer}");
        assert!(!answer.contains("secret") && !answer.contains("root:"), "{path}: {answer}");
    }
}

#[test]
fn every_request_is_recorded_with_its_headers_and_body() {
    let server = Server::new()
        .handle(|request| (request.path() == "/csp-report").then(|| Reply::new(204)))
        .start(0)
        .unwrap();
    let answer = exchange(
        &server,
        "POST /csp-report?a=b HTTP/1.1\r\nOrigin: http://x\r\nCookie: c=1\r\nContent-Length: 5\r\n\
         Connection: close\r\n\r\nhello",
    );
    assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    get(&server, "/missing");
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!((requests[0].method.as_str(), requests[0].target.as_str()), ("POST", "/csp-report?a=b"));
    assert_eq!(requests[0].path(), "/csp-report");
    assert_eq!(requests[0].header("origin"), Some("http://x"));
    assert_eq!(requests[0].header("cookie"), Some("c=1"));
    assert_eq!(requests[0].body, b"hello");
    assert!(requests[0].at <= requests[1].at);
    server.clear_requests();
    assert!(server.requests().is_empty());
}

#[test]
fn extra_headers_go_to_every_answer_but_replace_none() {
    let server = Server::new()
        .mount("/", folder("extra"))
        .headers(|request| {
            vec![
                ("Content-Security-Policy".into(), "default-src 'none'".into()),
                ("Content-Type".into(), "never".into()),
                ("X-Path".into(), request.path().into()),
            ]
        })
        .start(0)
        .unwrap();
    let page = get(&server, "/sub/");
    assert!(page.contains("Content-Security-Policy: default-src 'none'\r\n"), "{page}");
    assert!(page.contains("X-Path: /sub/\r\n") && !page.contains("never"), "{page}");
    assert!(get(&server, "/none").contains("X-Path: /none\r\n"));
}

#[test]
fn the_last_handler_is_asked_first_and_may_answer_anything() {
    let server = Server::new().mount("/", folder("handlers")).start(0).unwrap();
    server.handle(|request| (request.path() == "/").then(|| Reply::new(500)));
    assert!(get(&server, "/").starts_with("HTTP/1.1 500"));
    server.handle(|request| (request.path() == "/").then(|| Reply::new(429).header("Retry-After", "1")));
    let answer = get(&server, "/");
    assert!(answer.starts_with("HTTP/1.1 429 Too Many Requests"), "{answer}");
    assert!(answer.contains("Retry-After: 1\r\n"), "{answer}");
    assert!(get(&server, "/sub/").ends_with("<p>sub</p>"));
}

#[test]
fn an_answer_may_be_late_slow_or_cut() {
    let server = Server::new()
        .handle(|request| {
            let whole = Reply::with(200, "text/plain", vec![b'x'; 1000]);
            Some(match request.path() {
                "/late" => whole.delay(Duration::from_millis(200)),
                "/slow" => whole.pace(250, Duration::from_millis(50)),
                "/cut" => whole.cut_after(300),
                _ => return None,
            })
        })
        .start(0)
        .unwrap();
    for path in ["/late", "/slow"] {
        let start = Instant::now();
        let answer = get(&server, path);
        assert!(start.elapsed() >= Duration::from_millis(190), "{path} came at once");
        assert!(answer.ends_with(&"x".repeat(1000)), "{path} is not whole");
    }
    // The client asks to keep the connection: only the server can end it.
    let start = Instant::now();
    let answer = exchange(&server, "GET /cut HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(start.elapsed() < Duration::from_secs(5), "the connection was left open");
    assert!(answer.contains("Content-Length: 1000\r\n"), "{answer}");
    assert_eq!(answer.split("\r\n\r\n").nth(1).map(str::len), Some(300), "{answer}");
}

#[test]
fn a_slow_answer_holds_up_nobody() {
    let server = Server::new()
        .handle(|request| {
            let reply = Reply::new(200);
            Some(if request.path() == "/late" { reply.delay(Duration::from_secs(2)) } else { reply })
        })
        .start(0)
        .unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| get(&server, "/late"));
        std::thread::sleep(Duration::from_millis(50));
        let start = Instant::now();
        get(&server, "/quick");
        assert!(start.elapsed() < Duration::from_secs(1));
    });
}

#[test]
fn a_dropped_server_closes_its_connections_and_frees_its_port() {
    let server = Server::new().mount("/", folder("drop")).start(0).unwrap();
    let port = server.port();
    let mut idle = TcpStream::connect(("127.0.0.1", port)).unwrap();
    idle.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut first = [0; 15];
    idle.read_exact(&mut first).unwrap();
    drop(server);
    let mut rest = Vec::new();
    idle.read_to_end(&mut rest).expect("the connection was left open");
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

/// A connection that stays open, for several requests.
fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    stream
}

/// Asks for the page of [`folder`] on a kept connection and reads just that answer.
fn ask(stream: &mut TcpStream) {
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let mut byte = [0];
    while !answer.ends_with(b"<p>start</p>") {
        stream.read_exact(&mut byte).expect("no answer within a second");
        answer.push(byte[0]);
    }
    assert!(answer.starts_with(b"HTTP/1.1 200 OK\r\n"));
}

#[test]
fn connections_that_arrive_together_are_all_answered_and_kept() {
    let server = Server::new().mount("/", folder("together")).start(0).unwrap();
    let idle: Vec<TcpStream> = (0..20).map(|_| connect(&server)).collect();
    let together = std::sync::Barrier::new(50);
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                together.wait();
                let start = Instant::now();
                let mut stream = connect(&server);
                ask(&mut stream);
                assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
                // Nobody leaves before all have been answered.
                together.wait();
                ask(&mut stream);
            });
        }
    });
    for mut stream in idle {
        ask(&mut stream);
    }
    assert_eq!(server.requests().len(), 120);
}

#[test]
fn what_is_no_proper_request_is_refused_and_not_recorded() {
    let server = Server::new().mount("/", folder("refused")).start(0).unwrap();
    let long = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(20_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: x\r\n".repeat(200));
    for (head, status) in [
        ("nonsense\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\nx", 400),
        ("POST / HTTP/1.1\r\nContent-Length:\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx", 400),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        ("POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413),
        (&long, 431),
        (&many, 431),
    ] {
        let answer = exchange(&server, head);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{head:.60}: {answer}");
        assert!(answer.contains("Connection: close\r\n"), "{answer}");
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_slow_client_holds_up_nobody() {
    let server = Server::new().mount("/", folder("slow-client")).start(0).unwrap();
    let mut slow = connect(&server);
    slow.write_all(b"GET / HT").unwrap();
    let mut quick = connect(&server);
    ask(&mut quick);
    // The head comes in two pieces, and a second request with the end of the first.
    slow.write_all(b"TP/1.1\r\n\r\n").unwrap();
    ask(&mut slow);
    ask(&mut slow);
    slow.write_all(b"POST /body HTTP/1.1\r\nContent-Length: 4\r\n\r\nab").unwrap();
    ask(&mut quick);
    slow.write_all(b"cdGET /next HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
    slow.read_to_end(&mut Vec::new()).expect("the connection was left open");
    let requests = server.requests();
    let body = requests.iter().find(|request| request.path() == "/body").unwrap();
    assert_eq!(body.body, b"abcd");
    assert_eq!(requests.last().unwrap().path(), "/next");
}

#[test]
fn a_bare_answer_has_the_headers_that_it_was_given() {
    let reply = || Some(Reply::with(401, "application/json", "{}").bare());
    let server = Server::new().handle(move |_| reply()).start(0).unwrap();
    let answer = get(&server, "/");
    assert!(answer.starts_with("HTTP/1.1 401 Unauthorized\r\n"), "{answer}");
    assert!(!answer.contains("Access-Control") && !answer.contains("Cache-Control"), "{answer}");
    assert!(answer.contains("Content-Length: 2\r\n"), "{answer}");
    assert_eq!(Reply::new(204).status(), 204);
}
