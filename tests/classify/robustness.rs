//! Boilerplate in job descriptions changes no verdict: labels with values, paragraphs about the company,
//! statements on equal opportunity, and additions by job sites, each in several languages.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use rolecall::classify::{Classifier, in_order};
use rolecall::model::{Focus, Position, RoleId, Verdict};
use rolecall::read::{ReadOptions, Reader, discover};
use rolecall::rules::Rules;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::builtin().unwrap());

/// Boilerplate in one language, and clear duties in it.
struct Language {
    name: &'static str,
    /// Lines with a label and its value.
    labels: &'static [&'static str],
    /// What a company says about itself.
    companies: &'static [&'static str],
    /// What comes at the end: equal opportunity, and additions by job sites.
    trailers: &'static [&'static str],
    texts: &'static [&'static str],
}

#[rustfmt::skip]
const LANGUAGES: &[Language] = &[
    Language {
        name: "en",
        labels: &[
            "Reports to: CEO", "Reporting to: Chief Technology Officer", "Location: Bristol, United Kingdom (hybrid)",
            "Salary: £120,000 - £140,000 plus bonus", "Department: Information Technology",
            "Job type: Full-time, permanent", "**Reports to:** Chief Information Officer", "Direct reports: 4",
        ],
        companies: &[
            "About us\nMarlow Pumps builds pumps for farms and cities. We are a family business with 900 employees and customers in 40 countries.",
            "We are a leading provider of software products for customers all over the world. Our platform is used by millions of users, and our engineers drive innovation every day.",
            "At Marlow Pumps, we build digital products that our customers love.",
        ],
        trailers: &[
            "Equal opportunity\nWe are an equal opportunity employer and welcome applications from all people, regardless of age, gender, religion or disability.",
            "We are an equal opportunity employer. All qualified applicants will receive consideration without regard to race, religion, sex or age.",
            "Seniority level: Executive\nEmployment type: Full-time\nJob function: Information Technology\nIndustries: Software Development",
            "Seniority level\nExecutive\n\nEmployment type\nFull-time\n\nJob function\nInformation Technology\n\nIndustries\nSoftware Development",
            "Benefits\n- Private health insurance\n- 30 days of holiday\n- Discount on our products",
            "How to apply\nSend your CV to our recruitment team by 3 May.",
        ],
        texts: &[
            "Runs IT operations and infrastructure, leads the service desk and chooses IT vendors.",
            "Leads our product engineering teams and owns the technical roadmap of the products that customers buy.",
            "You will run the IT department, its data centres and networks, and raise the productivity of our employees.",
            "Keeps the ledgers and prepares the annual accounts.",
        ],
    },
    Language {
        name: "de",
        labels: &[
            "Berichtet an: CEO", "Standort: Hamburg", "Gehalt: 120.000 € bis 140.000 €", "Abteilung: Informationstechnologie",
            "Arbeitszeit: Vollzeit, unbefristet", "Berichtslinie: Geschäftsführung",
        ],
        companies: &[
            "Über uns\nDie Marlow Pumpen GmbH baut Pumpen für Höfe und Städte. Wir sind ein Familienunternehmen mit 900 Mitarbeitern und Kunden in 40 Ländern.",
            "Wir sind ein führender Anbieter von Software für Kunden in aller Welt. Unsere Produkte nutzen Millionen von Menschen.",
        ],
        trailers: &[
            "Chancengleichheit\nWir begrüßen alle Bewerbungen, unabhängig von Alter, Geschlecht, Religion oder Behinderung.",
            "Karrierestufe: Geschäftsleitung\nBeschäftigungsverhältnis: Vollzeit\nBranchen: Softwareentwicklung",
            "Wir bieten\n- 30 Tage Urlaub\n- Betriebliche Altersvorsorge",
            "Bewerbung\nSenden Sie Ihre Unterlagen bis zum 3. Mai an unsere Personalabteilung.",
        ],
        texts: &[
            "Leitet die IT-Abteilung, verantwortet den IT-Betrieb und die Infrastruktur und führt den Service Desk.",
            "Führt die Entwicklungsteams und verantwortet die Entwicklung neuer Produkte für unsere Kunden.",
        ],
    },
    Language {
        name: "fr",
        labels: &[
            "Rattachement hiérarchique : directeur général", "Lieu : Lyon", "Salaire : 100 000 à 120 000 euros",
            "Département : Systèmes d'information", "Type de contrat : CDI",
        ],
        companies: &[
            "À propos de nous\nMarlow Pompes fabrique des pompes pour les fermes et les villes. Nous sommes une entreprise familiale de 900 salariés.",
            "Nous sommes un leader des logiciels pour les clients du monde entier. Nos produits sont utilisés par des millions de personnes.",
        ],
        trailers: &[
            "Égalité des chances\nNous étudions toutes les candidatures, sans distinction d'âge, de sexe, de religion ou de handicap.",
            "Niveau hiérarchique : Direction\nType d'emploi : Temps plein\nSecteurs : Développement de logiciels",
            "Avantages\n- Mutuelle\n- 30 jours de congés",
        ],
        texts: &[
            "Dirige la direction des systèmes d'information et assure l'exploitation informatique et les infrastructures.",
            "Dirige les équipes de développement et pilote la feuille de route des produits pour nos clients.",
        ],
    },
    Language {
        name: "es",
        labels: &[
            "Reporta a: director general", "Ubicación: Sevilla", "Salario: 80.000 a 90.000 euros",
            "Departamento: Tecnologías de la información", "Tipo de contrato: indefinido",
        ],
        companies: &[
            "Sobre nosotros\nBombas Marlow fabrica bombas para granjas y ciudades. Somos una empresa familiar con 900 empleados.",
            "Somos una empresa líder en software para clientes de todo el mundo. Nuestros productos los usan millones de personas.",
        ],
        trailers: &[
            "Igualdad de oportunidades\nValoramos todas las candidaturas sin distinción de edad, género, religión o discapacidad.",
            "Nivel de antigüedad: Ejecutivo\nTipo de empleo: Jornada completa\nSectores: Desarrollo de software",
            "Beneficios\n- Seguro médico\n- 30 días de vacaciones",
        ],
        texts: &[
            "Dirige el departamento de informática y gestiona las operaciones de TI y la infraestructura.",
            "Dirige los equipos de desarrollo y define la hoja de ruta de los productos para nuestros clientes.",
        ],
    },
    Language {
        name: "it",
        labels: &[
            "Riporta a: amministratore delegato", "Sede: Torino", "Retribuzione: da 80.000 a 90.000 euro",
            "Dipartimento: Sistemi informativi", "Tipo di contratto: tempo indeterminato",
        ],
        companies: &[
            "Chi siamo\nMarlow Pompe produce pompe per fattorie e città. Siamo un'azienda familiare con 900 dipendenti.",
            "Siamo un'azienda leader nel software per clienti di tutto il mondo. I nostri prodotti sono usati da milioni di persone.",
        ],
        trailers: &[
            "Pari opportunità\nAccogliamo tutte le candidature senza distinzione di età, genere, religione o disabilità.",
            "Livello di anzianità: Dirigente\nTipo di impiego: A tempo pieno\nSettori: Sviluppo di software",
            "Benefit\n- Assicurazione sanitaria\n- 30 giorni di ferie",
        ],
        texts: &[
            "Dirige il reparto IT e gestisce le operazioni informatiche e le infrastrutture.",
            "Guida i team di sviluppo e definisce la roadmap dei prodotti per i nostri clienti.",
        ],
    },
    Language {
        name: "nl",
        labels: &[
            "Rapporteert aan: algemeen directeur", "Locatie: Utrecht", "Salaris: € 90.000 tot € 100.000",
            "Afdeling: Informatietechnologie", "Dienstverband: fulltime, vast",
        ],
        companies: &[
            "Over ons\nMarlow Pompen bouwt pompen voor boerderijen en steden. Wij zijn een familiebedrijf met 900 medewerkers.",
            "Wij zijn een toonaangevende leverancier van software voor klanten over de hele wereld. Onze producten worden door miljoenen mensen gebruikt.",
        ],
        trailers: &[
            "Gelijke kansen\nWij verwelkomen alle sollicitaties, ongeacht leeftijd, geslacht, religie of beperking.",
            "Senioriteitsniveau: Directie\nSoort baan: Fulltime\nBranches: Softwareontwikkeling",
            "Wij bieden\n- 30 vakantiedagen\n- Een goed pensioen",
        ],
        texts: &[
            "Leidt de IT-afdeling en is verantwoordelijk voor het IT-beheer en de infrastructuur.",
            "Leidt de ontwikkelteams en bepaalt de roadmap van de producten voor onze klanten.",
        ],
    },
    Language {
        name: "pl",
        labels: &[
            "Podlega: prezes zarządu", "Lokalizacja: Gdańsk", "Wynagrodzenie: 30 000 zł brutto",
            "Dział: Technologie informatyczne", "Rodzaj umowy: umowa o pracę",
        ],
        companies: &[
            "O nas\nMarlow Pompy produkuje pompy dla gospodarstw i miast. Jesteśmy firmą rodzinną zatrudniającą 900 pracowników.",
            "Jesteśmy wiodącym dostawcą oprogramowania dla klientów na całym świecie. Nasze produkty są używane przez miliony osób.",
        ],
        trailers: &[
            "Równe szanse\nZapraszamy wszystkich kandydatów, niezależnie od wieku, płci, religii lub niepełnosprawności.",
            "Poziom stanowiska: Dyrektor\nRodzaj zatrudnienia: Pełny etat\nBranże: Tworzenie oprogramowania",
            "Oferujemy\n- Prywatną opiekę medyczną\n- Kartę sportową",
        ],
        texts: &[
            "Kieruje działem IT i odpowiada za utrzymanie systemów informatycznych i infrastruktury.",
            "Kieruje zespołami programistów i odpowiada za rozwój produktów dla naszych klientów.",
        ],
    },
    Language {
        name: "pt",
        labels: &[
            "Reporta a: diretor-geral", "Local: Porto", "Salário: 70.000 a 80.000 euros",
            "Departamento: Tecnologias de informação", "Tipo de contrato: sem termo",
        ],
        companies: &[
            "Sobre nós\nA Marlow Bombas fabrica bombas para quintas e cidades. Somos uma empresa familiar com 900 colaboradores.",
            "Somos uma empresa líder em software para clientes de todo o mundo. Os nossos produtos são usados por milhões de pessoas.",
        ],
        trailers: &[
            "Igualdade de oportunidades\nAceitamos todas as candidaturas, sem distinção de idade, género, religião ou deficiência.",
            "Nível de experiência: Executivo\nTipo de emprego: Tempo integral\nSetores: Desenvolvimento de software",
            "Benefícios\n- Seguro de saúde\n- 25 dias de férias",
        ],
        texts: &[
            "Dirige o departamento de informática e gere as operações de TI e a infraestrutura.",
            "Lidera as equipas de desenvolvimento e define o roteiro dos produtos para os nossos clientes.",
        ],
    },
    Language {
        name: "sv",
        labels: &[
            "Rapporterar till: VD", "Placeringsort: Malmö", "Lön: 90 000 kronor", "Avdelning: Informationsteknik",
            "Anställningsform: tillsvidare, heltid",
        ],
        companies: &[
            "Om oss\nMarlow Pumpar bygger pumpar för gårdar och städer. Vi är ett familjeföretag med 900 anställda.",
            "Vi är en ledande leverantör av programvara för kunder i hela världen. Våra produkter används av miljoner människor.",
        ],
        trailers: &[
            "Lika möjligheter\nVi välkomnar alla sökande, oavsett ålder, kön, religion eller funktionsnedsättning.",
            "Senioritetsnivå: Ledning\nAnställningstyp: Heltid\nBranscher: Programvaruutveckling",
            "Vi erbjuder\n- 30 dagars semester\n- Tjänstepension",
        ],
        texts: &[
            "Leder IT-avdelningen och ansvarar för IT-drift och infrastruktur.",
            "Leder utvecklingsteamen och ansvarar för utvecklingen av nya produkter för våra kunder.",
        ],
    },
];

