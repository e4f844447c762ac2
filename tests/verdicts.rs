//! What the built-in rule pack makes of titles and duty texts, in tables that can be read and argued
//! with line by line.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use rolecall::classify::Classifier;
use rolecall::model::{Basis, Position, SetAsideReason, Side, Verdict};
use rolecall::read::{self, Reader};
use rolecall::rules::{Rules, Scan, Speaks};

/// Title → roles held; roles set aside and why; what limits the holder; rank; scope.
#[rustfmt::skip]
const TITLES: &[(&str, &str)] = &[
    // The officers, spelled out and in short.
    ("Chief Information Officer", "cio; chief"),
    ("Chief Technology Officer", "cto; chief"),
    ("Chief Technical Officer", "cto; chief"),
    ("CIO", "cio; chief"),
    ("CTO", "cto; chief"),
    ("C.T.O.", "cto; chief"),
    ("c.i.o.", "cio; chief"),
    ("ＣＴＯ", "cto; chief"),
    ("chief   information-officer", "cio; chief"),
    ("CHIEF TECHNOLOGY OFFICER (CTO)", "cto; chief"),
    ("Chief IT Officer", "cio; chief"),
    ("Director General, Chief Information Officer", "cio; chief"),
    ("SVP, Chief Information Officer", "cio; chief"),
    ("Executive Director - Chief Information Officer", "cio; chief"),
    ("Corporate Services Director & Chief Information Officer", "cio; chief"),
    ("CIO & Director of Shared Services", "cio; chief"),
    ("Head of IT / CIO", "it-director + cio; chief"),
    ("IT-Leiter | CIO", "it-director + cio; chief"),
    ("Founder & CTO", "cto; chief"),
    ("CTO / Co-Founder", "cto; chief"),
    ("Vorstand (CTO)", "cto; chief"),
    ("Managing Director, CTO", "cto; chief"),
    // Not everything that has a chief's word is a chief.
    ("Chair of the Board", "chief"),
    ("Chair Upholsterer", "professional"),
    ("Iron Founder", "professional"),
    ("President's Assistant", "junior"),
    ("CIO - Band 9", "cio; chief"),
    ("Lead Developer, CTO", "cto; chief"),
    // Both sides in one seat.
    ("CIO/CTO", "cio + cto; chief"),
    ("CIO & CTO", "cio + cto; chief"),
    ("CIO and CTO", "cio + cto; chief"),
    ("Chief Information Officer and Chief Technology Officer", "cio + cto; chief"),
    ("Chief Information & Technology Officer", "chief-information-technology-officer; chief"),
    ("Chief Information and Technology Officer", "chief-information-technology-officer; chief"),
    ("Chief Technology and Information Officer", "chief-information-technology-officer; chief"),
    ("CITO", "chief-information-technology-officer; chief"),
    // Neighbours.
    ("CDIO", "chief-digital-information-officer; chief"),
    ("Chief Digital & Information Officer", "chief-digital-information-officer; chief"),
    ("Chief Digital and Technology Officer", "chief-digital-technology-officer; chief"),
    ("CPTO", "chief-product-technology-officer; chief"),
    ("Chief Product & Technology Officer", "chief-product-technology-officer; chief"),
    ("Chief Information Security Officer", "ciso; chief"),
    ("CISO", "ciso; chief"),
    ("RSSI", "ciso; chief"),
    ("Chief Digital Officer", "chief-digital-officer; chief"),
    ("Chief Data Officer", "chief-data-officer; chief"),
    ("Chief AI Officer", "chief-ai-officer; chief"),
    ("Chief Product Officer", "chief-product-officer; chief"),
    ("Chief Innovation Officer", "chief-innovation-officer; chief"),
    ("Chief Medical Information Officer", "chief-medical-information-officer; chief"),
    ("CDO", "not chief-digital-officer (ambiguous); not chief-data-officer (ambiguous); chief"),
    ("Chief Data Officer (CDO)", "chief-data-officer; chief"),
    // Other officers under the same acronym.
    ("Chief Investment Officer", "chief-investment-officer; chief"),
    ("Chief Investment Officer (CIO)", "chief-investment-officer; not cio (read as chief-investment-officer); chief"),
    ("Chief Transformation Officer (CTO)", "chief-transformation-officer; not cto (read as chief-transformation-officer); chief"),
    ("Chief Talent Officer (CTO)", "chief-talent-officer; not cto (read as chief-talent-officer); chief"),
    ("CIO, Pension Fund", "chief-investment-officer; not cio (read as chief-investment-officer); chief"),
    ("Commercial Tax Officer (CTO)", "tax-officer; not cto (read as tax-officer); professional"),
    // Other officers.
    ("Chief Executive Officer", "ceo; chief"),
    ("CEO and Co-Founder", "ceo; chief"),
    ("Chief Operating Officer", "coo; chief"),
    ("Chief Financial Officer", "cfo; chief"),
    ("CHRO", "chro; chief"),
    ("General Counsel", "general-counsel; chief"),
    ("Chief Technician Officer", "chief"),
    ("Chief Information Process Officer", "chief"),
    // Not quite, not yet, no longer.
    ("Deputy CIO", "not cio (deputy); vice-president"),
    ("Assistant CIO", "not cio (deputy); vice-president"),
    ("Vice CTO", "not cto (deputy); vice-president"),
    ("Associate Chief Information Officer", "not cio (deputy); vice-president"),
    ("Director, Deputy Chief Information Officer", "not cio (deputy); vice-president"),
    ("Deputy CIO/CTO", "not cio (deputy); not cto (deputy); vice-president"),
    ("Former CTO", "not cto (former); professional"),
    ("Ex-CTO", "not cto (former); professional"),
    ("Retired CIO", "not cio (former); professional"),
    ("CIO Emeritus", "not cio (former); professional"),
    ("CTO candidate", "not cto (candidate); professional"),
    ("CIO designate", "not cio (candidate); professional"),
    ("Incoming CTO", "not cto (candidate); professional"),
    // Aides and units.
    ("Assistant to the CIO", "not cio (aide); junior"),
    ("Executive Assistant to the CTO", "not cto (aide); junior"),
    ("Executive Assistant to CIO & CTO", "not cio (aide); not cto (aide); junior"),
    ("EA to the CIO", "not cio (aide); professional"),
    ("Advisor to the CIO", "not cio (aide); professional"),
    ("Chief of Staff to the CTO", "not cto (aide); professional"),
    ("Office of the CIO", "not cio (aide); professional"),
    ("Head of the Office of the CTO", "not cto (aide); lead"),
    ("Head Office of Chief Information Officer", "not cio (aide); lead"),
    ("Manager, Office of the CTO", "not cto (aide); professional"),
    ("Head of Strategy, CIO Organisation", "not cio (aide); lead"),
    ("CIO-Office Information-Head", "not cio (aide); lead"),
    ("CIO-Senior Responsible Owner for Networks", "not cio (aide); professional"),
    ("Delivery Manager, CIO", "not cio (aide); professional"),
    ("Business Analyst (CIO)", "not cio (aide); professional"),
    ("CTO Software Delivery Manager", "not cto (aide); professional"),
    ("Chief Technology Officer Programme Director", "not cto (aide); director"),
    ("CIO Business Partner", "not cio (aide); professional"),
    ("Field CTO", "not cto (aide); professional"),
    ("Customer CTO", "not cto (aide); professional"),
    // For the time being, in part, or nobody.
    ("Interim CTO", "cto; interim; chief"),
    ("CTO, Payments (Interim)", "cto; interim; chief"),
    ("CIO a.i.", "cio; interim; chief"),
    ("Acting CIO", "cio; acting; chief"),
    ("Acting Group CIO", "cio; acting; chief; group"),
    ("vCIO", "cio; fractional; chief"),
    ("Virtual CIO", "cio; fractional; chief"),
    ("Fractional CTO", "cto; fractional; chief"),
    ("Vacant - CTO", "cto; vacant; chief"),
    ("CIO (to be hired)", "cio; vacant; chief"),
    // Scope.
    ("Group CIO", "cio; chief; group"),
    ("CIO Group", "cio; chief; group"),
    ("Deputy Group CIO", "not cio (deputy); vice-president; group"),
    ("Global Chief Technology Officer", "cto; chief; group"),
    ("CIO EMEA", "cio; chief; region"),
    ("CTO, North America", "cto; chief; region"),
    ("Regional CIO", "cio; chief; region"),
    ("Divisional CTO", "cto; chief; division"),
    // Leaders below the officers.
    ("IT Director", "it-director; director"),
    ("Director of IT", "it-director; director"),
    ("DIRECTOR OF INFORMATION TECHNOLOGY", "it-director; director"),
    ("Vice President, Information Technology", "it-director; vice-president"),
    ("Information Technology Director (IT Director)", "it-director; director"),
    ("Head of IT", "it-director; lead"),
    ("Deputy IT Director", "not it-director (deputy); lead"),
    ("Assistant to the IT Director", "not it-director (aide); junior"),
    ("Interim IT Director", "it-director; interim; director"),
    ("VP Engineering", "vp-engineering; vice-president"),
    ("SVP of Engineering", "vp-engineering; vice-president"),
    ("Head of Software Engineering", "vp-engineering; lead"),
    ("Director of Research & Development", "vp-engineering; director"),
    ("Technical Director", "technical-director; director"),
    ("Technology Director", "technical-director; director"),
    ("Head of Technology", "technical-director; lead"),
    // Near, but of another trade or only a part.
    ("Director of Sales", "director"),
    ("HR Director, IT", "director"),
    ("Deputy Finance Director IT & Change", "director"),
    ("Head of IT Procurement", "lead"),
    ("Head of IT Operations", "lead"),
    ("Head of IT Security", "lead"),
    ("IT Sales Director", "director"),
    ("Director, IT Project Delivery", "director"),
    ("IT Manager", "professional"),
    ("Television Technical Director", "director"),
    ("Director of Civil Engineering", "director"),
    ("Vice President of Sales Engineering", "vice-president"),
    // Ordinary seats.
    ("Software Engineer", "professional"),
    ("Senior Software Engineer", "senior"),
    ("Engineering Manager", "professional"),
    ("Network Engineer", "professional"),
    ("Service Desk Manager", "professional"),
    ("Plant Manager", "lead"),
    ("Product Designer", "professional"),
    ("Trainee Accountant", "junior"),
    ("Assistant Manager", "junior"),
    ("Team Leader, Warehouse", "lead"),
    ("Permanent Secretary", "chief"),
    ("Servicio al cliente", "professional"),
    ("Internal Auditor", "professional"),
    // Other languages.
    ("IT-Leiter (m/w/d)", "it-director; lead"),
    ("IT-Leiterin", "it-director; lead"),
    ("stv. IT-Leiter", "not it-director (deputy); lead"),
    ("Stellvertretender Leiter IT", "not it-director (deputy); lead"),
    ("Leiter:in IT", "it-director; lead"),
    ("Kommissarischer Leiter EDV", "it-director; interim; lead"),
    ("Leiter IT-Vertrieb", "lead"),
    ("Technischer Leiter", "technical-director; lead"),
    ("Technischer Leiter Produktion", "lead"),
    ("Referent des CIO", "not cio (aide); professional"),
    ("Geschäftsführer", "chief"),
    ("DSI", "cio; chief"),
    ("DSI par intérim", "cio; interim; chief"),
    ("Directrice des systèmes d'information", "cio; chief"),
    ("Ancien DSI", "not cio (former); professional"),
    ("Adjoint au DSI", "not cio (deputy); vice-president"),
    ("Assistante du DSI", "not cio (aide); junior"),
    ("Directeur technique", "technical-director; director"),
    ("Responsable informatique", "it-director; lead"),
    ("Director de Sistemas", "it-director; director"),
    ("Directora de Tecnología", "cto; chief"),
    ("Subdirector de Sistemas", "director"),
    ("Direttore Sistemi Informativi", "cio; chief"),
    ("Direttore Tecnico", "technical-director; director"),
    ("Diretor de TI", "it-director; director"),
    ("Diretora de Tecnologia", "cto; chief"),
    ("IT-directeur", "it-director; director"),
    ("Hoofd ICT", "it-director; lead"),
    ("Technisch directeur", "technical-director; director"),
    ("plv. CIO", "not cio (deputy); vice-president"),
    ("IT-chef", "it-director; director"),
    ("tf CIO", "cio; acting; chief"),
    ("Dyrektor IT", "it-director; director"),
    ("Zastępca CIO", "not cio (deputy); vice-president"),
    ("Dyrektor techniczny", "technical-director; director"),
];

