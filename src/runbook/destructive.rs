//! Commands that destroy: a short list, and precise, because a false alarm teaches people to pass over the true ones.

use std::ops::Range;

use crate::record::RunbookStep;
use crate::text::markdown::{Outline, outline};

/// What a command destroys with, as written: `rm -rf`, `DROP TABLE`, `kubectl delete`; `None` where nothing of the list is in it.
///
/// Looked at are the names of programs where a command can begin, also behind `sudo`, `xargs`, `--` and `-c`, and the statements
/// of SQL. A program that only shows what it would do (`--dry-run`) is passed over.
pub fn destroys(command: &str) -> Option<String> {
    // A line that ends with a backslash goes on.
    let joined = command.replace("\\\n", " ");
    joined.lines().find_map(shell).or_else(|| sql(command))
}

/// Whether a step cannot be undone or hurts: it says so, in words nobody may understand, or its command destroys.
pub fn is_destructive(step: &RunbookStep) -> bool {
    let said = step.destructive.as_ref();
    let flagged = said.is_some_and(|flag| flag.get().is_none_or(|flag| flag.0));
    flagged || step.command.as_deref().and_then(destroys).is_some()
}

/// What destroys in the code of a Markdown text, and where that block is, in bytes.
pub fn destroys_in(body: &str) -> Option<(String, Range<usize>)> {
    const SHELLS: [&str; 12] = [
        "",
        "sh",
        "bash",
        "shell",
        "zsh",
        "console",
        "shell-session",
        "sql",
        "psql",
        "mysql",
        "cql",
        "promql",
    ];
    outline(body).into_iter().find_map(|part| match part {
        Outline::Code { language, text, range }
            if SHELLS.contains(&language.to_ascii_lowercase().as_str()) =>
        {
            destroys(&text).map(|what| (what, range))
        }
        _ => None,
    })
}

/// What destroys in one line of a shell.
fn shell(line: &str) -> Option<String> {
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
    (0..words.len()).filter(|&at| begins(&words, at)).find_map(|at| {
        let rest: Vec<&str> = words[at + 1..].iter().copied().take_while(|word| *word != ";").collect();
        program(words[at], &rest)
    })
}

/// Whether a command can begin at this word.
fn begins(words: &[&str], at: usize) -> bool {
    const BEFORE: [&str; 12] =
        [";", "sudo", "xargs", "--", "-c", "-exec", "then", "do", "else", "{", "!", "time"];
    let Some(before) = at.checked_sub(1).and_then(|at| words.get(at)) else { return true };
    // `NAME=value command`, as far as values without blanks go.
    let assigns = before.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    });
    BEFORE.contains(before) || (assigns && begins(words, at - 1))
}

/// What destroys in a program with these arguments.
fn program(name: &str, arguments: &[&str]) -> Option<String> {
    let name = name.rsplit('/').next().unwrap_or(name);
    let has = |word: &str| arguments.contains(&word);
    let begins_with = |begin: &str| arguments.iter().any(|word| word.starts_with(begin));
    // Several letters may stand behind one dash.
    let flag = |letters: &[char]| {
        arguments
            .iter()
            .any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains(letters))
    };
    if begins_with("--dry-run") {
        return None;
    }
    let found = match name {
        "rm" if flag(&['r', 'R']) || has("--recursive") => "rm -r",
        "kubectl" | "oc" if has("delete") => "kubectl delete",
        "terraform" | "tofu" | "terragrunt" if has("destroy") || has("-destroy") => "terraform destroy",
        "helm" if has("uninstall") || has("delete") => "helm uninstall",
        "dd" if begins_with("of=") => "dd of=",
        "truncate" if begins_with("-s") || begins_with("--size") => "truncate",
        "git" if has("push") && (has("--force") || flag(&['f'])) => "git push --force",
        "docker" | "podman" if has("volume") && (has("rm") || has("prune")) => "docker volume rm",
        "docker" | "podman" if has("system") && has("prune") => "docker system prune",
        "aws" if has("s3") && (has("rb") || (has("rm") && has("--recursive"))) => "aws s3 rm",
        "aws" if begins_with("delete-") || begins_with("terminate-") => "aws delete",
        "gcloud" | "az" if has("delete") => "delete",
        "gsutil" if has("rm") => "gsutil rm",
        "redis-cli" if arguments.iter().any(|word| word.to_ascii_uppercase().starts_with("FLUSH")) => {
            "FLUSHALL"
        }
        "etcdctl" if has("del") => "etcdctl del",
        "kafka-topics" | "kafka-topics.sh" if has("--delete") => "kafka-topics --delete",
        "zfs" | "zpool" if has("destroy") => "zfs destroy",
        "wipefs" | "shred" | "blkdiscard" | "lvremove" | "vgremove" | "pvremove" | "dropdb" => name,
        _ if name == "mkfs" || name.starts_with("mkfs.") => "mkfs",
        _ => return None,
    };
    Some(found.to_owned())
}

