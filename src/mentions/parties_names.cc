#include "mentions/parties_names.h"

#include <algorithm>

#include "base/utf8.h"

namespace dateline {
namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr size_t kExactLetters = 4;  ///< acronyms up to this length are matched letter for letter

bool IsAcronym(std::string_view text) {
  if (text.size() < 2) return false;
  bool letter = false;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') return false;
    if (static_cast<unsigned char>(c) >= 0x80 || c == ' ') return false;
    letter = letter || (c >= 'A' && c <= 'Z');
  }
  return letter;
}

/// Mixed case that must be kept ("JeM", "HuM", "MoD").
bool IsShortMixed(std::string_view text) {
  if (text.size() > kExactLetters || text.size() < 2) return false;
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) >= 2;
}

bool BeginsUpper(std::string_view piece) { return !piece.empty() && utf8::IsUpper(utf8::Decode(piece, 0).code); }

std::string Dotted(std::string_view acronym) {
  std::string out;
  for (const char c : acronym) {
    out += c;
    out += '.';
  }
  return out;
}

/// "prime minister of the Kurdistan Region": minister.
WordId TitleOf(std::string_view office, Vocabulary& vocabulary) {
  for (const std::string_view link : {" of ", " to ", " for ", " and "}) office = office.substr(0, office.find(link));
  const size_t blank = office.rfind(' ');
  const std::string_view word = blank == std::string_view::npos ? office : office.substr(blank + 1);
  return word.empty() ? WordId{} : vocabulary.Intern(utf8::Lower(word));
}

bool SameWithoutStops(std::string_view token, std::string_view name) {
  size_t i = 0, k = 0;
  while (true) {
    while (i < token.size() && token[i] == '.') ++i;
    while (k < name.size() && name[k] == '.') ++k;
    if (i == token.size() || k == name.size()) return i == token.size() && k == name.size();
    if (token[i++] != name[k++]) return false;
  }
}

/// Pieces with their case kept.
void SplitName(std::string_view name, std::vector<std::string_view>& out) {
  out.clear();
  size_t begin = 0;
  const auto flush = [&](size_t end) {
    if (end > begin) out.push_back(name.substr(begin, end - begin));
  };
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool possessive = c == '\'' && (i + 1 == name.size() || name[i + 1] == ' ' || (name[i + 1] == 's' && (i + 2 == name.size() || name[i + 2] == ' ')));
    if (c == ' ' || c == '-') {
      flush(i);
      begin = i + 1;
    } else if (possessive) {
      flush(i);
      begin = i;
    } else if (c == '(' || c == ')' || c == ',' || c == '/' || c == '&' || c == '!' || c == '"') {
      flush(i);
      out.push_back(name.substr(i, 1));
      begin = i + 1;
    }
  }
  flush(name.size());
}

/// "Popular Front for the Liberation of Palestine - General Command" is one name too.
bool IsSpacedHyphen(const Document& doc, uint32_t token) { return doc.token(token) == "-" && (doc.tokens.shape[token] & kSpaceBefore); }

bool IsJoint(const Document& doc, uint32_t token) { return IsGlueHyphen(doc, token) || IsSpacedHyphen(doc, token); }

}  // namespace

ActorKind KindOfTable(const Table& table) {
  if (table.name() == "media.tsv") return ActorKind::kMedia;
  if (std::find(table.columns().begin(), table.columns().end(), "office") != table.columns().end()) return ActorKind::kLeader;
  const std::string_view file = std::string_view(table.name()).substr(table.name().rfind('/') + 1);
  const bool organizations = file == "organizations.tsv" || file.starts_with("organizations_") || file.starts_with("states_");
  return organizations ? ActorKind::kOrganization : ActorKind::kArmedGroup;
}

bool IsGlueHyphen(const Document& doc, uint32_t token) {
  const std::string_view text = doc.token(token);
  if (text != "-" && text != "\xE2\x80\x91" && text != "\xE2\x80\x90" && text != "\xE2\x80\x93") return false;
  return token + 1 < doc.tokens.size() && !(doc.tokens.shape[token] & kSpaceBefore) && !(doc.tokens.shape[token + 1] & kSpaceBefore);
}

