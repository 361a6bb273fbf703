#include "language/lemmas.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsAsciiLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char AsciiUpper(char c) { return IsAsciiLower(c) ? static_cast<char>(c - 32) : c; }
constexpr bool IsContinuation(char c) { return (static_cast<uint8_t>(c) & 0xC0) == 0x80; }
constexpr bool IsConsonant(char c) { return IsAsciiLower(c) && std::string_view("aeiou").find(c) == std::string_view::npos; }

/// Hands out the arrays of a section one after another; an array that does not fit ends the reading.
class ArrayReader {
 public:
  explicit ArrayReader(std::string_view bytes) : bytes_(bytes), at_(kLemmaHeader) {}

  template <class T>
  std::span<const T> Take(size_t count) {
    at_ = (at_ + 7) & ~size_t{7};
    if (!ok_ || at_ > bytes_.size() || count > (bytes_.size() - at_) / sizeof(T)) {
      ok_ = false;
      return {};
    }
    const auto* items = reinterpret_cast<const T*>(bytes_.data() + at_);
    at_ += count * sizeof(T);
    return {items, count};
  }
  bool AtEnd() const { return ok_ && at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  size_t at_;
  bool ok_ = true;
};

bool IsPowerOfTwo(size_t value) { return value != 0 && (value & (value - 1)) == 0; }

template <class T>
bool HasEmptySlot(std::span<const T> slots) {
  for (const T& slot : slots) {
    if (slot.key == 0) return true;
  }
  return false;
}

Error Wrong(std::string what, std::string expected) { return {"lemma section", std::move(what), std::move(expected)}; }

/// What a word shows of its letters.
struct Letters {
  uint32_t upper = 0, lower = 0;
  uint32_t inner = 0;  ///< capitals that begin neither the word nor, after a hyphen, a part of it
  bool first_upper = false;

  void Add(bool is_upper, bool begins_part) {
    if (upper + lower == 0) first_upper = is_upper;
    else if (is_upper && !begins_part) ++inner;
    ++(is_upper ? upper : lower);
  }
  LemmaShape Shape(bool weak) const {
    if (upper == 0) return LemmaShape::kLower;
    if (first_upper && (upper == 1 || (inner == 0 && lower > 0))) return weak ? LemmaShape::kTitleWeak : LemmaShape::kTitle;
    if (lower == 0) return weak ? LemmaShape::kCapsWeak : LemmaShape::kCaps;
    return LemmaShape::kMixed;
  }
};

Letters LettersOf(std::string_view word) {
  Letters letters;
  bool after_hyphen = false;
  for (size_t at = 0; at < word.size();) {
    const utf8::Decoded d = utf8::Decode(word, at);
    at += d.size;
    if (utf8::IsLetter(d.code)) letters.Add(utf8::IsUpper(d.code), after_hyphen);
    after_hyphen = d.code == '-';
  }
  return letters;
}

bool OpensAnew(std::string_view word) {
  return word == "\"" || word == "``" || word == "(" || word == "[" || word == ":" || word == "\xE2\x80\x9C" || word == "\xE2\x80\x98" || word == "*";
}

std::string_view WithoutCommas(std::string_view form, Arena& arena) {
  char* out = arena.Allocate(form.size());
  const char* end = std::remove_copy(form.begin(), form.end(), out, ',');
  return {out, static_cast<size_t>(end - out)};
}

/// Gives the first letter, and each after a hyphen, its capital: from `original`, which begins the same word, or the ASCII one.
void Capitalise(std::span<char> word, std::string_view original) {
  bool begins = true;
  for (size_t at = 0; at < word.size();) {
    const utf8::Decoded d = utf8::Decode({word.data(), word.size()}, at);
    const bool letter = utf8::IsLetter(d.code);
    if (begins && letter) {
      if (at + d.size <= original.size()) std::memcpy(word.data() + at, original.data() + at, d.size);
      if (d.size == 1) word[at] = AsciiUpper(word[at]);
    }
    begins = (begins && !letter) || d.code == '-';
    at += d.size;
  }
}

}  // namespace

