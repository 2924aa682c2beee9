#include "CEmbedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions" /* #embed */

static const uint8_t fi[] = {
#embed "../../../Locales/fi.po"
};
static const uint8_t en[] = {
#embed "../../../Locales/en.po"
};

const ajastin_file ajastin_locales[] = {{"fi.po", fi, sizeof fi}, {"en.po", en, sizeof en}, {0}};
