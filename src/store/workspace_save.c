/* What a save has to know of the plan, and what it made known. */
#include "store/workspace_write.h"

#include "store/save_merge.h"

static bool tell(struct workspace *workspace, enum error_code code, const char *file, const char *text,
                 struct error *error)
{
    struct error trouble;
    (void)error_set_at(&trouble, code, file, 0, "%s", text);
    return workspace_add_trouble(workspace, &trouble, error);
}

bool workspace_tell(struct workspace *workspace, const struct save_report *report, bool unlocked, struct error *error)
{
    const char *root = workspace->folder.root;
    return (report->unmerged == 0 ||
            tell(workspace, ERROR_CONFLICT, report->unmerged_path,
                 "another program wrote to this displaced file; its edit is in there and not in the document: compare "
                 "the two and remove it",
                 error)) &&
           (!report->damaged || tell(workspace, ERROR_SYSTEM, workspace->folder.path,
                                     "a journal that could not be read was moved aside there, to journal.damaged; look "
                                     "whether the documents are whole",
                                     error)) &&
           (!unlocked || tell(workspace, ERROR_SYSTEM, root,
                              "this file system has no locks, so that nothing keeps others from writing at the same "
                              "time; see GUARANTEES AND LIMITS in workboard(1)",
                              error));
}

struct save_options workspace_save_options(const struct workspace *workspace, struct save_merge_stamps *stamps)
{
    *stamps = (struct save_merge_stamps){0};
    if (workspace->plan != NULL) {
        stamps->names = workspace->plan->profile->stamps;
        stamps->count = workspace->plan->profile->stamp_count;
    }
    return (struct save_options){
        .folder = &workspace->folder, .merge = save_merge_documents, .merge_context = stamps};
}
