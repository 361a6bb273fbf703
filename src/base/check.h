// Checks for bugs (never for input): prints file and line to stderr and aborts.
#pragma once

#include <cstdio>
#include <cstdlib>

#define DATELINE_CHECK(condition)                                                             \
  do {                                                                                        \
    if (!(condition)) [[unlikely]] {                                                          \
      std::fprintf(stderr, "%s:%d: bug: %s does not hold\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                           \
    }                                                                                         \
  } while (false)
