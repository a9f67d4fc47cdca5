//! Who can say what is running.

use async_trait::async_trait;

use super::LiveEnvironment;
use crate::error::Result;

/// Says what is running in an environment: files that were written beforehand, a cluster, a cloud.
///
/// A state that cannot be told is an error and never an empty answer.
#[async_trait]
pub trait LiveState: Send + Sync {
    /// What people call this provider, for messages.
    fn name(&self) -> &str;

    /// What is running in an environment.
    ///
    /// # Errors
    /// `E_NO_PROVIDER` where nothing is known of the environment, `E_LIVE` for a state that cannot
    /// be understood, or what the provider has to say.
    async fn state(&self, environment: &str) -> Result<LiveEnvironment>;
}
