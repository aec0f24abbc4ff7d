//! Merging, withholding, refusing.
#![allow(clippy::unwrap_used, reason = "a helper of tests fails by panicking")]

use commune_meter::{CONTRIBUTION_SCHEMA, MonthTotal};
use proptest::prelude::*;

use super::*;

fn household(months: &[(&str, u32)], shape: Vec<u32>) -> Contribution {
    Contribution {
        schema: CONTRIBUTION_SCHEMA.into(),
        carrier: Carrier::Electricity,
        months: months.iter().map(|(month, kwh)| MonthTotal { month: (*month).into(), kwh: *kwh }).collect(),
        shape,
    }
}

fn add(merge: &mut Merge, contribution: &Contribution) -> Taken {
    merge.add(&serde_json::to_vec(contribution).unwrap())
}

#[test]
fn a_month_of_ten_is_published_and_one_of_nine_is_withheld() {
    let mut merge = Merge::default();
    for kwh in 0..10 {
        let january = ("2024-01", 300 + kwh);
        let months = [january, ("2024-02", 200)];
        let months = if kwh < 9 { &months[..] } else { &months[..1] };
        assert_eq!(add(&mut merge, &household(months, vec![])), Taken::New);
    }
    let picture = merge.picture("2026-11-24".into());
    let electricity = &picture.carriers[0];
    assert_eq!(
        electricity.months,
        [MonthPicture { month: "2024-01".into(), households: 10, mean_kwh: 304.5 }]
    );
    assert_eq!((electricity.withheld_months, electricity.households), (1, 10));
    assert_eq!((&electricity.shape, electricity.shape_withheld), (&None, false));
    let json = serde_json::to_string(&picture).unwrap();
    assert!(!json.contains("2024-02"), "{json}");
}

#[test]
fn shapes_are_averaged_from_ten_on() {
    let mut merge = Merge::default();
    for index in 0..10_u32 {
        let mut shape = vec![1000; SHAPE_CELLS];
        shape[0] = 900 - index;
        shape[1] = 1100 + index;
        if index == 9 {
            let early = merge.picture(String::new());
            assert_eq!((&early.carriers[0].shape, early.carriers[0].shape_withheld), (&None, true));
        }
        add(&mut merge, &household(&[], shape));
    }
    let picture = merge.picture(String::new());
    let shape = picture.carriers[0].shape.as_ref().unwrap();
    assert_eq!((shape.households, &shape.cells[..3]), (10, &[896, 1105, 1000][..]));
}

#[test]
fn a_household_counts_once() {
    let mut merge = Merge::default();
    let first = household(&[("2024-01", 3), ("2024-02", 2), ("2024-03", 1)], vec![]);
    let later = household(&[("2024-01", 3), ("2024-02", 2), ("2024-03", 1), ("2024-04", 9)], vec![]);
    let other = household(&[("2024-01", 3), ("2024-02", 2), ("2024-03", 7)], vec![]);
    assert_eq!(add(&mut merge, &first), Taken::New);
    assert_eq!(add(&mut merge, &first), Taken::Repeated);
    assert_eq!(add(&mut merge, &later), Taken::Repeated);
    assert_eq!(add(&mut merge, &other), Taken::New);
    assert_eq!(merge.households.len(), 2);
    assert_eq!(merge.households[0], later);
    let gas = Contribution { carrier: Carrier::Gas, ..first };
    assert_eq!(add(&mut merge, &gas), Taken::New);
}

#[test]
fn broken_files_say_why() {
    let mut merge = Merge::default();
    for (text, why) in [
        ("", "EOF"),
        ("{}", "missing field"),
        (r#"{"schema":"x","carrier":"gas","months":[],"shape":[]}"#, "not of the format"),
        (
            r#"{"schema":"commune-widgets/contribution/1","carrier":"gas","months":[],"shape":[]}"#,
            "nothing in it",
        ),
        (
            r#"{"schema":"commune-widgets/contribution/1","carrier":"gas","months":[{"month":"2024-01","kwh":20001}],"shape":[]}"#,
            "more than 20000 kWh in 2024-01",
        ),
        (
            r#"{"schema":"commune-widgets/contribution/1","carrier":"gas","months":[{"month":"2024-01","kwh":-1}],"shape":[]}"#,
            "invalid value",
        ),
    ] {
        match merge.add(text.as_bytes()) {
            Taken::Broken(said) => assert!(said.contains(why), "{text}: {said}"),
            taken => panic!("{text}: {taken:?}"),
        }
    }
    assert_eq!(
        add(&mut merge, &household(&[], vec![2000; SHAPE_CELLS])),
        Taken::Broken("the load shape is not normalised".into())
    );
    let picture = merge.picture(String::new());
    assert_eq!((picture.files, picture.broken_files, picture.carriers.len()), (7, 7, 0));
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut merge = Merge::default();
        merge.add(&bytes);
        let _ = merge.picture(String::new());
    }

    #[test]
    fn nothing_of_fewer_than_ten_is_ever_published(
        households in prop::collection::vec(
            (prop::collection::btree_map(1_u32..13, 0_u32..500, 0..6), any::<bool>()), 0..30)
    ) {
        let mut merge = Merge::default();
        for (months, gas) in &households {
            let months: Vec<(String, u32)> =
                months.iter().map(|(month, kwh)| (format!("2024-{month:02}"), *kwh)).collect();
            let months: Vec<(&str, u32)> = months.iter().map(|(m, kwh)| (m.as_str(), *kwh)).collect();
            let carrier = if *gas { Carrier::Gas } else { Carrier::Electricity };
            add(&mut merge, &Contribution { carrier, ..household(&months, vec![]) });
        }
        for carrier in merge.picture(String::new()).carriers {
            for month in &carrier.months {
                let behind = households.iter().filter(|(months, gas)| {
                    let number = month.month[5..].parse().unwrap();
                    *gas == (carrier.carrier == Carrier::Gas) && months.contains_key(&number)
                });
                prop_assert!(month.households >= FEWEST_HOUSEHOLDS);
                prop_assert!(behind.count() >= month.households);
            }
        }
    }
}
