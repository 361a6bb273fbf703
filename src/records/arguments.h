// The arguments of a trigger, from the dependency tree: who acts, who is acted upon, and what hangs on it by which preposition - carried through passives, relative
// and reduced clauses, control, coordination, nouns for happenings and the verbs that only support them. What a tree says wrongly at one step may still be right
// at the next one, so every argument tells how it was reached; the caller takes the surest.
#pragma once

#include <cstdint>
#include <vector>

#include "base/container.h"
#include "language/clauses.h"
#include "language/syntax_tree.h"
#include "text/lexicon.h"

namespace dateline {

/// Where an argument stands when the clause is put in its plain active form.
/// kDoer: who is to do what the trigger asks for or speaks of; kReached: whom that would reach;
/// kAim: whom the aim of the trigger would reach.
enum class ArgumentRole : uint8_t { kSubject, kObject, kIndirect, kPossessor, kModifier, kPreposition, kDoer, kReached, kAim };

/// How an argument was reached, the surest first.
enum class ArgumentPath : uint8_t {
  kDirect,     ///< hangs on the trigger
  kRelative,   ///< stands for it: "who", "that", or a clause without a pronoun
  kReduced,    ///< the noun that a participle describes: "troops deployed near X"
  kControl,    ///< understood: "tried to leave", "forced them to leave"
  kShared,     ///< of a coordinated word: "struck X and killed Y"
  kSupport,    ///< of the verb that carries a noun: "carried out an attack"
  kAdverbial,  ///< of the clause that a participle goes with: "..., killing 12"
  kSister,     ///< hangs on a neighbour of the trigger, as a wrong tree has it
};

struct Argument {
  uint32_t head = 0;   ///< token that names it: "fighters" in "dozens of fighters"
  uint32_t whole = 0;  ///< token by which it stands in the tree: "dozens"
  ArgumentRole role = ArgumentRole::kSubject;
  ArgumentPath path = ArgumentPath::kDirect;
  bool conjunct = false;  ///< coordinated with the argument before it
  WordId preposition;     ///< of kPreposition; "out of" is the word "out_of"
};

/// The sentence that is looked at.
struct ArgumentView {
  const Document& doc;
  const SyntaxTree& tree;
  const GrammarWords& words;
  uint32_t parties = 0;  ///< rows of doc.parties in token order; what "who" may stand for
};

/// The words that arguments ask for (knowledge/arguments.tsv), and the walk. Shared by all threads.
class ArgumentRules {
 public:
  static Result<ArgumentRules> Load(const Container& knowledge, Vocabulary& vocabulary);

  /// All arguments of the words in `trigger`, none of them inside it. `out` is emptied first; no allocation once it is warm. O(children on the way).
  void Find(const ArgumentView& view, TokenRange trigger, std::vector<Argument>& out) const;

  /// The token of `trigger` that governs the others.
  static uint32_t HeadOf(const Document& doc, const SyntaxTree& tree, TokenRange trigger);
  /// Who acts in the clause of the verb `verb` as its grammar has it on the surface; kNone: nobody. `path` says how it was reached.
  uint32_t SurfaceSubject(const ArgumentView& view, uint32_t verb, ArgumentPath& path) const;
  bool IsPassive(const Document& doc, const SyntaxTree& tree, uint32_t verb) const;
  /// The noun that is counted: "fighters" for the "dozens" of "dozens of fighters".
  static uint32_t PastQuantity(const Document& doc, const SyntaxTree& tree, const GrammarWords& words, uint32_t token);
  /// The preposition that `token` stands behind; invalid: none.
  WordId PrepositionOf(const Document& doc, const SyntaxTree& tree, uint32_t token) const;
  /// "in", "near": what stands behind it is where something is.
  bool IsPlacePreposition(WordId word) const { return Lookup(Kind::kAt, word, {}) != nullptr; }
  /// "camp", "home": a noun for where somebody is or goes.
  bool IsSite(WordId lemma) const { return Lookup(Kind::kSite, lemma, {}) != nullptr; }
  /// True when a place of this feature (GeoNames class.code) may be called so when it is spoken of again: "the town" for P.PPL.
  bool MayBeCalled(WordId site, std::string_view feature) const;
  /// True when the noun may stand for a place named before.
  bool PointsBack(WordId site) const {
    const Word* word = Lookup(Kind::kSite, site, {});
    return word != nullptr && !word->features.empty();
  }

 private:
  struct Walk;
  enum class Kind : uint8_t { kAgent, kBlame, kAscribe, kPatient, kHappen, kAim, kTarget, kDeed, kDuel, kControl, kReach, kAt, kSite, kRelay, kPair, kSuffer };
  bool LacksObject(const Document& doc, const SyntaxTree& tree, uint32_t verb) const;
  uint32_t OwnSubject(const ArgumentView& view, uint32_t verb) const;
  uint32_t Controller(const ArgumentView& view, uint32_t governor, uint32_t infinitive) const;
  struct Word {
    Kind kind = Kind::kAgent;
    WordId lemma, particle;  ///< "carry", "out"; kRelay: noun and the preposition before it; kPair: the two words
    WordId reading;          ///< kRelay and kPair: the preposition they make; kSuffer: the one behind which it has another reading ("shot at")
    std::vector<std::string> features;  ///< kSite: how the features begin of what "the ..." may stand for
  };
  bool Is(Kind kind, const Document& doc, const SyntaxTree& tree, uint32_t token) const;
  const Word* Lookup(Kind kind, WordId first, WordId second) const;

  std::vector<Word> words_;  ///< sorted by kind and lemma
};

}  // namespace dateline
