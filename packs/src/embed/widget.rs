//! The widgets, in the words of an embed page.

use crate::page::words;

/// A widget that can be embedded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Widget {
    Energy,
    Consultation,
    Services,
    CyberQuiz,
}

impl Widget {
    /// All of them.
    pub(super) const ALL: [Self; 4] = [Self::Energy, Self::Consultation, Self::Services, Self::CyberQuiz];

    /// Its name in addresses and in `data-widget`; the element is `commune-<name>`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Energy => "energy",
            Self::Consultation => "consultation",
            Self::Services => "services",
            Self::CyberQuiz => "cyber-quiz",
        }
    }

    /// The widget of a name.
    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|widget| widget.name() == name)
    }

    /// What a frame of it is called.
    pub(super) fn title(self, commune: &str) -> String {
        match self {
            Self::Energy => format!("L’énergie {}", words::at(commune)),
            Self::Consultation => format!("{commune} : donnez votre avis"),
            Self::Services => format!("Trouver un service {}", words::at(commune)),
            Self::CyberQuiz => "Arnaques en ligne : les bons réflexes".to_owned(),
        }
    }

    /// Where the same is to be read without the widget, from `<base>embed/<widget>/`, and the words of
    /// that link. The quiz has one page for all communes.
    pub(super) fn link(self, insee: &str, commune: &str) -> (String, String) {
        let page = || format!("../../packs/{}/1/{insee}.html", self.name());
        match self {
            Self::Energy => (page(), format!("Voir les chiffres de l’énergie {}", words::at(commune))),
            Self::Consultation => (page(), "Voir les consultations, et ce qui a été décidé".to_owned()),
            Self::Services => (page(), format!("Voir la liste des services {}", words::at(commune))),
            Self::CyberQuiz => (
                "../../packs/cyber-quiz/1/residents.fr.html".to_owned(),
                "Lire les bons réflexes contre les arnaques".to_owned(),
            ),
        }
    }

    /// The pack that the widget reads, from the folder of packs.
    pub(super) fn pack(self, insee: &str) -> String {
        match self {
            Self::CyberQuiz => "cyber-quiz/1/residents.fr.json".to_owned(),
            _ => format!("{}/1/{insee}.json", self.name()),
        }
    }
}
