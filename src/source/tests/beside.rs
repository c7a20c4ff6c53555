//! Files beside the records: the same from everywhere, never from outside the repository.

use super::{SideFile, three};

const FILES: &[(&str, &str)] = &[
    ("incidents/postmortem.yaml", "format: 1\n"),
    ("incidents/evidence/web.yaml", "kind: Deployment\n"),
    ("incidents/evidence/deep/plan.json", "{}"),
    ("incidents/evidence/notes.md", "not read of a folder"),
    ("incidents/2026/INC-1.yaml", "id: INC-1\n"),
    ("infra/k8s/web.yaml", "kind: Pod\n"),
    ("infra/k8s/.secret/token.yaml", "token: hidden\n"),
    ("infra/main.tfstate", "{}"),
];

fn told(found: Result<Vec<SideFile>, super::Problem>) -> String {
    match found {
        Err(problem) => format!("{}", problem.kind),
        Ok(files) => files
            .iter()
            .map(|file| match &file.bytes {
                Ok(bytes) => format!("{}={} ", file.path, String::from_utf8_lossy(bytes).trim()),
                Err(problem) => format!("{}: {} ", file.path, problem.kind),
            })
            .collect(),
    }
}

#[test]
fn inside_and_outside_the_folder_of_records() {
    let links = [
        ("infra/k8s/out.yaml", "/etc/hosts"),
        ("infra/way", "k8s"),
        ("incidents/evidence/up.yaml", "../../infra/k8s/web.yaml"),
    ];
    let (_top, sources) = three(FILES, &links);
    let cases = [
        ("evidence/web.yaml", "evidence/web.yaml=kind: Deployment "),
        ("./evidence//deep/../web.yaml", "evidence/web.yaml=kind: Deployment "),
        ("evidence", "evidence/deep/plan.json={} evidence/web.yaml=kind: Deployment "),
        ("evidence/notes.md", "evidence/notes.md=not read of a folder "),
        ("../infra/k8s/web.yaml", "../infra/k8s/web.yaml=kind: Pod "),
        ("../infra", "../infra/k8s/web.yaml=kind: Pod ../infra/main.tfstate={} "),
        ("../incidents/evidence/web.yaml", "evidence/web.yaml=kind: Deployment "),
        ("../infra/../incidents/evidence/deep", "evidence/deep/plan.json={} "),
        (
            "..",
            "2026/INC-1.yaml=id: INC-1 evidence/deep/plan.json={} evidence/up.yaml=kind: Pod evidence/web.yaml=",
        ),
        ("../incidents", "name a file, or a folder other than that of the records"),
        ("../incidents/evidence/none.yaml", "there is no such file"),
        ("../none", "there is no such file"),
        ("../infra/k8s/out.yaml", "a symbolic link is on the way"),
        ("../infra/way/web.yaml", "a symbolic link is on the way"),
        ("evidence/up.yaml", "the link leads out of the folder of records, to `../../infra/k8s/web.yaml`"),
        ("../infra/k8s/.secret/token.yaml", "hidden files and folders are not read"),
        ("../.git/config", "hidden files and folders are not read"),
        ("../../etc", "it leads out of the repository"),
        ("/etc/hosts", "write a path from the folder of records, with `/` between names"),
        (".", "name a file, or a folder other than that of the records"),
    ];
    for source in &sources {
        for (path, expected) in &cases {
            let told = told(source.beside(path));
            assert!(told.contains(expected) && !told.contains("../incidents"), "{path}: {told}");
        }
        for path in ["../infra/k8s/out.yaml", "evidence/up.yaml", "evidence/none.yaml", "../none"] {
            assert!(source.beside(path).is_err(), "{path}: {}", told(source.beside(path)));
        }
    }
}
