//! A static file server on 127.0.0.1 for the demo and the browser suite.
//!
//! It serves folders mounted under URL prefixes, records every request that reaches it,
//! and lets a test answer any path itself: late, cut short, broken or refused. It never
//! listens on another address than the loopback.
//!
//! ```no_run
//! let server = serve::Server::new()
//!     .mount("/", "demo")
//!     .mount("/pkg/", "pkg")
//!     .start(0)?;
//! println!("{}", server.origin());
//! # Ok::<(), std::io::Error>(())
//! ```

mod exchange;
mod files;
mod relay;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

pub use exchange::{Reply, Request};
pub use files::content_type;

/// Answers a request, or leaves it to the next handler and then to the folders.
pub type Handler = dyn Fn(&Request) -> Option<Reply> + Send + Sync;

/// Gives headers (name, value) to add to the answer of a request. A header that the
/// answer has already keeps its value.
pub type ExtraHeaders = dyn Fn(&Request) -> Vec<(String, String)> + Send + Sync;

/// What a server will do, before it starts.
#[derive(Default)]
pub struct Builder {
    mounts: files::Mounts,
    handlers: Vec<Arc<Handler>>,
    extra: Option<Box<ExtraHeaders>>,
}

impl Builder {
    /// Serves the files of `folder` under the URL prefix (`/` or `/name/`). Of several
    /// prefixes that fit, the longest answers.
    #[must_use]
    pub fn mount(mut self, prefix: &str, folder: impl Into<std::path::PathBuf>) -> Self {
        self.mounts.add(prefix, folder.into());
        self
    }

    /// Adds a handler, asked before the folders; see [`Server::handle`].
    #[must_use]
    pub fn handle(mut self, handler: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static) -> Self {
        self.handlers.push(Arc::new(handler));
        self
    }

    /// Adds headers, such as a content security policy, to every answer.
    #[must_use]
    pub fn headers(
        mut self,
        extra: impl Fn(&Request) -> Vec<(String, String)> + Send + Sync + 'static,
    ) -> Self {
        self.extra = Some(Box::new(extra));
        self
    }

    /// Listens on 127.0.0.1 and answers in the background until the [`Server`] is dropped.
    /// Port 0 takes a free one.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub fn start(self, port: u16) -> io::Result<Server> {
        let inner = tiny_http::Server::http(("127.0.0.1", 0)).map_err(io::Error::other)?;
        let inner_address = inner
            .server_addr()
            .to_ip()
            .ok_or_else(|| io::Error::other("the inner server has no IP address"))?;
        let relay = relay::Relay::start(port, inner_address)?;
        let shared = Arc::new(Shared {
            mounts: self.mounts,
            handlers: Mutex::new(self.handlers),
            extra: self.extra,
            requests: Mutex::default(),
            links: relay.links(),
        });
        let inner = Arc::new(inner);
        let worker = thread::spawn({
            let (inner, shared) = (Arc::clone(&inner), Arc::clone(&shared));
            move || {
                // One thread per request: a slow answer holds up nobody else.
                for request in inner.incoming_requests() {
                    let shared = Arc::clone(&shared);
                    thread::spawn(move || shared.answer(request));
                }
            }
        });
        Ok(Server { port: relay.port(), shared, inner, relay, worker: Some(worker) })
    }
}

/// A running server; dropping it closes every connection and frees the port.
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    inner: Arc<tiny_http::Server>,
    relay: relay::Relay,
    worker: Option<JoinHandle<()>>,
}

impl Server {
    /// Begins the description of a server.
    #[expect(clippy::new_ret_no_self, reason = "a server exists only once it has started")]
    #[must_use]
    pub fn new() -> Builder {
        Builder::default()
    }

    /// The port that answers.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `http://127.0.0.1:PORT`, without a closing slash.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Adds a handler to a running server. The last one added is asked first.
    pub fn handle(&self, handler: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static) {
        lock(&self.shared.handlers).push(Arc::new(handler));
    }

    /// Every request received so far, in order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }

    /// Forgets the requests received so far.
    pub fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// Waits until the server stops, which is for ever unless its port breaks.
    pub fn wait(mut self) {
        if let Some(worker) = self.worker.take() {
            worker.join().ok();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.relay.stop();
        self.inner.unblock();
        if let Some(worker) = self.worker.take() {
            worker.join().ok();
        }
    }
}

struct Shared {
    mounts: files::Mounts,
    handlers: Mutex<Vec<Arc<Handler>>>,
    extra: Option<Box<ExtraHeaders>>,
    requests: Mutex<Vec<Request>>,
    links: relay::Links,
}

impl Shared {
    fn answer(&self, mut incoming: tiny_http::Request) {
        let Ok(request) = Request::read(&mut incoming) else { return };
        lock(&self.requests).push(request.clone());
        // Cloned out of the lock: a handler may itself take its time.
        let handlers = lock(&self.handlers).clone();
        let mut reply = handlers
            .iter()
            .rev()
            .find_map(|handler| handler(&request))
            .unwrap_or_else(|| self.mounts.reply(&request));
        for (name, value) in self.extra.as_ref().map_or_else(Vec::new, |extra| extra(&request)) {
            reply = reply.default_header(&name, &value);
        }
        let link = incoming.remote_addr().copied();
        // The visitor may have gone: nobody is left to tell.
        let whole = reply.write(&request, incoming.into_writer().as_mut()).unwrap_or(false);
        if let (false, Some(link)) = (whole, link) {
            self.links.cut(link);
        }
    }
}

/// A test that panics elsewhere must not hide what the server recorded.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
