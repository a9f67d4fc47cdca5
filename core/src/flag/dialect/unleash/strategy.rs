//! Strategies: whom a flag is on for.

use super::address::{self, Network};
use super::constraint::Constraint;
use super::field::{Field, Stickiness, draw};
use crate::flag::dialect::told::{self, compared};
use crate::flag::dialect::{Bad, Frame, hash, js};
use crate::flag::scope::Scope;
use crate::flag::spoken::nth;
use crate::flag::{Attribute, Check};
use crate::yaml::Node;

/// A strategy with its constraints, those of its segments among them; all of them must hold.
#[derive(Debug, Clone)]
pub(in crate::flag) struct Strategy {
    constraints: Box<[Constraint]>,
    takes: Takes,
}

#[derive(Debug, Clone)]
enum Takes {
    Everyone,
    Nobody,
    /// A field is one of these.
    Listed(Field, Box<[String]>),
    /// The host's name is one of these, in lower case.
    Host(Field, Box<[String]>),
    Addresses(Field, Box<[Network]>),
    /// Buckets from 1 up to this, of 100.
    Share {
        percentage: u32,
        group: String,
        by: Stickiness,
        drawn: bool,
    },
    Draw(u32),
}

impl Strategy {
    /// Reads a map of `strategy`, `parameters` and `constraints`; `flag` is the name in Unleash.
    pub(in crate::flag) fn compile(data: &Node, frame: &mut Frame<'_>) -> Result<Self, Bad> {
        let constraints = data.child("constraints").and_then(Node::as_list).unwrap_or_default();
        let constraints = constraints.iter().map(|node| Constraint::compile(node, frame));
        let constraints = constraints.collect::<Result<_, Bad>>()?;
        let takes = Takes::read(data, frame).unwrap_or(Takes::Nobody);
        Ok(Self { constraints, takes })
    }

    pub(in crate::flag) fn holds(&self, scope: &Scope<'_>) -> bool {
        let taken = self.constraints.iter().all(|constraint| constraint.holds(scope))
            && self.takes.holds(scope);
        if taken && !matches!(self.takes, Takes::Share { .. } | Takes::Draw(_)) {
            // A share of a strategy before this one did not decide.
            scope.note_share(None);
        }
        taken
    }

    /// Each constraint, and whom the strategy takes.
    pub(in crate::flag) fn checks(&self, scope: &Scope<'_>) -> Vec<Check> {
        let constraints = self.constraints.iter().map(|constraint| constraint.check(scope));
        told::all(constraints.chain(self.takes.check(scope)))
    }

    /// Which part of it does not hold, in one line without values.
    pub(in crate::flag) fn explain(&self, scope: &Scope<'_>) -> String {
        match self.constraints.iter().position(|constraint| !constraint.holds(scope)) {
            Some(index) => format!("the {} constraint of the strategy does not hold", nth(index)),
            None if self.takes.holds(scope) => "the strategy takes this context".to_owned(),
            None => "the strategy does not take this context".to_owned(),
        }
    }
}

/// What of one of Unleash's own strategies cannot be read, in the form that [`Strategy::compile`]
/// reads: a sentence without its place, and what comes of it.
pub(in crate::flag) fn complaint(data: &Node) -> Option<(&'static str, &'static str)> {
    let mut frame = Frame { flag: "", attribute: &mut |_| 0, variants: &[] };
    match Takes::read(data, &mut frame) {
        None => Some((
            "a parameter of the strategy is missing or cannot be read",
            "it takes nobody; percentages are whole numbers",
        )),
        Some(Takes::Addresses(_, networks)) => {
            let listed = data.child("parameters").and_then(|node| node.child("IPs")?.as_text());
            let listed = listed.map_or(0, |text| text.split(',').count());
            (networks.len() < listed).then_some((
                "the strategy lists what is neither an address nor a network",
                "it is passed over",
            ))
        }
        Some(_) => None,
    }
}

