/* Subscribers of the real-time stream over TLS, all in one thread: do they get every message once and in order, and
   how long after its change?

   stream_subscribers PORT SUBSCRIBERS MESSAGES [TOKEN]

   With a bearer token each one goes through the documented handshake of /nw: subprotocol, authentication, subscription
   to support_session_attribute. Without one it only upgrades, which is what the floor understands. It prints "ready"
   when all have subscribed and everything that came with that has been read. Then it counts until everybody has had
   MESSAGES numbered updates, or until nothing has come for some seconds, and prints one line of results. The exit code
   is 1 where something was lost, came twice or came out of order. */
#define _GNU_SOURCE
#include "stream_message.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum {
    BUFFER_BYTES = 256 * 1024, /* The longest frame that a subscriber takes. */
    LINE_BYTES = 512 * 1024,   /* The longest line in several frames. */
    QUIET_MS = 300,            /* So long nothing may come before all are ready. */
    PATIENCE_MS = 5000,        /* After so long without a message nothing more is expected. */
    EVENTS = 512,
    BUCKETS = 2048,
};

typedef struct {
    SSL *ssl;
    int socket;
    int answers;     /* Of the handshake: the second one is the subscription's. */
    uint64_t number; /* Of the last update. */
    uint64_t lost, doubled;
    uint8_t *bytes; /* The beginning of a frame whose end has not come; null where there is none. */
    size_t byte_count;
    char *line; /* The pieces so far of a line that comes in several frames. */
    size_t line_length;
} Subscriber;

static uint64_t delays[BUCKETS], longest_delay, delivered, records;
static uint64_t expected;
static int subscriber_count, subscribed, finished;
static uint8_t buffer[BUFFER_BYTES];

static void fail(const char *what, const char *detail) {
    fprintf(stderr, "stream_subscribers: %s: %s\n", what, detail);
    exit(2);
}

/* Delays are counted in buckets: 32 of them for each power of two, so that a percentile is right to 3 percent. */
static unsigned bucket_of(uint64_t delay) {
    if (delay < 64) return (unsigned)delay;
    unsigned exponent = 63 - (unsigned)__builtin_clzll(delay);
    return (exponent - 5) * 32 + (unsigned)(delay >> (exponent - 5) & 31) + 32;
}

static double percentile(double share) {
    uint64_t wanted = (uint64_t)((double)delivered * share), seen = 0;
    for (unsigned i = 0; i < BUCKETS; i++) {
        seen += delays[i];
        if (seen > wanted) {
            unsigned exponent = i < 64 ? 5 : (i - 32) / 32 + 5;
            return (double)(i < 64 ? i : (uint64_t)(32 + (i - 32) % 32) << (exponent - 5)) / 1e6;
        }
    }
    return 0;
}

static uint64_t lines, line_bytes; /* All that has come. */

static uint64_t digits(const char *text, int count) {
    uint64_t number = 0;
    for (int i = 0; i < count; i++) number = number * 10 + (uint64_t)(text[i] - '0');
    return number;
}

/* Whether a value is one that the driver has numbered: the simulation changes rows of the same table. */
static int is_numbered(const char *value) {
    for (int i = 0; i < NUMBER_DIGITS + 1 + TIME_DIGITS; i++) {
        int is_digit = value[i] >= '0' && value[i] <= '9';
        if (i == NUMBER_DIGITS ? value[i] != ' ' : !is_digit) return 0;
    }
    return 1;
}

static void take_update(Subscriber *subscriber, const char *line, size_t length, uint64_t now) {
    const char *mark = memmem(line, length, VALUE_MARK, sizeof VALUE_MARK - 1);
    const char *value = mark ? mark + sizeof VALUE_MARK - 1 : NULL;
    if (!value || length - (size_t)(value - line) < NUMBER_DIGITS + 1 + TIME_DIGITS || !is_numbered(value))
        return;
    uint64_t number = digits(value, NUMBER_DIGITS), made = digits(value + NUMBER_DIGITS + 1, TIME_DIGITS);
    if (number <= subscriber->number) {
        subscriber->doubled++;
        return;
    }
    subscriber->lost += number - subscriber->number - 1;
    subscriber->number = number;
    if (number == expected) finished++;
    uint64_t delay = now > made ? now - made : 0;
    delays[bucket_of(delay)]++;
    if (delay > longest_delay) longest_delay = delay;
    delivered++;
}

static void take_line(Subscriber *subscriber, const char *line, size_t length, uint64_t now) {
    if (length >= sizeof UPDATE_PREFIX && !memcmp(line, UPDATE_PREFIX, sizeof UPDATE_PREFIX - 1)) {
        take_update(subscriber, line, length, now);
    } else if (subscriber->answers < 2) {
        if (!memmem(line, length, "\"success\":true", 14)) fail("refused", line);
        if (++subscriber->answers == 2) subscribed++;
    } /* What else comes is the full copy, or changes that others make. */
    lines++;
    line_bytes += length;
}

