#ifndef AJASTIN_CTYPESETTING_H
#define AJASTIN_CTYPESETTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text set by Pango (https://docs.gtk.org/Pango/), faces read and cut by HarfBuzz (https://harfbuzz.github.io/), images read by Cairo.
   The libraries' objects are counted references behind macros, which Swift cannot see; these are plain structures and functions.
   Nothing here is for two threads at once, but each thread may have fonts of its own. */

typedef struct ajastin_fonts ajastin_fonts;

/* What a PDF says of a face. Lengths are in units of the face. */
typedef struct {
    int32_t units_per_em;
    int32_t ascent, descent; /* above and, negative, below the baseline */
    int32_t cap_height, x_height;
    int32_t x_min, y_min, x_max, y_max; /* of all glyphs, where the face says so */
    float italic_angle;
    bool is_truetype; /* outlines in 'glyf'; else in 'CFF ' */
    bool is_embeddable; /* has outlines of either kind, and the maker lets it be embedded */
    char name[64]; /* the PostScript name: printable ASCII */
} ajastin_face;

/* A glyph of a line, in the order in which glyphs stand from left to right. Lengths are in 1/1024 of 1/1000 em. */
typedef struct {
    int32_t face; /* -1: no font has the text */
    uint32_t glyph;
    int32_t start, end; /* the bytes of the text that the glyph's cluster shows */
    int32_t advance, x_offset, y_offset;
    int32_t line; /* from 0 */
    bool is_cluster_start; /* in a cluster of several glyphs, the first */
    bool is_right_to_left;
} ajastin_glyph;

/* Fonts of these families (a list with commas, the first preferred), for text in a language such as "fi"; NULL on failure (memory). */
ajastin_fonts *ajastin_fonts_open(const char *families, const char *language);
void ajastin_fonts_close(ajastin_fonts *fonts);

/* The number of the face that the families have at a weight (400 is regular, 700 bold); -1 when there is no font at all.
   A number stays good for the life of the fonts. */
int32_t ajastin_main_face(ajastin_fonts *fonts, int32_t weight);
ajastin_face ajastin_face_facts(const ajastin_fonts *fonts, int32_t face);

/* The glyph of a character on its own; 0 when the face has none. */
uint32_t ajastin_nominal_glyph(const ajastin_fonts *fonts, int32_t face, uint32_t character);
/* In units of the face. */
int32_t ajastin_glyph_advance(const ajastin_fonts *fonts, int32_t face, uint32_t glyph);
/* The advance of the first of two characters when the second follows, in units of the face. False when the two are not set as their
   nominal glyphs side by side on the baseline. */
bool ajastin_pair_advance(ajastin_fonts *fonts, int32_t face, uint32_t first, uint32_t second, int32_t *advance);

/* Sets length bytes of UTF-8 at a weight in lines of at most width thousandths of an em (negative: one line), with every script, both
   directions and other fonts where the families lack a character. The glyphs, *count of them, stay until the next call; NULL when there
   are none. */
const ajastin_glyph *ajastin_set_text(
    ajastin_fonts *fonts, int32_t weight, const char *text, int32_t length, int32_t width, int32_t *count);

/* The face with count of its glyphs alone, as a font file (only the table 'CFF ' of faces without 'glyf'), to be freed; NULL on failure.
   Without keeps_numbers the new number of each glyph is put in its place. */
uint8_t *ajastin_subset(
    const ajastin_fonts *fonts, int32_t face, uint32_t *glyphs, int32_t count, bool keeps_numbers, size_t *length);

/* The pixels of a PNG, four bytes each in the order of the machine (alpha highest, colours multiplied by it), to be freed; NULL when it
   cannot be read. */
uint32_t *ajastin_png_pixels(const uint8_t *bytes, size_t length, int32_t *width, int32_t *height);

#endif
