//! Who stands in for a side on pages of leaders: a line of a biography, the kind of house, products and online
//! services.

use std::io::Write as _;
use std::sync::LazyLock;

use rolecall::audit::{Audit, AuditOptions, audit};
use rolecall::classify::ClassifiedChart;
use rolecall::model::Side;
use rolecall::read::{self, Input, Reader};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

fn audited(house: &str, seats: &[(&str, &str)]) -> (ClassifiedChart, Audit) {
    let mut chart = String::from("id,reports_to,title,company,responsibilities\n");
    for (row, (title, duties)) in (1..).zip(seats) {
        let above = if row == 1 { "" } else { "1" };
        chart.push_str(&format!("{row},{above},\"{title}\",{house},\"{duties}\"\n"));
    }
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
    file.write_all(chart.as_bytes()).unwrap();
    let inputs = vec![Input::File(file.path().to_owned())];
    let reader = Reader::new(inputs, &RULES.columns, read::ReadOptions::default());
    let on = ClassifiedChart::read(reader, &RULES);
    let audit = audit(&on, &RULES, AuditOptions::default());
    (on, audit)
}

/// The ids of the seats that stand in for a side below a chief executive.
fn stand_ins(side: Side, house: &str, seats: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("Chief Executive Officer", "")];
    all.extend(seats);
    let (on, audit) = audited(house, &all);
    let found = &audit.entities[0].sides[side];
    let ids = found.stand_ins.iter();
    ids.map(|seat| on.chart.position(*seat).id.to_owned())
        .collect()
}

fn internal(house: &str, seats: &[(&str, &str)]) -> Vec<String> {
    stand_ins(Side::Internal, house, seats)
}

fn external(seats: &[(&str, &str)]) -> Vec<String> {
    stand_ins(Side::External, "Moor Works", seats)
}

const OFFICER: (&str, &str) = ("Chief Technology Officer", "");

#[test]
fn the_only_officer_of_a_bank_perhaps_runs_its_it() {
    for house in [
        "Moor Savings Bank",
        "Heide Versicherung",
        "Fen County Council",
    ] {
        assert_eq!(internal(house, &[OFFICER]), ["2"], "{house}");
    }
    // Two titles tell what kind of house it is, one may be that of a customer's trade.
    let lenders = [
        OFFICER,
        ("Chief Lending Officer", ""),
        ("Head of Banking", ""),
    ];
    assert_eq!(internal("Moor Works", &lenders), ["2"]);
    assert!(internal("Moor Works", &lenders[..2]).is_empty());
    assert!(internal("Moor Software", &[OFFICER]).is_empty());
}

#[test]
fn the_only_officer_of_a_bank_yields_to_whoever_runs_it() {
    let bank = "Moor Savings Bank";
    assert_eq!(internal(bank, &[OFFICER, ("Head of IT", "")]), ["3"]);
    let finance = ("Director of Finance & IT", "");
    assert_eq!(internal(bank, &[OFFICER, finance]), ["3"]);
}

#[test]
fn the_technical_director_of_a_municipality_builds_roads() {
    let at =
        |house: &str, duties: &str| stand_ins(Side::External, house, &[("Teknisk chef", duties)]);
    assert!(at("Alby kommun", "").is_empty());
    assert!(at("Alby kommun", "Ansvarar för gator och vatten.").is_empty());
    assert!(at("Alby Sjukhus", "").is_empty());
    assert_eq!(at("Alby Verkstad", ""), ["2"]);
    // Duties that speak for the side count everywhere.
    let develops =
        "Leder våra mjukvaruutvecklare. Ansvarar för produktutveckling och teknikstrategi.";
    assert_eq!(at("Alby kommun", develops), ["2"]);
    // So does a role of the same seat that means the same in every house.
    let both = [("Technical Director and Chief Innovation Officer", "")];
    assert_eq!(stand_ins(Side::External, "Alby kommun", &both), ["2"]);
    let seats = [
        ("Teknisk chef", ""),
        ("Kommunjurist", ""),
        ("Kommunsekreterare", ""),
        ("Kommunstrateg", ""),
    ];
    assert!(stand_ins(Side::External, "Alby", &seats).is_empty());
    // A word of a trade of its customers, or one that only begins alike, makes no such house.
    assert_eq!(stand_ins(Side::External, "Alby", &seats[..2]), ["2"]);
    assert_eq!(at("Alby Kommunikation", ""), ["2"]);
    let engineering = [("Director of Engineering", "")];
    for house in ["Alby Town Council", "Port of Alby", "Alby County"] {
        assert!(
            stand_ins(Side::External, house, &engineering).is_empty(),
            "{house}"
        );
    }
    assert_eq!(
        stand_ins(Side::External, "Alby Portals", &engineering),
        ["2"]
    );
}

