//! What is wrong in a source, with its line and a sentence in French for the person who writes the questions.

use crate::model::Weight;

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: u32,
    /// What it is.
    pub kind: Kind,
}

/// What became of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It was read, and should be looked at.
    Warning,
    /// It was refused: kept as it is, it would say something else than what was meant.
    Error,
}

/// The kinds of problems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A blank line between the braces: Moodle makes two questions of it.
    BlankLine {
        /// Line of the opening brace.
        from: u32,
    },
    /// An opening brace without a closing one.
    Unclosed,
    /// A closing brace without an opening one.
    Unopened,
    /// An opening brace between the braces.
    NestedBrace,
    /// A second pair of braces stays in the text.
    SecondGroup,
    /// `{}`: nothing on a page can mark a free text.
    Essay,
    /// `::` without the second one.
    UnclosedName,
    /// No words before the braces.
    NoText,
    /// Something follows `$CATEGORY:` without a blank line: Moodle takes it for the category's name.
    CategoryNotAlone,
    /// `$category:`, which Moodle reads as a text.
    CategoryCase,
    /// `[id:…]` or `[tag:…]` in the text of the question.
    MetadataInText,
    /// Metadata that a blank line cuts from its question.
    MetadataAlone,
    /// The same id twice.
    RepeatedId {
        /// The id.
        id: String,
        /// Line of the first one.
        first: u32,
    },
    /// `\n` inside a Windows path became a line feed.
    WindowsPath {
        /// The path.
        found: String,
    },
    /// `=` inside an address begins a new answer.
    EqualsInAddress {
        /// The bogus answer.
        answer: String,
    },
    /// `=%50%` in a choice: importers disagree.
    WeightAfterEquals,
    /// `%…%` that is no weight, kept as text.
    UnreadWeight,
    /// Beyond 100 %.
    WeightRange,
    /// Not one of Moodle's fractions.
    UnusualWeight(Weight),
    /// Positive weights of several answers do not make 100 %.
    WeightSum(Weight),
    /// No answer is worth 100 %.
    NoRightAnswer,
    /// Several right answers where one can be ticked.
    SeveralRight,
    /// An answer without words.
    EmptyAnswer,
    /// Fewer than two answers.
    TooFewAnswers,
    /// Words before the first `~` or `=`.
    TextBeforeAnswers,
    /// `{VRAI}`, `{true}`: read as a word to write.
    TrueFalseWord {
        /// What was written.
        found: String,
        /// What to write.
        write: &'static str,
    },
    /// `->` made a matching question that is not whole.
    Arrow,
    /// `#` in a matching question stays in the text.
    FeedbackInMatching,
    /// `{#}`.
    NoNumber,
    /// A decimal comma, which makes Moodle accept every answer.
    DecimalComma {
        /// What to write.
        write: String,
    },
    /// Not a number.
    NotANumber {
        /// What was written.
        found: String,
    },
    /// `5..3`, or a tolerance below zero.
    EmptyInterval,
    /// `*` with a weight: every number would be right.
    AnyNumber,
    /// Answers after the general feedback are read as part of it.
    AnswerAfterFeedback,
}

