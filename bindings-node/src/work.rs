//! Calls that read files, run on a thread of Node's pool while the event loop goes on.

use napi::bindgen_prelude::{AsyncTask, Env, JsError, Task, ToNapiValue, TypeName};
use stageline::Result;

use crate::guard::guarded;
use crate::thrown::Thrown;

type Call<T> = Box<dyn FnOnce() -> Result<T> + Send>;

/// One call; its promise fails as the same call made at once would throw.
pub struct Work<T>(Option<Call<T>>);

/// A promise of what `call` answers.
pub(crate) fn promise<T>(call: impl FnOnce() -> Result<T> + Send + 'static) -> AsyncTask<Work<T>>
where
    T: Send + ToNapiValue + TypeName + 'static,
{
    AsyncTask::new(Work(Some(Box::new(call))))
}

impl<T: Send + ToNapiValue + TypeName + 'static> Task for Work<T> {
    type Output = napi::Result<T, Thrown>;
    type JsValue = T;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        match self.0.take() {
            Some(call) => Ok(guarded(call)),
            None => Err(napi::Error::from_reason("a call ran twice")),
        }
    }

    /// The error crosses as the answer, because a failed `compute` would lose its code.
    fn resolve(&mut self, env: Env, output: Self::Output) -> napi::Result<T> {
        output.map_err(|error| napi::Error::from(JsError::from(error).into_unknown(env)))
    }
}
