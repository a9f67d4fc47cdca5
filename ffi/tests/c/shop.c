/* The project of the cases. */
#include "shop.h"

static const char *const FILES[][2] = {
    {"config/environments.yaml", "environments:\n"
                                 "  staging: {tier: staging}\n"
                                 "  production: {tier: production, region: eu}\n"},
    {"config/base.yaml", "base:\n"
                         "  database: {host: db, pool_size: 10}\n"
                         "  numbers: {big: 18446744073709551615, half: 0.5, odd: 9007199254740993}\n"
                         "  features: {search: false}\n"
                         "  labels: {app.kubernetes.io/name: shop}\n"
                         "  list: [a, 2, {name: c}]\n"
                         "  nothing: null\n"},
    {"config/staging.yaml", "extends: base\n"},
    {"config/production.yaml", "extends: base\n"
                               "overrides:\n"
                               "  database: {pool_size: 50}\n"
                               "  list: !append [z]\n"
                               "  features: {search: !delete }\n"},
    {"config/services/api/base.yaml", "api: {replicas: 1, image_tag: v1}\n"},
    {"config/services/api/staging.yaml", "api: {image_tag: v2}\n"},
    {"config/services/api/production.yaml", "api:\n  replicas: 4\n"},
    {"config/services/mail/staging.yaml", "mail: {image_tag: v7}\n"},
    {"config/tenants.yaml", "tenants:\n"
                            "  acme:\n"
                            "    environments: {production: acme-production}\n"
                            "    overrides: {database: {host: acme-db}}\n"},
    {"config/feature-flags.yaml",
     "feature_flags:\n"
     "  search: {staging: true, production: {rollout: {percentage: 25}}}\n"
     "  theme:\n"
     "    variants: {dark: night, light: day}\n"
     "    default: light\n"
     "    production: {rules: [{when: 'user.plan == \"gold\"', serve: dark}], default: light}\n"
     "  batch: {default: 12, staging: 20}\n"
     "  ratio: {default: 0.25}\n"
     "  menu: {default: {items: [a, b]}}\n"},
    {"workflows/release.yaml", "environments:\n"
                               "  - {name: staging, gates: [smoke]}\n"
                               "  - {name: production, gates: [final_approval]}\n"},
};

stageline_project *shop_with(const char *path, const char *content) {
    stageline_files *files = NULL;
    stageline_project *project = NULL;
    stageline_error *err = NULL;
    size_t count = sizeof FILES / sizeof *FILES, i;

    if (stageline_files_new(&files, &err)) goto done;
    for (i = 0; i < count; i++)
        if (stageline_files_add(files, FILES[i][0], FILES[i][1], &err)) goto done;
    if (path != NULL && stageline_files_add(files, path, content, &err)) goto done;
    if (stageline_project_from_files(files, NULL, &project, &err)) goto done;
done:
    if (err != NULL) {
        stageline_bytes *why = NULL;
        stageline_error_render(err, &why, NULL);
        fprintf(stderr, "  %.*s\n", STAGELINE_TEXT_ARGS(stageline_bytes_view(why)));
        stageline_bytes_free(why);
    }
    stageline_error_free(err);
    stageline_files_free(files);
    return project;
}

stageline_project *shop(void) { return shop_with(NULL, NULL); }
