//! Which sides and roles a seat holds by its duties.
//!
//! A seat may cover a side by its duties, whatever its title is. If its title names no other area, it may even be
//! the officer of that side. It must have the rank of an executive, or lead as one by its text, and must not be an
//! aide or deputy.

use super::named::Title;
use super::outlook::Outlook;
use super::whole_text::Duties;
use crate::model::{Basis, Coverage, Focus, Grade, HeldRole, Rank, RoleId, Side, Verdict};
use crate::rules::{ByDuties, LeastDuties, Rules};

/// Adds what the duties give: explicitly stated roles, then the sides that the holder evidently leads. `worded` says
/// whether words and signs together show that the holder leads a side; it is `None` if the words were not asked.
pub(super) fn by_duties(
    rules: &Rules,
    title: &Title,
    outlook: Outlook,
    duties: &Duties,
    worded: Option<bool>,
    verdict: &mut Verdict,
) {
    if verdict.modifiers.iter().any(|modifier| modifier.unseats()) {
        return;
    }
    believe(rules, duties, verdict);
    let claim = Claim::new(rules, title, duties, worded);
    if !claim.leads() {
        return;
    }
    let is_general = verdict.roles.is_empty() && title.field.is_none() && !outlook.narrow;
    let sides: Vec<Side> = Side::BOTH
        .into_iter()
        .filter(|side| claim.holds(*side, verdict))
        .collect();
    for side in sides {
        if is_general {
            verdict.roles.push(HeldRole {
                role: rules.sides[side].role,
                basis: Basis::Duties,
            });
        }
        cover(verdict, side, Grade::Partial);
    }
}

/// Accepts roles that the text states explicitly: "serves as the company's chief information officer".
fn believe(rules: &Rules, duties: &Duties, verdict: &mut Verdict) {
    for role in &duties.serves_as {
        if !verdict.roles.iter().any(|held| held.role == *role) {
            verdict.roles.push(HeldRole {
                role: *role,
                basis: Basis::Duties,
            });
        }
        cover_by_role(rules, *role, verdict);
    }
}

fn cover_by_role(rules: &Rules, role: RoleId, verdict: &mut Verdict) {
    for side in Side::BOTH {
        if let Some(grade) = rules.role(role).covers[side] {
            cover(verdict, side, grade);
        }
    }
}

fn cover(verdict: &mut Verdict, side: Side, grade: Grade) {
    let basis = Basis::Duties;
    verdict.covers.add(side, Coverage { grade, basis });
}

/// What a duty text says for its holder, beside what the title says.
struct Claim<'a> {
    rules: &'a Rules,
    model: &'a ByDuties,
    title: &'a Title,
    duties: &'a Duties,
    /// Whether the text clearly speaks of a leader, and of technology.
    clear: bool,
    /// Whether it shows every sign of a leader.
    all_signs: bool,
    /// Whether words and signs together show that the holder leads a side. `None` if there is a rank or the words were not
    /// asked.
    worded: Option<bool>,
}

impl<'a> Claim<'a> {
    fn new(rules: &'a Rules, title: &'a Title, duties: &'a Duties, worded: Option<bool>) -> Self {
        let model = &rules.model.by_duties;
        Self {
            rules,
            model,
            title,
            duties,
            clear: duties.standing >= model.clear_standing
                && duties.leads
                && (duties.worded || duties.technology),
            all_signs: duties.standing >= model.standing_of_lead,
            worded: worded.filter(|_| title.rank.is_none()),
        }
    }

    /// Whether the holder leads the work of both sides evenly. Where the text says that there are two, less of each
    /// is enough.
    fn leads_both(&self) -> bool {
        let (rules, duties) = (self.rules, self.duties);
        let two_sides = duties.two_sides.is_some();
        let (least, below) = match two_sides {
            true => (self.model.two_sides, rules.model.two_sides.below),
            false => {
                let least = LeastDuties {
                    evidence: rules.model.mixed_much,
                    anchors: self.model.least_anchors_of_both,
                };
                (least, rules.model.mixed_much_below)
            }
        };
        (self.clear || two_sides || duties.standing >= self.model.least_standing)
            && rules.model.score(duties.anchored).abs() < below
            && Side::BOTH.into_iter().all(|side| {
                duties.anchored[side] >= least.evidence && duties.anchors[side] >= least.anchors
            })
    }

    /// Whether the seat has the rank of an executive, or the text shows one.
    fn leads(&self) -> bool {
        let model = self.model;
        match self.title.rank {
            Some(rank) => rank >= model.least_rank,
            None => self.title.field.is_none() && self.leads_by_text(),
        }
    }

    /// Whether the text of a row without a rank shows an executive: by its words and signs together, or by its signs alone if
    /// the words were not asked.
    fn leads_by_text(&self) -> bool {
        self.worded.unwrap_or_else(|| self.leads_by_signs())
    }

    fn leads_by_signs(&self) -> bool {
        let (model, duties) = (self.model, self.duties);
        // Whoever shows every sign of a leader is one, whatever the text calls the seat or names above it.
        let is_small = duties.leads_team && !self.all_signs;
        let is_short = duties.statements < model.many_statements;
        duties.standing > 0
            && (is_short || self.clear)
            && !is_small
            && duties.sought.is_none_or(|rank| self.is_sought(rank))
    }

