// Things: weapons and means of violence, what was broken, and the buildings and networks that were hit (knowledge/weapons.tsv, damage.tsv, infrastructure.tsv).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "mentions/head_phrases.h"
#include "text/lexicon.h"

namespace dateline {

class ThingFinder {
 public:
  /// Tables: weapons.tsv, damage.tsv, infrastructure.tsv. The container must outlive the finder.
  static Result<ThingFinder> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// Appends the things of `doc` in token order; needs trees, names and places; parties that are weapons are no people. O(tokens); allocates only while growing.
  ///
  /// A span holds the noun with the adjectives, nouns and numbers before it, without article. Damage is told only where the tree says what was damaged, and that is
  /// infrastructure or a place ("destroyed three houses", "the looting of shops"; never "damaged relations").
  void Find(Document& doc) const;

 private:
  enum Only : uint8_t { kCapital = 1, kLower = 2, kPlural = 4, kWeak = 8, kHit = 16 };
  struct Noun {
    ThingKind kind = ThingKind::kWeapon;
    std::string_view name, category, mode;
    uint8_t only = 0;
    std::vector<WordId> never;  ///< beside these it is something else
  };
  enum class DamageKind : uint8_t { kVerb, kHappens, kNoun, kAttack };
  struct Damage {
    DamageKind kind = DamageKind::kVerb;
    std::string_view name, grade;
    std::vector<WordId> rest;  ///< words after the inflected one
  };
  struct Found {
    uint32_t noun = 0;
    TokenRange phrase;
  };

  Result<void> LoadNouns(const Container& knowledge, Vocabulary& vocabulary, const char* name, ThingKind kind);
  Result<void> LoadDamage(const Container& knowledge, Vocabulary& vocabulary);
  void FindNouns(const Document& doc, const Sentence& sentence, std::vector<Found>& found) const;
  bool Fits(const Document& doc, const Noun& noun, TokenRange phrase) const;
  bool Shown(const Document& doc, const Noun& noun, uint32_t head, bool weapon_in_sentence) const;
  static bool IsAbstract(const Document& doc, const Sentence& sentence, TokenRange phrase);
  bool IsUse(WordId lemma) const { return lemma.valid() && lemma.value < use_.size() && use_[lemma.value]; }
  bool IsDamaging(WordId lemma) const { return lemma.valid() && lemma.value < damage_at_.size() && !damage_at_[lemma.value].empty(); }
  void FindDamage(Document& doc, const Sentence& sentence, size_t first_thing) const;
  const Damage* DamageAt(const Document& doc, const Sentence& sentence, uint32_t token, TokenRange& words) const;
  Span Damaged(const Document& doc, const Sentence& sentence, const Damage& damage, TokenRange words, size_t first_thing) const;
  static void TakeFromParties(Document& doc);
  static void Join(Document& doc, const Sentence& sentence, TokenRange core, ThingMention& mention);
  static TokenRange Phrase(const Document& doc, const Sentence& sentence, TokenRange core);
  static Span ThingAt(const Document& doc, uint32_t token, size_t first_thing);

  std::vector<Noun> nouns_;
  HeadPhrases phrases_;
  std::vector<bool> use_;                        ///< by lemma: what a weak weapon is governed by
  std::vector<Damage> damages_;
  std::vector<std::vector<uint32_t>> damage_at_; ///< by lemma of the first word, longest first
};

}  // namespace dateline
