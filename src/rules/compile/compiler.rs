//! Compiles the entries and words of a pack: names become indices, and all phrases go into one matcher.

use std::collections::BTreeMap;

use super::word_lists::WordLists;
use crate::model::{BySide, FunctionId, RoleId, RuleId, Side};
use crate::rules::compiled::{Acronym, Derive, Duty, Function, Houses, Role, Rule};
use crate::rules::error::RulesErrorKind;
use crate::rules::files::blame::At;
use crate::rules::form::duties::{CueForm, DutyForm};
use crate::rules::form::pack::PackForm;
use crate::rules::form::titles::{HousesForm, RoleForm};
use crate::rules::form::wording::WordingForm;
use crate::rules::hints::WordList;
use crate::rules::near::choices;
use crate::rules::phrase::builder::MatcherBuilder;
use crate::rules::phrase::word_scores::{Scores, WordScores};
use crate::rules::speaks::{Cue, Speaks};
use crate::rules::wording::Wording;
use crate::text::squeeze;

pub(super) type Fallible<T> = Result<T, RulesErrorKind>;

/// The most entries of a section whose entries are looked up one by one. The built-in pack has some hundred.
const MOST_ENTRIES: usize = 10_000;

/// What is compiled so far.
pub(super) struct Compiler {
    pub(super) builder: MatcherBuilder,
    pub(super) role_ids: Vec<String>,
    axis_ids: Vec<String>,
    pub(super) area_ids: Vec<String>,
    pub(super) functions: Vec<Function>,
    pub(super) acronyms: Vec<Acronym>,
    pub(super) duties: Vec<Duty>,
    pub(super) cues: Vec<Cue>,
    /// Ids of the duties. Each has one rule for its phrases of all languages.
    duty_ids: Vec<String>,
    duty_rules: Vec<RuleId>,
    pub(super) rules: Vec<Rule>,
    /// The number of built-in files.
    builtin: usize,
    /// The layer of the words that are being compiled.
    layer: Option<usize>,
    pub(super) wording: Option<Wording>,
}

impl Compiler {
    pub(super) fn new(pack: &PackForm, builder: MatcherBuilder, builtin: usize) -> Self {
        let function = |form: &crate::rules::form::titles::FunctionForm| Function {
            id: form.id.clone(),
            label: form.label.clone(),
            areas: Vec::new(),
            technology: form.technology,
            holds: form.holds.clone(),
            leanings: Vec::new(),
        };
        Compiler {
            builder,
            role_ids: pack.roles.iter().map(|role| role.id.clone()).collect(),
            axis_ids: pack.axes.iter().map(|axis| axis.id.clone()).collect(),
            area_ids: pack.areas.iter().map(|area| area.id.clone()).collect(),
            functions: pack.functions.iter().map(function).collect(),
            acronyms: Vec::new(),
            duties: Vec::new(),
            cues: Vec::new(),
            duty_ids: pack.duties.iter().map(|duty| duty.id.clone()).collect(),
            duty_rules: Vec::new(),
            rules: Vec::new(),
            builtin,
            layer: None,
            wording: None,
        }
    }

