//! The known traps of GIFT, one by one: what is read, and what the person is told.

use commune_gift::{Bank, Body, Format, Severity, Weight, read};

fn told(bank: &Bank) -> Vec<String> {
    bank.problems.iter().map(ToString::to_string).collect()
}

/// One question, nothing told.
fn clean(text: &str) -> commune_gift::Question {
    let bank = read(text);
    assert!(bank.problems.is_empty(), "{text}\n{:?}", told(&bank));
    assert_eq!(bank.questions.len(), 1, "{text}");
    bank.questions[0].clone()
}

/// One question with one warning that holds these words.
fn warned(text: &str, line: u32, words: &str) -> commune_gift::Question {
    let bank = read(text);
    assert_eq!(bank.questions.len(), 1, "{text}\n{:?}", told(&bank));
    assert_eq!(bank.problems.len(), 1, "{:?}", told(&bank));
    assert_eq!(bank.problems[0].severity(), Severity::Warning);
    says(&bank, line, words);
    bank.questions[0].clone()
}

/// No question, one error that holds these words.
fn refused(text: &str, line: u32, words: &str) {
    let bank = read(text);
    assert!(bank.questions.is_empty(), "{text}\n{:?}", bank.questions);
    assert_eq!(bank.problems.len(), 1, "{text}\n{:?}", told(&bank));
    assert_eq!(bank.problems[0].severity(), Severity::Error);
    says(&bank, line, words);
}

fn says(bank: &Bank, line: u32, words: &str) {
    let told = bank.problems[0].to_string();
    assert!(told.starts_with(&format!("Ligne {line} : ")) && told.contains(words), "{told}");
}

fn answers(question: &commune_gift::Question) -> Vec<(String, f64)> {
    let (Body::Choice { answers, .. } | Body::Short(answers)) = &question.body else {
        panic!("{question:?}")
    };
    answers.iter().map(|answer| (answer.text.text.clone(), answer.weight.as_percent())).collect()
}

#[test]
fn trap_01_a_colon_in_an_address_is_text() {
    let question = clean("Adresse https://mairie.fr ?{T}");
    assert_eq!(question.text.text, "Adresse https://mairie.fr ?");
    assert!(matches!(question.body, Body::TrueFalse { truth: true, .. }));
}

#[test]
fn trap_02_a_french_colon_is_text() {
    let question = clean("Choisissez : {~x =y}");
    assert_eq!(question.text.text, "Choisissez :");
    assert_eq!(answers(&question), [("x".into(), 0.0), ("y".into(), 100.0)]);
}

#[test]
fn trap_03_a_hash_in_the_stem_is_text() {
    assert_eq!(clean("Le ticket #12 ?{T}").text.text, "Le ticket #12 ?");
}

#[test]
fn trap_04_an_equals_sign_in_an_address_makes_no_right_answer() {
    let words = "le signe « = » dans une adresse ouvre une nouvelle réponse, « b »";
    refused("Lien ?{~a#voir https\\://x.fr?a=b =c}", 1, words);
    refused("Lien ?\n{\n=a#voir https://x.fr?a=b\n}", 3, words);
    let question = clean("Lien ?{~a#voir https\\://x.fr?a\\=b =c}");
    assert_eq!(answers(&question), [("a".into(), 0.0), ("c".into(), 100.0)]);
    // Signs without blanks between them are usual.
    assert_eq!(answers(&clean("Lien ?{=oui#bien~non#mal}")).len(), 2);
    assert_eq!(answers(&clean("Lien ?{~non#mal=oui#bien}")).len(), 2);
}

#[test]
fn trap_05_a_blank_line_inside_the_braces_is_one_mistake() {
    let text = "Avant {T}\n\nQuestion ? {\n=a\n\n~b\n}\n\nAprès {F}";
    let bank = read(text);
    assert_eq!(bank.questions.iter().map(|q| q.text.text.as_str()).collect::<Vec<_>>(), ["Avant", "Après"]);
    assert_eq!(
        told(&bank),
        [
            "Ligne 5 : ligne vide au milieu d'une question dont l'accolade « { » s'ouvre ligne 3. Supprimez la \
             ligne vide : Moodle couperait la question en deux."
        ]
    );
    // A brace that is never closed takes no other question with it.
    let bank = read("Un {=a ~b\n\nDeux {=c ~d}\n\n} trois");
    assert_eq!(bank.questions.len(), 1);
    assert_eq!(bank.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [1, 5]);
}

#[test]
fn trap_06_a_comment_inside_the_braces_is_dropped() {
    let question = clean("Question ? {\n// note\n=a\n~b}");
    assert_eq!(answers(&question), [("a".into(), 100.0), ("b".into(), 0.0)]);
}

#[test]
fn trap_07_a_weight_after_an_equals_sign_of_a_choice_is_refused() {
    refused("Question ? {=%50%a ~b}", 1, "« =%…% » n'est pas lu partout de la même façon");
    // In a short answer it is right.
    assert_eq!(answers(&clean("Question ? {=a =%50%b}")), [("a".into(), 100.0), ("b".into(), 50.0)]);
}

