#include "language/pattern.h"

#include <algorithm>

#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr uint32_t kDefaultGap = 3;

constexpr std::array<std::pair<std::string_view, MentionClass>, kMentionClasses> kMentionNames = {
    {{"@party", MentionClass::kParty}, {"@place", MentionClass::kPlace}, {"@time", MentionClass::kTime}, {"@number", MentionClass::kNumber}, {"@money", MentionClass::kMoney},
     {"@noun", MentionClass::kNoun}, {"@verb", MentionClass::kVerb}}};
constexpr std::array<std::string_view, 17> kTagNames = {"X", "NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "NUM", "CCONJ", "SCONJ", "PART", "PUNCT", "SYM", "INTJ"};

/// A gap does not run over the end of a clause.
bool StopsGap(const Document& doc, uint32_t token) {
  const std::string_view text = doc.token(token);
  return doc.tokens.upos[token] == Upos::kPunct && (text == "." || text == ";" || text == ":" || text == "?" || text == "!" || text == "\xE2\x80\x9C" || text == "\xE2\x80\x9D" || text == "\"");
}

}  // namespace

void MentionIndex::Put(MentionClass what, TokenRange tokens, uint32_t row) {
  auto& rows = rows_[static_cast<size_t>(what)];
  if (tokens.empty() || tokens.begin >= rows.size()) return;
  rows[tokens.begin] = row;
  ends_[static_cast<size_t>(what)][tokens.begin] = tokens.end;
}

void MentionIndex::Build(const Document& doc) {
  for (size_t i = 0; i < kMentionClasses; ++i) {
    rows_[i].assign(doc.tokens.size(), kNone);
    ends_[i].assign(doc.tokens.size(), 0);
  }
  for (uint32_t i = 0; i < doc.parties.size(); ++i) Put(MentionClass::kParty, doc.parties[i].tokens, i);
  for (uint32_t i = 0; i < doc.places.size(); ++i) {
    if (!doc.places[i].is_demonym) Put(MentionClass::kPlace, doc.places[i].tokens, i);
  }
  for (uint32_t i = 0; i < doc.times.size(); ++i) Put(MentionClass::kTime, doc.times[i].tokens, i);
  for (uint32_t i = 0; i < doc.quantities.size(); ++i) {
    const QuantityMention& q = doc.quantities[i];
    if (q.is_money) Put(MentionClass::kMoney, q.tokens, i);
    else if (!q.is_ordinal && !q.is_age && !q.is_year && !q.is_label && !q.is_denied) Put(MentionClass::kNumber, q.tokens, i);
  }
  for (uint32_t i = 0; i < doc.chunks.size(); ++i) Put(doc.chunks[i].kind == ChunkKind::kNoun ? MentionClass::kNoun : MentionClass::kVerb, doc.chunks[i].tokens, i);
}

