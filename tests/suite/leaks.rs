//! Memory over thousands of `<commune-energy>`.

use anyhow::Result;
use browser_tests::{Browser, COMMON_CHANGES, Case, Engine, FULL, Wear, msg};
use serde_json::json;

use crate::fixtures::{PACK, PER_INHABITANT, pack};
use crate::registry::scenarios;

scenarios! {
    "three thousand elements come and go, three thousand attributes change, and nothing stays in memory"
        => leaks, only &[Engine::Chromium];
}

const USED: &str = "
const [marker, table] = own;
await until(() => shows(element, marker));
const button = () => [...element.shadowRoot.querySelectorAll('button')].find((b) => tidy(b.textContent) === table);
button().click();
await until(() => !button());
";

async fn leaks(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&Case::new("<div id=\"place\"></div>").answer(PACK, [pack()])).await?;
    let wear = Wear {
        times: FULL,
        element: "commune-energy",
        attributes: &[("insee", "59648")],
        own: json!([PER_INHABITANT, msg("ui.table-show")?]),
        used: USED,
        change: COMMON_CHANGES,
    };
    wear.leaves_nothing(&page).await
}
