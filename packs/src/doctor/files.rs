//! The files that the widgets of the page need: the shell, the bundle, its WebAssembly, the words.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::Digest as _;
use url::{Origin, Url};

use super::Report;
use super::fetch::{Answer, Fetch};
use super::page::Page;
use super::scripts::Shell;

/// What browsers take for JavaScript: <https://mimesniff.spec.whatwg.org/#javascript-mime-type>, those in use.
const JAVASCRIPT: [&str; 4] =
    ["text/javascript", "application/javascript", "application/x-javascript", "application/ecmascript"];

/// Asks for files as the page would.
pub(super) struct Asker<'f> {
    pub(super) fetch: &'f dyn Fetch,
    pub(super) origin: Origin,
    pub(super) asked: Vec<Url>,
}

/// A file, by what a webmaster calls it.
#[derive(Clone, Copy)]
pub(super) enum What {
    Script,
    Wasm,
    Words,
    Pack,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::Script => "Le script",
            Self::Wasm => "Le fichier WebAssembly",
            Self::Words => "Le fichier des textes",
            Self::Pack => "Le paquet de données",
        }
    }
}

impl Asker<'_> {
    /// The answer of a file that is there and that the page may read; what is wrong goes to the report.
    pub(super) fn get(&mut self, url: &Url, what: What, report: &mut Report) -> Option<Answer> {
        self.asked.push(url.clone());
        let elsewhere = url.origin() != self.origin;
        let origin = self.origin.ascii_serialization();
        let name = what.name();
        let answer = match self.fetch.get(url, elsewhere.then_some(origin.as_str())) {
            Ok(answer) => answer,
            Err(failure) => {
                report.block(
                    "file-unreachable",
                    format!("{name} ne répond pas ({url}) : {failure}."),
                    "Le navigateur ne peut pas le charger non plus.",
                    "Vérifiez l'adresse et le serveur.",
                );
                return None;
            }
        };
        if answer.status >= 400 {
            report.block(
                "file-missing",
                format!("{name} n'est pas à son adresse : {url} répond {}.", answer.status),
                match what {
                    What::Pack => "Le widget n'a rien à montrer : il le dit, et garde le lien de secours.",
                    _ => "Sans ce fichier, la page garde le lien de secours.",
                },
                match what {
                    What::Pack => "Publiez le paquet de cette commune à cette adresse, ou corrigez le code de la commune.",
                    _ => "Copiez tous les fichiers de la version sur le serveur, dans le même dossier que le script.",
                },
            );
            return None;
        }
        if !answer.redirects.is_empty() {
            report.remark(
                "redirect",
                format!("{name} est redirigé : {url} mène à {}.", answer.url),
                "Chaque visiteur paie une demande de plus, et une règle CSP doit permettre les deux adresses.",
                format!("Donnez directement {}", answer.url),
            );
        }
        if (elsewhere || answer.url.origin() != self.origin) && !self.may_read(&answer) {
            report.block(
                "cors",
                format!("{name} vient d'un autre site ({}) qui ne permet pas de le lire.", answer.url),
                "Entre deux sites, le navigateur exige l'en-tête Access-Control-Allow-Origin (CORS).",
                "Sur le serveur des widgets, ajoutez : Access-Control-Allow-Origin: *",
            );
            return None;
        }
        Some(answer)
    }

    /// True where the answer lets a page of this origin read it: <https://fetch.spec.whatwg.org/#cors-check>.
    fn may_read(&self, answer: &Answer) -> bool {
        let allowed = answer.header("access-control-allow-origin").map(str::trim);
        allowed.is_some_and(|value| value == "*" || value == self.origin.ascii_serialization())
    }

    /// A module script: a browser runs it only under a type of JavaScript, and only where it is the one that the page
    /// pins, by the tag's own hashes or by an import map's.
    fn script(&mut self, url: &Url, pinned: [&str; 2], report: &mut Report) -> Option<Answer> {
        let answer = self.get(url, What::Script, report)?;
        if !pinned.iter().all(|integrity| matches(integrity, &answer.body)) {
            report.block(
                "integrity",
                format!("Le script {url} n'est plus celui que la page attend (integrity)."),
                "Le navigateur refuse un fichier dont l'empreinte a changé : une mise à jour, un outil qui le réduit, ou autre chose.",
                "Recopiez les balises de la version que vous voulez, ou remettez le fichier d'origine.",
            );
            return None;
        }
        let mime = answer.mime();
        if JAVASCRIPT.contains(&mime.as_str()) {
            return Some(answer);
        }
        let nosniff = if answer
            .header("x-content-type-options")
            .is_some_and(|value| value.eq_ignore_ascii_case("nosniff"))
        {
            " (X-Content-Type-Options: nosniff est là, et c'est bien : c'est le type qu'il faut corriger)"
        } else {
            ""
        };
        report.block(
            "mime-js",
            format!("{url} est envoyé avec le type « {} ».", if mime.is_empty() { "aucun" } else { &mime }),
            format!("Un module n'est exécuté que si son type est celui de JavaScript{nosniff}."),
            "Apache : AddType text/javascript .js — nginx : types { text/javascript js; }",
        );
        None
    }
}

