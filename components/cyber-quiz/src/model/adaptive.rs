//! Choosing the next question: the most informative one of the skills that were tested least, within the content
//! that the bank intends.

use super::ability::distance;
use crate::data::bank::Question;

/// The skill of a question: its own, else its theme.
pub fn skill(question: &Question) -> &str {
    if question.skill.is_empty() { &question.theme } else { &question.skill }
}

/// The next question of `pool` (indexes into `questions`, in the order in which ties are decided), or `None` where
/// all were asked. `asked` are the indexes of those that were, `mean` the estimated level in logits.
///
/// - Content: a theme may not be ahead of its part of the pool, so that a run is about what the bank is about.
/// - Skill: of the themes that remain, the skills that were asked least.
/// - Information: of their questions, the one whose difficulty is nearest to the level.
pub fn next(questions: &[Question], pool: &[usize], asked: &[usize], mean: f64) -> Option<usize> {
    let of_theme =
        |indexes: &[usize], theme: &str| indexes.iter().filter(|at| questions[**at].theme == theme).count();
    let of_skill = |name: &str| asked.iter().filter(|at| skill(&questions[**at]) == name).count();
    let mut best: Option<(usize, f64, usize)> = None;
    for at in pool.iter().copied().filter(|at| !asked.contains(at)) {
        let question = &questions[at];
        let theme = &question.theme;
        // In whole numbers: asked of the theme ≤ all asked × the theme's part of the pool.
        if of_theme(asked, theme) * pool.len() > asked.len() * of_theme(pool, theme) {
            continue;
        }
        let tested = of_skill(skill(question));
        let far = distance(mean, question.difficulty);
        if best.is_none_or(|(least, nearest, _)| tested < least || (tested == least && far < nearest)) {
            best = Some((tested, far, at));
        }
    }
    best.map(|(_, _, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Source, bank::Body};

    fn question(theme: &str, difficulty: u32) -> Question {
        Question {
            id: String::new(),
            theme: theme.into(),
            skill: String::new(),
            difficulty,
            source: Source::default(),
            to_review: false,
            text: "x".into(),
            feedback: String::new(),
            body: Body::Description,
        }
    }

    #[test]
    fn every_question_is_asked_once_and_no_theme_runs_ahead() {
        let themes = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "c"];
        let questions: Vec<_> = themes.iter().zip(0..).map(|(theme, n)| question(theme, n % 5 + 1)).collect();
        let pool: Vec<usize> = (0..10).collect();
        let mut asked = Vec::new();
        while let Some(at) = next(&questions, &pool, &asked, 0.3) {
            asked.push(at);
            for (theme, part) in [("a", 6), ("b", 3), ("c", 1)] {
                let count = asked.iter().filter(|at| questions[**at].theme == theme).count();
                assert!(count * 10 <= (asked.len() - 1) * part + 10, "{theme} {asked:?}");
            }
        }
        asked.sort_unstable();
        assert_eq!(asked, pool);
    }

    #[test]
    fn untested_skills_come_first_then_the_nearest_difficulty() {
        let questions = [question("a", 5), question("a", 3), question("b", 1), question("b", 4)];
        let pool = [0, 1, 2, 3];
        assert_eq!(next(&questions, &pool, &[], 0.1), Some(1));
        assert_eq!(next(&questions, &pool, &[1], 0.9), Some(3));
        assert_eq!(next(&questions, &pool, &[1, 3], -1.5), Some(2));
        assert_eq!(next(&questions, &pool, &[0, 1, 2, 3], 0.0), None);
    }
}
