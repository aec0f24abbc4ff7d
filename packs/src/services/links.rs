//! Links that do not answer: only when asked.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::ProgressBar;
use ureq::Agent;

use super::draft::Draft;

/// What one answer may take.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Requests under way at once.
const AT_ONCE: usize = 8;

/// The addresses that do not answer, and what came instead. The body of an answer is not read.
#[must_use]
pub fn dead(drafts: &[Draft]) -> BTreeMap<String, String> {
    let mut addresses: Vec<&str> = drafts.iter().flat_map(addresses_of).collect();
    addresses.sort_unstable();
    addresses.dedup();
    let bar = ProgressBar::new(addresses.len() as u64).with_message("links");
    let agent = Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .max_redirects(8)
        .http_status_as_error(false)
        .user_agent(concat!("commune-packs/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent();
    let next = AtomicUsize::new(0);
    let dead = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(address) = addresses.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Some(why) = ask(&agent, address)
                        && let Ok(mut dead) = dead.lock()
                    {
                        dead.insert((*address).to_owned(), why);
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    dead.into_inner().unwrap_or_default()
}

/// Why an address is dead; `None` where it lives.
fn ask(agent: &Agent, address: &str) -> Option<String> {
    match agent.get(address).call() {
        Ok(answer) => match answer.status().as_u16() {
            200..=399 => None,
            // To refuse a machine is not to be dead.
            401 | 403 | 405 | 429 => None,
            code => Some(format!("erreur {code}")),
        },
        Err(ureq::Error::Timeout(_)) => Some("pas de réponse à temps".into()),
        Err(ureq::Error::HostNotFound) => Some("site introuvable".into()),
        Err(_) => Some("pas de réponse".into()),
    }
}

/// The addresses of a draft.
pub fn addresses_of(draft: &Draft) -> impl Iterator<Item = &str> {
    let record = &draft.record;
    let single = [record.online.as_str(), record.appointment.as_str()];
    let links = record.links.iter().map(|(address, _)| address.as_str());
    links.chain(single).filter(|address| !address.is_empty())
}