/// Duty text of a seat titled "Director", a title that promises neither side → focus; sides covered.
#[rustfmt::skip]
const DUTIES: &[(&str, &str)] = &[
    // What both roles do decides nothing.
    ("Works with vendors and suppliers.", "unknown"),
    ("Develops goals and strategies.", "unknown"),
    ("Conducts research and presents the results.", "unknown"),
    ("Owns the budget and the headcount.", "unknown"),
    ("Moves workloads to the cloud.", "unknown"),
    ("Aligns technology with business goals.", "unknown"),
    ("Leads digital transformation with data and AI.", "unknown"),
    ("Works with vendors, sets goals and strategies, does research, owns budget, cloud and data, and aligns all of it with business goals.", "unknown"),
    // The article, one line each.
    ("Develops goals and strategies for the IT and operations departments.", "internal; covers internal"),
    ("Researches new systems to improve the infrastructure of the company.", "internal"),
    ("Works with vendors and suppliers to acquire the best business solutions.", "internal"),
    ("Raises profitability through effective operating solutions.", "internal"),
    ("Improves the productivity of employees.", "internal"),
    ("Simplifies internal processes.", "internal"),
    ("Develops goals and strategies for product designers, developers and engineers.", "external"),
    ("Works with vendors to improve the company's products and services.", "external"),
    ("Aligns products and services with business goals.", "external"),
    ("Raises revenue by delivering cutting-edge technology to customers.", "external"),
    ("Evaluates the appeal and functionality of the final versions of products.", "external"),
    ("Drives innovation.", "external"),
    // Wider, inward.
    ("Runs the service desk, end-user computing and the office network.", "internal"),
    ("Answers for disaster recovery, business continuity and information security.", "internal"),
    ("Rolls out ERP and HRIS systems across all departments.", "internal"),
    ("Controls IT spending and negotiates software licences.", "internal"),
    ("Keeps the enterprise architecture and retires old infrastructure.", "internal"),
    ("Automates administrative tasks and standardises internal systems.", "internal"),
    // Wider, outward.
    ("Owns the product roadmap and the technical vision.", "external"),
    ("Publishes the API and the SDK that partners build on.", "external"),
    ("Files patents and runs the research lab with prototypes.", "external"),
    ("Takes new products to market and grows market share.", "external"),
    ("Improves the customer experience and listens to customer feedback.", "external"),
    ("Hires and mentors software engineers.", "external"),
    // Words that look like others.
    ("Serves internal customers.", "unknown"),
    ("Serves customers.", "unknown"),
    ("Manages network engineers and systems administrators.", "unknown"),
    ("Represents the company before the Internal Revenue Service.", "unknown"),
    ("Raises money for a non-profit.", "unknown"),
    ("Trains business developers and property developers.", "unknown"),
    ("Measures the productivity of each department.", "internal"),
    // Not theirs, or not yet.
    ("Is not responsible for IT operations or infrastructure.", "unknown"),
    ("Responsible for product development, excluding IT operations.", "external"),
    ("Reports to the CTO.", "unknown"),
    ("Reports to the Director of Operations and runs IT operations and infrastructure.", "internal; covers internal"),
    ("Supports the CIO in running IT operations.", "unknown"),
    ("Works in partnership with the CTO on product strategy.", "unknown"),
    ("Ten years of experience in product engineering and software development.", "unknown"),
    ("About us: we deliver innovative products to customers in forty countries.", "unknown"),
    ("We are a leading provider of software products.", "unknown"),
    // Enough to cover a side.
    ("Runs IT operations and infrastructure, chooses vendors of business solutions and raises the productivity of employees.", "internal; covers internal"),
    ("Leads engineers and developers, owns the product roadmap, drives innovation and raises revenue from customers.", "external; covers external"),
    ("Runs IT operations and infrastructure. Leads software engineers who build our products, owns the product roadmap and works for customers.", "mixed"),
    ("Grows revenue, market share and customer satisfaction with new products.", "external"),
    ("Raises profitability, cuts costs, improves productivity and simplifies internal processes for all employees.", "internal"),
    ("Runs plants, logistics and purchasing.", "unknown"),
];

