// What a noun phrase says when it fills a slot: which party it names, which place, how many.
#pragma once

#include <vector>

#include "records/draft.h"

namespace dateline {

class PhraseReader {
 public:
  static Result<PhraseReader> Load(Vocabulary& vocabulary);

  /// The phrase of `head`; `whole`: the token by which it stands in the tree ("dozens" of "dozens of fighters").
  static Phrase At(const SentenceContext& context, uint32_t head, uint32_t whole);

  /// The party that the phrase names. `make`: where no stage before found one, the words themselves become one.
  PartyId Party(const SentenceContext& context, const Phrase& phrase, bool make) const;
  /// The parties that `party` stands for: of "the two men" the names that were given of them; mostly itself alone. Appends to `out`.
  void Members(const SentenceContext& context, PartyId party, std::vector<PartyId>& out) const;
  /// A name before the noun at `token`: "Turkish", "Islamic State" before "attack".
  PartyId Modifier(const SentenceContext& context, uint32_t token) const;
  /// Whose thing or deed the phrase names: "calls by Belgrade", "Serbia's policy", "the US offer", "the plans of the junta".
  PartyId Owner(const SentenceContext& context, const Phrase& phrase) const;
  /// The place that the phrase names, or the most specific one that it is said to be in ("the front near Hajin").
  PlaceId Place(const SentenceContext& context, const Phrase& phrase) const;
  PlaceId NamedPlace(const SentenceContext& context, const Phrase& phrase) const;
  /// The figure for the people of the phrase. False when it gives none.
  bool Count(const SentenceContext& context, const Phrase& phrase, Estimate& out) const;
  /// The same, or one for a single person ("a priest", "he", a name).
  bool CountOrOne(const SentenceContext& context, const Phrase& phrase, Estimate& out) const;
  /// True when the phrase is what `filter` asks for. `owner`: it may also be so by what stands before its noun.
  bool Passes(const SentenceContext& context, const Phrase& phrase, Filter filter, bool owner) const;

  /// A figure that may count people or households.
  static bool CountsPeople(const QuantityMention& quantity);
  static bool IsArmed(const PartyMention& party);
  /// The place that a name in `tokens` names; names of places that no gazetteer knows become rows of doc.places.
  static PlaceId PlaceIn(const SentenceContext& context, TokenRange tokens);
  /// The phrase itself as a place, where its noun is one of places ("the camp", "their homes", "the Grand Hotel"); "the city" is the one named last.
  static PlaceId Site(const SentenceContext& context, const Phrase& phrase);
  /// Who is meant: what a pronoun stands for, else the party itself.
  static const PartyMention& Resolved(const Document& doc, const PartyMention& party);

 private:
  PartyId NameBehind(const SentenceContext& context, const Phrase& phrase, PartyId found) const;
  PartyId PronounIn(const SentenceContext& context, PartyId pronoun) const;
  PlaceId PlaceUnder(const SentenceContext& context, uint32_t token, int depth) const;
  static bool IsHappening(const SentenceContext& context, const Phrase& phrase);
  bool IsOne(const SentenceContext& context, const Phrase& phrase, const PartyMention& raw) const;
  bool IsBareNumber(const SentenceContext& context, TokenRange tokens) const;
  bool IsPeopleName(const SentenceContext& context, uint32_t token) const;

  std::vector<WordId> some_;
  std::vector<WordId> single_;  ///< he, she, a, an
  WordId they_, them_, it_, member_;
};

}  // namespace dateline