    /// Compiles all entries and phrases of a pack. Returns its roles.
    pub(super) fn pack<'p>(
        &mut self,
        pack: &'p PackForm,
        words: Vec<WordLists>,
    ) -> Result<Vec<Role>, (At<'p>, RulesErrorKind)> {
        let at = |at| move |kind| (at, kind);
        let first_over = [
            ("roles", pack.roles.get(MOST_ENTRIES).map(|form| &form.id)),
            (
                "functions",
                pack.functions.get(MOST_ENTRIES).map(|form| &form.id),
            ),
            ("axes", pack.axes.get(MOST_ENTRIES).map(|form| &form.id)),
            ("duties", pack.duties.get(MOST_ENTRIES).map(|form| &form.id)),
        ];
        for (section, over) in first_over {
            if let Some(id) = over {
                let kind = RulesErrorKind::TooMany(section);
                return Err((At::Entry(section, id), kind));
            }
        }
        let mut roles = Vec::new();
        for form in &pack.roles {
            let role = self.role(form);
            roles.push(role.map_err(at(At::Entry("roles", &form.id)))?);
        }
        let acronyms = self.acronyms(&pack.roles);
        acronyms.map_err(at(At::Section("roles")))?;
        for form in &pack.duties {
            let duty = self.duty(form);
            duty.map_err(at(At::Entry("duties", &form.id)))?;
        }
        for (index, lists) in words.into_iter().enumerate() {
            self.layer = index.checked_sub(self.builtin);
            let lists = self.word_lists(lists);
            lists.map_err(at(At::Words(index)))?;
        }
        if let Some(form) = &pack.wording {
            let wording = self.wording(form);
            wording.map_err(at(At::Section("wording")))?;
        }
        // The areas of a function are known only when all words are compiled.
        for (role, form) in roles.iter_mut().zip(&pack.roles) {
            let finished = self.finish_role(role, form);
            finished.map_err(at(At::Entry("roles", &form.id)))?;
        }
        if let Some(leanings) = &pack.leanings {
            let leanings = self.leanings(leanings);
            leanings.map_err(at(At::Section("leanings")))?;
        }
        Ok(roles)
    }

    fn role(&self, form: &RoleForm) -> Fallible<Role> {
        if let Some(prior) = form.prior.filter(|prior| !(-1.0..=1.0).contains(prior)) {
            let name = format!("roles: {}: prior", form.id);
            return Err(RulesErrorKind::OutOfRange {
                name,
                value: prior,
                range: "from -1 to 1",
            });
        }
        Ok(Role {
            id: form.id.clone(),
            label: form.label.clone(),
            acronyms: form.acronyms.clone(),
            rank: form.rank,
            function: self.function(&form.function)?,
            area: None,
            prior: form.prior,
            covers: BySide {
                internal: form.covers.internal,
                external: form.covers.external,
            },
            duties_decide: form.duties_decide,
            other_trades: Vec::new(),
            alone_in: form.alone_in.as_ref().map(houses),
            elsewhere_in: form.elsewhere_in.as_ref().map(houses),
            derive: None,
        })
    }

    fn finish_role(&self, role: &mut Role, form: &RoleForm) -> Fallible<()> {
        if let Some(area) = &form.area {
            role.area = Some(index_of(
                "area",
                &self.functions[usize::from(role.function.0)].areas,
                area,
            )?);
        }
        role.other_trades = self.fields(&form.other_trades)?;
        if let Some(derive) = &form.derive {
            role.derive = Some(Derive {
                ranks: derive.ranks.clone(),
                fields: self.fields(&derive.areas)?,
                heads: derive.heads,
                among_others: derive.among_others,
            });
        }
        Ok(())
    }

    /// Areas by name, of any function.
    fn fields(&self, names: &[String]) -> Fallible<Vec<(FunctionId, u16)>> {
        let mut areas = Vec::new();
        for name in names {
            let found = self
                .functions
                .iter()
                .enumerate()
                .find_map(|(function, known)| {
                    let area = known.areas.iter().position(|area| area == name)?;
                    Some((FunctionId(function as u16), area as u16))
                });
            let known = || {
                self.functions
                    .iter()
                    .flat_map(|f| f.areas.iter().cloned())
                    .collect::<Vec<_>>()
            };
            areas.push(found.ok_or_else(|| unknown("area", name, &known()))?);
        }
        Ok(areas)
    }

    /// Sets the side that each area looks to. The areas are known only when all words of fields are compiled.
    fn leanings(&mut self, by_side: &BySide<BTreeMap<String, Vec<String>>>) -> Fallible<()> {
        for side in Side::BOTH {
            for (function, areas) in &by_side[side] {
                let function = self.function(function)?;
                let function = &mut self.functions[usize::from(function.0)];
                function.leanings.resize(function.areas.len(), None);
                for area in areas {
                    let area = index_of("area", &function.areas, area)?;
                    function.leanings[usize::from(area)] = Some(side);
                }
            }
        }
        Ok(())
    }

    fn acronyms(&mut self, roles: &[RoleForm]) -> Fallible<()> {
        for (index, role) in roles.iter().enumerate() {
            for text in &role.acronyms {
                let role_id = RoleId(index as u16);
                let default = role.default_for.contains(text).then_some(role_id);
                match self.acronyms.iter_mut().find(|known| known.text == *text) {
                    Some(known) => {
                        known.candidates.push(role_id);
                        known.default = known.default.or(default);
                    }
                    None => self.acronyms.push(Acronym {
                        text: text.clone(),
                        candidates: vec![role_id],
                        default,
                    }),
                }
            }
        }
        for index in 0..self.acronyms.len() {
            let text = self.acronyms[index].text.clone();
            let speaks = Speaks::Acronym(numbered("acronyms", index)?);
            self.rule(format!("acronym/{text}"), speaks, &[text], None)?;
        }
        Ok(())
    }

    fn word_lists(&mut self, lists: WordLists) -> Fallible<()> {
        let language = lists.language.as_deref();
        for (role, phrases) in &lists.titles {
            let role_id = RoleId(index_of("role", &self.role_ids, role)?);
            self.rule(
                format!("title/{role}"),
                Speaks::Title(role_id),
                phrases,
                language,
            )?;
        }
        for (role, phrases) in &lists.contexts {
            let role_id = RoleId(index_of("role", &self.role_ids, role)?);
            self.rule(
                format!("context/{role}"),
                Speaks::Context(role_id),
                phrases,
                language,
            )?;
        }
        for (id, speaks, phrases) in lists.plain {
            if let Speaks::Heading(heading) = &speaks {
                let id = id.strip_prefix("heading/").unwrap_or(&id);
                check_factor("headings", id, heading.factor)?;
            }
            self.rule(id, speaks, &phrases, language)?;
        }
        for cue in &lists.cues {
            self.cue(cue, language)?;
        }
        for article in &lists.articles {
            self.builder.add_article(&squeeze(article));
        }
        for word in &lists.invariable {
            self.builder.add_invariable(&squeeze(word), language);
        }
        let stated: fn(FunctionId, u16) -> Speaks = Speaks::Field;
        let defaults: fn(FunctionId, u16) -> Speaks = Speaks::DefaultField;
        for (kind, speaks, fields) in [
            ("field", stated, &lists.fields),
            ("default-field", defaults, &lists.default_fields),
        ] {
            for (function, areas) in fields {
                let function_id = self.function(function)?;
                for (area, phrases) in areas {
                    let id = format!("{kind}/{function}/{area}");
                    let speaks = speaks(function_id, self.area(function_id, area)?);
                    self.rule(id, speaks, phrases, language)?;
                }
            }
        }
        for (duty, phrases) in &lists.duty_phrases {
            let index = index_of("duty", &self.duty_ids, duty)?;
            self.phrases(self.duty_rules[usize::from(index)], phrases, language)?;
        }
        Ok(())
    }

    fn cue(&mut self, form: &CueForm, language: Option<&str>) -> Fallible<()> {
        check_factor("cues", &form.id, form.factor)?;
        let index = numbered("cues", self.cues.len())?;
        self.cues.push(Cue {
            factor: form.factor,
            reach: form.reach,
            over: form.over,
        });
        let id = format!("cue/{}", form.id);
        let unless = format!("{id}/unless");
        self.rule(id, Speaks::Cue(index), &form.phrases, language)?;
        if !form.unless.is_empty() {
            self.rule(unless, Speaks::CueUnless(index), &form.unless, language)?;
        }
        Ok(())
    }

    /// The index of an area of a function. Adds the area if it is new.
    fn area(&mut self, function: FunctionId, area: &str) -> Fallible<u16> {
        let known = &mut self.functions[usize::from(function.0)].areas;
        let index = known.iter().position(|one| one == area).unwrap_or_else(|| {
            known.push(area.to_owned());
            known.len() - 1
        });
        numbered("areas", index)
    }

    fn duty(&mut self, form: &DutyForm) -> Fallible<()> {
        if !(form.weight > 0.0 && form.weight <= 10.0) {
            let name = format!("duties: {}: weight", form.id);
            return Err(RulesErrorKind::OutOfRange {
                name,
                value: form.weight,
                range: "above 0, at most 10",
            });
        }
        let axis = index_of("axis", &self.axis_ids, &form.axis)?;
        let area = match &form.area {
            Some(area) => Some(index_of("responsibility area", &self.area_ids, area)?),
            None => None,
        };
        let index = numbered("duties", self.duties.len())?;
        self.duties.push(Duty {
            axis,
            side: form.side,
            area,
            weight: form.weight,
            anchor: form.anchor,
            generic: form.generic,
            trade: form.trade,
            both: form.both,
            source: form.source.clone(),
        });
        let language = form.language.as_deref();
        self.duty_rules.push(RuleId(self.rules.len() as u32));
        self.rule(
            form.id.clone(),
            Speaks::Duty(index),
            &form.phrases,
            language,
        )?;
        if !form.unless.is_empty() {
            self.rule(
                format!("{}/unless", form.id),
                Speaks::Unless(index),
                &form.unless,
                language,
            )?;
        }
        Ok(())
    }

    fn wording(&mut self, form: &WordingForm) -> Fallible<()> {
        let rule = RuleId(self.rules.len() as u32);
        self.wording = Some(Wording::new(form, rule)?);
        let scores = |letters: usize, words: &BTreeMap<String, i16>| {
            let scores = Scores::new(letters, words.iter());
            scores.ok_or(RulesErrorKind::TooMany("words in pairs"))
        };
        let facing = form.facing.as_ref();
        let facing = facing.map(|facing| scores(facing.letters, &facing.words));
        let leading = form.leading.as_ref();
        let leading = leading.map(|leading| scores(leading.letters, &leading.words));
        self.builder.set_scores(WordScores {
            leans: scores(form.leaning.letters, &form.leaning.words)?,
            faces_both: facing.transpose()?.unwrap_or_default(),
            leads: leading.transpose()?.unwrap_or_default(),
        });
        self.rule(Wording::ID.to_owned(), Speaks::Wording, &[], None)
    }

    fn rule(
        &mut self,
        id: String,
        speaks: Speaks,
        phrases: &[String],
        language: Option<&str>,
    ) -> Fallible<()> {
        let rule = RuleId(self.rules.len() as u32);
        self.rules.push(Rule {
            id,
            speaks,
            phrases: Vec::new(),
            layer: self.layer,
        });
        self.phrases(rule, phrases, language)
    }

    /// Adds phrases to a rule.
    fn phrases(
        &mut self,
        rule: RuleId,
        phrases: &[String],
        language: Option<&str>,
    ) -> Fallible<()> {
        for phrase in phrases {
            let added = self.builder.add(phrase, language, rule);
            added.map_err(|error| RulesErrorKind::Phrase {
                phrase: phrase.clone(),
                error,
            })?;
        }
        self.rules[rule.0 as usize]
            .phrases
            .extend_from_slice(phrases);
        Ok(())
    }

    pub(super) fn function(&self, name: &str) -> Fallible<FunctionId> {
        let ids: Vec<_> = self
            .functions
            .iter()
            .map(|function| function.id.clone())
            .collect();
        Ok(FunctionId(index_of("function", &ids, name)?))
    }
}

fn houses(form: &HousesForm) -> Houses {
    Houses {
        words: WordList::new(&form.words),
        titles: form.titles.get(),
    }
}

fn check_factor(section: &str, id: &str, factor: f32) -> Fallible<()> {
    if (0.0..=1.0).contains(&factor) {
        return Ok(());
    }
    Err(RulesErrorKind::OutOfRange {
        name: format!("{section}: {id}: factor"),
        value: factor,
        range: "from 0 to 1",
    })
}

pub(super) fn index_of(what: &'static str, known: &[String], name: &str) -> Fallible<u16> {
    let index = known
        .iter()
        .position(|one| one == name)
        .ok_or_else(|| unknown(what, name, known))?;
    numbered(what, index)
}

fn numbered(what: &'static str, index: usize) -> Fallible<u16> {
    u16::try_from(index).map_err(|_| RulesErrorKind::TooMany(what))
}

fn unknown(what: &'static str, name: &str, known: &[String]) -> RulesErrorKind {
    RulesErrorKind::Unknown {
        what,
        name: name.to_owned(),
        choices: choices(name, known.iter().map(String::as_str)),
    }
}
