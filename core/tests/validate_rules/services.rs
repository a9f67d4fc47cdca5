//! Cases of rules about services.

use super::Case;

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    Case { rule: "bad-replicas", files: &[
        ("config/services/api/base.yaml", "api: {replicas: \"3\", autoscaling: {min_replicas: -1, max_replicas: 2.5}}\n"),
        ("config/services/web/testing.yaml", "web: {replicas: many}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:17: error[bad-replicas]: `replicas` of the service `api` is no number of replicas; write a whole number without quotes",
        "config/services/api/base.yaml:1:50: error[bad-replicas]: `autoscaling.min_replicas` of the service `api` is no number of replicas; write a whole number without quotes",
        "config/services/api/base.yaml:1:68: error[bad-replicas]: `autoscaling.max_replicas` of the service `api` is no number of replicas; write a whole number without quotes",
        "config/services/web/testing.yaml:1:17: error[bad-replicas]: `replicas` of the service `web` is no number of replicas; write a whole number without quotes",
    ] },
    Case { rule: "bad-replicas", files: &[
        ("config/services/api/base.yaml", "api: {replicas: 0, autoscaling: {min_replicas: 0, max_replicas: 3}}\n"),
        ("config/services/web/testing.yaml", "web: {replicas: \"${count}\", count: 2}\n"),
    ], found: &[] },

    Case { rule: "replicas-outside-bounds", files: &[
        ("config/services/a/base.yaml", "a:\n  replicas: 2\n  autoscaling: {min_replicas: 3, max_replicas: 9}\n"),
        ("config/services/b/base.yaml", "b:\n  replicas: 10\n  autoscaling: {enabled: true, min_replicas: 3, max_replicas: 9}\n"),
        ("config/services/c/base.yaml", "c:\n  autoscaling: {min_replicas: 3, max_replicas: 2}\n"),
    ], found: &[
        "config/services/a/base.yaml:2:13: warning[replicas-outside-bounds]: the service `a` runs fewer replicas than `min_replicas` in `testing`; change `replicas` or the bound",
        "config/services/b/base.yaml:2:13: warning[replicas-outside-bounds]: the service `b` runs more replicas than `max_replicas` in `testing`; change `replicas` or the bound",
        "config/services/c/base.yaml:2:31: warning[replicas-outside-bounds]: the service `c` has a `min_replicas` above its `max_replicas` in `testing`; exchange the two",
    ] },
    Case { rule: "replicas-outside-bounds", files: &[
        ("config/services/a/base.yaml", "a: {replicas: 2, autoscaling: {enabled: false, min_replicas: 3}}\n"),
        ("config/services/b/base.yaml", "b: {replicas: 3, autoscaling: {min_replicas: 3, max_replicas: 3}}\n"),
    ], found: &[] },

    Case { rule: "autoscaling-target", files: &[
        ("config/services/api/base.yaml", "api: {resources: {requests: {cpu: 1, memory: 1Gi}}, autoscaling: {target_cpu: 700, target_memory: 0}}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:79: warning[autoscaling-target]: the service `api` has a `target_cpu` outside 1 to 100 in `testing`; write a share of what is requested, as in `70`",
        "config/services/api/base.yaml:1:99: warning[autoscaling-target]: the service `api` has a `target_memory` outside 1 to 100 in `testing`; write a share of what is requested, as in `70`",
    ] },
    Case { rule: "autoscaling-target", files: &[
        ("config/services/api/base.yaml", "api: {resources: {requests: {cpu: 1, memory: 1Gi}}, autoscaling: {target_cpu: 100, target_memory: \"70%\"}}\n"),
        ("config/services/web/base.yaml", "web: {autoscaling: {enabled: false, target_cpu: 700}}\n"),
    ], found: &[] },

    Case { rule: "autoscaling-without-request", files: &[
        ("config/services/api/base.yaml", "api: {resources: {requests: {memory: 1Gi}}, autoscaling: {target_cpu: 70, target_memory: 70}}\n"),
    ], found: &[
        "config/services/api/base.yaml:1:71: warning[autoscaling-without-request]: the service `api` scales by `cpu` and requests none in `testing`; set `resources.requests.cpu`",
    ] },
    Case { rule: "autoscaling-without-request", files: &[
        ("config/services/api/base.yaml", "api: {resources: {limits: {cpu: 1}}, autoscaling: {target_cpu: 70}}\n"),
        ("config/services/web/base.yaml", "web: {autoscaling: {enabled: false, target_cpu: 70}}\n"),
    ], found: &[] },

    Case { rule: "requests-above-limits", files: &[
        ("config/services/api/base.yaml", "api:\n  resources:\n    limits: {memory: 768Mi, cpu: 2000m}\n    requests: {cpu: 2 cores}\n"),
        ("config/services/api/production.yaml", "api:\n  resources:\n    requests: {memory: 1Gi}\n"),
    ], found: &[
        "config/services/api/production.yaml:3:24: error[requests-above-limits]: the service `api` requests more `memory` than its limit in `production`; raise the limit or lower the request",
    ] },
    Case { rule: "requests-above-limits", files: &[
        ("config/services/api/base.yaml", "api: {resources: {limits: {memory: 1Gi}, requests: {memory: 1024Mi, cpu: 64}}}\n"),
    ], found: &[] },

    Case { rule: "environment-overcommitted", files: &[
        ("config/environments.yaml", "environments:\n  testing: {resource_limits: {cpu: 6 cores, memory: 64Gi}}\n  production: {}\n"),
        ("config/services/api/base.yaml", "api: {replicas: 8, resources: {requests: {cpu: 500m, memory: 1Gi}}}\n"),
        ("config/services/web/base.yaml", "web: {autoscaling: {min_replicas: 5}, resources: {requests: {cpu: 500m}}}\n"),
    ], found: &[
        "config/environments.yaml:2:36: warning[environment-overcommitted]: the services of `testing` request more `cpu` than it has; raise the limit, or lower requests or replicas",
    ] },
    Case { rule: "environment-overcommitted", files: &[
        ("config/environments.yaml", "environments:\n  testing: {resource_limits: {cpu: 6 cores, memory: 8Gi}}\n  production: {}\n"),
        ("config/services/api/base.yaml", "api: {replicas: 8, resources: {requests: {cpu: 500m, memory: 1024Mi}}}\n"),
        ("config/services/web/base.yaml", "web: {resources: {requests: {cpu: 2}, limits: {cpu: 8}}}\n"),
    ], found: &[] },

    Case { rule: "health-check-timing", files: &[
        ("config/services/api/base.yaml", "api: {health_check: {timeout: 10, interval: 15}}\n"),
        ("config/services/api/testing.yaml", "api: {health_check: {timeout: 20s}}\n"),
    ], found: &[
        "config/services/api/testing.yaml:1:31: warning[health-check-timing]: the health check of `api` may take longer than its interval in `testing`; lower the timeout or raise the interval",
    ] },
    Case { rule: "health-check-timing", files: &[
        ("config/services/api/base.yaml", "api: {health_check: {timeout: 15, interval: 15s}}\n"),
        ("config/services/web/base.yaml", "web: {health_check: {timeout: 90}, timeout: 9, interval: 1}\n"),
    ], found: &[] },
];
