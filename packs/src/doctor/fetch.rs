//! Asking for one address, and for where it redirects.

use std::fmt;
use std::time::Duration;

use url::Url;

/// What one answer may take.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Bytes of one answer: the bundle of all widgets is far below.
const MAX_BYTES: u64 = 16 << 20;
/// Redirects that are followed, which is what browsers do at most.
const MOST_REDIRECTS: usize = 20;

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Where the redirects ended.
    pub url: Url,
    /// The addresses that redirected, in order.
    pub redirects: Vec<Url>,
    /// Its status.
    pub status: u16,
    /// Its headers in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The first header of a name (lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// `Content-Type` without its parameters, lower case; empty where there is none.
    #[must_use]
    pub fn mime(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The name of the host is not known.
    NoHost,
    /// No answer in time.
    TimedOut,
    /// The certificate or the encryption is refused.
    Tls,
    /// It redirects for ever, or to something that is no web address.
    Redirects,
    /// The answer is larger than anything of ours.
    TooLarge,
    /// Anything else.
    NotReached,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoHost => "ce nom de site n'existe pas",
            Self::TimedOut => "pas de réponse à temps",
            Self::Tls => "la connexion sécurisée (https) est refusée : vérifiez le certificat",
            Self::Redirects => "les redirections tournent en rond",
            Self::TooLarge => "la réponse est trop grande",
            Self::NotReached => "pas de réponse",
        })
    }
}

/// Whatever answers requests: the network, or a test.
pub trait Fetch {
    /// Asks for an address by `GET`, as a page of `origin` would where one is given.
    ///
    /// # Errors
    /// There is no answer. An error status is an answer.
    fn get(&self, url: &Url, origin: Option<&str>) -> Result<Answer, Failure>;
}

/// The network.
pub struct Network {
    agent: ureq::Agent,
}

impl Network {
    /// A client that follows redirects itself, so that each is known.
    #[must_use]
    pub fn new() -> Self {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("commune-packs/", env!("CARGO_PKG_VERSION"), " doctor"))
            .build()
            .new_agent();
        Self { agent }
    }
}

impl Default for Network {
    fn default() -> Self {
        Self::new()
    }
}

impl Fetch for Network {
    fn get(&self, url: &Url, origin: Option<&str>) -> Result<Answer, Failure> {
        let mut url = url.clone();
        let mut redirects = Vec::new();
        loop {
            let mut request = self.agent.get(url.as_str()).header("accept", "*/*");
            if let Some(origin) = origin {
                request = request.header("origin", origin);
            }
            let mut answer = request.call().map_err(|error| failure(&error))?;
            let status = answer.status().as_u16();
            let headers: Vec<(String, String)> = answer
                .headers()
                .iter()
                .map(|(name, value)| {
                    (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
                })
                .collect();
            let location =
                headers.iter().find(|(name, _)| name == "location").map(|(_, value)| value.clone());
            if let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, location) {
                let next = url.join(&location).map_err(|_| Failure::Redirects)?;
                if redirects.len() >= MOST_REDIRECTS || !["http", "https"].contains(&next.scheme()) {
                    return Err(Failure::Redirects);
                }
                redirects.push(std::mem::replace(&mut url, next));
                continue;
            }
            let body = answer.body_mut().with_config().limit(MAX_BYTES).read_to_vec();
            let body = body.map_err(|error| failure(&error))?;
            return Ok(Answer { url, redirects, status, headers, body });
        }
    }
}

fn failure(error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::TimedOut,
        ureq::Error::HostNotFound => Failure::NoHost,
        ureq::Error::BodyExceedsLimit(_) => Failure::TooLarge,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Failure::Tls,
        _ => Failure::NotReached,
    }
}
