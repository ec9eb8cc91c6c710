/* disk.h: system calls that end the process, fail, or are forgotten by the disk, for tests that are linked with
 * -Wl,--wrap for each of them (DISK_LDFLAGS), which leads the calls of the libraries here.
 *
 * The model of the disk: what a file holds is safe once the file was synced, and a name in a folder once the folder
 * was, as POSIX promises and no more. Nothing is really synced, which would only take time. To be used in a child
 * process: disk_begin, disk_arm, then what is tested.
 */
#ifndef WORKBOARD_TESTS_DISK_H
#define WORKBOARD_TESTS_DISK_H

#include <stdbool.h>
#include <stddef.h>

/* What is lost of that which was not synced, when the process ends. */
enum disk_loss {
    DISK_LOSE_NOTHING = 0, /* only the process died */
    DISK_LOSE_NAMES = 1,
    DISK_LOSE_CONTENT = 2,
    DISK_LOSE_ALL = 3,
    DISK_LOSSES = 4
};

struct disk_fault {
    size_t at;           /* the call, counted from 0 */
    bool dies;           /* the process ends before it, with exit status `status` */
    int status;
    enum disk_loss loss;
    int error;           /* else: it fails with this errno; of a full disk a write first takes a half; 0: nothing is wrong */
    bool lasts;          /* and so do all later calls of the same name */
    void (*look)(void *context); /* called before each call, with the faults off; may be NULL */
    void *context;
};

/* What lies below `top` counts as safe. `top` must be an absolute path, beside which a folder can be made. */
void disk_begin(const char *top);

/* From now on calls are counted. */
void disk_arm(const struct disk_fault *fault);

/* No more; the number of calls that were counted, and whether the fault was met. */
size_t disk_disarm(bool *met);

/* ---- between disk_calls.c and disk_model.c ---- */

void disk_model_begin(const char *top);
void disk_model_made_file(const char *path);
void disk_model_made_folder(const char *path);
void disk_model_sync(int descriptor);
void disk_model_lose(enum disk_loss loss);
void disk_model_end(void);

#endif
