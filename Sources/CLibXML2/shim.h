#ifndef MOCK_APPLIANCE_CLIBXML2_H
#define MOCK_APPLIANCE_CLIBXML2_H
/* libxml2's headers may bring in the system's ICU, whose types clash with those of Foundation's own copy.
   We convert no encodings: what depends on ICU is left out. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#endif
