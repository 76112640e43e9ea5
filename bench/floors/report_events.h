/* The events of report_floor.c. */
#include "report_writer.h"

/* An event's fields: a byte for the type, the name, the value, both with their length before them. */
struct field {
    int type;
    const unsigned char *name, *value;
    size_t name_length, length;
};

static size_t length_at(const unsigned char **place) {
    size_t length = 0;
    for (int shift = 0;; shift += 7) {
        unsigned char byte = *(*place)++;
        length |= (size_t)(byte & 0x7f) << shift;
        if (byte < 0x80) return length;
    }
}

static int next_field(const unsigned char **place, const unsigned char *last, struct field *field) {
    if (*place >= last) return 0;
    field->type = *(*place)++;
    field->name_length = length_at(place);
    field->name = *place;
    *place += field->name_length;
    field->length = length_at(place);
    field->value = *place;
    *place += field->length;
    return 1;
}

/* A copy with a NUL behind it, which libxml2 wants. */
static const char *copy(char *room, size_t size, const unsigned char *bytes, size_t length) {
    if (length >= size) fail("a value is too long");
    memcpy(room, bytes, length);
    room[length] = 0;
    return room;
}

static void value(const char *name, const char *text) {
    begin("value");
    attribute("name", name);
    attribute("value", text);
    end();
}

static int is(const struct field *field, const char *name) {
    return strlen(name) == field->name_length && !memcmp(field->name, name, field->name_length);
}

/* A list of texts, each with a semicolon before it. */
static const char *list(char *room, size_t size, const struct field *field) {
    const unsigned char *place = field->value, *last = place + field->length;
    size_t used = 0;
    while (place < last) {
        size_t length = length_at(&place);
        if (used + length + 2 > size) fail("a list is too long");
        room[used++] = ';';
        memcpy(room + used, place, length);
        used += length;
        place += length;
    }
    room[used] = 0;
    return room;
}

enum content { NOTHING, BODY, OWNER, FIELDS };
static const struct kind {
    const char *word, *type;
    enum content content;
    const char *names[4]; /* What the record calls a value, and what clients do. */
} kinds[] = {
    {"session_start", "Session Start", NOTHING, {0}},
    {"session_end", "Session End", NOTHING, {0}},
    {"conference_owner_changed", "Conference Owner Changed", OWNER, {0}},
    {"conference_member_added", "Conference Member Added", FIELDS, {0}},
    {"conference_member_departed", "Conference Member Departed", NOTHING, {0}},
    {"external_key", "External Key", BODY, {0}},
    {"chat_message", "Chat Message", BODY, {0}},
    {"session_foreground_window_changed", "Session Foreground Window Changed", FIELDS,
     {"exe_name", "exeName", "window_name", "windowName"}},
    {"file_upload", "File Upload", FIELDS, {"name", "filename", "size", "filesize"}},
    {"command_shell_session_started", "Command Shell Session Started", FIELDS, {0}},
    {"special_action_executed", "Special Action Executed", FIELDS, {0}},
    {"session_note_added", "Session Note Added", FIELDS, {0}},
};

static const struct kind *kind_of(const char *word) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kinds[i].word, word)) return &kinds[i];
    fail(word);
    return NULL;
}

static void party(const char *name, sqlite3_stmt *row, int place) {
    begin(name);
    attribute("type", column(row, place));
    number_attribute("gsnumber", number(row, place + 1));
    text(column(row, place + 2));
    end();
}

static void fields(const struct kind *kind, const char *lsid, sqlite3_stmt *row) {
    const unsigned char *first = sqlite3_column_blob(row, 2), *place = first;
    const unsigned char *last = first + sqlite3_column_bytes(row, 2);
    char room[8192], name[128];
    struct field field;
    int is_file = !strcmp(kind->word, "file_upload"), is_note = !strcmp(kind->word, "session_note_added");
    int is_shell = !strcmp(kind->word, "command_shell_session_started"), has_begun = 0, instance = 0;
    if (is_file || is_note) {
        while (next_field(&place, last, &field)) {
            copy(room, sizeof room, field.value, field.length);
            if (is_note && is(&field, "body")) element("body", room);
            if (is_file && is(&field, "name")) element("filename", room);
            if (is_file && is(&field, "size")) element("filesize", room);
        }
        place = first;
    }
    while (next_field(&place, last, &field)) {
        if (is_note && is(&field, "body")) continue;
        if (!has_begun) begin("data");
        has_begun = 1;
        const char *shown = copy(name, sizeof name, field.name, field.name_length);
        for (int i = 0; i < 4 && kind->names[i]; i += 2)
            if (is(&field, kind->names[i])) shown = kind->names[i + 1];
        if (field.type == 'L') {
            value(shown, list(room, sizeof room, &field));
        } else if (field.type == 'T' || field.type == 'I') {
            value(shown, copy(room, sizeof room, field.value, field.length));
            if (is_shell && is(&field, "instance")) instance = atoi(room);
        } else {
            fail("a type of value");
        }
    }
    if (is_shell) {
        value("download_url", link_to(lsid, "command_shell", instance, 0));
        value("view_url", link_to(lsid, "command_shell", instance, 1));
    }
    if (has_begun) end();
}

static void events(sqlite3_stmt *row, const char *lsid, int64_t session) {
    begin("session_details");
    sqlite3_bind_int64(row, 1, session);
    while (step(row)) {
        const struct kind *kind = kind_of(column(row, 1));
        begin("event");
        number_attribute("timestamp", number(row, 0) / 1000);
        attribute("event_type", kind->type);
        party("performed_by", row, 3);
        if (!is_null(row, 6)) party("destination", row, 6);
        if (kind->content == BODY) {
            element("body", column(row, 2));
        } else if (kind->content == OWNER) {
            begin("data");
            value("owner", column(row, 2));
            end();
        } else if (kind->content == FIELDS) {
            fields(kind, lsid, row);
        }
        end();
    }
    sqlite3_reset(row);
    end();
}