/* A payload is a line, or a piece of one; the last piece ends in the newline. */
static void take_payload(Subscriber *subscriber, const char *payload, size_t length, uint64_t now) {
    int is_last = length > 0 && payload[length - 1] == '\n';
    if (!subscriber->line_length && is_last) {
        take_line(subscriber, payload, length, now);
        return;
    }
    if (subscriber->line_length + length > LINE_BYTES) fail("a line is too long", "");
    if (!subscriber->line) subscriber->line = malloc(LINE_BYTES);
    memcpy(subscriber->line + subscriber->line_length, payload, length);
    subscriber->line_length += length;
    if (!is_last) return;
    take_line(subscriber, subscriber->line, subscriber->line_length, now);
    subscriber->line_length = 0;
}

static void answer_ping(Subscriber *subscriber, const uint8_t *payload, size_t length) {
    uint8_t pong[6 + 125] = {0x8A, (uint8_t)(0x80 | length)}; /* Masked with zeros. */
    memcpy(pong + 6, payload, length);
    SSL_write(subscriber->ssl, pong, (int)(6 + length));
}

/* Takes whole frames out of bytes, and answers how many bytes they were. */
static size_t take_frames(Subscriber *subscriber, const uint8_t *bytes, size_t count, uint64_t now) {
    size_t taken = 0;
    while (count - taken >= 2) {
        const uint8_t *frame = bytes + taken;
        size_t left = count - taken, header = 2, length = frame[1];
        if (length == 126) {
            if (left < (header = 4)) break;
            length = (size_t)frame[2] << 8 | frame[3];
        } else if (length == 127) {
            if (left < (header = 10)) break;
            length = 0;
            for (int i = 2; i < 10; i++) length = length << 8 | frame[i];
        }
        if (length > BUFFER_BYTES - header) fail("a frame is too long", "");
        if (left < header + length) break;
        const uint8_t *payload = frame + header;
        switch (frame[0]) {
        case 0x82: take_payload(subscriber, (const char *)payload, length, now); break;
        case 0x89: answer_ping(subscriber, payload, length); break;
        case 0x8A: break;
        case 0x88: fail("closed", strndupa((const char *)payload + 2, length > 2 ? length - 2 : 0)); break;
        default: fail("a frame of a kind that nobody sends here", "");
        }
        taken += header + length;
    }
    return taken;
}

/* Reads all there is. What is left of an unfinished frame waits apart, so that the one buffer stays warm. */
static void receive(Subscriber *subscriber) {
    do {
        size_t count = subscriber->byte_count;
        if (count) memcpy(buffer, subscriber->bytes, count);
        int read = SSL_read(subscriber->ssl, buffer + count, (int)(BUFFER_BYTES - count));
        if (read <= 0) {
            if (SSL_get_error(subscriber->ssl, read) != SSL_ERROR_WANT_READ) fail("the server has closed", "");
            return;
        }
        records++; /* A read gives what is in one record at most. */
        count += (size_t)read;
        size_t taken = take_frames(subscriber, buffer, count, monotonic_now());
        subscriber->byte_count = count - taken;
        if (!subscriber->byte_count) continue;
        if (!subscriber->bytes) subscriber->bytes = malloc(BUFFER_BYTES);
        memcpy(subscriber->bytes, buffer + taken, subscriber->byte_count);
    } while (SSL_has_pending(subscriber->ssl));
}

static void send_line(SSL *ssl, const char *line) {
    uint8_t frame[8 + 1024] = {0x82};
    size_t length = strlen(line), header = length < 126 ? 2 : 4;
    if (length > 1024) fail("a line is too long", line);
    frame[1] = (uint8_t)(0x80 | (length < 126 ? length : 126));
    if (header == 4) {
        frame[2] = (uint8_t)(length >> 8);
        frame[3] = (uint8_t)length;
    }
    header += 4; /* Masked with zeros. */
    memcpy(frame + header, line, length);
    if (SSL_write(ssl, frame, (int)(header + length)) <= 0) fail("cannot write", line);
}

/* Sends the upgrade, and with a token both messages right behind it, as clients of the API do. */
static void greet(SSL *ssl, const char *token) {
    static const char request[] =
        "GET /nw HTTP/1.1\r\nHost: support.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Protocol: ingredi%20state%20api\r\n\r\n";
    char line[1024];
    if (SSL_write(ssl, request, sizeof request - 1) <= 0) fail("cannot write", request);
    if (!token) return;
    snprintf(
        line, sizeof line, "{\"type\":\"authenticate\",\"credentials\":{\"bearer_token\":\"%s\"}}\n", token);
    send_line(ssl, line);
    send_line(ssl, "{\"type\":\"subscribe\",\"tables\":[\"support_session_attribute\"]}\n");
}

