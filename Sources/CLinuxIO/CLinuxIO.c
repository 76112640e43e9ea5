#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stddef.h>
#include "CLinuxIO.h"

int linuxio_stream_socket(int family) { return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }

int linuxio_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC); }

int linuxio_set_option(int descriptor, int level, int option, int value) {
  return setsockopt(descriptor, level, option, &value, sizeof value);
}

int linuxio_epoll_control(int poller, int operation, int descriptor, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data = {.u64 = data}};
  return epoll_ctl(poller, operation, descriptor, &event);
}

ssize_t linuxio_send(int descriptor, const void *bytes, size_t count) {
  return send(descriptor, bytes, count, MSG_NOSIGNAL);
}

void linuxio_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

void linuxio_return_free_memory(void) { malloc_trim(0); }

int linuxio_condition_init(pthread_cond_t *condition) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  int result = pthread_cond_init(condition, &attributes);
  pthread_condattr_destroy(&attributes);
  return result;
}

int linuxio_condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t nanoseconds) {
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += nanoseconds / 1000000000;
  until.tv_nsec += nanoseconds % 1000000000;
  if (until.tv_nsec >= 1000000000) {
    until.tv_sec += 1;
    until.tv_nsec -= 1000000000;
  }
  return pthread_cond_timedwait(condition, mutex, &until);
}

static volatile sig_atomic_t signal_pipe = -1;

static void signal_arrived(int signal) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal;
  ssize_t ignored = write(signal_pipe, &byte, 1);
  (void)ignored;
  errno = saved;
}

int linuxio_signal_to_pipe(int signal, int pipe) {
  signal_pipe = pipe;
  struct sigaction action = {.sa_handler = signal_arrived, .sa_flags = SA_RESTART};
  return sigaction(signal, &action, NULL);
}

int linuxio_ignore_signal(int signal) {
  struct sigaction action = {.sa_handler = SIG_IGN};
  return sigaction(signal, &action, NULL);
}

int linuxio_default_signal(int signal) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  return sigaction(signal, &action, NULL);
}
