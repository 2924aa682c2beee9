#ifndef AJASTIN_CSTORESETUP_H
#define AJASTIN_CSTORESETUP_H

/* What is said to SQLite once, before the first connection of the process is opened. Swift cannot: sqlite3_config takes any number of
   arguments, and the file objects of a file system are laid out by size. */

/* Spares SQLite the counting of its memory, for which each allocation of any thread takes one lock. Does nothing once SQLite is in use. */
void ajastin_forgo_memory_statistics(void);

/* From now on the write-ahead log, and what a checkpoint copies from it into the database, are written in large pieces, and the disk begins
   on a large transaction or checkpoint before it is waited for. SQLite by itself writes each page of the log in two calls, which a kernel
   keeps in small pieces, and each page of a checkpoint by itself, and asks for the disk when all is written; the disk rests meanwhile.

   It also keeps two defects of SQLite's from harm: nobody writes during a checkpoint of ours (database_file.h), and a commit that no recovery
   would find fails (log_file.h).

   Makes a virtual file system (https://sqlite.org/vfs.html) that stands before the default one, and the default. To be called once. Does
   nothing where SQLite has no file system of its own. */
void ajastin_gather_writes(void);

#endif
