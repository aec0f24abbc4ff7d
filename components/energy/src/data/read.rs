//! From a parsed JSON document to a pack.

use super::pack::{Commune, Comparison, Group, Mean, Pack, Rank, SCHEMA, Series, Source};
use commune_source::{FetchError, value::Value};

/// Reads a pack. The schema comes first: a later major version may not have this one's fields.
///
/// # Errors
/// [`FetchError::UnknownVersion`] for another major version, [`FetchError::Malformed`] for what is no pack
/// or has an array that is not as long as its years; the detail names the place.
pub fn read<V: Value>(json: &V) -> Result<Pack, FetchError> {
    let schema = json.text_or_empty("schema");
    if schema != SCHEMA {
        return Err(if schema.starts_with("commune-widgets/energy/") {
            FetchError::UnknownVersion { schema }
        } else {
            malformed("not an energy pack: no schema")
        });
    }
    let commune = json.field("commune");
    let years: Vec<u16> = json.list("years").iter().map(|year| number(year) as u16).collect();
    let length = years.len();
    let series: Result<_, _> = json.list("series").iter().map(|series| read_series(series, length)).collect();
    let comparison = json.field("comparison");
    let pack = Pack {
        schema,
        generated: json.text_or_empty("generated"),
        owner: json.text_or_empty("owner"),
        contact: json.text_or_empty("contact"),
        next_update: json.text_or_empty("nextUpdate"),
        source: json.text_or_empty("source"),
        licence: json.text_or_empty("licence"),
        coverage: json.text_or_empty("coverage"),
        demo: json.field("demo").boolean().unwrap_or(false),
        commune: Commune {
            insee: commune.text_or_empty("insee"),
            name: commune.text_or_empty("name"),
            population: commune.count_or_zero("population"),
        },
        years,
        series: series?,
        comparison: Comparison {
            metropole: read_group(&comparison.field("metropole")),
            peers: read_group(&comparison.field("peers")),
            ranks: comparison.list("ranks").iter().map(read_rank).collect(),
        },
        sources: json.list("sources").iter().map(read_source).collect(),
    };
    if pack.commune.name.is_empty() {
        return Err(malformed("commune.name is missing"));
    }
    Ok(pack)
}

fn malformed(detail: &str) -> FetchError {
    FetchError::Malformed { detail: detail.to_owned() }
}

fn number<V: Value>(value: &V) -> f64 {
    value.number().unwrap_or(0.0)
}

fn read_series<V: Value>(json: &V, years: usize) -> Result<Series, FetchError> {
    let numbers = |name| json.list(name).iter().map(V::number).collect::<Vec<_>>();
    let series = Series {
        carrier: json.text_or_empty("carrier"),
        sector: json.text_or_empty("sector"),
        mwh: numbers("mwh"),
        masked: json.list("masked").iter().map(|n| number(n) as u32).collect(),
        sites: numbers("sites").into_iter().map(|n| n.map(|n| n as u32)).collect(),
        corrected: numbers("corrected"),
    };
    let optional = |length: usize| length == 0 || length == years;
    let whole = series.mwh.len() == years && series.masked.len() == years;
    if series.carrier.is_empty() || series.sector.is_empty() {
        return Err(malformed("a series has no carrier or no sector"));
    }
    if !whole || !optional(series.sites.len()) || !optional(series.corrected.len()) {
        let detail = format!("series {} {}: not as many figures as years", series.carrier, series.sector);
        return Err(FetchError::Malformed { detail });
    }
    Ok(series)
}

fn read_group<V: Value>(json: &V) -> Option<Group> {
    if json.is_absent() {
        return None;
    }
    Some(Group {
        count: json.count_or_zero("count"),
        min_population: json.count_or_zero("minPopulation"),
        max_population: json.count_or_zero("maxPopulation"),
        carriers: json.list("carriers").iter().map(read_mean).collect(),
    })
}

fn read_mean<V: Value>(json: &V) -> Mean {
    Mean {
        carrier: json.text_or_empty("carrier"),
        kwh_per_inhabitant: json.list("kwhPerInhabitant").iter().map(V::number).collect(),
        at_least: json.list("atLeast").iter().map(|flag| flag.boolean().unwrap_or(false)).collect(),
    }
}

fn read_rank<V: Value>(json: &V) -> Rank {
    Rank {
        carrier: json.text_or_empty("carrier"),
        rank: json.list("rank").iter().map(|n| n.number().map(|n| n as u32)).collect(),
        of: json.list("of").iter().map(|n| number(n) as u32).collect(),
    }
}

fn read_source<V: Value>(json: &V) -> Source {
    Source {
        name: json.text_or_empty("name"),
        url: json.text_or_empty("url"),
        licence: json.text_or_empty("licence"),
        owner: json.text_or_empty("owner"),
        date: json.text_or_empty("date"),
        rows: json.count_or_zero("rows"),
        bad_rows: json.count_or_zero("badRows"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    fn document() -> Json {
        serde_json::from_str(include_str!("../../tests/fixtures/59999.json")).unwrap()
    }

    #[test]
    fn what_is_read_field_by_field_is_what_serde_reads() {
        let by_serde: Pack = serde_json::from_value(document()).unwrap();
        assert_eq!(read(&document()), Ok(by_serde));
    }

    #[test]
    fn another_major_version_is_told() {
        let mut json = document();
        json["schema"] = json!("commune-widgets/energy/2");
        let schema = "commune-widgets/energy/2".to_owned();
        assert_eq!(read(&json), Err(FetchError::UnknownVersion { schema }));
    }

    #[test]
    fn what_is_no_pack_is_told_and_never_panics() {
        for json in
            [json!(null), json!([]), json!("x"), json!({}), json!({"schema": "commune-widgets/quiz/1"})]
        {
            assert!(matches!(read(&json), Err(FetchError::Malformed { .. })), "{json}");
        }
        let mut nameless = document();
        nameless["commune"] = json!(null);
        assert!(matches!(read(&nameless), Err(FetchError::Malformed { .. })));
    }

    #[test]
    fn arrays_of_another_length_are_told() {
        for field in ["mwh", "masked", "sites"] {
            let mut json = document();
            json["series"][1][field].as_array_mut().unwrap().pop();
            assert!(matches!(read(&json), Err(FetchError::Malformed { .. })), "{field}");
        }
    }

    #[test]
    fn numbers_of_the_wrong_kind_are_not_believed() {
        let mut json = document();
        json["series"][1]["mwh"][0] = json!("2200");
        json["commune"]["population"] = json!(-3);
        let pack = read(&json).unwrap();
        assert_eq!(pack.series[1].mwh[0], None);
        assert_eq!(pack.commune.population, 0);
    }
}
