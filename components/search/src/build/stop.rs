//! Words that find nothing: few, since a word left out cannot be searched.

const FRENCH: &str = "a ai ait as au aux avec avez avoir avons c ce ces cet cette ci comment dans de des deux du \
elle elles en est et etes etre eu faire fait faut il ils j je jai la le les leur leurs lors lui m ma mais me mes \
moi mon ne nos notre nous on ont ou par pas peut peux pour puis qu quand que quel quelle quelles quels quest qui \
sa sans se sera ses si son sont suis sur t ta te tes toi ton tu un une va vais veut veux vos votre voudrais vous y \
dois doit quoi chez pourrais souhaite aimerais puisje";
const DUTCH: &str = "aan als bij dat de deze die dit een en er ge geen heb heeft het hoe ik in is je kan me mijn \
moet naar niet of om op te tot u uit uw van voor waar wat we wil wordt ze zijn";
const ENGLISH: &str = "am an and are at be but by can do does for from have how i if in is it me my not of or that \
the this to was want what when where which who will with you your";

/// Whether a folded word is one of them, in any of the languages: a query does not say its own.
pub(super) fn is_stop(word: &str) -> bool {
    [FRENCH, DUTCH, ENGLISH].iter().any(|list| list.split(' ').any(|stop| stop == word))
}

/// All of them: a query must know them even where no document has one.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    [FRENCH, DUTCH, ENGLISH].into_iter().flat_map(|list| list.split(' '))
}
