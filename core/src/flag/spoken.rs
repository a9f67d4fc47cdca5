//! The parts of a flag as people call them. Data and paths count rules and targets from 0; in a
//! sentence they are the 1st and the 2nd, which nobody takes for an index.

/// The part that decided, in words: `rule 0` is the 1st rule, `kill_switch` the kill switch.
///
/// ```
/// use stageline::flag::in_words;
///
/// assert_eq!(in_words("rule 0"), "the 1st rule");
/// assert_eq!(in_words("target 11"), "the 12th target");
/// assert_eq!(in_words("kill_switch"), "kill switch");
/// ```
#[must_use]
pub fn in_words(decided_by: &str) -> String {
    let (part, index) = decided_by.split_once(' ').unwrap_or((decided_by, ""));
    match index.parse() {
        Ok(index) => format!("the {} {part}", nth(index)),
        Err(_) => decided_by.replace('_', " "),
    }
}

/// `1st` for 0.
pub(super) fn nth(index: usize) -> String {
    let number = index.saturating_add(1);
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spoken_as_people_count() {
        let spoken = [0, 1, 2, 3, 10, 11, 12, 20, 21, 22, 100, 110].map(nth);
        let expected = [
            "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "101st",
            "111th",
        ];
        assert_eq!(spoken, expected);
    }
}
