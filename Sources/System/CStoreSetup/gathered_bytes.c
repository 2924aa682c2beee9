#include "gathered_bytes.h"

#include <stddef.h>

unsigned char *gathered_bytes_extend(struct gathered_bytes *gathered, int count) {
    if (!gathered->bytes) gathered->bytes = sqlite3_malloc(GATHERED_CAPACITY);
    if (!gathered->bytes || count > GATHERED_CAPACITY - gathered->count) return NULL;
    unsigned char *place = gathered->bytes + gathered->count;
    gathered->count += count;
    return place;
}

int gathered_bytes_write(struct gathered_bytes *gathered, struct wrapped_file *file) {
    if (gathered->count == 0) return SQLITE_OK;
    int code = wrapped_methods.xWrite(&file->base, gathered->bytes, gathered->count, gathered->start);
    if (code == SQLITE_OK) gathered->count = 0;
    return code;
}

int gathered_bytes_overlap(const struct gathered_bytes *gathered, sqlite3_int64 offset, int count) {
    return gathered->count > 0 && offset < gathered->start + gathered->count && gathered->start < offset + count;
}

void gathered_bytes_end(struct gathered_bytes *gathered) {
    sqlite3_free(gathered->bytes);
    gathered->bytes = NULL;
    gathered->count = 0;
}
