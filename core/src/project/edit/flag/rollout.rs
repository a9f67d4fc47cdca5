//! What a rollout is to become.

use indexmap::IndexMap;

use crate::error::{Code, Error, Result, closest, visible};
use crate::flag::Percentage;
use crate::model::RampSpec;
use crate::value::{Kind, Quantity, Timestamp};
use crate::yaml::{Data, Node, Spanned};

/// The longest ramp: about a thousand years, in billionths of a second.
const LONGEST: i128 = 1000 * 366 * 86_400 * 1_000_000_000;

/// A share of all keys, at once or along a ramp; see the guide of flags for what the words mean.
///
/// A rollout with `over`, `curve`, `template`, `from` or `start` grows with time. It begins at `start`,
/// else at `now`. The library reads no clock: `now` is the time that the caller has.
///
/// ```
/// use stageline::project::edit::Rollout;
/// use stageline::value::Timestamp;
///
/// # fn main() -> stageline::Result<()> {
/// let now = Timestamp::parse("2027-01-31T09:00:00Z")?;
/// let at_once = Rollout::new(25);
/// let within_two_hours = Rollout::new(25).over("2h").now(now);
/// let in_steps = Rollout::default().steps([("0s", 1), ("30m", 10), ("1d", 100)]).now(now);
/// # let _ = (at_once, within_two_hours, in_steps);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Rollout {
    /// The share that is in, from 0 to 100, in thousandths at the finest; at the end, if it grows.
    pub percentage: Option<Node>,
    /// How long it takes, as in `2h`.
    pub over: Option<Node>,
    /// When it begins.
    pub start: Option<Timestamp>,
    /// The share at the beginning; what it is by then unless given.
    pub from: Option<Node>,
    /// How it grows: `linear`, `exponential`, or `{steps: [[0, 1], [30m, 10]]}`.
    pub curve: Option<Node>,
    /// The attributes that are hashed, of which the first that is there counts; as before unless given.
    pub by: Vec<String>,
    /// What is hashed with them; as before unless given.
    pub salt: Option<String>,
    /// The ramp below `ramps:` that gives what is not said here.
    pub template: Option<String>,
    /// What those get whom it takes: a variant's name, or a value; as before unless given.
    pub serve: Option<Node>,
    /// The time now.
    pub now: Option<Timestamp>,
}

/// The words of a rollout that is given as data.
const WORDS: [&str; 10] =
    ["percentage", "over", "start", "from", "curve", "by", "salt", "template", "serve", "now"];

impl Rollout {
    /// A share, at once unless something says otherwise.
    #[must_use]
    pub fn new(percentage: impl Into<Node>) -> Self {
        Self { percentage: Some(percentage.into()), ..Self::default() }
    }

    /// Reads a map of the words above; times are texts of RFC 3339. What is null is not given.
    ///
    /// # Errors
    /// `E_USAGE` for anything but a map, for other words and times that are none; `E_TYPE` for a
    /// `by`, `salt` or `template` that is no text.
    pub fn from_data(data: &Node) -> Result<Self> {
        let Some(map) = data.as_map() else {
            let message = format!("a rollout is a map, and {} was given", data.kind());
            return Err(Error::new(Code::Usage, message).help("give it as `{percentage: 25}`"));
        };
        let mut rollout = Self::default();
        for entry in map.entries() {
            let (key, node) = (entry.key.as_str(), entry.node.untagged());
            if matches!(node.data, Data::Null) {
                continue;
            }
            let given = || Some(Node::detached(node.data.clone()));
            match key {
                "percentage" => rollout.percentage = given(),
                "over" => rollout.over = given(),
                "from" => rollout.from = given(),
                "curve" => rollout.curve = given(),
                "serve" => rollout.serve = given(),
                "start" => rollout.start = Some(Timestamp::parse(text(key, node)?)?),
                "now" => rollout.now = Some(Timestamp::parse(text(key, node)?)?),
                "salt" => rollout.salt = Some(text(key, node)?.to_owned()),
                "template" => rollout.template = Some(text(key, node)?.to_owned()),
                "by" => {
                    let single = std::slice::from_ref(node);
                    let items = node.as_list().unwrap_or(single);
                    let by = items.iter().map(|item| Ok(text(key, item)?.to_owned()));
                    rollout.by = by.collect::<Result<_>>()?;
                }
                _ => {
                    let shown: String = key.escape_debug().take(64).collect();
                    let message = format!("a rollout has no `{shown}`");
                    let error = Error::new(Code::Usage, message);
                    return Err(error
                        .help(format!("its words are {}", WORDS.join(", ")))
                        .suggest(closest(key, WORDS)));
                }
            }
        }
        Ok(rollout)
    }

    /// How long it takes: a text such as `2h`, or seconds.
    #[must_use]
    pub fn over(self, over: impl Into<Node>) -> Self {
        Self { over: Some(over.into()), ..self }
    }

    /// When it begins.
    #[must_use]
    pub fn start(self, start: Timestamp) -> Self {
        Self { start: Some(start), ..self }
    }

    /// The share at the beginning.
    #[must_use]
    pub fn from(self, from: impl Into<Node>) -> Self {
        Self { from: Some(from.into()), ..self }
    }

    /// How it grows: `linear`, `exponential`, or a map of `steps`.
    #[must_use]
    pub fn curve(self, curve: impl Into<Node>) -> Self {
        Self { curve: Some(curve.into()), ..self }
    }

