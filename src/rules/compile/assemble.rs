//! Puts a pack together: lays its files over each other, compiles the entries, and checks what only the whole can tell.

use std::sync::Arc;

use super::compiler::{Compiler, Fallible, index_of};
use super::disable::told;
use super::stack::Stack;
use super::weights;
use crate::model::{AreaSet, BySide, RoleId};
use crate::rules::catalogue::{Catalogue, Find};
use crate::rules::columns::Columns;
use crate::rules::compiled::{Role, Rules, SideRule};
use crate::rules::error::{RulesError, RulesErrorKind};
use crate::rules::files::blame::{At, blame};
use crate::rules::files::file;
use crate::rules::files::file::PackFile;
use crate::rules::form::duties::{Model, SideForm};
use crate::rules::form::findings::FindingForm;
use crate::rules::form::pack::PackForm;
use crate::rules::overrides::Override;
use crate::rules::phrase::builder::MatcherBuilder;
use crate::rules::phrase::title_words::TitleWords;
use crate::rules::policy::Policy;
use crate::rules::suppress::Suppression;
use crate::text::TextMap;

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
    let side = |form: SideForm| -> Fallible<SideRule> {
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
    let derived = (0..).map(RoleId).zip(&roles);
    let derived = derived.filter(|(_, role)| role.derive.is_some());
    let derived = derived.map(|(id, _)| id).collect();
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
        wording: compiler.wording,
        axes: pack.axes,
        areas: pack.areas,
        matcher,
        roles,
        derived,
        functions: compiler.functions,
        acronyms: compiler.acronyms,
        duties: compiler.duties,
        cues: compiler.cues,
        speaks,
        rules: compiler.rules,
    })
}

fn checked(model: Model) -> Fallible<Model> {
    let by_duties = &model.by_duties;
    let numbers = [
        ("model.title_weight", model.title_weight),
        ("model.acronym_weight", model.acronym_weight),
        ("model.department_weight", model.department_weight),
        ("model.line_weight", model.line_weight),
        ("model.line_half", model.line_half),
        ("model.doubt", model.doubt),
        ("model.least_evidence", model.least_evidence),
        ("model.least_in_long", model.least_in_long),
        ("model.axis_cap", model.axis_cap),
        ("model.mixed_below", model.mixed_below),
        ("model.mixed_much_below", model.mixed_much_below),
        ("model.mixed_least", model.mixed_least),
        ("model.mixed_much", model.mixed_much),
        ("model.two_sides.least", model.two_sides.least),
        ("model.two_sides.below", model.two_sides.below),
        ("model.even_sides_below", model.even_sides_below),
        ("model.sold_service", model.sold_service),
        ("model.generic_alone", model.generic_alone),
        ("model.everyday_alone", model.everyday_alone),
        ("model.trade_beside", model.trade_beside),
        ("model.often.factor", model.often.factor),
        ("model.usual_statements", model.usual_statements),
        ("model.by_duties.least_evidence", by_duties.least_evidence),
        ("model.by_duties.least_score", by_duties.least_score),
        ("model.by_duties.least_lean", by_duties.least_lean),
        ("model.by_duties.decisive", by_duties.decisive),
        ("model.by_duties.clear_evidence", by_duties.clear_evidence),
        ("model.by_duties.whole.evidence", by_duties.whole.evidence),
        (
            "model.by_duties.two_sides.evidence",
            by_duties.two_sides.evidence,
        ),
        ("model.by_duties.over_trade", by_duties.over_trade),
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