#[test]
fn that_the_only_officer_runs_both_is_not_sure() {
    let seats = [("Chief Executive Officer", ""), OFFICER];
    let (_, audit) = audited("Moor Savings Bank", &seats);
    let mut findings = audit.findings.iter();
    let found = findings.find(|finding| finding.code == "RC104").unwrap();
    assert!(found.confidence.is_some());
    assert!(!audit.findings.iter().any(|finding| finding.code == "RC103"));
}

#[test]
fn technology_among_services_of_the_house_is_its_it() {
    for duties in [
        "Oversees people, technology and estates.",
        "In charge of technology, people and estates.",
        "Responsable de tecnología, finanzas y recursos humanos.",
        "Chargée des finances, du numérique et du personnel.",
        "Ihr unterstehen Personal, Finanzen und IT.",
    ] {
        let seat = ("Deputy Managing Director", duties);
        assert_eq!(internal("Moor Works", &[seat]), ["2"], "{duties}");
    }
    for duties in [
        "Leads product, design and technology.",
        "Leads finance as the house grows with new products, technology and people.",
        "Advises technology companies on finance and people.",
        "Oversees sales of technology.",
    ] {
        let seat = ("Deputy Managing Director", duties);
        assert!(internal("Moor Works", &[seat]).is_empty(), "{duties}");
    }
}

#[test]
fn what_is_built_for_customers_or_citizens_is_the_external_side() {
    for seat in [
        ("Chief Engineer", ""),
        (
            "Head of Online Channels for Card Operations",
            "Leads the online services.",
        ),
        (
            "Executive Vice President",
            "Leads the engineering and product development teams.",
        ),
        ("Vorstand", "Verantwortet Forschung und Entwicklung."),
        ("Director de soluciones de clientes", ""),
        ("Direktor Technik und Innovation", ""),
    ] {
        assert_eq!(external(&[seat]), ["2"], "{seat:?}");
    }
    for seat in [
        ("Marine Chief Engineer", ""),
        ("Director de Transformación Digital de Personas", ""),
        (
            "Executive Vice President",
            "Leads the civil engineering of harbours.",
        ),
        (
            "Deputy Director",
            "Manages research and development in public health.",
        ),
    ] {
        assert!(external(&[seat]).is_empty(), "{seat:?}");
    }
}

#[test]
fn next_to_an_officer_heads_of_other_work_are_left_out_on_both_sides() {
    let products = (
        "Head of Sales and Digital Products",
        "Leads the digital products.",
    );
    assert_eq!(external(&[products]), ["2"]);
    assert!(external(&[OFFICER, products]).is_empty());
    let officer = ("Chief Information Officer", "");
    let finance = ("Finance Director", "Leads finance and IT");
    assert_eq!(internal("Moor Works", &[finance]), ["2"]);
    assert!(internal("Moor Works", &[officer, finance]).is_empty());
}

#[test]
fn a_digital_officer_has_a_part_of_both_sides() {
    let officer = ("Chief Digital Officer", "");
    assert_eq!(internal("Moor Works", &[officer]), ["2"]);
    assert_eq!(external(&[officer]), ["2"]);
    let seats = [officer, ("Head of IT", ""), ("Chief Product Officer", "")];
    assert_eq!(internal("Moor Works", &seats), ["3"]);
    assert_eq!(external(&seats), ["4"]);
}

