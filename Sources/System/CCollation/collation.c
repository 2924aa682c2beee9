#include "CCollation.h"

#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

struct ajastin_collator {
    UCollator *collator;
    UChar *units; /* UTF-16 of the text in hand */
    int32_t capacity;
};

ajastin_collator *ajastin_collator_open(const char *locale, int32_t *status) {
    UErrorCode error = U_ZERO_ERROR;
    UCollator *opened = ucol_open(locale, &error);
    *status = error;
    if (U_FAILURE(error)) return NULL;
    ajastin_collator *collator = calloc(1, sizeof *collator);
    if (!collator) {
        ucol_close(opened);
        *status = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    collator->collator = opened;
    return collator;
}

void ajastin_collator_close(ajastin_collator *collator) {
    if (!collator) return;
    ucol_close(collator->collator);
    free(collator->units);
    free(collator);
}

int32_t ajastin_sort_key(ajastin_collator *collator, const uint8_t *text, int32_t length, uint8_t *key, int32_t capacity) {
    if (collator->capacity < length) { /* UTF-16 never has more units than UTF-8 has bytes */
        UChar *grown = realloc(collator->units, (size_t)length * sizeof(UChar));
        if (!grown) return -1;
        collator->units = grown;
        collator->capacity = length;
    }
    int32_t units = 0;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8WithSub(collator->units, collator->capacity, &units, (const char *)text, length, 0xFFFD, NULL, &error);
    if (U_FAILURE(error)) return -1;
    return ucol_getSortKey(collator->collator, collator->units, units, key, capacity);
}
