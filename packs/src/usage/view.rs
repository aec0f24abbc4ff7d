//! Which request is a view: that for a pack.

/// The widgets, by the folder of their packs.
const WIDGETS: [&str; 4] = ["energy", "consultation", "services", "cyber-quiz"];

/// What was seen.
pub(super) struct View {
    pub(super) widget: &'static str,
    /// Empty for the quiz.
    pub(super) insee: String,
}

/// The view of `…/packs/<widget>/<major>/<insee>.json?…`; `None` for anything else. Nothing but a known widget and the
/// shape of an INSEE code passes, so that no other text of a log can reach the result.
pub(super) fn of(target: &[u8]) -> Option<View> {
    let path = target.split(|byte| *byte == b'?' || *byte == b'#').next()?;
    let mut parts = path.rsplit(|byte| *byte == b'/');
    let file = parts.next()?.strip_suffix(b".json")?;
    let major = parts.next()?;
    let folder = parts.next()?;
    if parts.next()? != b"packs" || major.is_empty() || !major.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let widget = *WIDGETS.iter().find(|widget| widget.as_bytes() == folder)?;
    if widget == "cyber-quiz" {
        let (audience, lang) = std::str::from_utf8(file).ok()?.split_once('.')?;
        let known = ["residents", "staff", "elected", "commune"].contains(&audience)
            && ["fr", "nl", "en"].contains(&lang);
        return known.then(|| View { widget, insee: String::new() });
    }
    let insee = std::str::from_utf8(file).ok()?;
    is_insee(insee).then(|| View { widget, insee: insee.to_ascii_uppercase() })
}

/// Two digits, or 2A and 2B of Corsica, then three digits.
fn is_insee(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 5
        && bytes[0].is_ascii_digit()
        && (bytes[1].is_ascii_digit() || b"ABab".contains(&bytes[1]))
        && bytes[2..].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_are_views() {
        let seen = |target: &str| of(target.as_bytes()).map(|view| format!("{} {}", view.widget, view.insee));
        assert_eq!(seen("/packs/energy/1/59648.json").as_deref(), Some("energy 59648"));
        assert_eq!(seen("/widgets/1.0.0/packs/services/1/2a004.json?v=3").as_deref(), Some("services 2A004"));
        assert_eq!(seen("/packs/cyber-quiz/1/residents.fr.json").as_deref(), Some("cyber-quiz "));
        for other in [
            "/packs/energy/1/59648.html",
            "/packs/energy/1/metropole.json",
            "/packs/energy/59648.json",
            "/packs/other/1/59648.json",
            "/packs/cyber-quiz/1/marie.fr.json",
            "/packs/services/index/1a/59648.json",
            "/energy/1/59648.json",
            "/packs/energy/1/%3559648.json",
            "/commune-widgets.js",
            "*",
        ] {
            assert_eq!(seen(other), None, "{other}");
        }
    }
}
