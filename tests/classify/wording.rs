//! What single words of a duty text tell, beside the phrases in it.

use rolecall::classify::Classifier;
use rolecall::model::{Focus, Position, Verdict};
use rolecall::rules::{Rules, Speaks};

/// Words of a language that no phrase knows.
fn with_words(leading: &str) -> Rules {
    let pack = format!(
        "wording:
  padding: 10
  leaning:
    {{letters: 5, factor: 1, beside: 3, least: 1, shown: 2, words: {{zorpa: 30, quime: -30, tulpe: 20, plint: 9}}}}
  facing:
    {{letters: 6, start: -3, below: 1, step: 1, even: 1, words: {{bothly: 100}}}}
  leading: {{letters: 7, start: -1, sign: 0.7, whole: 0.5, length: 0.4, least: 0.8, words: {{{leading}}}}}
"
    );
    Rules::with_texts(&[("words", &pack)]).unwrap()
}

/// Words that tell nothing.
const PLAIN: &str = "vab veb vib vob vub vyb vac vec vic voc vuc vyc vad ved vid vod vud";

fn judged(rules: &Rules, title: &str, text: &str) -> Verdict {
    let position = Position {
        title,
        responsibilities: text,
        ..Position::default()
    };
    Classifier::new(rules).classify(&position)
}

fn focus(text: &str) -> Focus {
    judged(&with_words(""), "", text).focus
}

#[test]
fn words_tell_where_phrases_say_nothing() {
    assert_eq!(focus(PLAIN), Focus::Unknown);
    assert_eq!(focus(&format!("zorpal {PLAIN}")), Focus::External);
    assert_eq!(
        focus(&format!("quimers zorpal quimes {PLAIN}")),
        Focus::Internal
    );
    // Against each other they say nothing.
    assert_eq!(focus(&format!("quimer zorpal {PLAIN}")), Focus::Unknown);
}

#[test]
fn a_word_is_told_by_its_first_letters() {
    assert_eq!(focus(&format!("zorpatation {PLAIN}")), Focus::External);
    assert_eq!(focus(&format!("zorp unzorpal {PLAIN}")), Focus::Unknown);
}

#[test]
fn two_words_tell_something_together_if_they_follow_each_other() {
    let words = "wording:
  padding: 10
  leaning: {letters: 5, factor: 1, beside: 3, least: 1, shown: 2, words: {grimb tulpe: 40, grimb vlask: -40, tulpe: 9}}
";
    let rules = Rules::with_texts(&[("words", words)]).unwrap();
    let focus = |words: &str| judged(&rules, "", &format!("{PLAIN} {words}")).focus;
    assert_eq!(focus("grimbly tulpes"), Focus::External);
    assert_eq!(focus("grimbs vlasks"), Focus::Internal);
    for apart in [
        "tulpes grimbly",
        "grimbly vex tulpes",
        "grimbly, tulpes",
        "grimbly (tulpes)",
        "grimbly. Tulpes",
        "grimbly / tulpes",
    ] {
        assert_eq!(focus(apart), Focus::Unknown, "{apart}");
    }
}

#[test]
fn the_longer_word_of_a_pair_shows_what_the_pair_tells() {
    let words = "wording:
  padding: 10
  leaning: {letters: 5, factor: 1, beside: 3, least: 1, shown: 3, words: {grimb tulpe: 40, tulpe: 10, zorpa: 20, tulpe of: 7}}
";
    let rules = Rules::with_texts(&[("words", words)]).unwrap();
    let verdict = judged(&rules, "", &format!("grimblies tulpes of zorpal {PLAIN}"));
    let words = verdict.evidence.iter();
    let words = words.filter(|one| matches!(rules.speaks(one.rule), Speaks::Wording));
    let shown: Vec<_> = words.map(|one| (one.start, one.weight)).collect();
    // 40, 10 + 7 and 20; "of" shows nothing.
    let starts: Vec<_> = shown.iter().map(|(start, _)| *start).collect();
    assert_eq!(starts, [0, 10, 20]);
    for (at, by) in [(0, 40.0), (1, 17.0), (2, 20.0)] {
        assert!(
            (shown[at].1 / shown[2].1 - by / 20.0).abs() < 1e-3,
            "{shown:?}"
        );
    }
}

#[test]
fn a_short_text_says_nothing_by_its_words() {
    assert_eq!(focus("zorpal zorpal vab veb"), Focus::Unknown);
}

#[test]
fn words_of_a_company_and_of_benefits_say_nothing() {
    let about = format!("We are zorpal zorpal zorpal zorpal. {PLAIN}");
    assert_eq!(focus(&about), Focus::Unknown);
    let offer = format!("{PLAIN}\n\nBenefits\n\nzorpal zorpal zorpal zorpal");
    assert_eq!(focus(&offer), Focus::Unknown);
}

