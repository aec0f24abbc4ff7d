//! What can go wrong between a platform and a visitor.

use commune_source::{FetchError, value::Value};

/// Why a wish was not granted. The widget keeps what it had on screen and says [`Failure::key`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection, no such host, refused by the page's policy or by the platform's.
    NotReached,
    /// Too slow.
    TimedOut,
    /// 401 or 403, or a refusal in JSON: the platform keeps its API for people with an account.
    LoginWanted,
    /// A page in HTML where data were due: most often the login page.
    LoginPage,
    /// A redirect, which is not followed: the address that the commune gave is not the platform's own.
    Redirected,
    /// 404: no Decidim there.
    NoPlatform,
    /// 429, still after waiting.
    TooMany {
        /// Seconds to wait, where the platform said so.
        retry_after: Option<u32>,
    },
    /// 5xx or another status, in JSON or not.
    Broken {
        /// The HTTP status.
        status: u16,
    },
    /// An answer larger than any that was expected.
    TooLarge,
    /// Bytes that are no JSON, or JSON that is no answer.
    NotJson,
    /// GraphQL errors and no data: the platform refuses the query.
    Refused {
        /// The first message, in the platform's words, for the webmaster.
        message: String,
    },
    /// The process, component or item is not there, or no longer public.
    Gone,
}

impl Failure {
    /// The key of the visitor's sentence.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotReached => "consultation.live-not-reached",
            Self::TimedOut => "consultation.live-timed-out",
            Self::LoginWanted => "consultation.live-login-wanted",
            Self::LoginPage => "consultation.live-login-page",
            Self::Redirected => "consultation.live-redirected",
            Self::NoPlatform => "consultation.live-no-platform",
            Self::TooMany { .. } => "consultation.live-too-many",
            Self::Broken { .. } => "consultation.live-broken",
            Self::TooLarge => "consultation.live-too-large",
            Self::NotJson => "consultation.live-not-json",
            Self::Refused { .. } => "consultation.live-refused",
            Self::Gone => "consultation.live-gone",
        }
    }

    /// Every key, so that a test can check that each has its sentence. [`EMPTY`] is one more.
    pub const KEYS: &'static [&'static str] = &[
        "consultation.live-not-reached",
        "consultation.live-timed-out",
        "consultation.live-login-wanted",
        "consultation.live-login-page",
        "consultation.live-redirected",
        "consultation.live-no-platform",
        "consultation.live-too-many",
        "consultation.live-broken",
        "consultation.live-too-large",
        "consultation.live-not-json",
        "consultation.live-refused",
        "consultation.live-gone",
    ];

    /// What an HTTP status means; `None` for 200, whose body decides. 0 is the status of a redirect that a browser
    /// did not follow. `html` says that the body is a page.
    #[must_use]
    pub fn of_status(status: u16, html: bool, retry_after: Option<u32>) -> Option<Self> {
        match status {
            200..=299 => html.then_some(Self::LoginPage),
            0 | 300..=399 => Some(Self::Redirected),
            401 | 403 => Some(Self::LoginWanted),
            404 | 410 => Some(Self::NoPlatform),
            429 => Some(Self::TooMany { retry_after }),
            _ => Some(Self::Broken { status }),
        }
    }

    /// What an answer without data means; `None` where it has data.
    pub fn of_answer<V: Value>(json: &V) -> Option<Self> {
        if !json.field("data").is_absent() {
            return None;
        }
        if let Some(error) = json.list("errors").first() {
            return Some(Self::Refused { message: error.text_or_empty("message") });
        }
        // What Decidim says where authentication is forced, should a proxy have lost its status.
        let said = !json.field("error").is_absent();
        Some(if said { Self::LoginWanted } else { Self::NotJson })
    }
}

impl From<&FetchError> for Failure {
    fn from(error: &FetchError) -> Self {
        match error {
            FetchError::Network => Self::NotReached,
            FetchError::TimedOut { .. } => Self::TimedOut,
            FetchError::NotFound => Self::NoPlatform,
            FetchError::Forbidden { .. } => Self::LoginWanted,
            FetchError::TooManyRequests => Self::TooMany { retry_after: None },
            FetchError::Status { status } => {
                Self::of_status(*status, false, None).unwrap_or(Self::Broken { status: *status })
            }
            FetchError::ContentType { .. } => Self::LoginPage,
            FetchError::TooLarge { .. } => Self::TooLarge,
            FetchError::UnknownVersion { .. } | FetchError::Malformed { .. } => Self::NotJson,
        }
    }
}

/// The sentence of a platform that has no public process: no failure, but nothing to show.
pub const EMPTY: &str = "consultation.live-empty";

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_answer_has_its_case() {
        let of = |json: serde_json::Value| Failure::of_answer(&json);
        assert_eq!(of(json!({"data": {}, "errors": [{"message": "x"}]})), None);
        assert_eq!(of(json!({"errors": [{"message": "x"}]})), Some(Failure::Refused { message: "x".into() }));
        assert_eq!(
            of(json!({"data": null, "errors": [{}]})),
            Some(Failure::Refused { message: String::new() })
        );
        assert_eq!(of(json!({"error": "Access denied"})), Some(Failure::LoginWanted));
        for none in [json!(null), json!([]), json!("x"), json!({})] {
            assert_eq!(of(none), Some(Failure::NotJson));
        }
    }

    #[test]
    fn each_status_has_its_case() {
        for (status, key) in [
            (0, "redirected"),
            (301, "redirected"),
            (401, "login-wanted"),
            (403, "login-wanted"),
            (404, "no-platform"),
            (429, "too-many"),
            (500, "broken"),
            (503, "broken"),
            (418, "broken"),
        ] {
            let failure = Failure::of_status(status, true, None).unwrap();
            assert_eq!(failure.key(), format!("consultation.live-{key}"), "{status}");
        }
        assert_eq!(Failure::of_status(200, false, None), None);
        assert_eq!(Failure::of_status(200, true, None), Some(Failure::LoginPage));
        let mut keys = Failure::KEYS.to_vec();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Failure::KEYS.len());
    }
}
