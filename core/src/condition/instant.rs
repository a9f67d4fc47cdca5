//! Instants read from RFC 3339 text, to the nanosecond.
//!
//! The calendar is checked; a fraction has at most nine digits; second 60 is accepted where a leap
//! second can be, at the end of a month in UTC, and lies between seconds 59 and 0. The clock is
//! never read.

use crate::value::days_in_month;

/// A point in time; later instants are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant {
    /// Since the start of 1970 in UTC, without leap seconds.
    seconds: i64,
    /// From a thousand million within a leap second, which follows second 59.
    nanoseconds: u32,
}

const SECOND: u32 = 1_000_000_000;
const DAY: i64 = 86_400;

impl Instant {
    /// Reads a whole text, or gives `None` if it is no RFC 3339 date and time.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut text = Cursor(text.as_bytes());
        let year = text.digits(4)?;
        text.expect(b"-")?;
        let month = text.digits(2)?;
        text.expect(b"-")?;
        let day = text.digits(2)?;
        text.expect(b"Tt")?;
        let hour = text.digits(2)?;
        text.expect(b":")?;
        let minute = text.digits(2)?;
        text.expect(b":")?;
        let second = text.digits(2)?;
        let fraction = if text.expect(b".").is_some() { text.fraction()? } else { 0 };
        let offset = text.offset()?;
        let valid = text.0.is_empty()
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour <= 23
            && minute <= 59
            && second <= 60;
        if !valid {
            return None;
        }
        let leap = second == 60;
        let midnight = days_since_1970(year, month, day) * DAY;
        let seconds = midnight + hour * 3600 + minute * 60 + second.min(59) - offset * 60;
        if leap && !begins_a_month(seconds + 1) {
            return None;
        }
        Some(Self { seconds, nanoseconds: fraction + if leap { SECOND } else { 0 } })
    }
}

/// What is left to read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn expect(&mut self, any_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        any_of.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digit(&mut self) -> Option<u8> {
        self.expect(b"0123456789").map(|digit| digit - b'0')
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        (0..count).try_fold(0, |number, _| Some(number * 10 + i64::from(self.digit()?)))
    }

    /// One to nine digits after the point, in nanoseconds.
    fn fraction(&mut self) -> Option<u32> {
        let mut nanoseconds = 0;
        let mut unit = SECOND;
        while let Some(digit) = self.digit() {
            unit /= 10;
            if unit == 0 {
                return None;
            }
            nanoseconds += u32::from(digit) * unit;
        }
        (unit < SECOND).then_some(nanoseconds)
    }

    /// Minutes east of UTC.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.expect(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.digits(2)?;
        self.expect(b":")?;
        let minutes = self.digits(2)?;
        (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar; years begin in March here, so that
/// the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Whether these seconds are midnight of the first day of a month.
fn begins_a_month(seconds: i64) -> bool {
    if seconds.rem_euclid(DAY) != 0 {
        return false;
    }
    let day_of_era = (seconds.div_euclid(DAY) + 719_468).rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    day_of_year == (153 * month_from_march + 2) / 5
}
