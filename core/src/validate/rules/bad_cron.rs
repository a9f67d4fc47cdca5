//! Schedules that never run.

use super::super::context::Context;
use super::super::rule::{Found, rule};

rule! {
    /// The time of a schedule cannot be read, or never comes.
    ///
    /// A time has five fields: minute, hour, day of the month, month, day of the week. Each is `*`,
    /// a number, a range, or a list of these, with `/` and a step; months and days of the week may
    /// be named by three letters. Shorthands such as `@daily` are left alone.
    ///
    /// # Why it matters
    ///
    /// The command is never run, and no run reports that it was not.
    ///
    /// # Remedy
    ///
    /// Correct the field that is named.
    ///
    /// # Example
    ///
    /// ```yaml
    /// schedule:
    ///   - {name: nightly, cron: "0 24 * * *", command: stageline health-check --all}
    /// ```
    ///
    /// Hours end at 23.
    "bad-cron" in Workflows, Error, check
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

struct Field {
    name: &'static str,
    least: u32,
    most: u32,
    words: &'static [&'static str],
}

const FIELDS: [Field; 5] = [
    Field { name: "minute", least: 0, most: 59, words: &[] },
    Field { name: "hour", least: 0, most: 23, words: &[] },
    Field { name: "day of the month", least: 1, most: 31, words: &[] },
    Field { name: "month", least: 1, most: 12, words: &MONTHS },
    Field { name: "day of the week", least: 0, most: 7, words: &DAYS },
];

fn check(context: &Context<'_>, found: &mut Found) {
    for schedule in context.all().workflows.iter().flat_map(|workflow| &workflow.spec.schedule) {
        let cron = &schedule.cron;
        let Some((what, help)) = mistake(&cron.value) else { continue };
        let finding =
            found.say(format!("the time of the schedule `{}` {what}", schedule.name.value));
        found.add(finding.help(help).at(context.place(cron.span)));
    }
}

/// What is wrong with a time, and what to do about it.
fn mistake(text: &str) -> Option<(String, String)> {
    if text.starts_with('@') {
        return None;
    }
    let written: Vec<&str> = text.split_whitespace().collect();
    if written.len() != FIELDS.len() {
        let help = "write minute, hour, day of the month, month, day of the week";
        return Some((format!("has {} fields instead of five", written.len()), help.to_owned()));
    }
    for (field, written) in FIELDS.iter().zip(&written) {
        if !written.split(',').all(|part| field.reads(part)) {
            let help = format!("write `*` or {} to {}", field.least, field.most);
            return Some((format!("has no {} that can be read", field.name), help));
        }
    }
    never(&written).then(|| {
        let help = "choose a day that one of the months has";
        ("never comes: no such month has that day".to_owned(), help.to_owned())
    })
}

impl Field {
    fn reads(&self, part: &str) -> bool {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, Some(step)),
            None => (part, None),
        };
        let stepped = step.is_none_or(|step| digits(step).is_some_and(|step| step > 0));
        stepped && (range == "*" || self.bounds(range).is_some_and(|(from, to)| from <= to))
    }

    fn bounds(&self, range: &str) -> Option<(u32, u32)> {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        Some((self.value(from)?, self.value(to)?))
    }

    fn value(&self, text: &str) -> Option<u32> {
        let word = self.words.iter().zip(self.least..).find(|(w, _)| text.eq_ignore_ascii_case(w));
        let value = word.map(|(_, value)| value).or_else(|| digits(text))?;
        (self.least..=self.most).contains(&value).then_some(value)
    }
}

fn digits(text: &str) -> Option<u32> {
    let all = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

/// Whether a day such as 31 stands beside months that are all shorter.
fn never(written: &[&str]) -> bool {
    let [_, _, days, months, week] = written else { return false };
    // A day of the week is another chance to run.
    if *week != "*" || months.contains('*') || days.contains(['*', '/']) {
        return false;
    }
    let [_, _, day_field, month_field, _] = &FIELDS;
    let earliest = days.split(',').filter_map(|part| Some(day_field.bounds(part)?.0)).min();
    let longest = |part: &str| {
        let (from, to) = month_field.bounds(part.split('/').next()?)?;
        (from..=to)
            .map(|month| match month {
                2 => 29,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            })
            .max()
    };
    let latest = months.split(',').filter_map(longest).max();
    earliest.zip(latest).is_some_and(|(earliest, latest)| earliest > latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_come_are_told_from_those_that_do_not() {
        for good in [
            "* * * * *",
            "*/15 0-6,22 1 JAN-mar mon-fri",
            "30 6 * * 1-5",
            "0 0 31 1,2 *",
            "0 0 29 2 *",
            "0 0 31 2 mon",
            "@daily",
            "5/15 * * * 7",
        ] {
            assert_eq!(mistake(good), None, "{good}");
        }
        for bad in [
            "",
            "* * * *",
            "60 * * * *",
            "0 24 * * *",
            "0 0 0 * *",
            "0 0 * 13 *",
            "0 0 * * 8",
            "0 0 * * mo",
            "5-1 * * * *",
            "*/0 * * * *",
            "1, * * * *",
            "0 0 30 2 *",
            "0 0 31 4,6 *",
        ] {
            assert!(mistake(bad).is_some(), "{bad}");
        }
    }
}
