//! The hosting configurations of `www/pilote`, run by the servers that they are for.
//!
//! A server that is not installed is skipped, and the test says so. `COMMUNE_NGINX` and `COMMUNE_APACHE` name one that is
//! not on the path. Both listen on 127.0.0.1 only.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

const CONFIGURATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/pilote");

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("hosting-{name}"));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("logs")).unwrap();
    folder
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What a host has: a version with its compressed files, and the packs.
fn site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    let put = |path: &str, bytes: &[u8]| {
        let path = site.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let script = "const VERSION = '1.0.0'; // ".to_owned() + &"x".repeat(2000);
    put("1.0.0/commune-widgets.js", script.as_bytes());
    put("1.0.0/commune-widgets.js.gz", &packed(script.as_bytes()));
    put("1.0.0/commune-widgets.js.br", b"stands for brotli");
    put("1.0.0/energy_bg.0a.wasm", b"\0asm\x01\0\0\0");
    put("1.0.0/packs/energy/1/59648.json", b"{\"old\":true}");
    put("packs/energy/1/59648.json", b"{\"schema\":\"commune-widgets/energy/1\"}");
    put("packs/catalogue.jsonld", b"{}");
    put("embed/energy/59648.html", b"<p>x");
    put("index.html", b"<p>home");
    site
}

/// A server of this test, stopped when it is dropped.
struct Running {
    child: Child,
    port: u16,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

fn start(mut command: Command, port: u16) -> Running {
    let mut running = Running { child: command.spawn().unwrap(), port };
    for _ in 0..100 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return running;
        }
        assert!(running.child.try_wait().unwrap().is_none(), "the server stopped at once");
        sleep(Duration::from_millis(50));
    }
    panic!("the server does not answer");
}

/// Status, headers with names in lower case, and body as they come: an HTTP client would unpack it.
fn get(port: u16, path: &str, encoding: &str) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\nUser-Agent: Mozilla/5.0 Firefox/140.0\r\n\
         Accept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':').unwrap();
        (name.to_ascii_lowercase(), value.trim().to_owned())
    });
    (status, headers.collect(), bytes[end + 4..].to_vec())
}

fn header<'h>(headers: &'h [(String, String)], name: &str) -> &'h str {
    headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// What both servers must do.
fn check(port: u16, brotli: bool) {
    for (path, mime) in [
        ("/1.0.0/commune-widgets.js", "text/javascript"),
        ("/1.0.0/energy_bg.0a.wasm", "application/wasm"),
        ("/packs/energy/1/59648.json", "application/json"),
        ("/packs/catalogue.jsonld", "application/ld+json"),
        ("/embed/energy/59648.html", "text/html"),
    ] {
        let (status, headers, _) = get(port, path, "identity");
        assert_eq!(status, 200, "{path}");
        assert_eq!(header(&headers, "content-type").split(';').next(), Some(mime), "{path}");
        assert_eq!(header(&headers, "access-control-allow-origin"), "*", "{path}");
        assert_eq!(header(&headers, "x-content-type-options"), "nosniff", "{path}");
        let cache = header(&headers, "cache-control");
        assert_eq!(cache.contains("immutable"), path.starts_with("/1.0.0/"), "{path}: {cache}");
        assert!(cache.starts_with("public, max-age="), "{path}: {cache}");
    }
    // A version's packs are those of all versions, and are not kept for a year.
    let (status, headers, body) = get(port, "/1.0.0/packs/energy/1/59648.json", "identity");
    assert_eq!(
        (status, String::from_utf8(body).unwrap().as_str()),
        (200, "{\"schema\":\"commune-widgets/energy/1\"}")
    );
    assert!(!header(&headers, "cache-control").contains("immutable"));
    // What is missing is missing, and a page of another site may read that.
    for path in ["/packs/energy/1/59999.json", "/1.0.0/packs/energy/1/59999.json", "/1.0.0/none.js"] {
        let (status, headers, body) = get(port, path, "identity");
        assert_eq!((status, header(&headers, "access-control-allow-origin")), (404, "*"), "{path}");
        assert!(!String::from_utf8_lossy(&body).contains("home"), "{path}");
        assert!(!header(&headers, "cache-control").contains("immutable"), "{path}");
    }
    let encodings = [("gzip", "gzip"), ("gzip, br", if brotli { "br" } else { "gzip" }), ("identity", "")];
    for (asked, wanted) in encodings {
        let (_, headers, _) = get(port, "/1.0.0/commune-widgets.js", asked);
        assert_eq!(header(&headers, "content-encoding"), wanted, "{asked}: {headers:?}");
        assert_eq!(header(&headers, "content-type").split(';').next(), Some("text/javascript"), "{asked}");
        assert!(header(&headers, "vary").to_lowercase().contains("accept-encoding"), "{asked}: {headers:?}");
        assert_eq!(header(&headers, "content-language"), "", "{asked}");
        assert!(header(&headers, "cache-control").contains("immutable"), "{asked}");
    }
}

