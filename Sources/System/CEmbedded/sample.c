#include "CEmbedded.h"

const ajastin_file ajastin_sample[] = {{0}};
