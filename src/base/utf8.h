// UTF-8: reading, writing, checking and folding of code points. No tables beyond what English-language news needs: Latin, Greek and Cyrillic case, and the
// accents of Latin letters; other scripts pass through.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dateline::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;

/// The code point at `text[at]` and its length in bytes; an invalid byte gives kReplacement and length 1. `at` < size.
struct Decoded {
  char32_t code = kReplacement;
  uint32_t size = 1;
};
Decoded Decode(std::string_view text, size_t at);

/// Appends `code` in UTF-8 (surrogates and values above 10FFFF as U+FFFD).
void Append(std::string& out, char32_t code);

/// True when `text` is valid UTF-8 throughout.
bool IsValid(std::string_view text);

/// Number of code points of valid UTF-8 (continuation bytes are not counted).
size_t CountCodePoints(std::string_view text);

/// Lower case of one code point (Latin, Greek, Cyrillic).
char32_t ToLower(char32_t code);
bool IsUpper(char32_t code);
bool IsLetter(char32_t code);
bool IsDigit(char32_t code);
/// White space, no-break and zero-width spaces included.
bool IsSpace(char32_t code);

/// Lower case of a whole string; curly apostrophes become '. Appends to `out`.
void AppendLower(std::string_view text, std::string& out);
std::string Lower(std::string_view text);

/// Lower case without accents, apostrophes or hyphens ("Deir ez-Zōr" -> "deir ez zor"): the key under which names are looked up.
void AppendFolded(std::string_view text, std::string& out);
std::string Fold(std::string_view text);

}  // namespace dateline::utf8
