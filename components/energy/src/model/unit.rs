//! Units of energy at the size of the figures shown.

/// A unit of energy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 1 kWh.
    Kwh,
    /// 1,000 kWh.
    Mwh,
    /// 1,000,000 kWh.
    Gwh,
}

impl Unit {
    /// The unit in which `kwh` has at most four figures before the decimal sign.
    pub fn of(kwh: f64) -> Self {
        match kwh.abs() {
            x if x < 10_000.0 => Unit::Kwh,
            x if x < 10_000_000.0 => Unit::Mwh,
            _ => Unit::Gwh,
        }
    }

    /// The unit's symbol, the same in the three languages.
    pub const fn symbol(self) -> &'static str {
        match self {
            Unit::Kwh => "kWh",
            Unit::Mwh => "MWh",
            Unit::Gwh => "GWh",
        }
    }

    /// `kwh` in this unit.
    pub fn scale(self, kwh: f64) -> f64 {
        match self {
            Unit::Kwh => kwh,
            Unit::Mwh => kwh / 1e3,
            Unit::Gwh => kwh / 1e6,
        }
    }

    /// Decimals with which a scaled figure is shown: three figures in all, no more.
    pub fn digits(scaled: f64) -> usize {
        match scaled.abs() {
            x if x == 0.0 || x >= 100.0 => 0,
            x if x >= 10.0 => 1,
            _ => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_keep_figures_short() {
        for (kwh, unit, scaled, digits) in [
            (0.0, Unit::Kwh, 0.0, 0),
            (4_321.0, Unit::Kwh, 4_321.0, 0),
            (10_000.0, Unit::Mwh, 10.0, 1),
            (9_999_999.0, Unit::Mwh, 9_999.999, 0),
            (12_345_678.0, Unit::Gwh, 12.345678, 1),
            (-4.2, Unit::Kwh, -4.2, 2),
        ] {
            assert_eq!(Unit::of(kwh), unit);
            assert_eq!(unit.scale(kwh), scaled);
            assert_eq!(Unit::digits(scaled), digits);
        }
    }
}
