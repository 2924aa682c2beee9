#ifndef AJASTIN_EAGER_WRITER_H
#define AJASTIN_EAGER_WRITER_H

#include "wrapped_file.h"

#include <pthread.h>

/* A thread that has the disk begin on a file that another one writes from its start to its end: asking takes as long as writing does. */
struct eager_writer {
    const struct wrapped_file *file;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int is_running;
    /* What follows is the mutex's. The part from begun on to written is yet to be asked for. */
    sqlite3_int64 begun, written;
    int is_ending;
};

/* Has the disk begin on what has been written, from start on when this is the first call, up to end. */
void eager_writer_advance(struct eager_writer *writer, const struct wrapped_file *file, sqlite3_int64 start, sqlite3_int64 end);

/* Ends the thread, and waits until it has: the file may be closed then. */
void eager_writer_end(struct eager_writer *writer);

#endif
