//! The processes: open, to come, past, without dates, and one that is hostile.

use super::process::{Phase, Told};
use super::root::Draft;
use super::texts::{Text, blank, fr};
use super::{Id, World, fields, hostile, words};

/// Adds all processes with what is in them.
pub(super) fn add(draft: &mut Draft<'_>) {
    let market = market(draft);
    let group = draft.world.add(
        "ParticipatoryProcessGroup",
        fields! {
            "id" => "3",
            "title" => fr("Cadre de vie").nl("Leefomgeving").en("Living environment"),
            "description" => fr("<p>Les concertations sur l'espace public.</p>"),
            "heroImage" => "/uploads/decidim/group/hero-group.png",
            "participatoryProcesses" => Vec::new(),
        },
    );
    draft.push(World::ROOT, "participatoryProcessGroups", group);
    let rest = others(draft);
    for process in [market].into_iter().chain(rest.into_iter().take(2)) {
        draft.world.set(process, "participatoryProcessGroup", group);
        draft.push(group, "participatoryProcesses", process);
    }
}

/// The process that has everything.
fn market(draft: &mut Draft<'_>) -> Id {
    let process = draft.process(Told {
        id: 7,
        slug: "place-du-marche",
        title: fr("Réinventer la place du Marché")
            .nl("De Markt opnieuw uitvinden")
            .en("Rethinking the market square"),
        subtitle: fr("Concertation ouverte").nl("Open raadpleging").en("Open consultation"),
        short: fr("<p>Donnez votre avis sur la future place.</p>")
            .nl("<p>Geef uw mening over het plein.</p>")
            .en("<p>Have your say on the future square.</p>"),
        description: fr(words::long()).nl_machine("<p>De gemeente vernieuwt het plein.</p>"),
        start: Some(-84),
        end: Some(68),
        published: -84,
        phases: vec![
            (fr("Idées").nl("Ideeën").en("Ideas"), Some(-84), Some(-24)),
            (fr("Rencontres").nl("Bijeenkomsten").en("Meetings"), Some(-23), Some(38)),
            (fr("Décision").nl("Beslissing").en("Decision"), Some(39), Some(68)),
        ],
        theme: Some(0),
        area: Some(1),
        hero: "/uploads/decidim/process/hero-market.png".into(),
    });
    draft.world.set(process, "promoted", true);
    draft.world.set(
        process,
        "announcement",
        fr("<p>La réunion de mardi change de salle.</p>").nl("<p>Andere zaal dinsdag.</p>"),
    );
    let page = draft.page(
        1,
        fr("Le projet").nl("Het project").en("The project"),
        fr(words::long()).nl("<p>Het plein wordt in 2028 vernieuwd.</p>"),
    );
    draft.component(process, "Pages", 100, 0, vec![page]);
    let proposals = draft.proposals(500, 24);
    draft.component(process, "Proposals", 101, 1, proposals);
    let meetings = draft.meetings(600, 58);
    draft.component(process, "Meetings", 102, 2, meetings);
    let debates = vec![
        draft.debate(
            41,
            fr("Stationnement : combien de places ?")
                .nl("Parkeren: hoeveel plaatsen?")
                .en("Parking: how many places?"),
            None,
            false,
        ),
        draft.debate(
            42,
            fr("Faut-il garder le marché couvert ?").nl("Moet de overdekte markt blijven?"),
            Some((-5, 20)),
            false,
        ),
        draft.debate(43, fr("Quels arbres ?"), Some((-60, -20)), true),
    ];
    draft.component(process, "Debates", 103, 3, debates);
    let survey = draft.survey(51);
    draft.component(process, "Surveys", 104, 4, vec![survey]);
    let budget = draft.budget(31);
    draft.component(process, "Budgets", 105, 5, vec![budget]);
    let results = draft.results(81);
    draft.component(process, "Accountability", 106, 6, results);
    let posts = vec![
        draft.post(
            71,
            -50,
            fr("La concertation est ouverte").nl("De raadpleging is open"),
            fr("<p>Trois mois pour donner votre avis.</p>").nl("<p>Drie maanden.</p>"),
        ),
        draft.post(72, -20, fr("Compte rendu de la réunion").nl("Verslag"), fr(words::long())),
        draft.post(73, -2, fr("Merci à tous").nl_machine("Dank aan allen"), fr("<p>Merci.</p>")),
    ];
    draft.component(process, "Blogs", 107, 7, posts);
    draft.component(process, "Component", 108, 8, Vec::new());
    process
}

