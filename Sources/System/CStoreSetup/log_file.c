#include "log_file.h"

#include <stddef.h>

enum {
    FRAME_HEADER_SIZE = 24,
    /* From how many bytes on the disk is asked to begin: one large request each, and small transactions never come so far. */
    HURRY = 4 << 20,
};

static sqlite3_io_methods log_methods;

static int write_gathered(struct log_file *log) {
    if (log->gathered.count == 0) return SQLITE_OK;
    sqlite3_int64 start = log->gathered.start, end = start + log->gathered.count;
    // What could not be written stays: the transaction fails by the code and is undone, and then it is forgotten.
    int code = gathered_bytes_write(&log->gathered, &log->wrapped);
    if (code != SQLITE_OK) return code;
    // The log has been begun anew, with its header. Pages that take old places in it are in nobody's way.
    if (start == 0) log->unhurried = 0;
    if (end - log->unhurried >= HURRY) {
        begin_writing(&log->wrapped, log->unhurried, end);
        log->unhurried = end;
    }
    return SQLITE_OK;
}

static int is_zero(const unsigned char *bytes, int count) {
    while (count > 0 && bytes[count - 1] == 0) count--;
    return count == 0;
}

/// Whether the bytes are the header of a frame that commits: it has the size of the database after it in its second word.
static int is_commit(const unsigned char *bytes, int count) { return count == FRAME_HEADER_SIZE && !is_zero(bytes + 4, 4); }

static int close_log(sqlite3_file *file) {
    struct log_file *log = (struct log_file *)file;
    // A connection that closes has no transaction: what is left was undone.
    log_file_forget(log);
    gathered_bytes_end(&log->gathered);
    *log->place = NULL;
    return wrapped_methods.xClose(file);
}

static int read_log(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    struct log_file *log = (struct log_file *)file;
    if (gathered_bytes_overlap(&log->gathered, offset, count)) {
        int code = write_gathered(log);
        if (code != SQLITE_OK) return code;
    }
    return wrapped_methods.xRead(file, bytes, count, offset);
}

static int write_log(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    struct log_file *log = (struct log_file *)file;
    int ends = log->is_committing;
    log->is_committing = is_commit(bytes, count);
    if (log->is_committing) log->is_unsealed = is_zero((const unsigned char *)bytes + 8, FRAME_HEADER_SIZE - 8);
    ends = ends || log->is_committing;
    if (!gathered_bytes_fit(&log->gathered, count, offset)) {
        int code = write_gathered(log);
        if (code != SQLITE_OK) return code;
        log->gathered.start = offset;
    }
    if (!gathered_bytes_add(&log->gathered, bytes, count)) return wrapped_methods.xWrite(file, bytes, count, offset);
    // SQLite syncs what it commits, if it is to survive a loss of power; that others see it must not hang on that.
    return ends ? write_gathered(log) : SQLITE_OK;
}

static int truncate_log(sqlite3_file *file, sqlite3_int64 size) {
    int code = write_gathered((struct log_file *)file);
    return code == SQLITE_OK ? wrapped_methods.xTruncate(file, size) : code;
}

static int sync_log(sqlite3_file *file, int flags) {
    struct log_file *log = (struct log_file *)file;
    int code = write_gathered(log);
    if (code != SQLITE_OK) return code;
    // SQLite up to 3.46 at least may leave it so (see LogMark): an error now is better than a loss that nobody sees.
    return log->is_unsealed ? SQLITE_IOERR_FSYNC : wrapped_methods.xSync(file, flags);
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size) {
    int code = write_gathered((struct log_file *)file);
    return code == SQLITE_OK ? wrapped_methods.xFileSize(file, size) : code;
}

void prepare_log_methods(void) {
    log_methods = wrapped_methods;
    log_methods.xClose = close_log;
    log_methods.xRead = read_log;
    log_methods.xWrite = write_log;
    log_methods.xTruncate = truncate_log;
    log_methods.xSync = sync_log;
    log_methods.xFileSize = log_size;
}

void log_file_begin(struct log_file *log, struct log_file **place) {
    log->wrapped.base.pMethods = &log_methods;
    log->place = place;
    *place = log;
}

void log_file_forget(struct log_file *log) {
    log->gathered.count = 0;
    log->is_committing = log->is_unsealed = 0;
}
