use std::fmt;

/// Why nothing usable came. Each case has a sentence for the resident ([`FetchError::key`]) and a detail
/// for the webmaster (`Display`, in English).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The host was not reached: no network, no such host, refused by CORS or by the page's policy; the
    /// browser tells these apart in its console only.
    Network,
    /// No complete answer within this many milliseconds.
    TimedOut {
        /// The limit.
        after_ms: u32,
    },
    /// 404 or 410: there is no such file.
    NotFound,
    /// 401 or 403: the host wants a login or refuses.
    Forbidden {
        /// The HTTP status.
        status: u16,
    },
    /// 429, still after the retries.
    TooManyRequests,
    /// Another status that is not a success, still after the retries where they are of use.
    Status {
        /// The HTTP status.
        status: u16,
    },
    /// The answer is another kind of file, most often a host's HTML page.
    ContentType {
        /// The answer's `Content-Type`.
        found: String,
    },
    /// More bytes than the cap.
    TooLarge {
        /// The cap.
        max_bytes: u32,
    },
    /// The file says that it is of a version that this widget does not know.
    UnknownVersion {
        /// The file's `schema`.
        schema: String,
    },
    /// The bytes are not the format asked for.
    Malformed {
        /// What the parser said.
        detail: String,
    },
}

impl FetchError {
    /// The key of the resident's sentence among the messages of `commune-ui`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Network => "error.network",
            Self::TimedOut { .. } => "error.timed-out",
            Self::NotFound => "error.not-found",
            Self::Forbidden { .. } => "error.forbidden",
            Self::TooManyRequests => "error.too-many-requests",
            Self::Status { .. } => "error.status",
            Self::ContentType { .. } => "error.content-type",
            Self::TooLarge { .. } => "error.too-large",
            Self::UnknownVersion { .. } => "error.newer-version",
            Self::Malformed { .. } => "error.malformed",
        }
    }

    /// Every key, so that a test can check that each has its sentence.
    pub const KEYS: &'static [&'static str] = &[
        "error.network",
        "error.timed-out",
        "error.not-found",
        "error.forbidden",
        "error.too-many-requests",
        "error.status",
        "error.content-type",
        "error.too-large",
        "error.newer-version",
        "error.malformed",
    ];

    /// The error that an HTTP status stands for; `None` for a success.
    pub fn of_status(status: u16) -> Option<Self> {
        match status {
            200..=299 => None,
            401 | 403 => Some(Self::Forbidden { status }),
            404 | 410 => Some(Self::NotFound),
            429 => Some(Self::TooManyRequests),
            _ => Some(Self::Status { status }),
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network => f.write_str("not reached: network, CORS or content security policy"),
            Self::TimedOut { after_ms } => write!(f, "no complete answer within {after_ms} ms"),
            Self::NotFound => f.write_str("no such file (404 or 410)"),
            Self::Forbidden { status } | Self::Status { status } => write!(f, "HTTP status {status}"),
            Self::TooManyRequests => f.write_str("too many requests (429)"),
            Self::ContentType { found } => write!(f, "unexpected content type {found}"),
            Self::TooLarge { max_bytes } => write!(f, "larger than the limit of {max_bytes} bytes"),
            Self::UnknownVersion { schema } => write!(f, "unknown schema version {schema}"),
            Self::Malformed { detail } => write!(f, "not readable: {detail}"),
        }
    }
}

impl std::error::Error for FetchError {}
