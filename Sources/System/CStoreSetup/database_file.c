#include "database_file.h"

#include <stddef.h>

enum {
    /* The locks of a connection that writes, and of one that copies the log (https://sqlite.org/walformat.html, section 2.3.1). */
    WRITE_LOCK = 0,
    CHECKPOINT_LOCK = 1,
    /* From what span on the disk is asked to begin. Pages that were changed lie far apart, so that it holds fewer bytes. */
    HURRY = 1 << 20,
};

static sqlite3_io_methods database_methods;

static int write_page(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    struct database_file *database = (struct database_file *)file;
    int code = wrapped_methods.xWrite(file, bytes, count, offset);
    if (code != SQLITE_OK || !database->is_copying) return code;
    // A checkpoint copies pages in their order.
    if (database->copied_to == 0) database->copied_from = offset;
    database->copied_to = offset + count;
    if (database->copied_to - database->copied_from >= HURRY) {
        eager_writer_advance(&database->writer, &database->wrapped, database->copied_from, database->copied_to);
        database->copied_from = database->copied_to;
    }
    return SQLITE_OK;
}

static int control(sqlite3_file *file, int operation, void *argument) {
    struct database_file *database = (struct database_file *)file;
    if (operation == SQLITE_FCNTL_CKPT_START || operation == SQLITE_FCNTL_CKPT_DONE) {
        database->is_copying = operation == SQLITE_FCNTL_CKPT_START;
        database->copied_from = database->copied_to = 0;
        eager_writer_end(&database->writer);
    }
    return wrapped_methods.xFileControl(file, operation, argument);
}

static const int TAKE = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE, GIVE = SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE;

static int take_checkpoint_lock(struct database_file *database) {
    sqlite3_file *file = &database->wrapped.base;
    int code = wrapped_methods.xShmLock(file, CHECKPOINT_LOCK, 1, TAKE);
    if (code != SQLITE_OK) return code;
    code = wrapped_methods.xShmLock(file, WRITE_LOCK, 1, TAKE);
    if (code == SQLITE_OK) {
        database->excludes_writers = 1;
    } else {
        (void)wrapped_methods.xShmLock(file, CHECKPOINT_LOCK, 1, GIVE);
    }
    return code;
}

static int give_checkpoint_lock(struct database_file *database) {
    sqlite3_file *file = &database->wrapped.base;
    int code = database->excludes_writers ? wrapped_methods.xShmLock(file, WRITE_LOCK, 1, GIVE) : SQLITE_OK;
    database->excludes_writers = 0;
    int other = wrapped_methods.xShmLock(file, CHECKPOINT_LOCK, 1, GIVE);
    return code == SQLITE_OK ? other : code;
}

static int lock_shared(sqlite3_file *file, int offset, int count, int flags) {
    struct database_file *database = (struct database_file *)file;
    if (offset == CHECKPOINT_LOCK && count == 1) {
        if (flags == TAKE) return take_checkpoint_lock(database);
        if (flags == GIVE) return give_checkpoint_lock(database);
    }
    if (offset == WRITE_LOCK && flags == GIVE) {
        // Before the lock goes: what a transaction has not committed by now is undone, and its place in the log is the next writer's.
        if (database->log) log_file_forget(database->log);
        // A checkpoint that has taken it for itself gives it back before it has done; so we keep it.
        if (database->excludes_writers) return SQLITE_OK;
    }
    return wrapped_methods.xShmLock(file, offset, count, flags);
}

void prepare_database_methods(void) {
    database_methods = wrapped_methods;
    database_methods.xWrite = write_page;
    database_methods.xFileControl = control;
    database_methods.xShmLock = lock_shared;
}

void database_file_begin(struct database_file *database) { database->wrapped.base.pMethods = &database_methods; }

struct database_file *database_file_of(sqlite3_file *file) {
    return file && file->pMethods == &database_methods ? (struct database_file *)file : NULL;
}
