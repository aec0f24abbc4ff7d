//! Memory over hundreds of `<commune-cyber-quiz>`: the quiz and the self-diagnosis.

use anyhow::Result;
use browser_tests::{Browser, COMMON_CHANGES, Case, Engine, Wear, msg, usual_wear};
use serde_json::json;

use crate::fixtures::json as answer;
use crate::registry::scenarios;
use crate::{diagnosis, quiz};

scenarios! {
    "quizzes are begun, answered and removed by the hundred, as many attributes change, and nothing stays in memory"
        => of_the_quiz, only &[Engine::Chromium];
    "self-diagnoses are begun, answered and removed by the hundred, as many attributes change, and nothing stays in memory"
        => of_the_diagnosis, only &[Engine::Chromium];
}

const QUIZ: &str = "
const [start, verdict] = own;
await until(() => shows(element, start));
await press(element, '[data-do=five]');
await press(element, '.answer input');
await press(element, '[data-do=answer]');
await until(() => shows(element, verdict));
";

async fn of_the_quiz(browser: &mut Browser) -> Result<()> {
    let bank = answer(&quiz::only("unique"));
    let page = browser.open(&Case::new("<div id=\"place\"></div>").answer(quiz::BANK, [bank])).await?;
    let wear = Wear {
        times: usual_wear(),
        element: "commune-cyber-quiz",
        attributes: &[("module", "tout"), ("seed", "s")],
        own: json!([msg("cyber-quiz.start")?, msg("cyber-quiz.your-answer")?]),
        used: QUIZ,
        change: COMMON_CHANGES,
    };
    wear.leaves_nothing(&page).await
}

const DIAGNOSIS: &str = "
const [start, plan] = own;
await until(() => shows(element, start));
await press(element, \"[data-do='d-theme:0']\");
await press(element, \"[data-on='d-set:0.1']\");
await press(element, '[data-do=d-plan]');
await until(() => shows(element, plan));
";

async fn of_the_diagnosis(browser: &mut Browser) -> Result<()> {
    let pack = answer(&diagnosis::pack("fr")?.to_string());
    let page = browser.open(&Case::new("<div id=\"place\"></div>").answer(diagnosis::PACK, [pack])).await?;
    let wear = Wear {
        times: usual_wear(),
        element: "commune-cyber-quiz",
        attributes: &[("audience", "commune")],
        own: json!([msg("cyber-quiz.d-nothing-sent")?, msg("cyber-quiz.d-scores-title")?]),
        used: DIAGNOSIS,
        change: COMMON_CHANGES,
    };
    wear.leaves_nothing(&page).await
}
