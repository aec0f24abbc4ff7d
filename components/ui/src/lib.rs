//! What two or more widgets draw: messages, numbers, frame, status, errors, tables, help.
//!
//! [`messages`], [`place`] and [`tree`] are pure; the rest compiles for wasm32 only.

pub mod csv;
pub mod messages;
pub mod place;
pub mod tree;

#[cfg(target_arch = "wasm32")]
pub mod download;
#[cfg(target_arch = "wasm32")]
pub mod frame;
#[cfg(target_arch = "wasm32")]
pub mod i18n;
#[cfg(target_arch = "wasm32")]
pub mod icon;
#[cfg(target_arch = "wasm32")]
pub mod js;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
pub mod print;
#[cfg(target_arch = "wasm32")]
pub mod stage;
#[cfg(target_arch = "wasm32")]
pub mod table;
#[cfg(target_arch = "wasm32")]
pub mod writer;

/// The style sheet that every widget's own one follows: tokens, type, controls, states.
pub const CSS: &str = commune_element::style_sheet!("ui.css");

messages! {
    /// The messages of this crate: what any widget may say.
    pub enum Ui {
        Loading => "ui.loading",
        Retry => "ui.retry",
        ErrorTitle => "ui.error-title",
        ErrorStill => "ui.error-still",
        Demo => "ui.demo",
        ProblemTitle => "ui.problem-title",
        TableShow => "ui.table-show",
        TableHide => "ui.table-hide",
        HelpTitle => "ui.help-title",
        HelpPlaces => "ui.help-places",
        HelpLink => "ui.help-link",
        HelpPhone => "ui.help-phone",
        HelpJoin => "ui.help-join",
        HelpOpinion => "ui.help-opinion",
        NoticeLabel => "ui.notice-label",
        Source => "ui.source",
        Licence => "ui.licence",
        Owner => "ui.owner",
        Contact => "ui.contact",
        Generated => "ui.generated",
        NextUpdate => "ui.next-update",
        NewerVersion => "error.newer-version",
        ErrorNetwork => "error.network",
        ErrorTimedOut => "error.timed-out",
        ErrorNotFound => "error.not-found",
        ErrorForbidden => "error.forbidden",
        ErrorTooMany => "error.too-many-requests",
        ErrorStatus => "error.status",
        ErrorContentType => "error.content-type",
        ErrorTooLarge => "error.too-large",
        ErrorMalformed => "error.malformed",
        ProblemLang => "problem.lang",
        ProblemInsee => "problem.insee",
        ProblemInseeMissing => "problem.insee-missing",
        ProblemAppearance => "problem.appearance",
        ProblemHeadingLevel => "problem.heading-level",
        ProblemNoticeUntil => "problem.notice-until",
        ProblemLink => "problem.link",
        ProblemChoice => "problem.choice",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use commune_element::Lang;

    #[test]
    fn the_three_languages_are_complete() {
        let locale = |lang: Lang| match lang {
            Lang::Fr => include_str!("../locales/fr.json"),
            Lang::Nl => include_str!("../locales/nl.json"),
            Lang::En => include_str!("../locales/en.json"),
        };
        for lang in Lang::ALL {
            let json: serde_json::Value = serde_json::from_str(locale(lang)).unwrap();
            messages::check_complete(&Ui::KEYS, json.as_object().unwrap().keys()).unwrap();
        }
    }

    #[test]
    fn every_fetch_error_and_attribute_problem_has_its_sentence() {
        for key in commune_source::FetchError::KEYS.iter().chain(commune_element::config::PROBLEM_KEYS) {
            assert!(Ui::KEYS.contains(key), "{key}");
        }
    }
}
