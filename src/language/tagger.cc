#include "language/tagger.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <map>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr double kScale = 128;  // costs in 1/128 nats, as the lexicon's
constexpr double kShift = 16;

struct Header {
  uint32_t magic, tags, proper, number, noun, adjective, suffixes, reserved;
};
constexpr uint32_t kMagic = 0x31474154;  // "TAG1"

struct TagInfo {
  uint8_t upos;
  uint8_t padding;
  uint16_t morph, capital_cost, small_cost;
};

struct Suffix {
  std::array<char, 4> text;  ///< padded with \0 on the right
  std::array<uint8_t, 6> tags;
  std::array<uint16_t, 6> costs;  ///< UINT16_MAX: none
  uint16_t padding;
};
static_assert(sizeof(Suffix) == 24);

uint32_t Number(std::string_view text) {
  uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

uint16_t CostOf(double probability) { return static_cast<uint16_t>(std::clamp(-std::log(std::max(probability, 1e-9)) * kScale, 0.0, 65535.0)); }

Upos ParseUpos(std::string_view text) {
  constexpr std::array<std::string_view, 17> kNames = {"X", "NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "NUM", "CCONJ", "SCONJ", "PART", "PUNCT", "SYM", "INTJ"};
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<Upos>(i);
  }
  return Upos::kX;
}

uint16_t ParseMorph(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, uint16_t>, 7> kNames = {{{"plural", kPlural}, {"past", kPastTense}, {"participle", kPastParticiple}, {"gerund", kGerund},
                                                                           {"present", kFinitePresent}, {"base", kBaseForm}, {"possessive", kPossessive}}};
  for (const auto& [name, flag] : kNames) {
    if (name == text) return flag;
  }
  return 0;
}

/// Transition costs by deleted interpolation of one, two and three tags.
std::vector<uint16_t> Transitions(const std::map<std::string_view, size_t>& ids, const Table& trigrams) {
  const size_t n = ids.size();
  std::vector<double> one(n), two(n * n), three(n * n * n), two_any(n * n), one_any(n);
  double total = 0;
  for (const Table::Row& row : trigrams.rows()) {
    const auto a = ids.find(row.cells[0]), b = ids.find(row.cells[1]), c = ids.find(row.cells[2]);
    if (a == ids.end() || b == ids.end() || c == ids.end()) continue;
    const double count = Number(row.cells[3]);
    three[(a->second * n + b->second) * n + c->second] += count;
    two_any[a->second * n + b->second] += count;
    two[b->second * n + c->second] += count;
    one_any[b->second] += count;
    one[c->second] += count;
    total += count;
  }
  constexpr double kOne = 0.06, kTwo = 0.34, kThree = 0.60;
  std::vector<uint16_t> out(n * n * n);
  for (size_t a = 0; a < n; ++a) {
    for (size_t b = 0; b < n; ++b) {
      for (size_t c = 0; c < n; ++c) {
        const double p3 = two_any[a * n + b] > 0 ? three[(a * n + b) * n + c] / two_any[a * n + b] : 0;
        const double p2 = one_any[b] > 0 ? two[b * n + c] / one_any[b] : 0;
        out[(a * n + b) * n + c] = CostOf(kOne * (one[c] + 0.5) / total + kTwo * p2 + kThree * p3);
      }
    }
  }
  return out;
}

}  // namespace

struct Tagger::Candidates {
  std::array<uint8_t, kMaxReadings + 2> tag;
  std::array<uint32_t, kMaxReadings + 2> cost;
  std::array<WordId, kMaxReadings + 2> lemma;
  size_t size = 0;

  void Add(size_t t, uint32_t c, WordId l) {
    if (size == tag.size()) return;
    tag[size] = static_cast<uint8_t>(t);
    cost[size] = c;
    lemma[size++] = l;
  }
};

