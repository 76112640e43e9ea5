#ifndef MOCK_APPLIANCE_CLINUXIO_H
#define MOCK_APPLIANCE_CLINUXIO_H
/* The Linux calls and constants that the Glibc module does not show. Declarations and
   one-line wrappers only: no logic lives here. */
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/socket.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

/* socket(2), non-blocking and closed on exec; -1 and errno on failure. */
int linuxio_stream_socket(int family);
/* accept4(2), non-blocking and closed on exec; -1 and errno on failure. */
int linuxio_accept(int listener);
/* setsockopt(2) with an int. */
int linuxio_set_option(int descriptor, int level, int option, int value);
/* epoll_ctl(2) and epoll_wait(2) with the user data as one number. */
int linuxio_epoll_control(int poller, int operation, int descriptor, uint32_t events, uint64_t data);
/* send(2) that never raises SIGPIPE. */
ssize_t linuxio_send(int descriptor, const void *bytes, size_t count);
/* pthread_setname_np for the calling thread. */
void linuxio_name_thread(const char *name);
/* A condition variable that counts on the monotonic clock, and waiting on it for some nanoseconds. */
int linuxio_condition_init(pthread_cond_t *condition);
int linuxio_condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t nanoseconds);
/* Writes the number of each arriving signal, as one byte, into a pipe: the self-pipe's handler,
   in C because a handler may only do what is safe in the middle of anything. */
int linuxio_signal_to_pipe(int signal, int pipe);
/* malloc_trim(3) of all that can be given back. */
void linuxio_return_free_memory(void);
/* Ignores a signal; gives it its default meaning back. */
int linuxio_ignore_signal(int signal);
int linuxio_default_signal(int signal);
#endif
