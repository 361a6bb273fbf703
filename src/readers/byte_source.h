// Bytes of a file, of standard input or of memory, unpacked on the way when they are gzip or zstd (told by their first bytes, not by the name).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline {

/// A stream of unpacked bytes. Not thread-safe. Memory: one block of input and what the unpacker needs (zstd: at most 128 MiB of window).
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Fills `buffer` with up to `size` bytes (`size` > 0); 0: the end. Bytes before a fault are delivered first; then every call gives the Error.
  virtual Result<size_t> Read(char* buffer, size_t size) = 0;
};

/// Opens `path` ("-": standard input). Unpacking is guarded: past the first 16 MiB, more than 200 bytes out of one byte in is an Error.
Result<std::unique_ptr<ByteSource>> OpenBytes(const std::string& path);

/// The same over bytes in memory, which must outlive the source.
Result<std::unique_ptr<ByteSource>> OpenMemory(std::string_view bytes);

}  // namespace dateline
