//! Strategies: whom a flag is on for.

use super::address::{self, Network};
use super::constraint::Constraint;
use super::field::{Field, Stickiness, draw};
use crate::flag::Attribute;
use crate::flag::dialect::{Bad, Frame, hash, js};
use crate::flag::scope::Scope;
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
        self.constraints.iter().all(|constraint| constraint.holds(scope)) && self.takes.holds(scope)
    }

    /// Which part of it does not hold, in one line without values.
    pub(in crate::flag) fn explain(&self, scope: &Scope<'_>) -> String {
        match self.constraints.iter().position(|constraint| !constraint.holds(scope)) {
            Some(index) => format!("constraint {index} of the strategy does not hold"),
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
            Self::Share { percentage, group, by, drawn } => match by.key(scope) {
                Some(key) => hash::unleash(0, group, &key, 100) <= *percentage,
                None => *drawn && draw(scope, 100) <= *percentage,
            },
            Self::Draw(percentage) => draw(scope, 100) <= *percentage,
        }
    }
}
