//! Memory over hundreds of `<commune-consultation>` that are read and removed.

use anyhow::Result;
use browser_tests::{Browser, COMMON_CHANGES, Case, Engine, Wear, usual_wear};
use serde_json::Value;

use crate::consultation::{PACK, PACK_TEXT};
use crate::fixtures::json;
use crate::registry::scenarios;

scenarios! {
    "consultations are opened, read and removed by the hundred, as many attributes change, and nothing stays in memory"
        => leaks, only &[Engine::Chromium];
}

const USED: &str = "
await until(() => shows(element, 'sujets sont ouverts'));
await press(element, '[data-do=ways]');
await press(element, '#p-place');
await until(() => shows(element, 'Ce que vous pouvez faire maintenant'));
";

async fn leaks(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::new("<div id=\"place\"></div>").answer(PACK, [json(PACK_TEXT)])).await?;
    let wear = Wear {
        times: usual_wear(),
        element: "commune-consultation",
        attributes: &[("insee", "59648")],
        own: Value::Null,
        used: USED,
        change: COMMON_CHANGES,
    };
    wear.leaves_nothing(&page).await
}
