// The header read by C++11: the idioms of a C++ program compile, and mean the same. Its threads share handles.
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <stageline.h>

struct FreeError {
    void operator()(stageline_error *error) const { stageline_error_free(error); }
};

static std::string text(stageline_text view) { return std::string(view.ptr, view.len); }

// Several threads change one edit, each through a scope of its own; nothing is lost.
static bool threads_share_an_edit() {
    stageline_files *files = nullptr;
    stageline_project *project = nullptr;
    stageline_edit *edit = nullptr;
    stageline_snapshot *after = nullptr;
    stageline_value *value = nullptr;
    stageline_files_new(&files, nullptr);
    stageline_files_add(files, "config/environments.yaml", "environments: {a: {}}", nullptr);
    stageline_project_from_files(files, nullptr, &project, nullptr);
    stageline_project_edit(project, &edit, nullptr);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; i++) {
        threads.emplace_back([edit, i] {
            stageline_scope *scope = nullptr;
            stageline_edit_environment(edit, "a", &scope, nullptr);
            for (int j = 0; j < 5; j++) {
                std::string path = "k" + std::to_string(i) + "." + std::to_string(j);
                stageline_scope_set_i64(scope, path.c_str(), i, nullptr);
                stageline_edit_is_empty(edit);
            }
            stageline_scope_free(scope);
        });
    }
    for (std::thread &thread : threads) thread.join();
    stageline_edit_commit(edit, &after, nullptr);
    stageline_environment_resolve(project, "a", &value, nullptr);
    bool right = stageline_value_len(value) == 4;
    for (int i = 0; i < 4; i++) {
        stageline_value *part = nullptr;
        stageline_value_get(value, ("k" + std::to_string(i)).c_str(), &part, nullptr);
        right = right && stageline_value_len(part) == 5;
        stageline_value_free(part);
    }
    stageline_value_free(value);
    stageline_snapshot_free(after);
    stageline_edit_free(edit);
    stageline_project_free(project);
    stageline_files_free(files);
    return right;
}

int main() {
    if (stageline_abi_version() != STAGELINE_ABI_VERSION) return 1;
    stageline_error *raw = nullptr;
    stageline_status status = stageline_log_set(0, nullptr, nullptr, nullptr, &raw);
    std::unique_ptr<stageline_error, FreeError> error(raw);
    if (status != STAGELINE_STATUS_USAGE || text(stageline_error_code(raw)) != "E_USAGE") return 1;
    if (stageline_log_set(STAGELINE_LOG_LEVEL_WARN, nullptr, nullptr, nullptr, nullptr)) return 1;
    if (!threads_share_an_edit()) return 1;
    return text(stageline_error_help(nullptr)).empty() ? 0 : 1;
}
