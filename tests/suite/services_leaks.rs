//! Memory over hundreds of `<commune-services>`, each with a search: the side module `search` and its indexes count.

use anyhow::{Result, ensure};
use browser_tests::{Browser, COMMON_CHANGES, Engine, Wear, msg_with, usual_wear};
use serde_json::{Value, json};

use crate::registry::scenarios;
use crate::services_pack::{PHONE, page};

scenarios! {
    "widgets of services come, search and go by the hundred, as many attributes change, and nothing stays in memory"
        => leaks, only &[Engine::Chromium];
}

const USED: &str = "
const [phone, results] = own;
await until(() => shows(element, phone));
const box = element.shadowRoot.getElementById('box');
box.focus();
box.value = 'médiathèque';
box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
await press(element, '[data-do=search]');
await until(() => shows(element, results) && shows(element, 'Médiathèque du Centre'));
";

async fn leaks(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("<div id=\"place\"></div>")?).await?;
    let wear = Wear {
        times: usual_wear(),
        element: "commune-services",
        attributes: &[("insee", "59648")],
        own: json!([PHONE, msg_with("services.results", &[("text", "médiathèque")])?]),
        used: USED,
        change: COMMON_CHANGES,
    };
    wear.leaves_nothing(&page).await?;
    // Else the search was none.
    let memories = page.js("return communeProbe.memories.length;", Value::Null).await?;
    ensure!(memories == json!(2), "the memories of the widget and of the search: {memories}");
    Ok(())
}