bool LemmaIsGrouped(std::string_view form) {
  bool grouped = false;
  for (size_t i = 0; i < form.size(); ++i) {
    if (form[i] != ',') continue;
    if (i == 0 || i + 1 == form.size() || !IsDigit(form[i - 1]) || !IsDigit(form[i + 1])) return false;
    grouped = true;
  }
  return grouped;
}

void MarkWeakCapitals(std::span<const std::string_view> forms, std::span<uint8_t> weak) {
  bool begun = false, opens = true;
  size_t counted = 0, capital = 0;
  for (size_t i = 0; i < forms.size(); ++i) {
    const Letters letters = LettersOf(forms[i]);
    weak[i] = opens || !begun ? 1 : 0;
    const bool has_letters = letters.upper + letters.lower > 0;
    begun = begun || has_letters;
    opens = OpensAnew(forms[i]);
    if (letters.upper + letters.lower >= 3) {
      ++counted;
      if (letters.first_upper) ++capital;
    }
  }
  if (counted >= 3 && capital * 4 >= counted * 3) std::memset(weak.data(), 1, weak.size());
}

LemmaShape LemmaShapeOf(std::string_view form, bool weak) { return LettersOf(form).Shape(weak); }

/// A form as the model sees it: in lower case, and as written with curly apostrophes made straight, both of the same length.
struct LemmaModel::Written {
  char lower_bytes[kLemmaMaxForm], plain_bytes[kLemmaMaxForm];
  std::string_view lower, plain;
  LemmaShape shape = LemmaShape::kLower;

  Written(std::string_view form, bool weak) : lower(form), plain(form) {
    constexpr uint64_t kOnes = 0x0101010101010101u, kHigh = 0x80 * kOnes;
    uint64_t high = 0;
    Letters letters;
    // Eight bytes at a time; a byte's high bit marks what it is. Sums stay within their bytes as long as all are ASCII.
    for (size_t at = 0; at < form.size(); at += 8) {
      const size_t size = std::min<size_t>(form.size() - at, 8);
      const uint64_t chunk = LemmaChunk(form.data() + at, size);
      high |= chunk & kHigh;
      const uint64_t upper = ((chunk + (128 - 'A') * kOnes) ^ (chunk + (128 - 'Z' - 1) * kOnes)) & kHigh;
      const uint64_t small = ((chunk + (128 - 'a') * kOnes) ^ (chunk + (128 - 'z' - 1) * kOnes)) & kHigh;
      if (upper != 0 && letters.upper + letters.lower == 0) letters.first_upper = std::countr_zero(upper) < std::countr_zero(small);
      letters.upper += static_cast<uint32_t>(std::popcount(upper));
      letters.lower += static_cast<uint32_t>(std::popcount(small));
      const uint64_t lowered = chunk | upper >> 2;
      std::memcpy(lower_bytes + at, &lowered, 8);
    }
    if (high != 0) {
      Fold(form, weak);
      return;
    }
    if (letters.upper == 0) return;
    lower = {lower_bytes, form.size()};
    letters.inner = letters.upper - 1;
    if (letters.upper > 1 && letters.lower > 0) letters = LettersOf(form);  // rare: the loop above does not see hyphens
    shape = letters.Shape(weak);
  }

 private:
  void Fold(std::string_view form, bool weak) {
    size_t size = 0;
    for (size_t at = 0; at < form.size();) {
      const utf8::Decoded d = utf8::Decode(form, at);
      const std::string_view raw = form.substr(at, d.size);
      at += d.size;
      if (d.code == 0x2019 || d.code == 0x2018) {
        lower_bytes[size] = plain_bytes[size] = '\'';
        ++size;
        continue;
      }
      std::memcpy(plain_bytes + size, raw.data(), raw.size());
      WriteLower(d.code, raw, lower_bytes + size);
      size += raw.size();
    }
    lower = {lower_bytes, size};
    plain = {plain_bytes, size};
    shape = LettersOf(form).Shape(weak);
  }

