//! The words of the pages: those that the widget has, from its messages; the pages' own, beside one another in three
//! languages, so that none is forgotten.

use std::fmt::Display;

use serde_json::{Map, Value};

const FR: [&str; 2] = [
    include_str!("../../../../components/cyber-quiz/locales/fr.json"),
    include_str!("../../../../components/cyber-quiz/locales/diagnosis/fr.json"),
];
const NL: [&str; 2] = [
    include_str!("../../../../components/cyber-quiz/locales/nl.json"),
    include_str!("../../../../components/cyber-quiz/locales/diagnosis/nl.json"),
];
const EN: [&str; 2] = [
    include_str!("../../../../components/cyber-quiz/locales/en.json"),
    include_str!("../../../../components/cyber-quiz/locales/diagnosis/en.json"),
];

/// The words of one language.
pub(super) struct Said {
    /// `fr`, `nl` or `en`.
    pub(super) lang: &'static str,
    /// The pages' own.
    pub(super) own: &'static Own,
    /// The widget's.
    messages: Map<String, Value>,
}

impl Said {
    /// Those of `nl` and `en`, else the French ones.
    pub(super) fn new(lang: &str) -> Self {
        let (lang, own, files) = match lang {
            "nl" => ("nl", &DUTCH, NL),
            "en" => ("en", &ENGLISH, EN),
            _ => ("fr", &FRENCH, FR),
        };
        let mut messages = Map::new();
        for file in files {
            messages.extend(serde_json::from_str::<Map<String, Value>>(file).unwrap_or_default());
        }
        Self { lang, own, messages }
    }

    /// A message of the widget. One that is not there leaves a mark that a test looks for.
    pub(super) fn shared(&self, key: &str) -> &str {
        self.messages.get(&format!("cyber-quiz.{key}")).and_then(Value::as_str).unwrap_or("{}")
    }

    /// A message of the widget for a word of a pack, such as a channel; a word that it does not know as it is.
    pub(super) fn named<'a>(&'a self, family: &str, word: &'a str) -> &'a str {
        self.messages.get(&format!("cyber-quiz.{family}-{word}")).and_then(Value::as_str).unwrap_or(word)
    }

    /// `5 minutes`.
    pub(super) fn minutes(&self, n: u32) -> String {
        fill(self.shared(if n == 1 { "minutes.one" } else { "minutes.other" }), &[("n", n)])
    }
}

/// A sentence with its `{fields}` filled in.
pub(super) fn fill(words: &str, fields: &[(&str, impl Display)]) -> String {
    fields.iter().fold(words.to_owned(), |words, (name, value)| {
        words.replace(&format!("{{{name}}}"), &value.to_string())
    })
}

/// The words for one, or for more.
pub(super) fn count(words: [&str; 2], n: usize) -> String {
    fill(words[usize::from(n != 1)], &[("n", n)])
}

/// What the pages say in one language.
pub(super) struct Own {
    /// Between a label and what it is of.
    pub(super) colon: &'static str,
    pub(super) languages: &'static str,
    /// What 17Cyber does.
    pub(super) victim: &'static str,
    pub(super) contents: &'static str,
    pub(super) help: &'static str,
    pub(super) origin: &'static str,
    pub(super) waiting: &'static str,
    pub(super) json: &'static str,

