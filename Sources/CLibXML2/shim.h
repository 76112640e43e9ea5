#ifndef MOCK_APPLIANCE_CLIBXML2_H
#define MOCK_APPLIANCE_CLIBXML2_H
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#endif