/// What a bare acronym means is decided by the nearest words that tell: title, department, entity,
/// duties → roles held.
#[rustfmt::skip]
const ACRONYMS: &[(&str, &str, &str, &str, &str)] = &[
    ("CIO", "", "", "", "cio"),
    ("CIO", "Investments", "", "", "chief-investment-officer"),
    ("CIO", "Executive Office", "", "Chairs the investment committee and sets the asset allocation.", "chief-investment-officer"),
    ("CIO", "Executive Office", "Larkspur Pension Fund", "", "chief-investment-officer"),
    ("CIO", "Information Technology", "Larkspur Pension Fund", "", "cio"),
    ("CIO", "", "", "Governs IT investments and runs the IT operations.", "cio"),
    ("CTO", "Engineering", "", "", "cto"),
    ("CTO", "Transformation Office", "", "", "chief-transformation-officer"),
    ("CDO", "Data & Analytics", "", "", "chief-data-officer"),
    ("CDO", "Digital", "", "", "chief-digital-officer"),
    ("CPO", "Procurement", "", "", "chief-procurement-officer"),
    ("CPO", "Product Management", "", "", "chief-product-officer"),
    ("CPO", "", "", "", ""),
];

fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> =
        LazyLock::new(|| Rules::builtin().expect("the built-in pack compiles"));
    &RULES
}

