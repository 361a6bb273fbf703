// Actor dictionaries: blocks of a name, its synonyms and its codes, each for a time or for all.
#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_set>

#include "base/days.h"
#include "base/hash.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mentions/dictionaries.h"
#include "mentions/dictionaries_lines.h"
#include "mentions/word_facts.h"

namespace dateline {
namespace {

constexpr size_t kMostWords = 16;

/// A code and when it holds, as written.
struct Code {
  std::string_view code;
  DayRange days;             ///< inclusive, by the dialect's rule
  bool restricted = false;
};

struct Block {
  std::string_view name;
  std::vector<std::string_view> phrases;  ///< in capitals
  std::vector<Code> codes;
  uint32_t line = 0;
  bool indented = false;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

/// YYMMDD or YYYYMMDD; a month or day 00 is the first, a day behind the end of the month its last.
std::optional<int32_t> ReadDate(std::string_view digits) {
  if ((digits.size() != 6 && digits.size() != 8) || !std::all_of(digits.begin(), digits.end(), IsDigit)) return std::nullopt;
  const auto number = [&](size_t at, size_t size) {
    int32_t value = 0;
    std::from_chars(digits.data() + at, digits.data() + at + size, value);
    return value;
  };
  const size_t years = digits.size() - 4;
  int32_t year = number(0, years);
  if (years == 2) year += year <= 30 ? 2000 : 1900;
  const int32_t month = std::max(1, number(years, 2)), day = std::max(1, number(years + 2, 2));
  if (year < 1000 || month > 12 || day > 31) return std::nullopt;
  return DayNumber({year, month, std::min(day, DaysInMonth(year, month))});
}

}  // namespace

/// Reads one file.
class ActorFile {
 public:
  ActorFile(Dictionaries& out, const std::string& name, Dialect dialect, const CameoCodes& codes, const WordFacts& facts)
      : out_(out), name_(name), dialect_(dialect), codes_(codes), facts_(facts) {}

  void Read(std::string_view text) {
    DictionaryLines lines(text, dialect_);
    std::string_view line;
    while (lines.Next(line)) {
      number_ = lines.number();
      if (lines.mended()) Warn("bytes that are not UTF-8", "UTF-8; they are read as Latin-1");
      ReadLine(line);
    }
    Close();
  }

  void Finish(const std::unordered_set<std::string>& given_names, const std::unordered_set<std::string>& states);

 private:
  void Warn(std::string what, std::string expected) { out_.Warn(name_, number_, std::move(what), std::move(expected)); }

  void ReadLine(std::string_view line) {
    const std::string_view text = Trim(line);
    if (text.starts_with('+')) {
      AddPhrase(text.substr(1), false);
      return;
    }
    const size_t bracket = text.find('[');
    if (bracket == 0 || (bracket == std::string_view::npos && (line[0] == '\t' || line[0] == ' ') && text.find(']') != std::string_view::npos)) {
      if (!open_) Warn("codes without a name before them", "a name, then its codes");
      else ReadCodes(text);
      return;
    }
    if (line[0] == '\t' || line[0] == ' ') Warn("a name that is indented", "names in the first column");
    Close();
    open_ = true;
    block_.line = number_;
    AddPhrase(text, true);
  }

  /// A name, and the codes behind it; further names behind a + are told once a line.
  void AddPhrase(std::string_view text, bool primary) {
    const size_t bracket = std::min(text.find('['), text.size());
    const std::string_view codes = text.substr(bracket);
    for (text = text.substr(0, bracket);;) {
      const size_t plus = text.find('+');
      AddName(text.substr(0, plus), primary);
      if (plus == std::string_view::npos) break;
      if (primary) Warn("a + within a name", "a line for each synonym");
      primary = false;
      text.remove_prefix(plus + 1);
    }
    if (!codes.empty()) ReadCodes(codes);
  }

