//! The meter's view by keyboard alone, from the commune's figures and back.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Focus, Page, msg, msg_with};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::files::{TOTAL, linky, pdf};
use crate::fixtures::{PER_INHABITANT, commune, nothing_wrong};
use crate::registry::scenarios;

scenarios! {
    "the example is opened, read, changed, saved and left by keyboard alone" => example;
    "files are added and taken out by keyboard, and the focus stays" => files;
    "on a device so slow that drawing is put off, the focus still goes where it should" => slow;
    "Tab goes through the meter's view as it is read, from top to bottom" => order;
}

/// Goes to a control by Tab; each stop on the way within the widget has a name, is in sight and
/// shows that it has the focus.
pub(crate) async fn go(page: &Page, name: &str) -> Result<Focus> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    walk(page, &name, true, |focus| focus.name == name).await
}

pub(crate) async fn walk(
    page: &Page,
    what: &str,
    forward: bool,
    found: impl Fn(&Focus) -> bool,
) -> Result<Focus> {
    let stops = page.tab_until(what, forward, found).await?;
    for stop in &stops {
        ensure!(stop.host == "commune-energy", "on the way to {what:?} Tab leaves the widget: {stops:?}");
        well(stop)?;
    }
    stops.into_iter().last().context("no stop")
}

/// Has a name, is in sight and shows that it has the focus.
fn well(stop: &Focus) -> Result<()> {
    ensure!(!stop.name.is_empty(), "a stop without a name: {stop:?}");
    ensure!(stop.marked, "no focus to be seen on {stop:?}");
    ensure!(stop.seen, "out of sight or covered: {stop:?}");
    Ok(())
}

/// Waits until the focus is as said, and tells where it is else.
async fn lands(page: &Page, what: &str, right: impl Fn(&Focus) -> bool) -> Result<Focus> {
    let mut focus = page.focus().await?;
    for _ in 0..150 {
        if right(&focus) {
            return Ok(focus);
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
        focus = page.focus().await?;
    }
    anyhow::bail!("the focus is not on {what} but on {focus:?}")
}

/// Waits until the element of that id has the focus.
pub(crate) async fn lands_on(page: &Page, id: &str) -> Result<Focus> {
    let focus = lands(page, id, |focus| focus.id == id).await?;
    well(&focus)?;
    Ok(focus)
}

/// After what was pressed has had its time, the focus is still there.
async fn stays(page: &Page, name: &str) -> Result<()> {
    tokio::time::sleep(Duration::from_millis(250)).await;
    let focus = page.focus().await?;
    ensure!(focus.name == tidy(name), "the focus went from {name:?} to {focus:?}");
    Ok(())
}

pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Goes to a button, presses it by Enter or the space bar, and the focus stays on it.
pub(crate) async fn press(page: &Page, name: &str, key: Key) -> Result<()> {
    go(page, name).await?;
    page.key(key).await?;
    stays(page, name).await
}

/// The page is as it should be, and the focus was never lost since it was first watched.
pub(crate) async fn kept(page: &Page) -> Result<()> {
    let lost = page.lost_focus().await?;
    ensure!(lost.is_empty(), "the focus fell to the page's body from {lost:?}");
    nothing_wrong(page).await
}

/// Opens the view by keyboard.
pub(crate) async fn opened(browser: &mut Browser) -> Result<Page> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.tab_to(&msg("energy.my-title")?).await?;
    page.watch_focus().await?;
    page.catch_downloads().await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-title").await?;
    page.wait_for(&msg("energy.my-sample")?).await?;
    Ok(page)
}

/// Opens the view and the example.
pub(crate) async fn loaded(browser: &mut Browser) -> Result<Page> {
    let page = opened(browser).await?;
    go(&page, &msg("energy.my-sample")?).await?;
    page.key(Key::Enter).await?;
    page.wait_for(&msg("energy.my-sample-note")?).await?;
    lands_on(&page, "my-findings").await?;
    Ok(page)
}

/// The columns' names and values of the chart in sight.
async fn columns(page: &Page) -> Result<String> {
    let script = "return [...deep(widget().shadowRoot, 'figure')].find(visible)?.querySelector('svg[role=img]').textContent ?? '';";
    Ok(page.js(script, Value::Null).await?.as_str().unwrap_or_default().to_owned())
}

/// What the chart's reader says of the column it is on.
async fn said(page: &Page) -> Result<String> {
    tokio::time::sleep(Duration::from_millis(150)).await;
    let text = page.js("return deepActive()?.getAttribute('aria-valuetext') ?? '';", Value::Null).await?;
    Ok(tidy(text.as_str().unwrap_or_default()))
}

