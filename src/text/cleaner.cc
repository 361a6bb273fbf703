#include "text/cleaner.h"

#include <algorithm>

#include "base/charset.h"
#include "text/characters.h"
#include "text/edits.h"

namespace dateline {
namespace {

constexpr size_t kLimit = size_t{16} << 20;
constexpr std::string_view kSeparator = "\n\n";

bool IsRead(PartRole role) { return role == PartRole::kTitle || role == PartRole::kBody || role == PartRole::kCaption || role == PartRole::kDateline; }

/// At most `size` bytes of valid UTF-8, cut before a character.
std::string_view Cut(std::string_view text, size_t size, CleaningCounts& counts) {
  if (text.size() <= size) return text;
  ++counts.truncated;
  while (size > 0 && (static_cast<uint8_t>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

std::string_view TrimBlanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

}  // namespace

Result<Cleaner> Cleaner::Load(const Container& knowledge, const Vocabulary& vocabulary) {
  Result<WordMender> mender = WordMender::Load(knowledge, vocabulary);
  if (!mender) return mender.error();
  Cleaner out;
  out.mender_ = std::move(*mender);
  return out;
}

/// Where the cleaning of a document stands.
struct Cleaner::Progress {
  std::string_view original;
  Encoding encoding = Encoding::kUtf8;
  uint32_t end = 0;      ///< of the last part written, in the original
  bool damaged = false;  ///< words of the parts before were broken
};

void Cleaner::Clean(Document& doc) const {
  doc.clean.clear();
  doc.offsets.Clear();
  doc.clean_parts.clear();
  doc.cleaning = {};
  Progress progress;
  progress.original = std::string_view(doc.report.original).substr(0, UINT32_MAX);
  progress.encoding = DetectEncoding(progress.original);
  doc.cleaning.encoding = progress.encoding != Encoding::kUtf8;

  const auto size = static_cast<uint32_t>(progress.original.size());
  const Part whole = {PartRole::kBody, {0, size}};
  const Part* parts = doc.report.parts.empty() ? &whole : doc.report.parts.data();
  const size_t count = doc.report.parts.empty() ? 1 : doc.report.parts.size();
  uint32_t at = progress.encoding == Encoding::kUtf8 && progress.original.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  for (size_t i = 0; i < count; ++i) {
    const Part part = {parts[i].role, {std::max(parts[i].bytes.begin, at), std::min(parts[i].bytes.end, size)}};
    if (part.bytes.empty()) continue;
    at = part.bytes.end;
    if (!IsRead(part.role)) continue;
    const std::string_view words = TrimBlanks(TextOf(progress.original, part.bytes));
    const auto same = [&](const Part& other) {
      return other.role == PartRole::kCaption && other.bytes.end <= part.bytes.begin && !other.bytes.empty() && TrimBlanks(TextOf(progress.original, other.bytes)) == words;
    };
    constexpr size_t kCaptions = 64;  // a report with more parts keeps its doublets, so that time stays linear
    if (part.role == PartRole::kCaption && i < kCaptions && std::any_of(parts, parts + i, same)) ++doc.cleaning.duplicate_captions;
    else CleanPart(part, progress, doc);
  }
}

void Cleaner::CleanPart(Part part, Progress& progress, Document& doc) const {
  const std::string_view bytes = TextOf(progress.original, part.bytes);
  const size_t room = kLimit - std::min(kLimit, doc.clean.size() + kSeparator.size());
  std::string decoded, mended;
  OffsetMap decoded_map, mended_map;
  Layer layer = {bytes, part.bytes.begin, nullptr};
  if (progress.encoding != Encoding::kUtf8 || ValidUtf8Prefix(bytes) < bytes.size()) {
    Decode(bytes, progress.encoding, decoded, decoded_map, part.bytes.begin);
    layer = {decoded, 0, &decoded_map};
    doc.cleaning.encoding = std::max(doc.cleaning.encoding, 1u);
  }
  layer.text = Cut(layer.text, room, doc.cleaning);
  EditList edits;
  MendCharacters(layer.text, edits, doc.cleaning);
  if (!edits.empty()) {
    edits.Apply(layer, mended, mended_map);
    layer = {mended, 0, &mended_map};
    layer.text = Cut(layer.text, room, doc.cleaning);
    edits.Clear();
  }
  if (layer.text.empty()) return;
  mender_.Mend(layer.text, progress.damaged, edits, doc.cleaning);
  if (!doc.clean.empty()) {
    doc.clean += kSeparator;
    doc.offsets.AddReplacement({progress.end, part.bytes.begin}, static_cast<uint32_t>(kSeparator.size()));
  }
  const auto begin = static_cast<uint32_t>(doc.clean.size());
  edits.Apply(layer, doc.clean, doc.offsets);
  doc.clean_parts.push_back({part.role, {begin, static_cast<uint32_t>(doc.clean.size())}});
  progress.end = part.bytes.end;
}

}  // namespace dateline
