//! The server: who is let in, what is answered, what is remembered.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serve::{Reply, Request, Server};

use crate::answer::answer;
use crate::clock::Clock;
use crate::failure::{json, too_many};
use crate::params::{Params, Unread};
use crate::resolve::Scene;
use crate::throttle::Throttle;
use crate::world::{World, build};
use crate::{Failure, Limits, Options, Recorded, Version, schema, site};

/// A running platform on 127.0.0.1. Dropping it closes every connection and frees the port.
pub struct Platform {
    // Dropped before `server`, whose threads it frees.
    shared: Release,
    server: Server,
}

struct Shared {
    version: Version,
    limits: Limits,
    introspection: bool,
    world: World,
    /// What is seen while it plays [`Failure::Empty`].
    nothing: World,
    state: Mutex<State>,
    changed: Condvar,
    throttle: Throttle,
    recorded: Mutex<Vec<Recorded>>,
    received: AtomicUsize,
}

#[derive(Default)]
struct State {
    failure: Option<Failure>,
    /// API requests since the failure was set.
    count: usize,
    /// Distinguishes one failure from the next, for those who wait.
    turn: usize,
    over: bool,
}

struct Release(Arc<Shared>);

impl Drop for Release {
    fn drop(&mut self) {
        lock(&self.0.state).over = true;
        self.0.changed.notify_all();
    }
}

impl Platform {
    /// Starts it; it answers when this returns.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub fn start(options: Options) -> io::Result<Self> {
        // Parsed once and kept: the first request should not pay for it.
        let _parsed = schema(options.version);
        let clock = Clock::new(options.now);
        let shared = Arc::new(Shared {
            version: options.version,
            limits: options.limits,
            introspection: options.introspection,
            world: build(options.version, &clock, &options.storage, options.empty),
            nothing: build(options.version, &clock, &options.storage, true),
            state: Mutex::new(State { failure: options.failure, ..State::default() }),
            changed: Condvar::new(),
            throttle: Throttle::default(),
            recorded: Mutex::default(),
            received: AtomicUsize::new(0),
        });
        let answering = Arc::clone(&shared);
        let server =
            Server::new().handle(move |request| Some(answering.reply(request))).start(options.port)?;
        Ok(Self { shared: Release(shared), server })
    }

    /// The port that answers.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.server.port()
    }

    /// `http://127.0.0.1:PORT`, without a closing slash.
    #[must_use]
    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// The address of the API.
    #[must_use]
    pub fn api(&self) -> String {
        format!("{}/api", self.origin())
    }

    /// Plays that failure from now on, or none. Requests that wait for an answer get one.
    pub fn fail(&self, failure: Option<Failure>) {
        let shared = &self.shared.0;
        let mut state = lock(&shared.state);
        (state.failure, state.count) = (failure, 0);
        state.turn += 1;
        shared.changed.notify_all();
    }

    /// Every request so far, in order of arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.shared.0.recorded).clone()
    }

    /// Forgets the requests so far, and how many each address has sent.
    pub fn forget_requests(&self) {
        lock(&self.shared.0.recorded).clear();
        self.shared.0.throttle.forget();
    }

    /// Waits until the server stops, which is for ever unless its port breaks.
    pub fn wait(self) {
        let Self { shared, server } = self;
        server.wait();
        drop(shared);
    }
}

impl Shared {
    fn reply(&self, request: &Request) -> Reply {
        let params = Params::read(request);
        let api = matches!(request.path(), "/api" | "/api/");
        let number = self.received.fetch_add(1, Ordering::Relaxed);
        let known = params.as_ref().ok().filter(|_| api && request.method == "POST");
        lock(&self.recorded).push(Recorded::new(request, known, number));
        let reply = self.allow(request, || self.route(request, params, api));
        // Not by its place: the records may have been forgotten meanwhile.
        if let Some(recorded) = lock(&self.recorded).iter_mut().rfind(|recorded| recorded.number == number) {
            recorded.status = reply.status();
        }
        reply
    }

    /// rack-cors: it answers the preflight itself, and adds its headers to every answer on `/api`.
    fn allow(&self, request: &Request, answer: impl FnOnce() -> Reply) -> Reply {
        let asked = request.header("Access-Control-Request-Method");
        let covered = request.header("Origin").is_some() && request.path() == "/api";
        let method = asked.filter(|_| request.method == "OPTIONS").unwrap_or(&request.method);
        if !covered || !matches!(method, "POST" | "OPTIONS") {
            return answer();
        }
        let mut reply = if request.method == "OPTIONS" && asked.is_some() {
            let headers = request.header("Access-Control-Request-Headers").unwrap_or_default();
            Reply::new(200).bare().header("Access-Control-Allow-Headers", headers)
        } else {
            answer()
        };
        for (name, value) in [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Methods", "POST, OPTIONS"),
            ("Access-Control-Expose-Headers", ""),
            ("Access-Control-Max-Age", "7200"),
        ] {
            reply = reply.header(name, value);
        }
        reply
    }

    fn route(&self, request: &Request, params: Result<Params, Unread>, api: bool) -> Reply {
        if !self.throttle.admits(request, self.limits.requests_per_minute, Instant::now()) {
            return too_many(None);
        }
        if api && request.method == "POST" {
            return self.api(request, params);
        }
        if let Some(Failure::RateLimit { retry_after }) = lock(&self.state).failure {
            return too_many(retry_after);
        }
        site::page(&self.world, self.version, request)
    }

    fn api(&self, request: &Request, params: Result<Params, Unread>) -> Reply {
        let failure = self.failure();
        if let Some(reply) = failure.as_ref().and_then(Failure::instead) {
            return reply;
        }
        let params = match params {
            Ok(params) => params,
            Err(Unread::Broken) => return json(400, r#"{"status":400,"error":"Bad Request"}"#),
            Err(Unread::Raised) => {
                return Failure::ErrorJson.instead().unwrap_or_else(|| json(500, "{}"));
            }
        };
        let host = request.header("Host").unwrap_or("127.0.0.1");
        let scene = Scene {
            world: if failure == Some(Failure::Empty) { &self.nothing } else { &self.world },
            version: self.version,
            limits: &self.limits,
            origin: format!("http://{host}"),
        };
        let body = answer(&scene, &params, self.introspection);
        match failure {
            Some(failure) => failure.spoil(body),
            None => json(200, &body),
        }
    }

    /// What is to be played for this API request. Returns when there is something to answer.
    fn failure(&self) -> Option<Failure> {
        let mut state = lock(&self.state);
        let count = state.count;
        state.count += 1;
        let mut failure = state.failure.as_ref().and_then(|failure| failure.at(count)).cloned();
        while failure == Some(Failure::Silence) && !state.over {
            let turn = state.turn;
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            if state.turn != turn {
                failure = state.failure.as_ref().and_then(|failure| failure.at(0)).cloned();
            }
        }
        failure
    }
}

/// A test that panics elsewhere must not hide what was recorded.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
