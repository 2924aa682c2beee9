// Between _Fork and exec only calls are made that are safe there: the program has threads, whose locks nobody holds any longer.
#define _GNU_SOURCE
#include "CKeeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if !defined(__GLIBC__) || !__GLIBC_PREREQ(2, 34)
#define _Fork fork
#endif

// Where the keeper has its own descriptors.
enum { STATUS = 3, LIFELINE = 4, FAILURE = 5, KEPT = 6 };

static void on_child(int signal) { (void)signal; }

static void close_from(int first) {
#ifdef SYS_close_range
    if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
#endif
    struct rlimit limit;
    int last = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 1 << 20 ? (int)limit.rlim_cur : 1 << 20;
    for (int descriptor = first; descriptor < last; descriptor++) close(descriptor);
}

static void default_signals(void) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int number = 1; number < 65; number++) sigaction(number, &action, NULL);
}

static void limit(int resource, uint64_t value) {
    struct rlimit limits = {value, value};
    setrlimit(resource, &limits);
}

/// Becomes the program; what keeps it from that is written to FAILURE.
static void become(const struct ckeeper_request *request, pid_t keeper) {
    setpgid(0, 0);
    // The lifeline ends the program when we end; this does when the keeper ends before that.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper) _exit(127);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, request->seconds);
    limit(RLIMIT_FSIZE, request->file);
    limit(RLIMIT_AS, request->memory);
    umask(077);
    close(STATUS);
    close(LIFELINE);
    default_signals();
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (chdir(request->folder) == 0) execve(request->program, request->arguments, request->environment);
    int number = errno;
    ssize_t written = write(FAILURE, &number, sizeof number);
    (void)written;
    _exit(127);
}

/// Kills the process numbers that a file of /proc lists; whether there were any.
static int kill_listed(int file) {
    char text[4096];
    long number = 0;
    int found = 0;
    for (;;) {
        ssize_t count = read(file, text, sizeof text);
        if (count <= 0) return found;
        for (ssize_t index = 0; index < count; index++) {
            if (text[index] >= '0' && text[index] <= '9') {
                number = number * 10 + (text[index] - '0');
            } else if (number > 0) {
                kill((pid_t)number, SIGKILL);
                number = 0;
                found = 1;
            }
        }
    }
}

/// Ends whatever the program started and left: its children become the keeper's as their parents die, so none escapes.
static void end_descendants(void) {
    for (;;) {
        int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
        int found = file >= 0 && kill_listed(file);
        if (file >= 0) close(file);
        pid_t ended = waitpid(-1, NULL, found ? 0 : WNOHANG);
        if (ended < 0 && errno == ECHILD) return;
        if (ended <= 0 && !found) return;
    }
}

static void report(int32_t kind, int32_t value) {
    struct ckeeper_end end = {kind, value};
    ssize_t written = write(STATUS, &end, sizeof end);
    (void)written;
}

/// Waits until the program has ended or the lifeline is cut, ends what is left, and reports.
static void keep(pid_t program) {
    sigset_t others;
    sigfillset(&others);
    sigdelset(&others, SIGCHLD);
    int is_cut = 0;
    siginfo_t info;
    for (;;) {
        memset(&info, 0, sizeof info);
        // Left a zombie for now: its number, which is that of its group, is nobody else's yet.
        if (waitid(P_PID, (id_t)program, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == program) break;
        if (is_cut) {
            kill(-program, SIGKILL);
            kill(program, SIGKILL);
            waitid(P_PID, (id_t)program, &info, WEXITED | WNOWAIT);
            break;
        }
        // Orphans that have ended are let go of.
        siginfo_t orphan;
        memset(&orphan, 0, sizeof orphan);
        while (waitid(P_ALL, 0, &orphan, WEXITED | WNOHANG | WNOWAIT) == 0 && orphan.si_pid > 0 && orphan.si_pid != program) {
            waitpid(orphan.si_pid, NULL, WNOHANG);
            memset(&orphan, 0, sizeof orphan);
        }
        struct pollfd lifeline = {LIFELINE, POLLIN, 0};
        if (ppoll(&lifeline, 1, NULL, &others) > 0) is_cut = 1;
    }
    kill(-program, SIGKILL);
    int status = 0;
    while (waitpid(program, &status, 0) < 0 && errno == EINTR) {}
    end_descendants();
    if (WIFSIGNALED(status)) {
        report(3, WTERMSIG(status));
    } else {
        report(2, WEXITSTATUS(status));
    }
}

/// The keeper's life.
static void live(const struct ckeeper_request *request) {
    // A session of its own: what a terminal sends to us is not for the program.
    setsid();
    prctl(PR_SET_NAME, "ajastin-keeper");
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    int wanted[5] = {request->input, request->output, request->errors, request->status, request->lifeline};
    for (int index = 0; index < 5; index++) wanted[index] = fcntl(wanted[index], F_DUPFD, 64);
    for (int index = 0; index < 5; index++) {
        if (wanted[index] < 0 || dup2(wanted[index], index) < 0) _exit(127);
    }
    close_from(FAILURE);
    fcntl(STATUS, F_SETFD, FD_CLOEXEC);
    fcntl(LIFELINE, F_SETFD, FD_CLOEXEC);
    int failure[2];
    if (pipe2(failure, O_CLOEXEC) < 0) {
        report(1, errno);
        _exit(127);
    }
    // The pipe took the two lowest numbers: FAILURE + 0 to read and FAILURE + 1 to write.
    int reading = fcntl(failure[0], F_DUPFD_CLOEXEC, KEPT + 2);
    if (reading < 0 || dup3(failure[1], FAILURE, O_CLOEXEC) < 0) {
        report(1, errno);
        _exit(127);
    }
    close(failure[1]);
    default_signals();
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_child;
    sigaction(SIGCHLD, &action, NULL);
    pid_t keeper = getpid();
    pid_t program = _Fork();
    if (program == 0) become(request, keeper);
    if (program < 0) {
        report(1, errno);
        _exit(127);
    }
    setpgid(program, program);
    for (int descriptor = 0; descriptor < 3; descriptor++) close(descriptor);
    close(FAILURE);
    int number = 0;
    ssize_t count;
    do { count = read(reading, &number, sizeof number); } while (count < 0 && errno == EINTR);
    close(reading);
    if (count == sizeof number) {
        waitpid(program, NULL, 0);
        report(1, number);
    } else {
        keep(program);
    }
    _exit(0);
}

pid_t ckeeper_start(const struct ckeeper_request *request) {
    sigset_t all, before;
    sigfillset(&all);
    // No handler of ours may run in the keeper.
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t keeper = _Fork();
    if (keeper == 0) {
        live(request);
        _exit(127);
    }
    int number = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return keeper < 0 ? -number : keeper;
}

void ckeeper_wait(pid_t keeper) {
    while (waitpid(keeper, NULL, 0) < 0 && errno == EINTR) {}
}

int ckeeper_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

ssize_t ckeeper_write(int descriptor, const void *bytes, size_t count) {
    sigset_t pipe_signal, before, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    ssize_t written;
    do { written = write(descriptor, bytes, count); } while (written < 0 && errno == EINTR);
    int number = errno;
    if (written < 0 && number == EPIPE && !sigismember(&pending, SIGPIPE)) {
        struct timespec now = {0, 0};
        while (sigtimedwait(&pipe_signal, NULL, &now) < 0 && errno == EINTR) {}
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return written < 0 ? -number : written;
}
