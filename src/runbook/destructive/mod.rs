//! Commands that destroy: a short list, and precise, because a false alarm teaches people to pass over the true ones.

mod program;
mod shell;
mod sql;

use std::ops::Range;

use crate::record::RunbookStep;
use crate::text::markdown::{Outline, outline};
use shell::shell;
use sql::sql;

/// What a command destroys with, as written: `rm -rf`, `DROP TABLE`, `kubectl delete`; `None` where nothing of the list is in it.
///
/// Looked at are the names of programs where a command can begin, also behind what runs another (`sudo`, `ssh`, `xargs`,
/// `timeout`, `docker exec`, `--`, `bash -c`), and the statements of SQL. What only shows what it would do is passed over.
pub fn destroys(command: &str) -> Option<String> {
    // A line that ends with a backslash goes on.
    let joined = command.replace("\r\n", "\n").replace("\\\n", " ");
    joined.lines().find_map(shell).or_else(|| sql(&joined))
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
            "aws --profile prod ec2 terminate-instances --instance-ids i-1",
            "ssh db1 rm -rf /var/lib/db",
            "ssh -p 22 -i key db1 'rm -rf /var/lib/db'",
            "ssh db1 \"sudo rm -rf x\"",
            "sudo -u postgres dropdb payments",
            "sudo -nu postgres dropdb payments",
            "sudo --user postgres env A=b /usr/bin/dropdb payments",
            "su - postgres -c 'dropdb payments'",
            "docker exec db rm -rf /data",
            "docker compose -f x.yaml exec -T db rm -rf /data",
            "docker run --rm -v data:/data alpine rm -rf /data",
            "kubectl exec db-0 rm -rf /data",
            "kubectl -n prod exec -it db-0 -c main -- bash -c 'cd / && rm -rf data'",
            "timeout 60 rm -rf x",
            "timeout -k 5 60 rm -rf x",
            "nohup rm -rf x &",
            "env A=b rm -rf x",
            "A=1 b=2 nice -n 19 rm -rf x",
            "aws-vault exec prod -- terraform destroy",
            "find /x -delete",
            "if true; then rm -rf x; fi",
            "psql -c 'TRUNCATE orders'",
            "psql -c \"TRUNCATE ONLY orders, lines CASCADE\"",
            "TRUNCATE orders;",
            "DELETE FROM orders -- WHERE id = 1",
            "DELETE FROM orders /* WHERE id = 1 */;",
            "psql -c 'DELETE FROM orders' | grep where",
            "kubectl exec db-0 \\\r\n  -- psql -c 'DROP TABLE x'",
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
            "kubectl auth can-i delete pods",
            "kubectl logs delete",
            "kubectl -n x get pods -l app=delete",
            "kubectl exec db-0 -- ls delete",
            "aws ec2 describe-x --filters delete-me",
            "aws s3 rm --recursive --dryrun s3://x",
            "terraform plan -destroy",
            "ssh rm -r",
            "timeout 60 ls",
            "find /x -name delete",
            "docker exec -u rm db ls -r",
            "-- DROP TABLE x\nSELECT 1",
            "truncate the table by hand",
            "psql -c 'DELETE FROM \"orders\" WHERE id = 1'",
            "DELETE FROM x -- all of one\nWHERE id = 1",
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

    #[test]
    fn long_texts_cost_their_length() {
        for part in [
            "A=1 ",
            "-- ",
            "sudo ",
            "sudo -u ",
            "rm ",
            "ssh x ",
            "kubectl ",
            "docker exec x ",
            "bash -c ",
            "xargs rm ",
            "find -exec ",
            "DELETE FROM ",
            "DELETE FROM x WHERE ",
            "TRUNCATE ",
            "TRUNCATE a, ",
            "\nTRUNCATE a, ",
            "' ",
            "\\\n",
            "; ",
            "/* ",
            "$ ",
        ] {
            assert_eq!(
                destroys(&format!("{}#", part.repeat(100_000 / part.len())))
                    .filter(|_| !part.contains("DELETE")),
                None,
                "{part}"
            );
        }
    }
}
