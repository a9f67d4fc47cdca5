// The header read by C++11: the idioms of a C++ program compile, and mean the same.
#include <memory>
#include <string>

#include <stageline.h>

struct FreeError {
    void operator()(stageline_error *error) const { stageline_error_free(error); }
};

static std::string text(stageline_text view) { return std::string(view.ptr, view.len); }

int main() {
    if (stageline_abi_version() != STAGELINE_ABI_VERSION) return 1;
    stageline_error *raw = nullptr;
    stageline_status status = stageline_log_set(0, nullptr, nullptr, nullptr, &raw);
    std::unique_ptr<stageline_error, FreeError> error(raw);
    if (status != STAGELINE_STATUS_USAGE || text(stageline_error_code(raw)) != "E_USAGE") return 1;
    if (stageline_log_set(STAGELINE_LOG_LEVEL_WARN, nullptr, nullptr, nullptr, nullptr)) return 1;
    return text(stageline_error_help(nullptr)).empty() ? 0 : 1;
}
