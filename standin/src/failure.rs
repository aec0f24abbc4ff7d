//! The ways in which a platform can be told to fail.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serve::Reply;

use crate::site;

/// A failure of the API. Pages, pictures and the CORS preflight go on, save under
/// [`Failure::RateLimit`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// 401 with `{"error":"Access denied"}`: the platform forces authentication.
    Auth,
    /// 302 to a login page, which is HTML without CORS headers.
    LoginRedirect,
    /// 200 with an HTML login page.
    LoginPage,
    /// No answer, ever.
    Silence,
    /// 429 in plain text, for every path.
    RateLimit {
        /// Seconds in `Retry-After`; without the header if none.
        retry_after: Option<u32>,
    },
    /// 500 with an HTML page.
    ErrorHtml,
    /// 500 with JSON.
    ErrorJson,
    /// 200 with JSON that stops in the middle.
    Malformed,
    /// The answers of a platform without content.
    Empty,
    /// The right answer, late.
    Slow {
        /// How late.
        delay: Duration,
    },
    /// The right answer, a few bytes at a time.
    Trickle,
    /// The connection closes inside the body.
    Cut {
        /// Bytes of the body that are sent.
        after: usize,
    },
    /// Well for some API requests, then another failure.
    After {
        /// How many are answered well, counted from when this failure was set.
        requests: usize,
        /// The failure that follows.
        then: Box<Failure>,
    },
}

impl Failure {
    /// An example of each, by its name on the command line.
    pub const NAMES: [&str; 13] = [
        "auth",
        "login-redirect",
        "login-page",
        "silence",
        "rate-limit",
        "error-html",
        "error-json",
        "malformed",
        "empty",
        "slow",
        "trickle",
        "cut",
        "after:3:auth",
    ];

    /// What is played at the API request of that number, from 0; none while all is well.
    pub(crate) fn at(&self, count: usize) -> Option<&Self> {
        match self {
            Self::After { requests, then } => count.checked_sub(*requests).and_then(|count| then.at(count)),
            other => Some(other),
        }
    }

