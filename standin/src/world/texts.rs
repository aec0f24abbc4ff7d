//! Texts in several languages.

/// What was written in one language.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) locale: &'static str,
    pub(crate) text: String,
    /// By a translation service, not by a person.
    pub(crate) machine: bool,
}

/// A text: each language in which it exists, empty or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text(pub(crate) Vec<Said>);

impl Text {
    fn with(mut self, locale: &'static str, text: impl Into<String>, machine: bool) -> Self {
        self.0.push(Said { locale, text: text.into(), machine });
        self
    }

    pub(crate) fn nl(self, text: impl Into<String>) -> Self {
        self.with("nl", text, false)
    }

    pub(crate) fn en(self, text: impl Into<String>) -> Self {
        self.with("en", text, false)
    }

    /// Dutch by a translation service: only recent versions show it, and say so.
    pub(crate) fn nl_machine(self, text: impl Into<String>) -> Self {
        self.with("nl", text, true)
    }

    /// English by a translation service.
    pub(crate) fn en_machine(self, text: impl Into<String>) -> Self {
        self.with("en", text, true)
    }
}

/// A text whose French exists.
pub(crate) fn fr(text: impl Into<String>) -> Text {
    Text::default().with("fr", text, false)
}

/// A text that exists in Dutch only.
pub(crate) fn nl_only(text: impl Into<String>) -> Text {
    Text::default().nl(text)
}

/// Saved without a word in any language, as an administrator's empty form is.
pub(crate) fn blank() -> Text {
    fr("").nl("").en("")
}