  void AddName(std::string_view text, bool primary) {
    std::string phrase = DictionaryPhrase(text, dialect_);
    if (!primary && !open_) return Warn("a synonym without a name before it", "a name, then its synonyms");
    if (phrase.empty() || static_cast<size_t>(std::count(phrase.begin(), phrase.end(), ' ')) >= kMostWords) {
      Warn(phrase.empty() ? "an empty name" : "a name of more than 16 words", "a name");
    } else {
      const std::string_view kept = out_.Keep(std::move(phrase));
      if (block_.name.empty()) block_.name = kept;
      block_.phrases.push_back(kept);
    }
  }

  void ReadCodes(std::string_view text) {
    while (!text.empty()) {
      const size_t open = text.find('[');
      if (open != 0 && !Trim(text.substr(0, open)).empty()) {  // "AFGGOV 900101-910101]"
        if (text.find(']') >= open) Warn("\"" + std::string(text.substr(0, 40)) + "\" outside of brackets", "[CODE] or [CODE date-date]");
      }
      const bool unopened = open == std::string_view::npos || text.find(']') < open;
      if (unopened) {
        const size_t close = text.find(']');
        if (close != std::string_view::npos) {
          Warn("a bracket that is not opened", "[CODE]");
          ReadCode(text.substr(0, close));
        }
        if (open == std::string_view::npos || close == std::string_view::npos) return;
        text.remove_prefix(close + 1);
        continue;
      }
      text.remove_prefix(open + 1);
      const size_t close = text.find(']');
      if (close == std::string_view::npos) Warn("a bracket that is not closed", "[CODE]");
      ReadCode(text.substr(0, close));
      if (close == std::string_view::npos) return;
      text.remove_prefix(close + 1);
    }
  }

  void ReadCode(std::string_view text) {
    text = Trim(text);
    size_t end = 0;
    while (end < text.size() && text[end] != ' ' && text[end] != '\t' && text[end] != '<' && text[end] != '>') ++end;
    std::string code(text.substr(0, end));
    if (code.empty()) return Warn("empty brackets", "[CODE]");
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    if (std::any_of(code.begin(), code.end(), small)) {
      Warn("code \"" + code + "\" in small letters", "capitals");
      for (char& c : code) c = small(c) ? static_cast<char>(c - 32) : c;
    }
    Code read;
    if (!ReadDays(Trim(text.substr(end)), read)) return;
    read.code = out_.Keep(std::move(code));
    block_.codes.push_back(read);
  }

  /// When a code holds. False: nobody can say; the code is left out.
  bool ReadDays(std::string_view text, Code& out) {
    if (text.empty()) return true;
    out.restricted = true;
    const bool exclusive = dialect_ == Dialect::kPetrarch2;
    const auto date = [&](std::string_view digits) {
      const auto day = ReadDate(Trim(digits));
      if (!day) Warn("date \"" + std::string(Trim(digits)) + "\"", "YYMMDD or YYYYMMDD; the code is left out");
      return day;
    };
    if (text[0] == '<' || text[0] == '>') {
      const auto day = date(text.substr(1));
      if (!day) return false;
      (text[0] == '<' ? out.days.to : out.days.from) = text[0] == '<' && exclusive ? *day - 1 : *day;
      return true;
    }
    const size_t hyphen = text.find('-');
    const auto from = date(text.substr(0, hyphen));
    if (!from) return false;
    out.days.from = *from;
    if (hyphen == std::string_view::npos) {
      Warn("date \"" + std::string(text) + "\" without < or >", "<date, >date or date-date; read as >date");
      return true;
    }
    const auto to = date(text.substr(hyphen + 1));
    if (!to) return false;
    out.days.to = exclusive ? *to - 1 : *to;
    if (out.days.to >= out.days.from) return true;
    if (*to < *from) Warn("a time that ends before it begins", "date-date; the code is left out");
    return false;
  }

