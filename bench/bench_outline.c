/* bench_outline [MEGABYTES]: how fast a document of headings, tables, lists and paragraphs is scanned, and how much
 * memory its source and outline take. Prints "MB/s of the scan, MB/s with its line index, peak KiB, document KiB". */
#include "bench.h"
#include "outline/outline.h"

#include <sys/resource.h>

enum { RUNS = 5, MEGABYTE = 1000000 };

/* One section of some 2 KB, as plans have them. */
static bool append_section(struct bytes *bytes, unsigned number)
{
    bool done = bytes_append_format(bytes, "## M%u Tasks (Part %u of the programme)\n\n", number, number) &&
                bytes_append_text(bytes, "What is to be done here, in a sentence or two that somebody reads before the table, with\n"
                                         "`code`, *emphasis* and a [link](../milestones/M1.md) in it.\n\n"
                                         "| Task ID | Status | Depends On | Required Gates | Owner | Deliverable |\n"
                                         "|---|---|---|---|---|---|\n");
    for (unsigned row = 1; done && row <= 10; row++) {
        done = bytes_append_format(bytes,
                                   "| M%u-T%02u Draw the curve of a day (`ebb-%u`) | done | M%u-T%02u | VG-CORE-001, "
                                   "VG-DATA-001 | Mara | Curve with now and the next high water |\n",
                                   number, row, number * 10 + row, number, row - 1);
    }
    done = done && bytes_append_text(bytes, "\n- Goal: a curve that is read at arm's length in the rain\n"
                                            "- Acceptance criteria:\n  - Now and the next high water stand on it.\n"
                                            "  - [x] Midnight is where the station's clock says, not the phone's.\n\n");
    return done;
}

static bool measure(size_t size, double *scan, double *both)
{
    struct error error;
    struct bytes bytes;
    bytes_init(&bytes);
    for (unsigned number = 0; bytes.size < size; number++) {
        if (!append_section(&bytes, number)) {
            bytes_release(&bytes);
            return false;
        }
    }
    double megabytes = (double)bytes.size / MEGABYTE;
    double start = bench_now();
    struct source *source = source_take("generated", &bytes, &error);
    double made = bench_now();
    struct outline *outline = source == NULL ? NULL : outline_scan(source, &error);
    double end = bench_now();
    bool done = outline != NULL && outline_count(outline) > 1;
    *scan = megabytes / (end - made);
    *both = megabytes / (end - start);
    outline_free(outline);
    source_release(source);
    return done;
}

int main(int argument_count, char **arguments)
{
    size_t size = (argument_count > 1 ? (size_t)strtoul(arguments[1], NULL, 10) : 100) * MEGABYTE;
    double scans[RUNS];
    double both[RUNS];
    for (size_t i = 0; i < RUNS; i++) {
        if (!measure(size, &scans[i], &both[i])) {
            fputs("bench_outline: out of memory\n", stderr);
            return 1;
        }
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%.0f %.0f %ld %zu\n", bench_median(scans, RUNS), bench_median(both, RUNS), usage.ru_maxrss, size / 1024);
    return 0;
}
