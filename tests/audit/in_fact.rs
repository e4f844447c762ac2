//! Who runs a side in fact, judged by titles, units, professions and duty texts of one chart.

use std::io::Write as _;
use std::sync::LazyLock;

use rolecall::audit::{Audit, AuditOptions, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::model::Side;
use rolecall::read::{self, Input, Reader};
use rolecall::rules::Rules;

pub static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

pub fn audited(chart: &str, rules: &Rules) -> (ClassifiedChart, Audit) {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(chart.as_bytes()).unwrap();
    let inputs = vec![Input::File(file.path().to_owned())];
    let reader = Reader::new(inputs, &rules.columns, read::ReadOptions::default());
    let on = ClassifiedChart::read(reader, rules);
    let audit = audit(&on, rules, AuditOptions::default());
    (on, audit)
}

/// How a side is covered on a chart of lines `id,reports_to,title,department,profession,duties`, and by which
/// seats.
pub fn covered(side: Side, lines: &[&str]) -> (&'static str, Vec<String>) {
    let lines = lines.join("\n");
    let header = "id,reports_to,title,department,profession,responsibilities,name";
    let (on, audit) = audited(&format!("{header}\n{lines}\n"), &RULES);
    let found = &audit.entities[0].sides[side];
    let seats = found.leaders.iter().chain(&found.stand_ins);
    let ids = seats.map(|seat| on.chart.position(*seat).id.to_owned());
    (found.how(), ids.collect())
}

pub fn internal(lines: &[&str]) -> (&'static str, Vec<String>) {
    covered(Side::Internal, lines)
}

pub fn in_fact(ids: &[&str]) -> (&'static str, Vec<String>) {
    ("in-fact", ids.iter().map(|id| (*id).to_owned()).collect())
}

pub const NOBODY: (&str, Vec<String>) = ("nobody", Vec::new());

pub const TOP: &str = "1,,Chief Executive,,,Leads the trust.,Ada Quill";

#[test]
fn a_title_may_name_the_side_among_other_functions() {
    for title in [
        "Director of Finance & ICT",
        "Estates and IT Director",
        "IT & Change Director",
        "Director of People, Finance and Technology",
        "Director, Resources & Technology",
        "Group Chief Operating Officer and Technology",
        "Director, Department of Innovation and Technology",
        "Leiter des Rechenzentrums",
        "EVP, Corporate Technology and Services",
        "Executive Director, Information & Learning Technology",
        "Directora de Personas y Tecnología",
        "Directeur des ressources et du numérique",
        "Direttrice Organizzazione e Tecnologie",
        "Diretor de Finanças e Tecnologia",
        "Leiterin Personal und Digitalisierung",
        "Directeur Middelen en Digitalisering",
        "Ekonomi- och digitaliseringsdirektör",
        "Dyrektor ds. Finansów i Cyfryzacji",
        "Director, Internal Systems and Automation",
        "Head of Enterprise Systems",
        "Director de operaciones y sistemas",
        "Direttrice Qualità e Sistemi",
        "Diretor de Operações e Sistemas",
        "Vice President, Broadcast Engineering and IT",
        "Teamregisseur Informatisering",
    ] {
        let seat = format!("2,1,\"{title}\",,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), in_fact(&["2"]), "{title}");
    }
    for title in [
        "HR Director, IT",
        "Head of IT Procurement",
        "IT Audit Director",
    ] {
        let seat = format!("2,1,\"{title}\",,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), NOBODY, "{title}");
    }
}

#[test]
fn technology_may_be_the_it_of_the_house_where_nothing_else_is() {
    for title in [
        "Technology Director",
        "Head of Systems",
        "Director of Digital",
        "Diretora de Tecnologia",
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), in_fact(&["2"]), "{title}");
        let head = "3,1,Head of IT,,,,Cleo Mint";
        assert_eq!(internal(&[TOP, &seat, head]), in_fact(&["3"]), "{title}");
        let scientist = format!("2,1,{title},,Science and Engineering,,Bo Rask");
        assert_eq!(internal(&[TOP, &scientist]), NOBODY, "{title}");
    }
    for title in [
        "Director of Health Technology",
        "Director of Strategy and Technology",
        "Director of Technology Transfer",
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), NOBODY, "{title}");
    }
    let elsewhere = "2,1,Technology Director,,,\"Leads estates, payroll and audit\",Bo Rask";
    assert_eq!(internal(&[TOP, elsewhere]), NOBODY);
    // The invoices are another field, but the system for them is one of IT.
    let systems = "2,1,Technology Director,,,\"Billing system, network, cyber security\",Bo Rask";
    assert_eq!(internal(&[TOP, systems]), in_fact(&["2"]));
    // What stands beside the word does not matter, unless it is a field of its own.
    let buildings = "2,1,Vicerrectora de Transformación Digital e Infraestructuras,,,,Bo Rask";
    assert_eq!(internal(&[TOP, buildings]), in_fact(&["2"]));
    let marketing = "2,1,Director of Digital and Marketing,,,,Bo Rask";
    assert_eq!(internal(&[TOP, marketing]), NOBODY);
}

