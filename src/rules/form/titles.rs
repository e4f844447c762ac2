//! The sections about roles and the words of titles.

use std::num::NonZeroUsize;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{Grade, Modifier, Rank, Side};

/// Words that enclose a stretch of a title, such as an employer's name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EdgesForm {
    /// Words in front of the stretch.
    pub begin: Vec<String>,
    /// Words behind the stretch.
    pub end: Vec<String>,
}

/// Words for the work of the two sides, and words that assign work to the seat.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MandatesForm {
    pub internal: MandateForm,
    pub external: MandateForm,
    /// Words that make the seat responsible for what follows in the sentence.
    pub charges: Vec<String>,
    /// Words whose holder only speaks of what follows in the sentence: "lawyer for", "teaches".
    pub spoken_of: Vec<String>,
}

/// Words for the work of one side.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MandateForm {
    /// The work, in any field.
    pub work: Vec<String>,
    /// Words for the work that count in titles and units only.
    pub names: Vec<String>,
    /// Words for the work that count in duty texts only.
    pub duties: Vec<String>,
    /// Words of a title that often mean the work: "technology". They count where they are all that the title
    /// directs, and only where nobody else in the entity has to do with the side.
    pub hints: Vec<String>,
    /// Words for a rank below that of a head, whose holder may run the work where nobody else in the entity has to do
    /// with the side: "manager".
    pub managers: Vec<String>,
    /// Words for other things that are only named after the work. A name of the work inside them does not
    /// count.
    pub other: Vec<String>,
    /// Names of the profession that does the work, as a column of the chart gives them.
    pub professions: Vec<String>,
}

/// A function, such as finance or sales, with its areas.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FunctionForm {
    /// Id, as used by roles and fields.
    pub id: String,
    /// Name in output.
    pub label: String,
    /// Whether it is technology. Generic words in its duty texts then count as technology.
    #[serde(default)]
    pub technology: bool,
    /// The sides that an executive of this function may also hold, if the duties say so.
    #[serde(default)]
    pub holds: Vec<Side>,
}

/// An executive role.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleForm {
    /// Id, as used by titles.
    pub id: String,
    /// Name in output.
    pub label: String,
    /// Acronyms that may stand for it.
    #[serde(default)]
    pub acronyms: Vec<String>,
    /// Those acronyms that mean this role if nothing decides otherwise.
    #[serde(default)]
    pub default_for: Vec<String>,
    /// The rank of a holder.
    pub rank: Rank,
    /// Id of the function of a holder.
    pub function: String,
    /// Area within the function.
    #[serde(default)]
    pub area: Option<String>,
    /// The focus of the title alone, from -1 (internal) to +1 (external). Without it, the title says nothing
    /// about the focus.
    #[serde(default)]
    pub prior: Option<f32>,
    /// How much of each side a holder covers.
    #[serde(default)]
    pub covers: CoversForm,
    /// Other trades use the title too. If there is a duty text, it must support a side for the role to cover
    /// it. For a role of technology, a few words of technology count as no text.
    #[serde(default)]
    pub duties_decide: bool,
    /// Areas of other trades. A title that names one of them next to the role means that trade.
    #[serde(default)]
    pub other_trades: Vec<String>,
    /// Houses in which a holder with nobody for the other side probably answers for that side too.
    #[serde(default)]
    pub alone_in: Option<HousesForm>,
    /// Houses where this title means another trade. There the role covers a side only if a duty text supports it.
    #[serde(default)]
    pub elsewhere_in: Option<HousesForm>,
    /// Titles of these ranks and areas also hold the role.
    #[serde(default)]
    pub derive: Option<DeriveForm>,
}

/// How a kind of house is known.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HousesForm {
    /// Words in the name of such a house or in titles of its seats. A word may end in an asterisk: it stands for all
    /// words that begin so.
    pub words: Vec<String>,
    /// So many titles with such a word tell as much as the name. One alone may be that of a customer's trade.
    pub titles: NonZeroUsize,
}

/// How much of each side a role covers.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoversForm {
    pub internal: Option<Grade>,
    pub external: Option<Grade>,
}

/// A role that follows from rank and area together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeriveForm {
    /// The rank must be one of these.
    pub ranks: Vec<Rank>,
    /// The area must be one of these, of any function.
    pub areas: Vec<String>,
    /// A word of `heads:` may replace the rank.
    #[serde(default)]
    pub heads: bool,
    /// The title may name other areas as well.
    #[serde(default)]
    pub among_others: bool,
}

/// Words that modify a role, by their position relative to it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModifierForm {
    pub modifier: Modifier,
    #[serde(default)]
    pub before: Vec<String>,
    #[serde(default)]
    pub adjacent: Vec<String>,
    #[serde(default)]
    pub after: Vec<String>,
    #[serde(default)]
    pub anywhere: Vec<String>,
}
