//! How a policy affects the audit of a chart: scope and group, required, accepted, allowed and ignored
//! things. And which findings a filter shows.

use std::io::Write as _;
use std::sync::LazyLock;

use rolecall::audit::{AreaHeld, Audit, AuditOptions, Condition, Filter, audit, suggested_preset};
use rolecall::classify::ClassifiedChart;
use rolecall::model::{Severity, Side};
use rolecall::read::{self, Input, Reader};
use rolecall::rules::{Rules, RulesError};

static BUILTIN: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

fn file(suffix: &str, text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn rules(policy: &str) -> Result<Rules, RulesError> {
    Rules::layered(&[file(".yaml", policy).path().to_owned()])
}

fn read(chart: &str, rules: &Rules) -> ClassifiedChart {
    let file = file(".csv", chart);
    let inputs = vec![Input::File(file.path().to_owned())];
    ClassifiedChart::read(
        Reader::new(inputs, &rules.columns, read::ReadOptions::default()),
        rules,
    )
}

fn audited(chart: &str, rules: &Rules) -> (ClassifiedChart, Audit) {
    let on = read(chart, rules);
    let audit = audit(&on, rules, AuditOptions::default());
    (on, audit)
}

fn codes(audit: &Audit) -> Vec<&str> {
    let mut codes: Vec<_> = audit
        .findings
        .iter()
        .map(|finding| finding.code.as_ref())
        .collect();
    codes.sort_unstable();
    codes
}

/// A parent company with technology leaders, and a subsidiary without.
const GROUP: &str = "\
id,title,reports_to,entity,size
A1,Chief Executive Officer,,Yarrow Holding,900
A2,Chief Information Officer,A1,Yarrow Holding,
A3,Chief Technology Officer,A1,Yarrow Holding,
B1,Managing Director,A1,Yarrow Works,600
B2,Head of Production,B1,Yarrow Works,
";

#[test]
fn an_officer_above_answers_for_a_subsidiary_only_if_the_policy_says_so() {
    let (_, alone) = audited(GROUP, &BUILTIN);
    assert_eq!(codes(&alone), ["RC101", "RC102"]);
    let rules = rules("policy: {inherits: true}").unwrap();
    let (on, audit) = audited(GROUP, &rules);
    assert_eq!(codes(&audit), Vec::<&str>::new());
    let works = &audit.entities[1];
    for (side, id) in Side::BOTH.into_iter().zip(["A2", "A3"]) {
        let from_group = &works.sides[side].from_group;
        let ids: Vec<_> = from_group
            .iter()
            .map(|seat| on.chart.position(*seat).id)
            .collect();
        assert_eq!(ids, [id]);
    }
}

#[test]
fn that_the_officer_above_answers_is_not_in_doubt_because_somebody_else_only_perhaps_would() {
    let chart = format!("{GROUP}B3,Director of Technology,B1,Yarrow Works,\n");
    let doubt = |rules: &Rules| {
        let (on, audit) = audited(&chart, rules);
        let works = &audit.entities[1].sides[Side::Internal];
        assert_eq!(works.stand_ins.len(), 1);
        works.doubt(&on, rules, Side::Internal)
    };
    assert_eq!(doubt(&BUILTIN), Some(0.5));
    assert_eq!(doubt(&rules("policy: {inherits: true}").unwrap()), None);
}

#[test]
fn a_region_does_not_answer_for_a_subsidiary() {
    let chart = GROUP.replace(
        "Chief Information Officer",
        "Chief Information Officer EMEA",
    );
    let rules = rules("policy: {inherits: true}").unwrap();
    assert_eq!(codes(&audited(&chart, &rules).1), ["RC101"]);
}

/// Two officers for one side in one entity.
fn two(one: &str, other: &str, manager_of_other: &str) -> String {
    format!(
        "id,title,reports_to,department,entity,size\n\
         A1,Chief Executive Officer,,,Yew Tiles,900\n\
         A2,{one},A1,,Yew Tiles,\n\
         A3,{other},{manager_of_other},,Yew Tiles,\n\
         A4,Chief Technology Officer,A1,,Yew Tiles,\n"
    )
}

#[test]
fn officers_overlap_only_at_the_same_scope() {
    let order = [
        two("Group CIO", "CIO EMEA", "A1"),
        two("CIO EMEA", "CIO APAC", "A1"),
        two("Group CIO", "Chief Information Officer", "A2"),
    ];
    for chart in order {
        let (_, audit) = audited(&chart, &BUILTIN);
        let two_leaders = audit
            .findings
            .iter()
            .find(|finding| finding.code == "RC110");
        assert!(two_leaders.is_none(), "{chart}: {two_leaders:?}");
    }
    let sure = [
        two("Group CIO", "Group Chief Information Officer", "A1"),
        two("CIO EMEA", "CIO (EMEA)", "A1"),
    ];
    for chart in sure {
        let (_, audit) = audited(&chart, &BUILTIN);
        let finding = audit
            .findings
            .iter()
            .find(|finding| finding.code == "RC110");
        let finding = finding.unwrap_or_else(|| panic!("{chart}"));
        assert_eq!(
            (finding.severity, finding.confidence),
            (Severity::Error, None)
        );
    }
    // An officer for the group, and one that names no scope and may be for a company of the group.
    let (_, audit) = audited(
        &two("Group CIO", "Chief Information Officer", "A1"),
        &BUILTIN,
    );
    let finding = audit
        .findings
        .iter()
        .find(|finding| finding.code == "RC110");
    let finding = finding.unwrap();
    assert_eq!(finding.severity, Severity::Warning);
    assert!(finding.confidence.is_some());
}

#[test]
fn the_first_requirement_that_applies_to_an_entity_decides() {
    let none = "policy: {require: [{entities: [yarrow works], roles: []}]}";
    assert_eq!(
        codes(&audited(GROUP, &rules(none).unwrap()).1),
        Vec::<&str>::new()
    );
    let some = "policy:\n  require:\n    - {entities: [Yarrow Works], roles: [cio]}\n    - {roles: [ciso], from: 700}";
    let (_, audit) = audited(GROUP, &rules(some).unwrap());
    let said: Vec<_> = audit
        .findings
        .iter()
        .map(|finding| (finding.code.as_ref(), finding.entity.as_deref().unwrap()))
        .collect();
    assert_eq!(
        said,
        [("RC106", "Yarrow Holding"), ("RC106", "Yarrow Works")]
    );
    // If no requirement applies to an entity, its size decides as usual.
    let bigger = rules("policy: {require: [{roles: [ciso], from: 5000}]}").unwrap();
    assert_eq!(codes(&audited(GROUP, &bigger).1), ["RC101", "RC102"]);
}

#[test]
fn another_role_is_accepted_if_the_policy_says_so() {
    let chart = GROUP.replace("Chief Information Officer", "Chief Digital Officer");
    let (_, plain) = audited(&chart, &BUILTIN);
    assert!(codes(&plain).contains(&"RC104"), "{:?}", codes(&plain));
    let accepts =
        rules("policy: {inherits: true, accept: {cio: [chief-digital-officer]}}").unwrap();
    let (_, audit) = audited(&chart, &accepts);
    assert_eq!(codes(&audit), Vec::<&str>::new());
}

#[test]
fn roles_may_be_combined_if_the_policy_says_so() {
    let chart = "id,title,reports_to,entity,size\n\
                 A1,Chief Executive Officer,,Teasel Bank,900\n\
                 A2,CIO & CTO,A1,Teasel Bank,\n";
    assert_eq!(codes(&audited(chart, &BUILTIN).1), ["RC120"]);
    let allowed = rules("policy: {combine: [[cto, cio]]}").unwrap();
    assert_eq!(codes(&audited(chart, &allowed).1), Vec::<&str>::new());
}

#[test]
fn a_line_that_the_policy_allows_is_no_finding() {
    let chart = "id,title,reports_to,entity,size\n\
                 A1,Chief Executive Officer,,Thrift Paper,1900\n\
                 A2,Chief Financial Officer,A1,Thrift Paper,\n\
                 A3,Chief Information Officer,A2,Thrift Paper,\n\
                 A4,Chief Technology Officer,A1,Thrift Paper,\n";
    let (_, audit) = audited(chart, &BUILTIN);
    assert_eq!(codes(&audit), ["RC301"]);
    for (policy, expected) in [
        ("policy: {lines: {cio: {under: [cfo]}}}", &[][..]),
        ("policy: {lines: {cio: {under: [ceo]}}}", &["RC310"]),
        ("policy: {lines: {cio: {not_under: [cfo]}}}", &["RC310"]),
        ("policy: {lines: {cto: {under: [ceo]}}}", &["RC301"]),
    ] {
        let (_, audit) = audited(chart, &rules(policy).unwrap());
        assert_eq!(codes(&audit), expected, "{policy}");
    }
}

#[test]
fn ignored_seats_are_neither_counted_nor_reported() {
    let chart = format!("{GROUP}B3,CIO,B2,Yarrow Works,\nB4,Clerk,B9,Yarrow Works,\n");
    let (_, audit) = audited(&chart, &BUILTIN);
    assert_eq!(codes(&audit), ["RC102", "RC134", "RC211", "RC403"]);
    let ignores = rules("policy: {ignore: [{title: Head of Production}, {id: B4}]}").unwrap();
    let (_, audit) = audited(&chart, &ignores);
    assert_eq!(codes(&audit), ["RC101", "RC102"]);
    assert_eq!(audit.ignored, 3);
    let whole = rules("policy: {ignore: [{entity: Yarrow Works}]}").unwrap();
    let (_, audit) = audited(&chart, &whole);
    assert_eq!(codes(&audit), Vec::<&str>::new());
    assert_eq!(audit.entities.len(), 1);
}

#[test]
fn an_area_is_held_by_duty_by_delegation_by_title_or_by_nobody() {
    let chart = "\
id,title,reports_to,entity,responsibilities
A1,Chief Executive Officer,,Sedge Looms,Leads the company.
A2,Chief Information Officer,A1,Sedge Looms,Owns the IT strategy.
A3,Head of Infrastructure,A2,Sedge Looms,Operates the data centres and the network infrastructure.
A4,Network Engineer,A3,Sedge Looms,Maintains the network infrastructure.
A5,Service Desk Manager,A1,Sedge Looms,Runs the service desk.
";
    let (on, audit) = audited(chart, &BUILTIN);
    let area = |id: &str| {
        let index = BUILTIN.areas.iter().position(|area| area.id == id).unwrap();
        &audit.entities[0].areas[index]
    };
    let ids = |seats: &[rolecall::chart::SeatId]| {
        let ids = seats
            .iter()
            .map(|seat| on.chart.position(*seat).id.to_owned());
        ids.collect::<Vec<_>>()
    };
    let infrastructure = area("infrastructure");
    assert_eq!(infrastructure.held(), AreaHeld::Delegation);
    // A seat below the one that holds the area is not listed.
    assert_eq!(ids(&infrastructure.by_delegation), ["A3"]);
    assert_eq!(
        (infrastructure.claims, ids(&infrastructure.by_title)),
        (1, vec!["A2".to_owned()])
    );
    assert_eq!(area("workplace").held(), AreaHeld::Duty);
    assert_eq!(ids(&area("workplace").by_duty), ["A5"]);
    assert_eq!(area("enterprise-architecture").held(), AreaHeld::Duty);
    assert_eq!(area("it-finance").held(), AreaHeld::Title);
    assert_eq!(area("product-engineering").held(), AreaHeld::Nobody);
}

#[test]
fn a_preset_is_suggested_from_the_chart() {
    let presets = Rules::presets();
    let suggested = |chart: &str| {
        let on = read(chart, &BUILTIN);
        suggested_preset(&on.chart, &presets).map(|preset| preset.name.clone())
    };
    let one = |entity: &str, size: &str| {
        format!("id,title,reports_to,entity,size\nA1,Chair,,{entity},{size}\n")
    };
    assert_eq!(
        suggested(&one("Rush Mats", "12")).as_deref(),
        Some("startup")
    );
    assert_eq!(
        suggested(&one("Rush Mats", "2000")).as_deref(),
        Some("enterprise")
    );
    assert_eq!(
        suggested(&one("Ministry of Reeds", "2000")).as_deref(),
        Some("public-sector")
    );
    // A chart of a few seats may be the top of any organisation.
    assert_eq!(suggested(&one("Rush Mats", "")), None);
    let third = format!("{GROUP}C1,Managing Director,A1,Yarrow Ropes,\n");
    assert_eq!(suggested(&third).as_deref(), Some("group"));
    assert_eq!(suggested(GROUP).as_deref(), Some("enterprise"));
}

#[test]
fn every_preset_compiles_and_a_file_may_be_laid_over_it() {
    for preset in Rules::presets() {
        let rules = Rules::with_preset(Some(&preset.name), &[]).unwrap();
        assert_eq!(rules.layers, [format!("preset {}", preset.name)]);
    }
    assert_eq!(Rules::presets().len(), 4);
    let over = rules("preset: group\npolicy: {inherits: false}").unwrap();
    assert!(!over.policy.inherits);
    assert!(over.catalogue.get("RC113").unwrap().enabled);
}

#[test]
fn mistakes_in_a_policy_are_reported_with_their_place() {
    for (text, place, what) in [
        (
            "policy:\n  lines:\n    cioo: {under: [ceo]}",
            (3, 5),
            "cioo",
        ),
        ("policy:\n  areas: [plumbing]", (2, 11), "plumbing"),
        ("preset: village", (1, 9), "village"),
        (
            "findings:\n  - {code: RC305, roles: {checks: [nobody]}}",
            (2, 36),
            "nobody",
        ),
        ("policy:\n  ignor: []", (2, 3), "ignor"),
        ("policy:\n  combine: cio", (2, 12), "combine"),
    ] {
        let error = rules(text).unwrap_err();
        assert_eq!(error.place, Some(place), "{text}: {error}");
        assert!(error.to_string().contains(what), "{error}");
    }
    let empty = rules("policy: {ignore: [{}]}").unwrap_err();
    assert!(empty.to_string().contains("ignore"), "{empty}");
}

#[test]
fn a_finding_is_shown_if_all_conditions_hold() {
    let chart = format!(
        "{GROUP}B3,Chief Information Officer,B2,Yarrow Works,\nB4,Clerk,B9,Yarrow Works,\n"
    );
    let shown = |filter: Filter| {
        let (on, mut audit) = audited(&chart, &BUILTIN);
        let all = audit.findings.len();
        filter.apply(&mut audit, &on, &BUILTIN);
        assert_eq!(audit.findings.len() + audit.filtered, all);
        codes(&audit)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let conditions = |texts: &[&str]| -> Vec<Condition> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    };
    let none = Filter::default();
    assert_eq!(shown(none.clone()), ["RC102", "RC211", "RC403"]);
    assert_eq!(
        shown(Filter {
            only: texts(&["rc1", "unknown-manager"]),
            ..none.clone()
        }),
        ["RC102", "RC403"]
    );
    assert_eq!(
        shown(Filter {
            ignore: texts(&["RC1"]),
            ..none.clone()
        }),
        ["RC211", "RC403"]
    );
    assert_eq!(
        shown(Filter {
            entities: texts(&["Yarrow Holding"]),
            ..none.clone()
        }),
        Vec::<String>::new()
    );
    assert_eq!(
        shown(Filter {
            conditions: conditions(&["rank=chief"]),
            ..none.clone()
        }),
        ["RC211"]
    );
    assert_eq!(
        shown(Filter {
            conditions: conditions(&["rank!=chief", "entity=yarrow works"]),
            ..none.clone()
        }),
        ["RC211", "RC403"]
    );
    assert_eq!(
        shown(Filter {
            conditions: conditions(&["role=cio", "focus=external"]),
            ..none
        }),
        Vec::<String>::new()
    );
}
