//! Which markers would cover one another, and are drawn as one.

use alloc::vec::Vec;

/// Groups points of the screen (in pixels) so that two groups are `gap` pixels apart or more, across or down.
/// A group stands where its first point is, so that each marker is at a true place; points stay in the order
/// in which they came, and each is in one group.
#[must_use]
pub fn group(points: &[(f64, f64)], gap: f64) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let near = groups.iter_mut().find(|group| {
            let first = points[group[0]];
            (first.0 - point.0).abs() < gap && (first.1 - point.1).abs() < gap
        });
        match near {
            Some(group) => group.push(at),
            None => groups.push(Vec::from([at])),
        }
    }
    groups
}

/// The one after `current` in a group, from the last to the first; the first one where `current` is not in it.
#[must_use]
pub fn next(group: &[usize], current: Option<usize>) -> usize {
    let at = group.iter().position(|one| Some(*one) == current);
    at.map_or(group[0], |at| group[(at + 1) % group.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_points_stay_alone_and_near_ones_meet() {
        let points = [(0.0, 0.0), (100.0, 0.0), (10.0, -10.0), (100.0, 33.9), (100.0, 34.0)];
        assert_eq!(group(&points, 34.0), [vec![0, 2], vec![1, 3], vec![4]]);
        assert!(group(&[], 34.0).is_empty());
    }

    #[test]
    fn targets_of_different_groups_never_overlap() {
        // A spiral that is denser and denser: the worst for a greedy rule.
        let points: Vec<(f64, f64)> = (0..400)
            .map(|n| {
                let (turn, far) = (f64::from(n) * 0.7, 400.0 / (1.0 + f64::from(n) / 20.0));
                (turn.cos() * far, turn.sin() * far)
            })
            .collect();
        let groups = group(&points, 34.0);
        let mut seen: Vec<usize> = groups.iter().flatten().copied().collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..400).collect::<Vec<_>>(), "each point is in one group");
        for (at, one) in groups.iter().enumerate() {
            for other in &groups[at + 1..] {
                let (a, b) = (points[one[0]], points[other[0]]);
                assert!((a.0 - b.0).abs() >= 34.0 || (a.1 - b.1).abs() >= 34.0);
            }
        }
    }

    #[test]
    fn points_that_are_no_numbers_stay_alone() {
        assert_eq!(group(&[(f64::NAN, 0.0), (0.0, 0.0)], 34.0), [vec![0], vec![1]]);
    }

    #[test]
    fn a_group_is_gone_through_from_its_first_one_on() {
        let group = [2, 5, 7];
        assert_eq!([None, Some(2), Some(5), Some(7), Some(9)].map(|at| next(&group, at)), [2, 5, 7, 2, 2]);
    }
}
