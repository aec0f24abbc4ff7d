//! What a platform is to be.

use jiff::Timestamp;

use crate::{Failure, Limits, NOW, Version};

/// The description of a platform, before it starts.
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) version: Version,
    pub(crate) limits: Limits,
    pub(crate) now: Timestamp,
    pub(crate) port: u16,
    pub(crate) empty: bool,
    pub(crate) failure: Option<Failure>,
    pub(crate) introspection: bool,
    pub(crate) storage: String,
}

impl Options {
    /// Rich data around [`NOW`], the version's own limits, a free port, no failure.
    #[must_use]
    pub fn new(version: Version) -> Self {
        Self {
            version,
            limits: Limits::of(version),
            now: NOW,
            port: 0,
            empty: false,
            failure: None,
            introspection: true,
            storage: "https://stockage.example.org".to_owned(),
        }
    }

    /// A platform on which nothing has been published.
    #[must_use]
    pub fn empty(self) -> Self {
        Self { empty: true, ..self }
    }

    /// Dates its data from that moment instead of [`NOW`].
    #[must_use]
    pub fn now(self, now: Timestamp) -> Self {
        Self { now, ..self }
    }

    /// The port to listen on; 0 takes a free one.
    #[must_use]
    pub fn port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// Plays that failure from the start.
    #[must_use]
    pub fn fail(self, failure: Failure) -> Self {
        Self { failure: Some(failure), ..self }
    }

    /// Other limits than the version's own.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Whether `__schema` and `__type` are answered.
    #[must_use]
    pub fn introspection(self, introspection: bool) -> Self {
        Self { introspection, ..self }
    }

    /// The origin, without a closing slash, where the platform says that one of its pictures is.
    #[must_use]
    pub fn storage(self, origin: &str) -> Self {
        Self { storage: origin.trim_end_matches('/').to_owned(), ..self }
    }
}
