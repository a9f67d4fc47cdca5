//! Passwords that everybody can read.

use super::super::context::Context;
use super::super::rule::{Found, rule};
use crate::value::{leaves, password_in_url};
use crate::yaml::Node;

rule! {
    /// An address holds a password in plain text.
    ///
    /// It looks for `scheme://user:password@host` in every text of every file. References
    /// (`${…}`) and stand-ins (`<password>`, `***`) are no passwords. Neither the message nor the
    /// excerpt shows the value.
    ///
    /// # Why it matters
    ///
    /// Whoever may read the repository has the password, and so has its history. Even the address
    /// of a throw-away database is the line that people copy.
    ///
    /// # Remedy
    ///
    /// Write `secret://environment/name`, and change the password: it is known by now.
    ///
    /// # Example
    ///
    /// ```yaml
    /// environment:
    ///   DATABASE_URL: "postgres://shop:<the password itself>@db/shop"
    /// ```
    "plain-text-password" in Production, Error, check
}

fn check(context: &Context<'_>, found: &mut Found) {
    let all = context.all();
    for root in all.trees.values() {
        tree(context, found, root);
    }
    for service in all.services.values() {
        service.base.iter().chain(service.environments.values()).for_each(|root| {
            tree(context, found, root);
        });
    }
}

fn tree(context: &Context<'_>, found: &mut Found, root: &Node) {
    leaves(root, &mut |path, node| {
        if node.as_text().is_some_and(password_in_url) {
            let message = format!("`{path}` holds a password in plain text");
            let help = "write `secret://environment/name`, and change the password";
            found.add(found.say(message).help(help).at(context.place(node.untagged().span)));
        }
    });
}
