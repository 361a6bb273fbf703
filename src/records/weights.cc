#include "records/weights.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace dateline {
namespace {

struct Header {
  uint32_t magic, slots, rows, classes;
};
constexpr uint32_t kMagic = 0x31544757;  // "WGT1"

bool ParseWeight(std::string_view text, int16_t& out) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(std::abs(value) <= 32.7)) return false;
  out = static_cast<int16_t>(std::lround(value * FeatureWeights::kScale));
  return true;
}

}  // namespace

uint64_t FeatureWeights::HashName(std::string_view name) {
  const size_t eq = name.find('=');
  uint64_t hash = NamePart(name.substr(0, eq)).hash;
  if (eq == std::string_view::npos) return hash;
  for (std::string_view rest = name.substr(eq + 1);;) {
    const size_t bar = rest.find('|');
    hash = CombineHash(hash, NamePart(rest.substr(0, bar)).hash);
    if (bar == std::string_view::npos) return hash;
    rest.remove_prefix(bar + 1);
  }
}

Result<std::string> FeatureWeights::Compile(const Table& table, std::span<const std::string_view> classes) {
  if (table.columns().size() != 2) return Error{"knowledge/" + table.name(), std::to_string(table.columns().size()) + " columns", "2: feature, weights"};
  const auto rows = static_cast<uint32_t>(table.rows().size());
  uint32_t size = 16;
  while (size < 2 * rows) size *= 2;
  std::vector<Slot> slots(size, Slot{0, 0});
  const size_t width = std::max<size_t>(1, classes.size());
  std::vector<int16_t> weights(width * rows, 0);
  uint32_t number = 0;
  for (const Table::Row& row : table.rows()) {
    const auto bad = [&](std::string_view text) { return Error{table.Where(row), "weight \"" + std::string(text) + "\"", classes.empty() ? "a number from -32 to 32" : "CLASS:NUMBER, the number from -32 to 32"}; };
    if (classes.empty()) {
      if (!ParseWeight(row.cells[1], weights[number])) return bad(row.cells[1]);
    }
    for (const std::string_view item : classes.empty() ? std::vector<std::string_view>{} : SplitList(row.cells[1], ' ')) {
      const size_t colon = item.find(':');
      const auto which = std::find(classes.begin(), classes.end(), item.substr(0, colon));
      if (colon == std::string_view::npos || which == classes.end() || !ParseWeight(item.substr(colon + 1), weights[number * width + static_cast<size_t>(which - classes.begin())])) return bad(item);
    }
    const uint64_t hash = HashName(row.cells[0]);
    uint32_t at = static_cast<uint32_t>(hash) & (size - 1);
    while (slots[at].row != 0 && slots[at].print != static_cast<uint32_t>(hash >> 32)) at = (at + 1) & (size - 1);
    if (slots[at].row != 0) return Error{table.Where(row), "feature \"" + std::string(row.cells[0]) + "\" a second time", "each feature once"};
    slots[at] = {static_cast<uint32_t>(hash >> 32), ++number};
  }
  const Header header{kMagic, size, rows, static_cast<uint32_t>(width)};
  std::string out(sizeof header + slots.size() * sizeof(Slot) + weights.size() * sizeof(int16_t), '\0');
  std::memcpy(out.data(), &header, sizeof header);
  std::memcpy(out.data() + sizeof header, slots.data(), slots.size() * sizeof(Slot));
  std::memcpy(out.data() + sizeof header + slots.size() * sizeof(Slot), weights.data(), weights.size() * sizeof(int16_t));
  return out;
}

Result<FeatureWeights> FeatureWeights::Open(std::string_view section, size_t classes) {
  FeatureWeights out;
  out.classes_ = std::max<size_t>(1, classes);
  if (section.empty()) return out;
  Header header{};
  if (section.size() >= sizeof header) std::memcpy(&header, section.data(), sizeof header);
  const bool sound = header.magic == kMagic && header.classes == out.classes_ && header.slots >= 16 && (header.slots & (header.slots - 1)) == 0 && header.rows <= header.slots / 2 &&
                     section.size() == sizeof header + size_t{header.slots} * sizeof(Slot) + size_t{header.rows} * header.classes * sizeof(int16_t);
  if (!sound) return Error{"section of weights", "bytes that are none", "a section made by `dateline knowledge build`"};
  out.mask_ = header.slots - 1;
  out.rows_ = header.rows;
  out.slots_ = reinterpret_cast<const Slot*>(section.data() + sizeof header);
  out.weights_ = reinterpret_cast<const int16_t*>(section.data() + sizeof header + size_t{header.slots} * sizeof(Slot));
  for (uint32_t at = 0; at < header.slots; ++at) {
    if (out.slots_[at].row > header.rows) return Error{"section of weights", "row " + std::to_string(out.slots_[at].row), "at most " + std::to_string(header.rows)};
  }
  return out;
}

float FeatureWeights::Weight(std::string_view name, size_t which) const {
  const int16_t* weights = Find(HashName(name));
  return weights == nullptr ? 0 : static_cast<float>(weights[which]) / static_cast<float>(kScale);
}

void FeatureSum::Trace(int32_t value, const NamePart& name, const NamePart* a, const NamePart* b) {
  WeighedFeature out;
  out.name = name.text;
  if (a != nullptr) out.name.append("=").append(a->text);
  if (b != nullptr) out.name.append("|").append(b->text);
  out.value = static_cast<float>(value) / static_cast<float>(kOne);
  trace_->push_back(std::move(out));
}

NamePart Bucket(uint32_t number, uint32_t cap) {
  static constexpr std::array<NamePart, 13> kNumbers = {"0"_part, "1"_part, "2"_part, "3"_part, "4"_part, "5"_part, "6"_part, "7"_part, "8"_part, "9"_part, "10"_part, "11"_part, "12"_part};
  static constexpr std::array<NamePart, 13> kMore = {"0+"_part, "1+"_part, "2+"_part, "3+"_part, "4+"_part, "5+"_part, "6+"_part, "7+"_part, "8+"_part, "9+"_part, "10+"_part, "11+"_part, "12+"_part};
  cap = std::min<uint32_t>(cap, 12);
  return number < cap ? kNumbers[number] : kMore[cap];
}

}  // namespace dateline
