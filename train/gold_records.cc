#include "train/gold_records.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "base/mapped_file.h"
#include "engine/blocks.h"

namespace dateline::train {
namespace {

using simdjson::dom::element;

bool IsWordByte(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '_' || static_cast<uint8_t>(c) >= 0x80; }

/// Words in lower case without possessive endings, stops and the emptiest words.
std::vector<std::string> Words(std::string_view text) {
  static const std::set<std::string> kStop = {"the", "a", "an", "of", "in", "on", "at", "to", "and", "mr", "mrs", "ms", "his", "her", "their", "its"};
  std::string lower;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    const size_t mark = rest.starts_with("'s") ? 2 : rest.starts_with("\xE2\x80\x99s") ? 4 : 0;
    if (mark > 0 && (rest.size() == mark || !IsWordByte(static_cast<char>(std::tolower(rest[mark]))))) {
      i += mark - 1;
      continue;
    }
    if (text[i] != '.') lower += static_cast<char>(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
  }
  // Curly quotes and dashes are no letters.
  for (const std::string_view mark : {"\xE2\x80\x99", "\xE2\x80\x98", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x93", "\xE2\x80\x94"}) {
    for (size_t at = lower.find(mark); at != std::string::npos; at = lower.find(mark)) lower.replace(at, mark.size(), 1, ' ');
  }
  std::vector<std::string> all, out;
  for (size_t i = 0; i < lower.size();) {
    size_t end = i;
    while (end < lower.size() && IsWordByte(lower[end])) ++end;
    if (end > i) all.push_back(lower.substr(i, end - i));
    i = std::max(end, i + 1);
  }
  for (const std::string& word : all) {
    if (!kStop.contains(word)) out.push_back(word);
  }
  return out.empty() ? all : out;
}

GoldNumber NumberOf(const element& value) {
  GoldNumber out;
  simdjson::dom::array items;
  if (value.get(items) != simdjson::SUCCESS) return out;
  size_t i = 0;
  for (const element item : items) {
    double number = 0;
    const bool open = item.get(number) != simdjson::SUCCESS;
    (i == 0 ? out.low : i == 1 ? out.best : out.high) = number;
    (i == 0 ? out.low_open : i == 1 ? out.best_open : out.high_open) = open;
    ++i;
  }
  return out;
}

constexpr std::array<std::string_view, 7> kNumberSlots = {"killed", "injured", "missing", "detained", "abducted", "count", "price"};
constexpr std::array<std::string_view, 13> kTextSlots = {"actor", "recipient", "people", "origin", "via", "destination", "facilitator", "holder", "previous", "place", "time", "source", "content"};

GoldRecord RecordOf(const element& row, const std::vector<uint32_t>& byte_of) {
  const auto text = [&](const char* key) {
    std::string_view value;
    return row[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
  };
  const auto at = [&](int64_t point) { return byte_of[static_cast<size_t>(std::clamp<int64_t>(point, 0, static_cast<int64_t>(byte_of.size()) - 1))]; };
  GoldRecord out;
  out.kind = text("kind");
  out.type = text("type");
  out.polarity = text("polarity");
  out.certainty = text("certainty");
  out.tense = text("tense");
  int64_t begin = 0, end = 0;
  if (row["begin"].get(begin) == simdjson::SUCCESS && row["end"].get(end) == simdjson::SUCCESS) out.trigger = {at(begin), at(end)};
  simdjson::dom::array sentence;
  if (row["sentence"].get(sentence) == simdjson::SUCCESS && sentence.at(0).get(begin) == simdjson::SUCCESS && sentence.at(1).get(end) == simdjson::SUCCESS) out.sentence = {at(begin), at(end)};
  bool optional = false;
  out.optional = row["optional"].get(optional) == simdjson::SUCCESS && optional;
  double p = 1;
  if (row["p"].get(p) == simdjson::SUCCESS) out.probability = static_cast<float>(p);
  if (row["pt"].get(p) == simdjson::SUCCESS) out.type_probability = static_cast<float>(p);
  for (const std::string_view slot : kNumberSlots) {
    element value;
    if (row[slot].get(value) == simdjson::SUCCESS && value.is_array()) out.numbers[std::string(slot)] = NumberOf(value);
  }
  for (const std::string_view slot : kTextSlots) {
    element value;
    if (row[slot].get(value) != simdjson::SUCCESS) continue;
    std::string_view one;
    simdjson::dom::array many;
    if (value.get(one) == simdjson::SUCCESS) out.texts[std::string(slot)].emplace_back(one);
    if (value.get(many) != simdjson::SUCCESS) continue;
    for (const element item : many) {
      if (item.get(one) == simdjson::SUCCESS) out.texts[std::string(slot)].emplace_back(one);
    }
  }
  return out;
}

std::string_view KindName(RecordKind kind) { return Name(kind); }

bool AnySame(const std::vector<std::string_view>& forms, const std::vector<std::string>& coded) {
  return std::any_of(forms.begin(), forms.end(), [&](std::string_view form) { return std::any_of(coded.begin(), coded.end(), [&](const std::string& c) { return SameText(form, c); }); });
}

}  // namespace

Result<std::vector<GoldReport>> ReadGold(const std::string& path) {
  auto bytes = ReadFile(path);
  if (!bytes) return bytes.error();
  std::vector<GoldReport> out;
  simdjson::dom::parser parser;
  for (size_t begin = 0; begin < bytes->size();) {
    const size_t end = std::min(bytes->find('\n', begin), bytes->size());
    GoldReport report;
    report.line = bytes->substr(begin, end - begin);
    begin = end + 1;
    if (report.line.empty()) continue;
    element row;
    std::string_view id, text;
    simdjson::dom::array records;
    if (parser.parse(report.line).get(row) != simdjson::SUCCESS || row["id"].get(id) != simdjson::SUCCESS || row["text"].get(text) != simdjson::SUCCESS || row["records"].get(records) != simdjson::SUCCESS) {
      return Error{path, "a line without id, text and records", "hand-coded reports (train/books/join.py writes them)"};
    }
    report.id = id;
    report.text = text;
    std::string_view scope;
    report.all_violence = row["scope"].get(scope) == simdjson::SUCCESS && scope == "all-violence";
    std::vector<uint32_t> byte_of;
    for (uint32_t i = 0; i < text.size(); ++i) {
      if ((static_cast<uint8_t>(text[i]) & 0xC0) != 0x80) byte_of.push_back(i);
    }
    byte_of.push_back(static_cast<uint32_t>(text.size()));
    for (const element record : records) report.records.push_back(RecordOf(record, byte_of));
    out.push_back(std::move(report));
  }
  return out;
}

bool SameText(std::string_view found, std::string_view coded) {
  const std::vector<std::string> p = Words(found), g = Words(coded);
  if (p.empty() || g.empty()) return false;
  const std::set<std::string> a(p.begin(), p.end()), b(g.begin(), g.end());
  size_t both = 0;
  for (const std::string& word : a) both += b.contains(word);
  if (2 * both >= a.size() + b.size() - both) return true;
  if (both != a.size() && both != b.size()) return false;
  return p.back() == g.back() || both >= 2 || (b.contains(p.back()) && a.contains(g.back()));
}

bool SameNumber(double best, const GoldNumber& g) {
  if (!g.low_open && !g.best_open && !g.high_open && g.low == g.best && g.best == g.high) return best == g.best;
  if (!g.best_open && std::abs(best - g.best) <= 0.25 * std::abs(g.best)) return true;
  return !g.low_open && !g.high_open && g.low <= best && best <= g.high;
}

std::vector<std::string_view> FormsOf(const Document& doc, PartyId id) {
  std::vector<std::string_view> out;
  if (!id.valid()) return out;
  const PartyMention* party = &doc.parties[id.value];
  if (party->antecedent.valid()) party = &doc.parties[party->antecedent.value];
  out.push_back(doc.text(party->span));
  for (const std::string_view form : {party->name, party->person, party->role}) {
    if (!form.empty()) out.push_back(form);
  }
  return out;
}

std::vector<std::string_view> FormsOf(const Document& doc, PlaceId id) {
  std::vector<std::string_view> out;
  if (!id.valid()) return out;
  out.push_back(doc.text(doc.places[id.value].span));
  if (!doc.places[id.value].name.empty()) out.push_back(doc.places[id.value].name);
  return out;
}

Span Locate(const Document& doc, Span span, std::string_view gold) {
  const std::string_view words = doc.text(span);
  if (span.end <= gold.size() && gold.substr(span.begin, span.size()) == words) return span;
  // The cleaner has moved it: look for it with what stands around.
  for (const uint32_t around : {24u, 12u, 4u}) {
    const Span wide = {span.begin > around ? span.begin - around : 0, std::min<uint32_t>(span.end + around, static_cast<uint32_t>(doc.clean.size()))};
    const size_t at = gold.find(doc.text(wide));
    if (at != std::string_view::npos) return {static_cast<uint32_t>(at + span.begin - wide.begin), static_cast<uint32_t>(at + span.end - wide.begin)};
  }
  return {};
}

size_t SlotsRight(const Document& doc, const Record& r, const GoldRecord& g) {
  size_t right = 0;
  const auto coded = [&](const char* slot) -> const std::vector<std::string>* {
    const auto it = g.texts.find(slot);
    return it == g.texts.end() ? nullptr : &it->second;
  };
  const auto parties = [&](const char* slot, const std::vector<PartyId>& ids) {
    if (const auto* c = coded(slot)) right += std::any_of(ids.begin(), ids.end(), [&](PartyId id) { return AnySame(FormsOf(doc, id), *c); });
  };
  const auto places = [&](const char* slot, const std::vector<PlaceId>& ids) {
    if (const auto* c = coded(slot)) right += std::any_of(ids.begin(), ids.end(), [&](PlaceId id) { return AnySame(FormsOf(doc, id), *c); });
  };
  parties("actor", r.actors);
  parties("recipient", r.recipients);
  parties("people", {r.people});
  parties("facilitator", {r.facilitator});
  parties("holder", {r.holder});
  parties("previous", {r.previous_holder});
  parties("destination", {r.joined});
  places("origin", r.origin);
  places("via", r.via);
  places("destination", r.destination);
  places("place", r.places);
  if (const auto* c = coded("time")) right += std::any_of(r.times.begin(), r.times.end(), [&](TimeId id) { return AnySame({doc.text(doc.times[id.value].span)}, *c); });
  if (const auto* c = coded("content"); c != nullptr && !r.content.empty()) right += AnySame({doc.text(r.content)}, *c);
  for (size_t k = 0; k < kTolls; ++k) {
    const auto it = g.numbers.find(std::string(kNumberSlots[k]));
    right += it != g.numbers.end() && r.toll[k].given && SameNumber(r.toll[k].estimate.best, it->second);
  }
  if (const auto it = g.numbers.find("count"); it != g.numbers.end() && r.has_count) right += SameNumber(r.count.best, it->second);
  return right;
}

Labels Align(const Document& doc, const GoldReport& gold) {
  const size_t size = doc.candidates.size();
  Labels out;
  out.right.assign(size, 0);
  out.paired.assign(size, 0);
  out.gold.assign(size, UINT32_MAX);
  std::vector<Span> trigger(size);
  for (size_t i = 0; i < size; ++i) trigger[i] = Locate(doc, doc.candidates[i].record.trigger, gold.text);
  const auto final = [&](size_t i) { return doc.candidates[i].outcome == Outcome::kRecord || doc.candidates[i].outcome == Outcome::kUnlikely; };
  const auto fits = [&](size_t i, const GoldRecord& g) {
    return !trigger[i].empty() && KindName(doc.candidates[i].record.kind) == g.kind && g.sentence.begin <= trigger[i].begin && trigger[i].begin < g.sentence.end;
  };
  // The records as the measure pairs them, best pairs first.
  std::vector<std::tuple<int, int, uint32_t, uint32_t>> pairs;
  for (uint32_t i = 0; i < size; ++i) {
    if (!final(i)) continue;
    const Record& r = doc.candidates[i].record;
    for (uint32_t j = 0; j < gold.records.size(); ++j) {
      const GoldRecord& g = gold.records[j];
      if (!fits(i, g)) continue;
      const bool type = r.kind != RecordKind::kStatement && r.type == g.type, over = trigger[i].Overlaps(g.trigger);
      const size_t slots = SlotsRight(doc, r, g);
      if (!over && !(type && r.kind != RecordKind::kEvent) && slots == 0) continue;
      const int distance = std::abs(static_cast<int>(trigger[i].begin) - static_cast<int>(g.trigger.begin));
      pairs.emplace_back(-(3 * type + 2 * over + static_cast<int>(slots) + type), distance, i, j);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<bool> used(gold.records.size(), false);
  for (const auto& [score, distance, i, j] : pairs) {
    if (used[j] || out.gold[i] != UINT32_MAX) continue;
    used[j] = true;
    out.gold[i] = j;
    out.paired[i] = gold.records[j].optional ? -1 : 1;
  }
  const auto better_rival = [&](size_t i, const GoldRecord& g) {
    for (size_t k = 0; k < size; ++k) {
      if (doc.candidates[k].outcome == Outcome::kRival && fits(k, g) && trigger[k].Overlaps(trigger[i]) && doc.candidates[k].record.type == g.type) return true;
    }
    return false;
  };
  for (size_t i = 0; i < size; ++i) {
    const Record& r = doc.candidates[i].record;
    if (final(i) && out.gold[i] != UINT32_MAX) {
      const GoldRecord& g = gold.records[out.gold[i]];
      const bool typed = r.kind == RecordKind::kStatement || r.type == g.type;
      out.right[i] = g.optional ? -1 : typed || !better_rival(i, g);
      continue;
    }
    if (final(i)) continue;
    // A reading that was not chosen, or was taken in: right when its words are coded so.
    for (const GoldRecord& g : gold.records) {
      if (fits(i, g) && trigger[i].Overlaps(g.trigger) && r.type == g.type) out.right[i] = g.optional ? -1 : 1;
    }
    if (doc.candidates[i].outcome != Outcome::kRival) out.right[i] = -1;
  }
  return out;
}

std::vector<float> AlignSilver(const Document& doc, const GoldReport& silver) {
  constexpr float kSilent = 0.02f;  // what the teacher gives to words that it does not even name
  std::vector<float> out(doc.candidates.size(), kSilent);
  for (size_t i = 0; i < out.size(); ++i) {
    const Record& r = doc.candidates[i].record;
    const Span trigger = Locate(doc, r.trigger, silver.text);
    if (trigger.empty() || doc.candidates[i].outcome == Outcome::kMerged || doc.candidates[i].outcome == Outcome::kTold) {
      out[i] = -1;
      continue;
    }
    for (const GoldRecord& g : silver.records) {
      if (!trigger.Overlaps(g.trigger)) continue;
      const bool same = KindName(r.kind) == g.kind && (r.kind == RecordKind::kStatement || r.type == g.type);
      out[i] = std::max(out[i], g.probability * (same ? g.type_probability : (1 - g.type_probability) / 4));
    }
  }
  return out;
}

}  // namespace dateline::train