#[test]
fn the_words_of_a_heading_say_nothing() {
    let words = "wording:
  padding: 10
  leaning: {letters: 5, factor: 1, beside: 3, least: 1, shown: 2, words: {respo: 60}}
";
    let rules = Rules::with_texts(&[("words", words)]).unwrap();
    let focus = |text: &str| judged(&rules, "", text).focus;
    assert_eq!(focus(&format!("Responsibilities\n{PLAIN}")), Focus::Unknown);
    assert_eq!(focus(&format!("Responsibilities: {PLAIN}")), Focus::Unknown);
    assert_eq!(focus(&format!("Responds. {PLAIN}")), Focus::External);
}

#[test]
fn words_say_nothing_against_a_title() {
    let rules = with_words("");
    let text = format!("zorpal zorpal zorpal zorpal {PLAIN}");
    let verdict = judged(&rules, "Chief Information Officer", &text);
    assert_eq!(verdict.focus, Focus::Internal);
    assert_eq!(verdict.wording.external, 0.0);
    assert_eq!(judged(&rules, "Baker", &text).focus, Focus::External);
}

#[test]
fn words_weigh_with_what_they_stand_beside() {
    let rules = with_words("");
    let words = |phrases: &str| {
        let text = format!("{phrases}. {PLAIN} zorpal zorpal");
        judged(&rules, "", &text).wording.external
    };
    let (little, much) = (
        words("Serves guests"),
        words("Serves guests and designs products for customers"),
    );
    assert!(much > little && little > 0.0, "{little} {much}");
}

#[test]
fn words_tell_how_even_both_sides_must_be_for_a_mixed_focus() {
    let rules = with_words("");
    let even = "Runs the IT infrastructure and the service desk. Leads product engineering and the development of \
         products for customers.";
    let focus = |text: &str| judged(&rules, "", text).focus;
    // Where words say nothing, phrases on both sides make it mixed.
    assert_eq!(focus(&format!("{even} {PLAIN}")), Focus::Mixed);
    let leaning = format!("{even} {PLAIN} zorpal zorpal zorpal zorpal zorpal zorpal");
    assert_eq!(focus(&leaning), Focus::External);
    // Words of texts that look both ways make one mixed that would not be.
    let uneven =
        format!("Runs the IT infrastructure and the service desk. Talks to customers. {PLAIN}");
    assert_eq!(focus(&uneven), Focus::Internal);
    let both = format!("{uneven} bothly bothly");
    assert_eq!(focus(&both), Focus::Mixed);
    // An executive who has much of both has both, whatever the words are.
    let executive = "Runs IT operations and infrastructure. Leads software engineers who build our products, owns the product \
         roadmap.";
    let verdict = judged(
        &rules,
        "Director",
        &format!("{executive} {PLAIN} zorpal zorpal"),
    );
    assert_eq!(
        (verdict.focus, verdict.wording.external),
        (Focus::Mixed, 0.0)
    );
}

#[test]
fn a_text_that_says_it_has_two_sides_is_as_sure_as_that_bound_makes_it() {
    // The words alone would make it one-sided.
    let text = format!(
        "Vous dirigez à la fois l'informatique interne et l'atelier qui sert nos abonnés. {PLAIN} zorpal"
    );
    let verdict = judged(&with_words(""), "", &text);
    assert_eq!(verdict.focus, Focus::Mixed);
    assert!(verdict.mixed_below.is_some_and(|bound| bound < 0.0));
    assert!(verdict.confidence < 0.88, "{}", verdict.confidence);
}

#[test]
fn a_verdict_far_from_a_mixed_one_is_the_surest() {
    let rules = with_words("");
    let sure = |text: &str| {
        let verdict = judged(&rules, "IT Analyst", text);
        assert_eq!(verdict.focus, Focus::Internal, "{text}");
        verdict.confidence
    };
    let plain = format!("Runs the IT infrastructure and the service desk. {PLAIN}");
    let agreeing = sure(&format!("{plain} quimes quimers"));
    let against = sure(&format!("{plain} bothly quimes tulpes"));
    assert!(agreeing > against + 0.05, "{agreeing} {against}");
}

#[test]
fn the_words_that_lean_most_share_the_weight_of_all() {
    let rules = with_words("");
    let verdict = judged(
        &rules,
        "",
        &format!("tulpes zorpal plinth zorpal quimes {PLAIN}"),
    );
    let words = verdict.evidence.iter();
    let words = words.filter(|one| matches!(rules.speaks(one.rule), Speaks::Wording));
    let shown: Vec<_> = words.map(|one| (one.start, one.weight)).collect();
    assert_eq!(
        shown.iter().map(|(start, _)| *start).collect::<Vec<_>>(),
        [0, 7]
    );
    let sum: f32 = shown.iter().map(|(_, weight)| weight).sum();
    assert!((sum - verdict.wording.external).abs() < 1e-4, "{shown:?}");
    assert!(sum > 1.0 && shown[1].1 > shown[0].1, "{shown:?}");
}

/// How many roles a text without a title gives, where a word of leaders has this score.
fn roles(score: i32, text: &str) -> usize {
    let rules = with_words(&format!("grandol: {score}"));
    judged(&rules, "", text).roles.len()
}