#[test]
fn trap_08_true_and_false_have_four_words() {
    for (written, write) in [("VRAI", "TRUE"), ("true", "TRUE"), ("Faux", "FALSE"), ("waar # x", "TRUE")] {
        let found = written.trim_end_matches(" # x");
        refused(
            &format!("Question ?{{{written}}}"),
            1,
            &format!("« {found} » serait lu comme un mot à écrire"),
        );
        refused(&format!("Question ?{{{written}}}"), 1, &format!("écrivez « {write} »"));
    }
    for (written, expected) in [("T", true), ("TRUE", true), ("F", false), ("FALSE", false)] {
        let question = clean(&format!("Question ?{{{written}}}"));
        assert!(matches!(question.body, Body::TrueFalse { truth, .. } if truth == expected));
    }
    // With its sign it is meant as a word.
    assert_eq!(answers(&clean("Écrivez vrai en anglais {=true}")), [("true".into(), 100.0)]);
}

#[test]
fn trap_09_the_first_feedback_of_true_false_is_for_a_wrong_response() {
    for (text, expected) in [("Q{F#a#b}", false), ("Q{TRUE#a#b####g}", true)] {
        let question = clean(text);
        let Body::TrueFalse { truth, wrong, right } = question.body else { panic!() };
        assert_eq!((truth, wrong.text.as_str(), right.text.as_str()), (expected, "a", "b"));
    }
}

#[test]
fn trap_10_a_decimal_comma_is_told() {
    refused("Combien ?{#12,5}", 1, "écrivez « 12.5 »");
    refused("Combien ?\n{#\n =12,5:0,1}", 3, "écrivez « 12.5:0.1 »");
    refused("Combien ?{#douze}", 1, "« douze » n'est pas un nombre");
    refused("Combien ?{#*}", 1, "accepterait tout nombre");
    refused("Combien ?{#5..3}", 1, "le plus petit d'abord");
    refused("Combien ?{#}", 1, "aucun nombre");
}

#[test]
fn trap_11_only_equals_signs_make_a_short_answer() {
    let question = clean("Question ?{=a =b}");
    assert!(matches!(question.body, Body::Short(_)));
    assert_eq!(answers(&question), [("a".into(), 100.0), ("b".into(), 100.0)]);
}

#[test]
fn trap_12_several_right_answers_have_weights_that_make_100() {
    let question = clean("Question ?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}");
    assert!(matches!(&question.body, Body::Choice { multiple: true, .. }));
    refused("Question ?{~%50%a ~%20%b ~c}", 1, "les poids positifs font 70 % au lieu de 100 %");
    refused("Question ?{~a ~b}", 1, "aucune réponse ne vaut 100 %");
    warned("Question ?{=a ~%45%b}", 1, "Moodle ne connaît pas le poids 45 %");
}

#[test]
fn trap_13_an_unknown_format_is_text_and_html_leaves_no_markup() {
    let question = clean("[Mairie] Bonjour {T}");
    assert_eq!((question.text.text.as_str(), question.text.format), ("[Mairie] Bonjour", Format::Moodle));
    let question = clean("[html]<b onclick\\=\"x()\">Gras</b><script>x()</script>{T#[plain]<i>}");
    assert_eq!((question.text.format, question.text.to_plain().as_str()), (Format::Html, "Gras"));
    let Body::TrueFalse { wrong, .. } = question.body else { panic!() };
    assert_eq!((wrong.format, wrong.to_plain().as_str()), (Format::Plain, "<i>"));
}

#[test]
fn trap_14_a_windows_path_is_told() {
    let question =
        warned("\nOuvrez C:\\new {T}", 2, "dans « C:\\new », « \\n » devient un retour à la ligne");
    assert_eq!(question.text.text, "Ouvrez C:\new");
    assert_eq!(clean("Ouvrez C:\\\\new {T}").text.text, "Ouvrez C:\\new");
    assert_eq!(clean("Un\\ndeux {T}").text.text, "Un\ndeux");
}

#[test]
fn trap_15_an_arrow_makes_a_matching_question() {
    refused("Le menu ?{=Menu -> Outils}", 1, "écrivez « → »");
    refused("Le menu ?{=a -> b\n=c}", 2, "il manque des paires");
    let Body::Matching(pairs) = clean("Associez {=a -> b\n=c->d = -> e}").body else { panic!() };
    let sides: Vec<_> = pairs.iter().map(|pair| (pair.left.text.as_str(), pair.right.as_str())).collect();
    assert_eq!(sides, [("a", "b"), ("c", "d"), ("", "e")]);
    // With a `~` it is a choice.
    assert_eq!(answers(&clean("Le menu ?{=a -> b ~c}"))[0].0, "a -> b");
}

