#ifndef AJASTIN_CKEEPER_H
#define AJASTIN_CKEEPER_H

#include <stdint.h>
#include <sys/types.h>

/// A program to be run by a keeper: a process between us and it, which ends it and everything that it started when we end or let go.
struct ckeeper_request {
    const char *program;
    char *const *arguments;
    char *const *environment;
    /// Its working folder.
    const char *folder;
    /// Its standard input, output and error output.
    int input, output, errors;
    /// Where the keeper writes a ``ckeeper_end`` once all is over.
    int status;
    /// When nobody holds the other end any longer, everything is killed.
    int lifeline;
    /// Limits of each process: bytes of address space, seconds of CPU time, bytes of a file.
    uint64_t memory, seconds, file;
};

/// How the program ended.
struct ckeeper_end {
    /// 1: it could not be started, 2: it exited, 3: a signal ended it.
    int32_t kind;
    /// The system's error number, the exit status or the signal.
    int32_t value;
};

/// Starts the keeper; its process number, or the system's error number below zero.
pid_t ckeeper_start(const struct ckeeper_request *request);

/// Waits for the keeper to end, which it does after it has written how the program ended.
void ckeeper_wait(pid_t keeper);

/// pipe2(2) whose ends reach no other program; the system's error number, or 0.
int ckeeper_pipe(int ends[2]);

/// write(2) that never raises SIGPIPE; the system's error number below zero where it fails.
ssize_t ckeeper_write(int descriptor, const void *bytes, size_t count);

#endif
