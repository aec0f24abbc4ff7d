//! Figures, carriers and sectors in words.

use crate::{
    messages::Msg,
    model::{Figure, HOUSING, unit::Unit},
};
use commune_ui::i18n::Messages;

/// The name of a sector, or of all of them.
pub fn sector(m: &Messages, sector: Option<&str>) -> String {
    m.text(match sector {
        None => Msg::SectorAll,
        Some(HOUSING) => Msg::SectorHousing,
        Some("services") => Msg::SectorServices,
        Some("industry") => Msg::SectorIndustry,
        Some("agriculture") => Msg::SectorAgriculture,
        Some("unknown") => Msg::SectorUnknown,
        Some(other) => return other.to_owned(),
    })
}

/// The name of a carrier; one that the commune supplied goes by its own name.
pub fn carrier(m: &Messages, carrier: &str) -> String {
    m.text(match carrier {
        "electricity" => Msg::CarrierElectricity,
        "gas" => Msg::CarrierGas,
        "heat" => Msg::CarrierHeat,
        other => return other.to_owned(),
    })
}

/// A figure in `unit`, without the unit's name.
pub fn figure(m: &Messages, figure: Figure, unit: Unit) -> String {
    match figure {
        Figure::Missing => m.text(Msg::Missing),
        Figure::Masked => m.text(Msg::Masked),
        Figure::Known { kwh, at_least } => {
            let scaled = unit.scale(kwh);
            let value = m.number(scaled, Unit::digits(scaled));
            if at_least { m.with(Msg::AtLeast, &[("value", &value)]) } else { value }
        }
    }
}

/// An amount with its unit, held together by a no-break space: `5 000 kWh`.
pub fn amount(m: &Messages, kwh: f64) -> String {
    let unit = Unit::of(kwh);
    let scaled = unit.scale(kwh);
    format!("{}\u{a0}{}", m.number(scaled, Unit::digits(scaled)), unit.symbol())
}