    /// Whether someone sought at this rank is a leader. "We seek a leader" may mean the leader of a team or of the whole.
    fn is_sought(&self, rank: Rank) -> bool {
        rank >= self.model.least_rank
            || self.all_signs
            || rank == Rank::Lead && self.duties.standing >= self.model.clear_standing
            || Side::BOTH
                .into_iter()
                .any(|side| self.duties.leads_whole[side])
    }

    fn holds(&self, side: Side, verdict: &Verdict) -> bool {
        let function = verdict
            .function
            .map(|function| self.rules.function(function));
        function.is_none_or(|function| function.holds.contains(&side))
            && !self.looks_away(side, verdict)
            && (self.is_worded(side, verdict)
                || (self.has_much(side)
                    || self.leads_whole(side)
                    || self.is_outright(side, verdict)
                    || self.is_all_of(side, verdict)
                    || self.leads_both())
                    && self.leans(side)
                    && self.shows(side)
                    && self.is_own(side))
    }

    /// Whether a text without a title looks to the other side all in all, and so do its words.
    fn looks_away(&self, side: Side, verdict: &Verdict) -> bool {
        self.title.rank.is_none()
            && verdict.focus == Focus::on(side.other())
            && verdict.wording[side.other()] >= self.rules.model.least_evidence
    }

    /// Whether the holder leads the side by words and signs. The focus must be on the side or mixed, the text must show a sign of
    /// a leader or a duty on the side, and it must name nobody above the seat there.
    fn is_worded(&self, side: Side, verdict: &Verdict) -> bool {
        let duties = self.duties;
        self.worded == Some(true)
            && (verdict.focus == Focus::Mixed || verdict.focus == Focus::on(side))
            && (duties.standing > 0 || duties.weighing[side] > 0.0)
            && !duties.is_led[side]
    }

    /// The evidence and the number of duties about technology that a clear leader needs. Who answers for the whole
    /// says less about its parts.
    fn least(&self) -> LeastDuties {
        match self.duties.leads_all {
            true => self.model.whole,
            false => LeastDuties {
                evidence: self.model.clear_evidence,
                anchors: self.model.least_anchors,
            },
        }
    }

    /// Whether the duties of the side are many and heavy enough.
    fn has_much(&self, side: Side) -> bool {
        let (model, duties, clear) = (self.model, self.duties, self.clear);
        let least = self.least();
        duties.anchors[side] >= least.anchors
            && (duties.technology || clear)
            && (duties.weighing[side] >= model.least_evidence
                || clear && duties.anchored[side] >= least.evidence
                || clear && duties.decisive[side] && duties.weighing[side.other()] == 0.0)
    }

    /// Whether one sentence gives the holder the whole side, and nothing speaks of the other. Then one further duty, or
    /// so many signs of a leader, are enough.
    fn leads_whole(&self, side: Side) -> bool {
        let (model, duties) = (self.model, self.duties);
        duties.leads_whole[side]
            && (duties.anchors[side] >= model.least_anchors
                || self.clear && duties.standing >= model.least_standing)
            && duties.weighing[side.other()] < self.rules.model.mixed_least
    }

    /// Whether the text gives an officer of another function the side in one explicit sentence.
    fn is_outright(&self, side: Side, verdict: &Verdict) -> bool {
        verdict.rank == Rank::Chief && !verdict.roles.is_empty() && self.duties.decisive[side]
    }

    /// Whether all duties of an officer of technology are those of the other officer: the title says one side, the work is
    /// the other.
    fn is_all_of(&self, side: Side, verdict: &Verdict) -> bool {
        let (model, duties) = (self.model, self.duties);
        let mut roles = verdict.roles.iter();
        roles.any(|held| self.rules.role(held.role).prior.is_some())
            && duties.anchors[side] >= model.least_anchors
            && duties.weighing[side] >= model.clear_evidence
            && duties.weighing[side.other()] == 0.0
    }

    /// Whether the text looks to the side. Everyday words of business do not take a role away, unless all in all it
    /// looks the other way.
    fn leans(&self, side: Side) -> bool {
        let model = &self.rules.model;
        let of_all = model.score(self.duties.weighing) * side.sign();
        let of_anchors = model.score(self.duties.anchored) * side.sign();
        of_all >= self.model.least_score
            || (self.clear && of_anchors >= model.mixed_below && of_all >= self.model.least_lean)
            || self.leads_both()
    }

    /// Whether a text without a title mentions technology often enough: the more, the less clearly it shows that the
    /// holder leads.
    fn shows(&self, side: Side) -> bool {
        let (model, duties) = (self.model, self.duties);
        let least = model
            .least_anchors
            .saturating_add(model.least_standing)
            .saturating_sub(usize::from(self.clear) + usize::from(duties.leads_all));
        let shown = duties.anchors[side] + duties.standing;
        self.title.rank.is_some()
            || (shown >= least || self.leads_whole(side)) && (duties.named || duties.technology)
    }

    /// Whether the duties are the holder's own trade. A head of sales or marketing speaks of what is sold, and one who
    /// reports to the officer is not the officer.
    fn is_own(&self, side: Side) -> bool {
        let (model, duties) = (self.model, self.duties);
        let of_technology = duties.anchored[side] > model.over_trade * duties.trade
            && (self.leads_whole(side)
                || self.leads_both()
                || duties.anchored[side] >= self.least().evidence);
        self.title.rank.is_some() || (!duties.is_led[side] || self.all_signs) && of_technology
    }
}
