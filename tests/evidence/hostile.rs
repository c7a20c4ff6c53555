//! Files made to hurt end soon, in a reason.

use std::time::{Duration, Instant};

use postmortem::evidence::{Holds, read};

fn refused(name: &str, bytes: &[u8]) -> String {
    let started = Instant::now();
    let holds = read(name, bytes);
    assert!(started.elapsed() < Duration::from_secs(60), "took {:?}", started.elapsed());
    match holds {
        Holds::Unreadable(why, help) => {
            assert!(!help.is_empty());
            why
        }
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn deep_wide_and_multiplied() {
    let laughs = (1..40).fold("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, i| {
        text + &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(","))
    });
    assert!(refused("laughs.yaml", laughs.as_bytes()).contains("aliases written out"));
    assert!(refused("deep.yaml", "[".repeat(10 << 20).as_bytes()).contains("nested deeper"));
    assert!(refused("deep.json", "[".repeat(10 << 20).as_bytes()).contains("is not JSON"));
    assert!(refused("blocks.yaml", "- ".repeat(5 << 20).as_bytes()).contains("nested deeper"));
    assert!(refused("wide.yaml", "- a\n".repeat(2 << 20).as_bytes()).contains("more than"));
    assert!(refused("bytes.yaml", &[0xff, 0xfe, 0x00]).contains("UTF-8"));
}

#[test]
fn a_helm_template_says_so() {
    let template = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  {{- if .Values.n }}\n  replicas: {{ .Values.n }}\n  {{- end }}\n";
    assert!(refused("web.yaml", template.as_bytes()).contains("Helm template"));
}

#[test]
fn what_is_nothing_of_these_is_left_alone() {
    for text in ["image: {tag: 1.2.3}\n", "[]", "{}", "", "- just\n- words\n", "42"] {
        assert_eq!(read("values.yaml", text.as_bytes()), Holds::Other, "{text}");
    }
}