/// The name of a plain enum variant as packs and output write it.
fn name(value: impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap();
    value.as_str().unwrap().to_owned()
}

fn roles(rules: &Rules, verdict: &Verdict) -> String {
    let ids = verdict
        .roles
        .iter()
        .map(|held| rules.role(held.role).id.as_str());
    ids.collect::<Vec<_>>().join(" + ")
}

fn reading(rules: &Rules, verdict: &Verdict) -> String {
    let mut parts = vec![roles(rules, verdict)];
    parts.extend(verdict.set_aside.iter().map(|aside| {
        let why = match aside.reason {
            SetAsideReason::Modifier(modifier) => name(modifier),
            SetAsideReason::ReadAs(role) => format!("read as {}", rules.role(role).id),
            SetAsideReason::Ambiguous => "ambiguous".to_owned(),
        };
        format!("not {} ({why})", rules.role(aside.role).id)
    }));
    let limits = verdict
        .modifiers
        .iter()
        .filter(|modifier| !modifier.unseats());
    parts.extend(limits.map(name));
    parts.push(name(verdict.rank));
    parts.extend(verdict.scope.map(name));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

/// Compares all lines of a table and shows all that differ.
fn compare<'t>(lines: impl Iterator<Item = (&'t str, String, &'t str)>) {
    let wrong: Vec<_> = lines
        .filter(|(_, found, expected)| found != expected)
        .map(|(text, found, expected)| format!("{text}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_built_in_pack_compiles() {
    let rules = Rules::builtin().unwrap();
    assert!(rules.rules().count() > 200);
    assert_eq!(rules.role(rules.sides.internal.role).id, "cio");
    assert_eq!(rules.role(rules.sides.external.role).id, "cto");
}

#[test]
fn titles_are_read_as_the_table_says() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    compare(TITLES.iter().map(|&(title, expected)| {
        let position = Position {
            title,
            ..Position::default()
        };
        let verdict = classifier.classify(&position);
        (title, reading(rules, &verdict), expected)
    }));
}

#[test]
fn duties_are_weighed_as_the_table_says() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    compare(DUTIES.iter().map(|&(text, expected)| {
        let position = Position {
            title: "Director",
            responsibilities: text,
            ..Position::default()
        };
        let verdict = classifier.classify(&position);
        let mut found = name(verdict.focus);
        for side in Side::BOTH {
            if let Some(coverage) = verdict.covers[side] {
                assert_eq!(coverage.basis, Basis::Duties, "{text}");
                found += &format!("; covers {}", name(side));
            }
        }
        (text, found, expected)
    }));
}

