//! The faults that the generator plants.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{HashMap, HashSet};

use commune_packs::services::draft::Origins;

use super::generator::{Random, Row, World};

/// How often each fault is planted.
const TIMES: usize = 12;

type Plant = (&'static str, Origins, fn(&mut Row));

fn set(row: &mut Row, name: &'static str, text: &str) {
    row.insert(name, text.to_owned());
}

fn swap(row: &mut Row) {
    let (longitude, latitude) = (row["longitude"].clone(), row["latitude"].clone());
    set(row, "longitude", &latitude);
    set(row, "latitude", &longitude);
}

/// Faults of one row, on rows that stand alone.
const ALONE: &[Plant] = &[
    ("coordinates-outside", Origins::Own, |row| set(row, "latitude", "51.2")),
    ("coordinates-outside", Origins::Dila, |row| set(row, "longitude", "2.5")),
    ("coordinates-swapped", Origins::Own, swap),
    ("coordinates-invalid", Origins::Own, |row| set(row, "latitude", "nord")),
    ("coordinates-invalid", Origins::Dila, |row| {
        set(row, "latitude", "0");
        set(row, "longitude", "0");
    }),
    ("coordinates-missing", Origins::Own, |row| {
        set(row, "latitude", "");
        set(row, "longitude", "");
    }),
    ("hours-unread", Origins::Own, |row| set(row, "horaires", "aux heures habituelles")),
    ("hours-unread", Origins::Dila, |row| set(row, "debut", "neuf heures")),
    ("hours-school", Origins::Own, |row| set(row, "horaires", "lundi 9h-12h hors vacances scolaires")),
    ("hours-sun", Origins::Own, |row| set(row, "horaires", "Mo-Su sunrise-sunset")),
    ("hours-never", Origins::Own, |row| set(row, "horaires", "2019 Mo-Fr 09:00-12:00")),
    ("hours-old", Origins::Own, |row| set(row, "horaires_verifies_le", "2024-01-15")),
    ("hours-missing", Origins::Own, |row| set(row, "horaires", "")),
    ("link-insecure", Origins::Own, |row| set(row, "lien", "http://www.exemple.fr/lieu")),
    ("link-insecure", Origins::Dila, |row| set(row, "lien", "http://www.exemple.fr/lieu")),
    ("link-scheme", Origins::Own, |row| set(row, "lien", "www.exemple.fr")),
    ("link-invalid", Origins::Own, |row| set(row, "lien", "javascript:alert(1)")),
    ("phone-invalid", Origins::Own, |row| set(row, "telephone", "03 20 00 00")),
    ("phone-invalid", Origins::Dila, |row| set(row, "telephone", "voir le site")),
    ("email-invalid", Origins::Own, |row| set(row, "courriel", "accueil(at)exemple.fr")),
    ("siret-invalid", Origins::Own, |row| set(row, "siret", "12345678901234")),
    ("postcode-mismatch", Origins::Own, |row| set(row, "code_postal", "75001")),
    ("commune-unknown", Origins::Own, |row| {
        set(row, "code_insee", "");
        set(row, "commune", "Nulle-Part");
        set(row, "code_postal", "99999");
    }),
    ("date-invalid", Origins::Own, |row| set(row, "date_maj", "2031-01-01")),
    ("date-invalid", Origins::Own, |row| set(row, "date_maj", "hier")),
    ("where-unknown", Origins::Own, |row| {
        set(row, "type", "démarche");
        set(row, "genre", "");
        set(row, "lieux", "lieu-inconnu");
    }),
];

/// Plants every fault, and notes what must be found.
pub(super) fn plant(world: &mut World, random: &mut Random) {
    let mut sources: HashMap<usize, Vec<(Origins, String)>> = HashMap::new();
    for ((origin, id), place) in &world.place_of {
        sources.entry(*place).or_default().push((*origin, id.clone()));
    }
    let alone: HashSet<(Origins, String)> =
        sources.values().filter(|found| found.len() == 1).map(|found| found[0].clone()).collect();
    // Rows by source, in their order; each bears one fault at most. The first rows only, so that the
    // look-alikes at the end stay as they are.
    let mut free: HashMap<Origins, Vec<usize>> = HashMap::new();
    for (origin, rows) in &world.rows {
        let most = rows.len().saturating_sub(60);
        let indices = (0..most).filter(|index| alone.contains(&(*origin, rows[*index]["id"].clone())));
        free.insert(*origin, indices.collect());
    }
    for (kind, origin, fault) in ALONE {
        for _ in 0..TIMES {
            let list = free.get_mut(origin).unwrap();
            let index = list.swap_remove(random.below(list.len()));
            let row = &mut world.rows.get_mut(origin).unwrap()[index];
            fault(row);
            world.planted.push((*kind, row["id"].clone()));
        }
    }
    copies(world, random, &mut free);
    contradictions(world, &sources);
}

/// Rows written twice: with another id (a duplicate) and with the same (an id used twice).
fn copies(world: &mut World, random: &mut Random, free: &mut HashMap<Origins, Vec<usize>>) {
    let rows = world.rows.get_mut(&Origins::Own).unwrap();
    let list = free.get_mut(&Origins::Own).unwrap();
    for number in 0..TIMES {
        let index = list.swap_remove(random.below(list.len()));
        let mut copy = rows[index].clone();
        let place = world.place_of[&(Origins::Own, copy["id"].clone())];
        set(&mut copy, "id", &format!("copie-{number}"));
        world.place_of.insert((Origins::Own, copy["id"].clone()), place);
        world.planted.push(("duplicate", copy["id"].clone()));
        rows.push(copy);
    }
    for _ in 0..TIMES {
        let index = list.swap_remove(random.below(list.len()));
        let mut copy = rows[index].clone();
        let name = format!("{} bis", copy["nom"]);
        set(&mut copy, "nom", &name);
        world.planted.push(("id-repeated", copy["id"].clone()));
        rows.push(copy);
    }
}

/// Two sources of one place that say different things.
fn contradictions(world: &mut World, sources: &HashMap<usize, Vec<(Origins, String)>>) {
    let mut pairs: Vec<&Vec<(Origins, String)>> = sources.values().filter(|found| found.len() == 2).collect();
    pairs.sort();
    let mut by = |first: Origins, second: Origins, kind: &'static str, faults: [Option<fn(&mut Row)>; 2]| {
        let mut left = TIMES;
        pairs.retain(|pair| {
            let has = |origin: Origins| pair.iter().find(|(one, _)| *one == origin);
            let (Some((_, a)), Some((_, b))) = (has(first), has(second)) else { return true };
            if left == 0 {
                return true;
            }
            left -= 1;
            for ((origin, id), fault) in [(first, a), (second, b)].into_iter().zip(faults) {
                if let Some(fault) = fault {
                    let rows = world.rows.get_mut(&origin).unwrap();
                    fault(rows.iter_mut().find(|row| row["id"] == *id).unwrap());
                }
            }
            world.planted.push((kind, b.clone()));
            false
        });
        assert_eq!(left, 0, "not enough pairs for {kind}");
    };
    by(
        Origins::Own,
        Origins::Dila,
        "disagree-phone",
        [Some(|row| set(row, "telephone", "03 59 59 59 59")), None],
    );
    by(
        Origins::Own,
        Origins::Dila,
        "disagree-hours",
        [Some(|row| set(row, "horaires", "mardi 8h-10h")), None],
    );
    by(
        Origins::Own,
        Origins::Acceslibre,
        "disagree-access",
        [
            Some(|row| set(row, "entree_de_plain_pied", "oui")),
            Some(|row| {
                set(row, "entree_plain_pied", "False");
                set(row, "entree_marches_rampe", "aucune");
            }),
        ],
    );
}
