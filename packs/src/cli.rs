//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::contributions::{self, Taken};
use crate::territory::DEFAULT_EPCI;
use crate::{all, catalogue, check, communes, doctor, usage};
use crate::{consultation, date, degree_days_command, embed, energy, meter, quiz, services, write};

/// Open data exports to static packs, plain HTML pages and reports.
#[derive(Debug, Parser)]
#[command(name = "commune-packs", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Every source of a config, to a folder that is published as it is.
    All(all::All),
    /// Demonstration packs, generated from populations by a documented rule.
    Demo(Demo),
    /// Packs, pages and a report from ORE or Enedis exports (CSV or API JSON).
    Energy(Energy),
    /// Degree days of a weather station from Météo-France daily files.
    DegreeDays(degree_days_command::DegreeDays),
    /// The metropole's picture from the files that its volunteers transmitted.
    Contributions(Contributions),
    /// The analysis of the widget, natively, on meter files.
    Meter(meter::Meter),
    /// The content of the cyber quiz: checked, packed, exported.
    Quiz(quiz::Quiz),
    /// The territorial picture from the self-diagnoses that communes handed over.
    Diagnosis(quiz::Diagnosis),
    /// Places and procedures: packs, pages, quality reports and the search index.
    Services(Box<services::Services>),
    /// Packs and pages of the consultations of a Decidim platform.
    Consultation(consultation::Consultation),
    /// Permanent embed pages and oEmbed JSON, one per commune and widget.
    Embed(embed::Embed),
    /// A CMS plugin from its sources and a release.
    Plugin(embed::Plugin),
    /// Configurations of communes from a spreadsheet, one row per commune.
    Communes(communes::Communes),
    /// Puts a widget into its fallback on every page, and back.
    Switch(communes::Switch),
    /// What is wrong in packs, configurations and synonyms, before they are published.
    Check(check::Check),
    /// A DCAT-AP catalogue of every pack of a folder, as JSON-LD.
    Catalogue(catalogue::Catalogue),
    /// Views per day, commune and widget, from the server's logs; no address is kept.
    Usage(usage::Usage),
    /// What keeps the widgets of a live page from showing, and the line to add.
    Doctor(doctor::Doctor),
}

/// The source of energy exports, where nothing else is said.
pub(crate) const ORE: &str = "Agence ORE, consommation annuelle d'électricité et de gaz par commune";
/// Where it is published.
pub(crate) const ORE_URL: &str = "https://opendata.agenceore.fr/";
/// By whom.
pub(crate) const ORE_OWNER: &str = "Agence ORE";
/// The licence of the State's open data.
pub(crate) const OPEN_LICENCE: &str = "Licence Ouverte 2.0";

/// The communes.
#[derive(Debug, Args)]
pub(crate) struct Communes {
    /// Folder of npm @etalab/decoupage-administratif, its data folder, or its communes.json.
    #[arg(long, value_name = "PATH")]
    pub(crate) communes: PathBuf,
    /// SIREN code of the metropole.
    #[arg(long, default_value = DEFAULT_EPCI)]
    pub(crate) epci: String,
}

/// What the packs say of themselves.
#[derive(Debug, Args)]
pub(crate) struct Labels {
    /// Who publishes the packs.
    #[arg(long, default_value = "")]
    pub(crate) owner: String,
    /// How to reach the owner: a mail address, telephone or URL.
    #[arg(long, default_value = "")]
    pub(crate) contact: String,
    /// Date by which newer packs are expected (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub(crate) next_update: Option<String>,
    /// Date of the build (YYYY-MM-DD); by default SOURCE_DATE_EPOCH, else today.
    #[arg(long, value_name = "DATE")]
    pub(crate) generated: Option<String>,
}

/// `commune-packs demo`.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    #[command(flatten)]
    pub(crate) communes: Communes,
    #[command(flatten)]
    pub(crate) labels: Labels,
    /// Where to write; packs land in DIR/energy/1.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Write these communes only; means and ranks stay those of all of them.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(crate) insee: Vec<String>,
}

