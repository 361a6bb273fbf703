#include "mentions/gazetteer_index.h"

#include <algorithm>

#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

/// Countries whose names come to English by more than one way, by alpha-2 and alpha-3.
constexpr std::string_view kArabicCountries =
    " SY IQ YE LY SD SA JO LB PS EG IR AF PK SO TN DZ MA MR AE OM QA KW BH"
    " SYR IRQ YEM LBY SDN SAU JOR LBN PSE EGY IRN AFG PAK SOM TUN DZA MAR MRT ARE OMN QAT KWT BHR ";
constexpr std::string_view kCyrillicCountries = " UA RU BY KZ KG UKR RUS BLR KAZ KGZ ";

bool Lists(std::string_view list, std::string_view word) {
  for (size_t at = list.find(word); at != std::string_view::npos && !word.empty(); at = list.find(word, at + 1)) {
    if (at > 0 && list[at - 1] == ' ' && list[at + word.size()] == ' ') return true;
  }
  return false;
}

/// One of the ways in which Ukrainian and Russian write the same place: -iv, -ev for -ov ("Kharkiv", "Kharkov"), also before a last -ka, -ske for -skoye.
std::string RussianEndings(std::string_view folded) {
  std::string out;
  for (const std::string_view word : SplitList(folded, ' ')) {
    if (!out.empty()) out += ' ';
    const std::string_view ending = word.ends_with("ka") ? "ka" : "";
    std::string_view stem = word.substr(0, word.size() - ending.size());
    if (word.ends_with("ske") && word.size() > 5) {
      out += std::string(word.substr(0, word.size() - 1)) + "oye";
    } else if (stem.size() > 4 && (stem.ends_with("iv") || stem.ends_with("ev"))) {
      out += std::string(stem.substr(0, stem.size() - 2)) + "ov" + std::string(ending);
    } else {
      out += word;
    }
  }
  return out;
}

/// The letter that Ukrainian reads h and Russian g ("Luhansk", "Lugansk"): h that is no part of kh, zh, sh, ch.
std::string RussianG(std::string_view folded) {
  std::string out(folded);
  for (size_t i = 0; i < out.size(); ++i) {
    const bool pair = i > 0 && (out[i - 1] == 'k' || out[i - 1] == 'z' || out[i - 1] == 's' || out[i - 1] == 'c' || out[i - 1] == 't' || out[i - 1] == 'p');
    if (out[i] == 'h' && !pair) out[i] = 'g';
  }
  return out;
}

}  // namespace

Script ScriptOf(std::string_view country) {
  return Lists(kArabicCountries, country) ? Script::kArabic : Lists(kCyrillicCountries, country) ? Script::kCyrillic : Script::kLatin;
}

void GazetteerIndex::AddName(std::string_view name, uint32_t entry, uint32_t flags) {
  folded_.clear();
  utf8::AppendFolded(name, folded_);
  if (folded_.size() < 2 || folded_.size() > 60) return;
  const uint32_t common = facts_->Commonness(folded_);
  if (common >= 2 && !(flags & Gazetteer::kMain)) return;  // "White House" for Casablanca
  flags |= common << 8;
  if (facts_->given_names.contains(folded_)) flags |= Gazetteer::kGivenName;
  AddPath(folded_, Gazetteer::kStart, entry, flags);
  const size_t genitive = std::min(name.find("'s "), name.find("\u2019s "));
  if (genitive != std::string_view::npos) {  // tokens part the genitive: "Donetsk People" + "'s" + "Republic"
    std::string parted = utf8::Fold(name.substr(0, genitive)) + " s";
    const std::string rest = utf8::Fold(name.substr(name.find(' ', genitive) + 1));
    AddPath(parted + " " + rest, Gazetteer::kStart, entry, flags);
  }
  if (folded_.starts_with("the ") && folded_.size() > 7) AddPath(std::string_view(folded_).substr(4), Gazetteer::kStart, entry, flags);
}

void GazetteerIndex::AddNames(std::string_view list, uint32_t entry, uint32_t flags) {
  for (const std::string_view name : SplitList(list, '|')) AddName(name, entry, flags | (InCapitals(name) ? Gazetteer::kCapitals : 0u));
}

void GazetteerIndex::AddLooseName(std::string_view name, uint32_t entry, Script script) {
  if (script == Script::kLatin) return;
  const std::string folded = utf8::Fold(name);
  AddLoosePath(folded, entry);
  if (script != Script::kCyrillic) return;
  const std::string endings = RussianEndings(folded), other = RussianG(endings), g_alone = RussianG(folded);
  if (endings != folded) AddLoosePath(endings, entry);
  if (other != endings) AddLoosePath(other, entry);
  if (g_alone != folded && g_alone != other) AddLoosePath(g_alone, entry);
}