    /// The titles of the pages of two audiences.
    pub(super) staff: &'static str,
    pub(super) elected: &'static str,
    pub(super) bank_note: &'static str,
    pub(super) holds: &'static str,
    pub(super) situations: [&'static str; 2],
    pub(super) messages: [&'static str; 2],
    pub(super) and: &'static str,
    pub(super) courses: &'static str,
    pub(super) courses_note: &'static str,
    pub(super) act: &'static str,
    pub(super) call: &'static str,
    pub(super) wrong: &'static str,
    pub(super) true_or_false: &'static str,
    pub(super) write_word: &'static str,
    pub(super) write_number: &'static str,
    pub(super) other_number: &'static str,
    pub(super) right_pairs: &'static str,
    /// Before a right side that belongs to nothing.
    pub(super) no_pair: &'static str,
    pub(super) remember: &'static str,
    pub(super) suspicious: &'static str,
    pub(super) genuine: &'static str,
    pub(super) fake: &'static str,
    /// What for, an address, its name.
    pub(super) turn_to: [(&'static str, &'static str, &'static str); 3],

    pub(super) diagnosis_note: &'static str,
    pub(super) how: [&'static str; 5],
    pub(super) level: &'static str,
    pub(super) below: &'static str,
    pub(super) at_top: &'static str,
    pub(super) in_place: &'static str,
    pub(super) ask: &'static str,
    pub(super) comes_after: &'static str,
    pub(super) plan_note: &'static str,
    pub(super) commune_turns_to: [(&'static str, &'static str, &'static str); 5],
}

const CYBER_17: &str = "https://17cyber.gouv.fr";
const SMS_33700: &str = "https://www.33700.fr";
const PLACES: &str = "https://cartographie.societenumerique.gouv.fr";
const MON_AIDE_CYBER: &str = "https://monaide.cyber.gouv.fr";
const ANSSI: &str = "https://cyber.gouv.fr";
const CNIL: &str = "https://www.cnil.fr";

static FRENCH: Own = Own {
    colon: "\u{a0}: ",
    languages: "Cette page dans une autre langue",
    victim: "Ce service public vous aide en ligne, jour et nuit. Danger immédiat\u{a0}: 17 ou 112.",
    contents: "Sommaire",
    help: "Se faire aider",
    origin: "D'où vient ce contenu",
    waiting: "Textes qui attendent encore la relecture d'un expert\u{a0}: {n} sur {of}.",
    json: "Le même contenu pour un programme (JSON)",

    staff: "Cybersécurité\u{a0}: les bons réflexes au travail",
    elected: "Cybersécurité\u{a0}: les bons réflexes des élus",
    bank_note: "Cette page est le texte du quiz. Elle se lit et s'imprime sans script. Elle n'envoie rien.",
    holds: "{what}, avec les réponses et leur explication.",
    situations: ["{n} situation", "{n} situations"],
    messages: ["{n} message à examiner", "{n} messages à examiner"],
    and: " et ",
    courses: "Parcours courts",
    courses_note: "Vous avez peu de temps\u{a0}? Lisez seulement ces numéros.",
    act: "Ce que vous pouvez faire",
    call: "Qui appeler",
    wrong: "Mauvaise réponse",
    true_or_false: "Vrai ou faux\u{a0}?",
    write_word: "La réponse est un mot à écrire.",
    write_number: "La réponse est un nombre à écrire.",
    other_number: "tout autre nombre",
    right_pairs: "Bonnes réponses",
    no_pair: "Ne va avec rien",
    remember: "À retenir",
    suspicious: "Suspect",
    genuine: "Vrai message",
    fake: "Faux message",
    turn_to: [
        ("Victime d'une arnaque ou d'un piratage\u{a0}:", CYBER_17, "17cyber.gouv.fr"),
        ("SMS ou appel douteux\u{a0}: transférez-le au 33700, ou allez sur", SMS_33700, "33700.fr"),
        (
            "Besoin d'aide avec le numérique\u{a0}:",
            PLACES,
            "trouver un lieu où l'on vous aide, près de chez vous",
        ),
    ],

    diagnosis_note: "Cette page est le texte du diagnostic. Elle se lit et s'imprime sans script. Elle n'envoie rien.",
    how: [
        "Pour chaque question, choisissez la phrase qui ressemble le plus à votre commune.",
        "Le niveau 0 est le plus bas. Le niveau 3 est le plus haut.",
        "Lisez ensuite ce qu'il faut faire à ce niveau.",
        "Une question ne s'applique pas à votre commune\u{a0}? Notez pourquoi, et passez à la suivante.",
        "Vous notez vos réponses sur une copie imprimée\u{a0}? Gardez-la à l'abri\u{a0}: elle dit où la commune est fragile.",
    ],
    level: "Niveau {n}",
    below: "Que faire, du niveau 0 au niveau {n}",
    at_top: "Que faire, au niveau {n}",
    in_place: "C'est en place\u{a0}: rien à ajouter au plan.",
    ask: "Demandez-lui la preuve ci-dessous.",
    comes_after: "Vient après cette question",
    plan_note: "Voici toutes les mesures, dans l'ordre où les prendre. Le numéro est le rang dans tout le plan. Laissez de côté ce qui est déjà en place.",
    commune_turns_to: [
        ("Commune attaquée ou victime d'une fraude\u{a0}:", CYBER_17, "17cyber.gouv.fr"),
        ("Faire un diagnostic avec une personne formée\u{a0}:", MON_AIDE_CYBER, "MonAideCyber"),
        ("Lire les conseils de l'agence nationale\u{a0}:", ANSSI, "cyber.gouv.fr (ANSSI)"),
        ("Signaler une fuite de données personnelles, dans les 72 heures\u{a0}:", CNIL, "cnil.fr"),
        (
            "Trouver un lieu où l'on aide les habitants avec le numérique\u{a0}:",
            PLACES,
            "la carte des lieux d'aide",
        ),
    ],
};

static DUTCH: Own = Own {
    colon: ": ",
    languages: "Deze pagina in een andere taal",
    victim: "Deze Franse overheidsdienst helpt u online, dag en nacht. Onmiddellijk gevaar: 17 of 112.",
    contents: "Inhoud",
    help: "Hulp krijgen",
    origin: "Waar deze inhoud vandaan komt",
    waiting: "Teksten die een expert nog moet nalezen: {n} van de {of}.",
    json: "Dezelfde inhoud voor een programma (JSON)",

    staff: "Cyberveiligheid: de juiste reflexen op het werk",
    elected: "Cyberveiligheid: de juiste reflexen voor verkozenen",
    bank_note: "Deze pagina is de tekst van de quiz. U leest of drukt ze af zonder script. Ze verstuurt niets.",
    holds: "{what}, met de antwoorden en de uitleg.",
    situations: ["{n} situatie", "{n} situaties"],
    messages: ["{n} bericht om te onderzoeken", "{n} berichten om te onderzoeken"],
    and: " en ",
    courses: "Korte reeksen",
    courses_note: "Hebt u weinig tijd? Lees dan alleen deze nummers.",
    act: "Wat u kunt doen",
    call: "Wie u belt",
    wrong: "Fout antwoord",
    true_or_false: "Waar of niet waar?",
    write_word: "Het antwoord is een woord dat u schrijft.",
    write_number: "Het antwoord is een getal dat u schrijft.",
    other_number: "elk ander getal",
    right_pairs: "Juiste antwoorden",
    no_pair: "Hoort nergens bij",
    remember: "Om te onthouden",
    suspicious: "Verdacht",
    genuine: "Echt bericht",
    fake: "Vals bericht",
    turn_to: [
        ("Slachtoffer van oplichting of hacking:", CYBER_17, "17cyber.gouv.fr"),
        ("Verdachte sms of oproep: stuur hem door naar 33700, of ga naar", SMS_33700, "33700.fr"),
        ("Digitale hulp nodig:", PLACES, "een plek bij u in de buurt vinden waar men u helpt"),
    ],

    diagnosis_note: "Deze pagina is de tekst van de diagnose. U leest of drukt ze af zonder script. Ze verstuurt niets.",
    how: [
        "Kies bij elke vraag de zin die het best bij uw gemeente past.",
        "Niveau 0 is het laagste. Niveau 3 is het hoogste.",
        "Lees daarna wat u op dat niveau moet doen.",
        "Is een vraag niet van toepassing op uw gemeente? Noteer waarom, en ga naar de volgende.",
        "Noteert u uw antwoorden op een afdruk? Berg die veilig op: ze zegt waar de gemeente kwetsbaar is.",
    ],
    level: "Niveau {n}",
    below: "Wat te doen, van niveau 0 tot niveau {n}",
    at_top: "Wat te doen, op niveau {n}",
    in_place: "Dit is in orde: er komt niets bij in het plan.",
    ask: "Vraag naar het bewijs hieronder.",
    comes_after: "Komt na deze vraag",
    plan_note: "Dit zijn alle maatregelen, in de volgorde waarin u ze neemt. Het nummer is de plaats in het hele plan. Sla over wat al in orde is.",
    commune_turns_to: [
        ("Gemeente aangevallen of slachtoffer van fraude:", CYBER_17, "17cyber.gouv.fr"),
        ("Een diagnose doen met een opgeleide persoon:", MON_AIDE_CYBER, "MonAideCyber"),
        ("Het advies van het Franse nationale agentschap lezen:", ANSSI, "cyber.gouv.fr (ANSSI)"),
        ("Een lek van persoonsgegevens melden, binnen 72 uur:", CNIL, "cnil.fr"),
        (
            "Een plek vinden waar inwoners digitale hulp krijgen:",
            PLACES,
            "de kaart van de plekken waar men helpt",
        ),
    ],
};

static ENGLISH: Own = Own {
    colon: ": ",
    languages: "This page in another language",
    victim: "This French public service helps you online, day and night. Immediate danger: 17 or 112.",
    contents: "Contents",
    help: "Get help",
    origin: "Where this content comes from",
    waiting: "Texts that an expert has yet to review: {n} of {of}.",
    json: "The same content for a program (JSON)",

    staff: "Cybersecurity: the right reflexes at work",
    elected: "Cybersecurity: the right reflexes for elected members",
    bank_note: "This page is the text of the quiz. You can read and print it without a script. It sends nothing.",
    holds: "{what}, with the answers and why.",
    situations: ["{n} situation", "{n} situations"],
    messages: ["{n} message to inspect", "{n} messages to inspect"],
    and: " and ",
    courses: "Short courses",
    courses_note: "Short of time? Read these numbers only.",
    act: "What you can do",
    call: "Whom to call",
    wrong: "Wrong answer",
    true_or_false: "True or false?",
    write_word: "The answer is a word to write.",
    write_number: "The answer is a number to write.",
    other_number: "any other number",
    right_pairs: "Right answers",
    no_pair: "Goes with nothing",
    remember: "To remember",
    suspicious: "Suspicious",
    genuine: "Genuine message",
    fake: "Fake message",
    turn_to: [
        ("Victim of a scam or of hacking:", CYBER_17, "17cyber.gouv.fr"),
        ("Doubtful text or call: forward it to 33700, or go to", SMS_33700, "33700.fr"),
        ("Help with digital services:", PLACES, "find a place near you where someone helps you"),
    ],

    diagnosis_note: "This page is the text of the diagnosis. You can read and print it without a script. It sends nothing.",
    how: [
        "For each question, choose the sentence that is most like your commune.",
        "Level 0 is the lowest. Level 3 is the highest.",
        "Then read what to do at that level.",
        "Does a question not apply to your commune? Note why, and go on to the next one.",
        "Do you note your answers on a printed copy? Keep it in a safe place: it says where the commune is weak.",
    ],
    level: "Level {n}",
    below: "What to do, from level 0 to level {n}",
    at_top: "What to do, at level {n}",
    in_place: "It is in place: nothing to add to the plan.",
    ask: "Ask for the proof below.",
    comes_after: "Comes after this question",
    plan_note: "These are all the measures, in the order in which to take them. The number is the rank in the whole plan. Leave out what is in place already.",
    commune_turns_to: [
        ("Commune attacked, or victim of a fraud:", CYBER_17, "17cyber.gouv.fr"),
        ("Make a diagnosis with a trained person:", MON_AIDE_CYBER, "MonAideCyber"),
        ("Read the advice of the French national agency:", ANSSI, "cyber.gouv.fr (ANSSI)"),
        ("Report a leak of personal data, within 72 hours:", CNIL, "cnil.fr"),
        (
            "Find a place where inhabitants get help with digital services:",
            PLACES,
            "the map of places of help",
        ),
    ],
};
