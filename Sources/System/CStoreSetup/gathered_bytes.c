#include "gathered_bytes.h"

#include <stddef.h>
#include <string.h>

int gathered_bytes_fit(const struct gathered_bytes *gathered, int count, sqlite3_int64 offset) {
    return offset == gathered->start + gathered->count && count <= GATHERED_CAPACITY - gathered->count;
}

int gathered_bytes_add(struct gathered_bytes *gathered, const void *bytes, int count) {
    unsigned char *place = gathered_bytes_extend(gathered, count);
    if (place) memcpy(place, bytes, (size_t)count);
    return place != NULL;
}

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
