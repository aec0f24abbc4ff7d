//! Memory over thousands of maps of `<commune-services>`: the side module `map` and Leaflet's own lists count.

use anyhow::{Result, ensure};
use browser_tests::{Browser, COMMON_CHANGES, Engine, Wear};
use serde_json::{Value, json};

use crate::registry::scenarios;
use crate::services_map::pack_with_contour;
use crate::services_pack::{PHONE, page_with};

scenarios! {
    "three thousand maps of services come and go, and nothing stays in memory"
        => leaks, only &[Engine::Chromium];
}

const USED: &str = "
const [phone] = own;
await until(() => shows(element, phone));
const box = element.shadowRoot.getElementById('box');
box.focus();
box.value = 'salle de sport';
box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
await press(element, '[data-do=search]');
await press(element, '#map-open');
await until(() => element.shadowRoot.querySelector('.map-at button'));
element.shadowRoot.querySelector('.map-controls button').click();
element.shadowRoot.querySelector('.map-at button').focus();
";

async fn leaks(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page_with("<div id=\"place\"></div>", &pack_with_contour())?).await?;
    let wear = Wear {
        element: "commune-services",
        attributes: &[("insee", "59648")],
        own: json!([PHONE]),
        used: USED,
        change: COMMON_CHANGES,
    };
    wear.leaves_nothing(&page).await?;
    // Else the map was none.
    let memories = page.js("return communeProbe.memories.length;", Value::Null).await?;
    ensure!(memories == json!(3), "the memories of the widget, the search and the map: {memories}");
    Ok(())
}
