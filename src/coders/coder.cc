#include "coders/coder.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/utf8.h"
#include "coders/clauses.h"

namespace dateline::coders {
namespace {

constexpr uint32_t kNone = ~uint32_t{0};
constexpr uint32_t kLongestSynonym = 6;  ///< words of it that count

/// Codes one sentence.
class SentenceCoder {
 public:
  SentenceCoder(const CoderBook& book, const CoderOptions& options, const Tree& tree, const Units& units, SentenceParties& parties)
      : book_(book), options_(options), tree_(tree), units_(units), parties_(parties), clauses_(book.rules(), tree, units, parties),
        matcher_(book.verbs(), units, parties, tree, book.verbs().dialect() == Dialect::kPetrarch2) {}

  /// Events go to `out`; false: the sentence is one to be left out.
  bool Code(std::vector<CodedEvent>& out) {
    FindVerbs();
    std::vector<CodedEvent> events;
    for (Found& found : verbs_) {
      Decide(found);
      if (found.code.tabari && book_.verbs().dialect() == Dialect::kTabari) return false;
    }
    for (const Found& found : verbs_) {
      if (!Transform(found, events)) Make(found, events);
    }
    // A dominant event stands alone; a subordinate one only where there is no other.
    const EventCode::Rank least = ranks_.empty() ? EventCode::Rank::kUsual : *std::max_element(ranks_.begin(), ranks_.end());
    for (size_t i = 0; i < events.size(); ++i) {
      if (ranks_[i] == least) out.push_back(std::move(events[i]));
    }
    return true;
  }

 private:
  struct Found {
    Clause clause;
    const VerbForm* form = nullptr;
    EventCode code;
    const Pattern* pattern = nullptr;
    PatternFit fit;
    std::string block;
  };

  bool Inverts() const { return book_.verbs().dialect() == Dialect::kPetrarch2; }

  /// A word is a verb by its tag, or by what hangs from it where the tagger was not sure.
  bool IsVerb(uint32_t token) const {
    if (tree_.upos(token) == Upos::kVerb) return true;
    if (tree_.upos(token) == Upos::kAdp || tree_.upos(token) == Upos::kAux) return false;
    if (tree_.root(token) && Bare(token)) return true;
    for (const uint32_t* c = tree_.begin(token); c != tree_.end(token); ++c) {
      const Deprel rel = tree_.rel(*c);
      if (rel == Deprel::kObj || ((rel == Deprel::kNsubj || rel == Deprel::kNsubjPass || rel == Deprel::kAuxPass) && !HasCopula(token))) return true;
    }
    return false;
  }
  /// A root that nothing marks as a noun: "Arnor departs from Gondor", read as a compound.
  bool Bare(uint32_t token) const {
    bool named = false;
    for (const uint32_t* c = tree_.begin(token); c != tree_.end(token); ++c) {
      const Deprel rel = tree_.rel(*c);
      if (rel == Deprel::kDet || rel == Deprel::kCase || rel == Deprel::kAmod || rel == Deprel::kNmodPoss || rel == Deprel::kCop || rel == Deprel::kNummod) return false;
      named = named || (*c + 1 == token && rel == Deprel::kCompound && parties_.IsName(*c));
    }
    return named;
  }
  bool HasCopula(uint32_t token) const {
    return std::any_of(tree_.begin(token), tree_.end(token), [&](uint32_t c) { return tree_.rel(c) == Deprel::kCop; });
  }

  void FindVerbs() {
    for (uint32_t at = 0; at < units_.size();) {
      const Phrases::Match match = book_.verbs().form_words().Longest(units_, at, units_.size());
      if (match.value == Phrases::kNone) {
        ++at;
        continue;
      }
      const VerbForm& form = book_.verbs().form(match.value);
      uint32_t verb = units_[std::min(at + form.anchor, match.end - 1)].token;
      // "wire tap": the parser may have taken another of the words for the verb.
      for (uint32_t u = at; u < match.end && !IsVerb(verb); ++u) verb = IsVerb(units_[u].token) ? units_[u].token : verb;
      if (!IsVerb(verb)) {
        ++at;
        continue;
      }
      Found found;
      found.clause = clauses_.Read(verb, at, match.end);
      found.form = &form;
      verb_at_.emplace(verb, verbs_.size());
      verbs_.push_back(std::move(found));
      at = match.end;
    }
  }

