#include "CTypesetting.h"

#include <cairo.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint8_t *bytes;
    size_t length;
} source;

static cairo_status_t read_some(void *closure, unsigned char *target, unsigned count) {
    source *rest = closure;
    if (rest->length < count) return CAIRO_STATUS_READ_ERROR;
    memcpy(target, rest->bytes, count);
    rest->bytes += count;
    rest->length -= count;
    return CAIRO_STATUS_SUCCESS;
}

uint32_t *ajastin_png_pixels(const uint8_t *bytes, size_t length, int32_t *width, int32_t *height) {
    source rest = {bytes, length};
    cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_some, &rest);
    uint32_t *pixels = NULL;
    cairo_format_t format = cairo_image_surface_get_format(image);
    if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS && (format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24)) {
        *width = cairo_image_surface_get_width(image);
        *height = cairo_image_surface_get_height(image);
        size_t row = (size_t)*width * 4;
        pixels = malloc(row * (size_t)*height);
        for (int32_t y = 0; pixels && y < *height; y++) {
            const uint32_t *from = (const uint32_t *)(cairo_image_surface_get_data(image) + y * cairo_image_surface_get_stride(image));
            for (int32_t x = 0; x < *width; x++)
                pixels[(size_t)y * *width + x] = format == CAIRO_FORMAT_RGB24 ? from[x] | 0xFF000000u : from[x];
        }
    }
    cairo_surface_destroy(image);
    return pixels;
}
