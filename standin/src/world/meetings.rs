//! Meetings: more than a page of them.

use super::root::Draft;
use super::texts::{Text, fr};
use super::{Datum, Id, fields};

/// How a meeting is held: its type, where, and how one is told.
struct Held {
    kind: &'static str,
    title: Text,
    at: Option<(f64, f64)>,
    link: Option<&'static str>,
}

fn held(index: usize) -> Held {
    let hall = (50.6207, 3.1489);
    match index % 6 {
        0 => Held {
            kind: "in_person",
            title: fr("Réunion publique").nl("Openbare vergadering").en("Public meeting"),
            at: Some(hall),
            link: None,
        },
        1 => Held {
            kind: "in_person",
            title: fr("Balade urbaine : la place aujourd'hui").nl("Buurtwandeling"),
            at: Some((50.621, 3.15)),
            link: None,
        },
        2 => Held {
            kind: "online",
            title: fr("Atelier en ligne").nl("Workshop online").en("Online workshop"),
            at: None,
            link: Some("https://visio.exemple.example/atelier"),
        },
        3 => Held {
            kind: "hybrid",
            title: fr("Conseil de quartier").nl("Wijkraad"),
            at: Some((50.6188, 3.1462)),
            link: Some("https://visio.exemple.example/conseil"),
        },
        4 => Held {
            kind: "in_person",
            title: fr("Permanence sans rendez-vous")
                .nl_machine("Spreekuur zonder afspraak")
                .en_machine("Drop-in session"),
            at: Some(hall),
            link: None,
        },
        // Announced before a place was found.
        _ => Held { kind: "in_person", title: fr("Visite du chantier"), at: None, link: None },
    }
}

impl Draft<'_> {
    /// So many meetings, numbered from `first`, from long ago to weeks ahead, in no order.
    pub(super) fn meetings(&mut self, first: usize, count: usize) -> Vec<Id> {
        (0..count).map(|index| self.meeting(first + index, index)).collect()
    }

    fn meeting(&mut self, id: usize, index: usize) -> Id {
        let Held { kind, title, at, link } = held(index);
        // Spread over a year, two thirds of them past; 37 and 58 have no common divisor.
        let day = (index as i64 * 37) % 58 * 6 - 230;
        let past = day < 0;
        let (start, end) = match index % 7 {
            // Several days in a row.
            6 => (self.clock.at(day, 9, 0), self.clock.at(day + 2, 17, 0)),
            // Past midnight.
            5 => (self.clock.at(day, 22, 30), self.clock.at(day + 1, 0, 30)),
            // A whole day.
            4 => (self.clock.at(day, 0, 0), self.clock.at(day + 1, 0, 0)),
            _ => (self.clock.at(day, 18, 0), self.clock.at(day, 19, 30)),
        };
        let closed = past && index.is_multiple_of(2);
        let seats = match index % 4 {
            0 => Some(12),
            1 => Some(0),
            2 => Some(1),
            _ => None,
        };
        let online = kind == "online";
        let place: Datum = if online { None::<Id>.into() } else { self.place(at).into() };
        let agenda = (index.is_multiple_of(6)).then(|| self.agenda(id));
        let service = self.world.add("MeetingService", fields! {
            "title" => fr("Interprète en langue des signes").nl("Tolk gebarentaal").en("Sign language interpreter"),
            "description" => fr("<p>Sur demande, une semaine avant.</p>").nl("<p>Op aanvraag, een week vooraf.</p>"),
        });
        let minutes = closed.then(|| self.world.add("MeetingMinutes", fields! {
            "id" => (id + 5000).to_string(), "description" => fr("<p>Compte rendu.</p>"), "videoUrl" => None::<&str>, "audioUrl" => None::<&str>,
        }));
        let form = (index == 8).then(|| self.questionnaire(id, Vec::new()));
        let mut fields = self.discussed("Meetings::Meeting", id, index % 4, !past);
        fields.extend(fields! {
            "title" => title,
            "description" => fr("<p>Venez comme vous êtes. <strong>Garde d'enfants</strong> sur place.</p>")
                .nl("<p>Kom zoals u bent. <strong>Kinderopvang</strong> ter plaatse.</p>"),
            "reference" => format!("ex-MEET-{}-{id}", self.clock.year(day)),
            "startTime" => start,
            "endTime" => end,
            "typeOfMeeting" => if index == 41 { "walking_tour" } else { kind },
            "onlineMeetingUrl" => link,
            "location" => if online { fr("") } else { fr("Salle des fêtes").nl("Feestzaal").en("Village hall") },
            "locationHints" => if index.is_multiple_of(3) { fr("Entrée de plain-pied rue des Écoles").nl("Drempelloze ingang") } else { fr("") },
            "address" => if online { None } else { Some("1 place de la Mairie, 59000 Exemple") },
            "coordinates" => place,
            "agenda" => agenda,
            "services" => if index.is_multiple_of(4) { vec![service] } else { Vec::new() },
            "minutes" => minutes,
            "closed" => closed,
            "closingReport" => closed.then(|| fr("<p>Quarante personnes sont venues.</p>").nl("<p>Veertig mensen kwamen.</p>")),
            "attendeeCount" => closed.then_some(40),
            "attendingOrganizations" => closed.then_some("Association des habitants, Collectif vélo"),
            "contributionCount" => closed.then_some(7),
            "proposalsFromMeeting" => Vec::new(),
            "privateMeeting" => index == 13,
            "transparent" => true,
            "registrationsEnabled" => seats.is_some() && !past,
            "registrationTerms" => fr(""),
            "registrationFormEnabled" => form.is_some(),
            "registrationForm" => form,
            "remainingSlots" => seats,
            "author" => index.is_multiple_of(5).then(|| self.authors[3]),
            "isWithdrawn" => index == 17,
            "withdrawn" => index == 17,
            "withdrawnAt" => (index == 17).then(|| self.clock.at(-4, 12, 0)),
            "iframeEmbedType" => "none",
            "videoUrl" => None::<&str>,
            "audioUrl" => None::<&str>,
        });
        let sorted =
            self.sort((index % 5 != 2).then_some(index % 4), (!index.is_multiple_of(2)).then_some(index % 3));
        fields.extend(sorted);
        fields.extend(self.dated(day - 60, (day - 10).min(-1)));
        let files: &[_] = if closed { &[("Compte rendu", "application/pdf", "reunion.pdf")] } else { &[] };
        fields.push(self.attached(files));
        self.world.add("Meeting", fields)
    }

    fn agenda(&mut self, id: usize) -> Id {
        let titles = [
            ("Accueil", "Onthaal", 15),
            ("Présentation", "Voorstelling", 30),
            ("Vos questions", "Uw vragen", 45),
        ];
        let items: Vec<_> = (titles.into_iter().enumerate())
            .map(|(index, (french, dutch, minutes))| {
                self.world.add("MeetingAgendaItem", fields! {
                    "id" => (id * 10 + index).to_string(), "title" => fr(french).nl(dutch), "description" => fr(""),
                    "duration" => minutes, "position" => index, "items" => Vec::new(),
                })
            })
            .collect();
        self.world.add(
            "MeetingAgenda",
            fields! {
                "id" => (id + 7000).to_string(), "title" => fr("Déroulé").nl("Verloop"), "items" => items,
            },
        )
    }
}