impl Problem {
    /// What became of the question.
    #[must_use]
    pub fn severity(&self) -> Severity {
        use Kind::*;
        match self.kind {
            SecondGroup
            | UnclosedName
            | CategoryCase
            | MetadataInText
            | MetadataAlone
            | WindowsPath { .. }
            | UnreadWeight
            | UnusualWeight(_)
            | SeveralRight
            | FeedbackInMatching
            | AnswerAfterFeedback => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// What is wrong and what to write instead, in French, without the line.
    #[must_use]
    pub fn french(&self) -> String {
        use Kind::*;
        let fixed = match &self.kind {
            BlankLine { from } => {
                return format!(
                    "ligne vide au milieu d'une question dont l'accolade « {{ » s'ouvre ligne {from}. Supprimez la \
                     ligne vide : Moodle couperait la question en deux."
                );
            }
            RepeatedId { id, first } => {
                return format!("l'identifiant « {id} » sert déjà ligne {first}. Donnez-en un autre.");
            }
            WindowsPath { found } => {
                return format!(
                    "dans « {found} », « \\n » devient un retour à la ligne. Doublez la barre : « \\\\n »."
                );
            }
            EqualsInAddress { answer } => {
                return format!(
                    "le signe « = » dans une adresse ouvre une nouvelle réponse, « {answer} », comptée comme juste. \
                     Écrivez « \\= »."
                );
            }
            UnusualWeight(weight) => {
                return format!(
                    "Moodle ne connaît pas le poids {weight} %. Prenez 100, 50, 33.33333, 25, 20, 10 ou 5."
                );
            }
            WeightSum(weight) => {
                return format!(
                    "les poids positifs font {weight} % au lieu de 100 %. Corrigez-les : deux bonnes réponses valent \
                     50 % chacune, trois valent 33.33333 %."
                );
            }
            TrueFalseWord { found, write } => {
                return format!(
                    "« {found} » serait lu comme un mot à écrire. Pour une question vrai ou faux, écrivez « {write} »."
                );
            }
            DecimalComma { write } => {
                return format!(
                    "virgule décimale : écrivez « {write} ». Avec la virgule, Moodle accepterait tout nombre."
                );
            }
            NotANumber { found } => {
                return format!(
                    "« {found} » n'est pas un nombre. Écrivez par exemple « 15 », « 15:2 » ou « 3..5 »."
                );
            }
            Unclosed => "l'accolade « { » n'est jamais fermée. Ajoutez « } » après la dernière réponse.",
            Unopened => "l'accolade « } » n'est jamais ouverte. Écrivez « \\} » si c'est du texte.",
            NestedBrace => {
                "accolade « { » à l'intérieur des réponses. Écrivez « \\{ » et « \\} » si c'est du texte."
            }
            SecondGroup => {
                "deuxième paire d'accolades : elle reste dans le texte, avec ses réponses. Une question n'a qu'une paire."
            }
            Essay => {
                "réponse libre « {} » : une page ne peut pas la corriger. La question est laissée de côté ; donnez-lui \
                 des réponses, ou retirez les accolades pour en faire un texte."
            }
            UnclosedName => "le titre commence par « :: » mais ne finit pas. Ajoutez « :: » après le titre.",
            NoText => "la question n'a pas de texte.",
            CategoryNotAlone => {
                "il manque une ligne vide après « $CATEGORY ». Moodle prendrait la suite pour le nom de la catégorie."
            }
            CategoryCase => "écrivez « $CATEGORY: » en majuscules, sinon c'est du texte.",
            MetadataInText => {
                "« [id:…] » et « [tag:…] » ne sont lus que dans une ligne qui commence par « // », avant la question."
            }
            MetadataAlone => {
                "une ligne vide sépare « // [id:…] » de sa question. Supprimez-la : Moodle perdrait l'identifiant."
            }
            WeightAfterEquals => {
                "« =%…% » n'est pas lu partout de la même façon. Écrivez « ~%50% » pour une réponse à moitié juste, « = » \
                 pour la bonne."
            }
            UnreadWeight => "ce qui est entre « % » n'est pas un poids : c'est gardé comme du texte.",
            WeightRange => "un poids va de -100 à 100.",
            NoRightAnswer => "aucune réponse ne vaut 100 %. Marquez la bonne par « = ».",
            SeveralRight => {
                "plusieurs réponses « = » alors qu'une seule peut être cochée. Pour plusieurs cases, écrivez des poids « ~%50% »."
            }
            EmptyAnswer => "une réponse est vide.",
            TooFewAnswers => "il faut au moins deux réponses.",
            TextBeforeAnswers => "du texte précède la première réponse. Mettez « ~ » ou « = » devant.",
            Arrow => {
                "« -> » fait de la question une association, et il manque des paires « =gauche -> droite ». S'il s'agit \
                 d'une simple flèche, écrivez « → »."
            }
            FeedbackInMatching => {
                "une association n'a pas de retour par réponse : « # » reste dans le texte. Écrivez « #### » à la fin, ou « \\# »."
            }
            NoNumber => "« {#} » ne contient aucun nombre.",
            EmptyInterval => {
                "aucun nombre ne convient : écrivez le plus petit d'abord, et une marge positive."
            }
            AnyNumber => "« * » accepterait tout nombre. Écrivez « ~ # » pour le retour des autres nombres.",
            AnswerAfterFeedback => {
                "« ~ » ou « = » après « #### » : ce n'est plus une réponse, mais la fin du retour général. Mettez « #### » à la fin."
            }
        };
        fixed.to_owned()
    }
}

impl std::fmt::Display for Problem {
    /// `Ligne 12 : …`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ligne {} : {}", self.line, self.french())
    }
}