impl Takes {
    /// Nothing for a strategy that is not Unleash's own, and where a parameter is missing or cannot
    /// be read.
    fn read(data: &Node, frame: &mut Frame<'_>) -> Option<Self> {
        let flag = data.child("flag").and_then(Node::as_text).map(str::to_owned);
        let flag = flag.unwrap_or_else(|| frame.flag.to_owned());
        let name = data.child("strategy").and_then(Node::as_text).unwrap_or("default");
        let parameter = |key: &str| {
            let value = data.child("parameters")?.child(key).map(Attribute::from)?;
            (!matches!(value, Attribute::Null)).then(|| js::text(&value).into_owned())
        };
        let items = |key: &str| -> Option<Box<[String]>> {
            Some(parameter(key)?.split(',').map(|item| item.trim().to_owned()).collect())
        };
        let percentage = |key: &str| parameter(key)?.trim().parse::<u32>().ok();
        match name {
            "default" => Some(Takes::Everyone),
            "userWithId" => {
                items("userIds").map(|ids| Takes::Listed(Field::named("userId", frame), ids))
            }
            "remoteAddress" => items("IPs").map(|addresses| {
                let networks = addresses.iter().filter_map(|text| Network::read(text)).collect();
                Takes::Addresses(Field::named("remoteAddress", frame), networks)
            }),
            "applicationHostname" => items("hostNames").map(|names| {
                let names = names.iter().map(|name| name.to_lowercase()).collect();
                Takes::Host(Field::named("hostname", frame), names)
            }),
            "gradualRolloutUserId" | "gradualRolloutSessionId" => {
                let field = if name.ends_with("UserId") { "userId" } else { "sessionId" };
                percentage("percentage").zip(parameter("groupId")).map(|(percentage, group)| {
                    let by = Stickiness::named(field, frame);
                    Takes::Share { percentage, group, by, drawn: false }
                })
            }
            "gradualRolloutRandom" => percentage("percentage").map(Takes::Draw),
            "flexibleRollout" => percentage("rollout").map(|percentage| {
                let stickiness = parameter("stickiness").unwrap_or_else(|| "default".to_owned());
                let by = Stickiness::named(&stickiness, frame);
                let drawn = matches!(stickiness.as_str(), "default" | "random");
                let group = parameter("groupId").unwrap_or(flag);
                Takes::Share { percentage, group, by, drawn }
            }),
            _ => None,
        }
    }

    fn holds(&self, scope: &Scope<'_>) -> bool {
        match self {
            Self::Everyone => true,
            Self::Nobody => false,
            Self::Listed(field, ids) => {
                field.text(scope).is_some_and(|id| ids.iter().any(|listed| *listed == id))
            }
            Self::Host(field, names) => field.text(scope).is_some_and(|name| {
                let name = name.to_lowercase();
                names.contains(&name)
            }),
            Self::Addresses(field, networks) => {
                field.text(scope).is_some_and(|text| address::holds(networks, &text))
            }
            Self::Share { .. } | Self::Draw(_) => {
                let share = self.share(scope);
                scope.note_share(share);
                share.is_some_and(|(bucket, threshold)| u64::from(bucket) < threshold)
            }
        }
    }

    /// The bucket of a share of all keys, from 0, and the first one that is out.
    fn share(&self, scope: &Scope<'_>) -> Option<(u32, u64)> {
        let (bucket, percentage) = match self {
            Self::Share { percentage, group, by, drawn } => match by.key(scope) {
                Some(key) => (hash::unleash(0, group, &key, 100), percentage),
                None => (drawn.then(|| draw(scope, 100))?, percentage),
            },
            Self::Draw(percentage) => (draw(scope, 100), percentage),
            _ => return None,
        };
        Some((bucket - 1, u64::from(*percentage)))
    }

    /// What it asks of a context, if anything.
    fn check(&self, scope: &Scope<'_>) -> Option<Check> {
        let holds = self.holds(scope);
        let listed = |field: &Field, what: &str, values: Option<Node>| {
            let actual = field.text(scope).map(|text| Attribute::from(&*text));
            compared(&field.name, what, values.as_ref(), actual.as_ref(), holds)
        };
        let list = |values: &[String]| Some(Node::from(values.to_vec()));
        Some(match self {
            Self::Everyone => return None,
            Self::Nobody => {
                let why = "it is none of Unleash's own, or cannot be read".to_owned();
                told::said("whom the strategy takes".to_owned(), why, false)
            }
            Self::Listed(field, ids) => listed(field, "IN", list(ids)),
            Self::Host(field, names) => listed(field, "IN", list(names)),
            Self::Addresses(field, _) => listed(field, "in the strategy's networks", None),
            Self::Share { percentage, by, .. } => {
                let text = format!("a share of {percentage} of 100");
                told::shared(&by.names(scope), self.share(scope), 100, text)
            }
            Self::Draw(percentage) => {
                let text = format!("a share of {percentage} of 100");
                told::shared("a draw", self.share(scope), 100, text)
            }
        })
    }
}
