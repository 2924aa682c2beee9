#include "eager_writer.h"

#include <stddef.h>

static void *run(void *argument) {
    struct eager_writer *writer = argument;
    pthread_mutex_lock(&writer->mutex);
    for (;;) {
        while (writer->begun == writer->written && !writer->is_ending) pthread_cond_wait(&writer->changed, &writer->mutex);
        // What is left at the end is left to whoever syncs the file.
        if (writer->is_ending) break;
        sqlite3_int64 start = writer->begun, end = writer->written;
        writer->begun = end;
        pthread_mutex_unlock(&writer->mutex);
        begin_writing(writer->file, start, end);
        pthread_mutex_lock(&writer->mutex);
    }
    pthread_mutex_unlock(&writer->mutex);
    return NULL;
}

static int start_thread(struct eager_writer *writer) {
    if (pthread_mutex_init(&writer->mutex, NULL) != 0) return 0;
    if (pthread_cond_init(&writer->changed, NULL) == 0) {
        writer->is_ending = 0;
        writer->is_running = pthread_create(&writer->thread, NULL, run, writer) == 0;
        if (writer->is_running) return 1;
        pthread_cond_destroy(&writer->changed);
    }
    pthread_mutex_destroy(&writer->mutex);
    return 0;
}

void eager_writer_advance(struct eager_writer *writer, const struct wrapped_file *file, sqlite3_int64 start, sqlite3_int64 end) {
    if (!writer->is_running) {
        writer->file = file;
        writer->begun = writer->written = start;
        if (!start_thread(writer)) {
            begin_writing(file, start, end);
            return;
        }
    }
    pthread_mutex_lock(&writer->mutex);
    writer->written = end;
    pthread_cond_signal(&writer->changed);
    pthread_mutex_unlock(&writer->mutex);
}

void eager_writer_end(struct eager_writer *writer) {
    if (!writer->is_running) return;
    pthread_mutex_lock(&writer->mutex);
    writer->is_ending = 1;
    pthread_cond_signal(&writer->changed);
    pthread_mutex_unlock(&writer->mutex);
    pthread_join(writer->thread, NULL);
    pthread_cond_destroy(&writer->changed);
    pthread_mutex_destroy(&writer->mutex);
    writer->is_running = 0;
}
