//! A static file server on 127.0.0.1 for the demo and the browser suite.
//!
//! It serves folders mounted under URL prefixes, records every request that reaches it,
//! and lets a test answer any path itself: late, cut short, broken or refused. It never
//! listens on another address than the loopback.
//!
//! Each connection has a thread of its own. The pool of tiny_http 0.12 has not: two
//! connections that arrive together may be handed to one idle thread (`TaskPool::spawn` counts
//! a thread that it has woken as idle still), and the second then waits for as long as the
//! first is kept alive, which stalls a page for ever. Nor can its connections be cut.
//!
//! ```no_run
//! let server = serve::Server::new()
//!     .mount("/", "demo")
//!     .mount("/pkg/", "pkg")
//!     .start(0)?;
//! println!("{}", server.origin());
//! # Ok::<(), std::io::Error>(())
//! ```

mod connection;
mod exchange;
mod files;

use std::collections::HashMap;
use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

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
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            mounts: self.mounts,
            handlers: Mutex::new(self.handlers),
            extra: self.extra,
            requests: Mutex::default(),
            open: Mutex::default(),
            stopping: AtomicBool::new(false),
        });
        let accepting = thread::spawn({
            let shared = Arc::clone(&shared);
            move || shared.accept(&listener)
        });
        Ok(Server { port, shared, accepting: Some(accepting) })
    }
}

/// A running server; dropping it closes every connection and frees the port.
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
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
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // Wakes the accepting thread, which then sees that it is over and frees the port.
        TcpStream::connect(("127.0.0.1", self.port)).ok();
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
        for stream in lock(&self.shared.open).values() {
            stream.shutdown(Shutdown::Both).ok();
        }
    }
}

struct Shared {
    mounts: files::Mounts,
    handlers: Mutex<Vec<Arc<Handler>>>,
    extra: Option<Box<ExtraHeaders>>,
    requests: Mutex<Vec<Request>>,
    /// The open connections, by order of arrival.
    open: Mutex<HashMap<usize, TcpStream>>,
    stopping: AtomicBool,
}

impl Shared {
    fn accept(self: &Arc<Self>, listener: &TcpListener) {
        for (id, stream) in listener.incoming().enumerate() {
            if self.stopping.load(Ordering::SeqCst) {
                return;
            }
            // A client that left before it was accepted is no reason to stop; without files
            // or threads left, a pause may bring some back.
            if stream.and_then(|stream| self.open(id, stream)).is_err() {
                thread::sleep(Duration::from_millis(10));
            }
        }
    }

    fn open(self: &Arc<Self>, id: usize, stream: TcpStream) -> io::Result<()> {
        lock(&self.open).insert(id, stream.try_clone()?);
        let link = Link { id, stream, shared: Arc::clone(self) };
        // The other side may leave at any moment: nobody is left to tell.
        let run = move || drop(connection::serve(&link.stream, |request| link.shared.reply(request)));
        thread::Builder::new().spawn(run).map(drop)
    }

    fn reply(&self, request: &Request) -> Reply {
        lock(&self.requests).push(request.clone());
        // Cloned out of the lock: a handler may itself take its time.
        let handlers = lock(&self.handlers).clone();
        let mut reply = handlers
            .iter()
            .rev()
            .find_map(|handler| handler(request))
            .unwrap_or_else(|| self.mounts.reply(request));
        for (name, value) in self.extra.as_ref().map_or_else(Vec::new, |extra| extra(request)) {
            reply = reply.default_header(&name, &value);
        }
        reply
    }
}

/// A connection that closes when its thread ends, even by the panic of a handler.
struct Link {
    id: usize,
    stream: TcpStream,
    shared: Arc<Shared>,
}

impl Drop for Link {
    fn drop(&mut self) {
        self.stream.shutdown(Shutdown::Both).ok();
        lock(&self.shared.open).remove(&self.id);
    }
}

/// A test that panics elsewhere must not hide what the server recorded.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