void NamePieces(std::string_view name, std::vector<std::string>& out) {
  std::vector<std::string_view> pieces;
  SplitName(name, pieces);
  out.clear();
  for (const std::string_view piece : pieces) out.push_back(utf8::Lower(piece));
}

Result<ActorIndex> ActorIndex::Load(const Container& knowledge, Vocabulary& vocabulary, const Dictionaries* dictionaries) {
  ActorIndex out;
  out.slots_.resize(1 << 14);
  auto prefixes = knowledge.OpenTable("hyphen-prefixes.tsv");
  if (!prefixes) return prefixes.error();
  for (const Table::Row& row : prefixes->rows()) out.prefixes_.push_back(row.cells[0]);
  if (dictionaries != nullptr) out.AddDictionaries(*dictionaries, vocabulary);
  if (dictionaries != nullptr && dictionaries->actors_only()) {
    if (auto r = out.LoadCountries(knowledge, vocabulary); !r) return r.error();
    return out;
  }
  std::vector<std::pair<ActorKind, Table>> tables;
  const auto open = [&](std::string_view name) -> Result<void> {
    auto table = knowledge.OpenTable(name);
    if (!table) return table.error();
    const ActorKind kind = KindOfTable(*table);
    tables.emplace_back(kind, std::move(*table));
    return {};
  };
  for (const std::string_view name : knowledge.Tables("actors/")) {
    if (auto r = open(name); !r) return r.error();
  }
  if (auto r = open("media.tsv"); !r) return r.error();
  // Where two rows share a name the first read wins: groups before organizations before media before leaders, each kind in the order of its files.
  std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return std::pair(a.first, a.second.name()) < std::pair(b.first, b.second.name()); });
  for (const auto& [kind, table] : tables) {
    if (auto r = out.LoadActors(table, kind, vocabulary); !r) return r.error();
  }
  if (auto r = out.LoadCountries(knowledge, vocabulary); !r) return r.error();
  return out;
}

/// The user's names come before those of the tables.
void ActorIndex::AddDictionaries(const Dictionaries& dictionaries, Vocabulary& vocabulary) {
  static constexpr ActorKind kKinds[] = {ActorKind::kArmedGroup, ActorKind::kOrganization, ActorKind::kMedia, ActorKind::kLeader, ActorKind::kCapital, ActorKind::kDemonym};
  for (const DictionaryActor& given : dictionaries.actors()) {
    Actor actor;
    actor.kind = kKinds[static_cast<size_t>(given.kind)];
    actor.id = given.id;
    actor.name = given.name;
    actor.country = given.usual.country;
    actor.sectors = given.usual.sectors;
    actor.first_code = static_cast<uint32_t>(codes_.size());
    actor.code_count = static_cast<uint32_t>(given.dated.size());
    codes_.insert(codes_.end(), given.dated.begin(), given.dated.end());
    actors_.push_back(actor);
    for (const std::string_view name : given.names) Add(name, static_cast<uint32_t>(actors_.size() - 1), vocabulary);
  }
}

Result<void> ActorIndex::LoadActors(const Table& table, ActorKind kind, Vocabulary& vocabulary) {
  const auto id = table.Column("id"), title = table.Column("name"), aliases = table.Column("aliases"), country = table.Column("country");
  if (!id) return id.error();
  if (!title) return title.error();
  if (!aliases) return aliases.error();
  if (!country) return country.error();
  const auto sectors = kind == ActorKind::kMedia ? Result<size_t>(size_t{0}) : table.Column("sectors");
  if (!sectors) return sectors.error();
  const auto office = kind == ActorKind::kLeader ? table.Column("office") : Result<size_t>(size_t{0});
  if (!office) return office.error();
  const bool dated = kind != ActorKind::kMedia;
  const auto active = dated ? table.Column("active") : Result<size_t>(size_t{0}), codes = dated ? table.Column("codes") : Result<size_t>(size_t{0});
  if (!active) return active.error();
  if (!codes) return codes.error();
  for (const Table::Row& row : table.rows()) {
    if (row.cells[*id].empty() || row.cells[*title].empty()) return Error{table.Where(row), "a row without id or name", "both"};
    Actor actor;
    actor.kind = kind;
    actor.id = row.cells[*id];
    actor.name = row.cells[*title];
    actor.country = row.cells[*country];
    actor.sectors = kind == ActorKind::kMedia ? std::string_view("JRN") : row.cells[*sectors];
    if (kind == ActorKind::kLeader) {
      actor.office = row.cells[*office];
      actor.title = TitleOf(actor.office, vocabulary);
    }
    for (const std::string_view sector : SplitList(actor.sectors, ',')) {
      if (!IsSector(sector)) return Error{table.Where(row), "sector \"" + std::string(sector) + "\"", "PLOVER sectors, separated by commas"};
    }
    if (dated) {
      const auto days = ReadActive(table, row, row.cells[*active]);
      if (!days) return days.error();
      actor.active = *days;
      actor.first_code = static_cast<uint32_t>(codes_.size());
      if (auto r = ReadCodes(table, row, row.cells[*codes], codes_); !r) return r.error();
      actor.code_count = static_cast<uint32_t>(codes_.size()) - actor.first_code;
    }
    actors_.push_back(actor);
    const auto index = static_cast<uint32_t>(actors_.size() - 1);
    Add(actor.name, index, vocabulary);
    for (const std::string_view alias : SplitList(row.cells[*aliases], ';')) Add(alias, index, vocabulary);
  }
  return {};
}

