/* One of each handle, for the arguments that are not wrong in the cases that refuse. */
#ifndef REFUSALS_H
#define REFUSALS_H

#include "shop.h"

struct refusals {
    stageline_project *project;
    stageline_snapshot *snapshot;
    stageline_value *value;
    stageline_origin *origin;
    stageline_explanation *explanation;
    stageline_options *options;
    stageline_files *files;
    stageline_plan *plan;
    stageline_flags *flags;
    stageline_flag *flag;
    stageline_context *context;
    stageline_details *details;
    stageline_evaluations *evaluations;
    stageline_flag_preview *preview;
    stageline_forecasts *forecasts;
    stageline_flag_comparison *comparison;
    stageline_error *error;
};

/* `refusals.c` makes them in its first case and frees them in the last of all. */
extern struct refusals one;

#endif