Result<std::string> Tagger::Compile(const Table& tags, const Table& trigrams, const Table& suffixes) {
  std::map<std::string_view, size_t> ids;
  std::vector<double> counts;
  double total = 0;
  std::string info;
  if (tags.rows().size() > kMaxTags) return Error{"knowledge/" + tags.name(), std::to_string(tags.rows().size()) + " tags", "at most 64"};
  for (const Table::Row& row : tags.rows()) {
    ids[row.cells[0]] = counts.size();
    counts.push_back(Number(row.cells[3]));
    total += counts.back();
    const double capital = Number(row.cells[4]) / 1000.0;
    const TagInfo tag = {static_cast<uint8_t>(ParseUpos(row.cells[1])), 0, ParseMorph(row.cells[2]), CostOf(capital), CostOf(1 - capital)};
    info.append(reinterpret_cast<const char*>(&tag), sizeof tag);
  }
  for (const char* needed : {"START", "END", "PROPN/NNP", "NUM/NUM", "NOUN/NN", "ADJ/JJ"}) {
    if (!ids.contains(needed)) return Error{"knowledge/" + tags.name(), std::string("no tag ") + needed, "it in the list"};
  }
  std::vector<Suffix> rows;
  for (const Table::Row& row : suffixes.rows()) {
    Suffix suffix{};
    suffix.costs.fill(UINT16_MAX);
    std::copy_n(row.cells[0].begin(), std::min<size_t>(4, row.cells[0].size()), suffix.text.begin());
    double sum = 0;
    for (const std::string_view cell : SplitList(row.cells[1], ' ')) sum += Number(cell.substr(cell.rfind(':') + 1));
    size_t i = 0;
    for (const std::string_view cell : SplitList(row.cells[1], ' ')) {
      const auto tag = ids.find(cell.substr(0, cell.rfind(':')));
      if (tag == ids.end() || i == suffix.tags.size()) continue;
      const double p = Number(cell.substr(cell.rfind(':') + 1)) / sum;
      suffix.tags[i] = static_cast<uint8_t>(tag->second);
      suffix.costs[i++] = static_cast<uint16_t>(std::clamp((-std::log(p) + std::log(counts[tag->second] / total) + kShift) * kScale, 0.0, 65534.0));
    }
    rows.push_back(suffix);
  }
  std::sort(rows.begin(), rows.end(), [](const Suffix& a, const Suffix& b) { return a.text < b.text; });
  const auto id = [&](const char* name) { return static_cast<uint32_t>(ids[name]); };
  const Header header = {kMagic, static_cast<uint32_t>(counts.size()), id("PROPN/NNP"), id("NUM/NUM"), id("NOUN/NN"), id("ADJ/JJ"), static_cast<uint32_t>(rows.size()), 0};
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  out += info;
  out.append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Suffix));
  const std::vector<uint16_t> transitions = Transitions(ids, trigrams);
  out.append(reinterpret_cast<const char*>(transitions.data()), transitions.size() * sizeof(uint16_t));
  return out;
}

Result<Tagger> Tagger::Load(const Container& knowledge) {
  const std::string_view bytes = knowledge.Section("tagger");
  const Error broken = {"section \"tagger\"", bytes.empty() ? "missing" : "damaged", "a file made by `dateline knowledge build`"};
  Header header;
  if (bytes.size() < sizeof header) return broken;
  std::memcpy(&header, bytes.data(), sizeof header);
  const size_t n = header.tags;
  if (header.magic != kMagic || n > kMaxTags || n < 3 || bytes.size() != sizeof header + n * sizeof(TagInfo) + size_t{header.suffixes} * sizeof(Suffix) + n * n * n * 2) return broken;
  if (header.proper >= n || header.number >= n || header.noun >= n || header.adjective >= n) return broken;
  Tagger out;
  out.tag_count_ = n;
  for (size_t i = 0; i < n; ++i) {
    TagInfo tag;
    std::memcpy(&tag, bytes.data() + sizeof header + i * sizeof tag, sizeof tag);
    out.upos_[i] = static_cast<Upos>(tag.upos);
    out.morph_[i] = tag.morph;
    out.capital_cost_[i] = tag.capital_cost;
    out.small_cost_[i] = tag.small_cost;
  }
  out.proper_ = static_cast<uint16_t>(header.proper);
  out.number_ = static_cast<uint16_t>(header.number);
  out.noun_ = static_cast<uint16_t>(header.noun);
  out.adjective_ = static_cast<uint16_t>(header.adjective);
  out.suffix_bytes_ = bytes.substr(sizeof header + n * sizeof(TagInfo), size_t{header.suffixes} * sizeof(Suffix));
  out.suffix_count_ = header.suffixes;
  out.transitions_ = reinterpret_cast<const uint16_t*>(out.suffix_bytes_.data() + out.suffix_bytes_.size());
  return out;
}