async fn example(browser: &mut Browser) -> Result<()> {
    let page = loaded(browser).await?;

    // By day rather than by month: radio buttons are one stop, and the arrows choose.
    go(&page, &msg("energy.my-level-2")?).await?;
    for level in ["energy.my-level-1", "energy.my-level-0"] {
        page.key(Key::Up).await?;
        lands(&page, level, |focus| msg(level).is_ok_and(|name| focus.name == name)).await?;
    }
    page.wait_for(&msg_with("energy.my-chart", &[("by", &msg("energy.my-level-0")?)])?).await?;
    stays(&page, &msg("energy.my-level-0")?).await?;

    // To older days and back; a button that has no more to show keeps the focus.
    let newest = columns(&page).await?;
    press(&page, &msg("energy.my-older")?, Key::Enter).await?;
    let older = columns(&page).await?;
    ensure!(older != newest, "no older days: {older}");
    press(&page, &msg("energy.my-newer")?, Key::Space).await?;
    ensure!(columns(&page).await? == newest, "not back at the last days");
    page.key(Key::Enter).await?;
    stays(&page, &msg("energy.my-newer")?).await?;
    ensure!(columns(&page).await? == newest, "newer than the newest");

    read_columns(&page).await?;

    // Its table: open, on to its copy, back, and closed.
    go(&page, &msg("ui.table-show")?).await?;
    page.key(Key::Enter).await?;
    page.wait_for(&msg("energy.my-used")?).await?;
    stays(&page, &msg("ui.table-hide")?).await?;
    press(&page, &msg("energy.download-csv")?, Key::Enter).await?;
    walk(&page, "the table's button", false, |focus| focus.name == msg("ui.table-hide").unwrap_or_default())
        .await?;
    page.key(Key::Space).await?;
    stays(&page, &msg("ui.table-show")?).await?;
    go(&page, &msg("energy.download-csv")?).await?;

    // The week's table.
    go(&page, &msg("ui.table-show")?).await?;
    page.key(Key::Enter).await?;
    page.wait_for(&msg("energy.my-profile-table")?).await?;
    stays(&page, &msg("ui.table-hide")?).await?;

    // What the readings are worth.
    go(&page, &msg("energy.my-quality")?).await?;
    page.key(Key::Enter).await?;
    stays(&page, &msg("energy.my-quality")?).await?;
    let open = page.js("return deepActive().parentElement.open;", Value::Null).await?;
    ensure!(open == json!(true), "Enter does not open what the readings are worth");

    for name in ["energy.my-csv", "energy.my-svg", "energy.my-png"] {
        press(&page, &msg(name)?, Key::Enter).await?;
    }

    // The file to hand over is shown whole, can be scrolled, and is saved as it was shown.
    go(&page, &msg("energy.my-give-show")?).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-give").await?;
    walk(&page, "the file", true, |focus| focus.tag == "pre").await?;
    let shown = page.js("return deepActive().textContent;", Value::Null).await?;
    press(&page, &msg("energy.my-give-save")?, Key::Enter).await?;
    let saved = page.downloads().await?;
    let names: Vec<&str> = saved.iter().map(|download| download.name.as_str()).collect();
    let expected = [
        "consommation-tableau.csv",
        "consommation.csv",
        "consommation.svg",
        "consommation.png",
        "fichier-a-transmettre.json",
    ];
    ensure!(names == expected, "offered to save: {names:?}");
    ensure!(
        saved[1].text.lines().count() > 35_000,
        "cleaned readings: {} lines",
        saved[1].text.lines().count()
    );
    ensure!(saved[3].text.starts_with("data:image/png"), "{}", &saved[3].text[..40]);
    ensure!(json!(saved[4].text) == shown, "another file is saved than was shown");

    // Back to the commune.
    let back = msg("energy.my-back")?;
    walk(&page, &back, false, |focus| focus.name == back).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-open").await?;
    page.wait_for(PER_INHABITANT).await?;
    kept(&page).await
}

/// Reads the chart's columns by its arrows, Home and End; each says another value, and shows it.
async fn read_columns(page: &Page) -> Result<()> {
    let reader = msg("energy.chart-group")?;
    walk(page, "the chart", true, |focus| focus.name.contains("Graphique") && focus.tag == "div").await?;
    let hint = said(page).await?;
    let mut heard = Vec::new();
    for key in [Key::Right, Key::Right, Key::Right, Key::End, Key::Left] {
        page.key(key).await?;
        let value = said(page).await?;
        ensure!(value != hint && value.contains(char::is_numeric), "{reader:?} says {value:?}");
        ensure!(!heard.contains(&value), "an arrow reads nothing new: {value:?}");
        ensure!(page.text(0).await?.contains(&value), "said but not shown: {value:?}");
        heard.push(value);
    }
    page.key(Key::Home).await?;
    ensure!(said(page).await? == heard[0], "Home does not lead to the first column");
    page.key(Key::Left).await?;
    ensure!(said(page).await? == heard[0], "before the first column there is another");
    let focus = page.focus().await?;
    ensure!(focus.tag == "div" && focus.host == "commune-energy", "the focus went to {focus:?}");
    Ok(())
}

