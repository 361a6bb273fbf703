#include "text/lexicon.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <unordered_map>

#include "base/hash.h"

namespace dateline {
namespace {

constexpr uint32_t kMagic = 0x3158454c;  // "LEX1"
constexpr uint32_t kEmpty = UINT32_MAX;

struct Header {
  uint32_t magic, count, slots, readings, chars, reserved[3];
};

uint64_t ParseCount(std::string_view text) {
  uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Cost of a reading: -log(P(tag | word) / P(tag)) in 1/128 nats, shifted to be positive; what a hidden Markov tagger adds for the word.
uint16_t Cost(double word_tag, double word, double tag, double all_tags) {
  constexpr double kShift = 16;
  const double cost = -std::log(word_tag / word) + std::log(tag / all_tags) + kShift;
  return static_cast<uint16_t>(std::clamp(cost * 128, 0.0, 65535.0));
}

template <class T>
void PutArray(std::string& out, const std::vector<T>& values) {
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

struct Builder {
  std::vector<std::string> words;
  std::unordered_map<std::string, uint32_t> ids;

  uint32_t Id(std::string_view word) {
    const auto [it, fresh] = ids.try_emplace(std::string(word), static_cast<uint32_t>(words.size()));
    if (fresh) words.emplace_back(word);
    return it->second;
  }
};

}  // namespace

Result<std::string> Lexicon::Compile(const Table& lexicon, const Table& tags) {
  std::unordered_map<std::string_view, std::pair<uint16_t, double>> tag_ids;
  double all_tags = 0;
  for (const Table::Row& row : tags.rows()) {
    const auto count = static_cast<double>(ParseCount(row.cells[3]));
    tag_ids[row.cells[0]] = {static_cast<uint16_t>(tag_ids.size()), count};
    all_tags += count;
  }
  Builder builder;
  for (const Table::Row& row : lexicon.rows()) builder.Id(row.cells[0]);
  std::vector<uint32_t> counts(builder.words.size()), first = {0};
  std::vector<Reading> readings;
  for (const Table::Row& row : lexicon.rows()) {
    counts[builder.Id(row.cells[0])] = static_cast<uint32_t>(ParseCount(row.cells[1]));
    const std::vector<std::string_view> cells = SplitList(row.cells[2], ' ');
    double total = 0;
    for (const std::string_view cell : cells) total += static_cast<double>(ParseCount(cell.substr(cell.rfind(':') + 1)));
    for (const std::string_view cell : cells) {
      const size_t tag_end = cell.find(':'), count_at = cell.rfind(':');
      const auto tag = tag_ids.find(cell.substr(0, tag_end));
      if (tag == tag_ids.end() || tag_end == count_at) return Error{lexicon.Where(row), "reading \"" + std::string(cell) + "\"", "tag:lemma:count with a tag of tags.tsv"};
      const std::string_view lemma = cell.substr(tag_end + 1, count_at - tag_end - 1);
      const auto count = static_cast<double>(ParseCount(cell.substr(count_at + 1)));
      readings.push_back({WordId{builder.Id(lemma.empty() ? row.cells[0] : lemma)}, tag->second.first, Cost(count, total, tag->second.second, all_tags)});
    }
    first.push_back(static_cast<uint32_t>(readings.size()));
  }
  // Lemmas that are no words of their own come after the words and have no readings.
  counts.resize(builder.words.size());
  first.resize(builder.words.size() + 1, static_cast<uint32_t>(readings.size()));

  uint32_t slots = 1;
  while (slots < builder.words.size() * 2) slots *= 2;
  std::vector<uint32_t> hash(slots, kEmpty), offsets = {0};
  std::string chars;
  for (uint32_t id = 0; id < builder.words.size(); ++id) {
    uint32_t slot = static_cast<uint32_t>(Hash64(builder.words[id])) & (slots - 1);
    while (hash[slot] != kEmpty) slot = (slot + 1) & (slots - 1);
    hash[slot] = id;
    chars += builder.words[id];
    offsets.push_back(static_cast<uint32_t>(chars.size()));
  }
  const Header header = {kMagic, static_cast<uint32_t>(builder.words.size()), slots, static_cast<uint32_t>(readings.size()), static_cast<uint32_t>(chars.size()), {}};
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  PutArray(out, offsets);
  PutArray(out, counts);
  PutArray(out, first);
  PutArray(out, hash);
  PutArray(out, readings);
  return out + chars;
}

Result<Lexicon> Lexicon::Open(std::string_view bytes) {
  const Error broken = {"section \"lexicon\"", "damaged or truncated", "a section made by `dateline knowledge build`"};
  Header header;
  if (bytes.size() < sizeof header) return broken;
  std::memcpy(&header, bytes.data(), sizeof header);
  const uint64_t numbers = uint64_t{header.count} * 3 + 2 + header.slots;
  if (header.magic != kMagic || header.slots == 0 || (header.slots & (header.slots - 1)) != 0 ||
      bytes.size() != sizeof header + numbers * 4 + uint64_t{header.readings} * sizeof(Reading) + header.chars) {
    return broken;
  }
  Lexicon out;
  out.count_ = header.count;
  out.slots_ = header.slots;
  out.offsets_ = reinterpret_cast<const uint32_t*>(bytes.data() + sizeof header);
  out.counts_ = out.offsets_ + header.count + 1;
  out.first_reading_ = out.counts_ + header.count;
  out.hash_ = out.first_reading_ + header.count + 1;
  out.readings_ = reinterpret_cast<const Reading*>(out.hash_ + header.slots);
  out.chars_ = reinterpret_cast<const char*>(out.readings_ + header.readings);
  return out;
}

WordId Lexicon::Find(std::string_view lower) const {
  if (count_ == 0) return {};
  for (uint32_t slot = static_cast<uint32_t>(Hash64(lower)) & (slots_ - 1); hash_[slot] != kEmpty; slot = (slot + 1) & (slots_ - 1)) {
    if (Text(WordId{hash_[slot]}) == lower) return WordId{hash_[slot]};
  }
  return {};
}

std::string_view Lexicon::Text(WordId word) const { return {chars_ + offsets_[word.value], offsets_[word.value + 1] - offsets_[word.value]}; }

uint32_t Lexicon::Count(WordId word) const { return word.value < count_ ? counts_[word.value] : 0; }

std::span<const Reading> Lexicon::Readings(WordId word) const {
  if (word.value >= count_) return {};
  return {readings_ + first_reading_[word.value], readings_ + first_reading_[word.value + 1]};
}

WordId Vocabulary::Find(std::string_view lower) const {
  if (const WordId id = lexicon_.Find(lower); id.valid()) return id;
  if (const auto it = index_.find(lower); it != index_.end()) return WordId{it->second};
  return {};
}

WordId Vocabulary::Intern(std::string_view lower) {
  if (const WordId id = Find(lower); id.valid()) return id;
  added_.push_back(std::make_unique<std::string>(lower));
  const uint32_t id = size() - 1;
  index_.emplace(*added_.back(), id);
  return WordId{id};
}

std::string_view Vocabulary::Text(WordId word) const {
  if (word.value < lexicon_.size()) return lexicon_.Text(word);
  const uint32_t at = word.value - lexicon_.size();
  return at < added_.size() ? std::string_view(*added_[at]) : std::string_view{};
}

}  // namespace dateline
