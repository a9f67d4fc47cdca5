//! Kubernetes objects, as `kubectl get -o yaml` prints them, read as a project's services.
//!
//! | object | what is read of it |
//! | --- | --- |
//! | Deployment, StatefulSet, DaemonSet | replicas, image, command, ports, resources, variables, health check |
//! | HorizontalPodAutoscaler | `autoscaling` of the workload it scales |
//! | ConfigMap, Secret | variables that a container takes from them |
//!
//! Only what stands in this table is read, so whatever the server adds plays no part; what else an
//! author wrote is noted. [`server_fields`] lists what the server adds and fills in.

mod assemble;
mod base64;
mod container;
mod field;
mod image;
mod kinds;
mod object;
mod objects;
mod ports;
mod probe;
mod server;
mod unread;
mod variables;

pub(in crate::provider) use assemble::read;
pub(in crate::provider) use base64::decoded;
pub(in crate::provider) use image::repository as image_repository;
pub(in crate::provider) use server::is_default;
pub use server::{ServerField, server_fields};
