// Encodings of report files: told apart by their bytes alone, and decoded to UTF-8 with a map back to the bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dateline/offset_map.h"

namespace dateline {

enum class Encoding : uint8_t { kUtf8, kUtf16Le, kUtf16Be, kWindows1252, kBinary };

/// The encoding of a whole file or value. A byte-order mark decides; then magic numbers and control bytes (binary), the pattern of NULs (UTF-16) and
/// validity (UTF-8). Text that is mostly good UTF-8 with a few stray bytes stays UTF-8: Decode reads those bytes as Windows-1252 one by one.
/// Empty bytes are UTF-8. O(size) for UTF-8, a 64 KiB sample for the rest.
Encoding DetectEncoding(std::string_view bytes);

/// What binary bytes look like ("PNG image", "PDF", "binary data"); empty for text.
std::string_view BinaryKind(std::string_view bytes);

/// Appends `bytes`, decoded, to `utf8`, and their runs to `map`. The result is valid UTF-8 whatever comes in (bytes without a meaning
/// become U+FFFD); a leading
/// byte-order mark is dropped. Offsets in `map` count from `original_begin`, the place of `bytes` in the original; map.clean_size() must
/// equal utf8.size().
/// Plain ASCII and valid UTF-8 cost one copied run; kBinary is read as damaged UTF-8. At most 1 GiB is read.
void Decode(std::string_view bytes, Encoding encoding, std::string& utf8, OffsetMap& map, uint32_t original_begin = 0);

/// The bytes at `at` of the longest valid UTF-8 stretch that begins there (up to the end of `text` or the first bad byte); 8 bytes at a
/// time over ASCII.
size_t ValidUtf8Prefix(std::string_view text, size_t at = 0);

}  // namespace dateline
