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

/* The sample workspace of fixtures/sample/, ended by an entry without a path. */
extern const ajastin_file ajastin_sample[];

#endif