/// A row that is classified with and without boilerplate.
#[derive(Clone, Debug, Default)]
struct Row {
    title: String,
    department: String,
    text: String,
}

impl Row {
    fn verdict(&self, text: &str) -> Verdict {
        let position = Position {
            title: &self.title,
            department: &self.department,
            responsibilities: text,
            ..Position::default()
        };
        Classifier::new(&RULES).classify(&position)
    }
}

fn says(verdict: &Verdict) -> (Focus, Vec<RoleId>) {
    let roles = verdict.roles.iter();
    (verdict.focus, roles.map(|held| held.role).collect())
}

/// The rows of the fixtures with a duty text, which is in English.
static BUNDLED: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let folders = ["responsibility", "coverage", "structure", "healthy"];
    let folders: Vec<PathBuf> = folders.iter().map(|name| fixtures.join(name)).collect();
    let inputs = discover(&folders).inputs;
    let mut reader = Reader::new(inputs, &RULES.columns, ReadOptions::default());
    let mut rows = Vec::new();
    let done = in_order(
        &mut reader,
        |_, _| (),
        |batch, ()| {
            let spoken = batch
                .positions()
                .filter(|one| !one.responsibilities.is_empty());
            rows.extend(spoken.map(|one| Row {
                title: one.title.to_owned(),
                department: one.department.to_owned(),
                text: one.responsibilities.to_owned(),
            }));
            Ok::<(), std::convert::Infallible>(())
        },
    );
    done.unwrap();
    assert!(rows.len() > 100, "{}", rows.len());
    rows
});

