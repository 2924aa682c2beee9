#ifndef AJASTIN_WRAPPED_FILE_H
#define AJASTIN_WRAPPED_FILE_H

#include <sqlite3.h>

/* A file of SQLite's that hands on to the file of the file system below, which lies right behind the struct that begins with this one. */
struct wrapped_file {
    sqlite3_file base;
    sqlite3_file *below;
    /* What the file below reads and writes by, to tell the kernel what is coming; -1 where it is not known. Never to be closed by us:
       that would drop SQLite's locks (https://sqlite.org/howtocorrupt.html, section 2.2). */
    int descriptor;
};

/* The methods that hand on and do nothing else, for those that a kind of file does not have its own of. */
extern const sqlite3_io_methods wrapped_methods;

/* Begins to write a part of the file to the disk, and waits for nothing. A hint: what it does not do is done when the file is synced. */
void begin_writing(const struct wrapped_file *file, sqlite3_int64 start, sqlite3_int64 end);

#endif
