//! Random files with planted mistakes: exactly the planted bytes change, once and for all.

use proptest::collection::vec;
use proptest::prelude::*;

use super::rules::after;
use crate::fix::plan;

/// Choices, taken one after the other from random bytes.
struct Dice(std::vec::IntoIter<u8>);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % end
    }

    fn maybe(&mut self) -> bool {
        self.below(2) == 1
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..count).collect();
        (0..count).map(|_| left.remove(self.below(left.len()))).collect()
    }
}

/// The same text with its mistakes and without them.
#[derive(Clone, Default)]
struct Pair {
    wrong: String,
    right: String,
}

impl Pair {
    fn both(&mut self, text: &str) -> &mut Self {
        self.plant(text, text)
    }

    fn plant(&mut self, wrong: &str, right: &str) -> &mut Self {
        self.wrong.push_str(wrong);
        self.right.push_str(right);
        self
    }

    fn add(&mut self, other: &Pair) -> &mut Self {
        self.plant(&other.wrong, &other.right)
    }

    fn map(&self, change: impl Fn(&str) -> String) -> Pair {
        Pair { wrong: change(&self.wrong), right: change(&self.right) }
    }
}

fn quoted(dice: &mut Dice, wrong: &str, right: &str) -> Pair {
    let quote = dice.one(&["", "'", "\""]);
    let mut pair = Pair::default();
    pair.both(quote).plant(wrong, right).both(quote);
    pair
}

/// A minute of one hour, well or badly spelt.
fn time(dice: &mut Dice, minute: usize) -> Pair {
    let right = format!("2026-03-05T10:{minute:02}:00+08:00");
    match dice.below(5) {
        0 => quoted(dice, &format!("2026-03-05 10:{minute:02}+08"), &right),
        1 => quoted(dice, &format!("2026-03-05T10:{minute:02}:00"), &right),
        2 => quoted(dice, &format!("2026-03-05t10:{minute}:0+0800"), &right),
        3 => quoted(
            dice,
            &format!("2026-03-05T2:{minute:02}-00:00"),
            &format!("2026-03-05T02:{minute:02}:00Z"),
        ),
        _ => quoted(dice, &right, &right),
    }
}

fn row(dice: &mut Dice, minute: usize, flow: bool) -> Pair {
    let at = time(dice, minute);
    let mut row = Pair::default();
    if flow {
        return row.both("{at: ").add(&at).both(&format!(", text: 第{minute}, kind: note}}")).clone();
    }
    if dice.maybe() {
        row.both(dice.one(&["  # 以上 not here\n", "  # one\n  # two: 3\n"]));
    }
    let kind = if dice.maybe() { ("Note", "note") } else { ("note", "note") };
    match dice.below(3) {
        0 => row.both("  - {at: ").add(&at).both(", kind: ").plant(kind.0, kind.1).both(", text: a}  # end"),
        1 => row
            .both("  - at: ")
            .add(&at)
            .both("   # when\n    text: |\n      - at: 2026-03-05 9:15Z\n\n      # 支付"),
        _ => row.both("  -\n    text: \"b: \\\n      c\"\n    at: ").add(&at).both("\n    # inside"),
    };
    row
}

/// A timeline out of order; sorted on the right, unless an anchor in it forbids that.
fn timeline(dice: &mut Dice) -> Pair {
    let flow = dice.maybe();
    let count = 2 + dice.below(4);
    let mut rows: Vec<Pair> = (0..count).map(|i| row(dice, 10 + 7 * i, flow)).collect();
    let anchored = dice.below(4) == 0;
    if anchored {
        let mark = |text: &str| match text.rsplit_once("text: ") {
            Some((head, tail)) => format!("{head}text: &row {tail}"),
            None => text.to_owned(),
        };
        rows[0] = rows[0].map(mark);
    }
    let order = dice.shuffled(count);
    let gaps = if flow { [", ", ",\n    "] } else { ["\n", "\n\n"] };
    let mut all = Pair::default();
    all.both(if flow { "timeline: [" } else { "timeline: # rows\n" });
    for (place, written) in order.iter().enumerate() {
        let right = if anchored { *written } else { place };
        all.plant(&rows[*written].wrong, &rows[right].right);
        if place + 1 < count {
            all.both(dice.one(&gaps));
        }
    }
    all.both(if flow { "]\n" } else { "\n" });
    all
}

