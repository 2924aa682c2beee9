#include "CStoreSetup.h"

#include <sqlite3.h>

void ajastin_forgo_memory_statistics(void) {
    // SQLITE_MISUSE once SQLite is in use: the statistics stay on then, which costs time and nothing else.
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
