//! The command line as a user sees it: transcripts.

#[test]
fn transcripts_match_the_output() {
    // Every change of the built-in pack changes its hash.
    let rules = rolecall::rules::Rules::builtin().unwrap();
    trycmd::TestCases::new()
        .insert_var("[RULES]", rules.hash)
        .unwrap()
        .case("tests/cli/transcripts/*.trycmd");
}
