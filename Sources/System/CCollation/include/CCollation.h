#ifndef AJASTIN_CCOLLATION_H
#define AJASTIN_CCOLLATION_H

#include <stdint.h>

/* Sort keys of ICU (https://unicode-org.github.io/icu/userguide/collation/): bytes whose binary order is the locale's order.
   ICU's C functions carry its version in their names through macros, which Swift cannot see; these carry none. */

typedef struct ajastin_collator ajastin_collator;

/* A collator for a locale such as "fi"; NULL with the ICU error code in *status on failure. */
ajastin_collator *ajastin_collator_open(const char *locale, int32_t *status);
void ajastin_collator_close(ajastin_collator *collator);

/* Writes the sort key of length UTF-8 bytes and returns its size in bytes, including the final 0; when it is larger than capacity
   nothing past capacity is written and the call is to be repeated. Negative on failure (memory). Not for two threads at once. */
int32_t ajastin_sort_key(ajastin_collator *collator, const uint8_t *text, int32_t length, uint8_t *key, int32_t capacity);

#endif
