//! Any text, mutated banks, and what is written is what is read.

mod common;

use common::question;
use commune_gift::{Question, Severity, export, fuzz, read};
use proptest::prelude::*;

const SEED: &str = "$CATEGORY: cyber/a\n\n// [id:a] [tag:b]\n::n::Un \\: deux {\n  ~non # mal \\= x\n  =oui\n  ####fin\n}\n\n\
    Q{~%50%a ~%50%b ~%-50%c#d}\n\nQ{FALSE#a#b####c}\n\nQ{#\n =15:0 #Oui\n =%50%3..5\n ~ # Non\n}\n\n\
    Q{=a -> b =c -> d}\n\nQ {~x =y} suite\n\n[html]<p>texte</p>{=17Cyber =%50%le 17*#[plain]x}\n\nTexte \\n seul\n";

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 1500 } else { 20_000 })
    })]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        fuzz::any(&bytes);
    }

    #[test]
    fn any_signs_are_read(text in "([#=~{}:%\n\\\\$\\[\\]/> -]|[a-cTF0-9]|->|####|//|::|\\.\\.|id:|tag:|html|\n\n|\\$CATEGORY:){0,60}") {
        fuzz::any(text.as_bytes());
    }

    #[test]
    fn a_damaged_bank_is_read(edits in proptest::collection::vec((any::<u16>(), 0u8..3, any::<u8>()), 1..8)) {
        let mut bytes = SEED.as_bytes().to_vec();
        for (at, kind, byte) in edits {
            let at = usize::from(at) % bytes.len();
            let sign = b"#=~{}:%\n\\[]/->T".get(usize::from(byte) % 20).copied().unwrap_or(byte);
            match kind {
                0 => bytes[at] = sign,
                1 => bytes.insert(at, sign),
                _ => drop(bytes.remove(at)),
            }
        }
        fuzz::any(&bytes);
    }

    #[test]
    fn what_is_written_is_what_is_read(question in question()) {
        let text = export(std::slice::from_ref(&question));
        let bank = read(&text);
        let errors: Vec<_> = bank.problems.iter().filter(|p| p.severity() == Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:?}\n{text}");
        prop_assert_eq!(bank.questions.len(), 1, "{}", text);
        let read = Question { line: 0, ..bank.questions[0].clone() };
        prop_assert_eq!(read, question, "{}", text);
    }
}
