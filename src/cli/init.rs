//! `postmortem init`: a starter folder that passes its own check.

use std::path::Path;

use super::args::Cli;
use super::env::Env;
use super::open::now;
use super::{CLEAN, Done, Stop};
use crate::error::Error;
use crate::source::FOLDER;
use crate::time::Zone;

/// The starter files; `YEAR` and `DAY` in them become today's.
const FILES: [(&str, &str); 6] = [
    ("postmortem.yaml", include_str!("init/postmortem.yaml")),
    ("services/payments.yaml", include_str!("init/service.yaml")),
    ("teams/payments-team.yaml", include_str!("init/team.yaml")),
    ("runbooks/restart-payments.yaml", include_str!("init/runbook.yaml")),
    ("drills/YEAR-payments-restart.yaml", include_str!("init/drill.yaml")),
    ("YEAR/INC-YEAR-0001.yaml", include_str!("init/incident.yaml")),
];

pub(super) fn run(cli: &Cli, directory: Option<&Path>, env: &mut Env<'_>) -> Done {
    let given = directory.or(cli.common.root.as_deref()).unwrap_or(Path::new(FOLDER));
    let folder = env.directory.join(given);
    let day = Zone::UTC.local(now(cli, env, Zone::UTC)?).date();
    let fill = |text: &str| {
        text.replace("YEAR", &day.format("%Y").to_string())
            .replace("DAY", &day.format("%Y-%m-%d").to_string())
    };
    let files = FILES.map(|(name, text)| (fill(name), fill(text)));
    // Nothing of the user's is ever written over: look at all before writing any.
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).exists()) {
        let path = given.join(name);
        return Err(Stop::Say(
            format!("`{}` is there already", path.display()),
            "pass another folder, or go on with `postmortem check`".into(),
        ));
    }
    for (name, text) in &files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(&folder);
        let cannot = |cause| Error::Write { path: path.clone(), cause };
        std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, text)).map_err(cannot)?;
        writeln!(env.out, "wrote {}", given.join(name).display())?;
    }
    if !cli.common.quiet {
        writeln!(env.err, "next: edit them, then `postmortem check` and `postmortem build`")?;
    }
    Ok(CLEAN)
}
