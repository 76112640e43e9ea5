/* The floor of a fan-out: one thread that writes ready-made WebSocket frames to each of its subscribers by blocking
   writes, over TLS, one frame a write or several.

   stream_floor CERTIFICATE KEY SUBSCRIBERS

   It prints its port, waits until that many subscribers have come, and prints "ready". Then it reads lines of
   "drive MESSAGES PER_SECOND BURST", as the appliance's driver does, writes that many messages to everybody, BURST of
   them in one write, and answers "driven". It ends with its input. */
#include "../clients/stream_message.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { HEADER_BYTES = 4 };

/* The size of a message, and of its frame; at least 126 bytes, so that the header has four. */
static size_t payload_bytes = 1024;
#define FRAME_BYTES (HEADER_BYTES + payload_bytes)

/* The answer to the one key that the bench's subscribers send. */
static const char upgrade[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
static const char before[] = UPDATE_PREFIX "4294967312\":{" VALUE_MARK;
static const char after[] = "\"}}}}\n";

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static SSL_CTX *make_context(const char *certificate, const char *key) {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1 ||
        SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1)
        fail("certificate");
    return context;
}

static int listen_anywhere(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 1024) ||
        getsockname(listener, (struct sockaddr *)&address, &length))
        fail("listen");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

static SSL *accept_subscriber(int listener, SSL_CTX *context) {
    char request[4096];
    int socket = accept(listener, NULL, NULL), on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    SSL *ssl = SSL_new(context);
    SSL_set_fd(ssl, socket);
    if (SSL_accept(ssl) != 1 || SSL_read(ssl, request, sizeof request) <= 0) fail("accept");
    SSL_write(ssl, upgrade, sizeof upgrade - 1);
    return ssl;
}

static void make_frame(uint8_t *frame) {
    frame[0] = 0x82; /* A whole binary message. */
    frame[1] = 126;
    frame[2] = payload_bytes >> 8;
    frame[3] = payload_bytes & 0xFF;
    memset(frame + HEADER_BYTES, 'x', payload_bytes);
    memcpy(frame + HEADER_BYTES, before, sizeof before - 1);
    memcpy(frame + FRAME_BYTES - (sizeof after - 1), after, sizeof after - 1);
}

static void put_digits(uint8_t *place, int digits, uint64_t number) {
    for (place[digits] = ' '; digits > 0; number /= 10) place[--digits] = (uint8_t)('0' + number % 10);
}

static void stamp(uint8_t *frame, uint64_t number) {
    uint8_t *value = frame + HEADER_BYTES + sizeof before - 1;
    put_digits(value, NUMBER_DIGITS, number);
    put_digits(value + NUMBER_DIGITS + 1, TIME_DIGITS, monotonic_now());
}

static void wait_until(uint64_t due) {
    uint64_t now = monotonic_now();
    if (now >= due) return;
    struct timespec rest = {(time_t)((due - now) / 1000000000), (long)((due - now) % 1000000000)};
    nanosleep(&rest, NULL);
}

static void drive(SSL **subscribers, int count, uint64_t messages, uint64_t per_second, uint64_t burst) {
    uint8_t *frames = malloc(burst * FRAME_BYTES);
    for (uint64_t i = 0; i < burst; i++) make_frame(frames + i * FRAME_BYTES);
    uint64_t due = monotonic_now();
    for (uint64_t number = 1; number <= messages; due += burst * 1000000000 / per_second) {
        uint64_t size = messages - number + 1 < burst ? messages - number + 1 : burst;
        wait_until(due);
        for (uint64_t i = 0; i < size; i++) stamp(frames + i * FRAME_BYTES, number++);
        for (int i = 0; i < count; i++)
            if (SSL_write(subscribers[i], frames, (int)(size * FRAME_BYTES)) <= 0) fail("write");
    }
    free(frames);
}

int main(int argc, char **argv) {
    if (argc != 4) return fprintf(stderr, "usage: stream_floor CERTIFICATE KEY SUBSCRIBERS\n"), 2;
    signal(SIGPIPE, SIG_IGN);
    int count = atoi(argv[3]);
    SSL_CTX *context = make_context(argv[1], argv[2]);
    SSL **subscribers = calloc((size_t)count, sizeof *subscribers);
    int listener = listen_anywhere();
    for (int i = 0; i < count; i++) subscribers[i] = accept_subscriber(listener, context);
    puts("ready");
    fflush(stdout);
    unsigned long messages, per_second, burst, bytes;
    while (scanf(" drive %lu %lu %lu %lu", &messages, &per_second, &burst, &bytes) == 4) {
        if (bytes < 200 || bytes > 4096) fail("a message has from 200 to 4096 bytes");
        payload_bytes = bytes;
        drive(subscribers, count, messages, per_second, burst);
        puts("driven");
        fflush(stdout);
    }
    return 0;
}
