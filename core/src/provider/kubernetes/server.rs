//! What the server writes into objects by itself: fields that nobody declared, and defaults.
//!
//! Read from the defaulting functions of Kubernetes (`pkg/apis/core/v1/defaults.go`,
//! `pkg/apis/apps/v1/defaults.go`, `pkg/apis/autoscaling/v2/defaults.go`) and from the API's
//! conventions on metadata (`metav1.ObjectMeta`: fields that the system populates).

use crate::yaml::{Data, Node};

/// A field that the server writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerField {
    /// Its path in the object, as a [`KeyPath`](crate::value::KeyPath); `*` is any item of a list.
    pub path: &'static str,
    /// The value that it fills in, by what else is there one of several; `None` where whatever stands
    /// there is the server's own.
    pub default: Option<&'static str>,
    /// Who writes it.
    pub source: &'static str,
}

/// Every field that the server adds or fills in, and that therefore says nothing of what was
/// declared.
pub fn server_fields() -> &'static [ServerField] {
    FIELDS
}

macro_rules! fields {
    ($($source:literal: { $($path:literal $(= $default:literal)?,)+ })+) => {
        &[$($(ServerField { path: $path, default: fields!(@ $($default)?), source: $source },)+)+]
    };
    (@ $default:literal) => { Some($default) };
    (@) => { None };
}