/// `commune-packs energy`.
#[derive(Debug, Args)]
pub(crate) struct Energy {
    /// Exports: CSV or JSON, plain or gzip; `-` reads the standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) communes: Communes,
    #[command(flatten)]
    pub(crate) labels: Labels,
    /// Where to write; packs land in DIR/energy/1.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Write these communes only; means and ranks stay those of all of them.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    pub(crate) insee: Vec<String>,
    /// Write nothing but the report, and fail, on any bad or doubtful row or unknown header.
    #[arg(long)]
    pub(crate) strict: bool,
    /// The carrier of files without a FILIERE column: electricity, gas, heat.
    #[arg(long)]
    pub(crate) carrier: Option<String>,
    /// A further carrier that the FILIERE column may name.
    #[arg(long, value_name = "NAME")]
    pub(crate) extra_carrier: Vec<String>,
    /// One line that names the source, shown under the figures.
    #[arg(long, default_value = ORE)]
    pub(crate) source: String,
    /// Where the source is published.
    #[arg(long, value_name = "URL", default_value = ORE_URL)]
    pub(crate) source_url: String,
    /// Who publishes the source.
    #[arg(long, default_value = ORE_OWNER)]
    pub(crate) source_owner: String,
    /// Date of the source files (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    pub(crate) source_date: Option<String>,
    /// Licence of the source.
    #[arg(long, default_value = OPEN_LICENCE)]
    pub(crate) licence: String,
}

/// `commune-packs contributions`.
#[derive(Debug, Args)]
pub(crate) struct Contributions {
    /// Folder of the transmitted files; its `.json` files are read.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Where to write the picture, `.json`; its page (`.html`) and `packs.css` land beside it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Date of the build (YYYY-MM-DD); by default SOURCE_DATE_EPOCH, else today.
    #[arg(long, value_name = "DATE")]
    generated: Option<String>,
}

fn contributions(arguments: Contributions) -> Result<()> {
    let generated = date::build_date(arguments.generated.as_deref())?;
    let merge = contributions::folder(&arguments.folder, |name, taken| match taken {
        Taken::Broken(why) => eprintln!("{name}: broken, {why}"),
        _ => eprintln!("{name}: of a household that is already there"),
    })?;
    let picture = merge.picture(generated);
    write::picture(&arguments.out, &picture)?;
    eprintln!(
        "{} files, {} broken, {} repeated",
        picture.files, picture.broken_files, picture.repeated_files
    );
    for carrier in &picture.carriers {
        eprintln!(
            "{:?}: {} households, {} months published, {} withheld, load shape {}",
            carrier.carrier,
            carrier.households,
            carrier.months.len(),
            carrier.withheld_months,
            if carrier.shape.is_some() { "published" } else { "not published" },
        );
    }
    Ok(())
}

/// Runs the command line of the process.
#[must_use]
pub fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode> {
    let done = match cli.command {
        Command::All(arguments) => return all::run(&arguments),
        Command::Demo(arguments) => energy::demo(arguments),
        Command::Energy(arguments) => energy::energy(arguments),
        Command::DegreeDays(arguments) => degree_days_command::run(arguments),
        Command::Contributions(arguments) => contributions(arguments),
        Command::Meter(arguments) => meter::run(arguments),
        Command::Quiz(arguments) => quiz::quiz(arguments),
        Command::Diagnosis(arguments) => quiz::diagnosis(arguments),
        Command::Services(arguments) => services::run(*arguments),
        Command::Consultation(arguments) => consultation::run(arguments),
        Command::Embed(arguments) => embed::run(arguments),
        Command::Plugin(arguments) => embed::plugin(arguments),
        Command::Communes(arguments) => communes::run(arguments),
        Command::Switch(arguments) => communes::switch(arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Catalogue(arguments) => catalogue::run(&arguments),
        Command::Usage(arguments) => usage::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
    };
    done.map(|()| ExitCode::SUCCESS)
}
