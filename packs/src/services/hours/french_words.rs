//! The words of French opening hours, as tokens.

use crate::read::column::normal;

/// A word or number that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// 0 is Monday; 7 stands for public holidays.
    Day(u8),
    /// Several days at once.
    Days(&'static [u8]),
    /// Minutes from midnight.
    Time(u16),
    /// A number that may be an hour, or the day of a date.
    Number(u16),
    /// 1 to 5, or -1 for the last.
    Ordinal(i8),
    /// 1 to 12.
    Month(u8),
    /// `à`, `au`, `-`: from one to the other.
    To,
    /// `,`, `et`, `/`: one more.
    And,
    /// `;`, a new line, a full stop.
    Stop,
    /// `fermé`, `off`.
    Closed,
    /// `sauf`.
    Except,
    /// `y compris`.
    Including,
    /// `24h/24`.
    AllDay,
    /// Says nothing about when.
    Filler,
    /// A word that depends on school holidays.
    School,
    /// `sur rendez-vous`: no hours by itself.
    Appointment,
    /// Nothing known.
    Unknown,
}

/// Public holidays among the days.
pub(super) const PUBLIC: u8 = 7;

const ALL: &[u8] = &[0, 1, 2, 3, 4, 5, 6];
const WEEK: &[u8] = &[0, 1, 2, 3, 4];
const WEEKEND: &[u8] = &[5, 6];

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let lower = text.to_lowercase().replace(['’', 'ʼ'], "'");
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        if let Some((token, length)) = phrase(rest) {
            out.push(token);
            rest = &rest[length..];
        } else if first.is_ascii_digit() {
            let (token, length) = number(rest);
            out.push(token);
            rest = &rest[length..];
        } else if first.is_alphabetic() {
            let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            out.push(word(&rest[..length]));
            rest = &rest[length..];
        } else {
            match first {
                '-' | '–' | '—' | '‑' | '→' | '>' => out.push(Token::To),
                ',' | '/' | '|' | '&' | '+' => out.push(Token::And),
                ';' | '\n' | '.' => out.push(Token::Stop),
                _ => {}
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// Groups of words, and of words and figures, that are one token.
fn phrase(text: &str) -> Option<(Token, usize)> {
    const PHRASES: &[(&str, Token)] = &[
        ("tous les jours fériés", Token::Day(PUBLIC)),
        ("jours fériés", Token::Day(PUBLIC)),
        ("jours feries", Token::Day(PUBLIC)),
        ("jour férié", Token::Day(PUBLIC)),
        ("tous les jours", Token::Days(ALL)),
        ("chaque jour", Token::Days(ALL)),
        ("7j/7", Token::Days(ALL)),
        ("7j7", Token::Days(ALL)),
        ("7 j/7", Token::Days(ALL)),
        ("7 jours sur 7", Token::Days(ALL)),
        ("7/7", Token::Days(ALL)),
        ("24h/24", Token::AllDay),
        ("24 h/24", Token::AllDay),
        ("24h sur 24", Token::AllDay),
        ("24/24", Token::AllDay),
        ("en semaine", Token::Days(WEEK)),
        ("week-ends", Token::Days(WEEKEND)),
        ("week-end", Token::Days(WEEKEND)),
        ("week end", Token::Days(WEEKEND)),
        ("weekend", Token::Days(WEEKEND)),
        ("y compris", Token::Including),
        ("sans interruption", Token::Filler),
        ("sans rendez-vous", Token::Filler),
        ("en continu", Token::Filler),
        ("non-stop", Token::Filler),
        ("non stop", Token::Filler),
        ("journée continue", Token::Filler),
        ("du mois", Token::Filler),
        ("de chaque mois", Token::Filler),
        ("par mois", Token::Filler),
        ("au public", Token::Filler),
        ("du public", Token::Filler),
        ("uniquement sur rendez-vous", Token::Appointment),
        ("sur rendez-vous", Token::Appointment),
        ("sur rendez vous", Token::Appointment),
        ("sur rdv", Token::Appointment),
        ("jusqu'à", Token::To),
        ("jusqu'au", Token::To),
        ("à l'exception", Token::Except),
        ("à partir", Token::Unknown),
    ];
    let (words, token) = PHRASES.iter().find(|(words, _)| text.starts_with(words))?;
    let ends = text[words.len()..].chars().next().is_none_or(|next| !next.is_alphanumeric());
    ends.then(|| (token.clone(), words.len()))
}

/// `9h`, `9h30`, `9 h 30`, `09:00`, `8.30`, `1er`, `2e`, or a bare number.
fn number(text: &str) -> (Token, usize) {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let Ok(value) = text[..digits].parse::<u16>() else { return (Token::Unknown, digits) };
    let rest = &text[digits..];
    let ordinal = ["ers", "er", "ème", "eme", "ième", "nde", "nd", "ère", "es", "e"]
        .iter()
        .find(|end| rest.strip_prefix(**end).is_some_and(ends_word));
    if let (Some(end), 1..=5) = (ordinal, value) {
        return (Token::Ordinal(value as i8), digits + end.len());
    }
    // `9 h 30`: blanks around the h.
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let after = &rest[blank..];
    for mark in ["heures", "heure", "hrs", "h", ":", "."] {
        let Some(tail) = after.strip_prefix(mark) else { continue };
        if mark.len() == 1 && mark != "h" && blank > 0 {
            continue;
        }
        let gap = if mark == "h" || mark.starts_with("heure") {
            tail.len() - tail.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len()
        } else {
            0
        };
        let minutes = &tail[gap..];
        let two = minutes.len() >= 2
            && minutes.as_bytes()[..2].iter().all(u8::is_ascii_digit)
            && !minutes[2..].starts_with(|c: char| c.is_ascii_digit() || c == 'h' || c == ':');
        // `9h 12h` and `9h 14-18h` hold two times, `13 h 30 - 18 h` is written with blanks throughout.
        let next = if two { minutes[2..].trim_start() } else { "" };
        let two = two
            && (gap == 0 || !(next.starts_with(['h', ':']) || (blank == 0 && next.starts_with(['-', '–']))));
        let start = digits + blank + mark.len();
        if two {
            let minute: u16 = minutes[..2].parse().unwrap_or(99);
            let length = start + gap + 2;
            let length = length + usize::from(text[length..].starts_with("mn")) * 2;
            return (time(value, minute), length);
        }
        if mark.starts_with('h') && ends_hour(tail) {
            return (time(value, 0), start);
        }
    }
    (Token::Number(value), digits)
}

fn time(hour: u16, minute: u16) -> Token {
    if minute < 60 && (hour < 24 || (hour == 24 && minute == 0)) {
        Token::Time(hour * 60 + minute)
    } else {
        Token::Unknown
    }
}

fn ends_word(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| !next.is_alphanumeric())
}

fn ends_hour(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| !next.is_alphanumeric())
}

