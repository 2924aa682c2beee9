// Debian's libxml2 shows types of the system's ICU, which Foundation has others of by the same names; only one struct, which we do not
// look into, depends on them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>
#include <libxml/xmlerror.h>
