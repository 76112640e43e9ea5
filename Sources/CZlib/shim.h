#ifndef MOCK_APPLIANCE_CZLIB_H
#define MOCK_APPLIANCE_CZLIB_H
#include <zlib.h>
/* deflateInit2 and inflateInit2 are macros. */
static inline int c_deflate_init2(z_streamp s, int level, int window_bits, int memory_level, int strategy) {
  return deflateInit2(s, level, Z_DEFLATED, window_bits, memory_level, strategy);
}
static inline int c_inflate_init2(z_streamp s, int window_bits) { return inflateInit2(s, window_bits); }
#endif
