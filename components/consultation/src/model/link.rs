//! Where one takes part: the addresses of the platform's pages, in the visitor's language.
//!
//! Newer versions give an address for most things (`url`); it is taken where it is the platform's own. Else it is
//! built by the routes of Decidim, which have not changed since 0.24: `/processes/{slug}`,
//! `…/f/{component}/{what}/{id}`. The language is a parameter (`?locale=fr`) up to 0.31 and the first part of the
//! path (`/fr/processes/…`) from 0.32 on; [`LocaleRule`] says which.

use crate::data::pack::{Component, Item, Kind, LocaleRule, Platform, Process};

/// The host of an address, with its port: `p.example.org` for `https://p.example.org/x`.
#[must_use]
pub fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())]
}

/// Whether an address is one of the platform's pages.
#[must_use]
pub fn is_of(platform: &Platform, url: &str) -> bool {
    !platform.url.is_empty()
        && url
            .strip_prefix(&platform.url)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

/// The page of a process; empty where there is no platform.
#[must_use]
pub fn process(platform: &Platform, process: &Process, lang: &str) -> String {
    localised(platform, &process_page(platform, process), lang)
}

/// The page of a component.
#[must_use]
pub fn component(platform: &Platform, process: &Process, component: &Component, lang: &str) -> String {
    localised(platform, &component_page(platform, process, component), lang)
}

/// The page of an item.
#[must_use]
pub fn item(
    platform: &Platform,
    process: &Process,
    component: &Component,
    item: &Item,
    lang: &str,
) -> String {
    localised(platform, &item_page(platform, process, component, item), lang)
}

/// The page of a project of a budget. Other parts of items have none of their own: theirs is the item's.
#[must_use]
pub fn project(
    platform: &Platform,
    process: &Process,
    component: &Component,
    budget: &Item,
    project: &Item,
    lang: &str,
) -> String {
    if is_of(platform, &project.url) {
        return localised(platform, &project.url, lang);
    }
    let page = item_page(platform, process, component, budget);
    if page.is_empty() || project.id.is_empty() {
        return localised(platform, &page, lang);
    }
    localised(platform, &[&page, "/projects/", &project.id].concat(), lang)
}

/// The page of a process as the platform gave it, or by the routes, in no language.
#[must_use]
pub fn process_page(platform: &Platform, process: &Process) -> String {
    if is_of(platform, &process.url) {
        return process.url.clone();
    }
    if platform.url.is_empty() || process.slug.is_empty() {
        return String::new();
    }
    [&platform.url, "/processes/", &process.slug].concat()
}

fn component_page(platform: &Platform, process: &Process, component: &Component) -> String {
    if is_of(platform, &component.url) {
        return component.url.clone();
    }
    let page = process_page(platform, process);
    let page = page.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if page.is_empty() || component.id.is_empty() {
        return page.to_owned();
    }
    [page, "/f/", &component.id].concat()
}

fn item_page(platform: &Platform, process: &Process, component: &Component, item: &Item) -> String {
    if is_of(platform, &item.url) {
        return item.url.clone();
    }
    let page = component_page(platform, process, component);
    let what = match component.kind {
        Kind::Proposals => "proposals",
        Kind::Meetings => "meetings",
        Kind::Debates => "debates",
        Kind::Budgets => "budgets",
        Kind::Results => "results",
        Kind::Posts => "posts",
        // The component's own page is the survey (up to 0.30) or the page.
        Kind::Surveys | Kind::Pages | Kind::Other => return page,
    };
    let page = page.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if page.is_empty() || item.id.is_empty() {
        return page.to_owned();
    }
    [page, "/", what, "/", &item.id].concat()
}

/// An address of the platform in a language; another one as it is. Of a platform that does not speak the language,
/// the page is in French or else in the first one that it speaks.
#[must_use]
pub fn localised(platform: &Platform, url: &str, lang: &str) -> String {
    let lang = spoken(platform, lang);
    let Some(rest) = url.strip_prefix(&platform.url).filter(|_| is_of(platform, url) && !lang.is_empty())
    else {
        return url.to_owned();
    };
    let (page, anchor) = rest.find('#').map_or((rest, ""), |at| rest.split_at(at));
    match platform.locale_rule {
        LocaleRule::Path => {
            let path = page.trim_start_matches('/');
            let first = path.split(['/', '?']).next().unwrap_or_default();
            let path = if is_locale(first) { path[first.len()..].trim_start_matches('/') } else { path };
            let slash = if path.is_empty() || path.starts_with('?') { "" } else { "/" };
            [&platform.url, "/", lang, slash, path, anchor].concat()
        }
        LocaleRule::Query => {
            if let Some(at) = page.find("?locale=").or_else(|| page.find("&locale=")) {
                let (before, value) = page.split_at(at + "?locale=".len());
                let after = value.find('&').map_or("", |end| &value[end..]);
                return [&platform.url, before, lang, after, anchor].concat();
            }
            let mark = if page.contains('?') { "&locale=" } else { "?locale=" };
            [&platform.url, page, mark, lang, anchor].concat()
        }
    }
}

/// The language of the platform that comes nearest.
fn spoken<'a>(platform: &'a Platform, lang: &'a str) -> &'a str {
    let locales = &platform.locales;
    let near = |wanted: &str| {
        let primary = |locale: &&String| locale.split('-').next() == Some(wanted);
        locales.iter().find(|locale| *locale == wanted).or_else(|| locales.iter().find(primary))
    };
    match near(lang).or_else(|| near("fr")).or_else(|| locales.first()) {
        Some(locale) => locale,
        None => lang,
    }
}

/// Whether a part of a path is a language: `fr`, `pt-BR`. No route of Decidim is two letters long.
#[must_use]
pub fn is_locale(part: &str) -> bool {
    let (primary, region) = part.split_once('-').unwrap_or((part, ""));
    primary.len() == 2
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && (region.is_empty() && !part.ends_with('-')
            || (2..=4).contains(&region.len()) && region.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// What an address that the platform gave tells of its rule; `None` where it is not one of its pages.
#[must_use]
pub fn rule_of(platform: &Platform, url: &str) -> Option<LocaleRule> {
    let rest = url.strip_prefix(&platform.url).filter(|_| is_of(platform, url))?;
    let first = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    Some(if is_locale(first) { LocaleRule::Path } else { LocaleRule::Query })
}

/// What the version tells of the rule: `0.32.0` and later write it in the path.
#[must_use]
pub fn rule_of_version(version: &str) -> Option<LocaleRule> {
    let mut parts = version.split('.');
    let major: u32 = parts.next()?.parse().ok()?;
    let minor: u32 = parts.next()?.parse().ok()?;
    Some(if (major, minor) >= (0, 32) { LocaleRule::Path } else { LocaleRule::Query })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform(locale_rule: LocaleRule) -> Platform {
        let locales = vec!["fr".to_owned(), "nl".to_owned()];
        Platform { url: "https://p.example.org".into(), locale_rule, locales, ..Platform::default() }
    }

    fn parts() -> (Process, Component, Item) {
        (
            Process { slug: "place".into(), ..Process::default() },
            Component { id: "12".into(), kind: Kind::Proposals, ..Component::default() },
            Item { id: "5".into(), ..Item::default() },
        )
    }

    #[test]
    fn addresses_are_built_by_the_routes_and_the_rule() {
        let (process, component, item) = parts();
        let old = platform(LocaleRule::Query);
        assert_eq!(
            super::item(&old, &process, &component, &item, "nl"),
            "https://p.example.org/processes/place/f/12/proposals/5?locale=nl"
        );
        let new = platform(LocaleRule::Path);
        assert_eq!(
            super::item(&new, &process, &component, &item, "nl"),
            "https://p.example.org/nl/processes/place/f/12/proposals/5"
        );
        assert_eq!(super::process(&new, &process, "en"), "https://p.example.org/fr/processes/place");
        let survey = Component { kind: Kind::Surveys, ..component.clone() };
        assert_eq!(
            super::item(&old, &process, &survey, &item, "fr"),
            "https://p.example.org/processes/place/f/12?locale=fr"
        );
        let budget = Component { kind: Kind::Budgets, ..component };
        assert_eq!(
            project(&old, &process, &budget, &item, &Item { id: "7".into(), ..Item::default() }, "fr"),
            "https://p.example.org/processes/place/f/12/budgets/5/projects/7?locale=fr"
        );
    }

    #[test]
    fn an_address_that_the_platform_gave_takes_the_visitors_language() {
        let (mut process, component, mut item) = parts();
        let new = platform(LocaleRule::Path);
        process.url = "https://p.example.org/fr/processes/place".into();
        assert_eq!(super::process(&new, &process, "nl"), "https://p.example.org/nl/processes/place");
        assert_eq!(
            super::component(&new, &process, &component, "nl"),
            "https://p.example.org/nl/processes/place/f/12"
        );
        item.url = "https://evil.example/x".into();
        assert_eq!(
            super::item(&new, &process, &component, &item, "nl"),
            "https://p.example.org/nl/processes/place/f/12/proposals/5",
            "an address of another host is not taken"
        );
        process.url = "https://p.example.org.evil.example/".into();
        assert_eq!(super::process(&new, &process, "fr"), "https://p.example.org/fr/processes/place");
        assert_eq!(localised(&new, "https://p.example.org", "fr"), "https://p.example.org/fr");
        assert_eq!(localised(&new, "https://other.example/a", "fr"), "https://other.example/a");
        let old = platform(LocaleRule::Query);
        assert_eq!(
            localised(&old, "https://p.example.org/a?b=1#c", "fr"),
            "https://p.example.org/a?b=1&locale=fr#c"
        );
        assert_eq!(
            localised(&old, "https://p.example.org/a?locale=fr&b=1", "nl"),
            "https://p.example.org/a?locale=nl&b=1"
        );
    }

    #[test]
    fn the_rule_is_told_by_an_address_or_by_the_version() {
        let platform = platform(LocaleRule::Query);
        assert_eq!(rule_of(&platform, "https://p.example.org/fr/processes/x"), Some(LocaleRule::Path));
        assert_eq!(rule_of(&platform, "https://p.example.org/processes/x"), Some(LocaleRule::Query));
        assert_eq!(rule_of(&platform, "https://other.example/fr/x"), None);
        for (version, rule) in [
            ("0.32.0.dev", Some(LocaleRule::Path)),
            ("0.24.0", Some(LocaleRule::Query)),
            ("1.0", Some(LocaleRule::Path)),
            ("", None),
        ] {
            assert_eq!(rule_of_version(version), rule, "{version}");
        }
        assert!(
            is_locale("fr")
                && is_locale("pt-BR")
                && !is_locale("processes")
                && !is_locale("f")
                && !is_locale("fr-")
        );
    }

    #[test]
    fn without_a_platform_there_is_no_address() {
        let (process, component, item) = parts();
        assert_eq!(super::item(&Platform::default(), &process, &component, &item, "fr"), "");
        assert_eq!(host("https://p.example.org:3000/x"), "p.example.org:3000");
    }
}