fn word(word: &str) -> Token {
    let plain = normal(word);
    let day = |word: &str| {
        Some(match word {
            "lundi" | "lundis" | "lun" | "lu" | "l" | "mo" | "mon" | "monday" => 0,
            "mardi" | "mardis" | "mar" | "ma" | "tu" | "tue" => 1,
            "mercredi" | "mercredis" | "mer" | "me" | "we" | "wed" => 2,
            "jeudi" | "jeudis" | "jeu" | "je" | "th" | "thu" => 3,
            "vendredi" | "vendredis" | "ven" | "ve" | "vend" | "fr" | "fri" => 4,
            "samedi" | "samedis" | "sam" | "sa" | "sat" => 5,
            "dimanche" | "dimanches" | "dim" | "di" | "su" | "sun" => 6,
            "ph" | "feries" | "ferie" => PUBLIC,
            _ => return None,
        })
    };
    if let Some(day) = day(&plain) {
        return Token::Day(day);
    }
    match plain.as_str() {
        "janvier" | "janv" => Token::Month(1),
        "fevrier" | "fevr" => Token::Month(2),
        "mars" => Token::Month(3),
        "avril" | "avr" => Token::Month(4),
        "mai" => Token::Month(5),
        "juin" => Token::Month(6),
        "juillet" | "juil" => Token::Month(7),
        "aout" => Token::Month(8),
        "septembre" | "sept" => Token::Month(9),
        "octobre" | "oct" => Token::Month(10),
        "novembre" | "nov" => Token::Month(11),
        "decembre" | "dec" => Token::Month(12),
        "midi" => Token::Time(720),
        "minuit" => Token::Time(1440),
        "a" | "au" | "aux" => Token::To,
        "et" | "puis" | "ou" | "ainsi" | "que" => Token::And,
        "premier" | "premiers" => Token::Ordinal(1),
        "deuxieme" | "deuxiemes" | "second" | "seconds" => Token::Ordinal(2),
        "troisieme" | "troisiemes" => Token::Ordinal(3),
        "quatrieme" | "quatriemes" => Token::Ordinal(4),
        "dernier" | "derniers" => Token::Ordinal(-1),
        "ferme" | "fermee" | "fermes" | "fermeture" | "off" | "closed" => Token::Closed,
        "sauf" | "hors" => Token::Except,
        "meme" => Token::Including,
        "de" | "du" | "des" | "d" | "le" | "la" | "les" | "l" | "un" | "en" | "ouvert" | "ouverte"
        | "ouverts" | "ouvertes" | "ouverture" | "horaires" | "horaire" | "accueil" | "matin" | "matins"
        | "apres" | "soir" | "soirs" | "et_apres_midi" | "mairie" | "permanence" | "permanences"
        | "jours" | "jour" | "chaque" | "tous" | "toute" | "toutes" | "annee" | "l_annee" | "non" => {
            Token::Filler
        }
        "rdv" | "uniquement" | "rendez" | "vous" => Token::Appointment,
        "vacances" | "scolaires" | "scolaire" => Token::School,
        _ => Token::Unknown,
    }
}