  /// The heaviest pattern that fits, else the verb's own code, else its block's.
  void Decide(Found& found) {
    const Reach reach = clauses_.ReachOf(found.clause, !Inverts());
    PatternFit fit;
    for (const VerbForm::Sense& sense : found.form->senses) {
      for (const Pattern& pattern : book_.verbs().blocks()[sense.block].patterns) {
        if (found.pattern != nullptr && pattern.weight + kLongestSynonym <= Weight(*found.pattern, found.fit)) break;
        if (pattern.code.tabari && book_.verbs().dialect() != Dialect::kTabari) continue;
        if (!matcher_.Fits(pattern, reach, fit) || !Means(fit)) continue;
        if (found.pattern != nullptr && Weight(pattern, fit) <= Weight(*found.pattern, found.fit)) continue;
        found.pattern = &pattern;
        found.fit = fit;
      }
    }
    for (const VerbForm::Sense& sense : found.form->senses) {
      const VerbBlock& block = book_.verbs().blocks()[sense.block];
      const EventCode& code = sense.code.given ? sense.code : block.code;
      if (found.code.empty() || !code.empty()) {
        found.code = code;
        found.block = block.name;
      }
    }
    if (found.pattern != nullptr) found.code = found.pattern->code;
    if (found.clause.negated && Inverts()) {
      found.code.code = book_.rules().Negated(found.code.code);
      found.code.mirrored = book_.rules().Negated(found.code.mirrored);
    }
  }

  /// Long synonyms count: "gold florin" before "florin".
  static uint32_t Weight(const Pattern& pattern, const PatternFit& fit) { return pattern.weight + std::min(fit.longer, kLongestSynonym); }

  /// "%" needs two that are joined.
  bool Means(const PatternFit& fit) {
    return std::all_of(fit.both.begin(), fit.both.end(), [&](uint32_t name) { return Compound(name).size() >= 2; });
  }

  std::vector<Party> Compound(uint32_t name) {
    uint32_t head = parties_.PhraseOf(name);
    while (!tree_.root(head) && tree_.rel(head) == Deprel::kConj && !tree_.Verbal(tree_.head(head))) head = tree_.head(head);
    return parties_.Of(Widened(head, parties_.Of(head).empty() ? name : parties_.Of(head)[0].name));
  }

  /// "the envoys of Gondor": up to the phrase that a name belongs to, as long as it is the first name there.
  uint32_t Widened(uint32_t head, uint32_t name) {
    for (int steps = 0; steps < 3 && !tree_.root(head) && tree_.rel(head) == Deprel::kNmod && tree_.Nominal(tree_.head(head)); ++steps) {
      const std::vector<Party>& wider = parties_.Of(tree_.head(head));
      if (wider.empty() || wider[0].name != name) break;
      head = tree_.head(head);
    }
    return head;
  }

  std::vector<Party> PartiesOf(const std::vector<uint32_t>& names) {
    std::vector<Party> out;
    for (const uint32_t name : names) {
      const std::vector<Party>& found = parties_.Of(Widened(parties_.PhraseOf(name), name));
      out.insert(out.end(), found.begin(), found.end());
    }
    return out;
  }

  static std::vector<Party> Without(std::vector<Party> parties, const std::vector<uint32_t>& names) {
    std::erase_if(parties, [&](const Party& p) { return std::find(names.begin(), names.end(), p.name) != names.end(); });
    return parties;
  }

  /// The two sides of a verb's event.
  void Sides(const Found& found, std::vector<Party>& sources, std::vector<Party>& targets) {
    const uint32_t subject = clauses_.Subject(found.clause.verb);
    std::vector<Party> first = subject == kNone ? std::vector<Party>() : parties_.Of(subject), second = clauses_.Objects(found.clause);
    if (found.clause.passive) {
      std::vector<Party> agents = clauses_.Agents(found.clause, Inverts());
      if (Inverts() || !agents.empty()) {
        second = std::move(first);
        first = std::move(agents);
      }
    }
    sources = PartiesOf(found.fit.sources);
    targets = PartiesOf(found.fit.targets);
    if (sources.empty() && targets.empty()) {
      sources = std::move(first);
      targets = std::move(second);
    } else if (targets.empty()) {
      // The pattern takes the doer from somewhere; what is left of the usual two is the other side.
      targets = Without(first, found.fit.sources);
      if (targets.empty()) targets = Without(second, found.fit.sources);
    } else if (sources.empty()) {
      sources = Without(first, found.fit.targets);
      if (sources.empty() && found.clause.passive) sources = Without(second, found.fit.targets);
      if (sources.empty()) sources = Without(Above(found.clause.verb), found.fit.targets);
    }
    if (targets.empty()) targets = Content(found);
  }

  /// The subject of the verb that governs a clause: "noted that Arnor regretted", where the pattern takes Arnor.
  std::vector<Party> Above(uint32_t verb) {
    for (uint32_t steps = 0; steps < 4 && !tree_.root(verb); ++steps) {
      verb = tree_.head(verb);
      if (!tree_.Verbal(verb)) continue;
      const uint32_t subject = clauses_.Subject(verb);
      return subject == kNone ? std::vector<Party>() : parties_.Of(subject);
    }
    return {};
  }

