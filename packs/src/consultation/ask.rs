//! The transport of the widget's client: one blocking request after another.

use std::thread::sleep;
use std::time::{Duration, Instant};

use commune_consultation::client::{FORM, Failure, Memory, Request, Task};
use serde_json::Value;

/// What one request may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes of one answer: a page of 50 proposals with their texts in five languages is far below.
const MAX_BYTES: u64 = 16 << 20;
/// Attempts after the first one, where the platform is busy or broken.
const RETRIES: u32 = 3;
/// Longest wait that a platform may ask for; it is a job that nobody waits for.
const LONGEST_WAIT_S: u32 = 90;

/// A connection to one platform, with what is known of it.
pub(super) struct Asker {
    agent: ureq::Agent,
    memory: Memory,
    start: Instant,
    pub(super) requests: u32,
}

impl Asker {
    pub(super) fn new() -> Self {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("commune-packs/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Self { agent, memory: Memory::default(), start: Instant::now(), requests: 0 }
    }

    /// Grants a wish as far as the platform does.
    pub(super) fn run(&mut self, task: &mut Task) -> Result<(), Failure> {
        while let Some(request) = task.request(&self.memory) {
            match self.send(&request) {
                Ok(json) => task.answer(&mut self.memory, &json)?,
                Err(failure) => task.fail(failure)?,
            }
        }
        Ok(())
    }

    fn send(&mut self, request: &Request) -> Result<Value, Failure> {
        let mut attempt = 0;
        loop {
            self.wait_for_turn();
            self.requests += 1;
            let failure = match self.exchange(request) {
                Ok(json) => return Ok(json),
                Err(failure) => failure,
            };
            let wait = match failure {
                Failure::TooMany { retry_after } => retry_after.unwrap_or(20),
                Failure::Broken { status: 500.. } => 1 << attempt,
                _ => return Err(failure),
            };
            if attempt >= RETRIES || wait > LONGEST_WAIT_S {
                return Err(failure);
            }
            sleep(Duration::from_secs(wait.into()));
            attempt += 1;
        }
    }

    /// Waits until the pace of the client allows another request.
    fn wait_for_turn(&mut self) {
        loop {
            let now = self.start.elapsed().as_secs_f64() * 1000.0;
            match self.memory.wait_ms(now) {
                0 => return,
                wait => sleep(Duration::from_millis(wait.into())),
            }
        }
    }

    fn exchange(&self, request: &Request) -> Result<Value, Failure> {
        let answer = self
            .agent
            .post(&request.url)
            .header("content-type", FORM)
            .header("accept", "application/json")
            .send(&request.body);
        let mut answer = answer.map_err(|error| failure(&error))?;
        let header =
            |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let html = header("content-type").trim_start().to_ascii_lowercase().starts_with("text/html");
        let retry_after = header("retry-after").trim().parse().ok();
        if let Some(failure) = Failure::of_status(answer.status().as_u16(), html, retry_after) {
            return Err(failure);
        }
        let body = answer.body_mut().with_config().limit(MAX_BYTES).read_to_vec();
        let body = body.map_err(|error| failure(&error))?;
        serde_json::from_slice(&body).map_err(|_| Failure::NotJson)
    }
}

fn failure(error: &ureq::Error) -> Failure {
    match error {
        ureq::Error::Timeout(_) => Failure::TimedOut,
        ureq::Error::BodyExceedsLimit(_) => Failure::TooLarge,
        _ => Failure::NotReached,
    }
}

/// What a platform did not give, and why.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Untaken {
    /// The platform, a process or one of its components.
    place: String,
    failure: Failure,
}

impl Untaken {
    pub(super) fn new(place: String, failure: Failure) -> Self {
        Self { place, failure }
    }

    /// True where asking again gives it no sooner: the platform has it not, or not for this query. All else is a
    /// platform that answered before and stopped.
    pub(crate) fn is_lasting(&self) -> bool {
        matches!(self.failure, Failure::Gone | Failure::Refused { .. } | Failure::TooLarge)
    }

    /// The same in French, for a report.
    pub(crate) fn french(&self) -> String {
        let why = match &self.failure {
            Failure::NotReached => "la plateforme ne répond pas".into(),
            Failure::TimedOut => format!("pas de réponse en {} secondes", TIMEOUT.as_secs()),
            Failure::LoginWanted => "la plateforme demande un compte : son API n'est pas publique".into(),
            Failure::LoginPage => {
                "la plateforme répond par une page, le plus souvent celle de sa connexion".into()
            }
            Failure::Redirected => {
                "la plateforme renvoie ailleurs : donnez sa propre adresse, en https et sans chemin".into()
            }
            Failure::NoPlatform => "il n'y a pas de Decidim à cette adresse (404)".into(),
            Failure::TooMany { .. } => "la plateforme ne prend plus de demandes pour l'instant (429)".into(),
            Failure::Broken { status } => format!("la plateforme répond par une erreur ({status})"),
            Failure::TooLarge => "la réponse est trop grande".into(),
            Failure::NotJson => "la réponse n'est pas celle d'un Decidim".into(),
            Failure::Refused { message } => format!("la plateforme refuse la question : {message}"),
            Failure::Gone => "ce n'est plus là, ou ce n'est pas public".into(),
        };
        format!("{} : {why}.", self.place)
    }
}

impl std::fmt::Display for Untaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, told(&self.failure))
    }
}

impl std::error::Error for Untaken {}

/// What a failure means to the one who runs the command.
fn told(failure: &Failure) -> String {
    match failure {
        Failure::NotReached => "the platform cannot be reached".into(),
        Failure::TimedOut => format!("no answer within {} s", TIMEOUT.as_secs()),
        Failure::LoginWanted => "the platform wants an account: its API is not public (401 or 403)".into(),
        Failure::LoginPage => "the platform answers by a page, most often that of its login".into(),
        Failure::Redirected => {
            "the platform redirects: give its own address, https and without a path".into()
        }
        Failure::NoPlatform => "there is no Decidim at this address (404)".into(),
        Failure::TooMany { .. } => "the platform still takes no more requests (429): try again later".into(),
        Failure::Broken { status } => format!("the platform answers status {status}"),
        Failure::TooLarge => "the answer is too large".into(),
        Failure::NotJson => "the answer is no JSON of a Decidim".into(),
        Failure::Refused { message } => format!("the platform refuses the query: {message}"),
        Failure::Gone => "it is not there, or not public".into(),
    }
}
