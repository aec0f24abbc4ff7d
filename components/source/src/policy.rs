//! What a request may cost: time, bytes, attempts.

use crate::FetchError;

/// The limits of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Milliseconds for one attempt, from the request to the last byte.
    pub timeout_ms: u32,
    /// Bytes after decompression.
    pub max_bytes: u32,
    /// Attempts after the first one.
    pub retries: u32,
}

impl Default for Limits {
    /// A pack weighs a few kilobytes; on a slow 2G line that still takes seconds.
    fn default() -> Self {
        Self { timeout_ms: 20_000, max_bytes: 4 << 20, retries: 2 }
    }
}

const FIRST_DELAY_MS: u32 = 500;
const LONGEST_DELAY_MS: u32 = 10_000;

/// How long to wait before attempt `attempt + 1` (`attempt` counts from 0), or `None` where another try
/// cannot help or the retries are spent. The delay doubles; the host's `Retry-After` in seconds is heeded
/// up to ten seconds, after which the resident is told instead of kept waiting.
pub fn retry_delay_ms(
    error: &FetchError,
    attempt: u32,
    retries: u32,
    retry_after_s: Option<u32>,
) -> Option<u32> {
    let worth = match error {
        FetchError::TooManyRequests => true,
        FetchError::Status { status } => *status >= 500,
        _ => false,
    };
    if !worth || attempt >= retries {
        return None;
    }
    let delay = retry_after_s
        .map(|s| s.saturating_mul(1000))
        .unwrap_or_else(|| FIRST_DELAY_MS.saturating_mul(1 << attempt.min(8)));
    (delay <= LONGEST_DELAY_MS).then_some(delay)
}

/// Whether a `Content-Type` can be the JSON that was asked for. Plain text and octet streams pass: static
/// hosts that do not know `.json` send them.
pub fn may_be_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.is_empty()
        || essence.ends_with("/json")
        || essence.ends_with("+json")
        || matches!(essence.as_str(), "text/plain" | "application/octet-stream" | "binary/octet-stream")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_and_end_with_the_retries() {
        let busy = FetchError::Status { status: 503 };
        let delays: Vec<_> = (0..4).map(|attempt| retry_delay_ms(&busy, attempt, 3, None)).collect();
        assert_eq!(delays, [Some(500), Some(1000), Some(2000), None]);
    }

    #[test]
    fn retry_after_is_heeded_up_to_ten_seconds() {
        let busy = FetchError::TooManyRequests;
        assert_eq!(retry_delay_ms(&busy, 0, 2, Some(7)), Some(7000));
        assert_eq!(retry_delay_ms(&busy, 0, 2, Some(11)), None);
        assert_eq!(retry_delay_ms(&busy, 0, 2, Some(u32::MAX)), None);
    }

    #[test]
    fn what_another_try_cannot_mend_is_not_tried_again() {
        for error in [
            FetchError::NotFound,
            FetchError::Forbidden { status: 403 },
            FetchError::Network,
            FetchError::TimedOut { after_ms: 1 },
            FetchError::Status { status: 400 },
        ] {
            assert_eq!(retry_delay_ms(&error, 0, 2, None), None, "{error}");
        }
    }

    #[test]
    fn html_is_not_json() {
        assert!(may_be_json("application/json; charset=utf-8"));
        assert!(may_be_json("application/geo+json") && may_be_json("text/plain") && may_be_json(""));
        assert!(!may_be_json("text/html; charset=utf-8") && !may_be_json("image/png"));
    }

    #[test]
    fn every_error_has_its_own_key() {
        let mut keys = FetchError::KEYS.to_vec();
        keys.dedup();
        assert_eq!(keys.len(), 10);
        assert_eq!(FetchError::of_status(204), None);
        assert_eq!(FetchError::of_status(410), Some(FetchError::NotFound));
        assert_eq!(FetchError::of_status(302), Some(FetchError::Status { status: 302 }));
    }
}