#[test]
fn an_officer_of_the_other_side_may_look_after_it_too() {
    let product =
        "2,1,Chief Product Officer,,,\"Owns the roadmap. Looks after internal IT, too.\",Bo Rask";
    assert_eq!(internal(&[TOP, product]), in_fact(&["2"]));
    let head = "3,1,Head of IT,,,,Cy Moor";
    assert_eq!(internal(&[TOP, product, head]), in_fact(&["3"]));
    let alone = "2,1,Chief Product Officer,,,Owns the roadmap.,Bo Rask";
    assert_eq!(internal(&[TOP, alone]), NOBODY);
}

#[test]
fn the_it_manager_of_a_small_house_is_its_head_of_it() {
    let manager = "2,1,IT Manager,,,,Bo Rask";
    for title in ["IT Manager", "Manager of Information Technology"] {
        let manager = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(internal(&[TOP, &manager]), in_fact(&["2"]), "{title}");
    }
    // Two levels below, there may be others, unless the house is small.
    let director = "2,1,Director of Estates,,,,Bo Rask";
    let below = "3,2,IT Manager,,,,Cy Moor";
    assert_eq!(internal(&[TOP, director, below]), in_fact(&["3"]));
    let wardens: Vec<_> = (4..30).map(|id| format!("{id},2,Warden,,,,")).collect();
    let mut large = vec![TOP, director, below];
    large.extend(wardens.iter().map(String::as_str));
    assert_eq!(internal(&large), NOBODY);
    // An analyst manages nothing, and a head of IT says more.
    let analyst = "2,1,IT Analyst,,,,Bo Rask";
    assert_eq!(internal(&[TOP, analyst]), NOBODY);
    let head = "3,1,Head of IT,,,,Cy Moor";
    assert_eq!(internal(&[TOP, manager, head]), in_fact(&["3"]));
}