  /// "believes Arnor can cope": what is said of Arnor is said to it where nobody else is named; "said he supports Arnor".
  std::vector<Party> Content(const Found& found) {
    uint32_t content = clauses_.Content(found.clause.verb);
    for (const uint32_t* c = tree_.begin(found.clause.verb); content == kNone && c != tree_.end(found.clause.verb); ++c) {
      if (tree_.rel(*c) == Deprel::kXcomp) content = clauses_.Content(*c);
    }
    if (content == kNone) return {};
    const uint32_t subject = clauses_.Subject(content), own = clauses_.Subject(found.clause.verb);
    if (subject != kNone && subject != own) return parties_.Of(subject);
    return clauses_.Objects({content, 0, 0, false, false});
  }

  /// Whether the verb stands within the complement of another that makes an event of its own.
  bool Covered(const Found& found) const {
    uint32_t t = found.clause.verb;
    for (uint32_t steps = 0; steps < 8 && !tree_.root(t); ++steps) {
      const Deprel rel = tree_.rel(t);
      const uint32_t above = tree_.head(t);
      const bool complement = rel == Deprel::kXcomp || rel == Deprel::kObj || rel == Deprel::kObl || rel == Deprel::kNmod || rel == Deprel::kAcl ||
                              (rel == Deprel::kAdvcl && tree_.doc().tokens.xpos[t] == Xpos::kVb);
      if (!complement) return false;
      if (coded_.contains(above)) return true;
      t = above;
    }
    return false;
  }

  void Make(const Found& found, std::vector<CodedEvent>& events) {
    if (found.code.empty() || Covered(found)) return;
    const size_t before = events.size();
    if (!found.fit.both.empty()) {
      const std::vector<Party> parties = Compound(found.fit.both[0]);
      const uint32_t subject = clauses_.Subject(found.clause.verb);
      const bool others = subject != kNone && !parties_.Of(subject).empty() && parties_.Of(subject)[0].name != parties[0].name;
      if (others) Pairs(parties_.Of(subject), parties, found, events);
      else Pairs(parties, parties, found, events);
    } else {
      std::vector<Party> sources, targets;
      Sides(found, sources, targets);
      Pairs(sources, targets, found, events);
    }
    if (events.size() > before) coded_.insert(found.clause.verb);
  }

  bool Named(const Found& found, const std::string& name) const {
    const std::string lower = utf8::Lower(name);
    const auto& words = book_.words();
    return found.block == name || units_.Is(units_.Of(found.clause.verb), words.Find(lower), true);
  }

  /// "a (a b ATTACK) SAY": one who says that he attacks. True where one of the transformations held; the two verbs make no other event then.
  bool Transform(const Found& outer, std::vector<CodedEvent>& events) {
    if (transformed_.contains(outer.clause.verb)) return true;
    for (const Transformation& t : book_.verbs().transformations()) {
      if (!Named(outer, t.outer_verb)) continue;
      for (const uint32_t* c = tree_.begin(outer.clause.verb); c != tree_.end(outer.clause.verb); ++c) {
        const Found* inner = IsContent(*c) ? VerbAt(*c) : nullptr;
        if (inner == nullptr || (t.inner_verb != "Q" ? !Named(*inner, t.inner_verb) : inner->code.empty())) continue;
        const size_t before = events.size();
        Apply(t, outer, *inner, events);
        if (events.size() == before) continue;
        transformed_.insert(inner->clause.verb);
        return true;
      }
    }
    return false;
  }

  const Found* VerbAt(uint32_t token) const {
    const auto it = verb_at_.find(token);
    return it == verb_at_.end() ? nullptr : &verbs_[it->second];
  }

  bool IsContent(uint32_t verb) const { return tree_.rel(verb) == Deprel::kCcomp || tree_.rel(verb) == Deprel::kXcomp || tree_.rel(verb) == Deprel::kParataxis; }