#[test]
fn words_and_signs_of_a_leader_add_up() {
    // A duty about technology, and no sign or one.
    let [none, one] = ["", " and its staff of 9"]
        .map(|sign| format!("Runs the IT infrastructure of the house{sign}. {PLAIN} grandol"));
    assert_eq!([0, 70, 110].map(|score| roles(score, &none)), [0, 0, 1]);
    assert_eq!([0, 70, 110].map(|score| roles(score, &one)), [0, 1, 1]);
    // Where no technology is named, a sign may be one of a leader of another trade.
    let kitchen = one.replace("the IT infrastructure", "the kitchen");
    assert_eq!([70, 150].map(|score| roles(score, &kitchen)), [0, 1]);
    // Who answers for the whole needs less.
    let whole =
        format!("Overall responsibility for the IT infrastructure of the house. {PLAIN} grandol");
    assert_eq!([0, 50].map(|score| roles(score, &whole)), [0, 1]);
}

#[test]
fn words_of_others_outweigh_the_signs_of_a_leader() {
    let text = format!(
        "Runs IT operations and the data centres, owns the IT budget and leads 40 administrators. {PLAIN} grandol"
    );
    assert_eq!((roles(60, &text), roles(-150, &text)), (1, 0));
}

#[test]
fn words_of_a_leader_give_the_role_of_the_side_that_the_text_looks_to() {
    let text = |duty: &str| format!("{duty} {PLAIN} grandol");
    let role = |duty: &str| {
        let rules = with_words("grandol: 200");
        let verdict = judged(&rules, "", &text(duty));
        let mut held = verdict.roles.iter().map(|held| &rules.role(held.role).id);
        held.next().cloned()
    };
    assert_eq!(role("Serves guests zorpal.").as_deref(), Some("cto"));
    assert_eq!(
        role("Runs the IT infrastructure and the service desk.").as_deref(),
        Some("cio")
    );
    // Somebody above the seat leads it, or nothing is said of what the holder does.
    assert_eq!(role("Serves guests zorpal. Reports to the CTO."), None);
    assert_eq!(role(""), None);
}

#[test]
fn the_words_of_a_long_text_show_a_leader_less_and_those_of_a_short_one_none() {
    let words = "wording:
  padding: 60
  leaning: {letters: 5, factor: 1, beside: 3, least: 1, shown: 2, words: {zorpa: 30}}
  leading: {letters: 7, start: 1, length: 1, least: 0.5, words: {grandol: 1}}
";
    let rules = Rules::with_texts(&[("words", words)]).unwrap();
    let roles = |plain: &str| {
        let text = format!("Runs the IT infrastructure of the house. {plain}");
        judged(&rules, "", &text).roles.len()
    };
    assert_eq!(roles(&PLAIN[..60]), 0);
    assert_eq!(roles(&PLAIN.repeat(2)), 1);
    assert_eq!(roles(&PLAIN.repeat(8)), 0);
}

#[test]
fn capitals_make_another_word_where_they_mean_one() {
    let pack = "wording:
  padding: 10
  leaning: {letters: 5, factor: 1, beside: 3, least: 1, shown: 2, words: {IT: -60}}
  leading: {letters: 7, start: -1, least: 0, words: {}}
";
    let rules = Rules::with_texts(&[("words", pack)]).unwrap();
    let focus = |word: &str| judged(&rules, "", &format!("{word} {PLAIN}")).focus;
    assert_eq!(focus("IT"), Focus::Internal);
    assert_eq!(focus("it"), Focus::Unknown);
    assert_eq!(focus("It"), Focus::Unknown);
}

#[test]
fn a_file_can_switch_words_off() {
    let text = "Bakes rolls and cakes at night, sells them to customers in the morning, and talks with guests and their families.";
    let off = Rules::with_texts(&[("off", "disable: {words: [wording]}")]).unwrap();
    let builtin = Rules::builtin().unwrap();
    assert!(judged(&builtin, "", text).wording.external > 0.0);
    assert_eq!(judged(&off, "", text).wording.external, 0.0);
    assert!(Rules::with_texts(&[("off", "disable: {words: [wordings]}")]).is_err());
}

#[test]
fn a_number_of_words_that_is_none_is_an_error_that_names_it() {
    let pack = |padding: &str, score: &str| {
        format!(
            "wording: {{padding: {padding}, leaning: {{letters: 5, factor: 1, beside: 3, least: 1, shown: 2, \
             words: {{zorpa: {score}}}}}, leading: {{letters: 7, start: -1, least: 0, words: {{}}}}}}"
        )
    };
    let error = |pack: &str| {
        Rules::with_texts(&[("words", pack)])
            .unwrap_err()
            .to_string()
    };
    assert!(error(&pack("0", "1")).contains("wording.padding"));
    assert!(error(&pack("10", "much")).contains("wording.leaning.words.zorpa"));
    for odd in ["zorpa quime tulpe", "zorpa  quime", "zorpa ", ""] {
        let told = error(&pack("10", "1").replace("zorpa", &format!("'{odd}'")));
        let named = format!("words:1:96: `wording.leaning.words` is `{odd}`; it must be one word");
        assert!(told.starts_with(&named), "{told}");
    }
}
