//! The sections about sides, duties and how to read a duty text.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::{Rank, Side, Weighing};

/// One side of technology leadership and the role that leads it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SideForm {
    /// Id of the role that leads this side.
    pub role: String,
    /// Name of the side in sentences.
    pub label: String,
}

/// One of the axes along which the two sides differ.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AxisForm {
    /// Id, as used by duties.
    pub id: String,
    /// The internal end of the axis.
    pub internal: String,
    /// The external end of the axis.
    pub external: String,
}

/// A responsibility area.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaForm {
    /// Id, as used by duties.
    pub id: String,
    /// Name in output.
    pub label: String,
    /// The side that it usually belongs to.
    pub side: Side,
}

/// The numbers behind verdicts.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Evidence of a role's full title, in the units of duty weights.
    pub title_weight: f32,
    /// Evidence of a bare acronym.
    pub acronym_weight: f32,
    /// Evidence of a department that leans to a side.
    pub department_weight: f32,
    /// The most evidence that the seats below an officer can give.
    pub line_weight: f32,
    /// The number of leaning seats below that gives half of `line_weight`.
    pub line_half: f32,
    /// A doubt that evidence must outweigh before the score gets near ±1.
    pub doubt: f32,
    /// With less evidence than this in all, the focus is unknown.
    pub least_evidence: f32,
    /// A duty text of so many words describes its seat at length.
    pub long_text: usize,
    /// What is enough instead of `least_evidence` if the duty text describes the seat at length: where that much is
    /// said, even a hint tells more often right than wrong.
    pub least_in_long: f32,
    /// With an absolute score below this, the focus is mixed.
    pub mixed_below: f32,
    /// The least evidence on each side for a mixed focus.
    pub mixed_least: f32,
    /// If each side weighs at least this much, both are really there.
    pub mixed_much: f32,
    /// Below this absolute score the focus is then mixed too.
    pub mixed_much_below: f32,
    /// When the focus is mixed if the text says that the work has two sides.
    pub two_sides: MixedBounds,
    /// The same if it says that they have an even share: below this absolute score, even if nothing is read of one.
    pub even_sides_below: f32,
    /// The factor for an internal duty that is done for customers. To operate systems for others is to sell a
    /// service.
    pub sold_service: f32,
    /// The factor for technology words that other trades use too, if nothing else in the row is about
    /// technology.
    pub generic_alone: f32,
    /// The factor for everyday business words in such a row.
    pub everyday_alone: f32,
    /// The factor for the work of other trades in a row with more anchors than `least_anchors`.
    pub trade_beside: f32,
    /// What the work of other trades weighs that a text says in many ways.
    pub often: Often,
    /// The number of statements in such a row up to which these words keep their weight. In a longer text,
    /// each of them counts less.
    pub usual_statements: f32,
    /// The most evidence that the duties of one axis can give to one side.
    pub axis_cap: f32,
    /// A role named next to a rank below this one names the unit of the seat, not its role.
    pub unit_below: Rank,
    /// When a seat runs a side in fact whose title only hints at its work.
    pub hinted: Hinted,
    /// When an entity shows units in place of seats.
    pub units: UnitsShown,
    /// When a duty text describes a unit.
    pub unit_texts: UnitTexts,
    /// When duties alone make a seat cover a side.
    pub by_duties: ByDuties,
}

/// When a focus is mixed.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MixedBounds {
    /// The least evidence on each side.
    pub least: f32,
    /// The absolute score that it must be below.
    pub below: f32,
}

/// What a seat needs whose title only hints at the work of a side: "Director of Technology", "IT manager". One of the two
/// is enough.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hinted {
    /// Least rank.
    pub least_rank: Rank,
    /// The most managers above it.
    pub most_depth: u32,
    /// In an entity of at most so many seats, it may stand anywhere.
    pub small_house: usize,
}

/// When an entity shows units in place of seats: "Information Technology" and "Finance" below "County Manager".
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitsShown {
    /// At least one in so many seats has a title of its own that says neither a rank nor a role.
    pub one_in: usize,
    /// These titles are from at least so many functions. Those of a team of nurses and teachers are not.
    pub functions: usize,
    /// An entity with more seats is a list of staff.
    pub most_seats: usize,
}

/// When a duty text describes a unit: enough seats of an entity have it, one below the other, and it is long enough. It counts
/// for the seat on top only.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitTexts {
    /// The least number of seats that have the text, the head included.
    pub seats: usize,
    /// The least number of words. Several seats can have the same shorter text by chance.
    pub words: usize,
}

/// From how many matches on a duty counts as said in many ways, and its factor then.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Often {
    /// Least number of matches.
    pub times: usize,
    /// The factor.
    pub factor: f32,
}

impl Model {
    /// The least evidence that tells a focus. `described` says whether the duty text describes the seat at length.
    pub fn least_to_tell(&self, described: bool) -> f32 {
        match described {
            true => self.least_in_long,
            false => self.least_evidence,
        }
    }

