//! The hosts of the tests: the commune's site and another one, each recording its requests.

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use serve::{Reply, Request, Server, content_type};

use crate::case::Case;
use crate::root;

/// The built library: `pkg/`, or the folder that `COMMUNE_PKG` names, such as a former release.
fn built() -> PathBuf {
    std::env::var_os("COMMUNE_PKG").map_or_else(|| root().join("pkg"), PathBuf::from)
}

/// Where [`Case`] pages are served; their policy applies to every page of the site.
pub(crate) const CASE_PATH: &str = "/t/case.html";
/// A page with the case in a frame, for widths that a window cannot have.
pub(crate) const FRAME_PATH: &str = "/t/frame.html";
const REPORT_PATH: &str = "/csp-report";

/// Two running servers: the site under test at [`Site::origin`] and a second host.
pub struct Site {
    main: Server,
    other: Server,
    plan: Arc<Mutex<Plan>>,
}

/// How requests are answered for the page that is open now.
#[derive(Default)]
struct Plan {
    open: Option<String>,
    case: String,
    frame: String,
    policy: Option<String>,
    answers: HashMap<String, VecDeque<Reply>>,
    slow: Option<(String, Duration)>,
}

impl Site {
    /// Starts both hosts on free ports. The demo is at `/`, the test pages at `/t/`, and the
    /// built library twice, at `/pkg/` and `/pkg2/`, as two copies on one page.
    ///
    /// # Errors
    /// When a port cannot be had.
    pub fn start() -> Result<Self> {
        let plan = Arc::new(Mutex::new(Plan::default()));
        let root = root();
        let main = Server::new()
            .mount("/", root.join("demo"))
            .mount("/t/", root.join("tests/pages"))
            .mount("/pkg/", built())
            .mount("/pkg2/", built())
            .handle({
                let plan = Arc::clone(&plan);
                move |request| lock(&plan).reply(request)
            })
            .headers({
                let plan = Arc::clone(&plan);
                move |request| {
                    // The outer page of a frame is not what is tested.
                    let policy = lock(&plan).policy.clone().filter(|_| request.path() != FRAME_PATH);
                    policy.map(|value| ("Content-Security-Policy".to_owned(), value)).into_iter().collect()
                }
            })
            .start(0)
            .context("the test server does not start")?;
        let other = Server::new()
            .handle({
                let plan = Arc::clone(&plan);
                move |request| lock(&plan).reply(request)
            })
            .start(0)
            .context("the other host does not start")?;
        Ok(Self { main, other, plan })
    }

    /// The site's origin, `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn origin(&self) -> String {
        self.main.origin()
    }

    /// The origin of the other host.
    #[must_use]
    pub fn other_origin(&self) -> String {
        self.other.origin()
    }

    /// Prepares the answers for one case, forgets the requests of the one before, and gives
    /// the address to open.
    pub(crate) fn prepare(&self, case: &Case) -> Result<String> {
        let mut plan = lock(&self.plan);
        *plan = Plan {
            open: case.path.clone(),
            case: self.html(case)?,
            frame: frame(case),
            policy: case.policy.header(&self.other_origin()),
            answers: case
                .answers
                .iter()
                .map(|(path, replies)| (path.clone(), replies.clone().into()))
                .collect(),
            slow: case.slow.clone(),
        };
        self.forget();
        Ok(format!("{}{}", self.origin(), case.path.as_deref().unwrap_or(CASE_PATH)))
    }

    fn html(&self, case: &Case) -> Result<String> {
        let file = root().join("tests/pages/template.html");
        let template = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let shells: String = case
            .shells
            .iter()
            .map(|shell| format!("<script type=\"module\" src=\"{shell}\"></script>\n"))
            .collect();
        Ok(template
            .replace("{{lang}}", &case.lang)
            .replace("{{title}}", &case.title)
            .replace("{{shells}}", &shells)
            .replace("{{body}}", &case.body)
            .replace("{{other}}", &self.other_origin()))
    }

    /// Changes the answers of a path while the page is open.
    pub fn answer(&self, path: &str, replies: impl Into<Vec<Reply>>) {
        lock(&self.plan).answers.insert(path.to_owned(), replies.into().into());
    }

    /// Forgets what has been asked for so far; the page stays open.
    pub fn forget(&self) {
        self.main.clear_requests();
        self.other.clear_requests();
    }

    /// The requests of the open page to its own host, without what every page asks for: the
    /// page itself, the harness's scripts, the icon, policy reports.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        let all = self.main.requests();
        let harness =
            |path: &str| path.starts_with("/t/") || ["/axe.js", "/favicon.ico", REPORT_PATH].contains(&path);
        all.into_iter().filter(|request| !harness(request.path())).collect()
    }

    /// Every request of the open page to its own host, the harness's own with them.
    #[must_use]
    pub fn all_requests(&self) -> Vec<Request> {
        self.main.requests()
    }

    /// The requests of the open page to the other host.
    #[must_use]
    pub fn other_requests(&self) -> Vec<Request> {
        self.other.requests()
    }

    /// The policy reports that browsers have posted for the open page.
    #[must_use]
    pub fn reports(&self) -> Vec<String> {
        let all = self.main.requests().into_iter();
        all.filter(|request| request.path() == REPORT_PATH)
            .map(|request| String::from_utf8_lossy(&request.body).into_owned())
            .collect()
    }
}

impl Plan {
    fn reply(&mut self, request: &Request) -> Option<Reply> {
        let path = request.path();
        if let Some(replies) = self.answers.get_mut(path) {
            // The last answer stays: a page that asks again gets it again.
            let next = if replies.len() > 1 { replies.pop_front() } else { replies.front().cloned() };
            return next;
        }
        let html = |text: &str| Some(Reply::with(200, "text/html; charset=utf-8", text));
        match path {
            CASE_PATH => html(&self.case),
            FRAME_PATH => html(&self.frame),
            REPORT_PATH | "/favicon.ico" => Some(Reply::new(204)),
            "/axe.js" => Some(file(&root().join("node_modules/axe-core/axe.min.js"))),
            // A page of the demo that is under test gets the harness's two scripts.
            _ if Some(path) == self.open.as_deref() => watched(&root().join("demo").join(&path[1..])),
            _ => {
                let (ending, by) = self.slow.as_ref().filter(|(ending, _)| path.ends_with(ending))?;
                let rest = path.strip_prefix("/pkg2/").or_else(|| path.strip_prefix("/pkg/"))?;
                debug_assert!(rest.ends_with(ending.as_str()));
                Some(file(&built().join(rest)).delay(*by))
            }
        }
    }
}

/// A page with the harness's scripts first in its head; none if there is no such page.
fn watched(path: &Path) -> Option<Reply> {
    let scripts = "<head><script src=\"/t/probe.js\"></script><script src=\"/axe.js\"></script>";
    let page = fs::read_to_string(path).ok()?.replacen("<head>", scripts, 1);
    Some(Reply::with(200, "text/html; charset=utf-8", page))
}

fn file(path: &Path) -> Reply {
    match fs::read(path) {
        Ok(bytes) => Reply::with(200, content_type(path), bytes),
        Err(_) => Reply::with(404, "text/plain; charset=utf-8", "Not found"),
    }
}

fn frame(case: &Case) -> String {
    let (width, height) = (case.width, case.height);
    let src = case.path.as_deref().unwrap_or(CASE_PATH);
    format!(
        "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Cadre</title>\
         <body style=\"margin:0\"><iframe title=\"{}\" src=\"{src}\" width=\"{width}\" \
         height=\"{height}\" style=\"border:0;display:block\"></iframe>",
        case.title
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