/// A shell that was read.
pub(super) struct Loaded {
    /// Where it came from, which is what it takes for the start of all its addresses.
    pub(super) url: Url,
    pub(super) nonce: String,
    pub(super) integrity: String,
    text: String,
}

/// Reads every shell of the page and gives the one that counts: the first.
pub(super) fn shells(
    shells: &[Shell],
    page: &Page,
    asker: &mut Asker<'_>,
    report: &mut Report,
) -> Option<Loaded> {
    let mut loaded: Vec<Loaded> = Vec::new();
    for shell in shells {
        let pinned = page.pinned(&shell.url);
        let Some(answer) = asker.script(&shell.url, [&shell.integrity, &pinned], report) else { continue };
        loaded.push(Loaded {
            url: answer.url,
            nonce: shell.nonce.clone(),
            integrity: shell.integrity.clone(),
            text: String::from_utf8_lossy(&answer.body).into_owned(),
        });
    }
    if loaded.len() > 1 {
        let addresses: Vec<&str> = loaded.iter().map(|one| one.url.as_str()).collect();
        let versions: Vec<String> =
            loaded.iter().map(|one| version(&one.text).unwrap_or_else(|| "inconnue".into())).collect();
        let same = versions.windows(2).all(|pair| pair[0] == pair[1])
            && loaded.windows(2).all(|pair| pair[0].text == pair[1].text);
        let act =
            format!("Gardez une seule balise : <script type=\"module\" src=\"{}\"></script>", addresses[0]);
        if same {
            report.remark(
                "shell-twice",
                format!("Le script est chargé {} fois : {}.", loaded.len(), addresses.join(", ")),
                "La deuxième copie se retire, mais chaque visiteur la télécharge.",
                act,
            );
        } else {
            report.block(
                "shell-versions",
                format!(
                    "La page charge {} versions du script : {} ({}).",
                    loaded.len(),
                    versions.join(", "),
                    addresses.join(", ")
                ),
                "La première chargée décide pour toute la page, et ce n'est pas toujours la même.",
                act,
            );
        }
    }
    (!loaded.is_empty()).then(|| loaded.swap_remove(0))
}

/// The version that a shell says: the first text of it that is one.
fn version(script: &str) -> Option<String> {
    script.split(['"', '\'', '`']).find(|text| is_version(text)).map(str::to_owned)
}

