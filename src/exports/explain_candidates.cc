#include "exports/explain_candidates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "exports/columns.h"
#include "exports/tree.h"

namespace dateline {
namespace {

constexpr std::string_view kBold = "\x1b[1m", kFaint = "\x1b[2m", kPlain = "\x1b[0m";
constexpr float kMatters = 0.05F;  // log-odds that are worth a word
constexpr std::array<std::string_view, 5> kKinds = {"event", "movement", "stock", "control", "statement"};

int Percent(float share) { return static_cast<int>(std::lround(share * 100)); }

std::string OneLine(std::string_view text) {
  std::string out(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
  return out;
}

class CandidatePrinter {
 public:
  CandidatePrinter(const Document& doc, const CandidateView& view, const Layout& layout) : doc_(doc), view_(view), layout_(layout) {}

  std::string Print(uint32_t sentence) {
    Line(2, fmt::format("{}", OneLine(doc_.text(doc_.sentences[sentence].span))));
    if (view_.tree) {
      out_ += '\n';
      AppendTree(doc_, sentence, out_);
    }
    std::vector<uint32_t> kept, left_out;
    for (uint32_t i = 0; i < doc_.candidates.size(); ++i) {
      if (doc_.candidates[i].record.sentence.value != sentence) continue;
      if (SaysTheSame(doc_.candidates[i])) continue;
      (doc_.candidates[i].outcome == Outcome::kRecord ? kept : left_out).push_back(i);
    }
    const auto by_trigger = [&](uint32_t a, uint32_t b) {
      const Candidate &x = doc_.candidates[a], &y = doc_.candidates[b];
      return x.record.trigger.begin != y.record.trigger.begin ? x.record.trigger.begin < y.record.trigger.begin : x.probability > y.probability;
    };
    std::sort(kept.begin(), kept.end(), by_trigger);
    std::sort(left_out.begin(), left_out.end(), by_trigger);
    if (kept.empty() && left_out.empty()) Line(2, "No row of knowledge/frames has words of this sentence, and nobody is quoted in it.");
    const std::array<const std::vector<uint32_t>*, 2> order = {view_.left_out ? &left_out : &kept, view_.left_out ? &kept : &left_out};
    for (const auto* list : order) {
      for (const uint32_t i : *list) One(i);
    }
    return std::move(out_);
  }

 private:
  void Line(size_t indent, std::string_view text) {
    const size_t width = std::max<size_t>(layout_.width, 40) - indent;
    bool first = true;
    for (const std::string& line : Wrap(text, width - 2)) {
      out_.append(indent + (first ? 0 : 2), ' ');
      out_ += line + '\n';
      first = false;
    }
  }

  std::string Name(const Candidate& c) const {
    std::string out(kKinds[static_cast<size_t>(c.record.kind)]);
    if (!c.record.type.empty()) out += fmt::format(" {}", c.record.type);
    if (!c.record.mode.empty()) out += fmt::format(" ({})", c.record.mode);
    if (!c.record.trigger.empty()) out += fmt::format(" \"{}\"", OneLine(doc_.text(c.record.trigger)));
    return out;
  }

  /// Another row's reading of the words of a likelier one, of the same type: nothing is left out by it.
  bool SaysTheSame(const Candidate& c) const {
    if (c.outcome != Outcome::kRival || c.winner >= doc_.candidates.size()) return false;
    const Record& winner = doc_.candidates[c.winner].record;
    return winner.kind == c.record.kind && winner.type == c.record.type;
  }

  /// Why it is no record, in words.
  std::string Verdict(const Candidate& c) const {
    const std::string odds = c.threshold > 0 ? fmt::format("{} %, asked for {} %", Percent(c.probability), Percent(c.threshold)) : fmt::format("{} %", Percent(c.probability));
    const bool known = c.winner < doc_.candidates.size();
    switch (c.outcome) {
      case Outcome::kRecord: return "record, " + odds;
      case Outcome::kRival: return fmt::format("left out: another reading of these words is likelier{}; {}", known ? ", " + Name(doc_.candidates[c.winner]) : "", odds);
      case Outcome::kMerged: return fmt::format("left out: the same happening as {}, which took it in", known ? Name(doc_.candidates[c.winner]) : "another record");
      case Outcome::kUnlikely: return "left out: too unlikely; " + odds;
      case Outcome::kOutOfScope: return "left out: out of scope (kept with --scope all-violence); " + odds;
      case Outcome::kTold: return "left out: what is said holds a record, which names the speaker";
    }
    return odds;
  }

  void One(uint32_t index) {
    const Candidate& c = doc_.candidates[index];
    const bool record = c.outcome == Outcome::kRecord;
    out_ += '\n';
    const std::string head = fmt::format("{}: {}", Name(c), Verdict(c));
    if (layout_.colors) out_ += record ? kBold : kFaint;
    Line(2, head);
    if (layout_.colors) out_ += kPlain;
    if (!c.record.rule.empty()) Line(6, fmt::format("frame {} ({}:{})", c.record.rule, c.record.rule_file, c.record.rule_line));
    Stance(c);
    Fillers(c, record);
    Features(c);
    if (record) RunnerUp(index);
  }

  void Stance(const Candidate& c) {
    const dateline::Stance& s = c.record.stance;
    std::string words;
    if (s.polarity == Polarity::kDenied) words = "denied";
    constexpr std::array<std::string_view, 4> kCertainties = {"", "probable", "possible", "doubtful"}, kTimes = {"", "ongoing", "future", "hypothetical"};
    for (const std::string_view word : {kCertainties[static_cast<size_t>(s.certainty)], kTimes[static_cast<size_t>(s.time)]}) {
      if (!word.empty()) words += (words.empty() ? "" : ", ") + std::string(word);
    }
    if (words.empty()) return;
    if (!s.hedge.empty()) words += fmt::format(", by \"{}\"", OneLine(doc_.text(s.hedge)));
    Line(6, "stance: " + words);
    if (s.time == Tense::kFuture || s.time == Tense::kHypothetical) Sides(c.stance_features, 3, 8);
  }

  /// Slots that were filled; of what was weighed for none, only what came near.
  void Fillers(const Candidate& c, bool record) {
    for (const FillerCandidate& f : c.fillers) {
      const bool by_rule = !f.by_rule.empty();
      if (f.slot.empty() && !by_rule) continue;
      std::string line = fmt::format("{:<12} {}", f.slot.empty() ? f.by_rule : f.slot, OneLine(doc_.text(f.span)));
      if (f.slot.empty()) line += fmt::format(", by the frame; the model would give it none, {} %", Percent(f.probability));
      else if (f.probability > 0) line += fmt::format(", {} %", Percent(f.probability));
      if (by_rule && f.by_rule == f.slot) line += ", as the frame says";
      else if (by_rule && !f.slot.empty()) line += fmt::format("; the frame says {}", f.by_rule);
      Line(6, line);
      if (record && !f.features.empty()) Sides(f.features, 3, 21);
    }
  }

  void Features(const Candidate& c) {
    Sides(c.features, view_.features, 6);
  }

  void Sides(const std::vector<WeighedFeature>& features, size_t most, size_t indent) {
    std::vector<const WeighedFeature*> sorted;
    for (const WeighedFeature& f : features) {
      if (std::abs(f.weight) >= kMatters) sorted.push_back(&f);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return std::abs(a->weight) > std::abs(b->weight); });
    for (const bool speaks_for : {true, false}) {
      std::string line;
      size_t shown = 0;
      for (const WeighedFeature* f : sorted) {
        if ((f->weight > 0) != speaks_for || shown == most) continue;
        line += fmt::format("{}{} {:+.1f}", shown++ == 0 ? "" : ", ", f->name, f->weight);
      }
      if (shown > 0) Line(indent, fmt::format("{}: {}", speaks_for ? "for" : "against", line));
    }
  }

  /// The likeliest other reading of the same words.
  void RunnerUp(uint32_t winner) {
    const Candidate* best = nullptr;
    for (const Candidate& c : doc_.candidates) {
      if (c.outcome == Outcome::kRival && c.winner == winner && !SaysTheSame(c) && (best == nullptr || c.probability > best->probability)) best = &c;
    }
    if (best != nullptr) Line(6, fmt::format("runner-up: {}, {} %, frame {}", Name(*best), Percent(best->probability), best->record.rule));
  }

  const Document& doc_;
  const CandidateView& view_;
  const Layout& layout_;
  std::string out_;
};

}  // namespace

std::string ExplainCandidates(const Document& doc, uint32_t sentence, const CandidateView& view, const Layout& layout) {
  return CandidatePrinter(doc, view, layout).Print(sentence);
}

std::string LeftOutLine(const Document& doc, std::string_view report, const Record& r) {
  const uint32_t sentence = r.sentence.value;
  return fmt::format("{}:{}\t{} {}\t{}\t{} %\t{}\n", report, sentence + 1, kKinds[static_cast<size_t>(r.kind)], r.type, OneLine(doc.text(r.trigger)), Percent(r.confidence),
                     OneLine(doc.text(doc.sentences[sentence].span)));
}

}  // namespace dateline
