//! Every state of `<commune-consultation>`: axe-core, targets, narrow pages with doubled text, the keyboard alone.

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Case, Engine, Look, Page, msg};
use decidim_standin::{Failure, Platform, Version};
use serve::Reply;
use thirtyfour::Key;

use crate::consultation::{PACK, PACK_TEXT, element, page};
use crate::consultation_live::{self, platform};
use crate::fixtures::{json, nothing_wrong};
use crate::registry::scenarios;

scenarios! {
    "axe-core finds nothing, texts stand out and targets are large enough in any state of the consultations, in light colours" => light;
    "axe-core finds nothing, texts stand out and targets are large enough in any state of the consultations, in dark colours" => dark;
    "axe-core finds nothing in any state of the consultations, in forced colours" => forced_colours, only &[Engine::Chromium, Engine::Firefox];
    "targets are large enough, and nothing sticks out at 320 pixels with doubled text, in every state of the consultations" => narrow;
    "one finds a consultation, its meetings and its sheet by keyboard alone" => keyboard;
}

/// A state: its page, a text that shows that it has been reached, and what is pressed then, each with what follows.
struct State {
    name: &'static str,
    case: Case,
    marker: String,
    press: Vec<(String, String)>,
}

fn states(failing: &Platform) -> Result<Vec<State>> {
    let state = |name, case, press: &[(&str, &str)]| State {
        name,
        case,
        marker: "sujets sont ouverts".to_owned(),
        press: press.iter().map(|(press, marker)| ((*press).to_owned(), (*marker).to_owned())).collect(),
    };
    let place = ("Réinventer la place", "Ce que vous pouvez faire maintenant");
    let update = msg("consultation.update")?;
    let failed = msg("consultation.live-login-wanted")?;
    let none = PACK_TEXT.replace("\"2020-12-31\"", "\"2020-12-30\"");
    let mut none: serde_json::Value = serde_json::from_str(&none)?;
    none["processes"].as_array_mut().map(|list| list.drain(..2).count());
    let wrong = element("insee=\"59648\" platform=\"ftp://x\" reserve=\"javascript:x\"");
    Ok(vec![
        state("list", page(""), &[]),
        state("ways", page(""), &[("Voir comment participer", "Par téléphone")]),
        state("process", page(""), &[place, ("Tout lire", "Il y fait trop chaud.")]),
        state("proposals", page(""), &[place, ("Vos idées (3)", "Douze tilleuls")]),
        state("meetings", page(""), &[place, ("Rencontres (3)", "Sans marche")]),
        state(
            "map",
            page(""),
            &[place, ("Rencontres (3)", "Sans marche"), (&msg("consultation.map-show")?, "Tout voir")],
        ),
        state(
            "other parts",
            page(""),
            &[
                place,
                ("Questionnaire (1)", "À vélo"),
                ("Budget (1)", "80 000"),
                ("Ce qui est fait (1)", "25 %"),
                ("Débats (1)", "12 commentaires"),
                ("Nouvelles (1)", "nombreux"),
            ],
        ),
        state("sheet", page(""), &[place, ("Préparer une fiche à imprimer", "Imprimer")]),
        state("roadmap", page(""), &[("Dialoguer avec tous", "Direction de la participation")]),
        state("dutch", page("lang=\"nl\""), &[]).marked("onderwerpen staan open"),
        state("none open", page("").answer(PACK, [json(&none.to_string())]), &[])
            .marked(&msg("consultation.none-open")?),
        state("missing", page("").answer(PACK, [Reply::new(404)]), &[]).marked(&msg("error.not-found")?),
        state("wrong attribute", Case::new(&wrong).answer(PACK, [json(PACK_TEXT)]), &[]),
        state("platform failed", consultation_live::page(failing, ""), &[(&update, &failed)]),
    ])
}

impl State {
    fn marked(self, marker: &str) -> Self {
        Self { marker: marker.to_owned(), ..self }
    }
}

/// A platform that keeps its API for people with an account.
fn failing() -> Result<Platform> {
    let platform = platform(Version::Modern)?;
    platform.fail(Some(Failure::Auth));
    Ok(platform)
}

async fn reach(browser: &mut Browser, state: &State, look: Look, width: u32) -> Result<Page> {
    let page = browser.open(&state.case.clone().look(look).size(width, 900)).await?;
    let reached = async {
        page.wait_for(&state.marker).await?;
        for (press, marker) in &state.press {
            page.press(press).await?;
            page.wait_for(marker).await?;
        }
        anyhow::Ok(())
    };
    reached.await.with_context(|| format!("state {:?}", state.name))?;
    Ok(page)
}

async fn everywhere(browser: &mut Browser, look: Look) -> Result<()> {
    let failing = failing()?;
    let mut faults = Vec::new();
    for state in states(&failing)? {
        faults.extend(reach(browser, &state, look, 1280).await?.faults(state.name, look).await?);
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

async fn light(browser: &mut Browser) -> Result<()> {
    everywhere(browser, Look::Light).await
}

async fn dark(browser: &mut Browser) -> Result<()> {
    everywhere(browser, Look::Dark).await
}

async fn forced_colours(browser: &mut Browser) -> Result<()> {
    everywhere(browser, Look::Forced).await
}

async fn narrow(browser: &mut Browser) -> Result<()> {
    let failing = failing()?;
    let mut faults = Vec::new();
    for state in states(&failing)? {
        let page = reach(browser, &state, Look::Light, 320).await?;
        faults.extend(page.narrow_faults(state.name).await?);
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

async fn keyboard(browser: &mut Browser) -> Result<()> {
    let page = browser.open(&page("")).await?;
    page.wait_for("sujets sont ouverts").await?;
    page.tab_to("Voir comment participer").await?;
    page.watch_focus().await?;
    page.key(Key::Enter).await?;
    page.wait_for("Par téléphone").await?;
    let stops = page.tab_to("Réinventer la place").await?;
    for stop in stops.iter().filter(|stop| stop.host == "commune-consultation") {
        ensure!(stop.marked && stop.seen, "no focus to be seen on {stop:?}");
    }
    page.key(Key::Enter).await?;
    page.wait_for("Ce que vous pouvez faire maintenant").await?;
    page.tab_to("Rencontres (3)").await?;
    page.key(Key::Enter).await?;
    page.wait_for("Sans marche").await?;
    page.tab_to("Tout ajouter à mon agenda").await?;
    page.tab_to("Préparer une fiche à imprimer").await?;
    page.key(Key::Enter).await?;
    page.wait_for("Imprimer").await?;
    page.tab_until("Retour au sujet", false, |focus| focus.name == "Retour au sujet").await?;
    page.key(Key::Enter).await?;
    page.wait_for("Ce que vous pouvez faire maintenant").await?;
    page.tab_until("Retour à la liste", false, |focus| focus.name == "Retour à la liste").await?;
    page.key(Key::Enter).await?;
    page.wait_for("sujets sont ouverts").await?;
    // The focus comes with the drawing, or right after it.
    let mut focus = page.focus().await?;
    for _ in 0..50 {
        if focus.name == "Réinventer la place" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(40)).await;
        focus = page.focus().await?;
    }
    ensure!(focus.name == "Réinventer la place", "{focus:?}");
    let lost = page.lost_focus().await?;
    ensure!(lost.is_empty(), "the focus was lost from {lost:?}");
    nothing_wrong(&page).await
}
