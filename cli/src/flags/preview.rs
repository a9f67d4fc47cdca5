//! `feature-flag preview`: how a flag's shares move with time, and when somebody's answer changes.

use clap::Args;
use serde::Serialize;
use stageline::flag::{Details, Flags, Forecast, Movement, Preview, PreviewShare, in_words};
use stageline::value::{Timestamp, shown};
use stageline::{Code, Error, Project};

use super::asked::{Asked, At, now, time};
use super::get::{Answer, answer};
use super::summary::Summary;
use crate::output::{Cell, Output, Page, Table, Tone, inline};
use crate::{Exit, Stop};

/// Into so many steps a stretch of time is divided, where a share moves.
const STEPS: i64 = 10;
/// A stretch of time with more turns than this is too long to be shown.
const TURNS: usize = 1_000;
/// So many changes of an answer are told; JSON has all.
const CHANGES: usize = 40;

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The flag's name
    name: String,
    /// The environment
    #[arg(long, value_name = "ENV")]
    env: String,
    #[command(flatten)]
    at: At,
    /// Where a stretch of time begins, instead of one time [default: now]
    #[arg(long, value_name = "TIME", value_parser = time, requires = "to", conflicts_with = "at")]
    from: Option<Timestamp>,
    /// Where it ends
    #[arg(long, value_name = "TIME", value_parser = time, conflicts_with = "at")]
    to: Option<Timestamp>,
    #[command(flatten)]
    asked: Asked,
}

/// How large the shares are, and what that comes to for somebody.
#[derive(Debug, Serialize)]
struct Shown<'f> {
    previews: Vec<Moment>,
    /// What the flag answers at the first time; null where nobody in particular asks.
    answer: Option<Details<'f>>,
    /// What time changes of that answer.
    changes: Option<Vec<Forecast>>,
}

/// How large they are at a time, and what the flag says then.
#[derive(Debug, Serialize)]
struct Moment {
    #[serde(flatten)]
    preview: Preview,
    says: String,
}

impl Show {
    pub(super) fn run(&self, project: &Project, out: &mut Output<'_>) -> Result<Exit, Stop> {
        let flags = project.snapshot().environment(&self.env)?.flags();
        let (from, previews) = match self.to {
            None => {
                let at = self.at.time();
                (at, vec![flags.preview(&self.name, at)?])
            }
            Some(to) => {
                let from = self.from.unwrap_or_else(now);
                (from, stretch(&flags, &self.name, from, to)?)
            }
        };
        let context = self.asked.context(&flags, from)?;
        let asked = self.asked.is_somebody();
        let moments = previews.into_iter().map(|preview| {
            let nobody = flags.context_without_key().at(preview.at);
            let says = Summary::of(&flags, &self.env, &self.name, &nobody, preview.at)?.now;
            Ok(Moment { preview, says })
        });
        let shown = Shown {
            previews: moments.collect::<stageline::Result<_>>()?,
            answer: asked.then(|| flags.evaluate(&self.name, &context)),
            changes: match asked {
                true => Some(flags.when_will(&self.name, &context)?),
                false => None,
            },
        };
        out.give(&shown, |page| shown.write(page))?;
        // As of an explanation: that a flag is broken is a finding.
        let broken = shown.previews.iter().any(|moment| moment.preview.error_code.is_some());
        Ok(if broken { Exit::Findings } else { Exit::Done })
    }
}

/// A flag at both ends, wherever a share begins to move otherwise, and on the way where one moves.
fn stretch(
    flags: &Flags,
    name: &str,
    from: Timestamp,
    to: Timestamp,
) -> stageline::Result<Vec<Preview>> {
    if to < from {
        let message = format!("`--to` is {to}, which is before {from}");
        return Err(Error::new(Code::Usage, message).help("write the earlier time as `--from`"));
    }
    let end = to.as_millis();
    let step = (end.saturating_sub(from.as_millis()) / STEPS).max(1);
    let mut previews = vec![flags.preview(name, from)?];
    while let Some(last) = previews.last() {
        let at = last.at.as_millis();
        if at >= end {
            break;
        }
        let turns = last.shares.iter().filter_map(|share| share.until).chain(last.next_change);
        let turn = turns.map(Timestamp::as_millis).filter(|turn| *turn > at).min();
        let moves = last.shares.iter().any(|share| share.movement != Movement::Still);
        let begun = at.saturating_sub(from.as_millis()) / step;
        let next = from.as_millis().saturating_add((begun + 1).saturating_mul(step));
        let next = if moves { next } else { end };
        let next = turn.map_or(next, |turn| turn.min(next)).min(end);
        if previews.len() >= TURNS {
            let message = format!("the shares of `{name}` turn more than {TURNS} times until {to}");
            return Err(Error::new(Code::Usage, message).help("ask for less time"));
        }
        previews.push(flags.preview(name, Timestamp::from_millis(next))?);
    }
    Ok(previews)
}