  /// The lower case of a letter where it is as long as the letter (all but the Turkish capital), else the letter.
  static void WriteLower(char32_t code, std::string_view raw, char* out) {
    std::memcpy(out, raw.data(), raw.size());
    const char32_t low = utf8::ToLower(code);
    if (low == code) return;
    if (raw.size() == 1) {
      out[0] = static_cast<char>(low);
    } else if (raw.size() == 2 && low >= 0x80 && low < 0x800) {
      out[0] = static_cast<char>(0xC0 | low >> 6);
      out[1] = static_cast<char>(0x80 | (low & 0x3F));
    } else if (raw.size() == 3 && low >= 0x800 && low < 0x10000) {
      out[0] = static_cast<char>(0xE0 | low >> 12);
      out[1] = static_cast<char>(0x80 | (low >> 6 & 0x3F));
      out[2] = static_cast<char>(0x80 | (low & 0x3F));
    }
  }
};

Result<LemmaModel> LemmaModel::Load(std::string_view section) {
  if (section.size() < kLemmaHeader || !section.starts_with(kLemmaMagic)) return Wrong("not a lemma section of this version", "\"DLLEM1\"");
  if (reinterpret_cast<uintptr_t>(section.data()) % 8 != 0) return Wrong("bytes that are not aligned", "an address divisible by 8");
  std::array<uint32_t, 6> counts;
  std::memcpy(counts.data(), section.data() + kLemmaMagic.size(), sizeof(counts));
  const auto [classes, edits, pool, rules, words, filter] = counts;
  LemmaModel model;
  ArrayReader reader(section);
  const auto pairs = reader.Take<uint8_t>(kLemmaPairs);
  model.classes_ = pairs.data();
  model.infos_ = reader.Take<LemmaClassInfo>(classes);
  model.edits_ = reader.Take<LemmaEdit>(edits);
  model.rules_ = reader.Take<LemmaRule>(rules);
  model.words_ = reader.Take<LemmaWord>(words);
  model.filter_ = reader.Take<uint64_t>(filter);
  const auto strings = reader.Take<char>(pool);
  model.pool_ = {strings.data(), strings.size()};
  if (!reader.AtEnd()) return Wrong(std::to_string(section.size()) + " bytes", "the size that its counts give");
  if (!IsPowerOfTwo(rules) || !IsPowerOfTwo(words) || !IsPowerOfTwo(filter)) return Wrong("a table whose size is no power of two", "one that is");
  if (!HasEmptySlot(model.rules_) || !HasEmptySlot(model.words_)) return Wrong("a full table", "one with an empty slot");
  for (const uint8_t number : pairs) {
    if (number >= classes) return Wrong("class " + std::to_string(number), "below " + std::to_string(classes));
  }
  if (auto r = model.Check(); !r) return r.error();
  return model;
}

