// UTF-8 that was read as Windows-1252 or Latin-1, once or twice over: "â€œ" for “, "Ã©" for é, "Ã¢â‚¬â„¢" for ’.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline {

struct Mojibake {
  char32_t code = 0;   ///< what was meant
  uint32_t size = 0;   ///< bytes that stand for it; 0: none here
};

/// The mojibake at `text[at]`. Only sequences that are valid UTF-8 when read back and give a character that stands in English-language news are taken; all of
/// these are nonsense as they stand. O(1).
Mojibake ReadMojibake(std::string_view text, size_t at);

/// The meaning of a C1 control (U+0080-009F): the Windows-1252 character of that byte, 0 where there is none.
char32_t FromC1(char32_t code);

}  // namespace dateline