void GazetteerIndex::AddLoosePath(std::string_view folded, uint32_t entry) {
  loose_.clear();
  for (const std::string_view word : SplitList(folded, ' ')) {
    const size_t before = loose_.size();
    if (!loose_.empty()) loose_ += ' ';
    const size_t start = loose_.size();
    Gazetteer::AppendLoose(word, loose_);
    if (loose_.size() == start) loose_.resize(before);
  }
  if (loose_.size() >= 4) AddPath(loose_, Gazetteer::kLooseStart, entry, Gazetteer::kLoose);
}

void GazetteerIndex::AddPath(std::string_view words, uint64_t hash, uint32_t entry, uint32_t flags) {
  for (size_t at = 0; at < words.size();) {
    const size_t end = std::min(words.find(' ', at), words.size());
    hash = NextNameHash(hash, words.substr(at, end - at));
    if (end < words.size()) beginnings_.insert(hash);
    at = end + 1;
  }
  names_.push_back({hash, entry, flags});
}

std::string_view GazetteerIndex::WithoutArticle(std::string_view name) {
  const size_t end = name.find_first_of(" -");
  if (end == std::string_view::npos || end > 3 || name.size() < end + 5) return {};
  std::string loose;
  Gazetteer::AppendLoose(utf8::Fold(name.substr(0, end)), loose);
  return loose.empty() ? name.substr(end + 1) : std::string_view{};
}

bool GazetteerIndex::InCapitals(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '.' || c == ' '; });
}

void GazetteerIndex::Sort(const std::function<double(const Name&)>& weight) {
  std::sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) {
    if (a.hash != b.hash) return a.hash < b.hash;
    if (a.entry != b.entry) return a.entry < b.entry;
    return (a.flags & Gazetteer::kMain) > (b.flags & Gazetteer::kMain);
  });
  // An entry that has a name in several ways keeps the strongest, and is bound to capitals only where all of them are.
  size_t kept = 0;
  for (const Name& name : names_) {
    if (kept > 0 && names_[kept - 1].hash == name.hash && names_[kept - 1].entry == name.entry) {
      for (const uint32_t bound : {Gazetteer::kCapitals, Gazetteer::kAfterComma}) {
        if (!(name.flags & bound)) names_[kept - 1].flags &= ~bound;
      }
      continue;
    }
    names_[kept++] = name;
  }
  names_.resize(kept);
  std::stable_sort(names_.begin(), names_.end(), [&](const Name& a, const Name& b) { return a.hash != b.hash ? a.hash < b.hash : weight(a) > weight(b); });
}

void GazetteerIndex::Write(const std::function<double(const Name&)>& weight, const std::function<std::span<const Gazetteer::Link>(uint64_t)>& more,
                           std::vector<GazetteerSlot>& slots, std::vector<Gazetteer::Link>& links) {
  Sort(weight);
  std::vector<std::pair<uint64_t, uint32_t>> nodes;  // hash, 1 + first link
  for (size_t i = 0; i < names_.size();) {
    size_t end = i;
    while (end < names_.size() && names_[end].hash == names_[i].hash) ++end;
    nodes.emplace_back(names_[i].hash, static_cast<uint32_t>(links.size()) + 1);
    const size_t first = links.size();
    const size_t most = more ? kMostLinks * 3 / 4 : kMostLinks;
    for (size_t n = i; n < std::min(end, i + most); ++n) links.push_back(Gazetteer::Link::Of(names_[n].entry, names_[n].flags));
    if (more) {
      for (const Gazetteer::Link link : more(names_[i].hash)) {
        if (links.size() - first < kMostLinks) links.push_back(Gazetteer::Link::Of(link.entry(), link.flags() & ~Gazetteer::kLast));
      }
    }
    links.back().bits |= Gazetteer::kLast;
    i = end;
  }
  std::vector<uint64_t> beginnings(beginnings_.begin(), beginnings_.end());
  std::sort(beginnings.begin(), beginnings.end());
  size_t named = nodes.size(), n = 0;
  for (const uint64_t hash : beginnings) {  // those that are no name themselves
    while (n < named && nodes[n].first < hash) ++n;
    if (n == named || nodes[n].first != hash) nodes.emplace_back(hash, 0);
  }
  uint32_t size = 1;
  while (size < nodes.size() * 3 / 2) size *= 2;
  slots.assign(size, GazetteerSlot{});
  for (const auto& [hash, link] : nodes) {
    uint32_t at = static_cast<uint32_t>(hash) & (size - 1);
    while (slots[at].value != 0) at = (at + 1) & (size - 1);
    slots[at] = {static_cast<uint32_t>(hash >> 32), 1 + link * 2 + (beginnings_.contains(hash) ? 1u : 0u)};
  }
}

}  // namespace dateline
