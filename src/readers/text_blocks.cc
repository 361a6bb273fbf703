#include "readers/text_blocks.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr size_t kRead = 64 << 10;
constexpr size_t kPeek = 4096;
constexpr std::string_view kBlanks = " \t\n\v\f\r";

/// Behind the first end of a paragraph at or after `from`; npos: none.
size_t EndAfter(std::string_view text, size_t from, TextBlocks::End end) {
  for (size_t at = from; (at = text.find('\n', at)) != std::string_view::npos;) {
    ++at;
    if (end == TextBlocks::End::kLine) return at;
    const size_t next = text.find_first_not_of('\r', at);
    if (next != std::string_view::npos && text[next] == '\n') return next + 1;
  }
  return std::string_view::npos;
}

/// Behind the last one that lies in the first `limit` bytes; 0: none.
size_t EndBefore(std::string_view text, size_t limit, TextBlocks::End end) {
  text = text.substr(0, limit);
  for (size_t at = text.size(); at > 0 && (at = text.rfind('\n', at - 1)) != std::string_view::npos;) {
    if (end == TextBlocks::End::kLine) return at + 1;
    const size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of('\r', at - 1);
    if (before != std::string_view::npos && text[before] == '\n') return at + 1;
  }
  return 0;
}

}  // namespace

void TextBlocks::Fill(size_t size) {
  if (at_ > 0 && buffer_.size() - at_ < size) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  while (!done_ && buffer_.size() - at_ < size) {
    const size_t old = buffer_.size();
    buffer_.resize(old + kRead);
    const Result<size_t> n = source_->Read(buffer_.data() + old, kRead);
    if (!n) fault_ = n.error();
    done_ = !n || *n == 0;
    buffer_.resize(old + (n ? *n : 0));
  }
}

std::string_view TextBlocks::Peek() {
  Fill(kPeek);
  return Rest().substr(0, kPeek);
}

size_t TextBlocks::Size() {
  Fill(kBlock + 1);
  if (Rest().size() <= kBlock && done_) return Rest().size();
  if (const size_t size = EndBefore(Rest(), kBlock, end_); size > 0) return size;
  const size_t limit = end_ == End::kLine ? kLongest : kLongestRows;
  for (size_t seen = kBlock;;) {
    if (const size_t size = EndAfter(Rest(), seen - std::min<size_t>(seen, 3), end_); size <= limit) return size;
    if (Rest().size() >= limit || done_) break;
    seen = Rest().size();
    Fill(std::min(2 * Rest().size(), limit));
  }
  if (Rest().size() < limit) return Rest().size();
  return Cut(limit);
}

size_t TextBlocks::Cut(size_t limit) {
  if (end_ == End::kBlankLine) {
    fault_ = Error{"", "no blank line in " + std::to_string(limit >> 20) + " MB", "sentences with a blank line after each (CoNLL-U)"};
    return 0;
  }
  Fill(limit + 1);
  const std::string_view text = Rest().substr(0, limit);
  if (const size_t blank = text.find_last_of(kBlanks); blank != std::string_view::npos && text.find_first_not_of(kBlanks) < blank) return blank + 1;
  size_t size = limit;
  if (Rest().size() == limit) return size;
  while (size > limit - 4 && (static_cast<uint8_t>(Rest()[size]) & 0xC0) == 0x80) --size;
  return size;
}

std::optional<TextBlock> TextBlocks::Next() {
  while (true) {
    const size_t size = Size();
    if (size == 0) return std::nullopt;
    const std::string_view bytes = Rest().substr(0, size);
    const bool blank = bytes.find_first_not_of(kBlanks) == std::string_view::npos;
    std::optional<TextBlock> out;
    if (!blank) out = TextBlock{std::string(bytes), line_, inside_};
    inside_ = (inside_ || !blank) && bytes.back() != '\n';
    line_ += static_cast<uint32_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    at_ += size;
    if (out) return out;
  }
}

}  // namespace dateline
