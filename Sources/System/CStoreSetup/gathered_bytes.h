#ifndef AJASTIN_GATHERED_BYTES_H
#define AJASTIN_GATHERED_BYTES_H

#include "wrapped_file.h"

enum {
    /* SQLite's own files write at most 128 KiB less one byte in one call. */
    GATHERED_CAPACITY = 120 * 1024,
};

/* Bytes that follow each other in a file and are to be written in one piece: count of them, from the offset start on. */
struct gathered_bytes {
    /* NULL before anything is gathered. */
    unsigned char *bytes;
    int count;
    sqlite3_int64 start;
};

/* Whether count bytes at offset follow those that there are, and there is room for them. */
int gathered_bytes_fit(const struct gathered_bytes *gathered, int count, sqlite3_int64 offset);

/* Puts count bytes behind those that there are; 0 where there is no room. */
int gathered_bytes_add(struct gathered_bytes *gathered, const void *bytes, int count);

/* Where count more bytes are to be put, which lie behind those that there are; NULL where there is no room. */
unsigned char *gathered_bytes_extend(struct gathered_bytes *gathered, int count);

/* Writes them, and has none then. What could not be written stays. */
int gathered_bytes_write(struct gathered_bytes *gathered, struct wrapped_file *file);

/* Whether some of them lie in the part of the file from offset on. */
int gathered_bytes_overlap(const struct gathered_bytes *gathered, sqlite3_int64 offset, int count);

/* Gives the memory back. */
void gathered_bytes_end(struct gathered_bytes *gathered);

#endif
