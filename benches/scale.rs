//! How long whole commands take on many incidents: `cargo bench --bench scale -- 1000 10000`.
//!
//! Writes N incidents made from the example organisation into a temporary folder and times full build, no-change build,
//! `check`, `stats` and `export` as processes, several rounds in turn, beside a plain copy of the built site, and then a session of the
//! language server. Peak memory needs
//! `/usr/bin/time`. Quote ratios of one run: machines are noisy.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench panics and prints")]

#[path = "../tests/lsp/client.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod client;
#[path = "scale/session.rs"]
mod session;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use postmortem::source::Source;
use postmortem::workspace::load;

/// Timed rounds; the median is printed.
const ROUNDS: usize = 5;

/// As the program's: what is read here is to take what reading takes there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The argument with which this program only reads the folder that follows.
const READ: &str = "--read";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, what, root] = &arguments[..]
        && what == READ
    {
        let loaded = load(&Source::open_work_tree(Path::new(root)).unwrap());
        assert!(loaded.files > 0);
        // As the program does: nothing is taken apart at the end.
        std::mem::forget(loaded);
        return;
    }
    let counts: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let counts = if counts.is_empty() { vec![1_000] } else { counts };
    println!("| incidents | command | wall s | cpu s | peak MiB | × cp -r | × reading |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    for count in counts {
        let folder = tempfile::tempdir_in(scratch()).unwrap();
        corpus(&folder.path().join("incidents"), count);
        measure(folder.path(), count);
        session::measure(&folder.path().join("incidents"), count);
    }
}

/// Memory where there is a file system for it, so that the disk is not what is measured.
fn scratch() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}

/// The example's catalogue, and its closed incidents again and again under other ids and years.
fn corpus(to: &Path, count: usize) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    for folder in ["services", "teams", "runbooks", "drills"] {
        fs::create_dir_all(to.join(folder)).unwrap();
        for entry in fs::read_dir(example.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, to.join(folder).join(path.file_name().unwrap())).unwrap();
        }
    }
    for file in ["postmortem.yaml", "plan.yaml"] {
        fs::copy(example.join(file), to.join(file)).unwrap();
    }
    let mut models: Vec<PathBuf> =
        fs::read_dir(example.join("2026")).unwrap().map(|e| e.unwrap().path()).collect();
    models.sort();
    let models: Vec<(String, String)> = models
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .filter(|(_, text)| text.contains("\nstatus: closed") && text.contains("\nkind: incident"))
        .collect();
    assert!(!models.is_empty(), "the example has no closed incident");
    for number in 0..count {
        let (id, text) = &models[number % models.len()];
        let year = 2026 - number * 6 / count;
        let new = format!("INC-{year}-{number:05}");
        // Relations of the model would lead nowhere; the day keeps its weekday near enough.
        let text: Vec<String> = text
            .lines()
            .filter(|line| !line.starts_with("related:"))
            .map(|line| line.replace(id.as_str(), &new).replace("2026-", &format!("{year}-")))
            .map(|line| of_its_own(&line, &new, number / models.len()))
            .collect();
        let folder = to.join(year.to_string());
        fs::create_dir_all(&folder).unwrap();
        // The picture that one of the models shows.
        if !folder.join("pool-usage.png").exists() {
            fs::copy(example.join("2026/pool-usage.png"), folder.join("pool-usage.png")).unwrap();
        }
        fs::write(folder.join(format!("{new}.yaml")), text.join("\n") + "\n").unwrap();
    }
}

/// A line whose times, cause and factors are no copies of another record's.
fn of_its_own(line: &str, id: &str, copy: usize) -> String {
    let minutes = 480 - copy % 480;
    let line = line.replace("+08:00", &format!("+{:02}:{:02}", minutes / 60, minutes % 60));
    match line.trim_start().split_once(' ') {
        Some(("root_cause:", "|")) => format!("{line}\n    {id}:"),
        Some(("factor:", _)) => format!("{line} ({id})"),
        Some(("-", rest)) if line.starts_with("    - ") && !rest.contains(": ") && !rest.starts_with('"') => {
            format!("{line} ({id})")
        }
        _ => line,
    }
}

