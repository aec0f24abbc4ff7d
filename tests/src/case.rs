//! What a scenario asks to see: a page, its policy, the visitor's set-up.

use serve::Reply;

use crate::Look;

/// The content security policy that a page is served with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// The strict policy of the embedding contract.
    #[default]
    Strict,
    /// The strict policy and the origin of the other host, which the page's `src` names.
    StrictAndOtherHost,
    /// The strict policy and these origins, to connect to and for pictures: those that the attributes name.
    StrictAnd(String),
    /// The strict policy, with the other host for scripts too and this source of scripts, which may be empty.
    StrictAndScripts(String),
    /// No policy at all, for the frames that hold a tested page.
    None,
}

impl Policy {
    /// The header's value for a page that may name `other`'s origin; none for [`Policy::None`].
    #[must_use]
    pub fn header(&self, other: &str) -> Option<String> {
        let also = match self {
            Self::None => return None,
            Self::Strict => String::new(),
            Self::StrictAndOtherHost | Self::StrictAndScripts(_) => format!(" {other}"),
            Self::StrictAnd(origins) => format!(" {origins}"),
        };
        let images = if matches!(self, Self::StrictAnd(_)) { also.as_str() } else { "" };
        let scripts = if let Self::StrictAndScripts(source) = self {
            format!("{also} {source}")
        } else {
            String::new()
        };
        Some(format!(
            "default-src 'none'; script-src 'self'{scripts} 'wasm-unsafe-eval'; style-src 'self'; \
             connect-src 'self'{also}; img-src 'self'{images}; require-trusted-types-for 'script'; \
             trusted-types 'none'; report-uri /csp-report"
        ))
    }
}

/// One page to open, and how it is answered.
#[derive(Clone, Debug)]
pub struct Case {
    pub(crate) path: Option<String>,
    pub(crate) title: String,
    pub(crate) lang: String,
    pub(crate) shells: Vec<String>,
    pub(crate) body: String,
    pub(crate) policy: Policy,
    pub(crate) look: Look,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) answers: Vec<(String, Vec<Reply>)>,
    pub(crate) slow: Option<(String, std::time::Duration)>,
}

impl Case {
    /// A page of the harness with that body: French, one shell, the strict policy, 1280 × 900.
    #[must_use]
    pub fn new(body: &str) -> Self {
        Self {
            path: None,
            title: "Page d’essai".to_owned(),
            lang: "fr".to_owned(),
            shells: vec!["/pkg/commune-widgets.js".to_owned()],
            body: body.to_owned(),
            policy: Policy::Strict,
            look: Look::Light,
            width: 1280,
            height: 900,
            answers: Vec::new(),
            slow: None,
        }
    }

    /// A page that exists as a file, by its path on the server.
    #[must_use]
    pub fn at(path: &str) -> Self {
        Self { path: Some(path.to_owned()), ..Self::new("") }
    }

    /// The page's language.
    #[must_use]
    pub fn lang(mut self, lang: &str) -> Self {
        self.lang = lang.to_owned();
        self
    }

    /// The scripts that the page loads as shells, in order.
    #[must_use]
    pub fn shells(mut self, shells: &[&str]) -> Self {
        self.shells = shells.iter().map(|&shell| shell.to_owned()).collect();
        self
    }

    /// Another policy than the strict one.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The visitor's colours.
    #[must_use]
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    /// The viewport, in CSS pixels.
    #[must_use]
    pub fn size(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (width, height);
        self
    }

    /// Answers a path (of either host) with these replies in turn; the last one stays.
    #[must_use]
    pub fn answer(mut self, path: &str, replies: impl Into<Vec<Reply>>) -> Self {
        self.answers.push((path.to_owned(), replies.into()));
        self
    }

    /// Lets every file whose name ends so wait before it is sent.
    #[must_use]
    pub fn slow(mut self, ending: &str, by: std::time::Duration) -> Self {
        self.slow = Some((ending.to_owned(), by));
        self
    }
}