fn others(draft: &mut Draft<'_>) -> Vec<Id> {
    let mut made = Vec::new();
    let elsewhere = format!("{}/hero-plan-velo.png", draft.storage);
    let three = |first: i64, length: i64| -> Vec<Phase> {
        vec![
            (fr("Diagnostic").nl("Diagnose"), Some(first), Some(first + length)),
            (fr("Avis").nl("Advies"), Some(first + length + 1), Some(first + 2 * length)),
            (fr("Bilan").nl("Balans"), Some(first + 2 * length + 1), None),
        ]
    };
    let told = |id: usize,
                slug: &'static str,
                title: Text,
                span: (Option<i64>, Option<i64>),
                phases: Vec<Phase>| Told {
        id,
        slug,
        title,
        subtitle: fr("Concertation de la commune").nl("Raadpleging van de gemeente"),
        short: fr("<p>Une concertation de la commune.</p>").nl("<p>Een raadpleging van de gemeente.</p>"),
        description: fr("<p>Le détail de la concertation.</p>").nl("<p>Alle details.</p>"),
        start: span.0,
        end: span.1,
        published: span.0.unwrap_or(-30).min(-1),
        phases,
        theme: Some(id % 4),
        area: Some(id % 3),
        hero: format!("/uploads/decidim/process/hero-{slug}.png").into(),
    };
    let bicycles = told(
        8,
        "plan-velo",
        fr("Le plan vélo").nl_machine("Het fietsplan").en_machine("The bicycle plan"),
        (Some(-30), Some(45)),
        three(-30, 30),
    );
    made.push(draft.process(Told { hero: elsewhere.into(), ..bicycles }));
    made.push(draft.process(told(
        9,
        "budget-participatif",
        fr("Budget participatif").nl("Burgerbegroting").en("Participatory budget"),
        (Some(-60), Some(10)),
        three(-60, 25),
    )));
    made.push(draft.process(told(
        10,
        "ecole-et-cantine",
        fr("L'école et la cantine").nl("School en kantine"),
        (Some(20), Some(120)),
        three(20, 40),
    )));
    // Announced, its end not yet known, nothing in it.
    made.push(draft.process(told(
        11,
        "parc-des-berges",
        fr("Le parc des Berges").nl("Het Oeverpark").en("The riverside park"),
        (Some(75), None),
        Vec::new(),
    )));
    made.push(draft.process(told(
        12,
        "rue-ecole",
        fr("Une rue aux écoles").nl("Een schoolstraat").en("A school street"),
        (Some(-400), Some(-200)),
        three(-400, 70),
    )));
    let nature = told(13, "nature-en-ville", fr("Nature en ville"), (Some(-300), Some(-1)), three(-300, 90));
    made.push(draft.process(Told {
        subtitle: blank(),
        short: blank(),
        description: fr("").nl(""),
        theme: None,
        area: None,
        ..nature
    }));
    let lasting = told(
        14,
        "comites-de-quartier",
        fr("Les comités de quartier").nl("De wijkcomités"),
        (None, None),
        Vec::new(),
    );
    made.push(draft.process(Told { hero: None::<&str>.into(), ..lasting }));
    let enemy = told(15, "texte-hostile", hostile::title(), (Some(-10), Some(30)), three(-10, 15));
    made.push(draft.process(Told {
        subtitle: hostile::title(),
        short: hostile::html(),
        description: hostile::html(),
        ..enemy
    }));
    // Ends today: open until midnight.
    made.push(draft.process(told(
        16,
        "nom-de-la-salle",
        fr("Un nom pour la salle").nl("Een naam voor de zaal"),
        (Some(-14), Some(0)),
        vec![(fr("Vote").nl("Stemming"), Some(-14), Some(0))],
    )));
    fill(draft, &made);
    made
}

fn fill(draft: &mut Draft<'_>, processes: &[Id]) {
    let [bicycles, budget, _, _, school, nature, lasting, enemy, name] = processes else { return };
    let proposals = draft.proposals(530, 5);
    draft.component(*bicycles, "Proposals", 120, 0, proposals);
    let meetings = draft.meetings(700, 4);
    draft.component(*bicycles, "Meetings", 121, 1, meetings);
    draft.component(*bicycles, "Surveys", 122, 2, Vec::new());
    let first = draft.budget(32);
    let second = draft.budget(33);
    draft.component(*budget, "Budgets", 130, 0, vec![first, second]);
    let kept = draft.results(91);
    draft.component(*school, "Accountability", 140, 0, kept);
    let proposals = draft.proposals(540, 8);
    draft.component(*nature, "Proposals", 150, 0, proposals);
    let meetings = draft.meetings(720, 3);
    draft.component(*lasting, "Meetings", 160, 0, meetings);
    let page = draft.page(2, hostile::title(), hostile::html());
    draft.component(*enemy, "Pages", 170, 0, vec![page]);
    let proposals = draft.proposals(560, 3);
    for proposal in &proposals {
        draft.world.set(*proposal, "title", hostile::title());
        draft.world.set(*proposal, "body", hostile::html());
        draft.world.set(*proposal, "answer", hostile::html());
    }
    draft.component(*enemy, "Proposals", 171, 1, proposals);
    let meetings = draft.meetings(740, 2);
    for meeting in &meetings {
        draft.world.set(*meeting, "title", hostile::title());
        draft.world.set(*meeting, "description", hostile::html());
        draft.world.set(*meeting, "location", hostile::title());
        draft.world.set(*meeting, "address", "1 rue <script>window.hostile='address'</script>");
    }
    draft.component(*enemy, "Meetings", 172, 2, meetings);
    let post = draft.post(79, -3, hostile::title(), hostile::html());
    draft.component(*enemy, "Blogs", 173, 3, vec![post]);
    let debate = draft.debate(49, fr("Quel nom ?").nl("Welke naam?"), None, false);
    draft.component(*name, "Debates", 180, 0, vec![debate]);
}