#[test]
fn a_digital_officer_yields_to_a_head_who_has_it_beside_other_work() {
    let seats = [
        ("Chief Digital Officer", ""),
        ("Head of IT and Printing Systems", ""),
    ];
    assert_eq!(internal("Moor Press", &seats), ["3"]);
    // One whose duties are all for customers has the internal side by name only.
    let outward = (
        "Chief Digital Officer",
        "Builds the digital products for our customers.",
    );
    let member = ("Mitglied der Geschäftsführung", "Finanzen, Einkauf, IT");
    assert_eq!(internal("Moor Press", &[outward, member]), ["3"]);
    assert_eq!(internal("Moor Press", &[outward]), ["2"]);
    // The other office of a digital officer takes nothing from it.
    for title in [
        "Chief Customer and Digital Officer",
        "Chief Marketing & Digital Officer",
    ] {
        assert_eq!(external(&[(title, "")]), ["2"], "{title}");
    }
}

#[test]
fn it_may_be_an_item_of_any_list_of_duties() {
    for (title, duties) in [
        (
            "Directrice générale adjointe, Opérations",
            "Gestion des dossiers, relation adhérents, systèmes d'information et projets.",
        ),
        (
            "Verwaltungsleiterin",
            "Personal sowie die gesamte Haustechnik einschließlich IT.",
        ),
        (
            "Chief Operating Officer",
            "Fund operations, technology and oversight of suppliers.",
        ),
        (
            "Director of Administration",
            "Payroll, property and the charity's computers and telephones.",
        ),
        (
            "Chief Financial Officer",
            "Tax, treasury, group IT and shared services.",
        ),
    ] {
        assert_eq!(internal("Moor Works", &[(title, duties)]), ["2"], "{title}");
    }
    // Two words joined are no list, and a sentence about something else has IT only in passing.
    for duties in [
        "Plant technology and exchanges.",
        "Chairs the working party that reviews how colleagues use IT.",
    ] {
        let seat = ("Director of Exchanges", duties);
        assert!(internal("Moor Works", &[seat]).is_empty(), "{duties}");
    }
}

#[test]
fn what_a_house_means_by_technical_and_technology_is_for_its_kind_to_say() {
    let tariffs = (
        "Directeur Technique",
        "Tarification, souscription et produits Vie.",
    );
    assert!(stand_ins(Side::External, "Mutuelle du Val", &[tariffs]).is_empty());
    let machines = ("Geschäftsführer Technik", "");
    assert_eq!(external(&[machines]), ["2"]);
    let member = ("Wiceprezes Zarządu nadzorujący obszar technologii", "");
    assert_eq!(internal("Bank Wrzos", &[member]), ["2"]);
    let guests = ("VP Technology and Digital Guest Services", "");
    assert_eq!(internal("Moor Hotels", &[guests]), ["2"]);
    assert_eq!(stand_ins(Side::External, "Moor Hotels", &[guests]), ["2"]);
    let scientist = (
        "Chief Scientific Officer and Head of R&D",
        "Discovery and trials",
    );
    assert_eq!(external(&[scientist]), ["2"]);
    let division = ("President, Industrial Products", "");
    assert!(external(&[division]).is_empty());
    let economist = ("Chief Officer Economics and Research", "");
    assert!(stand_ins(Side::External, "Central Bank of Moor", &[economist]).is_empty());
}

#[test]
fn a_vice_rector_for_the_digital_stands_in_for_the_internal_side() {
    for title in [
        "Pro-Rector for Digital Transformation",
        "Vicerector digitale transformatie",
        "Prorektor ds. cyfryzacji",
        "Vicerektor för digitalisering",
    ] {
        assert_eq!(
            internal("University of Moor", &[(title, "")]),
            ["2"],
            "{title}"
        );
    }
}

