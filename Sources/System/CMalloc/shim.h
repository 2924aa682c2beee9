// mallopt(3), which Swift's view of the C library leaves out.
#include <malloc.h>
