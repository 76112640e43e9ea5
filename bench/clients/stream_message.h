/* What the bench's update messages look like: the appliance's driver makes them, the floor imitates them, and the
   subscribers read them. A value begins with ten digits of the message's number, a space, twenty digits of
   CLOCK_MONOTONIC in nanoseconds when it was made, and a space. */
#ifndef STREAM_MESSAGE_H
#define STREAM_MESSAGE_H

#include <stdint.h>
#include <time.h>

#define UPDATE_PREFIX "{\"type\":\"model_update\",\"update\":{\"support_session_attribute\":{\""
#define VALUE_MARK "\"value\":\""
#define NUMBER_DIGITS 10
#define TIME_DIGITS 20

static inline uint64_t monotonic_now(void) {
    struct timespec reading;
    clock_gettime(CLOCK_MONOTONIC, &reading);
    return (uint64_t)reading.tv_sec * 1000000000ull + (uint64_t)reading.tv_nsec;
}

#endif