#[test]
fn trap_16_a_second_pair_of_braces_stays_in_the_text() {
    let question = warned("Le {=a ~b} et le {=c ~d} ici", 1, "deuxième paire d'accolades");
    assert_eq!(question.text.text, "Le _____ et le {=c ~d} ici");
    assert_eq!(answers(&question).len(), 2);
    refused("Question ? {=a {b} ~c", 1, "accolade « { » à l'intérieur");
}

#[test]
fn trap_17_a_category_stands_alone() {
    let bank = read("$CATEGORY: cyber/mots de passe\n\nQ {T}\n\n$CATEGORY: cyber/b\n\nR {F}");
    assert!(bank.problems.is_empty());
    let categories: Vec<_> = bank.questions.iter().map(|q| q.category.as_str()).collect();
    assert_eq!(categories, ["cyber/mots de passe", "cyber/b"]);
    refused("$CATEGORY: cyber\nQ {T}", 2, "il manque une ligne vide après « $CATEGORY »");
    warned("$category: cyber", 1, "en majuscules");
}

#[test]
fn trap_18_metadata_is_read_in_comments_before_the_question() {
    let question = clean("// [id:cq-1] texte [tag:agent]\n// [tag:niveau-1] [tag:]\nQ {T}");
    assert_eq!(
        (question.id.as_str(), question.tags.as_slice()),
        ("cq-1", &["agent".to_owned(), "niveau-1".into()][..])
    );
    let question = warned("[id:cq-1] Q {T}", 1, "ne sont lus que dans une ligne qui commence par « // »");
    assert_eq!(question.id, "");
    warned("// [id:cq-1]\n\nQ {T}", 1, "une ligne vide sépare");
    let bank = read("// [id:a]\nQ {T}\n\n// [id:a]\nR {F}");
    assert_eq!(
        (bank.questions.len(), told(&bank)[0].as_str()),
        (1, "Ligne 5 : l'identifiant « a » sert déjà ligne 2. Donnez-en un autre.")
    );
}

#[test]
fn trap_19_a_single_number_may_have_feedback() {
    let Body::Numeric { numbers, otherwise } = clean("Combien ?{#15:0 #Oui}").body else { panic!() };
    assert_eq!((numbers[0].interval.bounds(), numbers[0].feedback.text.as_str()), ((15.0, 15.0), "Oui"));
    assert!(otherwise.is_empty());
    let text = "Combien ?{#=%50%14..16#presque =15#oui ~#non}";
    let Body::Numeric { numbers, otherwise } = clean(text).body else { panic!() };
    assert_eq!((numbers[0].weight, numbers[0].interval.bounds()), (Weight::percent(50), (14.0, 16.0)));
    assert_eq!(otherwise.text, "non");
}

#[test]
fn an_essay_is_refused_with_a_reason() {
    refused("Décrivez votre plan. {}", 1, "une page ne peut pas la corriger");
    refused("Décrivez votre plan. {####merci}", 1, "une page ne peut pas la corriger");
}

#[test]
fn the_rest_of_the_leniency() {
    assert_eq!(clean("\u{feff}::nom\\:1::Le {=mot ~not} manque\r\nici").name, "nom:1");
    assert_eq!(
        clean("Pour un RIB, on vérifie {~a =b}, oui.").text.text,
        "Pour un RIB, on vérifie _____, oui."
    );
    assert_eq!(clean("Un texte seul.").body, Body::Description);
    assert_eq!(clean("Mot ?{mot}").body, clean("Mot ?{=mot}").body);
    warned("::nom sans fin {T}", 1, "Ajoutez « :: »");
    refused("Q {=a ~b", 1, "jamais fermée");
    refused("Q =a ~b}", 1, "jamais ouverte");
    refused("{T}", 1, "pas de texte");
    refused("R }{", 1, "jamais ouverte");
    refused("Q {blabla ~a =b}", 1, "du texte précède la première réponse");
    refused("Q {=a ~}", 1, "une réponse est vide");
    refused("Q {~=a ~b}", 1, "une réponse est vide");
    refused("Q {~%150%a ~b}", 1, "un poids va de -100 à 100");
    warned("Q {~%beaucoup%a =b}", 1, "n'est pas un poids");
    warned("Q {=a =b ~c}", 1, "une seule peut être cochée");
    let question = warned("Q {=a\n####fin\n~b =c}", 3, "ce n'est plus une réponse");
    assert_eq!(question.feedback.text, "fin ~b =c");
}

#[test]
fn what_fuzzing_found() {
    for text in [
        // A brace in a category's name closes nothing further on.
        "$CATEGORY: a {\n\nQ {T}",
        // A byte order mark between joined files.
        "Q {T}\n\n\u{feff}$CATEGORY: a\n\nR {F}",
        // Brackets inside an id.
        "// [id:a[b]\nQ {T}\n\n// [id:a b]\nR {T}",
        // Minus nothing.
        "Q {#15:-0}",
    ] {
        commune_gift::fuzz::any(text.as_bytes());
    }
}
