//! Compiles the files of a pack to [`Rules`]: names become indices, and all phrases go into one matcher.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::disable::told;
use super::stack::Stack;
use super::weights;
use super::word_lists::WordLists;
use crate::model::{AreaSet, BySide, FunctionId, RoleId, RuleId, Side};
use crate::rules::catalogue::{Catalogue, Find};
use crate::rules::columns::Columns;
use crate::rules::compiled::{Acronym, Derive, Duty, Function, Role, Rule, Rules, SideRule};
use crate::rules::error::{RulesError, RulesErrorKind};
use crate::rules::files::blame::{At, blame};
use crate::rules::files::file;
use crate::rules::files::file::PackFile;
use crate::rules::form::duties::{CueForm, DutyForm, Model};
use crate::rules::form::findings::FindingForm;
use crate::rules::form::pack::PackForm;
use crate::rules::form::titles::RoleForm;
use crate::rules::hints::WordList;
use crate::rules::overrides::Override;
use crate::rules::phrase::builder::MatcherBuilder;
use crate::rules::phrase::title_words::TitleWords;
use crate::rules::policy::Policy;
use crate::rules::speaks::{Cue, Speaks};
use crate::rules::suppress::Suppression;
use crate::text::{TextMap, squeeze};

type Fallible<T> = Result<T, RulesErrorKind>;

pub(in crate::rules) fn compile(mut files: Vec<PackFile>) -> Result<Rules, RulesError> {
    let forms: Vec<_> = files
        .iter_mut()
        .map(|file| std::mem::take(&mut file.form))
        .collect();
    let stacked = Stack::of(&files, forms);
    let Stack {
        mut pack,
        words,
        inflections,
        disabled,
        finding_keys,
        origins,
    } = stacked.map_err(|(at, kind)| blame(&files, at, kind))?;

    let blamed = |at: At<'_>, kind| told(blame(&files, at, kind), &disabled);
    let fitted = weights::apply(&mut pack);
    fitted.map_err(|(section, kind)| blamed(At::Section(section), kind))?;
    // Presets and files of the user lie over all built-in files.
    let builtin = files.iter().filter(|file| file.is_builtin).count();
    let mut compiler = Compiler::new(&pack, MatcherBuilder::new(inflections), builtin);
    let roles = compiler.pack(&pack, words);
    let roles = roles.map_err(|(at, kind)| blamed(at, kind))?;
    let findings = std::mem::take(&mut pack.findings);
    let rules = finish(pack, &findings, roles, compiler);
    let mut rules = rules.map_err(|(at, kind)| blamed(at, kind))?;
    if let Some(keys) = finding_keys {
        for finding in &findings {
            let checked = keys.check(finding);
            checked.map_err(|kind| blamed(At::Entry("findings", &finding.code), kind))?;
        }
    }
    let layers = files[builtin..].iter();
    rules.layers = layers.map(|file| file.name.clone()).collect();
    rules.disabled = disabled;
    let origins = origins.into_iter();
    rules.origins = origins.map(|(of, file)| (of, file - builtin)).collect();
    rules.hash = file::hash(&files);
    Ok(rules)
}