/* Reads the answer to the upgrade; what came behind it is taken as frames. */
static void read_upgrade(Subscriber *subscriber) {
    size_t count = 0;
    char *end = NULL;
    while (!end) {
        int read = SSL_read(subscriber->ssl, buffer + count, (int)(BUFFER_BYTES - 1 - count));
        if (read <= 0) fail("the upgrade was not answered", "");
        count += (size_t)read;
        buffer[count] = 0;
        end = strstr((char *)buffer, "\r\n\r\n");
    }
    if (memcmp(buffer, "HTTP/1.1 101 ", 13)) fail("not upgraded", (char *)buffer);
    size_t head = (size_t)((uint8_t *)end + 4 - buffer);
    size_t taken = head + take_frames(subscriber, buffer + head, count - head, monotonic_now());
    subscriber->byte_count = count - taken;
    if (!subscriber->byte_count) return;
    subscriber->bytes = malloc(BUFFER_BYTES);
    memcpy(subscriber->bytes, buffer + taken, subscriber->byte_count);
}

static void subscribe(Subscriber *subscriber, SSL_CTX *context, int port, const char *token, int poller) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    subscriber->socket = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(subscriber->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(subscriber->socket, (struct sockaddr *)&address, sizeof address)) fail("connect", strerror(errno));
    subscriber->ssl = SSL_new(context);
    SSL_set_read_ahead(subscriber->ssl, 1); /* One system call for several records. */
    SSL_set_fd(subscriber->ssl, subscriber->socket);
    if (SSL_connect(subscriber->ssl) != 1) fail("TLS", ERR_error_string(ERR_get_error(), NULL));
    greet(subscriber->ssl, token);
    read_upgrade(subscriber);
    fcntl(subscriber->socket, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = subscriber};
    epoll_ctl(poller, EPOLL_CTL_ADD, subscriber->socket, &event);
    if (SSL_has_pending(subscriber->ssl)) receive(subscriber);
}

/* Serves readable sockets until `done`, or until nothing has come for so long; answers whether it is done. */
static int serve(int poller, int patience, const int *done, int wanted) {
    struct epoll_event events[EVENTS];
    while (!done || *done < wanted) {
        int count = epoll_wait(poller, events, EVENTS, patience);
        if (!count) return !done;
        for (int i = 0; i < count; i++) receive(events[i].data.ptr);
    }
    return 1;
}

/* Serves readable sockets for some time. */
static void serve_for(int poller, int milliseconds) {
    struct epoll_event events[EVENTS];
    for (uint64_t end = monotonic_now() + (uint64_t)milliseconds * 1000000; monotonic_now() < end;) {
        int count = epoll_wait(poller, events, EVENTS, 50);
        for (int i = 0; i < count; i++) receive(events[i].data.ptr);
    }
}

static uint64_t wire_bytes(Subscriber *subscribers) {
    uint64_t sum = 0;
    for (int i = 0; i < subscriber_count; i++) sum += BIO_number_read(SSL_get_rbio(subscribers[i].ssl));
    return sum;
}

static int report(Subscriber *subscribers, uint64_t wire) {
    uint64_t lost = 0, doubled = 0;
    for (int i = 0; i < subscriber_count; i++) {
        lost += subscribers[i].lost;
        if (subscribers[i].number < expected) lost += expected - subscribers[i].number;
        doubled += subscribers[i].doubled;
    }
    printf(
        "{\"delivered\": %llu, \"lost\": %llu, \"doubled\": %llu, \"p50_ms\": %.3f, \"p99_ms\": %.3f, "
        "\"max_ms\": %.3f, \"records\": %llu, \"lines\": %llu, \"line_bytes\": %llu, \"wire_bytes\": %llu}\n",
        (unsigned long long)delivered, (unsigned long long)lost, (unsigned long long)doubled, percentile(0.5),
        percentile(0.99), (double)longest_delay / 1e6, (unsigned long long)records,
        (unsigned long long)lines, (unsigned long long)line_bytes, (unsigned long long)wire);
    return lost || doubled;
}

int main(int argc, char **argv) {
    if (argc < 4 || argc > 6) fail("usage", "stream_subscribers PORT SUBSCRIBERS MESSAGES [TOKEN [SETTLE_MS]]");
    const char *token = argc >= 5 ? argv[4] : NULL;
    /* A stream on which others make changes too is never quiet: the full copies have so long to arrive. */
    int settle = argc == 6 ? atoi(argv[5]) : 0;
    subscriber_count = atoi(argv[2]);
    expected = strtoull(argv[3], NULL, 10);
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    Subscriber *subscribers = calloc((size_t)subscriber_count, sizeof *subscribers);
    int poller = epoll_create1(0);
    for (int i = 0; i < subscriber_count; i++) {
        if (!token) subscribers[i].answers = 2;
        subscribe(&subscribers[i], context, atoi(argv[1]), token, poller);
    }
    if (token && !serve(poller, PATIENCE_MS, &subscribed, subscriber_count)) fail("not all are subscribed", "");
    if (settle) serve_for(poller, settle);
    else serve(poller, QUIET_MS, NULL, 0);
    records = lines = line_bytes = 0;
    uint64_t wire = wire_bytes(subscribers);
    puts("ready");
    fflush(stdout);
    serve(poller, PATIENCE_MS, &finished, subscriber_count);
    return report(subscribers, wire_bytes(subscribers) - wire);
}
