// Actor dictionaries: blocks of a name, its synonyms and its codes, each for a time or for all.
#include <algorithm>
#include <unordered_set>

#include "base/hash.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mentions/dictionaries.h"
#include "mentions/dictionaries_lines.h"
#include "mentions/dictionaries_rows.h"
#include "mentions/word_facts.h"

namespace dateline {
namespace {

using Code = DictionaryCode;
using Block = DictionaryBlock;

}  // namespace

/// Turns the blocks of one file to rows.
class ActorFile {
 public:
  ActorFile(Dictionaries& out, const std::string& name, Dialect dialect, const CameoCodes& codes, const WordFacts& facts)
      : out_(out), name_(name), dialect_(dialect), codes_(codes), facts_(facts) {}

  void Read(std::string_view text) { blocks_ = ReadActorBlocks({name_, text, dialect_, out_.pool_, out_.warnings_}); }
  void Finish(const std::unordered_set<std::string>& given_names, const std::unordered_set<std::string>& states);

 private:
  void Fill(const std::vector<Code>& codes, uint32_t line, DictionaryActor& actor);
  std::string_view IdOf(const Block& block);
  void AddNames(std::string_view phrase, DictionaryActor& actor);

  Dictionaries& out_;
  std::string name_;
  Dialect dialect_;
  const CameoCodes& codes_;
  const WordFacts& facts_;
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