#[test]
fn a_manager_may_run_the_it_of_a_small_house_where_nobody_else_does() {
    for title in [
        "Senior Manager, Management Information Systems",
        "Group Manager, Information & Communication Technology",
        "IT & Security Manager",
    ] {
        let seat = format!("2,1,\"{title}\",,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), in_fact(&["2"]), "{title}");
    }
    for title in [
        "Project Manager, IT",
        "Manager, IT Audit",
        "IT Service Desk Manager's Assistant",
        "Product Manager",
    ] {
        let seat = format!("2,1,\"{title}\",,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), NOBODY, "{title}");
    }
    let unit = "2,1,Manager,Information and Communication Technology,,,Bo Rask";
    assert_eq!(internal(&[TOP, unit]), in_fact(&["2"]));
    let manager = "2,1,\"Group Manager, Information Technology\",,,,Bo Rask";
    let finance = "3,1,Director of Finance & ICT,,,,Cy Moor";
    assert_eq!(internal(&[TOP, manager, finance]), in_fact(&["3"]));
}

#[test]
fn a_page_may_say_in_a_sentence_who_answers_for_it() {
    for seat in [
        "2,1,Vorstandsmitglied,,,\"In ihrer Verantwortung liegen Finanzen, Personal und IT.\",Bo Rask",
        "2,1,Direttore Operativo,,,\"Sovrintende a logistica, acquisti e sistemi informativi.\",Bo Rask",
        "2,1,Secretaria General,,,\"Tiene a su cargo personal, contratación e informática.\",Bo Rask",
        "2,1,Directeur des moyens,,,\"Supervise les finances, les achats et l'informatique.\",Bo Rask",
        "2,1,Ressort Informationssysteme und Risiko,,,,Bo Rask",
        "2,1,Director of Performance and Digital,,,,Bo Rask",
        "2,1,Diretor de Transformação Digital,,,,Bo Rask",
        "2,1,Druga Zastępca Prezydenta,,,\"Sprawy: oświaty, informatyki, zamówień publicznych.\",Bo Rask",
    ] {
        assert_eq!(internal(&[TOP, seat]), in_fact(&["2"]), "{seat}");
    }
    let seller = "1,,Chief Executive,,,Builds a platform that helps IT teams to do more.,Ada Quill";
    let sales = "2,1,Sales Director,,,,Bo Rask";
    assert_eq!(internal(&[seller, sales]), NOBODY);
}

#[test]
fn whoever_works_below_the_officer_does_not_stand_in() {
    let officer = "2,1,Chief Information Officer,,,,Bo Rask";
    let below = "3,2,Director of IT Operations,,,,Cleo Mint";
    let beside = "4,1,IT Director,,,,Dag Holt";
    let (how, ids) = internal(&[TOP, officer, below, beside]);
    assert_eq!((how, ids), ("title", vec!["2".to_owned(), "4".to_owned()]));
}

#[test]
fn a_duty_text_may_name_the_side_in_a_list() {
    let resources = "2,1,Director of Resources,,,\"Finance, payroll, IT and buildings\",Bo Rask";
    assert_eq!(internal(&[TOP, resources]), in_fact(&["2"]));
    let policy = "2,1,Director of Policy,,,Advises ministers on the IT industry,Bo Rask";
    assert_eq!(internal(&[TOP, policy]), NOBODY);
    let library = "2,1,Head of Reading,,,Leads the library and information services,Bo Rask";
    assert_eq!(internal(&[TOP, library]), NOBODY);
}

#[test]
fn a_seat_for_the_side_alone_wins_over_a_portfolio_above() {
    let resources = "2,1,Director of Resources,,,\"Leads finance, IT and estates\",Bo Rask";
    let head = "3,2,Head of Information Systems,,,,Cleo Mint";
    let service = "4,3,Head of ICT Service Desk,,,,Dag Holt";
    assert_eq!(
        internal(&[TOP, resources, head, service]),
        in_fact(&["3"]),
        "the highest of those who do nothing else"
    );
}

#[test]
fn the_manager_of_it_is_its_head_below_whoever_has_it_among_other_work() {
    let officer = "2,1,Chief Administrative Officer,,,\"Personnel, information technology and property\",Bo Rask";
    let manager =
        "3,2,\"Group Manager, Information Technology\",,,Networks and help desk,Cleo Mint";
    assert_eq!(internal(&[TOP, officer, manager]), in_fact(&["3"]));
    // Below somebody who has nothing of IT, the portfolio is closer to it.
    let works = "4,1,Director of Works,,,Roads and drains,Dag Holt";
    let elsewhere = manager.replace("3,2,", "3,4,");
    assert_eq!(
        internal(&[TOP, officer, works, &elsewhere]),
        in_fact(&["2"])
    );
}

#[test]
fn of_portfolios_in_one_line_the_lowest_wins() {
    let services = "2,1,Director of Services,,,\"Leads finance, IT and estates\",Bo Rask";
    let support = "3,2,Head of Support,,,\"Leads IT, post and procurement\",Cleo Mint";
    assert_eq!(internal(&[TOP, services, support]), in_fact(&["3"]));
}

#[test]
fn the_name_of_a_unit_counts_for_its_head() {
    let head = "2,1,Director,Information Systems,,,Bo Rask";
    let below = "3,2,Deputy Director,Information Systems,,,Cleo Mint";
    assert_eq!(internal(&[TOP, head, below]), in_fact(&["2"]));
    let finance = "2,1,Director of Finance,Finance and IT,,,Bo Rask";
    assert_eq!(internal(&[TOP, finance]), in_fact(&["2"]));
    let quality = "2,1,Director of Quality,Informatics,,,Bo Rask";
    assert_eq!(internal(&[TOP, quality]), NOBODY);
    let buildings = "2,1,Corporate Director,Informatics,,\"Buildings, audit and payroll\",Bo Rask";
    assert_eq!(internal(&[TOP, buildings]), NOBODY);
}

#[test]
fn a_title_that_only_says_head_is_that_of_the_head_of_the_unit() {
    let unit = |title: &str| format!("2,1,{title},Information Technology Services,,,Bo Rask");
    for title in ["Head", "Leiterin", "Responsable"] {
        assert_eq!(internal(&[TOP, &unit(title)]), in_fact(&["2"]), "{title}");
    }
    let below = "3,2,Head,Information Technology Services,,,Cy Moor";
    assert_eq!(internal(&[TOP, &unit("Head"), below]), in_fact(&["2"]));
    assert_eq!(internal(&[TOP, &unit("Team Lead")]), NOBODY);
}

#[test]
fn a_profession_confirms_a_title() {
    let solutions = "2,1,Head of Business Solutions,,Information Technology,,Bo Rask";
    let change = "3,1,Director of Change and ICT,,,,Cleo Mint";
    assert_eq!(internal(&[TOP, solutions]), in_fact(&["2"]));
    let confirmed = "3,1,Director of Change and ICT,,Information Technology,,Cleo Mint";
    let finance = "4,1,Director of Finance and IT,,,,Dag Holt";
    assert_eq!(internal(&[TOP, change, finance]), in_fact(&["3", "4"]));
    assert_eq!(internal(&[TOP, confirmed, finance]), in_fact(&["3"]));
}

#[test]
fn a_duty_text_that_is_a_title_names_its_holder() {
    let officer = "2,1,Deputy Director,Support,,Chief Information Officer,Bo Rask";
    let (how, ids) = internal(&[TOP, officer]);
    assert_eq!((how, ids), ("title", vec!["2".to_owned()]));
    let head = "2,1,Head of Systems,,,\"Head of IT, records and post\",Bo Rask";
    assert_eq!(internal(&[TOP, head]), in_fact(&["2"]));
    let external = |duties: &str| {
        let seat = format!("2,1,Deputy Director,Reform,,{duties},Bo Rask");
        covered(Side::External, &[TOP, &seat]).0
    };
    assert_eq!(external("Chief Technology Officer for Government"), "title");
    for duties in [
        "Chief Technology Officer support",
        "Chief Technology Officer for Government has asked that the whole team be moved to the new building",
    ] {
        assert_eq!(external(duties), "nobody", "{duties}");
    }
    // An office stands for its head, and an assistant does not.
    for (title, duties, found) in [
        (
            "Office of the CTO",
            "Chief Technology Officer for Government",
            "in-fact",
        ),
        ("Office of the CTO", "Chief Technology Officer", "nobody"),
        (
            "Assistant to the CTO",
            "Chief Technology Officer for Government",
            "nobody",
        ),
        ("PA to CTO", "Chief Technology Officer", "nobody"),
    ] {
        let seat = format!("2,1,{title},Reform,,{duties},");
        assert_eq!(
            covered(Side::External, &[TOP, &seat]).0,
            found,
            "{title}: {duties}"
        );
    }
}

#[test]
fn innovation_and_digital_transformation_is_it_only_where_nobody_else_runs_it() {
    for (title, head) in [
        (
            "Director of Innovation and Digital Transformation",
            "Head of IT",
        ),
        (
            "Gerente de Innovación y Transformación Digital",
            "Gerente de TI",
        ),
        (
            "Direttore innovazione e trasformazione digitale",
            "Responsabile ICT",
        ),
        (
            "Diretor de Inovação e Transformação Digital",
            "Diretor de TI",
        ),
        (
            "Diretor Executivo de Transformação Digital e Inovação",
            "Diretor de TI",
        ),
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        let head = format!("3,1,{head},,,,Cy Moor");
        assert_eq!(internal(&[TOP, &seat]), in_fact(&["2"]), "{title}");
        let (_, ids) = internal(&[TOP, &seat, &head]);
        assert_eq!(ids, ["3"], "{title}");
        let external = covered(Side::External, &[TOP, &seat, &head]);
        assert_eq!(external, in_fact(&["2"]), "{title}");
    }
}

#[test]
fn products_and_digital_services_are_the_external_side() {
    let external = |line: &str| covered(Side::External, &[TOP, line]);
    let products = "2,1,\"Head of Products, Services & Supply\",,,,Bo Rask";
    assert_eq!(external(products), in_fact(&["2"]));
    let innovation = "2,1,Director of Products and Innovation,,,,Bo Rask";
    assert_eq!(external(innovation), in_fact(&["2"]));
    for title in [
        "Direktorin Technologie und Innovation",
        "Directeur exécutif, Technologie et Innovation",
    ] {
        let seat = format!("2,1,\"{title}\",,,,Bo Rask");
        assert_eq!(external(&seat), in_fact(&["2"]), "{title}");
    }
    for title in [
        "Director of Digital Services",
        "Director of Product Development",
        "Director of Product Development and Quality",
        "VP Hardware Engineering",
        "Head of E-Commerce",
        "Director de e-commerce y marketing",
        "E-handelschef",
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(external(&seat), in_fact(&["2"]), "{title}");
    }
    let citizens =
        "2,1,Executive Director,,,Improves the quality of digital public services,Bo Rask";
    assert_eq!(external(citizens), in_fact(&["2"]));
    for title in [
        "Director of Digital Communications",
        "Head of Product Safety",
    ] {
        assert_eq!(
            external(&format!("2,1,{title},,,,Bo Rask")),
            NOBODY,
            "{title}"
        );
    }
}

#[test]
fn a_vacant_seat_that_would_cover_the_side_is_named() {
    let header = "id,reports_to,title,name";
    let chart =
        format!("{header}\n1,,Chief Executive,Ada Quill\n2,1,Head of Information Systems,Vacant\n");
    let (on, audit) = audited(&chart, &RULES);
    let found = &audit.entities[0].sides[Side::Internal];
    assert_eq!(found.how(), "nobody");
    assert_eq!(on.chart.position(found.vacant[0]).id, "2");
    let missing = audit
        .findings
        .iter()
        .find(|finding| finding.code == "RC103");
    let message = &missing.unwrap().message;
    assert!(
        message
            .contains("`Head of Information Systems` (2), whose holder would stand in, is vacant")
    );
}

#[test]
fn the_public_sector_makes_a_cto_look_inward() {
    let rules = Rules::with_preset(Some("public-sector"), &[]).unwrap();
    let chart = "id,reports_to,title\n1,,Permanent Secretary\n2,1,Chief Technology Officer\n";
    let (on, audit) = audited(chart, &rules);
    let internal = &audit.entities[0].sides[Side::Internal];
    assert_eq!(internal.how(), "in-fact");
    assert_eq!(on.chart.position(internal.stand_ins[0]).id, "2");
    let (_, plain) = audited(chart, &RULES);
    assert_eq!(plain.entities[0].sides[Side::Internal].how(), "nobody");
}

#[test]
fn whoever_leads_the_product_stands_in_if_nobody_is_more_closely_tied() {
    let external = |lines: &[&str]| covered(Side::External, lines);
    let product = "2,1,VP Product,,,,Bo Rask";
    assert_eq!(external(&[TOP, product]), in_fact(&["2"]));
    for title in [
        "VP Software",
        "Vice President, Product Management",
        "Dyrektor Departamentu Produktów",
        "Directora de Productos",
        "Head of Innovation and Sustainability",
        "Directrice de l'innovation",
    ] {
        let seat = format!("2,1,\"{title}\",,,,Bo Rask");
        assert_eq!(external(&[TOP, &seat]), in_fact(&["2"]), "{title}");
    }
    let engineering = "3,1,Director of Software Engineering,,,,Cy Moor";
    assert_eq!(external(&[TOP, product, engineering]), in_fact(&["3"]));
    let platforms =
        "2,1,Vice President,,,Delivers sturdy platforms for the clients of the firm,Bo Rask";
    assert_eq!(external(&[TOP, platforms]), in_fact(&["2"]));
    assert_eq!(
        external(&[TOP, "2,1,Head of Product Marketing,,,,Bo Rask"]),
        NOBODY
    );
}

#[test]
fn the_director_of_technology_of_a_school_looks_inward() {
    let school = [
        "1,,Superintendent of Schools,,,,Ada Quill",
        "2,1,Director of School Meals,,,,Bo Rask",
        "3,1,Director of School Transport,,,,Cy Moor",
        "4,1,Director of Technology,,,,Di Fenn",
    ];
    assert_eq!(internal(&school), in_fact(&["4"]));
    assert_eq!(covered(Side::External, &school), NOBODY);
}

#[test]
fn on_a_flat_page_a_head_with_a_share_of_the_side_is_enough() {
    let banking = "2,1,\"Head, Digital Banking & Agency Channels\",,,,Bo Rask";
    let external = |lines: &[&str]| covered(Side::External, lines);
    assert_eq!(external(&[TOP, banking]), in_fact(&["2"]));
    let deep = [
        TOP,
        "2,1,Managing Director,,,,Bo Rask",
        "3,2,\"Head, Digital Banking & Agency Channels\",,,,Cy Moor",
    ];
    assert_eq!(external(&deep), NOBODY);
}