Result<PatternSet::Step> PatternSet::Compile(std::string_view element, Vocabulary& vocabulary, Pattern& pattern) {
  const std::string whole(element);
  const auto bad = [&](const char* expected) { return Error{"", "element \"" + whole + "\"", expected}; };
  Step step;
  if (const size_t eq = element.find('='); eq != std::string_view::npos && eq > 0 && element[0] != '[' && element[0] != '(') {
    if (pattern.captures.size() == PatternMatch::kMaxCaptures) return bad("at most 4 captures a pattern");
    step.capture = static_cast<int8_t>(pattern.captures.size());
    pattern.captures.emplace_back(element.substr(0, eq));
    element.remove_prefix(eq + 1);
  }
  if (element.empty() || element.find('=') != std::string_view::npos) return bad("one element behind the equals sign");
  if (element.starts_with('!')) step.trigger = true, element.remove_prefix(1);
  if (element.size() > 1 && element.ends_with('?')) step.optional = true, element.remove_suffix(1);
  if (element.starts_with("...")) {
    step.kind = StepKind::kGap;
    step.gap = static_cast<uint8_t>(element.size() > 3 ? element[3] - '0' : static_cast<int>(kDefaultGap));
    if (element.size() > 4 || step.gap > 9) return bad("... or ...1 to ...9");
    return step;
  }
  if (element.starts_with('@')) {
    for (const auto& [name, what] : kMentionNames) {
      if (element == name) {
        step.kind = StepKind::kMention;
        step.mention = what;
        return step;
      }
    }
    return bad("@party, @place, @time, @number, @money, @noun or @verb");
  }
  if (const size_t slash = element.find("]/"); slash != std::string_view::npos || element.starts_with('#')) {
    const std::string_view name = element.starts_with('#') ? element.substr(1) : element.substr(slash + 2);
    const auto it = std::find(kTagNames.begin(), kTagNames.end(), name);
    if (it == kTagNames.end()) return bad("a universal tag such as NOUN");
    step.tag = static_cast<Upos>(it - kTagNames.begin());
    step.tagged = true;
    if (element.starts_with('#')) {
      step.kind = StepKind::kTag;
      return step;
    }
    element = element.substr(0, slash + 1);
  }
  const bool lemma = element.starts_with('['), group = element.starts_with('(');
  if ((lemma && !element.ends_with(']')) || (group && !element.ends_with(')')) || element.empty()) return bad("a closing bracket");
  if (lemma || group) element = element.substr(1, element.size() - 2);
  step.kind = lemma ? StepKind::kLemmas : StepKind::kWords;
  step.words_begin = static_cast<uint32_t>(words_.size());
  for (const std::string_view word : SplitList(element, '|')) words_.push_back(vocabulary.Intern(utf8::Lower(word)));
  step.words_end = static_cast<uint32_t>(words_.size());
  if (step.words_begin == step.words_end) return bad("a word");
  std::sort(words_.begin() + step.words_begin, words_.end());
  return step;
}

void PatternSet::Index(uint32_t state) {
  // A pattern may begin at its first element or, where that is optional, at the next.
  for (;; ++state) {
    const Step& step = steps_[state];
    switch (step.kind) {
      case StepKind::kWords:
        for (uint32_t i = step.words_begin; i < step.words_end; ++i) by_word_.Add(words_[i], state);
        break;
      case StepKind::kLemmas:
        for (uint32_t i = step.words_begin; i < step.words_end; ++i) by_lemma_.Add(words_[i], state);
        break;
      case StepKind::kMention: by_mention_[static_cast<size_t>(step.mention)].push_back(state); break;
      default: by_any_.push_back(state); break;
    }
    if (!step.optional) return;
  }
}

Result<uint32_t> PatternSet::Add(std::string_view text, Vocabulary& vocabulary) {
  Pattern pattern;
  pattern.first = static_cast<uint32_t>(steps_.size());
  const auto number = static_cast<uint32_t>(patterns_.size());
  bool any_trigger = false;
  for (const std::string_view element : SplitList(text, ' ')) {
    auto step = Compile(element, vocabulary, pattern);
    if (!step) {
      steps_.resize(pattern.first);
      return step.error();
    }
    step->pattern = number;
    any_trigger = any_trigger || step->trigger;
    steps_.push_back(*step);
  }
  const bool lexical = std::any_of(steps_.begin() + pattern.first, steps_.end(), [](const Step& s) { return s.kind != StepKind::kGap && s.kind != StepKind::kMention && !s.optional; });
  if (!lexical) {
    steps_.resize(pattern.first);
    return Error{"", "pattern \"" + std::string(text) + "\"", "at least one word that is not optional"};
  }
  if (!any_trigger) {
    for (uint32_t i = pattern.first; i < steps_.size(); ++i) steps_[i].trigger = steps_[i].kind != StepKind::kMention && steps_[i].kind != StepKind::kGap;
  }
  Step end;
  end.pattern = number;
  steps_.push_back(end);
  patterns_.push_back(std::move(pattern));
  Index(patterns_.back().first);
  return number;
}

bool PatternSet::Accepts(const Step& step, const Document& doc, uint32_t token) const {
  if (step.tagged && doc.tokens.upos[token] != step.tag) return false;
  if (step.kind == StepKind::kTag) return true;
  const WordId id = step.kind == StepKind::kLemmas ? doc.tokens.lemma[token] : doc.tokens.word[token];
  return id.valid() && std::binary_search(words_.begin() + step.words_begin, words_.begin() + step.words_end, id);
}

/// False where a word must stand at `at` and another stands there: most threads end so, and need not be copied first.
bool PatternSet::CanGoOn(const Step& step, const Document& doc, uint32_t at, uint32_t end) const {
  const bool fixed = !step.optional && (step.kind == StepKind::kWords || step.kind == StepKind::kLemmas || step.kind == StepKind::kTag);
  return !fixed || (at < end && Accepts(step, doc, at));
}

