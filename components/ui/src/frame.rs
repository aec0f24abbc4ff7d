//! What stands around every widget's content: its title, the commune's notice, wrong attributes, the
//! demonstration band, and help at the end.

use crate::{Ui, i18n::today, icon, messages::fill, writer::Writer};
use commune_element::{Common, Problem};
use commune_source::FetchError;

/// The root of every widget.
pub const ROOT: &str = "section class=widget part=widget aria-labelledby=title";

/// The widget's title, the demonstration band, the commune's notice, and each wrong attribute in a sentence.
pub fn head(w: &mut Writer<'_>, common: &Common, problems: &[Problem], title: &str, demo: bool) {
    w.heading(common.heading_level, "title", "title", title);
    // A band that comes or goes keeps the rank of what follows: its place is always there.
    w.open("div class=bands");
    if demo {
        w.open("div class=band part=demo");
        w.set("class", "band band-warning");
        icon::info(w);
        w.say("p", Ui::Demo);
        w.close();
    }
    if let Some(notice) = common.notice.as_ref().filter(|notice| notice.shows(&today())) {
        w.open("div class=band part=notice role=note");
        let label = w.m.by_name(crate::messages::Key::key(Ui::NoticeLabel));
        w.set("aria-label", &label);
        icon::info(w);
        w.leaf("p", &notice.text);
        w.close();
    }
    if !problems.is_empty() {
        w.open("div class=band part=problem");
        w.set("class", "band band-warning");
        icon::warning(w);
        w.open("div");
        w.say("p", Ui::ProblemTitle);
        let m = w.m;
        w.list("ul", problems, &|problem| {
            let fields = [("attribute", problem.attribute), ("value", problem.value.as_str())];
            fill(&m.by_name(problem.key), &fields)
        });
        w.close();
        w.close();
    }
    w.close();
}

/// The light DOM: the link that works without the widget.
pub fn fallback(w: &mut Writer<'_>) {
    w.open("div class=fallback");
    w.leaf("slot", "");
    w.close();
}

/// The content has not come yet: the light DOM, then a quiet skeleton.
pub fn waiting(w: &mut Writer<'_>) {
    fallback(w);
    w.say("p class=loading role=status", Ui::Loading);
    w.leaf("div class=skeleton aria-hidden=true", "");
}

/// What went wrong, what still works, and how to try again: 'Réessayer', heard as `action`, and the light DOM.
/// `level` is that of the panel's heading.
pub fn error_panel(w: &mut Writer<'_>, level: u8, error: &FetchError, action: &str) {
    w.open("div class=error part=error");
    w.open("div role=alert");
    let (title, words) = (w.m.text(Ui::ErrorTitle), w.m.by_name(error.key()));
    w.heading(level, "error-title", "", &title);
    w.leaf("p", &words);
    w.close();
    w.say("p", Ui::ErrorStill);
    fallback(w);
    w.open("button type=button part=button class=main");
    w.set("data-do", action);
    let words = w.m.text(Ui::Retry);
    w.text(&words);
    w.close();
    w.close();
}

/// Where what is shown comes from, in one paragraph: each of the pack's header fields by its message, which has
/// a field `{value}`; dates in words, empty ones left out.
pub fn source(w: &mut Writer<'_>, lines: &[(Ui, &str)]) {
    let mut all = String::new();
    for (message, value) in lines {
        if !value.is_empty() {
            let date = matches!(message, Ui::Generated | Ui::NextUpdate).then(|| w.m.date(value));
            all.push_str(&w.m.with(*message, &[("value", date.as_deref().unwrap_or(value))]));
            all.push_str(". ");
        }
    }
    w.leaf("p class=source part=source", all.trim_end());
}

/// Where the national map of places of digital help is, for communes that name no help of their own.
const PLACES_OF_HELP: &str = "https://cartographie.societenumerique.gouv.fr";

/// Where a person helps: the nearest place of digital help, the commune's own links and telephone.
pub fn help(w: &mut Writer<'_>, common: &Common) {
    w.open("footer class=help part=help");
    let title = w.m.text(Ui::HelpTitle);
    w.heading(common.heading_level + 1, "help-title", "", &title);
    w.open("ul");
    if let Some(number) = &common.help_phone {
        let digits = number.replace(|c: char| !c.is_ascii_digit() && c != '+', "");
        let words = w.m.with(Ui::HelpPhone, &[("phone", number)]);
        item(w, &["tel:", &digits].concat(), &words);
    }
    let (href, words) = match &common.help {
        Some(href) => (href.as_str(), Ui::HelpLink),
        None => (PLACES_OF_HELP, Ui::HelpPlaces),
    };
    let words = w.m.text(words);
    item(w, href, &words);
    for (href, words) in [(&common.join, Ui::HelpJoin), (&common.opinion, Ui::HelpOpinion)] {
        if let Some(href) = href {
            let words = w.m.text(words);
            item(w, href, &words);
        }
    }
    w.close();
    w.close();
}

fn item(w: &mut Writer<'_>, href: &str, words: &str) {
    w.open("li");
    w.link(href, words);
    w.close();
}
