#include "coders/actors.h"

namespace dateline::coders {
namespace {

constexpr size_t kMostCodes = 256;  ///< of one name

/// Regular plural of the last word, as the dictionaries make it.
std::string Plural(std::string_view phrase) {
  std::string out(phrase);
  const bool vowel = out.size() > 1 && std::string_view("AEIOU").find(out[out.size() - 2]) != std::string_view::npos;
  if (out.ends_with('Y') && !vowel) {
    out.pop_back();
    return out + "IES";
  }
  return out + (out.ends_with('S') ? "ES" : "S");
}

}  // namespace

void ActorBook::AddActors(const std::string& name, std::string_view text, Dialect dialect, Words& words, std::vector<Error>& warnings) {
  for (const DictionaryBlock& block : ReadActorBlocks({name, text, dialect, pool_, warnings})) {
    const uint32_t added = static_cast<uint32_t>(actors_.size());
    actors_.push_back(block.codes);
    for (size_t i = 0; i < block.phrases.size(); ++i) {
      uint32_t& at = actor_names_.At(ReadPhrase(block.phrases[i], block.stems[i], words));
      if (at == Phrases::kNone) {
        at = added;
      } else if (at != added && dialect != Dialect::kTabari && actors_[at].size() < kMostCodes) {
        // A name of two blocks has the codes of both, one after the other; TABARI keeps those of the first.
        std::vector<DictionaryCode> joined = actors_[at];
        joined.insert(joined.end(), block.codes.begin(), block.codes.end());
        at = static_cast<uint32_t>(actors_.size());
        actors_.push_back(std::move(joined));
      }
    }
  }
}

void ActorBook::AddAgents(const std::string& name, std::string_view text, Dialect dialect, Words& words, std::vector<Error>& warnings) {
  for (const DictionaryAgentRow& row : ReadAgentRows({name, text, dialect, pool_, warnings})) {
    const uint32_t added = static_cast<uint32_t>(agents_.size());
    agents_.push_back(row);
    const auto add = [&](std::string_view phrase) {
      uint32_t& at = agent_words_.At(ReadPhrase(phrase, false, words));
      if (at == Phrases::kNone) at = added;
    };
    add(row.phrase);
    if (row.regular) add(Plural(row.phrase));
    if (!row.plural.empty()) add(row.plural);
  }
}

std::string_view ActorBook::CodeOn(const std::vector<DictionaryCode>& codes, int32_t day) const {
  std::string_view usual;
  for (const DictionaryCode& code : codes) {
    if (!code.restricted) {
      if (usual.empty()) usual = code.code;
    } else if (day != TimeMention::kNoDay && code.days.Contains(day)) {
      return code.code == "---" ? std::string_view() : code.code;
    }
  }
  return usual == "---" ? std::string_view() : usual;
}

void ActorBook::FindActors(const Units& units, int32_t day, std::vector<ActorName>& out) const {
  out.clear();
  for (uint32_t at = 0; at < units.size();) {
    const Phrases::Match match = actor_names_.Longest(units, at, units.size());
    if (match.value == Phrases::kNone) {
      ++at;
      continue;
    }
    if (const std::string_view code = CodeOn(actors_[match.value], day); !code.empty()) out.push_back({at, match.end, code});
    at = match.end;
  }
}

void ActorBook::FindAgents(const Units& units, std::vector<AgentWord>& out) const {
  out.clear();
  for (uint32_t at = 0; at < units.size();) {
    const Phrases::Match match = agent_words_.Longest(units, at, units.size());
    if (match.value != Phrases::kNone) out.push_back({at, match.end, agents_[match.value].code, agents_[match.value].before});
    at = match.value == Phrases::kNone ? at + 1 : match.end;
  }
}

}  // namespace dateline::coders
