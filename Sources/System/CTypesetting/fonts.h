#ifndef AJASTIN_FONTS_H
#define AJASTIN_FONTS_H

#include "CTypesetting.h"

#include <hb-ot.h>
#include <hb.h>
#include <pango/pango.h>

typedef struct {
    PangoFont *owner;
    hb_face_t *face;
    hb_font_t *font; /* at one unit of the face */
    bool has_variations;
} ajastin_loaded_face;

struct ajastin_fonts {
    PangoFontMap *map;
    PangoContext *context;
    PangoLayout *layout;
    PangoAttrList *attributes;
    char *families;
    hb_buffer_t *pair;
    ajastin_loaded_face *faces;
    int32_t face_count, face_capacity;
    ajastin_glyph *glyphs;
    int32_t glyph_count, glyph_capacity;
};

/* The number of the face of a font of Pango; -1 when memory is short. */
int32_t ajastin_face_number(ajastin_fonts *fonts, PangoFont *font);
/* To be freed with pango_font_description_free. */
PangoFontDescription *ajastin_description(const ajastin_fonts *fonts, int32_t weight);

#endif
