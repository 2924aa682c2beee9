#ifndef AJASTIN_CSCAN_H
#define AJASTIN_CSCAN_H

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/// Which of the 64 bytes at `block` give a text its structure: bit i is set where byte i is `delimiter`, `quote`, LF or CR.
static inline uint64_t cscan_structure(const uint8_t *block, uint8_t delimiter, uint8_t quote) {
#if defined(__SSE2__)
    // Four compares for each 16 bytes keep up with memory; wider registers gain nothing here.
    const __m128i delimiters = _mm_set1_epi8((char)delimiter), quotes = _mm_set1_epi8((char)quote);
    const __m128i feeds = _mm_set1_epi8('\n'), returns = _mm_set1_epi8('\r');
    uint64_t mask = 0;
    for (int part = 0; part < 4; part++) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(block + 16 * part));
        const __m128i fields = _mm_or_si128(_mm_cmpeq_epi8(bytes, delimiters), _mm_cmpeq_epi8(bytes, quotes));
        const __m128i lines = _mm_or_si128(_mm_cmpeq_epi8(bytes, feeds), _mm_cmpeq_epi8(bytes, returns));
        mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(fields, lines)) << (16 * part);
    }
    return mask;
#elif defined(__aarch64__) && defined(__ARM_NEON)
    const uint8x16_t delimiters = vdupq_n_u8(delimiter), quotes = vdupq_n_u8(quote);
    const uint8x16_t feeds = vdupq_n_u8('\n'), returns = vdupq_n_u8('\r');
    const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits[4];
    for (int part = 0; part < 4; part++) {
        const uint8x16_t bytes = vld1q_u8(block + 16 * part);
        const uint8x16_t fields = vorrq_u8(vceqq_u8(bytes, delimiters), vceqq_u8(bytes, quotes));
        const uint8x16_t lines = vorrq_u8(vceqq_u8(bytes, feeds), vceqq_u8(bytes, returns));
        bits[part] = vandq_u8(vorrq_u8(fields, lines), weights);
    }
    // Adding neighbours thrice packs each eight weighted bytes into one.
    const uint8x16_t packed = vpaddq_u8(vpaddq_u8(bits[0], bits[1]), vpaddq_u8(bits[2], bits[3]));
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(packed, packed)), 0);
#else
    uint64_t mask = 0;
    for (int i = 0; i < 64; i++) {
        const uint8_t byte = block[i];
        mask |= (uint64_t)(byte == delimiter || byte == quote || byte == '\n' || byte == '\r') << i;
    }
    return mask;
#endif
}

#endif