/// What the log says of a visitor: nothing; and that it can be counted.
fn check_log(log: &Path) {
    let text = fs::read_to_string(log).unwrap();
    assert!(!text.is_empty() && !text.contains("127.0.0.1"), "{text}");
    let counted = Command::new(env!("CARGO_BIN_EXE_commune-packs"))
        .args(["usage", log.to_str().unwrap()])
        .output()
        .unwrap();
    let csv = String::from_utf8(counted.stdout).unwrap();
    assert!(csv.contains(";59648;;energy;2"), "{csv}\n{text}");
}

fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Some(path.into());
    }
    let folders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/opt/homebrew/bin"];
    let all = folders.iter().flat_map(|folder| names.iter().map(move |name| Path::new(folder).join(name)));
    all.into_iter().find(|path| path.is_file())
}

#[test]
fn nginx_serves_as_the_configuration_says() {
    let Some(nginx) = program("COMMUNE_NGINX", &["nginx"]) else {
        println!("skipped: nginx is not installed");
        return;
    };
    let folder = folder("nginx");
    let (site, port) = (site(&folder), free_port());
    let conf = format!(
        "daemon off;\nmaster_process off;\npid {0}/nginx.pid;\nerror_log {0}/logs/error.log;\nevents {{}}\n\
         http {{\n include {CONFIGURATIONS}/nginx-journal.conf;\n\
         client_body_temp_path {0}/t1; proxy_temp_path {0}/t2; fastcgi_temp_path {0}/t3; uwsgi_temp_path {0}/t4; scgi_temp_path {0}/t5;\n\
         server {{\n listen 127.0.0.1:{port};\n root {1};\n access_log {0}/logs/access.log communes;\n include {CONFIGURATIONS}/nginx.conf;\n }}\n}}\n",
        folder.display(),
        site.display()
    );
    let path = folder.join("nginx.conf");
    fs::write(&path, conf).unwrap();
    let error_log = folder.join("logs/error.log");
    let command = || {
        let mut command = Command::new(&nginx);
        command.arg("-e").arg(&error_log).arg("-c").arg(&path).arg("-p").arg(&folder);
        command
    };
    let tested = command().arg("-t").output().unwrap();
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stderr));
    let running = start(command(), port);
    check(running.port, false);
    drop(running);
    check_log(&folder.join("logs/access.log"));
}

#[test]
fn apache_serves_as_the_configuration_says() {
    let Some(apache) = program("COMMUNE_APACHE", &["apache2", "httpd"]) else {
        println!("skipped: Apache is not installed");
        return;
    };
    let modules = ["/usr/lib/apache2/modules", "/usr/lib64/httpd/modules"]
        .into_iter()
        .find(|path| Path::new(path).is_dir());
    let Some(modules) = modules else {
        println!("skipped: the modules of Apache are not where Debian and Fedora put them");
        return;
    };
    let folder = folder("apache");
    let (site, port) = (site(&folder), free_port());
    let mut conf = format!(
        "ServerRoot {0}\nPidFile {0}/apache.pid\nErrorLog {0}/logs/error.log\nServerName localhost\nListen 127.0.0.1:{port}\n",
        folder.display()
    );
    // The ordinary modules of an installation, compression as well: it must not compress twice.
    for name in ["mpm_event", "authz_core", "mime", "headers", "rewrite", "dir", "filter", "deflate"] {
        conf += &format!("LoadModule {name}_module {modules}/mod_{name}.so\n");
    }
    let types = folder.join("mime.types");
    fs::write(&types, "text/html html\ntext/css css\nimage/svg+xml svg\napplication/javascript js\n")
        .unwrap();
    conf += &format!(
        "TypesConfig {}\nAddLanguage br .br\nAddType application/x-gzip .gz\nAddOutputFilterByType DEFLATE text/javascript application/json\n\
         <VirtualHost 127.0.0.1:{port}>\n DocumentRoot {}\n <Directory {1}>\n  Require all granted\n </Directory>\n\
         Include {CONFIGURATIONS}/apache.conf\n CustomLog {2}/logs/access.log communes\n</VirtualHost>\n",
        types.display(),
        site.display(),
        folder.display()
    );
    let path = folder.join("apache.conf");
    fs::write(&path, conf).unwrap();
    let command = || {
        let mut command = Command::new(&apache);
        command.arg("-f").arg(&path);
        command
    };
    let tested = command().arg("-t").output().unwrap();
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stderr));
    let mut foreground = command();
    // One process: workers of their own would outlive the test.
    foreground.arg("-X");
    let running = start(foreground, port);
    check(running.port, true);
    // The log is written by then.
    sleep(Duration::from_millis(300));
    check_log(&folder.join("logs/access.log"));
    drop(running);
}
