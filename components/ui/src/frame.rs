//! What stands around every widget: its title, the commune's notice, wrong attributes, the demonstration
//! band, and help at the end.

use crate::{
    Ui,
    dom::{all, button, el, li, link, maybe, p, text},
    hooks::Load,
    i18n::{Messages, today},
    icon,
};
use commune_element::{Common, Instance, Problem};
use commune_source::FetchError;
use std::rc::Rc;
use yew::{AttrValue, Html, hook, use_effect_with};

/// The frame of one widget.
pub struct Frame<'a> {
    /// The words.
    pub messages: &'a Messages,
    /// The common attributes.
    pub common: &'a Common,
    /// Wrong attributes, each told in a sentence.
    pub problems: &'a [Problem],
    /// The widget's title.
    pub title: AttrValue,
    /// True where the data are made up.
    pub demo: bool,
}

/// The widget's title, notice and content, then help.
pub fn frame(props: Frame<'_>, content: Html) -> Html {
    let (m, level) = (props.messages, props.common.heading_level);
    let notice = props.common.notice.as_ref().filter(|notice| notice.shows(&today()));
    let band = |class, part, role: &str, label: &str, children| {
        el("div", &["class", "part", "role", "aria-label"], &[class, part, role, label], children)
    };
    let demo = maybe(props.demo, || {
        band("band band-warning", "demo", "", "", vec![icon::info(), p("", m.text(Ui::Demo))])
    });
    let notice = notice.map_or_else(Html::default, |notice| {
        let label = m.text(Ui::NoticeLabel);
        band("band", "notice", "note", &label, vec![icon::info(), p("", notice.text.clone())])
    });
    let problems = maybe(!props.problems.is_empty(), || {
        let told = vec![p("", m.text(Ui::ProblemTitle)), problem_list(m, props.problems)];
        let told = el("div", &[], &[], told);
        band("band band-warning", "problem", "", "", vec![icon::warning(), told])
    });
    let title = heading(level, "title", Some("title"), props.title);
    let children = vec![title, demo, notice, problems, content, help(m, props.common)];
    let keys = &["class", "part", "lang", "aria-labelledby"];
    el("section", keys, &["widget", "widget", m.lang().tag(), "title"], children)
}

/// A heading of the given level (1 to 6). `id` must be unique in the shadow root.
pub fn heading(
    level: u8,
    class: &'static str,
    id: Option<&'static str>,
    words: impl Into<AttrValue>,
) -> Html {
    let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1];
    el(tag, &["class", "part", "id"], &[class, class, id.unwrap_or_default()], vec![text(words)])
}

fn problem_list(m: &Messages, problems: &[Problem]) -> Html {
    let item = |problem: &Problem| {
        let fields = [("attribute", problem.attribute), ("value", problem.value.as_str())];
        li(crate::messages::fill(&m.by_name(problem.key), &fields))
    };
    el("ul", &[], &[], problems.iter().map(item).collect())
}

/// Tells the console and the page of each wrong attribute, once for each change of them.
#[hook]
pub fn use_problem_report(instance: &Instance, problems: &[Problem]) {
    let instance = instance.clone();
    use_effect_with(problems.to_vec(), move |problems| {
        for Problem { attribute, value, detail, .. } in problems {
            instance.error("attribute", &format!("{attribute}=\"{value}\": {detail}"));
        }
    });
}

/// Tells the page that the content has come, or why it has not, at each change of `load`.
#[hook]
pub fn use_load_report<T: Clone + PartialEq + 'static>(instance: &Instance, load: &Load<T>) {
    let instance = instance.clone();
    use_effect_with(load.clone(), move |load| match load {
        Load::Waiting => (),
        Load::Ready(_) => instance.ready(),
        Load::Failed(error) => instance.error("data", &error.to_string()),
    });
}

/// The light DOM: the link that works without the widget.
pub fn fallback() -> Html {
    el("div", &["class"], &["fallback"], vec![el("slot", &[], &[], Vec::new())])
}

/// The content has not come yet: the light DOM, then a quiet skeleton.
pub fn waiting(m: &Messages) -> Html {
    let status = el("p", &["class", "role"], &["loading", "status"], vec![text(m.text(Ui::Loading))]);
    let skeleton = el("div", &["class", "aria-hidden"], &["skeleton", "true"], Vec::new());
    all(vec![fallback(), status, skeleton])
}

/// What went wrong, what still works, and how to try again: 'Réessayer', and the light DOM. `level` is that
/// of the panel's heading.
pub fn error_panel(m: &Messages, level: u8, error: &FetchError, retry: Rc<dyn Fn()>) -> Html {
    let told =
        vec![heading(level, "error-title", None, m.text(Ui::ErrorTitle)), p("", m.by_name(error.key()))];
    let told = el("div", &["role"], &["alert"], told);
    let retry = button("main", vec![text(m.text(Ui::Retry))], Rc::new(move |_| retry()));
    let children = vec![told, p("", m.text(Ui::ErrorStill)), fallback(), retry];
    el("div", &["class", "part"], &["error", "error"], children)
}

/// Where the national map of places of digital help is, for communes that name no help of their own.
const PLACES_OF_HELP: &str = "https://cartographie.societenumerique.gouv.fr";

/// Where a person helps: the nearest place of digital help, the commune's own links and telephone.
fn help(m: &Messages, common: &Common) -> Html {
    let item = |href: &str, words: AttrValue| el("li", &[], &[], vec![link(href, words)]);
    let mut items = Vec::new();
    if let Some(number) = &common.help_phone {
        let digits = number.replace(|c: char| !c.is_ascii_digit() && c != '+', "");
        items.push(item(&format!("tel:{digits}"), m.with(Ui::HelpPhone, &[("phone", number)])));
    }
    items.push(match &common.help {
        Some(href) => item(href, m.text(Ui::HelpLink)),
        None => item(PLACES_OF_HELP, m.text(Ui::HelpPlaces)),
    });
    for (href, words) in [(&common.join, Ui::HelpJoin), (&common.opinion, Ui::HelpOpinion)] {
        items.extend(href.as_ref().map(|href| item(href, m.text(words))));
    }
    let title = heading(common.heading_level + 1, "help-title", None, m.text(Ui::HelpTitle));
    el("footer", &["class", "part"], &["help", "help"], vec![title, el("ul", &[], &[], items)])
}
