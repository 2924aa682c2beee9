#include "fonts.h"

#include <stdlib.h>

static bool add_glyph(ajastin_fonts *fonts, ajastin_glyph glyph) {
    if (fonts->glyph_count == fonts->glyph_capacity) {
        int32_t capacity = fonts->glyph_capacity ? 2 * fonts->glyph_capacity : 256;
        ajastin_glyph *grown = realloc(fonts->glyphs, (size_t)capacity * sizeof *grown);
        if (!grown) return false;
        fonts->glyphs = grown;
        fonts->glyph_capacity = capacity;
    }
    fonts->glyphs[fonts->glyph_count++] = glyph;
    return true;
}

static void add_run(ajastin_fonts *fonts, PangoGlyphItem *run, int32_t line) {
    const PangoItem *item = run->item;
    const PangoGlyphString *glyphs = run->glyphs;
    bool is_right_to_left = item->analysis.level % 2 == 1;
    int32_t face = ajastin_face_number(fonts, item->analysis.font);
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        int start = glyphs->log_clusters[i], end = item->length;
        /* The cluster ends where, in reading order, the next one starts. */
        if (is_right_to_left) {
            for (int j = i - 1; j >= 0; j--)
                if (glyphs->log_clusters[j] != start) {
                    end = glyphs->log_clusters[j];
                    break;
                }
        } else {
            for (int j = i + 1; j < glyphs->num_glyphs; j++)
                if (glyphs->log_clusters[j] != start) {
                    end = glyphs->log_clusters[j];
                    break;
                }
        }
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        ajastin_glyph glyph = {
            .face = info->glyph & PANGO_GLYPH_UNKNOWN_FLAG ? -1 : face,
            .glyph = info->glyph == PANGO_GLYPH_EMPTY ? UINT32_MAX : info->glyph,
            .start = item->offset + start,
            .end = item->offset + end,
            .advance = info->geometry.width,
            .x_offset = info->geometry.x_offset,
            .y_offset = -info->geometry.y_offset,
            .line = line,
            .is_cluster_start = i == 0 || glyphs->log_clusters[i - 1] != start,
            .is_right_to_left = is_right_to_left,
        };
        if (!add_glyph(fonts, glyph)) return;
    }
}

const ajastin_glyph *ajastin_set_text(
    ajastin_fonts *fonts, int32_t weight, const char *text, int32_t length, int32_t width, int32_t *count) {
    PangoFontDescription *description = ajastin_description(fonts, weight);
    pango_layout_set_font_description(fonts->layout, description);
    pango_font_description_free(description);
    pango_layout_set_single_paragraph_mode(fonts->layout, width < 0);
    pango_layout_set_width(fonts->layout, width < 0 ? -1 : width * PANGO_SCALE);
    pango_layout_set_text(fonts->layout, text, length);
    fonts->glyph_count = 0;
    PangoLayoutIter *place = pango_layout_get_iter(fonts->layout);
    int32_t line = 0;
    do {
        PangoLayoutRun *run = pango_layout_iter_get_run_readonly(place);
        if (run) add_run(fonts, run, line);
        else line++; /* the end of a line */
    } while (pango_layout_iter_next_run(place));
    pango_layout_iter_free(place);
    *count = fonts->glyph_count;
    return fonts->glyphs;
}
