//! `commune-packs services query`: the search of the widget, natively.

use std::io::{self, BufRead, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;
use commune_search::native::Searcher;
use commune_search::{Field, How, Query, Why};
use serde::Serialize;

/// `commune-packs services query`.
#[derive(Debug, Args)]
pub(crate) struct QueryArguments {
    /// Where `services --out` wrote, or the folder of an index.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// What a resident would write.
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// A file of queries, one a line; `-` reads the standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    queries: Option<PathBuf>,
    /// Hits at most for each query.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=200))]
    top: u16,
    /// Write JSON: an array in the order of the queries.
    #[arg(long)]
    json: bool,
    /// Only records of these communes (INSEE codes), or of every commune.
    #[arg(long, value_name = "CODE", num_args = 1..)]
    insee: Vec<String>,
    /// Among equals the nearest to this point come first: LATITUDE,LONGITUDE.
    #[arg(long, value_name = "POINT", value_parser = point, allow_hyphen_values = true)]
    near: Option<(f64, f64)>,
}

fn point(text: &str) -> Result<(f64, f64), String> {
    let read = || -> Option<(f64, f64)> {
        let (latitude, longitude) = text.split_once(',')?;
        Some((latitude.trim().parse().ok()?, longitude.trim().parse().ok()?))
    };
    read().ok_or_else(|| format!("{text:?} is not LATITUDE,LONGITUDE"))
}

/// The answer to one query.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// As it was asked.
    pub query: String,
    /// Milliseconds that it took, the index being open.
    pub ms: f64,
    /// The best records, best first.
    pub hits: Vec<Hit>,
}

/// A record that was found.
#[derive(Debug, Serialize)]
pub struct Hit {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// To compare with the other hits of the query.
    pub score: u32,
    /// Why it was found, word by word.
    pub why: Vec<Reason>,
}

/// Why a word found a record.
#[derive(Debug, Serialize)]
pub struct Reason {
    /// The word of the query.
    pub word: String,
    /// The word of the record, folded.
    pub term: String,
    /// `exact`, `form`, `prefix`, `typo`, `synonym` or `situation`.
    pub how: &'static str,
    /// `title`, `keywords`, `description` or `place`.
    pub field: &'static str,
}

pub(crate) fn run(arguments: &QueryArguments) -> Result<()> {
    let mut searcher = open(&arguments.dir)?;
    let query = Query {
        limit: arguments.top.into(),
        communes: arguments.insee.join(" "),
        near: arguments.near,
        ..Query::default()
    };
    let texts = match (&arguments.text, &arguments.queries) {
        (Some(text), None) => vec![text.clone()],
        (None, Some(file)) => lines(file)?,
        _ => bail!("give a TEXT or --queries FILE"),
    };
    let mut answers = Vec::with_capacity(texts.len());
    for text in texts {
        answers.push(answer(&mut searcher, &text, &query)?);
    }
    let out = io::stdout();
    let mut out = out.lock();
    if arguments.json {
        serde_json::to_writer(&mut out, &answers)?;
        writeln!(out)?;
        return Ok(());
    }
    for answer in &answers {
        writeln!(out, "{} ({:.2} ms)", answer.query, answer.ms)?;
        for hit in &answer.hits {
            let why: Vec<String> = hit
                .why
                .iter()
                .map(|why| format!("{} → {} ({}, {})", why.word, why.term, why.how, why.field))
                .collect();
            writeln!(out, "  {:>6}  {}  [{}]  {}", hit.score, hit.title, hit.id, why.join("; "))?;
        }
        if answer.hits.is_empty() {
            writeln!(out, "  nothing found")?;
        }
    }
    Ok(())
}

/// Opens the index that lies in a folder, or where `services --out` put it.
///
/// # Errors
/// There is none, or it is of another version.
pub fn open(dir: &Path) -> Result<Searcher> {
    let candidates =
        [dir.to_path_buf(), dir.join("index"), dir.join("services/index"), dir.join("packs/services/index")];
    let folder = candidates.iter().find(|folder| folder.join("root.bin").is_file());
    let folder = folder.with_context(|| {
        format!("no index in {}: run `commune-packs services --out` first", dir.display())
    })?;
    Searcher::open(folder).with_context(|| format!("cannot open the index in {}", folder.display()))
}

/// Answers one query.
///
/// # Errors
/// A file of the index cannot be read.
pub fn answer(searcher: &mut Searcher, text: &str, query: &Query) -> Result<Answer> {
    let start = Instant::now();
    let found = searcher.search(text, query)?;
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    let hits = found
        .hits
        .into_iter()
        .map(|hit| Hit {
            id: hit.id,
            title: hit.title,
            score: hit.score,
            why: hit.why.iter().map(reason).collect(),
        })
        .collect();
    Ok(Answer { query: text.to_owned(), ms: (ms * 1000.0).round() / 1000.0, hits })
}

fn reason(why: &Why) -> Reason {
    Reason {
        word: why.word.clone(),
        term: why.term.clone(),
        how: match why.how {
            How::Exact => "exact",
            How::Form => "form",
            How::Prefix => "prefix",
            How::Typo => "typo",
            How::Synonym => "synonym",
            How::Situation => "situation",
        },
        field: match why.field {
            Field::Title => "title",
            Field::Keywords => "keywords",
            Field::Description => "description",
            Field::Place => "place",
        },
    }
}

fn lines(file: &Path) -> Result<Vec<String>> {
    let reader: Box<dyn BufRead> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let file = std::fs::File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
        Box::new(io::BufReader::new(file))
    };
    let lines: io::Result<Vec<String>> = reader.lines().collect();
    // Every line is a query, so that answers and queries count alike; a last empty one is none.
    Ok(lines?.into_iter().map(|line| line.trim_end_matches('\r').to_owned()).collect())
}