#[test]
fn the_nearest_words_decide_an_acronym() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    for &(title, department, entity, responsibilities, expected) in ACRONYMS {
        let position = Position {
            title,
            department,
            entity,
            responsibilities,
            ..Position::default()
        };
        let found = roles(rules, &classifier.classify(&position));
        assert_eq!(found, expected, "{position:?}");
    }
}

#[test]
fn a_low_rank_or_another_trade_covers_no_side_by_duties() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    let covers = |title| {
        let position = Position {
            title,
            responsibilities: "Runs IT operations and infrastructure, chooses vendors of business \
                               solutions and raises the productivity of employees.",
            ..Position::default()
        };
        classifier.classify(&position).covers[Side::Internal].is_some()
    };
    for title in [
        "Director",
        "Chief Operating Officer",
        "Board Member",
        "",
        "Steward of the Keys",
    ] {
        assert!(covers(title), "{title}");
    }
    for title in [
        "Service Desk Manager",
        "Network Engineer",
        "Plant Manager",
        "Deputy CIO",
        "Assistant to the CIO",
    ] {
        assert!(!covers(title), "{title}");
    }
}

#[test]
fn every_axis_has_phrases_for_both_sides_and_every_area_has_some() {
    let rules = rules();
    let spoken = rules.rules().filter(|rule| !rule.phrases.is_empty());
    let duties: Vec<_> = spoken
        .filter_map(|rule| match rule.speaks {
            Speaks::Duty(duty) => Some(rules.duty(duty)),
            _ => None,
        })
        .collect();
    for (index, axis) in rules.axes.iter().enumerate() {
        for side in Side::BOTH {
            let spoken = duties
                .iter()
                .any(|duty| usize::from(duty.axis) == index && duty.side == side);
            assert!(spoken, "{} {side:?}", axis.id);
        }
    }
    for (index, area) in rules.areas.iter().enumerate() {
        let of_area = || duties.iter().filter(|duty| duty.area == Some(index as u16));
        assert!(of_area().count() > 0, "{}", area.id);
        assert!(of_area().all(|duty| duty.side == area.side), "{}", area.id);
    }
}

