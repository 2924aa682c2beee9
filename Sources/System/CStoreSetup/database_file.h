#ifndef AJASTIN_DATABASE_FILE_H
#define AJASTIN_DATABASE_FILE_H

#include "eager_writer.h"
#include "gathered_bytes.h"
#include "log_file.h"

/* The database of a connection that writes. Tells its log when a transaction ends.

   A checkpoint's pages, which come in their order, are written in pieces, and the disk begins on them while others are copied. Where few
   pages lie between two that have changed, they are written again as they are: a disk takes longer for two requests than for one that is a
   little larger. Their bytes stay the same however far the power lets a write come, since a disk writes a sector from its one end to the
   other (SQLite counts on that too: https://sqlite.org/atomiccommit.html, section 2).

   Nobody writes during a checkpoint: SQLite before 3.51.3 may otherwise take the pages of a log that was begun anew in the meantime for
   copied (https://sqlite.org/wal.html, "The WAL-reset bug"), and so lose them. A checkpoint while somebody writes is put off. */
struct database_file {
    struct wrapped_file wrapped;
    /* NULL while there is none. */
    struct log_file *log;
    /* Whether the writers' lock is held beside that for checkpoints. */
    int excludes_writers;
    int is_copying;
    /* Whether a checkpoint was refused a reader's lock, and may have to leave a part of the log. */
    int has_met_reader;
    /* What a checkpoint has copied and not written yet. */
    struct gathered_bytes pages;
    /* What writing the last of them came to, where SQLite could not be told at once. */
    int failure;
    /* What it has written since the disk was last asked to begin. */
    sqlite3_int64 copied_from, copied_to;
    struct eager_writer writer;
};

/* To be called once, before the first database is opened. */
void prepare_database_methods(void);

/* Makes a database of what lies zeroed at database and has its file below opened. */
void database_file_begin(struct database_file *database);

/* The database that file is, or NULL if it is another file. */
struct database_file *database_file_of(sqlite3_file *file);

#endif
