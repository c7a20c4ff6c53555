//! `postmortem build`: the site and the Markdown reports.

use std::fmt::Write as _;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{BuildArgs, BuildFormat, Cli};
use super::audience::Reduced;
use super::env::Env;
use super::filter::filter;
use super::open::open;
use super::{CLEAN, Done, FOUND, color};
use crate::finding::human;
use crate::history::Chronicle;
use crate::leak::Guarded;
use crate::output::{Sync, check_output};
use crate::record::Audience;
use crate::site::{Options, Progress, Sink, build};
use crate::text::counted;
use crate::text::terminal::visible_line;

/// Who reads what is not made for a named audience: the comment on a change, a checklist.
pub(super) const AUDIENCE: Audience = Audience::Internal;

pub(super) fn run(cli: &Cli, args: &BuildArgs, env: &mut Env<'_>) -> Done {
    let start = Instant::now();
    let audience = args.audience.named_or_internal();
    let mut opened = open(cli, env)?;
    // Only what fails the build is looked for; `check` shows the rest.
    let findings = opened.errors();
    let errors = findings.len();
    let report = opened.report(findings);
    let color = color(cli, env, env.err_is_terminal);
    human(&report, &opened.prefix, color, env.err)?;

    let folder = env.directory.join(&args.output);
    if let Some(root) = opened.source.root() {
        check_output(&folder, root)?;
    }
    let chronicle = if args.no_history {
        None
    } else {
        Chronicle::new(&opened.source, &opened.loaded.workspace, audience)?
    };
    let reduced = Reduced::new(&mut opened, audience);
    let workspace = &mut opened.loaded.workspace;
    let filter = filter(&args.filter, workspace)?;
    let sync = Sync::open(&folder)?;
    let filtered = workspace.filter(&filter);
    let options = Options {
        chronicle: chronicle.as_ref(),
        filter: &filter,
        audience,
        now: opened.now,
        html: args.format.contains(&BuildFormat::Html),
        markdown: args.format.contains(&BuildFormat::Markdown),
        search: !args.no_search,
        version: env!("CARGO_PKG_VERSION"),
    };
    let bar = Bar::new(env.err_is_terminal && !cli.common.quiet);
    let guarded = reduced.guard.as_ref().map(|guard| Guarded { sink: &sync, guard });
    let sink: &dyn Sink = match &guarded {
        Some(guarded) => guarded,
        None => &sync,
    };
    let built = build(workspace, &opened.source, sink, &options, &bar);
    bar.0.finish_and_clear();
    let built = built?;
    if let Some(guard) = &reduced.guard {
        guard.verdict()?;
    }
    let written = sync.finish()?;

    for problem in &built.problems {
        writeln!(
            env.err,
            "warning: `{}`: {}",
            visible_line(&problem.path),
            visible_line(&problem.kind.to_string())
        )?;
    }
    for name in &built.unknown_templates {
        writeln!(env.err, "warning: `{}` replaces no template", visible_line(name))?;
    }
    if !cli.common.quiet {
        let files = opened.loaded.files;
        let seconds = start.elapsed().as_secs_f64();
        let found = if errors > 0 { format!(" ({})", counted(errors, "error")) } else { String::new() };
        let mut line = format!(
            "{}: read {files} files{found}, wrote {}, left {} unchanged, removed {}, in {seconds:.2} s",
            args.output.display(),
            written.written,
            written.unchanged,
            written.removed
        );
        if !reduced.said.is_empty() {
            let _ = write!(line, "; {}", reduced.said);
        }
        if filtered > 0 {
            let _ = write!(line, "; {} filtered out", counted(filtered, "record"));
        }
        writeln!(env.err, "{}", visible_line(&line))?;
    }
    // The process ends here: taking a large workspace apart piece by piece would only take time.
    std::mem::forget(opened);
    Ok(if errors > 0 { FOUND } else { CLEAN })
}

/// A progress bar on a terminal, nothing elsewhere.
struct Bar(ProgressBar);

impl Bar {
    fn new(shown: bool) -> Self {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} pages");
        Self(style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style)))
    }
}

impl Progress for Bar {
    fn begin(&self, pages: usize) {
        self.0.set_length(pages as u64);
    }

    fn step(&self) {
        self.0.inc(1);
    }
}