/// Puts the compiled parts together. Fails if the pack lacks one.
fn finish<'f>(
    pack: PackForm,
    findings: &'f [FindingForm],
    roles: Vec<Role>,
    compiler: Compiler,
) -> Result<Rules, (At<'f>, RulesErrorKind)> {
    let missing = |what| (At::Whole, RulesErrorKind::Missing(what));
    let sides = pack.sides.ok_or(missing("sides"))?;
    let side = |form: crate::rules::form::duties::SideForm| -> Fallible<SideRule> {
        Ok(SideRule {
            role: RoleId(index_of("role", &compiler.role_ids, &form.role)?),
            label: form.label,
        })
    };
    let role = |name: &str| index_of("role", &compiler.role_ids, name).map(RoleId);
    let area = |name: &str| index_of("responsibility area", &compiler.area_ids, name);
    let find = Find {
        role: &role,
        function: &|name| compiler.function(name),
        area: &area,
    };
    // Every seat keeps a set of areas, which has a fixed number of bits.
    if compiler.area_ids.len() > AreaSet::MOST {
        return Err((At::Section("areas"), RulesErrorKind::TooMany("areas")));
    }
    let of_sides = |kind| (At::Section("sides"), kind);
    let sides = BySide {
        internal: side(sides.internal).map_err(of_sides)?,
        external: side(sides.external).map_err(of_sides)?,
    };
    let model = checked(pack.model.ok_or(missing("model"))?);
    let catalogue = Catalogue::new(pack.families, findings, &find)
        .map_err(|(code, kind)| (At::Entry("findings", code), kind))?;
    let policy =
        Policy::new(pack.policy, role, area).map_err(|kind| (At::Section("policy"), kind))?;
    let suppressions = pack.suppress.into_iter();
    let suppressions = suppressions.map(|form| Suppression::new(form, &catalogue));
    let suppressions = suppressions.collect::<Result<_, _>>();
    let suppressions = suppressions.map_err(|kind| (At::Section("suppress"), kind))?;
    let overrides = pack.overrides.into_iter();
    let overrides = overrides.map(|form| Override::new(form, &catalogue));
    let overrides = overrides.collect::<Result<_, _>>();
    let overrides = overrides.map_err(|kind| (At::Section("overrides"), kind))?;
    let matcher = Arc::new(compiler.builder.build());
    let speaks: Vec<_> = compiler.rules.iter().map(|rule| rule.speaks).collect();
    let titles = TitleWords::new(Arc::clone(&matcher), &speaks);
    Ok(Rules {
        info: pack.pack.ok_or(missing("pack"))?,
        sides,
        model: model.map_err(|kind| (At::Section("model"), kind))?,
        catalogue,
        policy,
        suppressions,
        overrides,
        layers: Vec::new(),
        disabled: Vec::new(),
        hash: String::new(),
        origins: TextMap::default(),
        columns: Columns::new(pack.columns.unwrap_or_default(), titles),
        samples: pack.samples.unwrap_or_default(),
        calibration: pack.calibration,
        axes: pack.axes,
        areas: pack.areas,
        matcher,
        roles,
        functions: compiler.functions,
        acronyms: compiler.acronyms,
        duties: compiler.duties,
        cues: compiler.cues,
        speaks,
        rules: compiler.rules,
    })
}

fn checked(model: Model) -> Fallible<Model> {
    let numbers = [
        ("model.title_weight", model.title_weight),
        ("model.acronym_weight", model.acronym_weight),
        ("model.department_weight", model.department_weight),
        ("model.line_weight", model.line_weight),
        ("model.line_half", model.line_half),
        ("model.doubt", model.doubt),
        ("model.least_evidence", model.least_evidence),
        ("model.axis_cap", model.axis_cap),
        ("model.mixed_least", model.mixed_least),
        ("model.mixed_much", model.mixed_much),
        ("model.sold_service", model.sold_service),
        ("model.generic_alone", model.generic_alone),
        ("model.everyday_alone", model.everyday_alone),
        ("model.trade_beside", model.trade_beside),
        ("model.often.factor", model.often.factor),
        ("model.usual_statements", model.usual_statements),
    ];
    for (name, value) in numbers {
        if !(value > 0.0 && value <= 1e6) {
            return Err(RulesErrorKind::OutOfRange {
                name: name.into(),
                value,
                range: "a number above 0, at most 1000000",
            });
        }
    }
    Ok(model)
}

/// The most entries of a section whose entries are looked up one by one. The built-in pack has some hundred.
const MOST_ENTRIES: usize = 10_000;

struct Compiler {
    builder: MatcherBuilder,
    role_ids: Vec<String>,
    axis_ids: Vec<String>,
    area_ids: Vec<String>,
    functions: Vec<Function>,
    acronyms: Vec<Acronym>,
    duties: Vec<Duty>,
    cues: Vec<Cue>,
    /// Ids of the duties. Each has one rule for its phrases of all languages.
    duty_ids: Vec<String>,
    duty_rules: Vec<RuleId>,
    rules: Vec<Rule>,
    /// The number of built-in files.
    builtin: usize,
    /// The layer of the words that are being compiled.
    layer: Option<usize>,
}

impl Compiler {
    fn new(pack: &PackForm, builder: MatcherBuilder, builtin: usize) -> Self {
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
        }
    }

    /// Compiles all entries and phrases of a pack. Returns its roles.
    fn pack<'p>(
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
            alone_in: WordList::new(&form.alone_in),
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

    fn function(&self, name: &str) -> Fallible<FunctionId> {
        let ids: Vec<_> = self
            .functions
            .iter()
            .map(|function| function.id.clone())
            .collect();
        Ok(FunctionId(index_of("function", &ids, name)?))
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

fn index_of(what: &'static str, known: &[String], name: &str) -> Fallible<u16> {
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
        known: known.join(", "),
    }
}