fn field(dice: &mut Dice, which: usize) -> Pair {
    let mut pair = Pair::default();
    match which {
        0 => pair.both("title: &t 支付 \"failed\" # p1, yes\nsummary: *t\n"),
        1 => {
            let severity = quoted(dice, "p2", "P2");
            pair.both(dice.one(&["severity: ", "severity:   ", "\"severity\" : "]))
                .add(&severity)
                .both("  # p2\n")
        }
        2 => {
            let [a, b] = [2, 55].map(|minute| time(dice, minute));
            if dice.maybe() {
                pair.both("times: {detected: ").add(&a).both(" , closed: ").add(&b).both("}\n")
            } else {
                let begin = pair.both("times:\n    detected: ").add(&a).both(" # 2026-03-05 9:15Z\n\n");
                begin.both("    closed: ").add(&b).both("\n")
            }
        }
        3 => {
            let source = quoted(dice, "User_Report", "user-report");
            pair.both("detection:\n  source: ")
                .add(&source)
                .both("\n  before_impact: ")
                .plant("Yes", "true")
                .both("\n")
        }
        4 => {
            let key = quoted(dice, "rootCause", "root_cause");
            pair.both("analysis:\n  ")
                .add(&key)
                .both(dice.one(&[": >-\n    rootCause: 池\n\n    yes\n", ": '支付: yes'\n"]))
        }
        5 => pair.both("roles: { ").plant("OnCall", "on-call").both(": [wei.xu , 王伟]}\n"),
        6 => {
            let share = quoted(dice, "12.5%", "0.125");
            pair.both("impact:\n  share: ")
                .add(&share)
                .both("\n  # 12.5%\n  summary: |+\n    share: 12.5%\n\n")
        }
        7 => {
            let shared = "2026-03-05 10:01+08";
            pair.both(&format!("review: {{at: &r {shared}}}\nverification:\n  - {{at: *r, check: a}}\n"))
        }
        _ => return timeline(dice),
    };
    pair
}

fn file(bytes: Vec<u8>) -> Pair {
    let mut dice = Dice(bytes.into_iter());
    let mut all = Pair::default();
    all.both(dice.one(&["", "# 记录\n\n", "---\n"])).both(dice.one(&["id: INC-1\n", "id: 'INC-1' # 号\n"]));
    for which in dice.shuffled(9) {
        if dice.maybe() {
            all.both(dice.one(&["\n", "# p1 yes\n", "\n# 2026-03-05 9:15Z\n\n"]));
        }
        let field = field(&mut dice, which);
        all.add(&field);
    }
    all.both("tags: [ 'a',\n  b]");
    if dice.maybe() {
        all.both("\n");
    }
    if dice.maybe() {
        all = all.map(|text| text.replace('\n', "\r\n"));
    }
    if dice.below(4) == 0 {
        all = all.map(|text| format!("\u{feff}{text}"));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn exactly_the_mistakes_change(bytes in vec(any::<u8>(), 120)) {
        let Pair { wrong, right } = file(bytes);
        let settings = ("postmortem.yaml", "zone: Asia/Shanghai\n");
        let (texts, before, left) = after(&[settings, ("INC-1.yaml", &wrong)]);
        prop_assert_eq!(&texts["INC-1.yaml"], &right);

        let fixed = before.findings.iter().zip(plan(&before)).filter(|(_, splices)| splices.is_some());
        for (found, _) in fixed {
            let what = (found.finding.rule, &found.finding.message);
            prop_assert!(left.findings.iter().all(|other| (other.finding.rule, &other.finding.message) != what));
        }
        prop_assert!(plan(&left).iter().all(Option::is_none));

        let (again, ..) = after(&[settings, ("INC-1.yaml", &right)]);
        prop_assert_eq!(&again["INC-1.yaml"], &right);
    }
}
