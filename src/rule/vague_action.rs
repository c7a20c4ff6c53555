//! Actions of which nobody can tell when they are done.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::support::actions::{ours, pending};
use super::support::applies;
use super::{Check, Group, Rule};
use crate::finding::{Finding, Level, at};
use crate::workspace::Workspace;

pub(super) const RULE: Rule = Rule {
    id: "vague-action",
    group: Group::Actions,
    level: Level::Warning,
    summary: "An action says nothing that could be done: `improve monitoring`, `be more careful`, `加强监控`.",
    why: "Lunney, Lueder and Beyer (\"Postmortem Action Items\", ;login: Spring 2017) ask of an action that it be actionable, \
          specific and bounded, and reword \"Investigate monitoring for this scenario\" and \"Fix the issue that caused the \
          outage\". A ministry's log of 1 November 2023 has \"closer inspection and try to identify these kind of failures \
          earlier\". Only titles that consist of such words alone are reported: one that names what is improved has begun \
          to say when it is done.",
    bad: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions: [{id: A-1, title: Improve monitoring and alerting, owner: sre, due: 2026-04-01}]\n",
    )],
    good: &[(
        "2026/INC-1.yaml",
        "id: INC-1\nactions: [{id: A-1, title: Alert when more than 80 % of the pool is in use, owner: sre, due: 2026-04-01}]\n",
    )],
    check: Check::Whole(applies::with_actions, check),
};

/// English words that say nothing alone.
const WORDS: &str = "a about again alerting alerts all an and any are attention avoid aware awareness be better bug careful \
     carefully caused causes change changes check checks clean closely code communicate communication \
     consider continue coverage develop developers did discuss do docs document documentation does double \
     double-check due education engineers enhance ensure errors evaluate everyone examine explore fix follow \
     follow-up for from further future general generally happen happening has have how improve improved \
     improvements in incident incidents increase into investigate is issue issues it keep knowledge learn \
     logging look make managers mistakes monitor monitoring more must need next not observability of on ops \
     optimise optimize our outage outages overall pay people performance possible practices prevent problem \
     problems procedure procedures process processes qa quality raise recurring reduce refine reliability \
     remind research resilience resiliency review reviewing reviews revisit robustness runbook runbooks \
     safety same share sharing should similar so staff strengthen sure system systems take team teams test \
     testing tests that the them these things this thoroughly time to train training up us visibility was \
     watch we when with";

/// Chinese words that say nothing alone, the longer first where one begins like another.
const WORDS_ZH: &str = "加强 提高 提升 增强 完善 优化 改进 改善 强化 规范化 规范 注意 关注 重视 落实 持续 进一步 更加 更 小心 \
     谨慎 仔细 细心 避免 防止 杜绝 减少 再次 发生 出现 类似 此类 同类 问题 情况 事件 事故 故障 调查 跟进 研究 \
     排查 检查 审查 评审 监控 告警 报警 测试 文档 流程 沟通 协作 培训 学习 意识 安全 质量 责任心 责任 管理 \
     制度 机制 体系 巡检 稳定性 可靠性 可用性 可观测性 性能 能力 水平 力度 系统 平台 代码 变更 发布 上线 操作 \
     运维 值班 团队 人员 员工 大家 我们 相关 有关 及时 做好 确保 保证 需要 应 要 对 的 和 与 及 等 以 并 在 \
     方面 工作";

fn check(workspace: &Workspace, findings: &mut Vec<Finding>) {
    for (file, actions) in ours(workspace) {
        for (i, action) in actions.iter().enumerate().filter(|(_, action)| pending(action)) {
            let Some(title) = action.title.as_ref().filter(|title| title.says_something()) else { continue };
            if is_vague(title) {
                let message = format!("nobody can tell when `{}` is done", title.trim());
                let finding = Finding::new(RULE.id, file, at("actions").item(i).then("title"), message);
                findings.push(finding.help("name the thing that will be there, and how much is enough"));
            }
        }
    }
}

/// Whether a title holds words that say nothing, and no others.
fn is_vague(title: &str) -> bool {
    let ends =
        |c: char| c.is_whitespace() || (!c.is_alphanumeric() && !matches!(c, '-' | '_' | '`' | '/' | '#'));
    let mut words = title.split(ends).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| if word.is_ascii() { is_common(word) } else { is_common_zh(word) })
}

fn is_common(word: &str) -> bool {
    static COMMON: LazyLock<BTreeSet<&str>> = LazyLock::new(|| WORDS.split(' ').collect());
    COMMON.contains(&*word.to_ascii_lowercase())
}

/// Whether a run of Chinese is made of such words.
fn is_common_zh(mut rest: &str) -> bool {
    while !rest.is_empty() {
        let Some(next) = WORDS_ZH.split(' ').find_map(|word| rest.strip_prefix(word)) else { return false };
        rest = next;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_it() {
        for title in [
            "Improve monitoring.",
            "Be more careful",
            "Raise awareness of the team",
            "Look into it",
            "Fix the issue that caused the outage",
            "Double-check changes",
            "Make sure this does not happen again",
            "加强监控",
            "提高质量意识，避免此类问题再次发生",
            "进一步完善流程和制度。",
        ] {
            assert!(is_vague(title), "{title}");
        }
    }

    #[test]
    fn something_in_it() {
        for title in [
            "Improve monitoring of the payments pool",
            "Test a login rate of twelve times the daily peak",
            "Revisit health checks and autoscaling",
            "Review the failure modes of all proxy modules",
            "Add tests",
            "Look into INC-7",
            "加强连接池监控",
            "灰度期间观察 30 分钟",
            "Check whether other operational tools have the same safeguards",
        ] {
            assert!(!is_vague(title), "{title}");
        }
    }

    #[test]
    fn longer_words_come_first() {
        let words: Vec<&str> = WORDS_ZH.split(' ').collect();
        for (i, word) in words.iter().enumerate() {
            assert!(!words[..i].iter().any(|first| word.starts_with(first)), "{word}");
        }
    }
}
