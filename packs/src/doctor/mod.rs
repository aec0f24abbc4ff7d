//! `commune-packs doctor`: what keeps the widgets of a live page from showing, for the person who looks after it.
//!
//! The path of the data: an address → [`fetch`] (the page, its headers, each redirect) → [`page`] (its scripts, widgets
//! and links) → [`scripts`] and [`widgets`] (what a CMS or an optimiser made of the snippet) → [`csp`] (the page's
//! content security policy) → [`files`] (the shell, the bundle, its WebAssembly, the words) → [`packs`] → [`Finding`]s.
//!
//! Nothing is run: what a script would do later (a consent manager, a plugin) is told only where its traces are in
//! the page. The facts are those that were tried with CMSs, servers and Chromium when the library was designed; what a
//! browser does with a policy follows <https://www.w3.org/TR/CSP3/>.

mod command;
mod csp;
mod csp_check;
pub mod fetch;
mod files;
mod optimisers;
mod packs;
mod page;
mod scripts;
mod widgets;

use url::Url;

use fetch::Fetch;

pub(crate) use command::{Doctor, run};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// A short name that does not change: `csp-wasm`, `mime-js`…
    pub id: &'static str,
    /// True where it keeps a widget from showing; false where it costs or will cost something.
    pub blocks: bool,
    /// What is wrong, in French.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What to do: the line to add, where there is one.
    pub act: String,
}

/// What was looked at and found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// The page, where its redirects ended.
    pub page: String,
    /// The widgets of the page, as `energy 59648`.
    pub widgets: Vec<String>,
    /// The addresses that were asked for, in order.
    pub asked: Vec<String>,
    /// What was found, blocking things first.
    pub findings: Vec<Finding>,
}

impl Report {
    fn add(
        &mut self,
        id: &'static str,
        blocks: bool,
        what: String,
        why: impl Into<String>,
        act: impl Into<String>,
    ) {
        let finding = Finding { id, blocks, what, why: why.into(), act: act.into() };
        // The same file of two widgets is told once.
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn block(&mut self, id: &'static str, what: String, why: impl Into<String>, act: impl Into<String>) {
        self.add(id, true, what, why, act);
    }

    fn remark(&mut self, id: &'static str, what: String, why: impl Into<String>, act: impl Into<String>) {
        self.add(id, false, what, why, act);
    }
}

/// Examines a page. `today` is an ISO date.
///
/// # Errors
/// A sentence in French: the page cannot be had at all.
pub fn diagnose(address: &Url, fetch: &dyn Fetch, today: &str) -> Result<Report, String> {
    let answer = fetch.get(address, None).map_err(|failure| format!("{address} : {failure}"))?;
    let mut report =
        Report { page: answer.url.to_string(), asked: vec![address.to_string()], ..Report::default() };
    if answer.status >= 400 {
        return Err(format!("{} : la page répond par une erreur {}.", answer.url, answer.status));
    }
    if answer.url.host_str() != address.host_str() {
        report.remark(
            "page-redirect",
            format!("La page est redirigée vers {}.", answer.url),
            "Vos visiteurs arrivent sur un autre site que celui que vous avez donné ; c'est lui qui a été examiné.",
            "Si ce n'est pas voulu, corrigez la redirection.",
        );
    }
    let page = page::read(&String::from_utf8_lossy(&answer.body), &answer.url);
    report.widgets = page.widgets.iter().map(page::Widget::name).collect();
    widgets::check(&page, &mut report);
    let shells = scripts::check(&page, &mut report);
    let policies = csp::policies(&answer, &page);
    csp_check::sandbox(&policies, &mut report);
    let mut asker = files::Asker { fetch, origin: answer.url.origin(), asked: Vec::new() };
    if let Some(shell) = files::shells(&shells, &page, &mut asker, &mut report) {
        let kinds = page.kinds();
        let needs = files::bundle(&shell, &kinds, &page, &mut asker, &mut report);
        packs::check(&shell, &page, &mut asker, &mut report, today);
        csp_check::check(&policies, &page, &shell, &needs, &mut report);
    }
    report.asked.extend(asker.asked.iter().map(Url::to_string));
    report.findings.sort_by_key(|finding| !finding.blocks);
    Ok(report)
}