  void Close() {
    if (open_ && block_.codes.empty() && !block_.phrases.empty()) {
      out_.Warn(name_, block_.line, "\"" + std::string(block_.name) + "\" without a code", "a code in brackets; the name is left out");
    } else if (open_ && !block_.phrases.empty()) {
      blocks_.push_back(std::move(block_));
    }
    block_ = Block{};
    open_ = false;
  }

  void Fill(const std::vector<Code>& codes, uint32_t line, DictionaryActor& actor);
  std::string_view IdOf(const Block& block);
  void AddNames(std::string_view phrase, DictionaryActor& actor);

  Dictionaries& out_;
  std::string name_;
  Dialect dialect_;
  const CameoCodes& codes_;
  const WordFacts& facts_;
  uint32_t number_ = 0;
  bool open_ = false;
  Block block_;
  std::vector<Block> blocks_;
  std::unordered_set<std::string> faulty_;  ///< codes told already
};

/// What the codes come to: in order, by the dialect.
void ActorFile::Fill(const std::vector<Code>& codes, uint32_t line, DictionaryActor& actor) {
  for (const Code& code : codes) {
    std::string fault;
    const CodeMeaning meaning = codes_.Read(code.code, out_.pool_, fault);
    if (!fault.empty() && faulty_.insert(fault).second) out_.Warn(name_, line, fault, "units of three letters, the first a country or a kind of actor");
    if (!code.restricted) {
      actor.usual = meaning;
      // PETRARCH2 takes the first that holds, and this one always does; the others look at those with a date first.
      if (dialect_ == Dialect::kPetrarch2) return;
      continue;
    }
    actor.dated.push_back({code.days, meaning.country, meaning.sectors, true});
  }
}

std::string_view ActorFile::IdOf(const Block& block) {
  std::string id(block.codes.front().code);
  for (const Code& code : block.codes) {
    if (!code.restricted) id = code.code;
  }
  id += ':';
  for (const char c : block.name) id += c == ' ' ? '_' : c;
  return out_.Keep(std::move(id));
}

/// The ways in which news writes a name that stands here in capitals.
void ActorFile::AddNames(std::string_view phrase, DictionaryActor& actor) {
  std::string_view text = phrase;
  if (text.starts_with("THE ") && text.size() > 6) text.remove_prefix(4);
  const bool several = text.find(' ') != std::string_view::npos;
  // Up to four letters may be an acronym, which is one as it stands, and a name beside ("IRAN", "UNDP").
  if (!several && text.size() <= 4 && text.size() > 1) actor.names.push_back(text);
  // A single word that is mostly an ordinary one ("FOUNDATION", "FALCON") would be found wherever a sentence or title begins with it.
  if (!several && facts_.Commonness(utf8::Fold(text)) >= 2) return;
  const bool vowel = text.find_first_of("AEIOUY") != std::string_view::npos;
  if (several || text.size() > 4 || (vowel && text.size() == 4 && text.find('.') == std::string_view::npos)) actor.names.push_back(out_.Keep(InNameCase(text, false)));
}

void ActorFile::Finish(const std::unordered_set<std::string>& given_names, const std::unordered_set<std::string>& states) {
  std::unordered_map<std::string_view, std::vector<uint32_t>> owners;  ///< phrase -> blocks
  for (uint32_t b = 0; b < blocks_.size(); ++b) {
    for (const std::string_view phrase : blocks_[b].phrases) {
      auto& list = owners[phrase];
      if (list.empty() || list.back() != b) list.push_back(b);
    }
  }
  const auto kind_of = [&](const DictionaryActor& actor) {
    const auto has = [&](std::string_view sector) {
      const auto in = [&](std::string_view list) {
        const auto parts = SplitList(list, ',');
        return std::find(parts.begin(), parts.end(), sector) != parts.end();
      };
      return in(actor.usual.sectors) || std::any_of(actor.dated.begin(), actor.dated.end(), [&](const DatedCode& code) { return in(code.sectors); });
    };
    const bool bare = actor.usual.sectors.empty() && std::all_of(actor.dated.begin(), actor.dated.end(), [](const DatedCode& code) { return code.sectors.empty(); });
    const std::string name = utf8::Lower(actor.name);
    const bool person = name.find(' ') != std::string::npos && given_names.contains(name.substr(0, name.find(' ')));
    if (bare && !(actor.usual.country.empty() && actor.dated.empty())) {
      const bool people = name.ends_with("an") || name.ends_with("i") || name.ends_with("ish") || name.ends_with("ese") || name.ends_with("s");
      return person ? DictionaryActor::Kind::kPerson : people ? DictionaryActor::Kind::kPeople : DictionaryActor::Kind::kPlace;
    }
    if (person) return DictionaryActor::Kind::kPerson;
    if (has("REB") || has("IMG") || has("PRM") || has("UAF")) return DictionaryActor::Kind::kGroup;
    return has("JRN") && !has("GOV") ? DictionaryActor::Kind::kMedia : DictionaryActor::Kind::kOrganization;
  };
  for (uint32_t b = 0; b < blocks_.size(); ++b) {
    const Block& block = blocks_[b];
    DictionaryActor whole;
    Fill(block.codes, block.line, whole);
    whole.id = IdOf(block);
    whole.name = out_.Keep(InNameCase(block.name, true));
    whole.kind = kind_of(whole);
    const bool state = whole.kind == DictionaryActor::Kind::kPlace || whole.kind == DictionaryActor::Kind::kPeople;
    for (const std::string_view phrase : block.phrases) {
      if (state && states.contains(utf8::Fold(phrase))) continue;  // the shipped table tells the land from its people
      const std::vector<uint32_t>& list = owners[phrase];
      if (list.size() == 1) {
        AddNames(phrase, whole);
        continue;
      }
      if (dialect_ == Dialect::kTabari) {
        if (list[0] == b) AddNames(phrase, whole);
        else out_.Warn(name_, block.line, "\"" + std::string(phrase) + "\" a second time", "each name in one block; the first holds");
        continue;
      }
      if (list[0] != b) continue;  // done with the first: the codes of all blocks, one after the other
      DictionaryActor joined;
      std::vector<Code> codes;
      for (const uint32_t other : list) codes.insert(codes.end(), blocks_[other].codes.begin(), blocks_[other].codes.end());
      Fill(codes, block.line, joined);
      joined.id = whole.id;
      joined.name = whole.name;
      joined.kind = kind_of(joined);
      AddNames(phrase, joined);
      if (!joined.names.empty()) out_.actors_.push_back(std::move(joined));
    }
    if (!whole.names.empty()) out_.actors_.push_back(std::move(whole));
  }
}

Result<void> Dictionaries::AddActors(const std::string& name, std::string_view text, Dialect dialect, const Container& knowledge) {
  auto codes = CameoCodes::Load(knowledge);
  if (!codes) return codes.error();
  auto persons = knowledge.OpenTable("given-names.tsv");
  if (!persons) return persons.error();
  auto countries = knowledge.OpenTable("places/countries.tsv");
  if (!countries) return countries.error();
  std::unordered_set<std::string> given_names, states;
  for (const Table::Row& row : persons->rows()) given_names.insert(utf8::Lower(row.cells[0]));
  for (const Table::Row& row : countries->rows()) {
    for (const size_t cell : {2u, 3u, 4u, 5u}) {
      for (const std::string_view state : SplitList(row.cells[cell], '|')) states.insert(utf8::Fold(state));
    }
  }
  const Result<WordFacts> facts = knowledge.Section("lexicon").empty() ? Result<WordFacts>(WordFacts{}) : ReadWordFacts(knowledge);
  if (!facts) return facts.error();
  ActorFile file(*this, name, dialect, *codes, *facts);
  file.Read(text);
  file.Finish(given_names, states);
  NoteFile(text, 1, dialect);
  return {};
}

}  // namespace dateline
