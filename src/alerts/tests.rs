//! Rule files of every shape, good and hostile.

use std::fmt::Write as _;
use std::time::Instant;

use super::{Rules, read};

fn of(text: &str) -> Rules {
    read("a.yaml", text.as_bytes())
}

fn problems(rules: &Rules) -> Vec<String> {
    rules.problems.iter().map(|one| format!("{:?} {}", one.line.unwrap_or(0), one.message)).collect()
}

#[test]
fn alerts_that_share_a_name_are_all_there() {
    let mut text =
        "groups:\n  - name: kube-apiserver-slos\n    labels: {team: platform, severity: info}\n    rules:\n"
            .to_owned();
    for (long, short, severity) in [
        ("1h", "5m", "critical"),
        ("6h", "30m", "critical"),
        ("1d", "2h", "warning"),
        ("3d", "6h", "warning"),
    ] {
        let _ = write!(
            text,
            "      - alert: KubeAPIErrorBudgetBurn\n        expr: 1\n        for: 2m\n        labels: {{severity: {severity}, long: {long}, short: {short}}}\n"
        );
    }
    text.push_str("      - record: a:b\n        expr: sum(x)\n");
    let rules = of(&text);
    assert_eq!((rules.alerts.len(), rules.names(), rules.recording, rules.groups), (4, 1, 1, 1));
    let keys: std::collections::BTreeSet<_> = rules.alerts.iter().map(super::Alert::key).collect();
    assert_eq!(keys.len(), 4);
    assert_eq!(rules.alerts[1].labels_line(), "long=6h, severity=critical, short=30m, team=platform");
    assert_eq!((rules.alerts[1].line, rules.alerts[1].expr.as_str()), (9, "1"));
    assert_eq!(&text[rules.alerts[3].span.clone()], "KubeAPIErrorBudgetBurn");
    assert_eq!(rules.problems, []);
}

#[test]
fn objects_streams_and_lists() {
    let rule = |name: &str| format!("{{alert: {name}, expr: up == 0}}");
    let object = |name: &str| {
        format!("{{kind: PrometheusRule, spec: {{groups: [{{name: g, rules: [{}]}}]}}}}", rule(name))
    };
    let text = format!(
        "kind: ConfigMap\ndata: {{groups: x}}\n---\n{}\n---\nkind: List\nitems: [{}, {{kind: Service}}, {}]\n---\ngroups: [{{name: h, rules: [{}]}}]\n",
        object("A"),
        object("B"),
        object("C"),
        rule("D"),
    );
    let rules = of(&text);
    let names: Vec<&str> = rules.alerts.iter().map(|alert| alert.name.as_str()).collect();
    assert_eq!((names, rules.alerts[3].line), (vec!["A", "B", "C", "D"], 9));
    assert_eq!(rules.problems, []);
    let rules = of("{\"groups\": [{\"name\": \"g\", \"rules\": [{\"alert\": \"J\", \"expr\": \"1\"}]}]}");
    assert_eq!(rules.alerts.len(), 1);
}

#[test]
fn templates_of_go_stay_as_written() {
    let rules = of(
        "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: |\n      up == 0\n    annotations:\n      summary: 'on {{ $labels.pod }}'\n      runbook_url: ' https://x.example/a '\n",
    );
    let alert = &rules.alerts[0];
    assert_eq!(alert.annotation("summary"), Some("on {{ $labels.pod }}"));
    assert_eq!((alert.runbook_url(), alert.expr.as_str()), (Some("https://x.example/a"), "up == 0"));
    assert_eq!((alert.severity(), alert.annotation("description")), (None, None));
}

#[test]
fn what_is_wrong_has_its_line_and_hides_nothing_else() {
    let text = "groups:\n- name: g\n  rules:\n  - alert: [x]\n  - alert: ''\n    expr: 1\n  - alert: NoExpr\n  - expr: 1\n  - just text\n  - alert: Fine\n    expr: 1\n    labels: [a]\n    annotations: {summary: {{ .Values.x }}}\n- text\n- rules: {a: b}\n";
    let rules = of(text);
    assert_eq!(rules.alerts.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["NoExpr", "Fine"]);
    assert_eq!(
        problems(&rules),
        [
            "4 `alert` is no text",
            "5 is an alert without a name",
            "7 alert `NoExpr` has no `expr`",
            "8 is a rule without `alert` or `record`",
            "9 is no rule: a rule is a map with `alert` or `record`",
            "12 `labels` is no map",
            "13 `annotations` holds something that is no text",
            "14 is no group: a group is a map with `name` and `rules`",
            "15 `rules` is no list",
        ]
    );
    assert_eq!(problems(&of("kind: {{ .Values.kind }}\nspec: {}\n")), ["1 `kind` is no text"]);
    let broken = of(
        "a: [\n---\ngroups: [{name: g, rules: [{alert: A, expr: 1}]}]\n---\n- x\n---\nkind: PrometheusRule\n",
    );
    assert_eq!((broken.alerts.len(), broken.problems.len()), (1, 3));
}

#[test]
fn helm_templates_are_named_as_such() {
    for text in [
        "{{- if .Values.enabled }}\ngroups:\n- name: g\n{{- end }}\n",
        "kind: PrometheusRule\nmetadata:\n  labels:\n    {{- include \"x\" . | nindent 4 }}\nspec: {}\n",
    ] {
        let rules = of(text);
        assert!(rules.problems[0].message.contains("helm template"), "{:?}", problems(&rules));
    }
    let rules = of("a:\n  b\n c: [\n");
    assert!(rules.problems[0].message.starts_with("is not YAML"), "{:?}", problems(&rules));
}

#[test]
fn hostile_files_end_soon() {
    let began = Instant::now();
    let large = "- alert: x\n".repeat(1_000_000);
    let deep = "[".repeat(1_000_000);
    let braces = format!("groups: {}", "{a: ".repeat(50_000));
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..40 {
        let _ = writeln!(bomb, "a{i}: &a{i} [{}]", vec![format!("*a{}", i - 1); 9].join(", "));
    }
    bomb.push_str("groups: *a39\n");
    let many = format!("groups:\n- rules:\n{}", "  - x\n".repeat(50_000));
    let documents = "---\n- x\n".repeat(100_000);
    let lists = format!("kind: List\nitems: [{}]", "{kind: List, items: [".repeat(30) + &"]}".repeat(30));
    for (what, text) in [
        ("large", &large),
        ("deep", &deep),
        ("braces", &braces),
        ("bomb", &bomb),
        ("many", &many),
        ("documents", &documents),
    ] {
        let rules = of(text);
        assert!(!rules.problems.is_empty() && rules.problems.len() <= 101, "{what}");
    }
    assert_eq!(of(&lists), Rules::default());
    assert_eq!(of("\0"), of("\0"));
    assert!(!read("a", b"groups: \xff").problems.is_empty());
    assert_eq!(of(""), Rules::default());
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}
