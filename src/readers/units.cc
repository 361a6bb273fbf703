#include "readers/units.h"

#include <algorithm>
#include <cstring>

namespace dateline {
namespace {

constexpr size_t kBlock = 1 << 20;
constexpr size_t kFirstBlock = 128 << 10;  // a folder of small files should not pay for clearing megabytes
constexpr size_t kPeek = 4096;
constexpr uint64_t kMaxCounted = uint64_t{1} << 30;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

uint32_t CountLines(std::string_view bytes) { return static_cast<uint32_t>(std::count(bytes.begin(), bytes.end(), '\n')); }

// Follows braces outside strings; keeps its place when the bytes run out.
struct BraceScan {
  size_t at = 0;
  size_t depth = 0;
  bool in_string = false;

  // The size of the object that begins the view, or npos when its end is not there yet.
  size_t Run(std::string_view view) {
    while (at < view.size()) {
      if (in_string) {
        at = view.find_first_of("\"\\", at);
        if (at == std::string_view::npos || (view[at] == '\\' && at + 1 >= view.size())) {
          at = at == std::string_view::npos ? view.size() : at;
          return std::string_view::npos;
        }
        in_string = view[at] == '\\';
        at += in_string ? 2 : 1;
        continue;
      }
      const char c = view[at++];
      if (c == '"') in_string = true;
      else if (c == '{' || c == '[') ++depth;
      else if ((c == '}' || c == ']') && --depth == 0) return at;
    }
    return std::string_view::npos;
  }
};

}  // namespace

UnitReader::UnitReader(std::unique_ptr<ByteSource> source, size_t max_unit_bytes) : source_(std::move(source)), cap_(max_unit_bytes),
    buffer_(kFirstBlock + kPadding) {}

// Reads on behind the resident bytes; false at the end or a fault. The buffer grows to the cap and a block more, never further.
bool UnitReader::Fill() {
  if (done_) return false;
  if (at_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + at_, end_ - at_);
    end_ -= at_;
    at_ = 0;
  }
  if (end_ > (buffer_.size() - kPadding) / 2) buffer_.resize(std::min(buffer_.size() * 2, cap_ + 2 * kBlock + kPadding));
  Result<size_t> n = source_->Read(buffer_.data() + end_, buffer_.size() - kPadding - end_);
  if (!n) fault_ = n.error();
  done_ = !n || *n == 0;
  if (done_) return false;
  end_ += *n;
  return true;
}

std::string_view UnitReader::Peek() {
  while (end_ - at_ < kPeek && Fill()) {
  }
  return Resident().substr(0, kPeek);
}

void UnitReader::Skip(size_t size) {
  line_ += CountLines(Resident().substr(0, size));
  at_ += size;
  offset_ += size;
}

Unit UnitReader::Emit(size_t size, size_t consumed) {
  Unit unit;
  unit.bytes = Resident().substr(0, size);
  unit.begin = offset_;
  unit.end = offset_ + size;
  unit.line = line_;
  at_ += consumed;
  offset_ += consumed;
  return unit;
}

std::optional<Unit> UnitReader::NextLine() {
  for (size_t seen = 0;;) {
    const std::string_view view = Resident();
    const void* end = view.size() > seen ? std::memchr(view.data() + seen, '\n', view.size() - seen) : nullptr;
    if (end != nullptr) {
      const auto size = static_cast<size_t>(static_cast<const char*>(end) - view.data());
      if (size > cap_) return SkipLine();
      Unit unit = Emit(size, size + 1);
      ++line_;
      return unit;
    }
    seen = view.size();
    if (seen > cap_) return SkipLine();
    if (Fill()) continue;
    if (seen == 0 || fault_) return std::nullopt;
    return Emit(seen, seen);
  }
}

Unit UnitReader::SkipLine() {
  Unit unit;
  unit.begin = offset_;
  unit.line = line_;
  unit.oversized = true;
  for (;;) {
    const std::string_view view = Resident();
    const size_t end = view.find('\n');
    const size_t taken = end == std::string_view::npos ? view.size() : end + 1;
    at_ += taken;
    offset_ += taken;
    unit.end = offset_ - (end == std::string_view::npos ? 0 : 1);
    if (end != std::string_view::npos) {
      ++line_;
      return unit;
    }
    if (!Fill()) return unit;
  }
}

// Stands at the first byte of a value; false at the end.
bool UnitReader::PassBlanks() {
  for (;;) {
    const std::string_view view = Resident();
    size_t n = 0;
    while (n < view.size() && (IsBlank(view[n]) || view[n] == ',' || view[n] == '[' || view[n] == ']')) ++n;
    Skip(n);
    if (n < view.size()) return true;
    if (!Fill()) return false;
  }
}

std::optional<Unit> UnitReader::NextValue() {
  if (!PassBlanks()) return std::nullopt;
  const bool object = Resident()[0] == '{';
  BraceScan scan;
  for (;;) {
    const std::string_view view = Resident();
    const size_t size = object ? scan.Run(view) : view.find_first_of(",]\n");
    if (size != std::string_view::npos) {
      if (size > cap_) return SkipObject();
      const uint32_t lines = CountLines(view.substr(0, size));
      Unit unit = Emit(size, size);
      line_ += lines;
      return unit;
    }
    if (view.size() > cap_) return SkipObject();
    if (Fill()) continue;
    Unit unit = Emit(view.size(), view.size());
    unit.cut_off = true;
    return unit;
  }
}

// Runs to the end of a value that is too long, dropping its bytes.
std::optional<Unit> UnitReader::SkipObject() {
  Unit unit;
  unit.begin = offset_;
  unit.line = line_;
  unit.oversized = true;
  const bool object = Resident()[0] == '{';
  BraceScan scan;
  for (;;) {
    const std::string_view view = Resident();
    const size_t end = object ? scan.Run(view) : view.find_first_of(",]\n");
    const size_t taken = end == std::string_view::npos ? (object ? scan.at : view.size()) : end;
    Skip(taken);
    scan.at -= std::min(scan.at, taken);
    unit.end = offset_;
    if (end != std::string_view::npos) return unit;
    if (!Fill()) {
      Skip(Resident().size());
      unit.end = offset_;
      return unit;
    }
  }
}

bool UnitReader::ReadAll(std::string& out) {
  for (;;) {
    const std::string_view view = Resident();
    out.append(view);
    Skip(view.size());
    if (out.size() > cap_) break;
    if (!Fill()) return true;
  }
  out.clear();
  out.shrink_to_fit();
  while (offset_ < kMaxCounted && Fill()) Skip(Resident().size());
  return false;
}

}  // namespace dateline
