//! The analysis of a meter in French sentences, for the terminal.

use std::fmt::Write as _;

use commune_meter::analyse::{Comparison, Finding, LoadCurve, PeriodValue, Thermo};
use commune_meter::time::iso_date;
use commune_meter::{Analysis, Carrier, DecodeError, Energy, FileKind, FileReport, OtherFormat, Store};

use crate::date::{french, french_month};
use crate::meter::Refusal;
use crate::page::number::{quantity, whole};

/// What the files say.
pub(crate) fn summary(analysis: &Analysis, store: &Store, refused: &[(String, Refusal)]) -> String {
    let mut out = String::from("Fichiers\n");
    for file in store.files() {
        line(&mut out, &format!("{} : {}", file.name, read(&file.decoded.report)));
    }
    for (name, error) in refused {
        line(&mut out, &format!("{name} : {}", why(error)));
    }
    let (Some(carrier), Some(from), Some(to)) = (analysis.carrier, analysis.from, analysis.to) else {
        return out;
    };
    let (from, to) = (french(&iso_date(from.0)), french(&iso_date(to.0)));
    let _ = writeln!(out, "\n{}, du {from} au {to}", carrier_name(carrier));
    let incomplete = analysis.quality.incomplete_days;
    line(
        &mut out,
        &format!(
            "Total mesuré : {} kWh. Jours complets : {}. Jours incomplets : {}.",
            kwh(analysis.total_wh),
            whole(analysis.complete_days.into()),
            whole(incomplete.into())
        ),
    );
    for (title, periods) in [("Par année", &analysis.years), ("Par mois", &analysis.months)] {
        let _ = writeln!(out, "\n{title}");
        for value in periods {
            line(&mut out, &period(value));
        }
    }
    if let Some(curve) = &analysis.curve {
        load_curve(&mut out, curve);
    }
    if let Some(comparison) = &analysis.comparison {
        year_before(&mut out, comparison);
    }
    let _ = writeln!(out, "\nChauffage et climat");
    line(&mut out, &thermo(&analysis.thermo));
    if !analysis.findings.is_empty() {
        let _ = writeln!(out, "\nCe qui ressort");
        for found in &analysis.findings {
            line(&mut out, &finding(found));
        }
    }
    quality(&mut out, analysis);
    out
}

fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "  {text}");
}

fn carrier_name(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Electricity => "Électricité",
        Carrier::Gas => "Gaz",
    }
}

fn kwh(energy: Energy) -> String {
    quantity(energy.wh() / 1000.0)
}

fn percent(share: f64) -> String {
    format!("{} %", quantity(share * 100.0))
}

/// Hundredths of an euro.
fn euros(amount: f64) -> String {
    format!("{amount:.2} €").replace('.', ",")
}

/// `2024-01-15T08:30:00+01:00` → `15 janvier 2024 à 08:30`.
fn moment(iso: &str) -> String {
    match (iso.get(..10), iso.get(11..16)) {
        (Some(day), Some(time)) => format!("{} à {time}", french(day)),
        _ => iso.to_owned(),
    }
}

fn read(report: &FileReport) -> String {
    let kind = match report.kind {
        FileKind::LinkyCurve => "courbe de charge Linky",
        FileKind::LinkyIndex => "relevés quotidiens Linky",
        FileKind::LinkyDaily => "consommation par jour Linky",
        FileKind::OtherCurve => "courbe de charge d'un autre outil",
        FileKind::LinkyXlsx => "classeur Linky",
        FileKind::GrdfJson => "fichier GRDF",
        FileKind::GrdfXlsx => "classeur GRDF",
        FileKind::GreenButton => "fichier Green Button",
    };
    format!("{kind}, {} mesures", whole(report.readings.into()))
}

fn period(value: &PeriodValue) -> String {
    let days = if value.complete {
        String::new()
    } else {
        format!(" ({} jours complets sur {})", value.complete_days, value.days)
    };
    format!("{} : {} kWh{days}", french_month(&value.period.label()), kwh(value.wh))
}

fn load_curve(out: &mut String, curve: &LoadCurve) {
    let _ = writeln!(out, "\nHeure par heure");
    if let Some(base) = &curve.base {
        line(
            out,
            &format!(
                "Appareils toujours allumés : {} W, {} de la consommation.",
                quantity(base.w),
                percent(base.share)
            ),
        );
    }
    let peak = &curve.peak;
    line(out, &format!("Pointe : {} W le {}.", quantity(peak.w), moment(&peak.start)));
    line(out, &format!("Nuit (22 h à 6 h) : {} de la consommation.", percent(curve.night.share)));
    if let Some(off_peak) = &curve.off_peak {
        line(out, &format!("Heures creuses : {} de la consommation.", percent(off_peak.share)));
        if let Some(cost) = &off_peak.cost {
            line(
                out,
                &format!(
                    "Coût de l'énergie sans abonnement : {} au prix unique, {} en heures creuses.",
                    euros(cost.base_eur),
                    euros(cost.off_peak_eur)
                ),
            );
        }
    }
}

fn year_before(out: &mut String, comparison: &Comparison) {
    let _ = writeln!(out, "\nLa même période un an avant");
    line(
        out,
        &format!(
            "{} kWh, et {} kWh un an avant, sur les {} mêmes jours.",
            kwh(comparison.wh),
            kwh(comparison.before_wh),
            whole(comparison.days.into())
        ),
    );
}

