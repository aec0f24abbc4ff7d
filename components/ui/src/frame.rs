//! What stands around every widget: its title, the commune's notice, wrong attributes, the demonstration
//! band, and help at the end.

use crate::{
    Ui,
    hooks::Load,
    i18n::{Messages, today},
    icon,
};
use commune_element::{Common, Instance, Problem};
use commune_source::FetchError;
use yew::{AttrValue, Callback, Html, hook, html, use_effect_with};

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
    let m = props.messages;
    let notice = props.common.notice.as_ref().filter(|notice| notice.shows(&today()));
    html! {
        <section class="widget" part="widget" lang={m.lang().tag()} aria-labelledby="title">
            {heading(props.common.heading_level, "title", Some("title"), props.title)}
            if props.demo {
                <p class="band band-warning" part="demo">{icon::info()}<span>{m.text(Ui::Demo)}</span></p>
            }
            if let Some(notice) = notice {
                <div class="band" part="notice" role="note" aria-label={m.text(Ui::NoticeLabel)}>
                    {icon::info()}<p>{notice.text.clone()}</p>
                </div>
            }
            {problem_list(m, props.problems)}
            {content}
            {help(m, props.common)}
        </section>
    }
}

/// A heading of the given level (1 to 6). `id` must be unique in the shadow root.
pub fn heading(level: u8, class: &'static str, id: Option<&'static str>, text: impl Into<AttrValue>) -> Html {
    let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1];
    let text: AttrValue = text.into();
    html! { <@{tag} class={class} id={id} part={class}>{text}</@> }
}

fn problem_list(m: &Messages, problems: &[Problem]) -> Html {
    if problems.is_empty() {
        return Html::default();
    }
    let item = |problem: &Problem| {
        let fields = [("attribute", problem.attribute), ("value", problem.value.as_str())];
        html! { <li>{crate::messages::fill(&m.by_name(problem.key), &fields)}</li> }
    };
    html! {
        <div class="band band-warning" part="problem">
            {icon::warning()}
            <div><p>{m.text(Ui::ProblemTitle)}</p><ul>{for problems.iter().map(item)}</ul></div>
        </div>
    }
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

/// The content has not come yet: the light DOM, then a quiet skeleton.
pub fn waiting(m: &Messages) -> Html {
    html! {
        <>
            <div class="fallback"><slot /></div>
            <p class="loading" role="status">{m.text(Ui::Loading)}</p>
            <div class="skeleton" aria-hidden="true" />
        </>
    }
}

/// What went wrong, what still works, and how to try again: 'Réessayer', and the light DOM, which holds the
/// link that works without the widget. `level` is that of the panel's heading.
pub fn error_panel(m: &Messages, level: u8, error: &FetchError, retry: Callback<()>) -> Html {
    html! {
        <div class="error" part="error">
            <div role="alert">
                {heading(level, "error-title", None, m.text(Ui::ErrorTitle))}
                <p>{m.by_name(error.key())}</p>
            </div>
            <p>{m.text(Ui::ErrorStill)}</p>
            <div class="fallback"><slot /></div>
            <button type="button" class="main" part="button" onclick={move |_| retry.emit(())}>{m.text(Ui::Retry)}</button>
        </div>
    }
}

/// Where a person helps: the nearest place of digital help, the commune's own links and telephone.
fn help(m: &Messages, common: &Common) -> Html {
    let link = |href: &Option<String>, words: Ui| {
        let href = href.clone()?;
        Some(html! { <li><a href={href}>{m.text(words)}</a></li> })
    };
    let phone = common.help_phone.as_ref().map(|number| {
        let href = format!("tel:{}", number.replace(|c: char| !c.is_ascii_digit() && c != '+', ""));
        html! { <li><a href={href}>{m.with(Ui::HelpPhone, &[("phone", number)])}</a></li> }
    });
    html! {
        <footer class="help" part="help">
            {heading(common.heading_level + 1, "help-title", None, m.text(Ui::HelpTitle))}
            <ul>
                {for phone}
                if common.help.is_some() {
                    {for link(&common.help, Ui::HelpLink)}
                } else {
                    <li><a href="https://cartographie.societenumerique.gouv.fr">{m.text(Ui::HelpPlaces)}</a></li>
                }
                {for link(&common.join, Ui::HelpJoin)}
                {for link(&common.opinion, Ui::HelpOpinion)}
            </ul>
        </footer>
    }
}
