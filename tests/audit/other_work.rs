//! Titles that name the work of a side and mean other work: a programme, a trade, a science, the buildings of a hospital.

use rolecall::model::Side;

use super::in_fact::{NOBODY, RULES, TOP, audited, covered, in_fact, internal};

#[test]
fn the_engineering_of_a_hospital_is_that_of_its_buildings() {
    let external = |company: &str| {
        let chart = format!(
            "id,reports_to,title,company\n1,,Chief Executive,{company}\n2,1,Director of Engineering,{company}\n"
        );
        audited(&chart, &RULES).1.entities[0].sides[Side::External].how()
    };
    assert_eq!(external("Larch Robotics"), "in-fact");
    assert_eq!(external("Larch Teaching Hospital"), "nobody");
}

#[test]
fn a_programme_or_a_change_of_it_is_not_its_operation() {
    for title in [
        "\"Deputy Director, ICT Efficiency Programme\"",
        "Director IT Enabling Change",
        "IT Modernisation Programme Director",
        "Leiter IT-Programm",
        "Diretor do Programa de TI",
    ] {
        let seat = format!("2,1,{title},,,Lead the ICT Infrastructure programme,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), NOBODY, "{title}");
    }
}

#[test]
fn digital_beside_marketing_or_sales_is_not_the_it_of_the_house() {
    for title in [
        "Directrice Marketing et Digital",
        "Leiter Marketing und Digital",
        "Directora de Marketing y Digital",
        "Direttore marketing e digitale",
        "Diretora de Vendas e Digital",
        "Directeur Digital en Marketing",
        "Dyrektor Marketingu i Digital",
        "Chef för marknad och digital",
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), NOBODY, "{title}");
    }
}

#[test]
fn whoever_leads_the_research_of_a_house_of_science_leads_what_it_delivers() {
    let external = |lines: &[&str]| covered(Side::External, lines);
    for title in [
        "Director of Science",
        "Scientific Director",
        "Chief Scientist",
        "Directrice de la recherche",
        "Leiterin Forschung",
        "Forskningschef",
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(external(&[TOP, &seat]), in_fact(&["2"]), "{title}");
    }
    for title in [
        "Head of Market Research",
        // A university teaches, and its research is that of its professors.
        "Pro Vice-Chancellor (Research and Innovation)",
        "Vicerrectora de Investigación y Transferencia",
        "Pró-Reitor de Pesquisa",
        "Prorektorin für Forschung und Innovation",
        "Prorettore alla ricerca",
        "Prorektor ds. Nauki i Transferu Technologii",
        "Vicerrector de Investigación y Transferencia Tecnológica",
        "Director de Ingeniería Agrícola",
        "Director of Research Administration",
        "\"Dean, Faculty of Science and Technology\"",
        "\"Director, Science Policy\"",
        "Jefe de Investigación Criminal",
        "Group Chief Engineer",
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(external(&[TOP, &seat]), NOBODY, "{title}");
    }
    let science = "2,1,Chief Scientist,,,,Bo Rask";
    let products = "3,1,Director of Software Engineering,,,,Cy Moor";
    assert_eq!(external(&[TOP, science, products]), in_fact(&["3"]));
    // Of a list of duties, science is a subject.
    let standards =
        "2,1,Deputy Director,,,\"Head of standards for English, mathematics, science\",Bo Rask";
    assert_eq!(external(&[TOP, standards]), NOBODY);
}

#[test]
fn a_word_of_it_behind_another_trade_runs_nothing() {
    for title in [
        "Vertriebsleiter IT",
        "Leiter IT-Recruiting",
        "Responsable recrutement informatique",
        "Verkoopmanager IT",
        "Kierownik Audytu IT",
        "Head of Digital & Payments",
        "\"Head of IT, Operations and Support Audits\"",
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), NOBODY, "{title}");
    }
    // What a list joins is both.
    for title in [
        "Finanzdirektor und IT",
        "\"Head of IT, Finance and Internal Audit\"",
        "\"Head of IT, Audit Liaison\"",
    ] {
        let seat = format!("2,1,{title},,,,Bo Rask");
        assert_eq!(internal(&[TOP, &seat]), in_fact(&["2"]), "{title}");
    }
}

#[test]
fn a_role_of_one_trade_does_not_belong_to_another() {
    let external = |line: &str| covered(Side::External, &[TOP, line]);
    assert_eq!(external("2,1,Regional utvecklingschef,,,,Bo Rask"), NOBODY);
    // This title names one head, of IT.
    assert_eq!(
        external("2,1,Chef du service des technologies et des systèmes d'information,,,,Bo Rask"),
        NOBODY
    );
    assert_eq!(
        external("2,1,Chief Product Officer,,,,Bo Rask"),
        in_fact(&["2"])
    );
    assert_eq!(
        internal(&[TOP, "2,1,\"VP Sales, IT Services\",,,,Bo Rask"]).0,
        "nobody"
    );
}