void Tagger::AddUnknown(std::string_view lower, uint8_t shape, Candidates& out) const {
  const auto* rows = reinterpret_cast<const Suffix*>(suffix_bytes_.data());
  for (size_t size = std::min<size_t>(4, lower.size() > 2 ? lower.size() - 2 : 0); size > 0; --size) {
    std::array<char, 4> key{};
    std::copy_n(lower.end() - static_cast<std::ptrdiff_t>(size), size, key.begin());
    const Suffix* row = std::lower_bound(rows, rows + suffix_count_, key, [](const Suffix& s, const std::array<char, 4>& k) { return s.text < k; });
    if (row == rows + suffix_count_ || row->text != key) continue;
    for (size_t i = 0; i < row->tags.size() && row->costs[i] != UINT16_MAX; ++i) out.Add(row->tags[i], row->costs[i], {});
    break;
  }
  constexpr auto kUnseen = static_cast<uint32_t>((kShift + 1) * kScale);
  const auto has = [&](size_t tag) { return std::find(out.tag.begin(), out.tag.begin() + static_cast<std::ptrdiff_t>(out.size), tag) != out.tag.begin() + static_cast<std::ptrdiff_t>(out.size); };
  if (!has(noun_)) out.Add(noun_, kUnseen, {});
  if ((shape & kCapitalized) && !has(proper_)) out.Add(proper_, kUnseen, {});
}

