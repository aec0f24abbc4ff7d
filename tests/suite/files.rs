//! Files that residents choose, made by the suite.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Result;
use browser_tests::out;
use rust_xlsxwriter::Workbook;

/// A meter's number, as people leak it.
pub(crate) const NUMBER: &str = "30001234567897";

/// What three days of 1,000 W come to.
pub(crate) const TOTAL: &str = "72,0 kWh";

/// Where the files of this run are.
pub(crate) fn folder() -> PathBuf {
    out().join("files")
}

/// A file of this name, by its whole path as drivers want it. Each has a folder of its own: a browser refuses to read
/// what was written anew, by the scenario of another engine, since it was chosen.
pub(crate) fn write(name: &str, content: &[u8]) -> Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let folder = folder().join(COUNT.fetch_add(1, Ordering::Relaxed).to_string());
    fs::create_dir_all(&folder)?;
    let file = folder.join(name);
    fs::write(&file, content)?;
    Ok(file.canonicalize()?)
}

/// A Linky load curve from 15 January 2024 on, the same power throughout. Each line says the
/// end of its half-hour.
fn curve(number: &str, days: u32, watts: u32) -> Result<String> {
    let mut text = format!(
        "\u{feff}Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;\
         Grandeur metier;Etape metier;Unite;Pas en minutes\r\n\
         {number};Courbe de charge;15/01/2024;{}/01/2024;Energie active;Consommation;Comptage Brut;W;30\r\n\
         Horodate;Valeur\r\n",
        15 + days
    );
    for half_hour in 1..=days * 48 {
        let (day, rest) = (15 + half_hour / 48, half_hour % 48);
        let (hour, minute) = (rest / 2, rest % 2 * 30);
        write!(text, "2024-01-{day}T{hour:02}:{minute:02}:00+01:00;{watts}\r\n")?;
    }
    Ok(text)
}

/// The text of [`linky`].
pub(crate) fn linky_text() -> Result<String> {
    curve(NUMBER, 3, 1000)
}

/// Three days of 1,000 W: 24 kWh a day, [`TOTAL`] in all.
pub(crate) fn linky() -> Result<PathBuf> {
    write(&format!("Enedis_Conso_Heure_20240115-20240118_{NUMBER}.csv"), linky_text()?.as_bytes())
}

/// Another home's file: another number, other days, another power; 120 kWh in all.
pub(crate) fn other_linky() -> Result<PathBuf> {
    let number = "14299876543210";
    write(&format!("Enedis_Conso_Heure_20240115-20240125_{number}.csv"), curve(number, 10, 500)?.as_bytes())
}

/// A workbook in the shape that Enedis has given since 2025, its numbers as numbers and its dates
/// as text: 31 days of 10 kWh.
pub(crate) fn workbook() -> Result<PathBuf> {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Page d'accueil")?;
    cover.write(5, 1, "Les données de ce fichier sont à vous")?;
    let page = book.add_worksheet().set_name("Export Consommation Quotidienne")?;
    page.write(7, 1, "Point Référence Mesure (PRM) :")?.write(7, 2, NUMBER)?;
    page.write(13, 1, "Date")?.write(13, 2, "Valeur (en kWh)")?;
    for day in 1..=31 {
        page.write(13 + day, 1, format!("{day:02}/03/2025"))?.write(13 + day, 2, 10.0)?;
    }
    write("Export_Conso_Quotidienne.xlsx", &book.save_to_buffer()?)
}

/// What the days of [`workbook`] come to.
pub(crate) const WORKBOOK_TOTAL: &str = "310 kWh";

/// A document of another kind.
pub(crate) fn pdf() -> Result<PathBuf> {
    write("facture.pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n".as_bytes())
}

/// A file of 40 MB, past the 32 MB that are read. It takes no room on the disk: it is one hole.
///
/// Each engine has its own: two run at a time, and each removes it at the end.
pub(crate) fn large(engine: &str) -> Result<PathBuf> {
    let folder = out().join(engine);
    fs::create_dir_all(&folder)?;
    let file = folder.join("tout-mon-disque.csv");
    fs::File::create(&file)?.set_len(40 << 20)?;
    Ok(file.canonicalize()?)
}
