//! The adaptive choice on simulated learners: how many questions it takes to know as much of a learner as twenty
//! random ones tell. This shows the engine, not learning: the learners are drawn from N(0, 1), they answer as the
//! model says, and the difficulties are those that authors declared.
//!
//! `cargo test -p commune-packs --test quiz_engine -- --nocapture` prints the figures. The draws follow from the
//! seeds below and from `commune_cyber_quiz::model::seed`.
#![allow(clippy::print_stdout, reason = "the figures are the point")]

use commune_cyber_quiz::data::bank::{Body, Question};
use commune_cyber_quiz::model::ability::{Ability, difficulty};
use commune_cyber_quiz::model::adaptive;
use commune_cyber_quiz::model::seed::Draw;
use commune_packs::quiz::assemble::{Publication, assemble};
use commune_packs::quiz::{content, embedded};

/// Published: the learners of each are drawn from it.
const SEEDS: [&str; 5] = ["wambrechies", "lannoy", "le-maisnil", "hellemmes", "deulemont"];

/// Learners per seed.
const LEARNERS: usize = 400;

/// Random questions to compare with.
const RANDOM: usize = 20;

/// Between 0 and 1, neither included.
fn unit(draw: &mut Draw) -> f64 {
    ((draw.number() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

/// N(0, 1), by Box and Muller.
fn normal(draw: &mut Draw) -> f64 {
    (-2.0 * unit(draw).ln()).sqrt() * (std::f64::consts::TAU * unit(draw)).cos()
}

/// The questions that can be marked, of one audience or of all.
fn questions(audience: Option<&str>) -> Vec<Question> {
    let (packs, told) = assemble(&content::read(&embedded()), &Publication::default());
    assert!(told.iter().all(|one| !one.error), "{told:?}");
    let french = packs.banks.into_iter().filter(|bank| bank.header.lang == "fr");
    let of_audience = french.filter(|bank| audience.is_none_or(|wanted| bank.audience == wanted));
    let mut out: Vec<Question> = Vec::new();
    for question in of_audience.flat_map(|bank| bank.questions) {
        if question.body != Body::Description && out.iter().all(|known| known.id != question.id) {
            out.push(question);
        }
    }
    out
}

/// For one learner: the error after random questions, and how many chosen ones reach it; `None` if all do not.
fn learner(questions: &[Question], draw: &mut Draw) -> (f64, Option<usize>) {
    let theta = normal(draw);
    // One answer per question, the same however it is chosen.
    let answers: Vec<bool> = questions
        .iter()
        .map(|question| {
            let distance = theta - f64::from(difficulty(question.difficulty)) / 4.0;
            unit(draw) < 1.0 / (1.0 + (-distance).exp())
        })
        .collect();
    let mut random = Ability::default();
    for at in draw.order(questions.len()).into_iter().take(RANDOM) {
        random.answered(questions[at].difficulty, answers[at]);
    }
    let target = random.estimate().1;
    // As in a run: ties are decided by the seed.
    let pool = draw.order(questions.len());
    let (mut chosen, mut asked) = (Ability::default(), Vec::new());
    while let Some(at) = adaptive::next(questions, &pool, &asked, chosen.estimate().0) {
        chosen.answered(questions[at].difficulty, answers[at]);
        asked.push(at);
        if chosen.estimate().1 <= target {
            return (target, Some(asked.len()));
        }
    }
    (target, None)
}

/// Lower quartile, median and upper quartile; a learner for whom the bank is too short counts as its end plus one.
fn quartiles(questions: &[Question], seed: &str) -> ([usize; 3], f64, usize) {
    let mut draw = Draw::new(seed);
    let learners: Vec<_> = (0..LEARNERS).map(|_| learner(questions, &mut draw)).collect();
    let mut counts: Vec<usize> =
        learners.iter().map(|(_, count)| count.unwrap_or(questions.len() + 1)).collect();
    counts.sort_unstable();
    let error = learners.iter().map(|(target, _)| target).sum::<f64>() / LEARNERS as f64;
    let never = learners.iter().filter(|(_, count)| count.is_none()).count();
    ([LEARNERS / 4, LEARNERS / 2, 3 * LEARNERS / 4].map(|at| counts[at]), error, never)
}

#[test]
fn sixteen_chosen_questions_tell_as_much_as_twenty_random_ones() {
    for audience in [None, Some("residents"), Some("staff")] {
        let questions = questions(audience);
        assert!(questions.len() >= RANDOM, "{audience:?} has {} questions", questions.len());
        let levels: Vec<usize> =
            (1..=5).map(|level| questions.iter().filter(|q| q.difficulty == level).count()).collect();
        println!(
            "{}: {} questions, of levels 1 to 5: {levels:?}",
            audience.unwrap_or("whole bank"),
            questions.len()
        );
        for seed in SEEDS {
            let ([lower, median, upper], error, never) = quartiles(&questions, seed);
            println!(
                "  {seed}: {LEARNERS} learners, error after {RANDOM} random {error:.3}; \
                 chosen: median {median}, quartiles {lower} to {upper}, {never} never"
            );
            assert!(median <= 16, "{audience:?}: median {median} under seed {seed}");
        }
    }
}