    /// The answer that takes the place of the right one, if this failure has its own.
    pub(crate) fn instead(&self) -> Option<Reply> {
        Some(match self {
            Self::Auth => json(401, r#"{"error":"Access denied"}"#),
            Self::LoginRedirect => {
                let page =
                    "<html><body>You are being <a href=\"/users/sign_in\">redirected</a>.</body></html>";
                site::html(302, page).header("Location", "/users/sign_in")
            }
            Self::LoginPage => site::login(),
            Self::RateLimit { retry_after } => too_many(*retry_after),
            Self::ErrorHtml => site::html(500, site::ERROR),
            Self::ErrorJson => json(500, r#"{"errors":[{"message":"Internal Server error"}],"data":{}}"#),
            _ => return None,
        })
    }

    /// The right answer, spoiled.
    pub(crate) fn spoil(&self, body: String) -> Reply {
        let half = |body: &str| {
            // A third of it, at a character's border: inside some object for every answer.
            let mut end = body.len() - body.len() / 3;
            while !body.is_char_boundary(end) {
                end -= 1;
            }
            body[..end.min(body.len() - 1)].to_owned()
        };
        match self {
            Self::Malformed => json(200, &half(&body)),
            Self::Slow { delay } => json(200, &body).delay(*delay),
            Self::Trickle => json(200, &body).pace(64, Duration::from_millis(50)),
            Self::Cut { after } => {
                let after = (*after).min(body.len().saturating_sub(1));
                json(200, &body).cut_after(after)
            }
            // Only when the platform ends while it keeps silent.
            Self::Silence => json(200, &body).cut_after(0),
            _ => json(200, &body),
        }
    }
}

/// JSON as Rails sends it.
pub(crate) fn json(status: u16, body: &str) -> Reply {
    Reply::with(status, "application/json; charset=utf-8", body)
        .bare()
        .header("Cache-Control", "max-age=0, private, must-revalidate")
}

/// Rack::Attack's answer.
pub(crate) fn too_many(retry_after: Option<u32>) -> Reply {
    let reply = Reply::with(429, "text/plain", "Retry later\n").bare();
    match retry_after {
        Some(seconds) => reply.header("Retry-After", &seconds.to_string()),
        None => reply,
    }
}

impl FromStr for Failure {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, rest) = text.split_once(':').map_or((text, None), |(name, rest)| (name, Some(rest)));
        let number = |missing: usize| match rest {
            None => Ok(missing),
            Some(rest) => rest.parse().map_err(|_| format!("{rest} is not a number, in {text}")),
        };
        let alone = |failure: Self| match rest {
            None => Ok(failure),
            Some(rest) => Err(format!("{name} takes nothing, yet {rest} follows")),
        };
        match name {
            "auth" => alone(Self::Auth),
            "login-redirect" => alone(Self::LoginRedirect),
            "login-page" => alone(Self::LoginPage),
            "silence" => alone(Self::Silence),
            "rate-limit" => {
                let seconds = rest.map(str::parse).transpose();
                let retry_after = seconds.map_err(|_| format!("rate-limit:SECONDS, not {text}"))?;
                Ok(Self::RateLimit { retry_after })
            }
            "error-html" => alone(Self::ErrorHtml),
            "error-json" => alone(Self::ErrorJson),
            "malformed" => alone(Self::Malformed),
            "empty" => alone(Self::Empty),
            "slow" => Ok(Self::Slow { delay: Duration::from_millis(number(3000)? as u64) }),
            "trickle" => alone(Self::Trickle),
            "cut" => Ok(Self::Cut { after: number(40)? }),
            "after" => {
                let parts = rest.and_then(|rest| rest.split_once(':'));
                let (count, then) = parts.ok_or_else(|| format!("after:COUNT:FAILURE, not {text}"))?;
                let requests = count.parse().map_err(|_| format!("{count} is not a number, in {text}"))?;
                Ok(Self::After { requests, then: Box::new(then.parse()?) })
            }
            _ => Err(format!("no failure is called {name}: {}", Self::NAMES.join(", "))),
        }
    }
}

impl fmt::Display for Failure {
    /// Its name on the command line.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auth => out.write_str("auth"),
            Self::LoginRedirect => out.write_str("login-redirect"),
            Self::LoginPage => out.write_str("login-page"),
            Self::Silence => out.write_str("silence"),
            Self::RateLimit { retry_after: None } => out.write_str("rate-limit"),
            Self::RateLimit { retry_after: Some(seconds) } => write!(out, "rate-limit:{seconds}"),
            Self::ErrorHtml => out.write_str("error-html"),
            Self::ErrorJson => out.write_str("error-json"),
            Self::Malformed => out.write_str("malformed"),
            Self::Empty => out.write_str("empty"),
            Self::Slow { delay } => write!(out, "slow:{}", delay.as_millis()),
            Self::Trickle => out.write_str("trickle"),
            Self::Cut { after } => write!(out, "cut:{after}"),
            Self::After { requests, then } => write!(out, "after:{requests}:{then}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_read_and_written_back() {
        for name in
            Failure::NAMES.into_iter().chain(["rate-limit:30", "slow:10", "cut:7", "after:1:after:2:cut:3"])
        {
            let failure: Failure = name.parse().unwrap();
            assert_eq!(failure.to_string().parse::<Failure>().unwrap(), failure, "{name}");
        }
        for wrong in ["", "fine", "auth:1", "slow:soon", "after:2", "after:x:auth", "rate-limit:later"] {
            assert!(wrong.parse::<Failure>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_later_failure_waits_for_its_turn() {
        let failure: Failure = "after:2:auth".parse().unwrap();
        let played: Vec<_> = (0..4).map(|count| failure.at(count).is_some()).collect();
        assert_eq!(played, [false, false, true, true]);
    }
}
