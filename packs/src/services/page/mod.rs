//! Plain HTML pages in French, readable without JavaScript: the commune's services, the quality report,
//! the list of communes.

mod commune;
mod hours;
mod index;
mod report;

pub use commune::commune;
pub use index::{Line, index};
pub use report::report;

use maud::{Markup, html};

/// The band of invented places.
fn demo_band(demo: bool) -> Markup {
    html! {
        @if demo {
            p class="band" {
                strong { "Données de démonstration." }
                " Ces lieux, adresses, numéros et horaires sont inventés. Ne vous y fiez pas."
            }
        }
    }
}
