#include "CEmbedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions" /* #embed */

static const uint8_t ajastin[] = {
#embed "../../../fixtures/sample/ajastin.yaml"
};
static const uint8_t recipients[] = {
#embed "../../../fixtures/sample/recipients.yaml"
};
static const uint8_t modules_customers[] = {
#embed "../../../fixtures/sample/modules/customers.yaml"
};
static const uint8_t modules_purchases[] = {
#embed "../../../fixtures/sample/modules/purchases.yaml"
};
static const uint8_t segments_helsinkilaiset[] = {
#embed "../../../fixtures/sample/segments/helsinkilaiset.yaml"
};
static const uint8_t segments_kanta_asiakkaat[] = {
#embed "../../../fixtures/sample/segments/kanta-asiakkaat.yaml"
};
static const uint8_t segments_maksusuunnitelma[] = {
#embed "../../../fixtures/sample/segments/maksusuunnitelma.yaml"
};
static const uint8_t sources_customers[] = {
#embed "../../../fixtures/sample/sources/customers.yaml"
};
static const uint8_t sources_purchases[] = {
#embed "../../../fixtures/sample/sources/purchases.yaml"
};
static const uint8_t schedules_helsinkilaiset[] = {
#embed "../../../fixtures/sample/schedules/helsinkilaiset.yaml"
};
static const uint8_t schedules_viikkoraportti[] = {
#embed "../../../fixtures/sample/schedules/viikkoraportti.yaml"
};
static const uint8_t data_customers[] = {
#embed "../../../fixtures/sample/data/customers.csv"
};
static const uint8_t data_purchases[] = {
#embed "../../../fixtures/sample/data/purchases.csv"
};

const ajastin_file ajastin_sample[] = {
    {"ajastin.yaml", ajastin, sizeof ajastin},
    {"recipients.yaml", recipients, sizeof recipients},
    {"modules/customers.yaml", modules_customers, sizeof modules_customers},
    {"modules/purchases.yaml", modules_purchases, sizeof modules_purchases},
    {"segments/helsinkilaiset.yaml", segments_helsinkilaiset, sizeof segments_helsinkilaiset},
    {"segments/kanta-asiakkaat.yaml", segments_kanta_asiakkaat, sizeof segments_kanta_asiakkaat},
    {"segments/maksusuunnitelma.yaml", segments_maksusuunnitelma, sizeof segments_maksusuunnitelma},
    {"sources/customers.yaml", sources_customers, sizeof sources_customers},
    {"sources/purchases.yaml", sources_purchases, sizeof sources_purchases},
    {"schedules/helsinkilaiset.yaml", schedules_helsinkilaiset, sizeof schedules_helsinkilaiset},
    {"schedules/viikkoraportti.yaml", schedules_viikkoraportti, sizeof schedules_viikkoraportti},
    {"data/customers.csv", data_customers, sizeof data_customers},
    {"data/purchases.csv", data_purchases, sizeof data_purchases},
    {0},
};
