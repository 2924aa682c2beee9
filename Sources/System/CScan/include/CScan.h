#ifndef AJASTIN_CSCAN_H
#define AJASTIN_CSCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Clang's vectors (https://clang.llvm.org/docs/LanguageExtensions.html#vectors-and-extended-vectors), which become the registers of
   whatever processor this is built for. */
typedef uint8_t cscan_block __attribute__((ext_vector_type(64)));
typedef _Bool cscan_flags __attribute__((ext_vector_type(64)));

/// The flags of 64 bytes as the bits of an integer, the first byte's lowest.
#define CSCAN_BITS(flags) __builtin_bit_cast(uint64_t, __builtin_convertvector((flags), cscan_flags))

/// Which of the 64 bytes at `bytes` give a text its structure: bit i is set where byte i is `delimiter`, `quote`, LF or CR.
static inline uint64_t cscan_structure(const uint8_t *bytes, uint8_t delimiter, uint8_t quote) {
    cscan_block block;
    memcpy(&block, bytes, sizeof block);
    return CSCAN_BITS((block == delimiter) | (block == quote) | (block == '\n') | (block == '\r'));
}

/// How many of the bytes from `bytes` on are whole characters of UTF-8; looks at 64 at a time, and ends before those that have to be looked at
/// one by one.
///
/// Knows the characters of one and two bytes and most of those of three; not those whose first byte bounds the second one (E0, ED, and the
/// four bytes from F0 on; RFC 3629, section 4).
static inline size_t cscan_utf8(const uint8_t *bytes, size_t count) {
    size_t place = 0;
    // Which of the next bytes have to be later ones of a character that has begun already.
    uint64_t awaited = 0;
    for (; count - place >= 64; place += 64) {
        cscan_block block;
        memcpy(&block, bytes + place, sizeof block);
        const uint64_t high = CSCAN_BITS(block >= 0x80), later = CSCAN_BITS(block < 0xC0) & high;
        // Texts that need more than two bytes for a letter are rarer than lines without any letter that needs two: only they are worth a branch.
        if (CSCAN_BITS((block >= 0xE0) | ((block & 0xFE) == 0xC0)) == 0) {
            const uint64_t first = high & ~later;
            if (later != (first << 1 | awaited)) break;
            awaited = first >> 63;
        } else {
            const uint64_t three = CSCAN_BITS((block >= 0xE1) & (block <= 0xEF) & (block != 0xED));
            const uint64_t first = CSCAN_BITS((block >= 0xC2) & (block <= 0xDF)) | three;
            if ((later | first) != high || later != (first << 1 | three << 2 | awaited)) break;
            awaited = first >> 63 | three >> 62;
        }
    }
    if (awaited) place -= bytes[place - 1] >= 0xC0 ? 1 : 2;
    return place;
}

/// Which of the 64 bytes at `bytes` are not ASCII.
static inline uint64_t cscan_high(const uint8_t *bytes) {
    cscan_block block;
    memcpy(&block, bytes, sizeof block);
    return CSCAN_BITS(block >= 0x80);
}

/// What 64 bytes are to an address of e-mail: a bit for each byte.
struct cscan_address {
    uint64_t at, dots, hyphens;
    /// Letters and digits, and everything outside ASCII.
    uint64_t letters;
};

/// What the 64 bytes at `bytes` are to an address of e-mail.
static inline struct cscan_address cscan_address(const uint8_t *bytes) {
    cscan_block block;
    memcpy(&block, bytes, sizeof block);
    const cscan_block first = (block | 0x20) - 'a', digit = block - '0';
    return (struct cscan_address){
        .at = CSCAN_BITS(block == '@'),
        .dots = CSCAN_BITS(block == '.'),
        .hyphens = CSCAN_BITS(block == '-'),
        .letters = CSCAN_BITS((block >= 0x80) | (first < 26) | (digit < 10)),
    };
}

#endif