    /// Where a weighing stands between the sides, from -1 for internal to 1 for external.
    pub fn score(&self, weighing: Weighing) -> f32 {
        let sum = weighing.internal + weighing.external;
        (weighing.external - weighing.internal) / (sum + self.doubt)
    }

    /// When the focus is mixed of what is said, where the weaker side weighs this much.
    pub fn mixed(&self, weaker: f32) -> MixedBounds {
        let below = if weaker >= self.mixed_much {
            self.mixed_much_below
        } else {
            self.mixed_below
        };
        MixedBounds {
            least: self.mixed_least,
            below,
        }
    }
}

/// The least that duties must say of a side.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeastDuties {
    /// Least evidence for the side, by duties about technology itself.
    pub evidence: f32,
    /// Least number of different anchor duties.
    pub anchors: usize,
}

/// When duties alone make a seat cover a side.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByDuties {
    /// Least evidence for the side.
    pub least_evidence: f32,
    /// Least absolute score of the duties.
    pub least_score: f32,
    /// Least score of all duties where everyday words hide what those about technology itself say.
    pub least_lean: f32,
    /// So many signs show clearly that the holder leads.
    pub clear_standing: usize,
    /// Least evidence for the side, of one who clearly leads.
    pub clear_evidence: f32,
    /// What is enough instead of `clear_evidence` and `least_anchors` of one who answers for the whole of something:
    /// "overall responsibility for IT".
    pub whole: LeastDuties,
    /// What is enough on each side of one who has both because the text says that the work has two sides.
    pub two_sides: LeastDuties,
    /// So many times the work of other trades in the text must the duties about technology itself weigh.
    pub over_trade: f32,
    /// So many show it of anybody, even of one whom the text calls a developer or the head of a squad.
    pub standing_of_lead: usize,
    /// If the row has no rank, a text of at least so many statements must clearly show a leader: in a long list of
    /// tasks, one sign may be chance.
    pub many_statements: usize,
    /// Least number of different anchor duties, which are about technology itself.
    pub least_anchors: usize,
    /// Least number of them on each side for one who clearly leads and whose duties weigh on both sides alike. Such
    /// a holder has both roles.
    pub least_anchors_of_both: usize,
    /// The weight with which one duty alone shows that an officer of another function answers for the side.
    pub decisive: f32,
    /// Least rank, if the title tells one.
    pub least_rank: Rank,
    /// The number of ways in which a text without a title must show that the holder leads. At least one is
    /// needed; each missing one must be made up by another anchor duty.
    pub least_standing: usize,
}

/// Words that scale duties in the same sentence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CueForm {
    pub id: String,
    pub factor: f32,
    /// How many words the cue reaches. Without it, the cue reaches to the end of the sentence, or to a contrast or a heading
    /// before that.
    #[serde(default)]
    pub reach: Option<u8>,
    /// Which duties the cue scales: those behind it, those before it, or all in its sentence.
    #[serde(default)]
    pub over: Over,
    pub phrases: Vec<String>,
    /// Words that void the cue where they overlap it: "not only".
    #[serde(default)]
    pub unless: Vec<String>,
}

/// Which duties of its sentence a cue scales.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// The duties behind it.
    #[default]
    Behind,
    /// The duties before it: "… is run by the COO".
    Before,
    /// All duties.
    Sentence,
}

/// Words that head a section of a duty text and scale the duties in it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeadingForm {
    pub id: String,
    pub factor: f32,
    /// How far the heading reaches.
    #[serde(default)]
    pub extent: Extent,
    /// Only a heading that the pack knows ends this section. Skills and benefits are short lines too, and
    /// look like headings.
    #[serde(default)]
    pub firm: bool,
    pub phrases: Vec<String>,
}

/// How far a heading reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// To the next heading.
    #[default]
    Section,
    /// The one value of a label: behind it on the same line, or else on the next line.
    Value,
    /// The short lines behind it, such as one industry a line below "Industries".
    List,
}

/// A duty: phrases on one axis that count for one side.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyForm {
    pub id: String,
    pub axis: String,
    pub side: Side,
    #[serde(default)]
    pub area: Option<String>,
    pub weight: f32,
    #[serde(default)]
    pub anchor: bool,
    /// Other trades use the words too ("engineers", "products", "infrastructure"). They count as technology
    /// only if something else in the row does.
    #[serde(default)]
    pub generic: bool,
    /// The work of another trade ("recruits staff", "sells products"). In a row about technology it counts
    /// less.
    #[serde(default)]
    pub trade: bool,
    /// The work looks both ways ("runs the hotel"): it counts on the other side as much as on its own.
    #[serde(default)]
    pub both: bool,
    pub source: String,
    pub phrases: Vec<String>,
    #[serde(default)]
    pub unless: Vec<String>,
    /// Language of the phrases. It is that of the file.
    #[serde(skip)]
    pub language: Option<String>,
}
