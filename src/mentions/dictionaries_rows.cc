#include "mentions/dictionaries_rows.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>

#include "base/days.h"
#include "base/table.h"
#include "mentions/dictionaries_lines.h"

namespace dateline {
namespace {

constexpr size_t kMostWords = 16;

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

std::string_view Keep(const DictionarySource& source, std::string text) { return source.pool.emplace_back(std::move(text)); }

void Tell(const DictionarySource& source, uint32_t line, std::string what, std::string expected) {
  source.warnings.push_back({source.name + ":" + std::to_string(line), std::move(what), std::move(expected)});
}

/// Reads the blocks of one file.
class BlockReader {
 public:
  explicit BlockReader(const DictionarySource& source) : source_(source), dialect_(source.dialect) {}

  std::vector<DictionaryBlock> Read() {
    DictionaryLines lines(source_.text, dialect_);
    std::string_view line;
    while (lines.Next(line)) {
      number_ = lines.number();
      if (lines.mended()) Warn("bytes that are not UTF-8", "UTF-8; they are read as Latin-1");
      ReadLine(line);
    }
    Close();
    return std::move(blocks_);
  }

 private:
  void Warn(std::string what, std::string expected) { Tell(source_, number_, std::move(what), std::move(expected)); }

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
      const std::string_view kept = Keep(source_, std::move(phrase));
      if (block_.name.empty()) block_.name = kept;
      block_.phrases.push_back(kept);
      block_.stems.push_back(dialect_ == Dialect::kTabari && !Trim(text).ends_with('_') && !Trim(text).ends_with('='));
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
    DictionaryCode read;
    if (!ReadDays(Trim(text.substr(end)), read)) return;
    read.code = Keep(source_, std::move(code));
    block_.codes.push_back(read);
  }

  /// When a code holds. False: nobody can say; the code is left out.
  bool ReadDays(std::string_view text, DictionaryCode& out) {
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
      Tell(source_, block_.line, "\"" + std::string(block_.name) + "\" without a code", "a code in brackets; the name is left out");
    } else if (open_ && !block_.phrases.empty()) {
      blocks_.push_back(std::move(block_));
    }
    block_ = DictionaryBlock{};
    open_ = false;
  }

  const DictionarySource& source_;
  Dialect dialect_;
  uint32_t number_ = 0;
  bool open_ = false;
  DictionaryBlock block_;
  std::vector<DictionaryBlock> blocks_;
};

/// Reads the rows of one agent file: markers are put in.
class AgentReader {
 public:
  explicit AgentReader(const DictionarySource& source) : source_(source) {}

  std::vector<DictionaryAgentRow> Read() {
    DictionaryLines lines(source_.text, source_.dialect);
    std::string_view line;
    while (lines.Next(line)) {
      number_ = lines.number();
      if (lines.mended()) Warn("bytes that are not UTF-8", "UTF-8; they are read as Latin-1");
      line = Trim(line);
      if (const size_t equals = line.find('='); line.starts_with('!') && equals != std::string_view::npos && line.find('[') == std::string_view::npos) {
        std::vector<std::string_view>& words = markers_[std::string(Trim(line.substr(0, equals)))];
        for (const std::string_view word : SplitList(line.substr(equals + 1), ',')) words.push_back(Keep(source_, std::string(word)));
      } else {
        ReadAgent(line);
      }
    }
    return std::move(rows_);
  }

 private:
  void Warn(std::string what, std::string expected) { Tell(source_, number_, std::move(what), std::move(expected)); }

  void ReadAgent(std::string_view line) {
    const size_t open = line.rfind('['), close = line.rfind(']');
    if (open == std::string_view::npos) return Warn("\"" + std::string(line.substr(0, 40)) + "\" without a code", "PHRASE [~CODE]");
    const bool closed = close != std::string_view::npos && close > open;
    if (!closed) Warn("a bracket that is not closed", "[~CODE]");
    const std::string_view inside = Trim(line.substr(open + 1, closed ? close - open - 1 : std::string_view::npos));
    std::string code;
    for (const char c : inside) {
      if (c != ' ' && c != '\t' && c != '~') code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    if (line.find('~', open) == std::string_view::npos) Warn("code \"" + code + "\" without ~", "[~CODE] behind the actor's, or [CODE~] before it; read as [~CODE]");
    DictionaryAgentRow row;
    row.line = number_;
    row.code = Keep(source_, std::move(code));
    row.before = inside.ends_with('~') && !inside.starts_with('~');
    std::string_view phrase = line.substr(0, open);
    if (const size_t brace = phrase.find('{'); brace != std::string_view::npos) {
      const size_t end = std::min(phrase.find('}', brace), phrase.size());
      row.regular = false;
      row.plural = Keep(source_, DictionaryPhrase(phrase.substr(brace + 1, end - brace - 1), source_.dialect));
      phrase = phrase.substr(0, brace);
    }
    Expand(phrase, row);
  }

  /// "CATTLE!PERSON!": a row for each word of the marker, which have their plurals with them.
  void Expand(std::string_view phrase, DictionaryAgentRow row) {
    const size_t open = phrase.find('!');
    if (open == std::string_view::npos) return Push(phrase, row);
    const size_t close = phrase.find('!', open + 1);
    const std::string marker(phrase.substr(open, close == std::string_view::npos ? close : close - open + 1));
    auto words = markers_.find(marker);
    if (words == markers_.end() && marker == "!MINST!") words = markers_.find("!MINIST!");
    if (words == markers_.end() || close == std::string_view::npos) return Warn("marker \"" + marker.substr(0, 40) + "\"", "one that a line such as !PERSON! = MAN, MEN defines before");
    row.regular = false;
    for (const std::string_view word : words->second) Push(std::string(phrase.substr(0, open)) + std::string(word) + std::string(phrase.substr(close + 1)), row);
  }

  void Push(std::string_view phrase, DictionaryAgentRow row) {
    row.phrase = Keep(source_, DictionaryPhrase(phrase, source_.dialect));
    if (row.phrase.empty()) return Warn("an empty phrase", "PHRASE [~CODE]");
    rows_.push_back(row);
  }

  const DictionarySource& source_;
  uint32_t number_ = 0;
  std::unordered_map<std::string, std::vector<std::string_view>> markers_;
  std::vector<DictionaryAgentRow> rows_;
};

}  // namespace

std::vector<DictionaryBlock> ReadActorBlocks(const DictionarySource& source) { return BlockReader(source).Read(); }
std::vector<DictionaryAgentRow> ReadAgentRows(const DictionarySource& source) { return AgentReader(source).Read(); }

}  // namespace dateline
