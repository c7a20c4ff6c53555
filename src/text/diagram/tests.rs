//! Every kind of diagram, hostile ones, and the limits.

#![expect(clippy::format_collect, reason = "diagrams of a few lines")]

use super::*;

/// One small diagram a kind.
const KINDS: [&str; 14] = [
    "flowchart LR\n A[数据库] -->|超时| B{重试?}\n B --> C([ok])\n subgraph zone\n C\n end\n style A fill:#f96",
    "sequenceDiagram\n participant A as 客户端\n A->>B: 请求\n loop each\n B-->>A: x\n end\n Note over A,B: y",
    "classDiagram\n class A {\n +int x\n }\n A <|-- B",
    "stateDiagram-v2\n [*] --> Open\n Open --> [*]: done",
    "erDiagram\n A ||--o{ B : has\n A {\n string id PK\n }",
    "gantt\n title x\n dateFormat YYYY-MM-DD\n section a\n one :a1, 2026-01-01, 3d",
    "pie title 原因\n \"a\" : 3\n \"b\" : 4",
    "timeline\n title x\n 2026 : a : b",
    "mindmap\n root((a))\n  b\n  c",
    "gitGraph\n commit\n branch b\n commit",
    "journey\n title x\n section a\n one: 5: me",
    "quadrantChart\n title x\n A: [0.3, 0.6]",
    "xychart-beta\n x-axis [a, b]\n bar [1, 2]",
    "C4Context\n Person(a, \"A\", \"x\")\n System(b, \"B\")\n Rel(a, b, \"uses\")",
];

fn svg(source: &str) -> String {
    let mut out = String::new();
    draw(source).unwrap_or_else(|| panic!("{:?} {source}", fault(source))).push(&mut out, "d-", "x");
    out
}

#[test]
fn every_kind_is_drawn() {
    for source in KINDS {
        assert_eq!(fault(source), None, "{source}");
        let svg = svg(source);
        assert!(svg.starts_with("<svg class=\"dg\" viewBox=\"0 0 "), "{svg}");
        assert!(svg.matches("<text").count() > 0, "{svg}");
        for never in [" style=", "<style", "http", "href", "NaN", "\0", "fill=\"#", "<image", "<a "] {
            assert!(!svg.contains(never), "{never} in {svg}");
        }
    }
    assert!(svg(KINDS[0]).contains("数据库"));
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    for source in KINDS {
        let first = draw_anew(source);
        assert!((0..8).all(|_| draw_anew(source) == first), "{source}");
    }
}

#[test]
fn nothing_live_comes_through() {
    for source in [
        "flowchart TD\n A[\"<img src=x onerror=alert(1)>\"] --> B[\"</text><script>alert(1)</script>\"]\n click A \"javascript:alert(1)\"\n click B href \"https://evil.example\" _blank",
        "flowchart TD\n A --> B\n style A fill:url(https://evil.example),stroke:javascript:x\n classDef x fill:#f00\" onload=\"x\n class B x\n linkStyle 0 stroke:red;behavior:url(x)",
        "%%{init: {\"theme\": \"dark\", \"themeCSS\": \"*{}\", \"securityLevel\": \"loose\"}}%%\nflowchart TD\n A --> B",
        "sequenceDiagram\n A->>B: <script>alert(1)</script>\n link A: x @ javascript:alert(1)",
        "flowchart TD\n A@{ img: \"https://evil.example/x.png\", label: \"x\" } --> B[fa:fa-x y]",
        "C4Context\n Person(a, \"<b>\", \"x\", $sprite=\"https://evil.example\", $link=\"javascript:x\")",
    ] {
        let Some(drawing) = draw(source) else { continue };
        let mut out = String::new();
        drawing.push(&mut out, "d-", "x");
        for never in
            ["<script", "<img", "<a ", "<image", "href", "onload", "evil.example\"", "url(h", " style"]
        {
            assert!(!out.contains(never), "{never} of {source} in {out}");
        }
    }
}

#[test]
fn what_is_too_big_says_so() {
    let wide: Vec<String> = (0..16).map(|i| format!("n{i}")).collect();
    for (source, says) in [
        (format!("graph TD\n{}", "A --> B\n".repeat(300)), "301 lines"),
        (format!("graph TD\n {} --> {}", wide.join(" & "), wide.join(" & ")), "more than 12 `&` in line 2"),
        (format!("graph TD\n A[{}]", "x".repeat(500)), "characters in line 2"),
        ("packet-beta\n 0-99999999: \"x\"".to_owned(), "a number of more than 6 digits in line 2"),
        (
            format!("graph TD\n{}", (0..61).map(|i| format!(" n{i} --> m{i}\n")).collect::<String>()),
            "122 nodes and 61 edges",
        ),
        (format!("graph TD\n%% {}", "x\n".repeat(7000)), "14012 bytes"),
    ] {
        let fault = fault(&source).unwrap();
        assert!(fault.message.contains(says), "{}", fault.message);
        assert_eq!(draw(&source), None);
    }
}

#[test]
fn what_is_deep_or_odd_ends() {
    let nested: String = (0..95).map(|i| format!("subgraph s{i}\n")).collect();
    let deep: String = (0..190).map(|i| format!("{}n{i}\n", " ".repeat(i))).collect();
    for source in [
        format!("flowchart TD\n{nested}A --> B\n{}", "end\n".repeat(95)),
        format!("mindmap\n{deep}"),
        format!("treemap-beta\n{deep}"),
        format!("kanban\n{deep}"),
        format!("block-beta\n columns 999999\n{}", "block\n".repeat(90) + &"end\n".repeat(90)),
        "xychart-beta\n x-axis 0 --> 999999\n y-axis 0 --> 0\n bar [1]".to_owned(),
        "packet-beta\n 0-999999: \"x\"".to_owned(),
        "pie\n \"a\" : 0\n \"b\" : -1".to_owned(),
        "gantt\n dateFormat YYYY-MM-DD\n section a\n x :a, 0001-01-01, 999999d".to_owned(),
        "sankey-beta\n a,b,999999\n b,a,1\n a,a,1".to_owned(),
        "gitGraph\n merge x\n cherry-pick id: \"y\"\n checkout z".to_owned(),
        format!("flowchart TD\n A[\"{}\"] --> B", "字".repeat(350)),
        "flowchart TD\n A --> A\n A --> A\n A --> A".to_owned(),
        "stateDiagram-v2\n state a {\n state b {\n".to_owned(),
        "radar-beta\n axis a, b\n curve c{1, 2, 3}\n max 0\n ticks 999999".to_owned(),
        "timeline\n".to_owned(),
        "quadrantChart\n A: [9, -9]".to_owned(),
    ] {
        // Drawn or not, it ends, and the two answers agree where nothing is wrong with it.
        let drawn = draw(&source).is_some();
        assert!(!drawn || fault(&source).is_none(), "{source}");
    }
}
