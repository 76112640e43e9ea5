/* The floor of a rendered document: it writes an equal one with libxml2's writer, from ready-made parts.

   xml_floor FILE TIMES            prints the milliseconds of processor time for each document, and its bytes
   xml_floor FILE write COPY       writes one into a file, to be compared

   What the document holds is read beforehand and laid out as one list of what to write; nothing is looked up or
   formatted while the time is taken, and what is written goes nowhere. */
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum kind { BEGIN, ATTRIBUTE, TEXT, LEAF, END };

struct part {
    enum kind kind;
    const xmlChar *name, *value;
};

static struct part *parts;
static size_t count, room;
static size_t written;

static void fail(const char *what) {
    fprintf(stderr, "xml_floor: %s\n", what);
    exit(1);
}

static void add(enum kind kind, const xmlChar *name, const xmlChar *value) {
    if (count == room) {
        room = room ? room * 2 : 1024;
        parts = realloc(parts, room * sizeof *parts);
        if (!parts) fail("out of memory");
    }
    parts[count++] = (struct part){kind, name, value};
}

/* An element with nothing but text is one call of the writer, as whoever wrote such a program by hand would make it. */
static void lay_out(xmlNode *node) {
    xmlNode *only = node->children;
    if (!node->properties && !node->nsDef && only && !only->next && only->type == XML_TEXT_NODE) {
        add(LEAF, node->name, only->content);
        return;
    }
    add(BEGIN, node->name, NULL);
    if (node->nsDef) add(ATTRIBUTE, BAD_CAST "xmlns", node->nsDef->href);
    for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        add(ATTRIBUTE, attribute->name, attribute->children ? attribute->children->content : BAD_CAST "");
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE)
            add(TEXT, NULL, child->content);
        else
            lay_out(child);
    }
    add(END, NULL, NULL);
}

static int forget(void *context, const char *bytes, int length) {
    (void)context;
    (void)bytes;
    written += (size_t)length;
    return length;
}

static void render(xmlTextWriter *writer) {
    xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL);
    for (const struct part *part = parts; part < parts + count; part++) {
        switch (part->kind) {
        case BEGIN: xmlTextWriterStartElement(writer, part->name); break;
        case ATTRIBUTE: xmlTextWriterWriteAttribute(writer, part->name, part->value); break;
        case TEXT: xmlTextWriterWriteString(writer, part->value); break;
        case LEAF: xmlTextWriterWriteElement(writer, part->name, part->value); break;
        case END: xmlTextWriterEndElement(writer); break;
        }
    }
    xmlTextWriterEndDocument(writer);
}

static double milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
    if (argc < 3) fail("usage: xml_floor FILE TIMES | FILE write COPY");
    xmlDoc *document = xmlReadFile(argv[1], NULL, XML_PARSE_HUGE | XML_PARSE_NONET);
    if (!document) fail("the document cannot be read");
    lay_out(xmlDocGetRootElement(document));
    if (!strcmp(argv[2], "write")) {
        if (argc < 4) fail("no file to write");
        xmlTextWriter *writer = xmlNewTextWriterFilename(argv[3], 0);
        if (!writer) fail("the copy cannot be written");
        render(writer);
        xmlFreeTextWriter(writer);
        return 0;
    }
    int times = atoi(argv[2]);
    if (times < 1) fail("how many times?");
    double begun = 0;
    for (int i = -1; i < times; i++) { /* The first is not counted. */
        if (i == 0) begun = milliseconds();
        written = 0;
        xmlTextWriter *writer = xmlNewTextWriter(xmlOutputBufferCreateIO(forget, NULL, NULL, NULL));
        if (!writer) fail("no writer");
        render(writer);
        xmlFreeTextWriter(writer);
    }
    printf("%f %zu\n", (milliseconds() - begun) / times, written);
    return 0;
}
