#include "fonts.h"

#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

static bool has_table(hb_face_t *face, hb_tag_t tag) {
    hb_blob_t *table = hb_face_reference_table(face, tag);
    bool is_there = hb_blob_get_length(table) > 0;
    hb_blob_destroy(table);
    return is_there;
}

/* Big-endian 16 bits of a table; fallback where it is too short. */
static int32_t read16(hb_face_t *face, hb_tag_t tag, unsigned offset, int32_t fallback) {
    hb_blob_t *table = hb_face_reference_table(face, tag);
    unsigned length = 0;
    const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(table, &length);
    int32_t value = offset + 2 <= length ? (int16_t)(bytes[offset] << 8 | bytes[offset + 1]) : fallback;
    hb_blob_destroy(table);
    return value;
}

static void read_name(hb_face_t *face, char *name, unsigned size) {
    unsigned length = size;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, name);
    char *end = name;
    for (char *from = name; *from; from++)
        if ((*from >= '0' && *from <= '9') || (*from >= 'A' && *from <= 'Z') || (*from >= 'a' && *from <= 'z') || *from == '-')
            *end++ = *from;
    *end = 0;
    if (end == name) strcpy(name, "Font");
}

ajastin_face ajastin_face_facts(const ajastin_fonts *fonts, int32_t number) {
    hb_face_t *face = fonts->faces[number].face;
    hb_font_t *font = fonts->faces[number].font;
    hb_tag_t head = HB_TAG('h', 'e', 'a', 'd'), os2 = HB_TAG('O', 'S', '/', '2');
    ajastin_face facts = {.units_per_em = (int32_t)hb_face_get_upem(face)};
    hb_font_extents_t extents = {0};
    hb_font_get_h_extents(font, &extents);
    facts.ascent = extents.ascender;
    facts.descent = extents.descender;
    hb_position_t height = 0;
    facts.cap_height = hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &height) && height > 0
        ? height : facts.units_per_em * 7 / 10;
    facts.x_height = hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_X_HEIGHT, &height) && height > 0
        ? height : facts.units_per_em / 2;
    facts.x_min = read16(face, head, 36, 0);
    facts.y_min = read16(face, head, 38, facts.descent);
    facts.x_max = read16(face, head, 40, facts.units_per_em);
    facts.y_max = read16(face, head, 42, facts.ascent);
    facts.italic_angle = hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE);
    facts.is_truetype = has_table(face, HB_TAG('g', 'l', 'y', 'f'));
    int32_t licence = read16(face, os2, 8, 0);
    bool is_restricted = (licence & 0x000E) == 0x0002 || (licence & 0x0200);
    facts.is_embeddable = (facts.is_truetype || has_table(face, HB_TAG('C', 'F', 'F', ' '))) && !is_restricted;
    read_name(face, facts.name, sizeof facts.name);
    return facts;
}

/* What a PDF needs of a font is its outlines and their places. */
static void drop_tables(hb_subset_input_t *input) {
    static const char *const dropped[] = {"GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "DSIG", "name", "OS/2", "post",
                                          "cmap", "gasp", "hdmx", "VDMX", "LTSH", "vhea", "vmtx", "VORG", "STAT", "meta", "FFTM"};
    hb_set_t *tags = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (unsigned i = 0; i < sizeof dropped / sizeof *dropped; i++) hb_set_add(tags, hb_tag_from_string(dropped[i], 4));
}

static void pin_axes(const ajastin_loaded_face *loaded, hb_subset_input_t *input) {
    unsigned count = 0;
    const float *coordinates = hb_font_get_var_coords_design(loaded->font, &count);
    unsigned axes = hb_ot_var_get_axis_count(loaded->face);
    for (unsigned i = 0; i < axes; i++) {
        hb_ot_var_axis_info_t info;
        unsigned one = 1;
        hb_ot_var_get_axis_infos(loaded->face, i, &one, &info);
        if (one == 1) hb_subset_input_pin_axis_location(input, loaded->face, info.tag, i < count ? coordinates[i] : info.default_value);
    }
}

static uint8_t *copy(hb_blob_t *blob, size_t *length) {
    unsigned count = 0;
    const char *bytes = hb_blob_get_data(blob, &count);
    uint8_t *result = count > 0 ? malloc(count) : NULL;
    if (result) memcpy(result, bytes, count);
    *length = count;
    hb_blob_destroy(blob);
    return result;
}

uint8_t *ajastin_subset(
    const ajastin_fonts *fonts, int32_t number, uint32_t *glyphs, int32_t count, bool keeps_numbers, size_t *length) {
    const ajastin_loaded_face *loaded = &fonts->faces[number];
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input) return NULL;
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    for (int32_t i = 0; i < count; i++) hb_set_add(wanted, glyphs[i]);
    unsigned flags = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE;
    if (keeps_numbers) flags |= HB_SUBSET_FLAGS_RETAIN_GIDS;
    hb_subset_input_set_flags(input, flags);
    drop_tables(input);
    pin_axes(loaded, input);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(loaded->face, input);
    hb_subset_input_destroy(input);
    if (!plan) return NULL;
    hb_face_t *cut = hb_subset_plan_execute_or_fail(plan);
    if (cut && !keeps_numbers) {
        const hb_map_t *numbers = hb_subset_plan_old_to_new_glyph_mapping(plan);
        for (int32_t i = 0; i < count; i++) glyphs[i] = hb_map_get(numbers, glyphs[i]);
    }
    hb_subset_plan_destroy(plan);
    if (!cut) return NULL;
    bool is_truetype = has_table(loaded->face, HB_TAG('g', 'l', 'y', 'f'));
    uint8_t *result = copy(
        is_truetype ? hb_face_reference_blob(cut) : hb_face_reference_table(cut, HB_TAG('C', 'F', 'F', ' ')), length);
    hb_face_destroy(cut);
    return result;
}
