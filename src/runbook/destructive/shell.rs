//! One line of a shell: where its commands begin, behind whatever runs them, and what they destroy.
//!
//! The words are walked over once, forwards: a line of any length costs its length.

use super::program::program;

/// Options of a program that take a value: the letters, and the long ones between blanks.
pub(super) struct Valued(pub(super) &'static str, pub(super) &'static str);

/// What runs another command: its name, its options with a value, and how many words stand before that command.
type Wrapper = (&'static str, Valued, usize);

const WRAPPERS: [Wrapper; 27] = [
    ("sudo", Valued("ughpCrtTUDR", "--user --group --host --prompt --chdir --chroot"), 0),
    ("doas", Valued("uC", ""), 0),
    ("runuser", Valued("ugGs", "--user --group --shell"), 0),
    ("gosu", Valued("", ""), 1),
    ("su-exec", Valued("", ""), 1),
    ("env", Valued("uC", "--unset --chdir"), 0),
    ("nohup", Valued("", ""), 0),
    ("setsid", Valued("", ""), 0),
    ("time", Valued("fo", "--format --output"), 0),
    ("timeout", Valued("ks", "--kill-after --signal"), 1),
    ("nice", Valued("n", "--adjustment"), 0),
    ("ionice", Valued("cn", "--class --classdata"), 0),
    ("chrt", Valued("", ""), 1),
    ("taskset", Valued("", ""), 1),
    ("stdbuf", Valued("ioe", "--input --output --error"), 0),
    ("strace", Valued("eopsu", ""), 0),
    ("xargs", Valued("nPILdasE", "--max-args --max-procs --delimiter --arg-file"), 0),
    ("parallel", Valued("jaI", "--jobs --arg-file"), 0),
    ("watch", Valued("n", "--interval"), 0),
    ("flock", Valued("wE", "--timeout --wait"), 1),
    ("chroot", Valued("", ""), 1),
    ("ssh", Valued("bcDEeFIiJLlmOopQRSWw", ""), 1),
    ("exec", Valued("a", ""), 0),
    ("command", Valued("", ""), 0),
    ("builtin", Valued("", ""), 0),
    ("eval", Valued("", ""), 0),
    ("busybox", Valued("", ""), 0),
];

/// Options with a value of programs for containers and clusters.
pub(super) const CONTAINERS: Valued = Valued(
    "nclfsoeuwvmhHp",
    "--namespace --context --kube-context --kubeconfig --cluster --user --server --token --as --selector --filename --output \
     --container --file --project-name --env --env-file --workdir --volume --mount --name --network --publish --entrypoint --host \
     --log-level --hostname --memory --label --platform --index --profile --image",
);

/// What destroys in one line of a shell.
pub(super) fn shell(line: &str) -> Option<String> {
    let line = line.trim_start().trim_start_matches("$ ");
    if line.starts_with('#') {
        return None;
    }
    let mut spaced = String::with_capacity(line.len() + 16);
    for c in line.chars() {
        match c {
            '|' | ';' | '&' | '(' | ')' | '`' => spaced.extend([' ', ';', ' ']),
            _ => spaced.push(c),
        }
    }
    let words: Vec<&str> = spaced
        .split_whitespace()
        .map(|word| word.trim_matches(['"', '\'']))
        .filter(|word| !word.is_empty())
        .collect();
    words.split(|word| *word == ";").find_map(commands)
}

/// What destroys in the words between two operators: one command, and those that it is given to run.
fn commands(words: &[&str]) -> Option<String> {
    let mut at = 0;
    loop {
        at = command(words, at);
        let name = base(words.get(at)?);
        let begin = at + 1;
        let rest = words.get(begin..).unwrap_or_default();
        let end = rest.iter().position(|word| leads(name, word)).map_or(words.len(), |more| begin + more);
        let found = program(name, words.get(begin..end).unwrap_or_default());
        if found.is_some() {
            return found;
        }
        at = end;
    }
}

/// The name of a program without its folder.
fn base(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// Whether another command begins at, or right behind, this argument of a program.
fn leads(name: &str, word: &str) -> bool {
    const SHELLS: [&str; 8] = ["sh", "bash", "zsh", "dash", "ash", "ksh", "su", "runuser"];
    match word {
        "--" | "-exec" | "-execdir" | "-ok" | "sudo" | "doas" | "xargs" => true,
        _ => {
            word.starts_with('-') && !word.starts_with("--") && word.ends_with('c') && SHELLS.contains(&name)
        }
    }
}

/// Where the command is whose words begin here: behind keywords, values for its environment, and programs that run it.
fn command(words: &[&str], mut at: usize) -> usize {
    const KEYWORDS: [&str; 9] = ["if", "while", "until", "then", "do", "else", "elif", "{", "!"];
    while let Some(word) = words.get(at) {
        let name = base(word);
        if KEYWORDS.contains(word) || word.starts_with('-') || assigns(word) {
            at += 1;
        } else if let Some((_, valued, before)) = WRAPPERS.iter().find(|wrapper| wrapper.0 == name) {
            at = run_by(words, at + 1, valued, *before);
        } else if let Some(inside) = inside(words, at) {
            at = inside;
        } else {
            break;
        }
    }
    at
}

/// `NAME=value`, as far as values without blanks go.
fn assigns(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// Where the command begins that runs in a container: `docker exec NAME …`, `kubectl exec POD …`.
fn inside(words: &[&str], at: usize) -> Option<usize> {
    const PROGRAMS: [&str; 8] =
        ["docker", "podman", "nerdctl", "crictl", "docker-compose", "podman-compose", "kubectl", "oc"];
    if !PROGRAMS.contains(&base(words.get(at)?)) {
        return None;
    }
    let mut verb = plain(words, at + 1, &CONTAINERS);
    if matches!(*words.get(verb)?, "compose" | "container") {
        verb = plain(words, verb + 1, &CONTAINERS);
    }
    matches!(*words.get(verb)?, "exec" | "run" | "rsh").then(|| run_by(words, verb + 1, &CONTAINERS, 1))
}

/// Where the command begins that a program with these arguments runs.
fn run_by(words: &[&str], mut at: usize, valued: &Valued, mut before: usize) -> usize {
    loop {
        at = plain(words, at, valued);
        match words.get(at) {
            Some(&"--") if before == 0 => return at + 1,
            Some(&"--") => at += 1,
            Some(_) if before > 0 => {
                before -= 1;
                at += 1;
            }
            _ => return at,
        }
    }
}

/// The first word from here on that is neither an option nor the value of one; `--` is no option.
pub(super) fn plain(words: &[&str], mut at: usize, valued: &Valued) -> usize {
    while let Some(word) = words.get(at).filter(|word| word.starts_with('-') && **word != "--") {
        let takes = if word.starts_with("--") {
            valued.1.split(' ').any(|long| long == *word)
        } else {
            // Of letters behind one dash, the first with a value takes the others for it.
            let first = word.char_indices().skip(1).find(|(_, c)| valued.0.contains(*c));
            first.is_some_and(|(i, c)| i + c.len_utf8() == word.len())
        };
        at += if takes { 2 } else { 1 };
    }
    at
}