/// What destroys among statements of SQL, which may stand between quotes of a shell.
fn sql(text: &str) -> Option<String> {
    const DROPPED: [&str; 9] = [
        "TABLE",
        "DATABASE",
        "SCHEMA",
        "TABLESPACE",
        "KEYSPACE",
        "COLUMN",
        "PARTITION",
        "USER",
        "COLLECTION",
    ];
    text.split(';').find_map(|statement| {
        let words: Vec<String> = statement
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.'))
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_uppercase)
            .collect();
        words.windows(2).enumerate().find_map(|(at, pair)| match (pair[0].as_str(), pair[1].as_str()) {
            ("DROP", what) if DROPPED.contains(&what) => Some(format!("DROP {what}")),
            ("TRUNCATE", "TABLE") => Some("TRUNCATE TABLE".to_owned()),
            ("DELETE", "FROM") if !words[at..].iter().any(|word| word == "WHERE") => {
                Some("DELETE without WHERE".to_owned())
            }
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_destroys() {
        for command in [
            "rm -rf /var/lib/x",
            "$ sudo rm -fr \"$DIR\"",
            "cd /x && rm --recursive y",
            "find . -name '*.wal' -exec rm -r {} ;",
            "ls | xargs rm -rf",
            "kubectl exec db-0 -- rm -rf /data",
            "bash -c \"rm -rf x\"",
            "kubectl -n prod delete pod x",
            "PGPASSWORD=x dropdb payments",
            "kubectl \\\n  delete ns prod",
            "terraform destroy -auto-approve",
            "terraform apply -destroy",
            "mkfs.ext4 /dev/sdb",
            "dd if=/dev/zero of=/dev/sda",
            "truncate -s 0 /var/log/x",
            "git push --force origin main",
            "git push -f",
            "psql -c 'DROP TABLE orders;'",
            "drop database payments",
            "delete from orders; select 1 where true",
            "psql -c \"TRUNCATE TABLE x\"",
            "ALTER TABLE x DROP COLUMN y",
            "redis-cli -h x FLUSHALL",
            "aws ec2 terminate-instances --instance-ids i-1",
        ] {
            assert!(destroys(command).is_some(), "{command}");
        }
    }

    #[test]
    fn what_does_not() {
        for command in [
            "rm /tmp/x",
            "docker rm -f x",
            "kubectl get pods",
            "kubectl delete pod x --dry-run=client",
            "# rm -rf /",
            "echo rm -rf",
            "terraform plan",
            "dd if=/dev/sda",
            "git push --force-with-lease",
            "git push origin main",
            "DELETE FROM orders WHERE id = 1;",
            "SELECT 1; DELETE\n  FROM x\n WHERE y",
            "kubectl scale deployment/x --replicas=0",
            "truncated=1",
            "grep -c DROP log",
            "iptables -j DROP",
            "cat drop.table.txt",
        ] {
            assert_eq!(destroys(command), None, "{command}");
        }
    }

    #[test]
    fn in_markdown_only_code() {
        let text = "Never `rm -rf`.\n\n```yaml\nrm -rf: x\n```\n\n    rm -rf x\n";
        let (what, range) = destroys_in(text).unwrap();
        assert_eq!((what.as_str(), &text[range]), ("rm -r", "rm -rf x\n"));
        assert_eq!(destroys_in("rm -rf /\n\n```yaml\nrm -rf x\n```\n"), None);
    }
}
