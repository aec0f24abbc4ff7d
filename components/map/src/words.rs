//! The words of a map, in `locales/`, which a widget asks for when it opens one.

commune_ui::messages! {
    /// What is said of a map, whichever widget opens it.
    pub enum MapMsg {
        Label => "map.label#",
        Hint => "map.hint",
        In => "map.in",
        Out => "map.out",
        Whole => "map.whole",
        Several => "map.several",
        Loading => "map.loading",
        Failed => "map.failed",
        Ask => "map.ask",
        Ground => "map.ground",
        Here => "map.here",
        HereOf => "map.here-of",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_languages_are_complete() {
        for text in [
            include_str!("../locales/fr.json"),
            include_str!("../locales/nl.json"),
            include_str!("../locales/en.json"),
        ] {
            let json: serde_json::Value = serde_json::from_str(text).unwrap();
            commune_ui::messages::check_complete(&MapMsg::KEYS, json.as_object().unwrap().keys()).unwrap();
        }
    }
}