impl Shown<'_> {
    fn write(&self, page: &mut Page) {
        if let Some(Moment { preview: first, .. }) = self.previews.first() {
            page.line([
                (Tone::Strong, first.flag.as_str()),
                (Tone::Plain, " in "),
                (Tone::Strong, &first.environment),
            ]);
        }
        page.table(&self.table());
        let Some(details) = &self.answer else { return };
        page.blank();
        answer(page, &Answer::of(details));
        let changes = self.changes.as_deref().unwrap_or_default();
        if changes.is_empty() {
            page.line([(Tone::Quiet, "  time alone changes nothing of it")]);
        }
        let mut table = Table::new().indent(2);
        for change in changes.iter().take(CHANGES) {
            let reason = match change.error_code {
                Some(code) => format!("{} {code}", change.reason),
                None => change.reason.to_string(),
            };
            let variant = change.variant.as_ref().map(|name| format!("variant {name}"));
            let tone = if change.error_code.is_some() { Tone::Bad } else { Tone::Good };
            table.row([
                Cell::new(Tone::Plain, change.at.to_string()),
                Cell::new(tone, inline(&shown([details.flag()].into_iter(), &change.value))),
                Cell::new(Tone::Quiet, reason),
                Cell::new(Tone::Plain, variant.unwrap_or_default()),
            ]);
        }
        page.table(&table);
        if let more @ 1.. = changes.len().saturating_sub(CHANGES) {
            page.line([(Tone::Quiet, &format!("  and {more} more"))]);
        }
    }

    /// A row for each time, a column for each share, and one for what is said where none of them
    /// is for everybody.
    fn table(&self) -> Table {
        let mut shares: Vec<Option<u32>> = Vec::new();
        for share in self.previews.iter().flat_map(|moment| &moment.preview.shares) {
            if !shares.contains(&share.rule) {
                shares.push(share.rule);
            }
        }
        // Those of rules first, as they are asked.
        shares.sort_by_key(|rule| (rule.is_none(), *rule));
        let mut table = Table::new().indent(2);
        let heading = |text: String| Cell::new(Tone::Heading, text);
        let names = shares.iter().map(|rule| match rule {
            Some(rule) => {
                let rule = in_words(&format!("rule {rule}"));
                rule.trim_start_matches("the ").to_uppercase()
            }
            None => "SHARE".to_owned(),
        });
        let names = ["TIME".to_owned()].into_iter().chain(names);
        table.cells(names.chain(["SAYS".to_owned(), "UNTIL".to_owned()]).map(heading).collect());
        for Moment { preview, says } in &self.previews {
            let mut cells = vec![Cell::new(Tone::Plain, preview.at.to_string())];
            cells.extend(shares.iter().map(|rule| {
                let share = preview.shares.iter().find(|share| share.rule == *rule);
                match share {
                    Some(share) => Cell::new(tone(share.movement), text(share)),
                    None => Cell::new(Tone::Quiet, "–"),
                }
            }));
            let is_shared = preview.shares.iter().any(|share| share.rule.is_none());
            cells.push(match (preview.off, is_shared) {
                (true, _) => Cell::new(Tone::Warn, says),
                (false, false) => Cell::new(Tone::Plain, says),
                (false, true) => Cell::default(),
            });
            let until = preview.shares.iter().filter_map(|share| share.until);
            let until = until.chain(preview.next_change).min().map(|until| until.to_string());
            cells.push(Cell::new(Tone::Quiet, until.unwrap_or_default()));
            table.cells(cells);
        }
        table
    }
}

fn tone(movement: Movement) -> Tone {
    match movement {
        Movement::Still => Tone::Plain,
        Movement::Rising => Tone::Good,
        Movement::Falling => Tone::Warn,
    }
}

/// `12.5% rising: red 50%, green 50%`
fn text(share: &PreviewShare) -> String {
    let mut text = share.percentage.to_string();
    if share.movement != Movement::Still {
        text = format!("{text} {}", share.movement);
    }
    let parts = share.parts.iter().map(|part| format!("{} {}", part.gives, part.percentage));
    let parts = parts.collect::<Vec<_>>().join(", ");
    if parts.is_empty() { text } else { format!("{text}: {parts}") }
}
