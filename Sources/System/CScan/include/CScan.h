#ifndef AJASTIN_CSCAN_H
#define AJASTIN_CSCAN_H

#endif