static FIELDS: &[ServerField] = fields! {
    "metav1.ObjectMeta": {
        "metadata.uid",
        "metadata.resourceVersion",
        "metadata.generation",
        "metadata.creationTimestamp",
        "metadata.deletionTimestamp",
        "metadata.deletionGracePeriodSeconds",
        "metadata.managedFields",
        "metadata.selfLink",
        "metadata.generateName",
        "metadata.ownerReferences",
    }
    "every kind": {
        "status",
    }
    "kubectl and controllers": {
        "metadata.annotations.\"kubectl.kubernetes.io/last-applied-configuration\"",
        "metadata.annotations.\"deployment.kubernetes.io/revision\"",
        "metadata.annotations.\"deprecated.daemonset.template.generation\"",
        "spec.template.metadata.annotations.\"kubectl.kubernetes.io/restartedAt\"",
    }
    "SetDefaults_PodSpec": {
        "spec.template.spec.dnsPolicy" = "ClusterFirst",
        "spec.template.spec.restartPolicy" = "Always",
        "spec.template.spec.securityContext" = "{}",
        "spec.template.spec.terminationGracePeriodSeconds" = "30",
        "spec.template.spec.schedulerName" = "default-scheduler",
    }
    "the old name of serviceAccountName": {
        "spec.template.spec.serviceAccount",
    }
    "empty values that are always written": {
        "spec.template.metadata.creationTimestamp",
        "spec.template.spec.containers.*.resources" = "{}",
        "spec.template.spec.initContainers.*.resources" = "{}",
        "spec.strategy" = "{}",
        "spec.updateStrategy" = "{}",
    }
    "SetDefaults_Container": {
        "spec.template.spec.containers.*.imagePullPolicy" = "IfNotPresent",
        "spec.template.spec.containers.*.imagePullPolicy" = "Always",
        "spec.template.spec.containers.*.terminationMessagePath" = "/dev/termination-log",
        "spec.template.spec.containers.*.terminationMessagePolicy" = "File",
        "spec.template.spec.initContainers.*.imagePullPolicy" = "IfNotPresent",
        "spec.template.spec.initContainers.*.imagePullPolicy" = "Always",
        "spec.template.spec.initContainers.*.terminationMessagePath" = "/dev/termination-log",
        "spec.template.spec.initContainers.*.terminationMessagePolicy" = "File",
    }
    "ContainerPort, by its type": {
        "spec.template.spec.containers.*.ports.*.protocol" = "TCP",
    }
    "SetDefaults_Probe": {
        "spec.template.spec.containers.*.readinessProbe.timeoutSeconds" = "1",
        "spec.template.spec.containers.*.readinessProbe.periodSeconds" = "10",
        "spec.template.spec.containers.*.readinessProbe.successThreshold" = "1",
        "spec.template.spec.containers.*.readinessProbe.failureThreshold" = "3",
        "spec.template.spec.containers.*.livenessProbe.timeoutSeconds" = "1",
        "spec.template.spec.containers.*.livenessProbe.periodSeconds" = "10",
        "spec.template.spec.containers.*.livenessProbe.successThreshold" = "1",
        "spec.template.spec.containers.*.livenessProbe.failureThreshold" = "3",
        "spec.template.spec.containers.*.startupProbe.timeoutSeconds" = "1",
        "spec.template.spec.containers.*.startupProbe.periodSeconds" = "10",
        "spec.template.spec.containers.*.startupProbe.successThreshold" = "1",
        "spec.template.spec.containers.*.startupProbe.failureThreshold" = "3",
    }
    "SetDefaults_HTTPGetAction": {
        "spec.template.spec.containers.*.readinessProbe.httpGet.path" = "/",
        "spec.template.spec.containers.*.readinessProbe.httpGet.scheme" = "HTTP",
        "spec.template.spec.containers.*.livenessProbe.httpGet.path" = "/",
        "spec.template.spec.containers.*.livenessProbe.httpGet.scheme" = "HTTP",
        "spec.template.spec.containers.*.startupProbe.httpGet.path" = "/",
        "spec.template.spec.containers.*.startupProbe.httpGet.scheme" = "HTTP",
    }
    "SetDefaults_Volume": {
        "spec.template.spec.volumes.*.emptyDir" = "{}",
    }
    "SetDefaults_ConfigMapVolumeSource": {
        "spec.template.spec.volumes.*.configMap.defaultMode" = "420",
    }
    "SetDefaults_SecretVolumeSource": {
        "spec.template.spec.volumes.*.secret.defaultMode" = "420",
    }
    "SetDefaults_ProjectedVolumeSource": {
        "spec.template.spec.volumes.*.projected.defaultMode" = "420",
    }
    "SetDefaults_DownwardAPIVolumeSource": {
        "spec.template.spec.volumes.*.downwardAPI.defaultMode" = "420",
    }
    "SetDefaults_ObjectFieldSelector": {
        "spec.template.spec.containers.*.env.*.valueFrom.fieldRef.apiVersion" = "v1",
    }
    "SetDefaults_Deployment": {
        "spec.replicas" = "1",
        "spec.revisionHistoryLimit" = "10",
        "spec.progressDeadlineSeconds" = "600",
        "spec.strategy.type" = "RollingUpdate",
        "spec.strategy.rollingUpdate.maxSurge" = "25%",
        "spec.strategy.rollingUpdate.maxUnavailable" = "25%",
    }
    "SetDefaults_StatefulSet": {
        "spec.podManagementPolicy" = "OrderedReady",
        "spec.updateStrategy.type" = "RollingUpdate",
        "spec.updateStrategy.rollingUpdate.partition" = "0",
        "spec.persistentVolumeClaimRetentionPolicy.whenDeleted" = "Retain",
        "spec.persistentVolumeClaimRetentionPolicy.whenScaled" = "Retain",
        "spec.volumeClaimTemplates.*.status",
        "spec.volumeClaimTemplates.*.spec.volumeMode" = "Filesystem",
    }
    "SetDefaults_DaemonSet": {
        "spec.updateStrategy.rollingUpdate.maxSurge" = "0",
        "spec.updateStrategy.rollingUpdate.maxUnavailable" = "1",
    }
    "SetDefaults_HorizontalPodAutoscaler": {
        "spec.minReplicas" = "1",
    }
};

/// What a probe asks for where it does not say.
pub(super) const DEFAULT_PATH: &str = "/";

/// What a probe means where it does not say.
pub(super) fn probe_default(key: &str) -> i64 {
    match key {
        "timeout" => 1,
        "interval" => 10,
        _ => 0,
    }
}

/// Whether a value of a service's map is what Kubernetes fills in.
pub(in crate::provider) fn is_default(map: &str, key: &str, node: &Node) -> bool {
    let data = &node.untagged().data;
    match (map, key) {
        // Whoever declares none leaves it to the objects.
        ("health_check", "path") => true,
        ("health_check", key) => *data == Data::Int(probe_default(key)),
        ("autoscaling", "enabled") => *data == Data::Bool(true),
        ("autoscaling", "min_replicas") => *data == Data::Int(1),
        _ => false,
    }
}