fn is_version(text: &str) -> bool {
    let core = text.split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<&str> = core.split('.').collect();
    text.len() <= 40
        && parts.len() == 3
        && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// True where one of the strongest hashes of an `integrity` attribute is that of the bytes:
/// <https://www.w3.org/TR/SRI/>. What is no hash is ignored, as browsers do.
fn matches(integrity: &str, bytes: &[u8]) -> bool {
    let hash = |algorithm: &str| match algorithm {
        "sha256" => Some((1, BASE64_STANDARD.encode(sha2::Sha256::digest(bytes)))),
        "sha384" => Some((2, BASE64_STANDARD.encode(sha2::Sha384::digest(bytes)))),
        "sha512" => Some((3, BASE64_STANDARD.encode(sha2::Sha512::digest(bytes)))),
        _ => None,
    };
    let parts = integrity.split_ascii_whitespace().filter_map(|part| {
        let (algorithm, value) = part.split('?').next()?.split_once('-')?;
        let (strength, own) = hash(algorithm)?;
        Some((strength, own == value))
    });
    let parts: Vec<(u8, bool)> = parts.collect();
    let strongest = parts.iter().map(|(strength, _)| *strength).max();
    strongest.is_none_or(|strongest| parts.iter().any(|(strength, same)| *strength == strongest && *same))
}

/// What the page's policy has to let through.
#[derive(Default)]
pub(super) struct Needs {
    /// Modules that the shell imports.
    pub(super) scripts: Vec<Url>,
    /// What is fetched: WebAssembly, words, packs.
    pub(super) fetched: Vec<Url>,
}

/// Asks for the bundle of the kinds present, its WebAssembly and the words.
pub(super) fn bundle(
    shell: &Loaded,
    kinds: &[&str],
    page: &Page,
    asker: &mut Asker<'_>,
    report: &mut Report,
) -> Needs {
    let mut needs = Needs::default();
    // One bundle per kind, or the one of all where the page has two kinds or more: the shell's own rule.
    let name = match kinds {
        [] => return needs,
        [one] => one,
        _ => "all",
    };
    let file = format!("./{name}{}.js", hash(&shell.text, name).unwrap_or_default());
    let Ok(glue) = shell.url.join(&file) else { return needs };
    needs.scripts.push(glue.clone());
    if let Some(answer) = asker.script(&glue, [&page.pinned(&glue), ""], report) {
        let text = String::from_utf8_lossy(&answer.body);
        let wasm = text.split(['"', '\'', '`']).find(|part| part.ends_with(".wasm")).unwrap_or_default();
        if let (false, Ok(url)) = (wasm.is_empty(), answer.url.join(wasm)) {
            needs.fetched.push(url.clone());
            if let Some(answer) = asker.get(&url, What::Wasm, report) {
                self::wasm(&url, &answer, report);
            }
        }
    }
    for widget in &page.widgets {
        let lang = super::packs::lang(widget, page);
        if !kinds.contains(&widget.kind.as_str()) {
            continue;
        }
        if let Ok(url) = shell.url.join(&format!("./locales/{}/{lang}.json", widget.kind))
            && !needs.fetched.contains(&url)
        {
            needs.fetched.push(url.clone());
            asker.get(&url, What::Words, report);
        }
    }
    needs
}

fn wasm(url: &Url, answer: &Answer, report: &mut Report) {
    if !answer.body.starts_with(b"\0asm") {
        report.block(
            "wasm-broken",
            format!("{url} n'est pas un fichier WebAssembly."),
            "Le serveur a envoyé autre chose (une page d'erreur), ou le fichier a été copié en mode texte par FTP.",
            "Copiez-le de nouveau, en mode binaire.",
        );
    } else if answer.mime() != "application/wasm" {
        report.remark(
            "mime-wasm",
            format!("{url} est envoyé avec le type « {} ».", answer.mime()),
            "Le widget s'affiche, mais plus lentement, et le navigateur écrit un avertissement.",
            "Apache : AddType application/wasm .wasm — nginx : types { application/wasm wasm; }",
        );
    }
}

/// What a shell of a release puts in a module's name, with its point: the first five bytes of the hash that its table
/// has, such as `energy:"qznL…="`, in hexadecimal.
fn hash(shell: &str, name: &str) -> Option<String> {
    for (at, _) in shell.match_indices(name) {
        let before = shell[..at].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-') {
            continue;
        }
        let rest = shell[at + name.len()..].trim_start_matches(['"', '\'']).trim_start();
        let Some(rest) = rest.strip_prefix(':') else { continue };
        let rest = rest.trim_start();
        let Some(value) = rest.strip_prefix(['"', '\'', '`']) else { continue };
        let value = value.split(['"', '\'', '`']).next()?;
        if let Ok(sum) = BASE64_STANDARD.decode(value)
            && sum.len() == 32
        {
            return Some(sum[..5].iter().fold(String::from("."), |text, byte| text + &format!("{byte:02x}")));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_and_the_names_of_a_shell_are_read_minified_or_not() {
        let sum = |byte: u8| BASE64_STANDARD.encode([byte; 32]);
        let shell = format!(
            r#"const e="1.2.0-rc.1",h={{all:"{}","cyber-quiz":"{}",energy:"{}"}},n={{map:"leaflet"}},o=["energy"]"#,
            sum(0xff),
            sum(0x0a),
            sum(0x1b)
        );
        assert_eq!(version(&shell).as_deref(), Some("1.2.0-rc.1"));
        assert_eq!(hash(&shell, "energy").as_deref(), Some(".1b1b1b1b1b"));
        assert_eq!(hash(&shell, "cyber-quiz").as_deref(), Some(".0a0a0a0a0a"));
        assert_eq!(hash(&shell, "all").as_deref(), Some(".ffffffffff"));
        assert_eq!(hash(&shell, "services"), None);
        assert_eq!(hash(&shell, "map"), None);
        let plain = format!("const SUMS = {{ 'energy': '{}' }};", sum(2));
        assert_eq!(hash(&plain, "energy").as_deref(), Some(".0202020202"));
        assert_eq!(version("const x = 'a.b.c'"), None);
    }

    #[test]
    fn integrity_is_that_of_the_strongest_hash() {
        let sha384 = format!("sha384-{}", BASE64_STANDARD.encode(sha2::Sha384::digest(b"x")));
        let sha256 = format!("sha256-{}", BASE64_STANDARD.encode(sha2::Sha256::digest(b"y")));
        assert!(matches(&sha384, b"x") && !matches(&sha384, b"y"));
        assert!(
            matches(&format!("{sha256} {sha384}"), b"x") && !matches(&format!("{sha256} {sha384}"), b"y")
        );
        assert!(matches("md5-x", b"x"));
    }
}