async fn files(browser: &mut Browser) -> Result<()> {
    let page = opened(browser).await?;
    // The window in which a file is chosen is the browser's own: WebDriver cannot go through it, and
    // gives the field its file. All else is done by keys.
    let field = |key: &str| msg(key);
    go(&page, &field("energy.my-choose")?).await?;
    page.choose_file(&linky()?).await?;
    page.wait_for_within(&msg("energy.my-findings")?, Duration::from_secs(30)).await?;
    page.wait_for(TOTAL).await?;
    stays(&page, &field("energy.my-choose-more")?).await?;
    page.choose_file(&pdf()?).await?;
    page.wait_for(&msg("energy.my-found-pdf")?).await?;
    stays(&page, &field("energy.my-choose-more")?).await?;

    // Taken out again: the focus goes to the view's heading, since the button is gone.
    let remove = msg("energy.my-remove-file")?;
    walk(&page, &remove, false, |focus| focus.name.starts_with(remove.trim())).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-title").await?;
    page.wait_for(&msg("energy.my-how")?).await?;
    page.wait_gone(0, TOTAL).await?;
    go(&page, &field("energy.my-choose")?).await?;
    kept(&page).await
}

async fn slow(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&commune()).await?;
    page.wait_for(PER_INHABITANT).await?;
    page.tab_to(&msg("energy.my-title")?).await?;
    // A scheduler that shares out its work by the clock would put off what is left of a drawing. Here each look
    // at the clock finds 20 ms gone, and timers come late.
    let script = "let ms = 0; const [now, later] = [Date.now, setTimeout]; \
        Date.now = () => now() + (ms += 20); \
        window.setTimeout = (f, wait = 0, ...more) => later(f, wait + 150, ...more);";
    page.js(script, Value::Null).await?;
    page.watch_focus().await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-title").await?;
    page.wait_for(&msg("energy.my-sample")?).await?;
    go(&page, &msg("energy.my-sample")?).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-findings").await?;
    let remove = msg("energy.my-remove-file")?;
    walk(&page, &remove, false, |focus| focus.name.starts_with(remove.trim())).await?;
    page.key(Key::Enter).await?;
    lands_on(&page, "my-title").await?;
    nothing_wrong(&page).await
}

async fn order(browser: &mut Browser) -> Result<()> {
    let page = loaded(browser).await?;
    let back = msg("energy.my-back")?;
    let mut inside = vec![walk(&page, &back, false, |focus| focus.name == back).await?];
    loop {
        let stops = page.tab_until("the next stop", true, |_| true).await?;
        let stop = stops.into_iter().last().context("no stop")?;
        if stop.host != "commune-energy" || inside.contains(&stop) && inside.first() == Some(&stop) {
            break;
        }
        ensure!(inside.len() < 100, "Tab never leaves the widget: {inside:?}");
        well(&stop)?;
        inside.push(stop);
    }
    for pair in inside.windows(2) {
        let ([x, y], [next_x, next_y]) = (pair[0].at, pair[1].at);
        // Further down, or to the right; controls of one row need not begin at the same height.
        ensure!(next_y + 12 >= y || next_x > x + 12, "Tab jumps back from {:?} to {:?}", pair[0], pair[1]);
    }
    // The tasks, in the order in which they are told.
    let tasks = [
        "energy.my-back",
        "energy.my-choose-more",
        "energy.my-level-2",
        "ui.table-show",
        "energy.download-csv",
        "ui.table-show",
        "energy.my-hours-from",
        "energy.my-compute",
        "energy.my-quality",
        "energy.my-csv",
        "energy.my-svg",
        "energy.my-png",
        "energy.my-give-show",
    ];
    let mut left = inside.iter();
    for task in tasks {
        let name = msg(task)?;
        let names: Vec<&str> = inside.iter().map(|stop| stop.name.as_str()).collect();
        ensure!(left.any(|stop| stop.name == tidy(&name)), "{name:?} does not come in its turn: {names:?}");
    }
    nothing_wrong(&page).await
}
