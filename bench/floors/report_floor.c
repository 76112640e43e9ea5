/* The floor of SupportSession: reads the sessions of a window from the appliance's database and writes the document that
   the appliance answers with libxml2's writer, into memory.

   report_floor DATABASE FROM TO BASE SEED NAMESPACE CODE NAME     prints seconds, seconds of processor time and bytes
   report_floor DATABASE FROM TO BASE SEED NAMESPACE CODE NAME FILE       writes the document into a file as well

   FROM and TO are milliseconds. BASE and SEED make the links. CODE and NAME are a custom field and what it is called.
   Statements are compiled once, rows are read in the order of the index, and nothing is kept but the document. It knows
   the kinds of events that the bench's history has, and ends with an error at any other. */
#include "report_events.h"

static void links(sqlite3_stmt *row, const char *lsid) {
    element("session_chat_view_url", link_to(lsid, "chat", -1, 1));
    element("session_chat_download_url", link_to(lsid, "chat", -1, 0));
    int recorded = (int)number(row, 24);
    if (recorded & 1) element("session_recording_view_url", link_to(lsid, "recording", -1, 1));
    if (recorded & 1 && number(row, 25)) element("session_recording_download_url", link_to(lsid, "recording", -1, 0));
    int shown = recorded & 2 ? (int)number(row, 26) : 0, shells = recorded & 4 ? (int)number(row, 27) : 0;
    if (shown) fail("Show My Screen");
    if (!shells) return;
    begin("command_shell_recordings");
    for (int instance = 0; instance < shells; instance++) {
        begin("command_shell_recording");
        number_attribute("instance", instance);
        element("download_url", link_to(lsid, "command_shell", instance, 0));
        element("view_url", link_to(lsid, "command_shell", instance, 1));
        end();
    }
    end();
}

static void attributes(sqlite3_stmt *row, int64_t session) {
    int has_begun = 0;
    sqlite3_bind_int64(row, 1, session);
    /* The external key is the first of a session's attributes. */
    if (!step(row) || strcmp(column(row, 0), "external_key")) fail("no external key");
    element("external_key", column(row, 1));
    while (step(row)) {
        if (!has_begun) begin("custom_attributes");
        has_begun = 1;
        begin("custom_attribute");
        const char *code = column(row, 0);
        attribute("display_name", strcmp(code, custom_code) ? code : custom_name);
        attribute("code_name", code);
        text(column(row, 1));
        end();
    }
    if (has_begun) end();
    sqlite3_reset(row);
}

static void customer(sqlite3_stmt *row) {
    static const char *const names[] = {"username", "public_ip", "private_ip", "hostname", "os"};
    static const char *const told[] = {"name", "company", "company_code", "issue", "details"};
    static const int places[] = {16, 17, 18, 20, 19};
    begin("customer_list");
    begin("customer");
    number_attribute("gsnumber", number(row, 10));
    for (int i = 0; i < 5; i++) element(names[i], column(row, 11 + i));
    element("primary_cust", "1");
    begin("info");
    for (int i = 0; i < 5; i++) element(told[i], column(row, places[i]));
    end();
    end();
    end();
}

static void primary_representative(sqlite3_stmt *row, int64_t session) {
    sqlite3_bind_int64(row, 1, session);
    if (step(row)) {
        begin("primary_rep");
        number_attribute("gsnumber", number(row, 0));
        number_attribute("id", number(row, 1));
        text(column(row, 2));
        end();
    }
    sqlite3_reset(row);
}

static void representatives(sqlite3_stmt *row, int64_t session) {
    static const char *const names[] = {"username", "display_name", "public_display_name", "private_display_name"};
    static const int places[] = {2, 4, 3, 4};
    static const char *const more[] = {"public_ip", "private_ip", "hostname", "os"};
    begin("rep_list");
    sqlite3_bind_int64(row, 1, session);
    while (step(row)) {
        begin("representative");
        number_attribute("gsnumber", number(row, 0));
        number_attribute("id", number(row, 1));
        for (int i = 0; i < 4; i++) element(names[i], column(row, places[i]));
        number_element("display_number", number(row, 5));
        for (int i = 0; i < 4; i++) element(more[i], column(row, 6 + i));
        number_element("session_owner", number(row, 10));
        number_element("primary_rep", number(row, 11));
        number_element("seconds_involved", number(row, 12));
        end();
    }
    sqlite3_reset(row);
    end();
}

static void team(sqlite3_stmt *row, const char *name, int is_last) {
    begin(name);
    number_attribute("id", number(row, 0));
    if (is_last >= 0) number_attribute("primary_team", is_last);
    text(column(row, 1));
    end();
}

/* The teams with the last one first, as the primary one is to be written before the list. */
static void primary_team(sqlite3_stmt *row, int64_t session) {
    sqlite3_bind_int64(row, 1, session);
    if (step(row)) team(row, "primary_team", -1);
    sqlite3_reset(row);
}

static void teams(sqlite3_stmt *row, int64_t session) {
    begin("team_list");
    sqlite3_bind_int64(row, 1, session);
    while (step(row)) team(row, "team", (int)number(row, 2));
    sqlite3_reset(row);
    end();
}

