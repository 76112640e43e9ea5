/* What report_floor.c writes with: libxml2's writer and SQLite in short, times, and the links of a session. */
#include <libxml/xmlwriter.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;
static xmlTextWriter *writer;
static const char *base, *custom_code, *custom_name;
static uint64_t seed;

static void fail(const char *what) {
    fprintf(stderr, "report_floor: %s: %s\n", what, database ? sqlite3_errmsg(database) : "");
    exit(1);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) fail(sql);
    return statement;
}

static int step(sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail("step");
    return code == SQLITE_ROW;
}

/* The writer in short. Empty text gives an empty element, as the appliance has it. */
static void begin(const char *name) { xmlTextWriterStartElement(writer, BAD_CAST name); }
static void end(void) { xmlTextWriterEndElement(writer); }
static void text(const char *value) {
    if (*value) xmlTextWriterWriteString(writer, BAD_CAST value);
}
static void attribute(const char *name, const char *value) {
    xmlTextWriterWriteAttribute(writer, BAD_CAST name, BAD_CAST value);
}
static void element(const char *name, const char *value) {
    if (*value) {
        xmlTextWriterWriteElement(writer, BAD_CAST name, BAD_CAST value);
    } else {
        begin(name);
        end();
    }
}

static const char *digits(int64_t number) {
    static char room[24];
    char *place = room + sizeof room - 1;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    *place = 0;
    do *--place = (char)('0' + rest % 10); while (rest /= 10);
    if (number < 0) *--place = '-';
    return place;
}
static void number_attribute(const char *name, int64_t number) { attribute(name, digits(number)); }
static void number_element(const char *name, int64_t number) { element(name, digits(number)); }

static const char *column(sqlite3_stmt *row, int place) {
    const char *value = (const char *)sqlite3_column_text(row, place);
    return value ? value : "";
}
static int64_t number(sqlite3_stmt *row, int place) { return sqlite3_column_int64(row, place); }
static int is_null(sqlite3_stmt *row, int place) { return sqlite3_column_type(row, place) == SQLITE_NULL; }

/* The links, whose hash is that of the appliance's seed, of what they open and of the session. */
static char hash[41];

static uint64_t rotate(uint64_t value, int count) { return value << count | value >> (64 - count); }

static void make_hash(const char *word, int instance, const char *lsid) {
    char number[16] = "";
    if (instance >= 0) snprintf(number, sizeof number, "%d/", instance);
    const char *const parts[] = {"download/sd/", word, "/", number, lsid};
    uint64_t mix = 0xcbf29ce484222325u, state[4];
    for (int i = 0; i < 5; i++)
        for (const char *byte = parts[i]; *byte; byte++) mix = (mix ^ (unsigned char)*byte) * 0x00000100000001b3u;
    mix ^= seed;
    for (int i = 0; i < 4; i++) {
        uint64_t z = mix += 0x9e3779b97f4a7c15u;
        z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
        z = (z ^ z >> 27) * 0x94d049bb133111ebu;
        state[i] = z ^ z >> 31;
    }
    for (int count = 0; count < 40;) {
        uint64_t word = rotate(state[1] * 5, 7) * 9, shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = rotate(state[3], 45);
        for (int i = 0; i < 16 && count < 40; i++, word <<= 4) hash[count++] = "0123456789abcdef"[word >> 60];
    }
}

static const char *link_to(const char *lsid, const char *word, int instance, int view) {
    static char room[512];
    char which[24] = "";
    make_hash(word, instance, lsid);
    if (instance >= 0) snprintf(which, sizeof which, "%%3Bi%%3D%d", instance);
    snprintf(room, sizeof room, "%s/session_download?lsid=l%%3D%s%%3Bh%%3D%s%%3Bt%%3Dsd%%3Bm%%3D%s%s&dl_action=%s%s", base,
             lsid, hash, word, which, word, view ? "&view=1" : "");
    return room;
}

static void time_element(const char *name, int64_t milliseconds) {
    time_t seconds = milliseconds / 1000;
    struct tm parts;
    char room[80];
    gmtime_r(&seconds, &parts);
    snprintf(room, sizeof room, "%04d-%02d-%02dT%02d:%02d:%02d+00:00", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
             parts.tm_hour, parts.tm_min, parts.tm_sec);
    begin(name);
    number_attribute("timestamp", seconds);
    text(room);
    end();
}
