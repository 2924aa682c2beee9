#include "database_file.h"

#include <stddef.h>

enum {
    /* The locks of a connection that writes, of one that copies the log, and the first of those that read
       (https://sqlite.org/walformat.html, section 2.3). */
    WRITE_LOCK = 0,
    CHECKPOINT_LOCK = 1,
    FIRST_READ_LOCK = 3,
    /* From what span on the disk is asked to begin. Pages that were changed lie far apart, so that it holds fewer bytes. */
    HURRY = 1 << 20,
    /* What lies between two pages that have changed is written again with them if it is no more than this: a disk takes about as long for
       it as for one more request. */
    BRIDGE = 12 << 10,
};

static sqlite3_io_methods database_methods;

static int write_pages(struct database_file *database) {
    if (database->pages.count == 0) return SQLITE_OK;
    sqlite3_int64 start = database->pages.start, end = start + database->pages.count;
    int code = gathered_bytes_write(&database->pages, &database->wrapped);
    if (code != SQLITE_OK) {
        // The checkpoint fails by the code, and the log has them still.
        database->pages.count = 0;
        return code;
    }
    if (database->copied_to == 0) database->copied_from = start;
    database->copied_to = end;
    if (database->copied_to - database->copied_from >= HURRY) {
        eager_writer_advance(&database->writer, &database->wrapped, database->copied_from, database->copied_to);
        database->copied_from = database->copied_to;
    }
    return SQLITE_OK;
}

/// Puts what the file has between the gathered pages and offset behind them, where that is little and leaves room for size.
static void bridge_gap(struct database_file *database, int size, sqlite3_int64 offset) {
    struct gathered_bytes *pages = &database->pages;
    sqlite3_int64 end = pages->start + pages->count;
    if (pages->count == 0 || offset <= end || offset - end > BRIDGE || offset - end + size > GATHERED_CAPACITY - pages->count) return;
    int gap = (int)(offset - end);
    unsigned char *place = gathered_bytes_extend(pages, gap);
    if (place && wrapped_methods.xRead(&database->wrapped.base, place, gap, end) != SQLITE_OK) pages->count -= gap;
}

static int write_page(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    struct database_file *database = (struct database_file *)file;
    if (!database->is_copying) return wrapped_methods.xWrite(file, bytes, count, offset);
    bridge_gap(database, count, offset);
    if (!gathered_bytes_fit(&database->pages, count, offset)) {
        int code = write_pages(database);
        if (code != SQLITE_OK) return code;
        database->pages.start = offset;
    }
    if (!gathered_bytes_add(&database->pages, bytes, count)) return wrapped_methods.xWrite(file, bytes, count, offset);
    // SQLite truncates the file when it has copied all of a log, and may be told by then that a write failed. When it has copied a part it does
    // nothing more with the file before it takes the part for copied: nothing may be left then.
    int copies_all = database->excludes_writers && !database->has_met_reader;
    return copies_all ? SQLITE_OK : write_pages(database);
}

/// What went wrong since SQLite was told last.
static int take_failure(sqlite3_file *file) {
    struct database_file *database = (struct database_file *)file;
    int failure = database->failure;
    database->failure = SQLITE_OK;
    return failure;
}

static int truncate_database(sqlite3_file *file, sqlite3_int64 size) {
    int failure = take_failure(file);
    return failure == SQLITE_OK ? wrapped_methods.xTruncate(file, size) : failure;
}

static int sync_database(sqlite3_file *file, int flags) {
    int failure = take_failure(file);
    return failure == SQLITE_OK ? wrapped_methods.xSync(file, flags) : failure;
}

static int close_database(sqlite3_file *file) {
    struct database_file *database = (struct database_file *)file;
    gathered_bytes_end(&database->pages);
    return wrapped_methods.xClose(file);
}

static void begin_copying(struct database_file *database) {
    database->is_copying = 1;
    database->copied_from = database->copied_to = 0;
    database->failure = SQLITE_OK;
}

static void end_copying(struct database_file *database) {
    database->is_copying = 0;
    // SQLite does not ask what this call comes to.
    database->failure = write_pages(database);
    eager_writer_end(&database->writer);
}

static int control(sqlite3_file *file, int operation, void *argument) {
    struct database_file *database = (struct database_file *)file;
    if (operation == SQLITE_FCNTL_CKPT_START) begin_copying(database);
    if (operation == SQLITE_FCNTL_CKPT_DONE) end_copying(database);
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
        database->has_met_reader = 0;
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
    int code = wrapped_methods.xShmLock(file, offset, count, flags);
    if (offset >= FIRST_READ_LOCK && flags == TAKE && code != SQLITE_OK) database->has_met_reader = 1;
    return code;
}

void prepare_database_methods(void) {
    database_methods = wrapped_methods;
    database_methods.xClose = close_database;
    database_methods.xWrite = write_page;
    database_methods.xTruncate = truncate_database;
    database_methods.xSync = sync_database;
    database_methods.xFileControl = control;
    database_methods.xShmLock = lock_shared;
}

void database_file_begin(struct database_file *database) { database->wrapped.base.pMethods = &database_methods; }

struct database_file *database_file_of(sqlite3_file *file) {
    return file && file->pMethods == &database_methods ? (struct database_file *)file : NULL;
}
