/* Opens TLS connections, makes one request on each, and keeps them open without a word until its input ends.

   idle_connections [-H NAME] [-b TOKEN] COUNT ADDRESS PORT PATH

   Prints "open COUNT" when all of them are there. Certificates are not checked: only the server's memory is
   measured. Link with -lssl -lcrypto. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what, int number) {
  fprintf(stderr, "idle_connections: connection %d: %s: %s\n", number, what, strerror(errno));
  ERR_print_errors_fp(stderr);
  exit(1);
}

/* As many descriptors as this user may have. */
static void raise_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit)) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/* Connects and makes the request. The answer stays unread but for its beginning: the server has sent all of it. */
static void open_connection(SSL_CTX *context, const struct sockaddr_in *server, const char *request, int number) {
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) die("socket", number);
  if (connect(descriptor, (const struct sockaddr *)server, sizeof *server)) die("connect", number);
  SSL *ssl = SSL_new(context);
  if (!ssl || SSL_set_fd(ssl, descriptor) != 1) die("SSL_new", number);
  if (SSL_connect(ssl) != 1) die("handshake", number);
  char answer[4096];
  if (SSL_write(ssl, request, (int)strlen(request)) <= 0) die("request", number);
  int count = SSL_read(ssl, answer, sizeof answer - 1);
  if (count <= 0) die("answer", number);
  answer[count] = 0;
  if (strncmp(answer, "HTTP/1.1 200 ", 13)) die(answer, number);
  /* The session is not needed any more, only its socket: the client should stay small. */
  SSL_set_quiet_shutdown(ssl, 1);
  SSL_free(ssl);
}

int main(int count, char **values) {
  const char *host = "localhost", *token = NULL;
  for (int letter; (letter = getopt(count, values, "H:b:")) != -1;) {
    if (letter == 'H') host = optarg;
    else if (letter == 'b') token = optarg;
    else return 2;
  }
  if (count - optind != 4) {
    fputs("usage: idle_connections [-H NAME] [-b TOKEN] COUNT ADDRESS PORT PATH\n", stderr);
    return 2;
  }
  int wanted = atoi(values[optind]);
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(values[optind + 2]))};
  if (inet_pton(AF_INET, values[optind + 1], &server.sin_addr) != 1) die(values[optind + 1], 0);
  char request[4096];
  snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s\r\n%s%s%s\r\n", values[optind + 3], host,
           token ? "Authorization: Bearer " : "", token ? token : "", token ? "\r\n" : "");

  raise_limit();
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (!context) die("SSL_CTX_new", 0);
  for (int number = 1; number <= wanted; number++) open_connection(context, &server, request, number);
  printf("open %d\n", wanted);
  fflush(stdout);
  char byte;
  while (read(STDIN_FILENO, &byte, 1) > 0) continue;
  return 0;
}
