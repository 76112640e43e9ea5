#ifndef MOCK_APPLIANCE_CLINUXIO_H
#define MOCK_APPLIANCE_CLINUXIO_H
/* The Linux calls and constants that the Glibc module does not show. Declarations and
   one-line wrappers only: no logic lives here. */
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <sys/socket.h>
#include <sys/resource.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>
#endif
