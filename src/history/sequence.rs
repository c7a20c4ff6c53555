//! Two lists without ids aligned by the content of their items.

use serde_json::Value;

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The old and the new position of an item that is in both lists, changed or not.
    Both(usize, usize),
    /// The position of an item that only the old list has.
    Old(usize),
    /// The position of an item that only the new list has.
    New(usize),
}

/// Above this many pairs of items the middle is compared position by position: no record grows so long by hand.
pub(super) const MANY: usize = 4_000_000;

/// Matches equal items as a longest common subsequence, then what lies between them by likeness.
pub(super) fn align(old: &[Value], new: &[Value]) -> Vec<Step> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut steps: Vec<Step> = (0..head).map(|i| Step::Both(i, i)).collect();
    let (mut i, mut j) = (head, head);
    let equal = common(&old[head..old_end], &new[head..new_end]);
    for (a, b) in equal.into_iter().map(|(a, b)| (a + head, b + head)).chain([(old_end, new_end)]) {
        between(old, new, (i, a), (j, b), &mut steps);
        if a < old_end {
            steps.push(Step::Both(a, b));
        }
        (i, j) = (a + 1, b + 1);
    }
    steps.extend((0..tail).map(|i| Step::Both(old_end + i, new_end + i)));
    steps
}

/// The positions of a longest common subsequence.
fn common(old: &[Value], new: &[Value]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) > MANY {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let here = i * width + j;
            longest[here] = if old[i] == new[j] {
                longest[here + width + 1] + 1
            } else {
                longest[here + width].max(longest[here + 1])
            };
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        let here = i * width + j;
        if old[i] == new[j] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[here + width] >= longest[here + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Items between two equal ones: as many on both sides are taken for edited ones, else those that are alike.
fn between(old: &[Value], new: &[Value], o: (usize, usize), n: (usize, usize), steps: &mut Vec<Step>) {
    let (olds, news) = (o.1 - o.0, n.1 - n.0);
    let by_position = olds == news || olds.saturating_mul(news) > MANY;
    let mut j = n.0;
    for (i, item) in old.iter().enumerate().take(o.1).skip(o.0) {
        match (j..n.1).find(|j| by_position || alike(item, &new[*j])) {
            Some(found) => {
                steps.extend((j..found).map(Step::New));
                steps.push(Step::Both(i, found));
                j = found + 1;
            }
            None => steps.push(Step::Old(i)),
        }
    }
    steps.extend((j..n.1).map(Step::New));
}

/// Whether two maps agree in at least one field.
fn alike(a: &Value, b: &Value) -> bool {
    let (Value::Object(a), Value::Object(b)) = (a, b) else { return false };
    a.iter().any(|(key, value)| b.get(key) == Some(value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_item_is_there_once_and_equal_ones_are_found(
            old in proptest::collection::vec(0..6_u8, 0..9),
            new in proptest::collection::vec(0..6_u8, 0..9),
        ) {
            let values = |items: &[u8]| items.iter().map(|item| Value::from(*item)).collect::<Vec<_>>();
            let steps = align(&values(&old), &values(&new));
            let (mut olds, mut news, mut kept) = (Vec::new(), Vec::new(), 0);
            for step in steps {
                match step {
                    Step::Both(i, j) => {
                        olds.push(i);
                        news.push(j);
                        kept += usize::from(old[i] == new[j]);
                    }
                    Step::Old(i) => olds.push(i),
                    Step::New(j) => news.push(j),
                }
            }
            prop_assert_eq!(olds, (0..old.len()).collect::<Vec<_>>());
            prop_assert_eq!(news, (0..new.len()).collect::<Vec<_>>());
            if let Some(inserted) = new.iter().position(|item| !old.contains(item)) {
                let mut without = new.clone();
                without.remove(inserted);
                if without == old {
                    prop_assert_eq!(kept, old.len());
                }
            }
        }
    }
}
