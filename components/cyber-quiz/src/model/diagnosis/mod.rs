//! The self-diagnosis: intervals by theme, a plan in a total order, a comparison with last year, and what leaves the
//! commune when somebody decides so. There is no overall grade.

pub mod compare;
pub mod handover;
pub mod plan;
pub mod score;