fn rows(language: &Language) -> Vec<Row> {
    let plain = |text: &&str| Row {
        text: (*text).to_owned(),
        ..Row::default()
    };
    let mut rows: Vec<_> = language.texts.iter().map(plain).collect();
    if language.name == "en" {
        rows.extend(BUNDLED.iter().cloned());
    }
    rows
}

/// The text with one piece of boilerplate at its usual place.
fn with_one(language: &Language, text: &str) -> Vec<String> {
    let labels = language.labels.iter();
    let labels = labels.map(|label| format!("{label}\n{text}"));
    let companies = language.companies.iter();
    let companies = companies.map(|company| format!("{company}\n\n{text}"));
    let trailers = language.trailers.iter();
    let trailers = trailers.map(|trailer| format!("{text}\n\n{trailer}"));
    labels.chain(companies).chain(trailers).collect()
}

#[test]
fn clear_texts_are_understood_in_every_language() {
    for language in LANGUAGES {
        let mut foci = language.texts.iter().map(|text| {
            let row = Row::default();
            row.verdict(text).focus
        });
        assert_eq!(foci.next(), Some(Focus::Internal), "{}", language.name);
        assert_eq!(foci.next(), Some(Focus::External), "{}", language.name);
    }
}

#[test]
fn one_piece_of_boilerplate_changes_no_verdict() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for row in rows(language) {
            let bare = says(&row.verdict(&row.text));
            for text in with_one(language, &row.text) {
                let furnished = says(&row.verdict(&text));
                if furnished != bare {
                    wrong.push(format!(
                        "{}: {bare:?} became {furnished:?}: {}: {text}",
                        language.name, row.title
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {}", wrong.len(), wrong.join("\n\n"));
}

/// Some items of a list, in their order.
fn some(list: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(list, 0..=list.len())
}

fn furnished() -> impl Strategy<Value = (Row, String)> {
    let language = prop::sample::select((0..LANGUAGES.len()).collect::<Vec<_>>());
    let parts = language.prop_flat_map(|index| {
        let language = &LANGUAGES[index];
        (
            prop::sample::select(rows(language)),
            some(language.labels),
            some(language.companies),
            some(language.trailers),
            prop::bool::ANY,
            prop::bool::ANY,
        )
    });
    parts.prop_map(|(row, labels, companies, trailers, labels_first, crlf)| {
        let (labels, companies) = (labels.join("\n"), companies.join("\n\n"));
        let head = match labels_first {
            true => [labels, companies],
            false => [companies, labels],
        };
        let parts = head
            .into_iter()
            .chain([row.text.clone(), trailers.join("\n\n")]);
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        let text = parts.join("\n\n");
        let text = if crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        (row, text)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_combination_of_boilerplate_changes_no_verdict((row, text) in furnished()) {
        prop_assert_eq!(says(&row.verdict(&text)), says(&row.verdict(&row.text)), "{}", text);
    }
}
