#ifndef AJASTIN_CSTORESETUP_H
#define AJASTIN_CSTORESETUP_H

/* Spares SQLite the counting of its memory, for which each allocation of any thread takes one lock. To be called before the first
   connection of the process is opened; does nothing later. Swift cannot call sqlite3_config, which takes any number of arguments. */
void ajastin_forgo_memory_statistics(void);

#endif
