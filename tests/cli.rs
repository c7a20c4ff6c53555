//! The command line: cases with their expected output, one file each, and those of the documentation.
//!
//! `TRYCMD=overwrite cargo test --test cli` writes the expected output again.

#[test]
fn cases() {
    // Everything printed depends on a fixed day and no terminal.
    trycmd::TestCases::new()
        .env("SOURCE_DATE_EPOCH", "1795348800")
        .env("NO_COLOR", "1")
        .case("tests/cmd/*.trycmd")
        .case("docs/check.md")
        .case("docs/runbooks.md")
        .case("README.md");
}
