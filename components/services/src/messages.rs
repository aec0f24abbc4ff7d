//! The messages of this widget; `locales/<lang>.json` holds their words.

commune_ui::messages! {
    /// What this widget says.
    pub enum Msg {
        Title => "services.title",
        TitleEmpty => "services.title-empty",
        Box => "services.box",
        Example => "services.example",
        Search => "services.search",
        Clear => "services.clear",
        SuggestionsCount => "services.suggestions-count#",
        Often => "services.often",
        OftenList => "services.often-list",
        ByKind => "services.by-kind",
        Busy => "services.busy",
        Count => "services.count#",
        CountShown => "services.count-shown",
        CountSome => "services.count-some#",
        MapShow => "services.map-show",
        MapHide => "services.map-hide",
        Results => "services.results",
        More => "services.more",
        None => "services.none",
        NoneHints => "services.none-hints",
        NoneCall => "services.none-call",
        NoHall => "services.no-hall",
        Elsewhere => "services.elsewhere",
        Partial => "services.partial",
        TroubleModule => "services.trouble-module",
        TroubleMissing => "services.trouble-missing",
        TroubleDamaged => "services.trouble-damaged",
        TroubleStill => "services.trouble-still",
        PlaceMissing => "services.place-missing",
        Open => "services.open",
        OpenUntil => "services.open-until",
        OpenThen => "services.open-then",
        Check => "services.check",
        Closed => "services.closed",
        ClosedThen => "services.closed-then",
        Maybe => "services.maybe",
        Unknown => "services.unknown",
        Today => "services.today",
        Tomorrow => "services.tomorrow",
        Weekday => "services.weekday",
        OnDate => "services.on-date",
        TimeHour => "services.time-hour",
        Time => "services.time",
        Holiday => "services.holiday",
        Hours => "services.hours",
        HoursOf => "services.hours-of",
        HoursDay => "services.hours-day",
        HoursOpen => "services.hours-open",
        HoursRange => "services.hours-range",
        HoursAllDay => "services.hours-all-day",
        HoursMaybe => "services.hours-maybe",
        HoursDiffers => "services.hours-differs",
        HoursNotKnown => "services.hours-not-known",
        HoursTodayRow => "services.hours-today",
        HoursText => "services.hours-text",
        Checked => "services.checked",
        CheckedOld => "services.checked-old",
        CheckedNever => "services.checked-never",
        Procedure => "services.procedure",
        Call => "services.call",
        Write => "services.write",
        Labelled => "services.labelled",
        Website => "services.website",
        Online => "services.online",
        Appointment => "services.appointment",
        Address => "services.address",
        Phone => "services.phone",
        Distance => "services.distance",
        DistanceShort => "services.distance-short",
        OnMap => "services.on-map",
        Route => "services.route",
        Audience => "services.audience",
        Cost => "services.cost",
        Delay => "services.delay",
        Bring => "services.bring",
        Where => "services.where",
        WhereHall => "services.where-hall",
        Access => "services.access",
        AccessSource => "services.access-source",
        Yes => "services.yes",
        No => "services.no",
        NotKnown => "services.not-known",
        SourcesOf => "services.sources-of",
        DemoRecord => "services.demo-record",
        Actions => "services.actions",
        Copy => "services.copy",
        Copied => "services.copied",
        CopyFailed => "services.copy-failed",
        Print => "services.print",
        Printed => "services.printed",
        Share => "services.share",
        Shared => "services.shared",
        ShareSearch => "services.share-search",
        Report => "services.report",
        ReportSubject => "services.report-subject",
        ReportBody => "services.report-body",
        ActionOn => "services.action-on",
        Narrow => "services.narrow",
        NarrowCount => "services.narrow-count#",
        Reset => "services.reset",
        What => "services.what",
        WhatAll => "services.what-all",
        WhatPlaces => "services.what-places",
        WhatProcedures => "services.what-procedures",
        Kind => "services.kind",
        KindAll => "services.kind-all",
        When => "services.when",
        WhenAny => "services.when-any",
        WhenNow => "services.when-now",
        WhenAt => "services.when-at",
        WhenDay => "services.when-day",
        WhenHour => "services.when-hour",
        Needs => "services.needs",
        Scope => "services.scope",
        ScopeCommune => "services.scope-commune",
        ScopeAll => "services.scope-all",
        ScopeAround => "services.scope-around",
        Town => "services.town",
        TownSet => "services.town-set",
        Position => "services.position",
        PositionNote => "services.position-note",
        Km => "services.km",
        KmAny => "services.km-any",
        KmUpTo => "services.km-up-to",
        Near => "services.near",
        NearMe => "services.near-me",
        NoTown => "services.no-town",
        Towns => "services.towns",
        Asking => "services.asking",
        LostRefused => "services.lost-refused",
        LostUnavailable => "services.lost-unavailable",
        LostTimedOut => "services.lost-timed-out",
        LostAbsent => "services.lost-absent",
    }
}

