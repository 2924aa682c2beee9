#include "CStoreSetup.h"
#include "database_file.h"
#include "log_file.h"

#include <string.h>

/* Where the file below begins, behind either struct, at an address for whatever it holds. */
enum { BEHIND = (sizeof(struct database_file) + sizeof(struct log_file) + 15) / 16 * 16 };

static sqlite3_vfs *underlying;
static sqlite3_vfs gathering;

typedef int (*open_call)(const char *, int, int);
static open_call underlying_open;
static _Thread_local int last_opened;

/// SQLite's call of open(2), which notes what a file was opened as: no method of the file tells.
static int noting_open(const char *path, int flags, int mode) { return last_opened = underlying_open(path, flags, mode); }

static int open_below(const char *name, struct wrapped_file *file, int flags, int *opened) {
    memset(file, 0, BEHIND);
    file->below = (sqlite3_file *)((char *)file + BEHIND);
    last_opened = -1;
    int code = underlying->xOpen(underlying, name, file->below, flags, opened);
    file->descriptor = last_opened;
    return code;
}

/// Wraps the databases and logs of connections that write; other files are left as they are.
static int gathering_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *opened) {
    (void)vfs;
    struct database_file *database = flags & SQLITE_OPEN_WAL ? database_file_of(sqlite3_database_file_object(name)) : NULL;
    int is_database = flags & SQLITE_OPEN_MAIN_DB && !(flags & SQLITE_OPEN_READONLY);
    if (!database && !is_database) return underlying->xOpen(underlying, name, file, flags, opened);
    struct wrapped_file *wrapped = (struct wrapped_file *)file;
    int code = open_below(name, wrapped, flags, opened);
    // A file that could not be opened has no methods, and SQLite does not close it.
    if (!wrapped->below->pMethods) return code;
    if (database) {
        log_file_begin((struct log_file *)wrapped, &database->log);
    } else {
        database_file_begin((struct database_file *)wrapped);
    }
    return code;
}

void ajastin_gather_writes(void) {
    underlying = sqlite3_vfs_find(NULL);
    if (!underlying || underlying->iVersion < 3) return;
    prepare_log_methods();
    prepare_database_methods();
    if (underlying->xGetSystemCall && underlying->xSetSystemCall) {
        underlying_open = (open_call)underlying->xGetSystemCall(underlying, "open");
        if (underlying_open) (void)underlying->xSetSystemCall(underlying, "open", (sqlite3_syscall_ptr)noting_open);
    }
    gathering = *underlying;
    gathering.iVersion = 3;
    gathering.pNext = NULL;
    gathering.zName = "gathering";
    gathering.szOsFile = BEHIND + underlying->szOsFile;
    gathering.xOpen = gathering_open;
    // Without it the default one goes on: the same files, more slowly.
    (void)sqlite3_vfs_register(&gathering, 1);
}