Result<void> ActorIndex::LoadCountries(const Container& knowledge, Vocabulary& vocabulary) {
  auto table = knowledge.OpenTable("places/countries.tsv");
  if (!table) return table.error();
  const auto code = table->Column("alpha3"), title = table->Column("name"), others = table->Column("alternatives"), demonyms = table->Column("demonyms"), capital = table->Column("capital");
  if (!code) return code.error();
  if (!title) return title.error();
  if (!others) return others.error();
  if (!demonyms) return demonyms.error();
  if (!capital) return capital.error();
  for (const Table::Row& row : table->rows()) {
    const auto put = [&](ActorKind kind, std::string_view name) {
      if (name.size() < 2) return;
      Actor state;
      state.kind = kind;
      state.name = row.cells[*title];
      state.country = row.cells[*code];
      actors_.push_back(state);
      Add(name, static_cast<uint32_t>(actors_.size() - 1), vocabulary);
    };
    put(ActorKind::kCountry, row.cells[*title]);
    for (const std::string_view name : SplitList(row.cells[*others], '|')) put(ActorKind::kCountry, name);
    for (const std::string_view name : SplitList(row.cells[*demonyms], '|')) put(ActorKind::kDemonym, name);
    put(ActorKind::kCapital, row.cells[*capital]);
  }
  return {};
}

void ActorIndex::Add(std::string_view name, uint32_t actor, Vocabulary& vocabulary) {
  std::vector<std::string_view>& pieces = scratch_.pieces;
  SplitName(name, pieces);
  if (pieces.empty()) return;
  const uint32_t capitals = Intern(pieces, vocabulary);
  const bool single = pieces.size() == 1;
  const bool exact = single && ((IsAcronym(name) && name.size() <= kExactLetters) || IsShortMixed(name));
  AddWords(name, actor, exact, capitals);
  if (single && IsAcronym(name) && name.size() <= 5 && name.find('.') == std::string_view::npos && name.find_first_of("0123456789") == std::string_view::npos) {
    scratch_.words[0] = vocabulary.Intern(utf8::Lower(Dotted(name)));
    AddWords(name, actor, true, capitals);
  }
  if (!single && (pieces[0] == "US" || pieces[0] == "UN" || pieces[0] == "UK" || pieces[0] == "EU")) {
    scratch_.words[0] = vocabulary.Intern(utf8::Lower(Dotted(pieces[0])));
    AddWords(name, actor, false, capitals);
  }
  if (JoinPrefixes(pieces)) AddWords(name, actor, false, Intern(pieces, vocabulary));
}

uint32_t ActorIndex::Intern(const std::vector<std::string_view>& pieces, Vocabulary& vocabulary) {
  uint32_t capitals = 0;
  scratch_.words.clear();
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (BeginsUpper(pieces[i]) && i < 32) capitals |= 1u << i;
    scratch_.lower.clear();
    utf8::AppendLower(pieces[i], scratch_.lower);
    scratch_.words.push_back(vocabulary.Intern(scratch_.lower));
  }
  return capitals;
}

