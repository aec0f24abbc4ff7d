//! At most so many requests of one address in a minute, as Rack::Attack counts them.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serve::Request;

const PERIOD: Duration = Duration::from_secs(60);

/// How many requests each address has sent since its minute began.
#[derive(Default)]
pub(crate) struct Throttle(Mutex<HashMap<String, (Instant, u32)>>);

impl Throttle {
    /// Counts a request; false once its address has had its share.
    pub(crate) fn admits(&self, request: &Request, most: Option<u32>, now: Instant) -> bool {
        let Some(most) = most else { return true };
        // Behind a proxy, as installations are, Rails takes this header's word.
        let forwarded = request.header("X-Forwarded-For").unwrap_or_default();
        let address = forwarded.split(',').next().unwrap_or_default().trim();
        let mut counts = crate::platform::lock(&self.0);
        let (since, count) = counts.entry(address.to_owned()).or_insert((now, 0));
        if now.saturating_duration_since(*since) >= PERIOD {
            (*since, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        *count <= most
    }

    /// Forgets what was counted.
    pub(crate) fn forget(&self) {
        crate::platform::lock(&self.0).clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_again_after_a_minute() {
        let request = |address: &str| Request {
            method: "POST".to_owned(),
            target: "/api".to_owned(),
            headers: vec![("X-Forwarded-For".to_owned(), address.to_owned())],
            body: Vec::new(),
            at: std::time::SystemTime::now(),
        };
        let (throttle, start) = (Throttle::default(), Instant::now());
        let admits = |address: &str, at: Instant| throttle.admits(&request(address), Some(2), at);
        assert!(admits("192.0.2.1", start) && admits("192.0.2.1", start));
        assert!(!admits("192.0.2.1", start));
        assert!(admits("192.0.2.2", start));
        assert!(!admits("192.0.2.1", start + Duration::from_secs(59)));
        assert!(admits("192.0.2.1", start + PERIOD));
        assert!(throttle.admits(&request("192.0.2.1"), None, start));
    }
}
