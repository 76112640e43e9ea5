/* Opens a new connection for each request, many at a time, on one epoll thread, and counts.

   connect_storm [options] ADDRESS PORT PATH
     -r          offer a ticket on each new connection: the newest that has not been used (RFC 8446 appendix C.4)
     -2          speak TLS 1.2 instead of 1.3
     -c COUNT    connections at a time (32)
     -t SECONDS  how long (3)
     -H NAME     the Host field (localhost)
     -b TOKEN    a bearer token for the Authorization field

   Prints one JSON object. An answer other than 200 is an error. Certificates are not checked: only the server's
   work is measured. Link with -lssl -lcrypto. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ANSWER_LIMIT = 64 * 1024, EVENT_BATCH = 256, LATENCY_LIMIT = 4000000, TICKET_LIMIT = 4096 };

typedef enum { CONNECTING, SHAKING_HANDS, SENDING, RECEIVING } Stage;
typedef enum { GO_ON, WAIT, SUCCEEDED, FAILED } Step;

typedef struct {
  int socket;
  Stage stage;
  uint32_t interest;
  SSL *ssl;
  double began;
  size_t received;
  size_t expected; /* head and content together; 0 until the head is there, or where the content is chunked */
  bool is_chunked, offers_ticket;
  char answer[ANSWER_LIMIT + 1];
} Connection;

static struct {
  bool offers_tickets;
  int version, count;
  double seconds;
  const char *host, *token;
} options = {.version = TLS1_3_VERSION, .count = 32, .seconds = 3, .host = "localhost"};

static struct {
  long answers, errors, offered, resumed, tickets;
  float *latencies; /* milliseconds from connect to the answer's last byte */
} tally;

static struct sockaddr_in server;
static SSL_CTX *context;
static SSL_SESSION *tickets[TICKET_LIMIT]; /* a stack; what does not fit is dropped */
static int ticket_count;
static char request[4096];
static int request_length;
static int poller;