#[test]
fn research_and_technology_look_outward_in_every_language() {
    for title in [
        "Lid raad van bestuur, research en technologie",
        "Vorstand Forschung und Technologie",
        "Directeur recherche et technologie",
        "Direttore ricerca e tecnologia",
        "Directora de investigación y tecnología",
    ] {
        assert_eq!(external(&[(title, "")]), ["2"], "{title}");
    }
}

#[test]
fn a_head_of_products_stands_in_in_every_language() {
    for title in [
        "Vorstand Produkte",
        "Directeur exécutif des produits",
        "Direttore prodotti",
    ] {
        assert_eq!(external(&[(title, "")]), ["2"], "{title}");
    }
}

#[test]
fn who_only_speaks_of_it_does_not_run_it() {
    let runs = "IT, outsourcing and data protection";
    assert_eq!(internal("Moor Law", &[("Partner", runs)]), ["2"]);
    for speaks in [
        "Advises on IT, outsourcing and data protection",
        "Lawyer for IT, media and patents",
        "Invests in IT",
        "Practice areas: IT, employment, competition",
        "Berät zu IT, Medien und Patenten",
    ] {
        assert!(
            internal("Moor Law", &[("Partner", speaks)]).is_empty(),
            "{speaks}"
        );
    }
}

#[test]
fn whoever_speaks_of_one_thing_may_run_another() {
    for runs in [
        "Advises on deals and runs IT, HR and finance",
        "Sits on board committees and leads IT, facilities and HR",
    ] {
        assert_eq!(internal("Moor Law", &[("Partner", runs)]), ["2"], "{runs}");
    }
    let lists = "Practice areas include IT, employment and tax";
    assert!(internal("Moor Law", &[("Partner", lists)]).is_empty());
}

#[test]
fn in_a_small_house_its_administrator_runs_it() {
    let administrator = ("Information Systems Administrator", "");
    assert_eq!(internal("Moor Water District", &[administrator]), ["2"]);
    let head = ("Head of IT", "");
    assert_eq!(
        internal("Moor Water District", &[administrator, head]),
        ["3"]
    );
}

#[test]
fn data_and_technology_among_the_services_of_a_house_are_its_it() {
    let deputy = (
        "Deputy Chief Constable",
        "Performance, communications, legal services, digital, data and technology",
    );
    assert_eq!(internal("Moor Constabulary", &[deputy]), ["2"]);
    let office = (
        "Chief Financial Officer",
        "Finance, legal, procurement and office IT",
    );
    assert_eq!(internal("Moor Works", &[office]), ["2"]);
}

#[test]
fn it_for_customers_is_not_that_of_the_house() {
    let sells = (
        "Board Member for Business Customers",
        "Business customers, ICT for companies",
    );
    assert!(internal("Moor Telecom", &[sells]).is_empty());
}

#[test]
fn whoever_leads_research_and_development_is_closer_to_products_than_a_digital_officer() {
    let digital = ("Chief Digital and Information Officer", "");
    assert_eq!(external(&[digital]), ["2"]);
    assert_eq!(external(&[digital, ("Head of R&D", "")]), ["3"]);
}

#[test]
fn whoever_leads_the_research_of_a_maker_of_medicines_leads_what_it_sells() {
    let duties = "Leads discovery, clinical development and regulatory affairs";
    assert_eq!(
        external(&[("President, Research & Development", duties)]),
        ["2"]
    );
    let research = "Leads discovery research and translational science";
    assert_eq!(external(&[("Chief Scientific Officer", research)]), ["2"]);
}

#[test]
fn the_department_of_engineering_of_a_company_is_no_faculty() {
    for title in [
        "Director del Departamento de Ingeniería",
        "Directeur du département technologie et innovation",
    ] {
        assert_eq!(external(&[(title, "")]), ["2"], "{title}");
    }
}

#[test]
fn the_dean_of_a_faculty_of_engineering_teaches() {
    for title in [
        "Decana de Ingeniería",
        "Dean of Engineering",
        "Diretora da Faculdade de Engenharia",
    ] {
        assert!(external(&[(title, "")]).is_empty(), "{title}");
    }
}

