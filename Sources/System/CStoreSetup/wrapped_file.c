#define _GNU_SOURCE
#include "wrapped_file.h"

#include <fcntl.h>

static sqlite3_file *below(sqlite3_file *file) { return ((struct wrapped_file *)file)->below; }

static int close_below(sqlite3_file *file) { return below(file)->pMethods->xClose(below(file)); }

static int read_below(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return below(file)->pMethods->xRead(below(file), bytes, count, offset);
}

static int write_below(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    return below(file)->pMethods->xWrite(below(file), bytes, count, offset);
}

static int truncate_below(sqlite3_file *file, sqlite3_int64 size) { return below(file)->pMethods->xTruncate(below(file), size); }

static int sync_below(sqlite3_file *file, int flags) { return below(file)->pMethods->xSync(below(file), flags); }

static int size_below(sqlite3_file *file, sqlite3_int64 *size) { return below(file)->pMethods->xFileSize(below(file), size); }

static int lock_below(sqlite3_file *file, int level) { return below(file)->pMethods->xLock(below(file), level); }

static int unlock_below(sqlite3_file *file, int level) { return below(file)->pMethods->xUnlock(below(file), level); }

static int check_lock_below(sqlite3_file *file, int *reserved) { return below(file)->pMethods->xCheckReservedLock(below(file), reserved); }

static int control_below(sqlite3_file *file, int operation, void *argument) {
    return below(file)->pMethods->xFileControl(below(file), operation, argument);
}

static int sector_size_below(sqlite3_file *file) { return below(file)->pMethods->xSectorSize(below(file)); }

static int characteristics_below(sqlite3_file *file) { return below(file)->pMethods->xDeviceCharacteristics(below(file)); }

static int map_shared_below(sqlite3_file *file, int region, int size, int extend, void volatile **address) {
    // A database that was opened without locks has none, and so no log either.
    if (!below(file)->pMethods->xShmMap) return SQLITE_IOERR_SHMMAP;
    return below(file)->pMethods->xShmMap(below(file), region, size, extend, address);
}

static int lock_shared_below(sqlite3_file *file, int offset, int count, int flags) {
    return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}

static void shared_barrier_below(sqlite3_file *file) { below(file)->pMethods->xShmBarrier(below(file)); }

static int unmap_shared_below(sqlite3_file *file, int delete) { return below(file)->pMethods->xShmUnmap(below(file), delete); }

static int fetch_below(sqlite3_file *file, sqlite3_int64 offset, int count, void **address) {
    return below(file)->pMethods->xFetch(below(file), offset, count, address);
}

static int unfetch_below(sqlite3_file *file, sqlite3_int64 offset, void *address) {
    return below(file)->pMethods->xUnfetch(below(file), offset, address);
}

const sqlite3_io_methods wrapped_methods = {
    .iVersion = 3,
    .xClose = close_below,
    .xRead = read_below,
    .xWrite = write_below,
    .xTruncate = truncate_below,
    .xSync = sync_below,
    .xFileSize = size_below,
    .xLock = lock_below,
    .xUnlock = unlock_below,
    .xCheckReservedLock = check_lock_below,
    .xFileControl = control_below,
    .xSectorSize = sector_size_below,
    .xDeviceCharacteristics = characteristics_below,
    .xShmMap = map_shared_below,
    .xShmLock = lock_shared_below,
    .xShmBarrier = shared_barrier_below,
    .xShmUnmap = unmap_shared_below,
    .xFetch = fetch_below,
    .xUnfetch = unfetch_below,
};

void begin_writing(const struct wrapped_file *file, sqlite3_int64 start, sqlite3_int64 end) {
    if (file->descriptor >= 0 && end > start) (void)sync_file_range(file->descriptor, start, end - start, SYNC_FILE_RANGE_WRITE);
}
