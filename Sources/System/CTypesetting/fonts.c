#include "fonts.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <stdlib.h>
#include <string.h>

static void use_true_outlines(FcPattern *pattern, gpointer data) {
    (void)data;
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
}

ajastin_fonts *ajastin_fonts_open(const char *families, const char *language) {
    ajastin_fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) return NULL;
    fonts->families = strdup(families);
    fonts->map = pango_ft2_font_map_new();
    pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(fonts->map), use_true_outlines, NULL, NULL);
    fonts->context = pango_font_map_create_context(fonts->map);
    pango_context_set_round_glyph_positions(fonts->context, FALSE);
    pango_context_set_language(fonts->context, pango_language_from_string(language));
    fonts->layout = pango_layout_new(fonts->context);
    pango_layout_set_wrap(fonts->layout, PANGO_WRAP_WORD_CHAR);
    /* A list is read letter by letter: no ligatures where the script does not ask for them. */
    fonts->attributes = pango_attr_list_new();
    pango_attr_list_insert(fonts->attributes, pango_attr_font_features_new("liga=0, clig=0"));
    pango_layout_set_attributes(fonts->layout, fonts->attributes);
    fonts->pair = hb_buffer_create();
    if (fonts->families && hb_buffer_allocation_successful(fonts->pair)) return fonts;
    ajastin_fonts_close(fonts);
    return NULL;
}

void ajastin_fonts_close(ajastin_fonts *fonts) {
    if (!fonts) return;
    for (int32_t i = 0; i < fonts->face_count; i++) {
        hb_font_destroy(fonts->faces[i].font);
        hb_face_destroy(fonts->faces[i].face);
        g_object_unref(fonts->faces[i].owner);
    }
    hb_buffer_destroy(fonts->pair);
    pango_attr_list_unref(fonts->attributes);
    g_object_unref(fonts->layout);
    g_object_unref(fonts->context);
    g_object_unref(fonts->map);
    free(fonts->families);
    free(fonts->faces);
    free(fonts->glyphs);
    free(fonts);
}

PangoFontDescription *ajastin_description(const ajastin_fonts *fonts, int32_t weight) {
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family(description, fonts->families);
    pango_font_description_set_weight(description, (PangoWeight)weight);
    pango_font_description_set_absolute_size(description, 1000.0 * PANGO_SCALE);
    return description;
}

int32_t ajastin_main_face(ajastin_fonts *fonts, int32_t weight) {
    PangoFontDescription *description = ajastin_description(fonts, weight);
    PangoFont *font = pango_font_map_load_font(fonts->map, fonts->context, description);
    pango_font_description_free(description);
    if (!font) return -1;
    int32_t face = ajastin_face_number(fonts, font);
    g_object_unref(font);
    return face;
}

int32_t ajastin_face_number(ajastin_fonts *fonts, PangoFont *font) {
    for (int32_t i = 0; i < fonts->face_count; i++)
        if (fonts->faces[i].owner == font) return i;
    hb_font_t *scaled = pango_font_get_hb_font(font);
    if (!scaled) return -1;
    hb_face_t *face = hb_font_get_face(scaled);
    unsigned axes = 0;
    const int *coordinates = hb_font_get_var_coords_normalized(scaled, &axes);
    for (int32_t i = 0; i < fonts->face_count && axes == 0; i++)
        if (fonts->faces[i].face == face && !fonts->faces[i].has_variations) return i;
    if (fonts->face_count == fonts->face_capacity) {
        int32_t capacity = fonts->face_capacity ? 2 * fonts->face_capacity : 8;
        ajastin_loaded_face *grown = realloc(fonts->faces, (size_t)capacity * sizeof *grown);
        if (!grown) return -1;
        fonts->faces = grown;
        fonts->face_capacity = capacity;
    }
    ajastin_loaded_face *loaded = &fonts->faces[fonts->face_count];
    loaded->owner = g_object_ref(font);
    loaded->face = hb_face_reference(face);
    loaded->font = hb_font_create(face);
    loaded->has_variations = axes > 0;
    if (axes > 0) hb_font_set_var_coords_normalized(loaded->font, coordinates, axes);
    return fonts->face_count++;
}

uint32_t ajastin_nominal_glyph(const ajastin_fonts *fonts, int32_t face, uint32_t character) {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(fonts->faces[face].font, character, &glyph) ? glyph : 0;
}

int32_t ajastin_glyph_advance(const ajastin_fonts *fonts, int32_t face, uint32_t glyph) {
    return hb_font_get_glyph_h_advance(fonts->faces[face].font, glyph);
}

bool ajastin_pair_advance(ajastin_fonts *fonts, int32_t face, uint32_t first, uint32_t second, int32_t *advance) {
    static const hb_feature_t features[] = {
        {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    };
    hb_font_t *font = fonts->faces[face].font;
    uint32_t characters[] = {first, second};
    hb_buffer_clear_contents(fonts->pair);
    hb_buffer_add_codepoints(fonts->pair, characters, 2, 0, 2);
    hb_buffer_guess_segment_properties(fonts->pair);
    hb_shape(font, fonts->pair, features, 2);
    unsigned count = 0;
    hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(fonts->pair, &count);
    hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(fonts->pair, &count);
    if (count != 2) return false;
    *advance = positions[0].x_advance;
    return infos[0].codepoint == ajastin_nominal_glyph(fonts, face, first)
        && infos[1].codepoint == ajastin_nominal_glyph(fonts, face, second)
        && positions[1].x_advance == hb_font_get_glyph_h_advance(font, infos[1].codepoint) && positions[0].x_offset == 0
        && positions[0].y_offset == 0 && positions[1].x_offset == 0 && positions[1].y_offset == 0;
}
