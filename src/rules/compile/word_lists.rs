//! The words of titles and texts in one file of a pack.

use std::collections::BTreeMap;

use crate::model::Side;
use crate::rules::form::duties::CueForm;
use crate::rules::form::pack::PackForm;
use crate::rules::form::titles::{EdgesForm, MandatesForm, ModifierForm};
use crate::rules::speaks::{Edge, Heading, MandateWord, ModifierPlace, Speaks};

/// Phrases by function and area.
type Fields = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// The sections of one file that list words of titles and texts. They are kept for each file, because the
/// language of the file inflects them.
pub(in crate::rules) struct WordLists {
    pub language: Option<String>,
    pub titles: BTreeMap<String, Vec<String>>,
    pub contexts: BTreeMap<String, Vec<String>>,
    pub plain: Vec<(String, Speaks, Vec<String>)>,
    pub fields: Fields,
    pub default_fields: Fields,
    pub duty_phrases: BTreeMap<String, Vec<String>>,
    /// Cues. Their numbers are compiled together with their words.
    pub cues: Vec<CueForm>,
    pub articles: Vec<String>,
    pub invariable: Vec<String>,
}

impl WordLists {
    pub fn of(form: &PackForm) -> Self {
        let mut plain = Vec::new();
        for (rank, phrases) in &form.ranks {
            plain.push((
                format!("rank/{}", kebab(rank)),
                Speaks::Rank(*rank),
                phrases.clone(),
            ));
        }
        for ModifierForm {
            modifier,
            before,
            adjacent,
            after,
            anywhere,
        } in &form.modifiers
        {
            let places = [
                (ModifierPlace::Before, before),
                (ModifierPlace::Adjacent, adjacent),
                (ModifierPlace::After, after),
                (ModifierPlace::Anywhere, anywhere),
            ];
            for (place, phrases) in places
                .into_iter()
                .filter(|(_, phrases)| !phrases.is_empty())
            {
                let id = format!("modifier/{}", kebab(modifier));
                plain.push((id, Speaks::Modifier(*modifier, place), phrases.clone()));
            }
        }
        for (scope, phrases) in &form.scopes {
            plain.push((
                format!("scope/{}", kebab(scope)),
                Speaks::Scope(*scope),
                phrases.clone(),
            ));
        }
        if !form.joiners.is_empty() {
            plain.push(("joiner".to_owned(), Speaks::Joiner, form.joiners.clone()));
        }
        if !form.heads.is_empty() {
            plain.push(("head".to_owned(), Speaks::Head, form.heads.clone()));
        }
        if !form.series.is_empty() {
            plain.push(("series".to_owned(), Speaks::Series, form.series.clone()));
        }
        if !form.units.is_empty() {
            plain.push(("unit".to_owned(), Speaks::Unit, form.units.clone()));
        }
        let edges = |of: &EdgesForm| [(Edge::Begin, of.begin.clone()), (Edge::End, of.end.clone())];
        let employers = edges(&form.employers);
        let employers = employers.map(|(edge, words)| ("employer", Speaks::Employer(edge), words));
        let officers = edges(&form.officers);
        let officers = officers.map(|(edge, words)| ("officer", Speaks::Officer(edge), words));
        for (id, speaks, phrases) in employers.into_iter().chain(officers) {
            if !phrases.is_empty() {
                plain.push((id.to_owned(), speaks, phrases));
            }
        }
        plain.extend(mandates(&form.mandates));
        for heading in &form.headings {
            plain.push((
                format!("heading/{}", heading.id),
                Speaks::Heading(Heading {
                    factor: heading.factor,
                    extent: heading.extent,
                    firm: heading.firm,
                }),
                heading.phrases.clone(),
            ));
        }
        plain.extend(form.prose.phrases());
        WordLists {
            language: form.language.clone(),
            titles: form.titles.clone(),
            contexts: form.contexts.clone(),
            plain,
            fields: form.fields.clone(),
            default_fields: form.default_fields.clone(),
            duty_phrases: form.duty_phrases.clone(),
            cues: form.cues.clone(),
            articles: form.prose.articles.clone(),
            invariable: form.invariable.clone(),
        }
    }
}

/// The words of mandates. Each kind becomes a rule of its own.
fn mandates(form: &MandatesForm) -> Vec<(String, Speaks, Vec<String>)> {
    let sides = [
        (Side::Internal, "internal", &form.internal),
        (Side::External, "external", &form.external),
    ];
    let mut words = Vec::new();
    for (side, name, form) in sides {
        let kinds = [
            ("work", MandateWord::Work, &form.work),
            ("names", MandateWord::Name, &form.names),
            ("duties", MandateWord::Duty, &form.duties),
            ("hints", MandateWord::Hint, &form.hints),
            ("managers", MandateWord::Manager, &form.managers),
            ("other", MandateWord::Other, &form.other),
            ("profession", MandateWord::Profession, &form.professions),
        ];
        for (kind, word, phrases) in kinds {
            let id = format!("mandate/{name}/{kind}");
            words.push((id, Speaks::Mandate(side, word), phrases.clone()));
        }
    }
    words.push(("charge".to_owned(), Speaks::Charge, form.charges.clone()));
    let spoken_of = form.spoken_of.clone();
    words.push(("spoken-of".to_owned(), Speaks::SpokenOf, spoken_of));
    words.retain(|(_, _, phrases)| !phrases.is_empty());
    words
}

/// The name of a plain enum variant, as written in packs.
pub(in crate::rules) fn kebab(value: &impl serde::Serialize) -> String {
    match serde_yaml::to_value(value) {
        Ok(serde_yaml::Value::String(name)) => name,
        _ => String::new(),
    }
}