#[test]
fn every_role_can_be_named() {
    let rules = rules();
    for (id, role) in rules.roles() {
        let named = rules
            .rules()
            .any(|rule| rule.speaks == Speaks::Title(id) && !rule.phrases.is_empty());
        assert!(named, "{}", role.id);
    }
}

#[test]
fn what_both_roles_do_decides_no_duty() {
    let rules = rules();
    let mut scan = Scan::default();
    for text in [
        "vendors",
        "suppliers",
        "collaborate with vendors and suppliers",
        "strategy",
        "goals and strategies",
        "research",
        "research new trends",
        "budget",
        "cloud",
        "data",
        "digital transformation",
        "leadership",
        "align with business goals",
        "stakeholders",
    ] {
        rules.matcher.scan(text, &mut scan);
        for found in &scan.matches {
            let rule = rules.rule(found.rule);
            let duty = matches!(rule.speaks, Speaks::Duty(_));
            assert!(!duty, "`{text}` speaks for {}", rule.id);
        }
    }
}

#[test]
fn every_healthy_company_has_one_holder_for_each_side() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/healthy");
    let found = read::discover(&[folder]);
    assert!(found.inputs.len() >= 10);
    let mut reader = Reader::new(found.inputs, &rules.columns, read::Options::default());
    let mut holders: BTreeMap<(u32, String), [usize; 2]> = BTreeMap::new();
    while let Some(batch) = reader.next_batch() {
        for position in batch.positions() {
            let verdict = classifier.classify(&position);
            let entity = (position.file.0, position.entity.to_owned());
            let seats = holders.entry(entity).or_default();
            for (side, seats) in Side::BOTH.into_iter().zip(seats) {
                let leads = verdict.leads(side);
                assert_eq!(verdict.covers[side].is_some(), leads, "{position:?}");
                *seats += usize::from(leads);
            }
        }
    }
    assert!(holders.len() >= 16);
    for (entity, seats) in holders {
        assert_eq!(seats, [1, 1], "{entity:?}");
    }
}

#[test]
fn odd_text_is_judged_too_and_always_alike() {
    let rules = rules();
    let classifier = Classifier::new(rules);
    let long = "CIO/IT operations and ".repeat(2_000);
    for text in [
        "",
        " ",
        "&",
        "& &",
        "...",
        "//",
        "CIO/",
        "/CIO/CTO/",
        "\u{0}",
        "٣ CTO",
        "CIO\u{ad}",
        "of of of",
        "not responsible for",
        &long,
    ] {
        let position = Position {
            title: text,
            department: text,
            entity: text,
            responsibilities: text,
            ..Position::default()
        };
        let verdict = classifier.classify(&position);
        let again = classifier.classify(&position);
        assert_eq!(format!("{verdict:?}"), format!("{again:?}"));
        assert!((-1.0..=1.0).contains(&verdict.score));
        assert!((0.0..=1.0).contains(&verdict.confidence));
        for evidence in &verdict.evidence {
            let heard = evidence.start as usize..evidence.end as usize;
            assert!(position.text(evidence.field).get(heard).is_some());
        }
    }
}
