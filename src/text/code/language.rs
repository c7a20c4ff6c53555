//! The languages that are coloured: what records hold, from shells to queries.

/// How words are told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// The first word of a command is its name, `$` begins a variable.
    Shell,
    /// A word before a colon or an equals sign is a name.
    Keys,
    /// A word before a parenthesis is a name.
    Words,
    /// The same; keywords in any case, no backslashes in strings.
    Sql,
    /// Only the first character of a line counts.
    Diff,
}

/// What is known of one language.
pub(super) struct Language {
    pub(super) names: &'static [&'static str],
    pub(super) style: Style,
    /// What begins a comment up to the end of its line; `//` brings `/* */` with it.
    pub(super) comments: &'static [&'static str],
    pub(super) quotes: &'static [u8],
    /// Its keywords, sorted.
    words: &'static [&'static str],
    /// Whether a word before a brace is a name.
    pub(super) braces: bool,
}

impl Language {
    /// The language a fence names.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        let name = name.to_ascii_lowercase();
        ALL.iter().find(|language| language.names.contains(&name.as_str()))
    }

    /// Whether a word is a keyword; `begins` where a command may begin.
    pub(super) fn has(&self, word: &str, begins: bool) -> bool {
        match self.style {
            Style::Shell => begins && self.words.binary_search(&word).is_ok(),
            Style::Sql => word.len() <= 16 && self.words.binary_search(&&*word.to_ascii_lowercase()).is_ok(),
            _ => self.words.binary_search(&word).is_ok(),
        }
    }
}

const fn language(
    names: &'static [&'static str],
    style: Style,
    comments: &'static [&'static str],
    quotes: &'static [u8],
    words: &'static [&'static str],
) -> Language {
    Language { names, style, comments, quotes, words, braces: false }
}

/// Every language.
pub(super) const ALL: [Language; 16] = [
    language(
        &["sh", "bash", "shell", "zsh", "console", "shell-session"],
        Style::Shell,
        &["#"],
        b"\"'",
        &[
            "case", "do", "done", "elif", "else", "esac", "export", "fi", "for", "function", "if", "local",
            "return", "set", "sudo", "then", "until", "while",
        ],
    ),
    language(&["yaml", "yml"], Style::Keys, &["#"], b"\"'", &["false", "null", "true"]),
    language(&["json", "jsonc", "json5"], Style::Words, &["//"], b"\"", &["false", "null", "true"]),
    language(&["toml", "ini", "properties", "conf"], Style::Keys, &["#", ";"], b"\"'", &["false", "true"]),
    Language {
        braces: true,
        ..language(
            &["hcl", "terraform", "tf"],
            Style::Keys,
            &["#", "//"],
            b"\"",
            &[
                "data",
                "false",
                "for",
                "if",
                "in",
                "locals",
                "module",
                "null",
                "output",
                "provider",
                "resource",
                "terraform",
                "true",
                "variable",
            ],
        )
    },
    language(
        &["dockerfile", "docker"],
        Style::Words,
        &["#"],
        b"\"'",
        &[
            "ADD",
            "ARG",
            "AS",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR",
        ],
    ),
    language(
        &["promql"],
        Style::Words,
        &["#"],
        b"\"'",
        &[
            "and",
            "avg",
            "bool",
            "bottomk",
            "by",
            "count",
            "group_left",
            "group_right",
            "ignoring",
            "max",
            "min",
            "offset",
            "on",
            "or",
            "quantile",
            "stddev",
            "sum",
            "topk",
            "unless",
            "without",
        ],
    ),
    language(
        &["sql", "psql", "postgresql", "mysql"],
        Style::Sql,
        &["--"],
        b"'\"",
        &[
            "alter", "analyze", "and", "as", "asc", "begin", "between", "by", "case", "commit", "create",
            "delete", "desc", "distinct", "drop", "else", "end", "exists", "explain", "from", "full",
            "group", "having", "in", "index", "inner", "insert", "interval", "into", "is", "join", "left",
            "like", "limit", "not", "null", "on", "or", "order", "outer", "primary", "right", "rollback",
            "select", "set", "table", "then", "truncate", "union", "update", "using", "vacuum", "values",
            "view", "when", "where", "with",
        ],
    ),
    language(
        &["python", "py"],
        Style::Words,
        &["#"],
        b"\"'",
        &[
            "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
            "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
            "is", "lambda", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
        ],
    ),
    language(
        &["go", "golang"],
        Style::Words,
        &["//"],
        b"\"'`",
        &[
            "break",
            "case",
            "chan",
            "const",
            "continue",
            "default",
            "defer",
            "else",
            "fallthrough",
            "false",
            "for",
            "func",
            "go",
            "goto",
            "if",
            "import",
            "interface",
            "map",
            "nil",
            "package",
            "range",
            "return",
            "select",
            "struct",
            "switch",
            "true",
            "type",
            "var",
        ],
    ),
    language(
        &["rust", "rs"],
        Style::Words,
        &["//"],
        b"\"",
        &[
            "as", "async", "await", "break", "const", "continue", "else", "enum", "false", "fn", "for", "if",
            "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self",
            "static", "struct", "trait", "true", "type", "unsafe", "use", "where", "while",
        ],
    ),
    language(
        &["java", "kotlin", "kt", "scala", "c", "cpp", "c++", "csharp", "cs"],
        Style::Words,
        &["//"],
        b"\"'",
        &[
            "abstract",
            "boolean",
            "break",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "fun",
            "if",
            "implements",
            "import",
            "int",
            "interface",
            "long",
            "new",
            "null",
            "override",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "static",
            "struct",
            "super",
            "switch",
            "this",
            "throw",
            "throws",
            "true",
            "try",
            "val",
            "var",
            "void",
            "while",
        ],
    ),
    language(
        &["javascript", "js", "typescript", "ts", "jsx", "tsx"],
        Style::Words,
        &["//"],
        b"\"'`",
        &[
            "async",
            "await",
            "break",
            "case",
            "catch",
            "class",
            "const",
            "continue",
            "default",
            "delete",
            "else",
            "export",
            "extends",
            "false",
            "finally",
            "for",
            "function",
            "if",
            "import",
            "in",
            "instanceof",
            "interface",
            "let",
            "new",
            "null",
            "of",
            "return",
            "static",
            "super",
            "switch",
            "this",
            "throw",
            "true",
            "try",
            "type",
            "typeof",
            "undefined",
            "var",
            "void",
            "while",
            "yield",
        ],
    ),
    language(
        &["ruby", "rb"],
        Style::Words,
        &["#"],
        b"\"'",
        &[
            "begin", "class", "def", "do", "else", "elsif", "end", "ensure", "false", "if", "module", "nil",
            "raise", "rescue", "return", "self", "then", "true", "unless", "until", "while", "yield",
        ],
    ),
    language(
        &["nginx"],
        Style::Words,
        &["#"],
        b"\"'",
        &["http", "if", "include", "listen", "location", "proxy_pass", "return", "server", "upstream"],
    ),
    language(&["diff", "patch"], Style::Diff, &[], b"", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_names_unique() {
        let mut names: Vec<&str> = ALL.iter().flat_map(|language| language.names).copied().collect();
        assert!(ALL.iter().all(|language| language.words.is_sorted()));
        assert!(ALL.iter().all(|language| language.quotes.len() <= 3));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