  void Apply(const Transformation& t, const Found& outer, const Found& inner, std::vector<CodedEvent>& events) {
    const uint32_t subject = clauses_.Subject(outer.clause.verb);
    if (subject == kNone) return;
    std::vector<Party> sources, targets;
    Sides(inner, sources, targets);
    const bool sourceless = t.inner_source == "_";  // nobody is named who does it
    if (targets.empty() && (t.inner_target == "." || t.inner_target == "_")) targets.emplace_back();
    for (const Party& speaker : parties_.Of(subject)) {
      for (const Party& target : targets) {
        for (const Party& source : sourceless || sources.empty() ? std::vector<Party>{speaker} : sources) {
          const auto fits = [&](const std::string& variable, const Party& party) {
            if (variable == "." || variable == "_") return true;
            const Party* bound = variable == t.outer_source ? &speaker : variable == t.inner_source ? &source : &target;
            return bound->code == party.code;
          };
          if (!fits(t.inner_source, source) || !fits(t.inner_target, target)) continue;
          if (t.inner_source != t.outer_source && !sourceless && t.inner_source != "." && source.code == speaker.code) continue;
          const auto side = [&](const std::string& variable) { return variable == t.outer_source ? &speaker : variable == t.inner_source ? &source : &target; };
          Found told = inner;
          told.clause.verb = outer.clause.verb;
          told.pattern = nullptr;
          if (t.code != "Q") told.code.code = t.code, told.code.mirrored.clear();
          if (!side(t.source)->code.empty() && !side(t.target)->code.empty() && side(t.source)->code != side(t.target)->code) Put(side(t.source), side(t.target), told, events);
        }
      }
    }
  }

  void Pairs(const std::vector<Party>& sources, const std::vector<Party>& targets, const Found& found, std::vector<CodedEvent>& events) {
    if (sources.empty() || targets.empty()) {
      // Of a doer that stands elsewhere in the sentence too little is known.
      if (!options_.lone_actors || sources.empty() || !clauses_.HasSubject(found.clause.verb)) return;
      for (const Party& source : sources) Put(&source, nullptr, found, events);
      return;
    }
    for (const Party& source : sources) {
      for (const Party& target : targets) {
        if (source.code != target.code) Put(&source, &target, found, events);
      }
    }
  }

  void Put(const Party* source, const Party* target, const Found& found, std::vector<CodedEvent>& events) {
    Add(source, target, found.code.code, found, events);
    Add(target, source, found.code.mirrored, found, events);
  }

  /// "FRO/BIL/SAM" is three actors, but for PETRARCH2, which keeps it whole.
  std::vector<std::string> Codes(const Party* party) const {
    if (party == nullptr) return {"---"};
    std::vector<std::string> out;
    const std::string& code = party->code;
    if (Inverts()) return {code};
    for (size_t at = 0; at <= code.size();) {
      const size_t end = std::min(code.find('/', at), code.size());
      if (end > at) out.push_back(code.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }

  void Add(const Party* source, const Party* target, const std::string& code, const Found& found, std::vector<CodedEvent>& events) {
    if (code.empty()) return;
    for (const std::string& s : Codes(source)) {
      for (const std::string& t : Codes(target)) {
        if (!said_.insert(s + '\t' + code + '\t' + t).second) continue;
        CodedEvent event{s, code, t, 0, found.clause.verb, source == nullptr ? kNone : source->head, target == nullptr ? kNone : target->head, found.block, {}};
        if (found.pattern != nullptr) event.pattern = book_.verbs().file(found.pattern->file) + ":" + std::to_string(found.pattern->line);
        events.push_back(std::move(event));
        ranks_.push_back(found.code.rank);
      }
    }
  }

  const CoderBook& book_;
  const CoderOptions& options_;
  const Tree& tree_;
  const Units& units_;
  SentenceParties& parties_;
  ClauseReader clauses_;
  PatternMatcher matcher_;
  std::vector<Found> verbs_;
  std::unordered_map<uint32_t, size_t> verb_at_;  ///< token -> index
  std::unordered_set<uint32_t> coded_;  ///< verbs that made events
  std::unordered_set<uint32_t> transformed_;  ///< verbs within what others said of them
  std::vector<EventCode::Rank> ranks_;
  std::set<std::string> said_;
};

}  // namespace

void Coder::Code(const Document& doc, int32_t day, CodedReport& out) {
  out = CodedReport{};
  out.issues.resize(doc.sentences.size());
  std::vector<std::string> words;
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
    const TokenRange tokens = doc.sentences[s].tokens;
    const Discards::Found discard = book_->discards().Look(doc, tokens, words);
    if (discard == Discards::Found::kStory) {
      out.events.clear();
      out.story_discarded = true;
      return;
    }
    if (tokens.empty()) continue;
    if (discard == Discards::Found::kSentence) {
      out.discarded.push_back(s);
      continue;
    }
    units_.Read(doc, tokens, book_->words());
    tree_.Read(doc, tokens);
    parties_.Read(tree_, units_, book_->actors(), book_->rules(), day);
    const size_t before = out.events.size();
    if (!SentenceCoder(*book_, options_, tree_, units_, parties_).Code(out.events)) {
      out.discarded.push_back(s);
      continue;
    }
    for (size_t i = before; i < out.events.size(); ++i) out.events[i].sentence = s;
    if (!book_->issues().empty()) out.issues[s] = book_->issues().Of(units_);
  }
}

}  // namespace dateline::coders