bool ActorIndex::JoinPrefixes(std::vector<std::string_view>& pieces) {
  size_t kept = 0;
  for (size_t i = 0; i < pieces.size(); ++i) {
    std::string_view piece = pieces[i];
    const char* end = piece.data() + piece.size();
    if (i + 1 < pieces.size() && *end == '-' && pieces[i + 1].data() == end + 1) {
      scratch_.lower.clear();
      utf8::AppendLower(piece, scratch_.lower);
      if (std::find(prefixes_.begin(), prefixes_.end(), scratch_.lower) != prefixes_.end()) piece = {piece.data(), piece.size() + 1 + pieces[++i].size()};
    }
    pieces[kept++] = piece;
  }
  const bool joined = kept < pieces.size();
  pieces.resize(kept);
  return joined;
}

void ActorIndex::AddWords(std::string_view text, uint32_t actor, bool exact, uint32_t capitals) {
  uint32_t node = 0;
  for (size_t i = 0; i < scratch_.words.size(); ++i) {
    const WordId word = scratch_.words[i];
    if (i == 0) {
      if (word.value >= first_.size()) first_.resize(word.value + 1024, 0);
      if (first_[word.value] == 0) {
        node_entry_.push_back(kNone);
        first_[word.value] = static_cast<uint32_t>(node_entry_.size() - 1);
      }
      node = first_[word.value];
    } else {
      node = MakeChild(node, word);
    }
  }
  for (uint32_t e = node_entry_[node]; e != kNone; e = entries_[e].next) {
    if (entries_[e].actor == actor && entries_[e].capitals == capitals && entries_[e].exact == exact && (!exact || entries_[e].text == text)) return;
  }
  // The first table read wins where two rows share a name; the rest stay behind it.
  entries_.push_back({actor, kNone, capitals, exact, text});
  const auto added = static_cast<uint32_t>(entries_.size() - 1);
  if (node_entry_[node] == kNone) {
    node_entry_[node] = added;
    return;
  }
  uint32_t e = node_entry_[node];
  while (entries_[e].next != kNone) e = entries_[e].next;
  entries_[e].next = added;
}

uint32_t ActorIndex::Child(uint32_t node, WordId word) const {
  const uint64_t key = (static_cast<uint64_t>(node) << 32 | word.value) + 1;
  const size_t mask = slots_.size() - 1;
  for (size_t i = static_cast<size_t>((key * 0x9E3779B97F4A7C15ull) >> 20) & mask;; i = (i + 1) & mask) {
    if (slots_[i].key == key) return slots_[i].child;
    if (slots_[i].key == 0) return 0;
  }
}

uint32_t ActorIndex::MakeChild(uint32_t node, WordId word) {
  if (const uint32_t found = Child(node, word); found != 0) return found;
  if (++used_ * 2 > slots_.size()) Grow();
  node_entry_.push_back(kNone);
  const auto child = static_cast<uint32_t>(node_entry_.size() - 1);
  const uint64_t key = (static_cast<uint64_t>(node) << 32 | word.value) + 1;
  const size_t mask = slots_.size() - 1;
  size_t i = static_cast<size_t>((key * 0x9E3779B97F4A7C15ull) >> 20) & mask;
  while (slots_[i].key != 0) i = (i + 1) & mask;
  slots_[i] = {key, child};
  return child;
}

void ActorIndex::Grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.key == 0) continue;
    size_t i = static_cast<size_t>((slot.key * 0x9E3779B97F4A7C15ull) >> 20) & mask;
    while (slots_[i].key != 0) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

bool ActorIndex::Accepts(const Entry& entry, const Document& doc, TokenRange tokens, bool shouted) const {
  const auto& tok = doc.tokens;
  if (entry.exact) {
    if (shouted && entry.text.size() <= 3) {
      // In text that is all capitals "IS" may be the verb: the tag decides.
      const Upos u = tok.upos[tokens.begin];
      if (u != Upos::kPropn && u != Upos::kNoun) return false;
    }
    return SameWithoutStops(doc.token(tokens.begin), entry.text) || (shouted && entry.text.size() > 2);
  }
  uint32_t piece = 0;
  for (uint32_t t = tokens.begin; t < tokens.end; ++t) {
    // "the Kurdistan Workers' party": some papers write the last noun of a long name small.
    if (piece >= 2 && t + 1 == tokens.end && tok.upos[t] == Upos::kNoun) break;
    if (IsJoint(doc, t)) continue;
    if (piece < 32 && (entry.capitals >> piece & 1) && !(tok.shape[t] & (kCapitalized | kAllCaps))) return false;
    ++piece;
  }
  return true;
}