void Tagger::Collect(const Vocabulary& vocabulary, const Document& doc, uint32_t token, bool first, bool shouted, Candidates& out) const {
  out.size = 0;
  const uint8_t shape = doc.tokens.shape[token];
  const WordId word = doc.tokens.word[token];
  for (const Reading& reading : vocabulary.lexicon().Readings(word)) {
    if (out.size < kMaxReadings) out.Add(reading.tag, reading.cost, reading.lemma);
  }
  if (out.size == 0) {
    const std::string_view text = doc.token(token);
    if (shape & kHasDigit) {
      out.Add(number_, 0, {});
      if (!(text[0] >= '0' && text[0] <= '9')) out.Add(proper_, 0, {}), out.Add(noun_, 200, {});
    } else {
      char buffer[64];
      const size_t size = std::min(sizeof buffer, text.size());
      for (size_t i = 0; i < size; ++i) {
        const char c = text[text.size() - size + i];
        buffer[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      }
      AddUnknown({buffer, size}, shape, out);
    }
  } else if ((shape & kCapitalized) && !first) {
    bool proper = false;
    for (size_t i = 0; i < out.size; ++i) proper = proper || out.tag[i] == proper_;
    if (!proper && vocabulary.lexicon().Count(word) < 20000) out.Add(proper_, out.cost[0] + static_cast<uint32_t>(4 * kScale), word);
  }
  if (first || shouted || !(doc.token(token)[0] & 0x80 || std::isalpha(static_cast<unsigned char>(doc.token(token)[0])))) return;
  for (size_t i = 0; i < out.size; ++i) out.cost[i] += shape & kCapitalized ? capital_cost_[out.tag[i]] : small_cost_[out.tag[i]];
}

void Tagger::TagSentence(const Vocabulary& vocabulary, Document& doc, TokenRange tokens) const {
  // A long sentence is decoded in stretches, so that the tables stay small.
  constexpr uint32_t kStretch = 512;
  static thread_local std::vector<Candidates> cells;
  static thread_local std::vector<std::array<uint8_t, (kMaxReadings + 2) * (kMaxReadings + 2)>> back;
  const size_t width = kMaxReadings + 2;
  cells.resize(kStretch);
  back.resize(kStretch);
  uint32_t capitals = 0;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) capitals += (doc.tokens.shape[t] & kCapitalized) != 0;
  const bool shouted = capitals * 3 > tokens.size() * 2 && tokens.size() > 3;

  for (uint32_t begin = tokens.begin; begin < tokens.end; begin += kStretch) {
    const uint32_t n = std::min(kStretch, tokens.end - begin);
    std::array<uint32_t, (kMaxReadings + 2) * (kMaxReadings + 2)> score{}, next{};
    Candidates start;
    start.Add(0, 0, {});
    const Candidates* before = &start;   // two back
    const Candidates* previous = &start;  // one back
    for (uint32_t i = 0; i < n; ++i) {
      const uint32_t t = begin + i;
      const bool first = t == tokens.begin || doc.tokens.upos[t - 1] == Upos::kPunct;
      Collect(vocabulary, doc, t, first, shouted, cells[i]);
      // A mark is recognised here already: what follows an opening quote counts as a beginning.
      const auto c0 = static_cast<unsigned char>(doc.token(t)[0]);
      doc.tokens.upos[t] = c0 == '"' || c0 == '(' || c0 == ':' || doc.token(t) == "“" || doc.token(t) == "‘" ? Upos::kPunct : Upos::kX;
      next.fill(UINT32_MAX);
      for (size_t c = 0; c < cells[i].size; ++c) {
        for (size_t b = 0; b < previous->size; ++b) {
          uint32_t best = UINT32_MAX;
          uint8_t from = 0;
          for (size_t a = 0; a < before->size; ++a) {
            const uint32_t cost = score[a * width + b] + TransitionCost(before->tag[a], previous->tag[b], cells[i].tag[c]);
            if (cost < best) best = cost, from = static_cast<uint8_t>(a);
          }
          next[b * width + c] = best + cells[i].cost[c];
          back[i][b * width + c] = from;
        }
      }
      score = next;
      before = previous;
      previous = &cells[i];
    }
    size_t best_b = 0, best_c = 0;
    uint32_t best = UINT32_MAX;
    for (size_t b = 0; b < before->size; ++b) {
      for (size_t c = 0; c < previous->size; ++c) {
        if (score[b * width + c] < best) best = score[b * width + c], best_b = b, best_c = c;
      }
    }
    for (uint32_t i = n; i-- > 0;) {
      const uint32_t t = begin + i;
      const uint8_t tag = cells[i].tag[best_c];
      doc.tokens.upos[t] = upos_[tag];
      doc.tokens.morph[t] = morph_[tag];
      const WordId lemma = cells[i].lemma[best_c];
      doc.tokens.lemma[t] = lemma.valid() ? lemma : doc.tokens.word[t];
      const size_t a = back[i][best_b * width + best_c];
      best_c = best_b;
      best_b = a;
    }
  }
}

void Tagger::Tag(const Vocabulary& vocabulary, Document& doc) const {
  const size_t n = doc.tokens.size();
  doc.tokens.word.resize(n);
  doc.tokens.lemma.resize(n);
  doc.tokens.upos.assign(n, Upos::kX);
  doc.tokens.morph.assign(n, 0);
  static thread_local std::string lower;
  for (uint32_t t = 0; t < n; ++t) {
    lower.clear();
    utf8::AppendLower(doc.token(t), lower);
    doc.tokens.word[t] = vocabulary.Find(lower);
  }
  for (const Sentence& sentence : doc.sentences) TagSentence(vocabulary, doc, sentence.tokens);
}

}  // namespace dateline