    /// Steps: each the time since the start, and the share from then on.
    #[must_use]
    pub fn steps<T: Into<Node>, P: Into<Node>>(
        self,
        steps: impl IntoIterator<Item = (T, P)>,
    ) -> Self {
        let steps = steps.into_iter().map(|(time, share)| vec![time.into(), share.into()]);
        let steps = Node::from(steps.collect::<Vec<Vec<Node>>>());
        self.curve(super::said::one("steps", steps))
    }

    /// The attributes that are hashed.
    #[must_use]
    pub fn by<T: Into<String>>(self, by: impl IntoIterator<Item = T>) -> Self {
        Self { by: by.into_iter().map(Into::into).collect(), ..self }
    }

    /// What is hashed with them.
    #[must_use]
    pub fn salt(self, salt: impl Into<String>) -> Self {
        Self { salt: Some(salt.into()), ..self }
    }

    /// The ramp that gives what is not said.
    #[must_use]
    pub fn template(self, template: impl Into<String>) -> Self {
        Self { template: Some(template.into()), ..self }
    }

    /// What those get whom it takes: a variant's name, or a value.
    #[must_use]
    pub fn serve(self, serve: impl Into<Node>) -> Self {
        Self { serve: Some(serve.into()), ..self }
    }

    /// The time now.
    #[must_use]
    pub fn now(self, now: Timestamp) -> Self {
        Self { now: Some(now), ..self }
    }

    /// Whether it grows with time.
    pub(super) fn grows(&self) -> bool {
        let Self { over, start, from, curve, template, .. } = self;
        let parts = [over.is_some(), from.is_some(), curve.is_some(), template.is_some()];
        start.is_some() || parts.contains(&true)
    }

    /// The share at the end, if that is said here and not by the steps of a curve or template.
    ///
    /// # Errors
    /// `E_QUANTITY` for what is no percentage, `E_USAGE` where nothing says how large it is.
    pub(super) fn end(
        &self,
        ramps: &IndexMap<String, Spanned<RampSpec>>,
    ) -> Result<Option<Percentage>> {
        if let Some(percentage) = &self.percentage {
            return share("percentage", percentage).map(Some);
        }
        let has_steps = |curve: &Node| curve.child("steps").is_some();
        let template = self.template.as_ref().map(|name| (name, ramps.get(name)));
        let steps = match (&self.curve, template) {
            (Some(curve), _) => has_steps(curve),
            (None, Some((_, Some(ramp)))) => {
                ramp.curve.as_ref().is_some_and(|curve| has_steps(&curve.value))
            }
            // A ramp that is none is told by name.
            (None, Some((_, None))) => true,
            (None, None) => false,
        };
        if steps {
            return Ok(None);
        }
        let error = Error::new(Code::Usage, "the rollout does not say how large it is");
        Err(match template {
            Some((name, _)) => {
                let shown = visible(name);
                error.help(format!(
                    "give it a percentage; the ramp `{shown}` says how it gets there"
                ))
            }
            None => error.help("give it a percentage, or a curve of steps"),
        })
    }

    /// The share at the beginning, if that is said.
    ///
    /// # Errors
    /// `E_QUANTITY` for what is no percentage.
    pub(super) fn begin(&self) -> Result<Option<Percentage>> {
        self.from.as_ref().map(|from| share("from", from)).transpose()
    }

    /// # Errors
    /// `E_QUANTITY` for a time that is none, or longer than 1000 years.
    pub(super) fn check_over(&self) -> Result<()> {
        let Some(over) = &self.over else { return Ok(()) };
        let bad = |what: &str| {
            let message = format!("`over` of the rollout is {}, {what}", shown(over));
            Error::new(Code::Quantity, message).help("give it a time, as in `2h` or `7d`")
        };
        match Quantity::read(&over.untagged().data, Kind::Duration) {
            Ok(over) if (0..=LONGEST).contains(&over.nanos()) => Ok(()),
            Ok(_) => Err(bad("which is not between 0 and 1000 years")),
            Err(_) => Err(bad("which is no time")),
        }
    }
}

/// Reads a percentage that the caller gives below a key.
fn share(key: &str, node: &Node) -> Result<Percentage> {
    Percentage::read(node).map_err(|error| {
        let what = match error.message() {
            message if message.ends_with("thousandth") => "finer than a thousandth",
            message if message.ends_with("100") => "not between 0 and 100",
            _ => "no percentage",
        };
        let message = format!("`{key}` of the rollout is {}, which is {what}", shown(node));
        error.help_text().into_iter().fold(Error::new(error.code(), message), Error::help)
    })
}

/// A word of the caller's, or what kind of value it is.
fn shown(node: &Node) -> String {
    match node.untagged() {
        node if node.is_scalar() => {
            let text = node.as_text().map_or_else(|| node.to_string(), str::to_owned);
            let text: String = text.chars().take(64).collect();
            format!("`{}`", visible(&text))
        }
        node => node.kind().to_owned(),
    }
}

fn text<'n>(key: &str, node: &'n Node) -> Result<&'n str> {
    node.as_text().ok_or_else(|| {
        let message = format!("`{key}` of a rollout is {}, not text", node.kind());
        Error::new(Code::Type, message).help("write it in quotes")
    })
}

/// A percentage as a file has it: in whole numbers, or with as many digits as it needs.
pub(super) fn written(percentage: Percentage) -> Node {
    match percentage.thousandths() {
        whole if whole % 1000 == 0 => Node::from(i64::from(whole / 1000)),
        thousandths => Node::from(f64::from(thousandths) / 1000.0),
    }
}
