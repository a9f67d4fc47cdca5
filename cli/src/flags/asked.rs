//! Who asks for a flag, and when.

use std::time::SystemTime;

use clap::Args;
use stageline::flag::{Attribute, Context, Flags};
use stageline::value::{Date, Timestamp};
use stageline::{Code, Error, Result};

use crate::given;

/// The targeting key's names in contexts: ours, and that of OpenFeature.
pub(super) const KEYS: [&str; 2] = ["targeting_key", "targetingKey"];

/// Who asks.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// Whom percentages are decided for, such as a user's id
    #[arg(long, value_name = "KEY")]
    targeting_key: Option<String>,
    /// What rules ask about, such as `user.plan=pro`; repeatable
    #[arg(long = "attribute", value_name = "NAME=VALUE", num_args = 1.., value_parser = attribute)]
    attributes: Vec<(String, Attribute)>,
}

impl Asked {
    /// Whether anybody in particular asks.
    pub(super) fn is_somebody(&self) -> bool {
        self.targeting_key.is_some() || !self.attributes.is_empty()
    }

    /// # Errors
    /// `E_USAGE` for a targeting key that is given as an attribute, where nothing would read it.
    pub(super) fn context(&self, flags: &Flags, now: Timestamp) -> Result<Context> {
        if let Some((name, value)) =
            self.attributes.iter().find(|(name, _)| KEYS.contains(&name.as_str()))
        {
            let message =
                format!("`{name}` is the key that percentages are decided for, and no attribute");
            let key = match value {
                Attribute::Text(text) => text.to_string(),
                Attribute::Int(key) => key.to_string(),
                _ => "KEY".to_owned(),
            };
            let help = format!("write `--targeting-key {key}`");
            return Err(Error::new(Code::Usage, message).help(help));
        }
        let mut context = flags.context_without_key().at(now);
        if let Some(key) = &self.targeting_key {
            context = context.with_targeting_key(key);
        }
        for (name, value) in &self.attributes {
            context.insert(name, value.clone());
        }
        Ok(context)
    }
}

/// When a flag is changed, which tells what its schedule and its ramp have come to.
#[derive(Debug, Args)]
pub(super) struct ChangedAt {
    /// The time of the change: a day, or as in 2027-01-31T09:00:00Z [default: now]
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Timestamp>,
}

impl ChangedAt {
    /// The engine has no clock, so the command line brings the time.
    pub(super) fn time(&self) -> Timestamp {
        self.at.unwrap_or_else(now)
    }
}

/// When.
#[derive(Debug, Args)]
pub(super) struct At {
    /// The time to ask for: a day, or as in 2027-01-31T09:00:00Z [default: now]
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Timestamp>,
}

impl At {
    /// The engine has no clock, so the command line brings the time.
    pub(super) fn time(&self) -> Timestamp {
        self.at.unwrap_or_else(now)
    }
}

/// The time it is, to the second: nobody who reads it wants more.
pub(super) fn now() -> Timestamp {
    let now = Timestamp::from(SystemTime::now()).as_millis();
    Timestamp::from_millis(now - now.rem_euclid(1000))
}

/// A date and time; a day alone begins in UTC.
pub(super) fn time(text: &str) -> std::result::Result<Timestamp, String> {
    let read = match Date::parse(text) {
        Ok(day) => Timestamp::parse(&format!("{day}T00:00:00Z")),
        Err(_) => Timestamp::parse(text),
    };
    let lacks = |rest: &str| Timestamp::parse(&format!("{text}{rest}")).is_ok();
    read.map_err(|_| match [("Z", ""), (":00Z", ":00")].iter().find(|(rest, _)| lacks(rest)) {
        Some((_, seconds)) => {
            format!("its zone is missing, as in `{text}{seconds}Z` or `{text}{seconds}+01:00`")
        }
        None => "write a day or a time, as in `2027-01-31T09:00:00Z`".to_owned(),
    })
}

/// `name=value`; the value is read as a file would read it: `5` is a number, `"5"` is text, `[a, b]`
/// is a list. What is no single value is text, as it stands.
fn attribute(text: &str) -> std::result::Result<(String, Attribute), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => {
            Ok((name.to_owned(), Attribute::from(&given::value(value))))
        }
        _ => Err("write it as `name=value`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_needs_a_name() {
        assert!(attribute("a=b=c").is_ok_and(|(name, value)| name == "a" && value == "b=c".into()));
        assert!(attribute("=b").is_err());
        assert!(attribute("a").is_err());
    }

    #[test]
    fn a_time_is_a_day_or_a_date_and_time_with_its_offset() {
        let read = |text| time(text).map(|time| time.to_string());
        assert_eq!(read("2027-01-31"), Ok("2027-01-31T00:00:00Z".to_owned()));
        assert_eq!(read("2027-01-31T10:00:00+01:00"), Ok("2027-01-31T09:00:00Z".to_owned()));
        for bad in ["2027-02-30", "2027-01-31T09:00:00", "09:00", "tomorrow", ""] {
            assert!(read(bad).is_err(), "{bad}");
        }
        for (text, with) in [
            ("2027-01-31T09:00:00", "2027-01-31T09:00:00Z"),
            ("2027-01-31T09:00", "2027-01-31T09:00:00Z"),
        ] {
            assert!(
                time(text).is_err_and(|why| why.contains("zone is missing") && why.contains(with))
            );
        }
    }
}