/// Seconds of wall clock, seconds of CPU, KiB of memory.
type Run = (f64, Option<f64>, Option<f64>);

/// One timed run: seconds of wall clock, seconds of CPU and KiB of memory where they are known.
fn timed(command: &[&str]) -> Run {
    let time = Path::new("/usr/bin/time");
    let mut run = if time.exists() {
        let mut run = Command::new(time);
        run.args(["-f", "%U %S %M"]).args(command);
        run
    } else {
        let mut run = Command::new(command[0]);
        run.args(&command[1..]);
        run
    };
    let start = Instant::now();
    let output = run.output().unwrap();
    let wall = start.elapsed().as_secs_f64();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let figures: Vec<f64> =
        text.lines().last().unwrap_or_default().split(' ').filter_map(|figure| figure.parse().ok()).collect();
    match figures[..] {
        [user, system, memory] => (wall, Some(user + system), Some(memory)),
        _ => (wall, None, None),
    }
}

fn measure(folder: &Path, count: usize) {
    let binary = env!("CARGO_BIN_EXE_postmortem");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (root, site, copy) = (path("incidents"), path("site"), path("copy"));
    let build = [binary, "build", "--quiet", "--root", &root, "--format", "html,markdown", "--output", &site];
    let tables = path("tables");
    let export = vec![binary, "export", "parquet", "--quiet", "--root", &root, "--output", &tables];
    let this = std::env::current_exe().unwrap();
    let stats = [binary, "stats", "--quiet", "--root", &root];
    let halves = "2021..2023,2024..2026";
    let cases: [(&str, Vec<&str>, Option<&str>); 8] = [
        ("reading and parsing alone", vec![this.to_str().unwrap(), READ, &root], None),
        ("full build, HTML and Markdown", build.to_vec(), Some(&site)),
        ("build, nothing changed", build.to_vec(), None),
        ("check", vec![binary, "check", "--quiet", "--root", &root], None),
        ("stats", [&stats[..], &["--format", "json"]].concat(), None),
        ("stats, two halves compared", [&stats[..], &["--compare", halves]].concat(), None),
        ("export parquet", export, None),
        ("cp -r of the site", vec!["cp", "-r", &site, &copy], Some(&copy)),
    ];
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); cases.len()];
    for _ in 0..ROUNDS {
        for (case, runs) in cases.iter().zip(&mut runs) {
            if let Some(fresh) = case.2 {
                let _ = fs::remove_dir_all(fresh);
            }
            runs.push(timed(&case.1));
        }
    }
    let median = |figures: Vec<f64>| {
        let mut figures = figures;
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied()
    };
    let shown =
        |figure: Option<f64>, digits| figure.map_or("-".into(), |figure| format!("{figure:.digits$}"));
    let wall = |place: usize| median(runs[place].iter().map(|run| run.0).collect());
    let (reading, copy) = (wall(0), wall(cases.len() - 1));
    for (case, runs) in cases.iter().zip(&runs) {
        let wall = median(runs.iter().map(|run| run.0).collect());
        let cpu = median(runs.iter().filter_map(|run| run.1).collect());
        let memory = median(runs.iter().filter_map(|run| run.2).collect()).map(|kib| kib / 1024.0);
        let ratio = |base: Option<f64>| wall.zip(base).map(|(wall, base)| wall / base);
        println!(
            "| {count} | {} | {} | {} | {} | {} | {} |",
            case.0,
            shown(wall, 3),
            shown(cpu, 2),
            shown(memory, 0),
            shown(ratio(copy), 1),
            shown(ratio(reading), 2)
        );
    }
}