static void die(const char *what) {
  fprintf(stderr, "connect_storm: %s: %s\n", what, strerror(errno));
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void watch(Connection *connection, uint32_t interest, int operation) {
  if (operation == EPOLL_CTL_MOD && connection->interest == interest) return;
  struct epoll_event event = {.events = interest, .data.ptr = connection};
  connection->interest = interest;
  if (epoll_ctl(poller, operation, connection->socket, &event)) die("epoll_ctl");
}

static int keep_ticket(SSL *ssl, SSL_SESSION *session) {
  (void)ssl;
  tally.tickets++;
  if (ticket_count == TICKET_LIMIT) return 0;
  tickets[ticket_count++] = session;
  return 1; /* the reference is ours now */
}

static void offer_ticket(Connection *connection) {
  if (ticket_count == 0) return; /* the first connections have none */
  SSL_SESSION *ticket = tickets[--ticket_count];
  SSL_set_session(connection->ssl, ticket);
  SSL_SESSION_free(ticket);
  connection->offers_ticket = true;
}

/* One connection's life */

static void begin(Connection *connection) {
  connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (connection->socket < 0) die("socket");
  int on = 1;
  setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  connection->stage = CONNECTING;
  connection->began = now();
  connection->received = connection->expected = 0;
  connection->is_chunked = connection->offers_ticket = false;
  if (connect(connection->socket, (struct sockaddr *)&server, sizeof server) && errno != EINPROGRESS) die("connect");
  watch(connection, EPOLLOUT, EPOLL_CTL_ADD);
}

static void end(Connection *connection, bool succeeded) {
  if (succeeded) {
    if (tally.answers < LATENCY_LIMIT) tally.latencies[tally.answers] = (float)(1e3 * (now() - connection->began));
    tally.answers++;
    if (connection->offers_ticket) tally.offered++;
    if (connection->ssl && SSL_session_reused(connection->ssl)) tally.resumed++;
  } else {
    tally.errors++;
  }
  if (connection->ssl) {
    /* Without this OpenSSL would not let the session be resumed. */
    SSL_set_shutdown(connection->ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(connection->ssl);
    connection->ssl = NULL;
  }
  ERR_clear_error();
  /* A reset leaves no TIME_WAIT behind, which would use up the ports within seconds. */
  struct linger reset = {.l_onoff = 1, .l_linger = 0};
  setsockopt(connection->socket, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close(connection->socket);
}

static Step finish_connecting(Connection *connection) {
  int error = 0;
  socklen_t length = sizeof error;
  getsockopt(connection->socket, SOL_SOCKET, SO_ERROR, &error, &length);
  if (error) return FAILED;
  connection->ssl = SSL_new(context);
  if (!connection->ssl || SSL_set_fd(connection->ssl, connection->socket) != 1) return FAILED;
  if (options.offers_tickets) offer_ticket(connection);
  connection->stage = SHAKING_HANDS;
  return GO_ON;
}

static Step shake_hands(Connection *connection) {
  int result = SSL_connect(connection->ssl);
  if (result == 1) {
    connection->stage = SENDING;
    return GO_ON;
  }
  switch (SSL_get_error(connection->ssl, result)) {
  case SSL_ERROR_WANT_READ: watch(connection, EPOLLIN, EPOLL_CTL_MOD); return WAIT;
  case SSL_ERROR_WANT_WRITE: watch(connection, EPOLLOUT, EPOLL_CTL_MOD); return WAIT;
  default: return FAILED;
  }
}

static Step send_request(Connection *connection) {
  /* So few bytes fit into an empty socket's buffer. */
  if (SSL_write(connection->ssl, request, request_length) != request_length) return FAILED;
  connection->stage = RECEIVING;
  watch(connection, EPOLLIN, EPOLL_CTL_MOD);
  return GO_ON;
}

/* Finds out how the answer is framed, once its head is there. False: it is no answer to count. */
static bool read_head(Connection *connection) {
  char *end_of_head = strstr(connection->answer, "\r\n\r\n");
  if (!end_of_head) return true;
  if (strncmp(connection->answer, "HTTP/1.1 200 ", 13)) return false;
  char *length = strcasestr(connection->answer, "\r\ncontent-length:");
  if (length && length < end_of_head) {
    connection->expected = (size_t)(end_of_head + 4 - connection->answer) + strtoul(length + 17, NULL, 10);
    return connection->expected <= ANSWER_LIMIT;
  }
  char *coding = strcasestr(connection->answer, "\r\ntransfer-encoding: chunked\r\n");
  connection->is_chunked = coding && coding < end_of_head;
  return connection->is_chunked;
}

static bool is_complete(const Connection *connection) {
  static const char last_chunk[] = "\r\n0\r\n\r\n";
  size_t length = sizeof last_chunk - 1;
  if (connection->expected) return connection->received >= connection->expected;
  return connection->is_chunked &&
         !memcmp(connection->answer + connection->received - length, last_chunk, length);
}

static Step receive_answer(Connection *connection) {
  int room = (int)(ANSWER_LIMIT - connection->received);
  int count = SSL_read(connection->ssl, connection->answer + connection->received, room);
  if (count <= 0) return SSL_get_error(connection->ssl, count) == SSL_ERROR_WANT_READ ? WAIT : FAILED;
  connection->received += (size_t)count;
  connection->answer[connection->received] = 0;
  if (!connection->expected && !connection->is_chunked && !read_head(connection)) return FAILED;
  return is_complete(connection) ? SUCCEEDED : GO_ON;
}

static Step take_step(Connection *connection) {
  switch (connection->stage) {
  case CONNECTING: return finish_connecting(connection);
  case SHAKING_HANDS: return shake_hands(connection);
  case SENDING: return send_request(connection);
  case RECEIVING: return receive_answer(connection);
  }
  return FAILED;
}

static void drive(Connection *connection) {
  Step step;
  do step = take_step(connection);
  while (step == GO_ON);
  if (step == WAIT) return;
  end(connection, step == SUCCEEDED);
  begin(connection);
}

/* The whole */

static void read_options(int count, char **values) {
  for (int letter; (letter = getopt(count, values, "r2c:t:H:b:")) != -1;) {
    switch (letter) {
    case 'r': options.offers_tickets = true; break;
    case '2': options.version = TLS1_2_VERSION; break;
    case 'c': options.count = atoi(optarg); break;
    case 't': options.seconds = atof(optarg); break;
    case 'H': options.host = optarg; break;
    case 'b': options.token = optarg; break;
    default: exit(2);
    }
  }
  if (count - optind != 3 || options.count < 1 || options.seconds <= 0) {
    fputs("usage: connect_storm [-r] [-2] [-c COUNT] [-t SECONDS] [-H NAME] [-b TOKEN] ADDRESS PORT PATH\n", stderr);
    exit(2);
  }
  server.sin_family = AF_INET;
  server.sin_port = htons((uint16_t)atoi(values[optind + 1]));
  if (inet_pton(AF_INET, values[optind], &server.sin_addr) != 1) die(values[optind]);
  request_length = snprintf(
      request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s%s%s\r\n", values[optind + 2],
      options.host, options.token ? "Authorization: Bearer " : "", options.token ? options.token : "",
      options.token ? "\r\n" : "");
  if (request_length >= (int)sizeof request) die("the request is too long");
}

static void prepare_tls(void) {
  context = SSL_CTX_new(TLS_client_method());
  if (!context) die("SSL_CTX_new");
  SSL_CTX_set_min_proto_version(context, options.version);
  SSL_CTX_set_max_proto_version(context, options.version);
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
  SSL_CTX_set_session_cache_mode(
      context, options.offers_tickets ? SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL : SSL_SESS_CACHE_OFF);
  SSL_CTX_sess_set_new_cb(context, keep_ticket);
}

static int ascending(const void *left, const void *right) {
  float a = *(const float *)left, b = *(const float *)right;
  return (a > b) - (a < b);
}

static void report(double elapsed) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
  long count = tally.answers < LATENCY_LIMIT ? tally.answers : LATENCY_LIMIT;
  qsort(tally.latencies, (size_t)count, sizeof *tally.latencies, ascending);
  printf("{\"answers\": %ld, \"errors\": %ld, \"offered\": %ld, \"resumed\": %ld, \"tickets\": %ld, \"seconds\": %.3f, "
         "\"p50_ms\": %.3f, \"p99_ms\": %.3f, \"client_us\": %.1f}\n",
         tally.answers, tally.errors, tally.offered, tally.resumed, tally.tickets, elapsed, count ? tally.latencies[count / 2] : 0,
         count ? tally.latencies[count * 99 / 100] : 0, tally.answers ? 1e6 * cpu / (double)tally.answers : 0);
}

int main(int count, char **values) {
  read_options(count, values);
  prepare_tls();
  tally.latencies = malloc(LATENCY_LIMIT * sizeof *tally.latencies);
  Connection *connections = calloc((size_t)options.count, sizeof *connections);
  poller = epoll_create1(EPOLL_CLOEXEC);
  if (!tally.latencies || !connections || poller < 0) die("starting");
  double start = now();
  for (int index = 0; index < options.count; index++) begin(&connections[index]);
  while (now() < start + options.seconds) {
    struct epoll_event events[EVENT_BATCH];
    int ready = epoll_wait(poller, events, EVENT_BATCH, 100);
    for (int index = 0; index < ready; index++) drive(events[index].data.ptr);
  }
  report(now() - start);
  return 0;
}
