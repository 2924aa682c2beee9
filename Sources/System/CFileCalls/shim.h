// What Swift's view of the C library leaves out.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
// statfs(2)
#include <sys/vfs.h>
#include <sys/syscall.h>
#include <unistd.h>

// sync_file_range(2) with SYNC_FILE_RANGE_WRITE: begins to write a part of a file to the disk, and waits for nothing.
static inline void ajastin_begin_writing(int file, long long offset, long long count) {
    (void)syscall(SYS_sync_file_range, file, offset, count, 2u);
}