fn thermo(thermo: &Thermo) -> String {
    match thermo {
        Thermo::Known { share, days, .. } => format!(
            "{} de la consommation suit le froid, sur {} jours.",
            percent(*share),
            whole((*days).into())
        ),
        Thermo::NoDegreeDays => "Pas de météo pour ces jours : part du froid non calculée.".into(),
        Thermo::TooFewDays { days } => {
            format!("Trop peu de jours ({}) pour calculer la part du froid.", whole((*days).into()))
        }
        Thermo::OneSeason { .. } => {
            "Il faut des jours froids et des jours doux pour calculer la part du froid.".into()
        }
        Thermo::PoorFit { .. } => "La consommation ne suit pas le froid.".into(),
    }
}

/// `12 % de plus` or `12 % de moins`.
fn change(change: f64) -> String {
    let word = if change < 0.0 { "moins" } else { "plus" };
    format!("{} de {word}", percent(change.abs()))
}

fn finding(finding: &Finding) -> String {
    match finding {
        Finding::AlwaysOn { w, share } => format!(
            "Les appareils toujours allumés prennent {} W, {} de la consommation.",
            quantity(*w),
            percent(*share)
        ),
        Finding::YearChange { change: relative, .. } => {
            format!("Vous consommez {} qu'un an avant.", change(*relative))
        }
        Finding::Seasons { winter_wh, summer_wh, .. } => format!(
            "Un jour d'hiver prend {} kWh, un jour d'été {} kWh.",
            quantity(winter_wh / 1000.0),
            quantity(summer_wh / 1000.0)
        ),
        Finding::BusiestHour { hour, w, .. } => {
            format!("L'heure la plus chargée est {hour} h, avec {} W en moyenne.", quantity(*w))
        }
        Finding::Weekend { change: relative, .. } => {
            format!("Le week-end, vous consommez {} que les autres jours.", change(*relative))
        }
        Finding::Night { share } => format!("La nuit prend {} de la consommation.", percent(*share)),
        Finding::Thermosensitive { share } => {
            format!("Le froid explique {} de la consommation.", percent(*share))
        }
        Finding::HighestDay { date, wh, .. } => {
            format!("Le jour le plus fort est le {} : {} kWh.", french(&iso_date(date.0)), kwh(*wh))
        }
    }
}

fn quality(out: &mut String, analysis: &Analysis) {
    let quality = &analysis.quality;
    let _ = writeln!(out, "\nQualité des mesures");
    let counts = [
        ("Mesures", quality.readings),
        ("Trous", quality.hole_count),
        ("Mesures manquantes dans les trous", quality.missing),
        ("Mesures en double", quality.duplicates),
        ("Mesures qui se contredisent", quality.conflicts),
        ("Valeurs vides", quality.empty_values),
        ("Lignes hors de la grille", quality.off_grid),
        ("Changements de pas", quality.step_changes),
        ("Lignes illisibles", quality.lines_skipped),
        ("Fichiers coupés", quality.files_cut),
    ];
    for (what, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        line(out, &format!("{what} : {}", whole(count.into())));
    }
    for clock in &quality.clock_changes {
        let day = french(&iso_date(clock.date.0));
        line(out, &format!("Changement d'heure le {day} : jour de {} heures", clock.hours));
    }
    if quality.meter_number_masked {
        line(out, "Un numéro de compteur était présent. Il n'est pas gardé.");
    }
}

/// Why a file was refused.
fn why(refusal: &Refusal) -> String {
    let error = match refusal {
        Refusal::File(error) => error,
        Refusal::Workbook { found, .. } => {
            return match *found {
                "tooLarge" => "ce classeur est trop grand.",
                "unsupported" => "ce classeur est protégé, ou d'une sorte que nous ne lisons pas.",
                _ => "le fichier est coupé ou abîmé.",
            }
            .into();
        }
    };
    let at = |line: &u32, column: &u32| format!("ligne {line}, colonne {column}");
    match error {
        DecodeError::Empty => "le fichier est vide.".into(),
        DecodeError::TooLarge { max, .. } => {
            format!("le fichier dépasse {} Mo.", whole(u64::from(*max) / 1_000_000))
        }
        DecodeError::NeedsXlsx => "ce classeur n'a pas pu être ouvert.".into(),
        DecodeError::OtherFormat { found, .. } => {
            let found = match found {
                OtherFormat::Pdf => "un PDF",
                OtherFormat::Image => "une image",
                OtherFormat::Archive => "une archive",
                OtherFormat::OldExcel => "un ancien classeur Excel (.xls)",
                OtherFormat::Html => "une page web",
                OtherFormat::Json => "du JSON sans relevé",
                OtherFormat::Xml => "du XML qui n'est pas Green Button",
                OtherFormat::Text => "du texte sans titre de colonne connu",
                OtherFormat::Binary => "autre chose que du texte",
            };
            format!("c'est {found}, pas un fichier de compteur.")
        }
        DecodeError::Production { found, line, column } => {
            format!("ce fichier dit une production (« {found} », {}).", at(line, column))
        }
        DecodeError::OtherQuantity { found, line, column } => {
            format!("ce n'est pas une énergie consommée (« {found} », {}).", at(line, column))
        }
        DecodeError::UnknownUnit { found, line, column } => {
            format!("unité inconnue (« {found} », {}).", at(line, column))
        }
        DecodeError::MissingColumn { name, line, .. } => {
            format!("il manque la colonne « {name} » à la ligne {line}.")
        }
        DecodeError::BadRows { found, line, column } => {
            format!("trop de lignes illisibles (« {found} », {}).", at(line, column))
        }
        DecodeError::NoReadings { line } => format!("aucun relevé jusqu'à la ligne {line}."),
        DecodeError::UnknownStep { line } => {
            format!("le pas n'est ni 15, ni 30, ni 60 minutes (ligne {line}).")
        }
        DecodeError::Truncated { line, column } => {
            format!("le fichier est coupé ({}).", at(line, column))
        }
    }
}