bool ActorIndex::IsCutShort(const Entry& entry, const Document& doc, uint32_t next) const {
  if (actors_[entry.actor].kind != ActorKind::kMedia || !(entry.text.starts_with("The ") || entry.text.starts_with("the "))) return false;
  const Upos u = doc.tokens.upos[next];
  if (u != Upos::kPropn && u != Upos::kNoun && u != Upos::kAdj) return false;
  return (doc.tokens.shape[next] & kCapitalized) || doc.tokens.upos[next - 1] == Upos::kAdj;
}

bool ActorIndex::Match(const Document& doc, uint32_t token, uint32_t end, bool shouted, NameHit& out) const {
  const auto& word = doc.tokens.word;
  if (!word[token].valid() || word[token].value >= first_.size()) return false;
  uint32_t node = first_[word[token].value];
  bool found = false;
  for (uint32_t t = token + 1; node != 0; ++t) {
    const TokenRange tokens = {token, t};
    for (uint32_t e = node_entry_[node]; e != kNone; e = entries_[e].next) {
      if (!Accepts(entries_[e], doc, tokens, shouted)) continue;
      if (t < end && IsCutShort(entries_[e], doc, t)) continue;
      out = {tokens, entries_[e].actor, e};
      found = true;
      break;
    }
    if (t < end && IsJoint(doc, t)) ++t;
    if (t >= end || !word[t].valid()) break;
    node = Child(node, word[t]);
  }
  return found;
}

uint32_t ActorIndex::Choose(const Document& doc, const NameHit& hit, bool shouted, const ActorContext& context) const {
  if (hit.entry == NameHit::kNoEntry || entries_[hit.entry].next == kNone) return hit.actor;
  uint32_t most = 0;
  for (const auto& [country, count] : context.countries) most = std::max(most, count);
  uint32_t best = hit.actor;
  int best_score = INT32_MIN;
  for (uint32_t e = hit.entry; e != kNone; e = entries_[e].next) {
    if (!Accepts(entries_[e], doc, hit.tokens, shouted)) continue;
    const Actor& actor = actors_[entries_[e].actor];
    int score = 0;
    if (context.day != TimeMention::kNoDay && !actor.active.open()) score += actor.active.Contains(context.day) ? 2 : -3;
    if (!actor.country.empty() && most > 0) {
      const uint32_t count = context.Count(actor.country);
      score += count == 0 ? -1 : count == most ? 3 : 2;
    }
    if (score <= best_score) continue;
    best_score = score;
    best = entries_[e].actor;
  }
  return best;
}

ActorCodes ActorIndex::CodesAt(const Actor& actor, int32_t day) const {
  ActorCodes out = {actor.country, actor.sectors, true};
  if (day == TimeMention::kNoDay) return out;
  for (uint32_t i = actor.first_code; i < actor.first_code + actor.code_count; ++i) {
    const DatedCode& code = codes_[i];
    if (!code.days.Contains(day)) continue;
    if (code.whole || !code.country.empty()) out.country = code.country;
    out.sectors = code.sectors;
    return out;
  }
  if (actor.kind != ActorKind::kLeader || actor.active.Contains(day)) return out;
  out.in_office = false;
  if (actor.active.After(day)) out.sectors = {};
  else if (out.sectors.find("GOV") != std::string_view::npos) out.sectors = "ELI";
  return out;
}

void ActorContext::Note(std::string_view country) {
  if (country.empty()) return;
  for (auto& [known, count] : countries) {
    if (known == country) {
      ++count;
      return;
    }
  }
  countries.emplace_back(country, 1);
}

uint32_t ActorContext::Count(std::string_view country) const {
  for (const auto& [known, count] : countries) {
    if (known == country) return count;
  }
  return 0;
}

}  // namespace dateline
