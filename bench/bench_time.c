/* bench_time COUNT PROGRAM [ARGUMENT...]: runs the program COUNT times with its output thrown away and prints the median and
 * the shortest wall clock time in milliseconds and the largest resident size in KiB. Fails where the program does. */
#define _DEFAULT_SOURCE
#include "bench.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static bool run_once(char **command, double *milliseconds, long *resident)
{
    double start = bench_now();
    pid_t child = fork();
    if (child < 0) {
        perror("bench_time: fork");
        return false;
    }
    if (child == 0) {
        int null = open("/dev/null", O_RDWR);
        if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0) {
            _exit(127);
        }
        execvp(command[0], command);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) < 0) {
        perror("bench_time: wait4");
        return false;
    }
    *milliseconds = (bench_now() - start) * 1000;
#ifdef __APPLE__
    long size = usage.ru_maxrss / 1024;
#else
    long size = usage.ru_maxrss;
#endif
    *resident = size > *resident ? size : *resident;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "bench_time: %s failed\n", command[0]);
        return false;
    }
    return true;
}

int main(int argument_count, char **arguments)
{
    double times[BENCH_RUNS];
    long resident = 0;
    size_t count = argument_count < 3 ? 0 : (size_t)strtoul(arguments[1], NULL, 10);
    if (count == 0 || count > BENCH_RUNS) {
        fprintf(stderr, "usage: bench_time COUNT PROGRAM [ARGUMENT...]; COUNT from 1 to %d\n", BENCH_RUNS);
        return 2;
    }
    for (size_t i = 0; i < count; i++) {
        if (!run_once(arguments + 2, &times[i], &resident)) {
            return 1;
        }
    }
    double middle = bench_median(times, count);
    printf("%.2f %.2f %ld\n", middle, times[0], resident);
    return 0;
}
