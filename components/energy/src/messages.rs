//! The messages of this widget; `locales/<lang>.json` holds their words, and `locales/meter/<lang>.json` those
//! of 'my consumption', which a page asks for when that view opens.

commune_ui::messages! {
    /// What this widget says.
    pub enum Msg {
        Title => "energy.title",
        TitleEmpty => "energy.title-empty",
        Headline => "energy.headline",
        HeadlineMissing => "energy.headline-missing",
        HeadlineMasked => "energy.headline-masked",
        AtLeast => "energy.at-least",
        Masked => "energy.masked",
        Missing => "energy.missing",
        Sector => "energy.sector",
        SectorAll => "energy.sector-all",
        SectorHousing => "energy.sector-housing",
        SectorServices => "energy.sector-services",
        SectorIndustry => "energy.sector-industry",
        SectorAgriculture => "energy.sector-agriculture",
        SectorUnknown => "energy.sector-unknown",
        CarrierElectricity => "energy.carrier-electricity",
        CarrierGas => "energy.carrier-gas",
        CarrierHeat => "energy.carrier-heat",
        Measure => "energy.measure",
        MeasureTotal => "energy.measure-total",
        MeasureInhabitant => "energy.measure-inhabitant",
        MeasureMeter => "energy.measure-meter",
        Since => "energy.since",
        Corrected => "energy.corrected",
        ChartTitle => "energy.chart-title",
        UnitTotal => "energy.unit-total",
        UnitInhabitant => "energy.unit-inhabitant",
        UnitMeter => "energy.unit-meter",
        ChangeDown => "energy.change-down",
        ChangeUp => "energy.change-up",
        ChangeFlat => "energy.change-flat",
        ChangeNone => "energy.change-none",
        ChartGroup => "energy.chart-group",
        ChartHint => "energy.chart-hint",
        LegendMasked => "energy.legend-masked",
        LegendAtLeast => "energy.legend-at-least",
        Year => "energy.year",
        Total => "energy.total",
        DownloadCsv => "energy.download-csv",
        CompareTitle => "energy.compare-title",
        CompareCaption => "energy.compare-caption",
        CompareMetropole => "energy.compare-metropole",
        ComparePeers => "energy.compare-peers",
        Rank => "energy.rank#",
        RankFirst => "energy.rank-first",
        InventoryTitle => "energy.inventory-title",
        InventoryCaption => "energy.inventory-caption",
        InventoryRow => "energy.inventory-row",
        InventoryComplete => "energy.inventory-complete",
        InventoryPartly => "energy.inventory-partly",
        InventoryNote => "energy.inventory-note",
        FileRows => "energy.file-rows#",
        Advice => "energy.advice",
        Renovation => "energy.renovation",
        MyTitle => "energy.my-title",
        MyPrivate => "energy.my-private",
        MyBack => "energy.my-back",
        MyChoose => "energy.my-choose",
        MyChooseMore => "energy.my-choose-more",
        MyAccepted => "energy.my-accepted",
        MySample => "energy.my-sample",
        MySampleName => "energy.my-sample-name",
        MySampleNote => "energy.my-sample-note",
        MyReading => "energy.my-reading",
        MyRead => "energy.my-read",
        MyRefused => "energy.my-refused",
        MyFileDates => "energy.my-file-dates",
        MyRemove => "energy.my-remove",
        MyRemoveFile => "energy.my-remove-file",
        MyHow => "energy.my-how",
        MyEnedis => "energy.my-enedis",
        MyEnedisSteps => "energy.my-enedis-steps",
        MyPhone => "energy.my-phone",
        MyPhoneSteps => "energy.my-phone-steps",
        MyGrdf => "energy.my-grdf",
        MyGrdfSteps => "energy.my-grdf-steps",
        MyCompute => "energy.my-compute",
        MyMistakes => "energy.my-mistakes",
        MyFindings => "energy.my-findings",
        MyNothing => "energy.my-nothing",
        MyCarrier => "energy.my-carrier",
        MyChart => "energy.my-chart",
        MyTotal => "energy.my-total",
        MyWeek => "energy.my-week",
        MyPeriod => "energy.my-period",
        MyUsed => "energy.my-used",
        MyState => "energy.my-state",
        MyBefore => "energy.my-before",
        MyComplete => "energy.my-complete",
        MyIncomplete => "energy.my-incomplete",
        MyPartial => "energy.my-partial",
        MyOpen => "energy.my-open-bar",
        MyHollow => "energy.my-hollow",
        MyOlder => "energy.my-older",
        MyNewer => "energy.my-newer",
        MyProfile => "energy.my-profile",
        MyProfileTake => "energy.my-profile-take",
        MyProfileTable => "energy.my-profile-table",
        MyWeekdays => "energy.my-weekdays",
        MyHour => "energy.my-hour",
        MyMarks => "energy.my-marks",
        MyNoCurve => "energy.my-no-curve",
        MyTariffNote => "energy.my-tariff-note",
        MyQuality => "energy.my-quality",
        MyFlawless => "energy.my-flawless",
        MyHoles => "energy.my-holes",
        MyHole => "energy.my-hole",
        MyCopies => "energy.my-copies",
        MyCsv => "energy.my-csv",
        MySvg => "energy.my-svg",
        MyPng => "energy.my-png",
        MyGive => "energy.my-give",
        MyGiveNote => "energy.my-give-note",
        MyGiveShow => "energy.my-give-show",
        MyGiveSave => "energy.my-give-save",
        MyGiveNone => "energy.my-give-none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Messages = serde_json::Map<String, serde_json::Value>;

    /// What is asked for at once, and what is asked for when 'my consumption' opens.
    const LOCALES: [[&str; 2]; 3] = [
        [include_str!("../locales/fr.json"), include_str!("../locales/meter/fr.json")],
        [include_str!("../locales/nl.json"), include_str!("../locales/meter/nl.json")],
        [include_str!("../locales/en.json"), include_str!("../locales/meter/en.json")],
    ];

    fn read(text: &str) -> Messages {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_three_languages_are_complete() {
        let by_name: Vec<String> =
            crate::model::meter::BY_NAME.iter().map(|end| format!("energy.my-{end}")).collect();
        let declared: Vec<&str> = Msg::KEYS.into_iter().chain(by_name.iter().map(String::as_str)).collect();
        for [first, later] in LOCALES {
            let mut all = read(first);
            let later = read(later);
            assert!(later.keys().all(|key| !all.contains_key(key)), "a message is in both files");
            all.extend(later);
            commune_ui::messages::check_complete(&declared, all.keys()).unwrap();
        }
    }

    #[test]
    fn the_words_of_my_consumption_wait_until_it_opens() {
        for [first, later] in LOCALES {
            let first: Vec<String> = read(first).into_iter().map(|(key, _)| key).collect();
            let early = first.iter().filter(|key| key.starts_with("energy.my-"));
            let early: Vec<&str> = early.map(String::as_str).collect();
            assert_eq!(early, ["energy.my-back", "energy.my-private", "energy.my-title"]);
            assert!(read(later).keys().all(|key| key.starts_with("energy.my-")));
        }
    }
}
