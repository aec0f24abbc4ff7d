//! Filters of the list: status, theme, area, text.

use super::{status, status::Status, text};
use crate::data::pack::{Process, Tag};

/// What the list is limited to; empty, a field limits nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Open, to come or over.
    pub status: Option<Status>,
    /// Id of a theme.
    pub theme: String,
    /// Id of an area.
    pub area: String,
    /// Words, each of which must be there.
    pub text: String,
}

impl Filter {
    /// Whether a process passes. The text is looked for in all its languages.
    #[must_use]
    pub fn takes(&self, process: &Process, today: &str) -> bool {
        let has = |tags: &[Tag], id: &str| id.is_empty() || tags.iter().any(|tag| tag.id == id);
        if self.status.is_some_and(|wanted| status::of(process, today) != wanted)
            || !has(&process.themes, &self.theme)
            || !has(&process.areas, &self.area)
        {
            return false;
        }
        let wanted = fold(&self.text);
        if wanted.trim().is_empty() {
            return true;
        }
        let mut all = String::new();
        for texts in [
            &process.title,
            &process.subtitle,
            &process.summary,
            &process.description,
            &process.area,
            &process.target,
            &process.group,
        ] {
            for text in texts {
                all.push_str(&super::html::plain(&text.text));
                all.push(' ');
            }
        }
        for tag in process.themes.iter().chain(&process.areas) {
            for name in &tag.name {
                all.push_str(&name.text);
                all.push(' ');
            }
        }
        let all = fold(&all);
        wanted.split_whitespace().all(|word| all.contains(word))
    }
}

/// The themes, or the areas, of the processes: each once, by name in a language.
#[must_use]
pub fn choices(processes: &[Process], areas: bool, lang: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for process in processes {
        for tag in if areas { &process.areas } else { &process.themes } {
            if out.iter().all(|(id, _)| *id != tag.id) {
                let name = text::words(&tag.name, lang);
                let at = out.iter().position(|(_, other)| fold(other) > fold(&name)).unwrap_or(out.len());
                out.insert(at, (tag.id.clone(), name));
            }
        }
    }
    out
}

/// Small letters without accents, so that 'ecole' finds 'École'. The letters of Latin-1 and the ligature only: the
/// standard library's tables of all scripts would cost each visitor three kilobytes.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            'A'..='Z' => c.to_ascii_lowercase(),
            // In Latin-1 a capital stands 32 before its small letter; × is none.
            'À'..='Þ' if c != '×' => char::from(c as u8 + 32),
            'Œ' => 'œ',
            'Ÿ' => 'ÿ',
            c => c,
        };
        match c {
            'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => out.push('a'),
            'ç' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'ö' | 'õ' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => out.push('u'),
            'ÿ' => out.push('y'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '’' => out.push('\''),
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::pack::Text;

    fn tag(id: &str, name: &str) -> Tag {
        Tag { id: id.into(), name: vec![Text { lang: "fr".into(), text: name.into(), machine: false }] }
    }

    fn process() -> Process {
        Process {
            title: tag("", "Rénover l’École").name,
            summary: tag("", "<p>La <b>cour</b></p>").name,
            themes: vec![tag("1", "Éducation"), tag("2", "Bâtiments")],
            areas: vec![tag("9", "Centre")],
            end: "2026-12-31".into(),
            ..Process::default()
        }
    }

    #[test]
    fn each_filter_limits() {
        let today = "2026-11-24";
        let takes = |filter: Filter| filter.takes(&process(), today);
        assert!(takes(Filter::default()));
        assert!(takes(Filter { theme: "2".into(), area: "9".into(), ..Filter::default() }));
        assert!(!takes(Filter { theme: "9".into(), ..Filter::default() }));
        assert!(takes(Filter { status: Some(Status::Open), ..Filter::default() }));
        assert!(!takes(Filter { status: Some(Status::Past), ..Filter::default() }));
        for (text, found) in [
            ("ecole", true),
            ("COUR renov", true),
            ("l'ecole", true),
            ("piscine", false),
            ("  ", true),
            ("education", true),
            ("<b>", false),
        ] {
            assert_eq!(takes(Filter { text: text.into(), ..Filter::default() }), found, "{text}");
        }
    }

    #[test]
    fn choices_come_once_and_by_name() {
        let names: Vec<String> =
            choices(&[process(), process()], false, "fr").into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Bâtiments", "Éducation"]);
    }
}
