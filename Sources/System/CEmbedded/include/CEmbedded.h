#ifndef AJASTIN_CEMBEDDED_H
#define AJASTIN_CEMBEDDED_H

#include <stddef.h>
#include <stdint.h>

/* A file of this repository that is part of the program. */
typedef struct {
    const char *path;
    const uint8_t *bytes;
    size_t count;
} ajastin_file;

/* The catalogues of Locales/, ended by an entry without a path. */
extern const ajastin_file ajastin_locales[];
static inline const ajastin_file *ajastin_locale_files(void) { return ajastin_locales; } /* Swift sees no array of unknown size */

/* The sample workspace of fixtures/sample/, ended by an entry without a path. */
extern const ajastin_file ajastin_sample[];
static inline const ajastin_file *ajastin_sample_files(void) { return ajastin_sample; }

#endif
