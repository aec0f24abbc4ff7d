//! The messages of this widget; `locales/<lang>.json` holds their words.

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
        Source => "energy.source",
        Licence => "energy.licence",
        Owner => "energy.owner",
        Contact => "energy.contact",
        Generated => "energy.generated",
        NextUpdate => "energy.next-update",
        FileRows => "energy.file-rows#",
        Advice => "energy.advice",
        Renovation => "energy.renovation",
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
            commune_ui::messages::check_complete(&Msg::KEYS, json.as_object().unwrap().keys()).unwrap();
        }
    }
}