static void sessions(int64_t from, int64_t to) {
    sqlite3_stmt *row = prepare(
        "SELECT id, lsid, lseq, started, ended, site, site_name, jumpoint, jumpoint_name, owner, customer_gsnumber,"
        " customer_username, customer_public_ip, customer_private_ip, customer_hostname, customer_operating_system,"
        " customer_name, customer_company, customer_company_code, customer_details, customer_issue, file_transfer_count,"
        " file_move_count, file_delete_count, recorded, screen_shared, show_my_screens, command_shells"
        " FROM session INDEXED BY session_by_start WHERE started >= ? AND started < ? ORDER BY started, lseq");
    sqlite3_stmt *attribute_rows = prepare("SELECT code_name, value FROM session_attribute WHERE session = ? ORDER BY place");
    sqlite3_stmt *owner_row = prepare(
        "SELECT gsnumber, representative, public_display_name FROM session_representative"
        " WHERE session = ? AND is_primary = 1 ORDER BY place DESC LIMIT 1");
    sqlite3_stmt *representative_rows = prepare(
        "SELECT gsnumber, representative, username, public_display_name, private_display_name, display_number, public_ip,"
        " private_ip, hostname, operating_system, is_owner, is_primary, seconds_involved"
        " FROM session_representative WHERE session = ? ORDER BY place");
    sqlite3_stmt *team_row = prepare("SELECT team, name FROM session_team WHERE session = ? ORDER BY place DESC LIMIT 1");
    sqlite3_stmt *team_rows = prepare(
        "SELECT team, name, place = (SELECT max(place) FROM session_team WHERE session = ?1) FROM session_team"
        " WHERE session = ?1 ORDER BY place");
    sqlite3_stmt *event_rows = prepare(
        "SELECT time, kind, body, performer_type, performer_gsnumber, performer_name, destination_type,"
        " destination_gsnumber, destination_name FROM event WHERE session = ? ORDER BY sequence");
    sqlite3_bind_int64(row, 1, from);
    sqlite3_bind_int64(row, 2, to);
    while (step(row)) {
        int64_t session = number(row, 0), length = number(row, 4) / 1000 - number(row, 3) / 1000;
        const char *lsid = column(row, 1);
        char duration[24];
        begin("session");
        attribute("lsid", lsid);
        element("session_type", "support");
        number_element("lseq", number(row, 2));
        time_element("start_time", number(row, 3));
        time_element("end_time", number(row, 4));
        snprintf(duration, sizeof duration, "%02lld:%02lld:%02lld", (long long)length / 3600, (long long)length / 60 % 60,
                 (long long)length % 60);
        element("duration", duration);
        begin("public_site");
        number_attribute("id", number(row, 5));
        text(column(row, 6));
        end();
        begin("jumpoint");
        number_attribute("id", is_null(row, 7) ? -1 : number(row, 7));
        text(column(row, 8));
        end();
        attributes(attribute_rows, session);
        links(row, lsid);
        number_element("file_transfer_count", number(row, 21));
        number_element("file_move_count", number(row, 22));
        number_element("file_delete_count", number(row, 23));
        begin("primary_customer");
        number_attribute("gsnumber", number(row, 10));
        text(column(row, 11));
        end();
        primary_representative(owner_row, session);
        primary_team(team_row, session);
        customer(row);
        representatives(representative_rows, session);
        teams(team_rows, session);
        events(event_rows, lsid, session);
        end();
    }
}

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc != 9 && argc != 10) fail("usage: report_floor DATABASE FROM TO BASE SEED NAMESPACE CODE NAME [FILE]");
    double begun = seconds(CLOCK_MONOTONIC);
    if (sqlite3_open_v2(argv[1], &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) fail(argv[1]);
    base = argv[4];
    seed = strtoull(argv[5], NULL, 10);
    custom_code = argv[7];
    custom_name = argv[8];
    xmlBuffer *document = xmlBufferCreate();
    /* Growing by doubling: otherwise the buffer, not the writer, would be measured. */
    xmlBufferSetAllocationScheme(document, XML_BUFFER_ALLOC_DOUBLEIT);
    writer = xmlNewTextWriterMemory(document, 0);
    if (!writer) fail("no writer");
    xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL);
    xmlTextWriterWriteRaw(writer, BAD_CAST "\n"); /* The appliance leaves a line empty there. */
    begin("session_list");
    attribute("xmlns", argv[6]);
    sessions(strtoll(argv[2], NULL, 10), strtoll(argv[3], NULL, 10));
    end();
    xmlTextWriterFlush(writer);
    size_t length = (size_t)xmlBufferLength(document);
    printf("%f %f %zu\n", seconds(CLOCK_MONOTONIC) - begun, seconds(CLOCK_PROCESS_CPUTIME_ID), length);
    if (argc == 10) {
        FILE *file = fopen(argv[9], "w");
        if (!file || fwrite(xmlBufferContent(document), 1, length, file) != length || fclose(file)) fail(argv[9]);
    }
    return 0;
}