void PatternSet::Enter(const Document& doc, const MentionIndex& index, TokenRange sentence, uint32_t at, Workspace::Thread thread, Workspace& workspace,
                       std::vector<PatternMatch>& out) const {
  const Step& step = steps_[thread.state];
  if (step.kind == StepKind::kEnd) {
    thread.match.tokens.end = at;
    // Longest per pattern and beginning: positions come in order, so a later match replaces an earlier one.
    for (auto it = out.rbegin(); it != out.rend() && it->tokens.begin + 64 > thread.match.tokens.begin; ++it) {
      if (it->pattern == thread.match.pattern && it->tokens.begin == thread.match.tokens.begin) {
        *it = thread.match;
        return;
      }
    }
    out.push_back(thread.match);
    return;
  }
  uint64_t& entered = workspace.entered[thread.state];
  const uint64_t mark = workspace.stamp + (at - sentence.begin);
  if (entered == mark) return;
  entered = mark;
  const auto advance = [&](uint32_t to) {
    if (!CanGoOn(steps_[thread.state + 1], doc, to, sentence.end)) return;
    Workspace::Thread next = thread;
    ++next.state;
    if (step.capture >= 0) next.match.captures[static_cast<uint8_t>(step.capture)] = {at, to};
    if (step.trigger) {
      if (next.match.trigger.empty()) next.match.trigger.begin = at;
      next.match.trigger.end = to;
    }
    workspace.lists[to - sentence.begin].push_back(next);
  };
  if (step.optional || step.kind == StepKind::kGap) {
    Workspace::Thread skip = thread;
    ++skip.state;
    Enter(doc, index, sentence, at, skip, workspace, out);
  }
  if (at >= sentence.end) return;
  if (step.kind == StepKind::kMention) {
    if (index.RowAt(step.mention, at) != MentionIndex::kNone && index.EndAt(step.mention, at) <= sentence.end) advance(index.EndAt(step.mention, at));
  } else if (step.kind == StepKind::kGap) {
    Workspace::Thread next = thread;
    ++next.state;
    for (uint32_t k = 1; k <= step.gap && at + k <= sentence.end && !StopsGap(doc, at + k - 1); ++k) {
      if (CanGoOn(steps_[next.state], doc, at + k, sentence.end)) workspace.lists[at + k - sentence.begin].push_back(next);
    }
  } else if (Accepts(step, doc, at)) {
    advance(at + 1);
  }
}

void PatternSet::Match(const Document& doc, const MentionIndex& index, TokenRange sentence, Workspace& workspace, std::vector<PatternMatch>& out) const {
  const uint32_t n = sentence.size();
  if (workspace.lists.size() < n + 1) workspace.lists.resize(n + 1);
  if (workspace.entered.size() < steps_.size()) workspace.entered.resize(steps_.size(), 0);
  for (uint32_t i = 0; i <= n; ++i) workspace.lists[i].clear();
  workspace.stamp += 1;
  for (uint32_t i = 0; i <= n; ++i) {
    const uint32_t at = sentence.begin + i;
    // Threads that began earlier come first: where two reach one state, the longer one lives.
    for (size_t k = 0; k < workspace.lists[i].size(); ++k) Enter(doc, index, sentence, at, workspace.lists[i][k], workspace, out);
    if (i == n) break;
    const auto start = [&](const std::vector<uint32_t>& states) {
      for (const uint32_t state : states) {
        Workspace::Thread thread;
        thread.state = state;
        thread.match = {};
        thread.match.pattern = steps_[state].pattern;
        thread.match.tokens.begin = at;
        Enter(doc, index, sentence, at, thread, workspace, out);
      }
    };
    start(by_word_.Of(doc.tokens.word[at]));
    start(by_lemma_.Of(doc.tokens.lemma[at]));
    for (size_t c = 0; c < kMentionClasses; ++c) {
      if (!by_mention_[c].empty() && index.RowAt(static_cast<MentionClass>(c), at) != MentionIndex::kNone) start(by_mention_[c]);
    }
    start(by_any_);
  }
  workspace.stamp += n + 1;
}

}  // namespace dateline
