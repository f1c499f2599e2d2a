//! The tree of criteria: leaves in their groups, with what groups are out of and how much they count.

use crate::oracle::random::draw::Draw;
use crate::oracle::random::leaves::{Leaf, Plan, WEIGHTS};
use crate::oracle::random::rows::own_maxima;
use crate::oracle::random::ways::tenths;

/// What every weight divides into.
const PARTS: u64 = 420;

/// A weight in those parts.
fn parts(weight: Option<&str>) -> u64 {
    let weight = weight.unwrap_or("1");
    let number = |text: &str| -> u64 { text.parse().expect("a number") };
    if let Some((top, bottom)) = weight.split_once('/') {
        return number(top) * PARTS / number(bottom);
    }
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    number(&format!("{whole}{decimals}")) * PARTS / 10_u64.pow(u32::try_from(decimals.len()).expect("few decimals"))
}

/// Tenths in those parts as they are typed with so many decimals; none where these are too few.
fn typed(points: u64, digits: u32) -> Option<String> {
    let (scaled, unit) = (points * 10_u64.pow(digits), 10_u64.pow(digits));
    let number = scaled / (10 * PARTS);
    let decimals = if digits == 0 { String::new() } else { format!(".{:0width$}", number % unit, width = digits as usize) };
    scaled.is_multiple_of(10 * PARTS).then(|| format!("{}{decimals}", number / unit))
}

/// The weight of a group, in some campaigns.
fn weight(draw: &mut Draw, plan: &Plan, what: &str) -> Option<&'static str> {
    let weight = (plan.is_weighed && draw.one_in(2)).then(|| draw.pick(&WEIGHTS))?;
    draw.uses(format!("trong_so of {what}"));
    Some(weight)
}

/// The group of alternatives: as much as the greatest of them, in each block.
struct Choice<'a> {
    members: Vec<&'a Leaf>,
    weight: Option<&'static str>,
}

impl Choice<'_> {
    fn out_of(&self, block: Option<&str>) -> u64 {
        self.members.iter().map(|leaf| block.map_or(leaf.maximum, |block| leaf.maximum_in(block))).max().unwrap_or_default()
    }

    fn own_maxima(&self, blocks: &[String]) -> Vec<(String, u64)> {
        let maxima = blocks.iter().map(|block| (block.clone(), self.out_of(Some(block))));
        maxima.filter(|(_, maximum)| *maximum != self.out_of(None)).collect()
    }

    fn yaml(&self, draw: &mut Draw, blocks: &[String]) -> String {
        let own = self.own_maxima(blocks);
        if !own.is_empty() {
            draw.uses("diem_chuan_khoi of chon_mot");
        }
        let weight = self.weight.map_or(String::new(), |weight| format!("trong_so: {weight}, "));
        let members: Vec<String> = self.members.iter().map(|leaf| leaf.yaml()).collect();
        let (out_of, own) = (tenths(self.out_of(None)), own_maxima(&own));
        format!("{{ma: C, ten: Nhóm chọn một, diem_chuan: {out_of}, {own}{weight}chon_mot: true, con: [{}]}}", members.join(", "))
    }
}

/// What the main group is out of, where that can be written with the decimals of points: everywhere, and in blocks where
/// it is not the same.
fn sums(draw: &mut Draw, plan: &Plan, blocks: &[String], alone: &[&Leaf], choice: &Choice<'_>) -> Option<String> {
    // Blocks that are given other criteria have another sum: the group then states none.
    if alone.iter().any(|leaf| leaf.block.is_some() || leaf.kind.is_some()) {
        return None;
    }
    let sum = |block: Option<&str>| -> u64 {
        let maximum = |leaf: &Leaf| block.map_or(leaf.maximum, |block| leaf.maximum_in(block)) * parts(leaf.weight);
        alone.iter().map(|leaf| maximum(leaf)).sum::<u64>() + choice.out_of(block) * parts(choice.weight)
    };
    let common = typed(sum(None), plan.digits)?;
    let own = blocks.iter().filter(|block| sum(Some(block)) != sum(None));
    let own: Vec<String> = own.map(|block| Some(format!("{block}: {}", typed(sum(Some(block)), plan.digits)?))).collect::<Option<_>>()?;
    if alone.iter().any(|leaf| leaf.weight.is_some()) {
        draw.uses("diem_chuan of a weighed group");
    }
    if own.is_empty() {
        return Some(format!("    diem_chuan: {common}\n"));
    }
    draw.uses("diem_chuan_khoi of a group");
    Some(format!("    diem_chuan: {common}\n    diem_chuan_khoi: {{{}}}\n", own.join(", ")))
}

/// The criteria.
pub(super) fn tree(draw: &mut Draw, plan: &Plan, blocks: &[String], leaves: &[Leaf]) -> String {
    let mut lines = vec!["tieu_chi:\n".to_owned()];
    for (group, code) in [("", "A"), ("diem_thuong", "T"), ("diem_tru", "TR")] {
        let children: Vec<&Leaf> = leaves.iter().filter(|leaf| leaf.group == group).collect();
        if children.is_empty() {
            continue;
        }
        let (members, alone): (Vec<&Leaf>, Vec<&Leaf>) = children.into_iter().partition(|leaf| leaf.is_choice());
        let weight_of_choice = if members.is_empty() { None } else { weight(draw, plan, "chon_mot") };
        let choice = Choice { members, weight: weight_of_choice };
        lines.push(format!("  - ma: {code}\n    ten: Nhóm {code}\n"));
        let own = weight(draw, plan, if group.is_empty() { "a group" } else { group });
        lines.extend(own.map(|own| format!("    trong_so: {own}\n")));
        if group.is_empty() {
            lines.extend(sums(draw, plan, blocks, &alone, &choice));
        } else {
            lines.push(format!("    nhom: {group}\n"));
            draw.uses(group);
            if draw.one_in(2) {
                draw.uses(format!("{group}: toi_da"));
                if own.is_some() {
                    draw.uses("trong_so, toi_da");
                }
                lines.push(format!("    toi_da: {}\n", draw.within(2, 8)));
            }
        }
        lines.push("    con:\n".to_owned());
        lines.extend(alone.iter().map(|leaf| format!("      - {}\n", leaf.yaml())));
        lines.extend((!choice.members.is_empty()).then(|| format!("      - {}\n", choice.yaml(draw, blocks))));
    }
    lines.concat()
}