#[test]
fn a_few_words_of_technology_say_nothing_against_a_head_of_engineering() {
    let external = |duties: &str| external(&[("VP of Engineering", duties)]);
    assert_eq!(external("Full-stack architecture."), ["2"]);
    for other in [
        "Runs the payroll.",
        "Bridges and rolling stock.",
        "Building services.",
    ] {
        assert!(external(other).is_empty(), "{other}");
    }
    // A utility's technical director is no head of engineering.
    let waterworks = [("Directeur Technique Eau", "Postes et conduites.")];
    assert!(stand_ins(Side::External, "Eaux du Val", &waterworks).is_empty());
}

#[test]
fn innovation_in_a_duty_text_is_no_other_work() {
    let seats = |duties: &str| {
        let chart = format!(
            "title,department,duties\nCEO,,\nDirectrice générale adjointe,Technologie et Innovation,\"{duties}\"\n"
        );
        let (on, audit) = super::in_fact::audited(&chart, &RULES);
        let sides = &audit.entities[0].sides;
        let titles = |side: Side| {
            let seats = sides[side].stand_ins.iter();
            seats
                .map(|seat| on.chart.position(*seat).line)
                .collect::<Vec<_>>()
        };
        (titles(Side::Internal), titles(Side::External))
    };
    // Technology beside innovation is none of the services of the house.
    let found = seats("Technologie, innovation et recherche du groupe.");
    assert_eq!(found, (vec![], vec![3]));
}

#[test]
fn a_head_of_it_who_runs_digital_services_has_no_external_side() {
    let duties = "Running of the ICT infrastructure and digital services.";
    assert!(external(&[("Director of ICT", duties)]).is_empty());
    let both =
        "Runs the service desk. Leads product engineering and the product roadmap for customers.";
    assert_eq!(external(&[("Director of ICT", both)]), ["2"]);
    assert_eq!(external(&[("Executive Director", duties)]), ["2"]);
}

#[test]
fn an_officer_of_technology_for_it_has_the_internal_side() {
    let both = [("CTO", "Networks."), ("CTO (IT)", "")];
    assert_eq!(internal("Larch Telecom", &both), ["3"]);
    assert!(internal("Larch Telecom", &both[..1]).is_empty());
    let deputy = ("Deputy to the CTO (IT)", "");
    assert!(internal("Larch Telecom", &[deputy]).is_empty());
}

#[test]
fn more_words_for_it_in_other_languages() {
    for (title, duties) in [
        ("Gerente de Sistemas Digitales y Ciberseguridad", ""),
        ("Leiterin Computer- und Medienservice", ""),
        ("Direzione centrale finanza, sistemi e contratti", ""),
        (
            "Konserndirektør",
            "Drift av nettverk, sentrale IT-plattformer og fellestjenester.",
        ),
        ("Afdelingshoofd", "Twee sectoren: ICT, horeca en inkoop."),
        (
            "Teniente de alcalde",
            "Hacienda, Recursos Humanos y Administración Electrónica.",
        ),
        (
            "Vice-presidente de Desenvolvimento de Negócios e Tecnologia",
            "",
        ),
        ("IT기획실장", ""),
    ] {
        assert_eq!(internal("Larch", &[(title, duties)]), ["2"], "{title}");
    }
    for (title, duties) in [
        ("Director of Policy", "It supports schools and colleges."),
        ("Vizepräsidentin für Forschung", ""),
        (
            "Head of Talent Acquisition",
            "Hires IT staff and designers.",
        ),
        (
            "Head of Procurement",
            "Buys IT systems, cars and furniture.",
        ),
    ] {
        assert!(internal("Larch", &[(title, duties)]).is_empty(), "{title}");
    }
    for title in [
        "Vice-President for Research & Innovation",
        "Vizepräsident für Forschung und Transfer",
    ] {
        assert!(external(&[(title, "")]).is_empty(), "{title}");
    }
    assert_eq!(
        external(&[("Vice President, Research & Innovation", "")]),
        ["2"]
    );
}
