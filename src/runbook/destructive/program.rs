//! Programs and the arguments with which they destroy.

use super::shell::{CONTAINERS, Valued, plain};

/// What destroys in a program with these arguments. A program that only shows what it would do (`--dry-run`) is passed over.
pub(super) fn program(name: &str, arguments: &[&str]) -> Option<String> {
    const AWS: Valued = Valued("", "--profile --region --output --endpoint-url --query");
    let has = |word: &str| arguments.contains(&word);
    let begins_with = |begin: &str| arguments.iter().any(|word| word.starts_with(begin));
    // Several letters may stand behind one dash.
    let flag = |letters: &[char]| {
        arguments
            .iter()
            .any(|word| word.starts_with('-') && !word.starts_with("--") && word.contains(letters))
    };
    // What the program is told to do, where other arguments may read the same.
    let verb = |valued: &Valued, from: usize| {
        let at = plain(arguments, from, valued);
        (at, arguments.get(at).copied().unwrap_or_default())
    };
    if begins_with("--dry-run") || has("--dryrun") {
        return None;
    }
    let found = match name {
        "rm" if flag(&['r', 'R']) || has("--recursive") => "rm -r",
        "find" if has("-delete") => "find -delete",
        "kubectl" | "oc" if verb(&CONTAINERS, 0).1 == "delete" => "kubectl delete",
        "terraform" | "tofu" | "terragrunt" if has("destroy") || (has("-destroy") && !has("plan")) => {
            "terraform destroy"
        }
        "helm" if matches!(verb(&CONTAINERS, 0).1, "uninstall" | "delete") => "helm uninstall",
        "dd" if begins_with("of=") => "dd of=",
        "truncate" if begins_with("-s") || begins_with("--size") => "truncate",
        "git" if has("push") && (has("--force") || flag(&['f'])) => "git push --force",
        "docker" | "podman" if has("volume") && (has("rm") || has("prune")) => "docker volume rm",
        "docker" | "podman" if has("system") && has("prune") => "docker system prune",
        "aws" => {
            let (at, service) = verb(&AWS, 0);
            let (_, verb) = verb(&AWS, at + 1);
            match (service, verb) {
                ("s3", "rb") => "aws s3 rm",
                ("s3", "rm") if has("--recursive") => "aws s3 rm",
                (_, verb) if verb.starts_with("delete-") || verb.starts_with("terminate-") => "aws delete",
                _ => return None,
            }
        }
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
