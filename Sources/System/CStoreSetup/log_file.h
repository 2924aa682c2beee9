#ifndef AJASTIN_LOG_FILE_H
#define AJASTIN_LOG_FILE_H

#include "gathered_bytes.h"

/* The write-ahead log of a connection that writes (https://sqlite.org/walformat.html). Gathers what is written to it until it has a large
   piece, until it is read or synced, or until a transaction commits: so nobody else ever sees less than SQLite wrote. */
struct log_file {
    struct wrapped_file wrapped;
    /* What has not been written yet. */
    struct gathered_bytes gathered;
    /* Whether the page of a frame that commits comes next. */
    int is_committing;
    /* Whether the last commit has no checksum yet: it gets one before it is synced, or no recovery would find it. */
    int is_unsealed;
    /* From where on the disk has not been asked to write. */
    sqlite3_int64 unhurried;
    /* Where the database points to this log while it is open. */
    struct log_file **place;
};

/* To be called once, before the first log is opened. */
void prepare_log_methods(void);

/* Makes a log of what lies zeroed at log and has its file below opened, and puts it into place. */
void log_file_begin(struct log_file *log, struct log_file **place);

/* Forgets what has been gathered: what a transaction wrote that has been undone, and that another one may meanwhile have written over. */
void log_file_forget(struct log_file *log);

#endif
