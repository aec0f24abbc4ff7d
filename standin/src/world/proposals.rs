//! Proposals, and what the institution answered.

use super::root::Draft;
use super::texts::{Text, blank, fr, nl_only};
use super::{Datum, Id, fields};

/// French, Dutch, English; the two last may be missing.
const IDEAS: [(&str, &str, &str); 24] = [
    (
        "Un banc avec accoudoirs tous les cent mètres",
        "Een bank met armleuningen om de honderd meter",
        "A bench with armrests every hundred metres",
    ),
    (
        "Rendre la place piétonne le dimanche",
        "Het plein autovrij op zondag",
        "No cars on the square on Sundays",
    ),
    ("Un compost collectif", "Een gezamenlijke composthoop", ""),
    ("Plus de marché bio", "Meer biologische markt", "More organic stalls"),
    ("Des toilettes publiques accessibles", "Toegankelijke openbare toiletten", "Accessible public toilets"),
    ("Un passage piéton devant l'école", "Een zebrapad voor de school", "A crossing in front of the school"),
    ("Garder le parking le soir", "'s Avonds blijven parkeren", ""),
    ("Un abri à vélos fermé", "Een afgesloten fietsenstalling", "A locked bicycle shelter"),
    ("Des arbres fruitiers", "Fruitbomen", "Fruit trees"),
    ("Moins de lumière la nuit", "Minder licht 's nachts", ""),
    ("Une fontaine pour les enfants", "Een fontein voor kinderen", "A fountain for children"),
    ("Un kiosque à musique", "", ""),
    (
        "Des panneaux en français et en néerlandais",
        "Borden in het Frans en het Nederlands",
        "Signs in French and Dutch",
    ),
    ("Une rampe jusqu'à la poste", "Een helling naar het postkantoor", "A ramp up to the post office"),
    ("Interdire les trottinettes", "", ""),
    ("Une piste cyclable continue", "Een doorlopend fietspad", "A continuous cycle path"),
    ("Le marché le mercredi aussi", "Ook markt op woensdag", ""),
    ("Un jardin partagé", "Een gedeelde tuin", "A shared garden"),
    ("Des tables pour pique-niquer", "Picknicktafels", ""),
    ("Un défibrillateur", "Een defibrillator", "A defibrillator"),
    ("Des casiers pour les sans-abri", "", ""),
    ("Enterrer les lignes électriques", "Elektriciteitslijnen ondergronds", ""),
    ("Un mur d'expression", "Een muur voor kunst", "A wall for street art"),
    ("Planter une haie le long de la rue", "Een haag langs de straat", "A hedge along the street"),
];

fn three((french, dutch, english): (&str, &str, &str)) -> Text {
    let mut text = fr(french);
    if !dutch.is_empty() {
        text = text.nl(dutch);
    }
    if !english.is_empty() {
        text = text.en(english);
    }
    text
}

impl Draft<'_> {
    /// So many proposals, of every state, numbered from `first`.
    pub(super) fn proposals(&mut self, first: usize, count: usize) -> Vec<Id> {
        (0..count).map(|index| self.proposal(first + index, index)).collect()
    }

    fn proposal(&mut self, id: usize, index: usize) -> Id {
        let answered = answer(index);
        let state = answered.as_ref().map(|(state, _)| *state);
        let withdrawn = state == Some("withdrawn");
        let official = index.is_multiple_of(9);
        let title = if index == 20 {
            nl_only("Alleen in het Nederlands gezegd")
        } else {
            three(IDEAS[index % IDEAS.len()])
        };
        let body = format!(
            "Je propose : {}. Cela rendrait la place plus agréable pour tout le monde.\n\nQuartier du Centre.",
            IDEAS[index % IDEAS.len()].0.to_lowercase()
        );
        let mut fields = self.discussed("Proposals::Proposal", id, (index * 7) % 12, state.is_none());
        let by: Vec<_> = if official {
            Vec::new()
        } else {
            self.authors.iter().copied().skip(index % 4).take(1 + index % 2).collect()
        };
        let published = -(60 - 2 * index as i64);
        let at = (!index.is_multiple_of(3))
            .then_some((50.6195 + index as f64 / 2000.0, 3.1475 + (index % 5) as f64 / 1500.0));
        fields.extend(fields! {
            "title" => title,
            "body" => fr(body).nl_machine("Ik stel voor om het plein aangenamer te maken."),
            "reference" => format!("ex-PROP-{}-{id}", self.clock.year(published)),
            "state" => state,
            "answer" => answered.as_ref().map(|(_, text)| text.clone()),
            "answeredAt" => answered.as_ref().map(|_| self.clock.at(published + 20, 14, 30)),
            "publishedAt" => self.clock.at(published, 11, (index % 60) as i8),
            "official" => official,
            "createdInMeeting" => index == 5,
            "address" => at.map(|_| format!("{} rue des Écoles, 59000 Exemple", index + 1)),
            "coordinates" => self.place(at),
            // Hidden for some, as where supports are not shown until the phase ends.
            "voteCount" => (index % 5 != 4).then_some((index * 13) % 47),
            "versionsCount" => 1,
            "position" => index,
            "participatoryTextLevel" => Datum::from(None::<&str>),
            "authors" => by.clone(),
            "author" => by.first().copied(),
            "authorsCount" => by.len(),
            "withdrawn" => withdrawn,
            "withdrawnAt" => withdrawn.then(|| self.clock.at(published + 5, 9, 0)),
        });
        // On old versions a missing category nulls the proposal.
        let sorted = self.sort((index % 6 != 3).then_some(index % 4), (index % 4 != 3).then_some(index % 3));
        fields.extend(sorted);
        fields.extend(self.dated(published - 1, published + 2));
        let liked = self.liked(index % 5);
        fields.extend(liked);
        let files: &[_] = match index {
            0 => &[("Croquis", "image/png", "croquis.png"), ("Note", "application/pdf", "note.pdf")],
            _ => &[],
        };
        fields.push(self.attached(files));
        self.world.add("Proposal", fields)
    }
}

/// A state and its answer; none while nobody has answered.
fn answer(index: usize) -> Option<(&'static str, Text)> {
    let yes = || {
        fr("<p>Votre idée est retenue. Les travaux commencent au printemps.</p>")
            .nl("<p>Uw idee is aangenomen. De werken beginnen in de lente.</p>")
            .en("<p>Your idea was kept. Works begin in spring.</p>")
    };
    Some(match index % 8 {
        1 => ("accepted", yes()),
        3 => ("rejected", fr("<p>La loi ne le permet pas à la commune. <a href=\"https://exemple.example/loi\">Pourquoi ?</a></p>").nl("<p>De gemeente mag dit niet.</p>")),
        4 => ("evaluating", blank()),
        5 => ("withdrawn", fr("")),
        // An installation's own, of which no client knows.
        6 => ("a_etudier_par_les_services", fr("<p>Les services regardent si c'est possible.</p>").nl_machine("<p>De diensten kijken of het kan.</p>")),
        7 => ("état « réservé »", fr("<p>Reporté.</p>")),
        _ => return None,
    })
}