/// Every number that a word could follow.
Result<void> LemmaModel::Check() const {
  for (const LemmaClassInfo& info : infos_) {
    if (info.family >= kLemmaFamilies) return Wrong("family " + std::to_string(info.family), "below " + std::to_string(kLemmaFamilies));
    for (const uint8_t value : info.cases) {
      if (value == 0 || value >= kLemmaCases) return Wrong("letter case " + std::to_string(value), "1 to " + std::to_string(kLemmaCases - 1));
    }
  }
  for (const LemmaEdit& edit : edits_) {
    if (edit.added_at > pool_.size() || edit.added > pool_.size() - edit.added_at || edit.added > kLemmaMaxAdded || edit.undouble > 1) {
      return Wrong("an edit that leads outside", "one within " + std::to_string(pool_.size()) + " bytes");
    }
    if (!utf8::IsValid(pool_.substr(edit.added_at, edit.added))) return Wrong("an edit that adds broken text", "UTF-8");
  }
  if (edits_.empty() || edits_[0].strip != 0 || edits_[0].added != 0 || edits_[0].undouble != 0) return Wrong("edit 0", "the one that does nothing");
  for (const LemmaRule& rule : rules_) {
    for (const uint16_t edit : rule.edits) {
      if (edit != kLemmaNoEdit && edit >= edits_.size()) return Wrong("edit " + std::to_string(edit), "below " + std::to_string(edits_.size()));
    }
  }
  for (const LemmaWord& word : words_) {
    if (word.edit() != kLemmaNoWordEdit && word.edit() >= edits_.size()) {
      return Wrong("edit " + std::to_string(word.edit()), "below " + std::to_string(edits_.size()));
    }
    for (size_t shape = 0; shape < kLemmaShapes; ++shape) {
      if (static_cast<size_t>(word.CaseOf(static_cast<LemmaShape>(shape))) >= kLemmaCases) return Wrong("an unknown letter case", "one of the five");
    }
  }
  return {};
}

const LemmaWord* LemmaModel::FindWord(uint64_t hash) const {
  const uint32_t key = LemmaKey(hash);
  for (size_t at = LemmaSlot(hash, words_.size());; at = (at + 1) & (words_.size() - 1)) {
    if (words_[at].key == key) return &words_[at];
    if (words_[at].key == 0) return nullptr;
  }
}

const LemmaRule* LemmaModel::FindRule(uint64_t hash) const {
  const uint32_t key = LemmaKey(hash);
  for (size_t at = LemmaSlot(hash, rules_.size());; at = (at + 1) & (rules_.size() - 1)) {
    if (rules_[at].key == key) return &rules_[at];
    if (rules_[at].key == 0) return nullptr;
  }
}

bool LemmaModel::Known(LemmaFamily family, std::string_view word) const {
  const uint64_t hash = LemmaHash(LemmaHashStart(kLemmaFilter, static_cast<uint32_t>(family)), word);
  for (const size_t bit : LemmaFilterBits(hash, filter_.size())) {
    if ((filter_[bit / 64] >> bit % 64 & 1) == 0) return false;
  }
  return true;
}

bool LemmaModel::Fits(uint32_t number, std::string_view lower) const {
  const LemmaEdit& edit = edits_[number];
  if (edit.strip > lower.size()) return false;
  const size_t kept = lower.size() - edit.strip;
  if (edit.undouble != 0) return kept > 2 && lower[kept - 1] == lower[kept - 2] && IsConsonant(lower[kept - 1]);
  return kept + edit.added > 0 && (kept == lower.size() || !IsContinuation(lower[kept]));
}

size_t LemmaModel::KeptBy(uint32_t number, std::string_view lower) const { return lower.size() - edits_[number].strip - edits_[number].undouble; }

std::string_view LemmaModel::AddedBy(uint32_t number) const { return pool_.substr(edits_[number].added_at, edits_[number].added); }

/// The first edit of the longest known ending that makes a known base form, else the first.
uint32_t LemmaModel::EditByEnding(const LemmaClassInfo& info, std::string_view lower) const {
  const LemmaRule* best = nullptr;
  uint64_t hash = LemmaHashStart(kLemmaRules, info.root);
  const size_t longest = std::min(lower.size(), kLemmaMaxEnding);
  for (size_t i = 0; i < longest; ++i) {
    hash = LemmaHashStep(hash, static_cast<uint8_t>(lower[lower.size() - 1 - i]));
    const LemmaRule* rule = FindRule(hash);
    if (rule == nullptr) break;
    if (rule->edits[0] != kLemmaNoEdit) best = rule;
  }
  if (best == nullptr) return 0;
  uint32_t first = kLemmaNoEdit;
  char made[kLemmaMaxForm + kLemmaMaxAdded];
  for (const uint32_t edit : best->edits) {
    if (edit == kLemmaNoEdit) break;
    if (!Fits(edit, lower)) continue;
    if (first == kLemmaNoEdit) {
      first = edit;
      if (best->edits[1] == kLemmaNoEdit) break;
    }
    const size_t kept = KeptBy(edit, lower);
    const std::string_view added = AddedBy(edit);
    std::memcpy(made, lower.data(), kept);
    if (!added.empty()) std::memcpy(made + kept, added.data(), added.size());
    if (Known(static_cast<LemmaFamily>(info.family), {made, kept + added.size()})) return edit;
  }
  return first == kLemmaNoEdit ? 0 : first;
}

