// Scope: what the codebook leaves out. Sport, business, weather and private life use the words of war; a record stands where a party to conflict or politics takes
// part, or where the report is about conflict.
#pragma once

#include <unordered_map>
#include <unordered_set>

#include "base/container.h"
#include "records/draft.h"

namespace dateline {

class ScopeRules {
 public:
  /// Reads knowledge/topics.tsv and scope.tsv.
  static Result<ScopeRules> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// True when the report as a whole is on a conflict: enough of its words, and more than one of them, are words of armed force, and words of what the
  /// codebook leaves out (sport, markets, kitchen, ...) do not outnumber those that only news of conflict uses. Of an excerpt only the latter is asked,
  /// and one word of conflict is enough.
  bool ReportOnTopic(const Document& doc) const { return ReportOnTopic(doc, HomesOf(doc, {0, doc.tokens.size()})); }
  bool IsArmed(WordId lemma) const { return armed_.contains(lemma.value); }
  /// True when `tokens` hold a word of any topic.
  bool OnTopic(const Document& doc, TokenRange tokens) const;
  /// True where a sentence tells of deaths by nature, sickness or accident and nothing in it is armed.
  bool WithoutAttacker(const Document& doc, TokenRange tokens) const;

  /// How many words are at home in news of conflict, in a domain left out, or in both.
  struct Homes {
    uint32_t conflict = 0, elsewhere = 0, weak = 0;
  };
  Homes HomesOf(const Document& doc, TokenRange tokens) const;
  /// The same as ReportOnTopic(doc) where the homes of the whole report are known.
  bool ReportOnTopic(const Document& doc, const Homes& homes) const;
  /// True for a report without enough armed words to be on topic, but written in the words of conflict alone and naming a party to politics or war (an armed force or
  /// group, a political body, a person who governs; private crime knows only police and courts): there a record that is sure enough stands.
  bool NearTopic(const Document& doc, const Homes& report) const;
  /// True when the record may stand in a report with such homes.
  bool Allows(const SentenceContext& context, const Record& record, bool report_on_topic, const Homes& report) const;

 private:
  std::unordered_set<uint32_t> armed_, any_, causes_;
  std::unordered_map<uint32_t, uint32_t Homes::*> domain_;  ///< word -> where it is at home
};

/// A party of public life: a state, a known actor, or one whose role lies in government, force, justice or politics.
bool IsPublicParty(const Document& doc, PartyId id);

}  // namespace dateline
