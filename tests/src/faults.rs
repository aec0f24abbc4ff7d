//! What may be wrong with any state of any widget, in one look at it.
//!
//! To reach a state costs more than to look at it: what can be measured in one visit is measured in one.

use anyhow::Result;

use crate::{Look, Page};

impl Page {
    /// What is wrong with this state in these colours: what axe-core finds, texts that do not stand out from their
    /// ground, targets under 24 by 24 pixels, reports of the page's policy. Contrast is the visitor's own business
    /// in forced colours.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn faults(&self, state: &str, look: Look) -> Result<Vec<String>> {
        let told = |what: &str| format!("{state}, {}: {what}", look.name());
        let mut faults = Vec::new();
        if let Err(error) = self.assert_axe_clean(state, look).await {
            faults.push(format!("{error:#}"));
        }
        if look != Look::Forced {
            let (pale, measured) = self.pale().await?;
            faults.extend(pale.iter().map(|what| told(what)));
            if measured == 0 && self.is_drawn().await? {
                faults.push(told("no text was measured"));
            }
        }
        faults.extend(self.small_targets().await?.iter().map(|what| told(what)));
        faults
            .extend(self.violations().await?.iter().map(|report| told(&format!("policy report: {report}"))));
        Ok(faults)
    }

    /// What is wrong with this state on a narrow page: what sticks out of it, what is cut off or too small to read,
    /// with the page's own text and with the text doubled, and small targets. The page's text is as it was then.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn narrow_faults(&self, state: &str) -> Result<Vec<String>> {
        let mut faults: Vec<_> =
            self.small_targets().await?.iter().map(|what| format!("{state}: {what}")).collect();
        for text in ["normal", "doubled"] {
            if text == "doubled" {
                self.double_text().await?;
            }
            let (over, what) = self.overflow().await?;
            if over > 0.0 {
                faults.push(format!("{state}, {text} text: {over} px too wide: {what:?}"));
            }
            let unreadable = self.unreadable().await?;
            faults.extend(unreadable.iter().map(|what| format!("{state}, {text} text: {what}")));
        }
        self.single_text().await?;
        Ok(faults)
    }

    /// Whether the widget shows something of its own, beside its link or in the place of it.
    async fn is_drawn(&self) -> Result<bool> {
        Ok(!self.text(0).await?.is_empty())
    }

    /// Targets that are too small; where a widget is drawn, that there is none at all.
    async fn small_targets(&self) -> Result<Vec<String>> {
        let targets = self.targets().await?;
        if targets.is_empty() && self.is_drawn().await? {
            return Ok(vec!["there is no target".to_owned()]);
        }
        Ok(targets
            .iter()
            .filter(|target| !target.is_large_enough())
            .map(|target| format!("{target:?}"))
            .collect())
    }
}