LemmaKnown LemmaModel::Knowledge(std::string_view lower) const {
  if (Known(LemmaFamily::kCommon, lower)) return LemmaKnown::kCommon;
  return Known(LemmaFamily::kProper, lower) ? LemmaKnown::kProper : LemmaKnown::kUnknown;
}

std::string_view LemmaModel::Lemma(std::string_view form, Upos upos, Xpos xpos, bool weak_capital, Arena& arena) const {
  if (form.empty() || form.size() > kLemmaMaxForm) return form;
  const Written written(form, weak_capital);
  const uint32_t number = classes_[static_cast<size_t>(upos) * kXposCount + static_cast<size_t>(xpos)];
  const LemmaClassInfo& info = infos_[number];
  const LemmaWord* word = FindWord(LemmaHash(LemmaHashStart(kLemmaWords, number), written.lower));

  uint32_t edit = word != nullptr ? word->edit() : kLemmaNoWordEdit;
  if (edit == kLemmaNoWordEdit) edit = info.root != 0 ? EditByEnding(info, written.lower) : 0;
  else if (!Fits(edit, written.lower)) edit = 0;

  LemmaCase style = word != nullptr ? word->CaseOf(written.shape) : LemmaCase::kDefault;
  if (style == LemmaCase::kDefault) {
    if (written.shape == LemmaShape::kLower && info.lower_cased == 0) style = LemmaCase::kLower;
    else style = static_cast<LemmaCase>(info.cases[LemmaContext(written.shape, Knowledge(written.lower), written.lower.size())]);
  }
  if (info.drops_commas != 0 && edit == 0 && LemmaIsGrouped(form)) return WithoutCommas(form, arena);
  return Write(form, written, edit, style, arena);
}

std::string_view LemmaModel::Write(std::string_view form, const Written& written, uint32_t edit, LemmaCase style, Arena& arena) const {
  const size_t kept = KeptBy(edit, written.lower);
  const std::string_view added = AddedBy(edit);
  const std::string_view source = style == LemmaCase::kLower ? written.lower : written.plain;
  const bool as_written = style == LemmaCase::kKeep || (style == LemmaCase::kLower && written.shape == LemmaShape::kLower);
  const bool straightened = static_cast<uint8_t>(form[0]) >= 0x80 && written.plain[0] == '\'';
  if (as_written && added.empty() && !straightened && (written.plain.data() == form.data() || edit == 0)) return edit == 0 ? form : form.substr(0, kept);

  char* out = arena.Allocate(kept + added.size());
  std::memcpy(out, source.data(), kept);
  if (!added.empty()) std::memcpy(out + kept, added.data(), added.size());
  const std::span<char> made(out, kept + added.size());
  const bool caps = written.shape == LemmaShape::kCaps || written.shape == LemmaShape::kCapsWeak;
  if (style == LemmaCase::kUpper || (style == LemmaCase::kKeep && caps)) {
    for (char& c : made) c = AsciiUpper(c);
  } else if (style == LemmaCase::kTitle) {
    if (kept > 0) std::memcpy(out, written.lower.data(), kept);
    Capitalise(made, written.plain.substr(0, kept));
  }
  return {out, made.size()};
}

}  // namespace dateline