commune_ui::messages! {
    /// What it says by a name that is put together: kinds, needs, wrong attributes. Only tests use the enum, so
    /// that a page does not download these names twice.
    pub enum Named {
        Suggestions => "services.suggestions",
        Midnight => "services.midnight",
        NeedEntrance => "services.need-entrance",
        NeedParking => "services.need-parking",
        NeedToilet => "services.need-toilet",
        NeedLoop => "services.need-loop",
        NeedSigning => "services.need-signing",
        NeedLargePrint => "services.need-largePrint",
        NeedCalm => "services.need-calm",
        NeedsUnknown => "services.needs-unknown",
        WhyTitle => "services.why-title",
        WhyKeywords => "services.why-keywords",
        WhyDescription => "services.why-description",
        WhyPlace => "services.why-place",
        WhyTypo => "services.why-typo",
        WhySynonym => "services.why-synonym",
        WhySituation => "services.why-situation",
        ProblemHoursAge => "services.problem-hours-age",
        ProblemKind => "services.problem-kind",
        ProblemTiles => "services.problem-tiles",
        ProblemPlace => "services.problem-place",
        KindMairie => "services.kind-mairie",
        KindMairieAnnexe => "services.kind-mairie-annexe",
        KindCcas => "services.kind-ccas",
        KindFranceServices => "services.kind-france-services",
        KindNumerique => "services.kind-numerique",
        KindMediatheque => "services.kind-mediatheque",
        KindEcole => "services.kind-ecole",
        KindCollege => "services.kind-college",
        KindCreche => "services.kind-creche",
        KindCentreSocial => "services.kind-centre-social",
        KindCentreLoisirs => "services.kind-centre-loisirs",
        KindPiscine => "services.kind-piscine",
        KindSport => "services.kind-sport",
        KindCulture => "services.kind-culture",
        KindDechetterie => "services.kind-dechetterie",
        KindPoliceMunicipale => "services.kind-police-municipale",
        KindPolice => "services.kind-police",
        KindPompiers => "services.kind-pompiers",
        KindPoste => "services.kind-poste",
        KindPrestations => "services.kind-prestations",
        KindEmploi => "services.kind-emploi",
        KindImpots => "services.kind-impots",
        KindPrefecture => "services.kind-prefecture",
        KindJustice => "services.kind-justice",
        KindSante => "services.kind-sante",
        KindLogement => "services.kind-logement",
        KindCimetiere => "services.kind-cimetiere",
        KindParc => "services.kind-parc",
        KindSeniors => "services.kind-seniors",
        KindTransport => "services.kind-transport",
        KindAutre => "services.kind-autre",
    }
}

commune_ui::messages! {
    /// The words of the map, in `locales/map/`, which are asked for when it opens.
    pub enum MapMsg {
        Label => "services.map-label#",
        Hint => "services.map-hint",
        In => "services.map-in",
        Out => "services.map-out",
        Whole => "services.map-whole",
        Several => "services.map-several",
        Loading => "services.map-loading",
        Failed => "services.map-failed",
        Ask => "services.map-ask",
        Ground => "services.map-ground",
        Here => "services.map-here",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{KINDS, NEEDS, PROCEDURE};

    #[test]
    fn the_three_languages_are_complete() {
        for text in [
            include_str!("../locales/fr.json"),
            include_str!("../locales/nl.json"),
            include_str!("../locales/en.json"),
        ] {
            let json: serde_json::Value = serde_json::from_str(text).unwrap();
            let keys = [&Msg::KEYS[..], &Named::KEYS].concat();
            commune_ui::messages::check_complete(&keys, json.as_object().unwrap().keys()).unwrap();
        }
    }

    #[test]
    fn the_words_of_the_map_are_complete_and_none_of_them_is_asked_for_before() {
        for (text, before) in [
            (include_str!("../locales/map/fr.json"), include_str!("../locales/fr.json")),
            (include_str!("../locales/map/nl.json"), include_str!("../locales/nl.json")),
            (include_str!("../locales/map/en.json"), include_str!("../locales/en.json")),
        ] {
            let json: serde_json::Value = serde_json::from_str(text).unwrap();
            let keys = json.as_object().unwrap();
            commune_ui::messages::check_complete(&MapMsg::KEYS, keys.keys()).unwrap();
            let before: serde_json::Value = serde_json::from_str(before).unwrap();
            assert!(keys.keys().all(|key| before.get(key).is_none()));
        }
    }

    #[test]
    fn every_kind_and_need_has_its_word() {
        for kind in KINDS.into_iter().filter(|kind| *kind != PROCEDURE) {
            assert!(Named::KEYS.contains(&&*format!("services.kind-{kind}")), "{kind}");
        }
        for (_, need) in NEEDS {
            assert!(Named::KEYS.contains(&&*format!("services.need-{need}")), "{need}");
        }
    }
}
