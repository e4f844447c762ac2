//! The command line, as transcripts of what a user sees; those of the README included.

#[test]
fn transcripts() {
    // Every change of the built-in pack changes its hash.
    let rules = rolecall::rules::Rules::builtin().unwrap();
    trycmd::TestCases::new()
        .insert_var("[RULES]", rules.hash)
        .unwrap()
        .case("tests/cmd/*.trycmd")
        .case("README.md");
}
