// Trains the attribution weights: train_attribution TRAIN.jsonl --knowledge FOLDER --model FILE --out FILE. TRAIN: reports with "id", "text" and "attributions"
// (source, cue, content: lists of [begin, end], code points). The same files give the same weights.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include <simdjson.h>

#include "claims/cue_sentence.h"
#include "claims/quotes.h"
#include "engine/analyzer.h"
#include "engine/knowledge.h"
#include "readers/reader.h"
#include "train/attribution.h"

namespace dateline {
namespace {

struct GoldAttribution {
  std::vector<Span> spans[4];  ///< by AttributionLabel; bytes of the report
};

struct Lesson {
  const Document* doc = nullptr;
  std::vector<Quotation> quotations;
  std::vector<std::vector<GoldAttribution>> by_sentence;  ///< bytes of the clean text
};

/// Byte offsets of the code points of a text, its end included.
std::vector<uint32_t> CodePoints(std::string_view text) {
  std::vector<uint32_t> out;
  for (uint32_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) out.push_back(at);
  }
  out.push_back(static_cast<uint32_t>(text.size()));
  return out;
}

std::map<std::string, std::vector<GoldAttribution>> ReadGold(const std::string& path) {
  std::map<std::string, std::vector<GoldAttribution>> out;
  simdjson::dom::parser parser;
  for (simdjson::dom::element report : parser.load_many(path, 16 << 20)) {
    const std::string_view text = report["text"];
    const std::vector<uint32_t> at = CodePoints(text);
    auto& gold = out[std::string(std::string_view(report["id"]))];
    for (simdjson::dom::element row : report["attributions"]) {
      GoldAttribution a;
      const char* const keys[] = {"", "source", "cue", "content"};
      for (uint32_t k = 1; k < 4; ++k) {
        simdjson::dom::array spans;
        if (row[keys[k]].get(spans) != simdjson::SUCCESS) continue;
        for (simdjson::dom::element span : spans) a.spans[k].push_back({at.at(size_t{uint64_t(span.at(0))}), at.at(size_t{uint64_t(span.at(1))})});
      }
      if (!a.spans[kInCue].empty()) gold.push_back(std::move(a));
    }
  }
  return out;
}

bool Holds(const std::vector<Span>& spans, Span token) {
  return std::any_of(spans.begin(), spans.end(), [&](Span s) { return std::min(s.end, token.end) > std::max(s.begin, token.begin) && 2 * (std::min(s.end, token.end) - std::max(s.begin, token.begin)) >= token.size(); });
}

class Teacher : public ReportSink {
 public:
  Teacher(const Knowledge& knowledge, std::map<std::string, std::vector<GoldAttribution>> gold) : analyzer_(knowledge), gold_(std::move(gold)) {}

  bool Accept(Report report) override {
    const auto found = gold_.find(report.source_id);
    if (found == gold_.end()) return true;
    const Document& doc = analyzer_.AnalyzeMentions(std::move(report));
    ++reports;
    quotations_.clear();
    FindQuotations(doc, quotations_);
    for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
      if (sentence_.Read(doc, s, quotations_)) Look(doc, s, found->second);
    }
    return true;
  }
  bool Fail(InputProblem problem, uint64_t, uint64_t, uint32_t) override {
    std::fprintf(stderr, "%s\n", problem.error.Message().c_str());
    return true;
  }

  /// Second pass: the cue examples, once it is known which words are worth a look.
  bool counting = true;
  uint32_t reports = 0, lost = 0;
  CueExamples cues;
  LabelExamples labels;
  std::map<uint32_t, std::pair<uint32_t, uint32_t>> seen;  ///< hash -> times a cue's head, times at all
  std::vector<uint8_t> seen_bits = std::vector<uint8_t>((1u << AttributionModel::kSeenBits) / 8);

  void ChooseSeen() {
    for (const auto& [hash, times] : seen) {
      const uint32_t bit = hash & AttributionModel::kSeenMask;
      if (times.first >= 2 && times.first * 50 >= times.second) seen_bits[bit >> 3] = static_cast<uint8_t>(seen_bits[bit >> 3] | 1u << (bit & 7));
    }
    counting = false;
  }

 private:
  bool IsSeen(uint32_t hash) const {
    const uint32_t bit = hash & AttributionModel::kSeenMask;
    return (seen_bits[bit >> 3] >> (bit & 7) & 1) != 0;
  }

  void Look(const Document& doc, uint32_t s, const std::vector<GoldAttribution>& gold) {
    const uint32_t n = sentence_.size(), begin = sentence_.begin();
    std::vector<uint8_t> heads(n);
    for (const GoldAttribution& a : gold) {
      uint32_t head = UINT32_MAX;
      const Span clean = doc.offsets.ToClean(a.spans[kInCue][0]);
      if (clean.empty() || !doc.sentences[s].span.Contains(clean)) continue;
      GoldAttribution mine;
      for (uint32_t k = 1; k < 4; ++k) {
        for (const Span span : a.spans[k]) mine.spans[k].push_back(doc.offsets.ToClean(span));
      }
      std::vector<uint8_t> wanted(n);
      for (uint32_t i = 0; i < n; ++i) {
        const Span token = doc.tokens.span(begin + i);
        for (const uint8_t k : {kInContent, kInSource, kInCue}) {
          if (Holds(mine.spans[k], token)) wanted[i] = k;
        }
        if (wanted[i] == kInCue && (head == UINT32_MAX || sentence_.depth(i) < sentence_.depth(head))) head = i;
      }
      if (head == UINT32_MAX) continue;
      heads[head] = 1;
      if (counting) continue;
      // A cue is one stretch: what lies apart is outside.
      for (uint32_t i = head; i-- > 0;) {
        if (wanted[i] == kInCue && wanted[i + 1] != kInCue) wanted[i] = kOutside;
      }
      for (uint32_t i = head + 1; i < n; ++i) {
        if (wanted[i] == kInCue && wanted[i - 1] != kInCue) wanted[i] = kOutside;
      }
      AddLabels(head, wanted);
    }
    for (uint32_t i = 0; i < n; ++i) {
      const uint32_t hash = sentence_.SeenHash(i);
      if (counting) {
        auto& times = seen[hash];
        times.first += heads[i];
        ++times.second;
      } else if (IsCandidate(i, IsSeen(hash))) {
        sentence_.CueFeatures(i, cues.lists.features);
        cues.lists.Close();
        cues.heads.push_back(heads[i]);
      } else {
        lost += heads[i];
      }
    }
  }

  bool IsCandidate(uint32_t i, bool seen_often) const { return sentence_.IsCandidate(i, seen_often); }

  void AddLabels(uint32_t head, const std::vector<uint8_t>& wanted) {
    LabelExample e;
    e.head = head;
    e.first_label = static_cast<uint32_t>(labels.label.size());
    e.first_edge = static_cast<uint32_t>(labels.edge.size());
    e.labels = wanted;
    sentence_.StandAt(head);
    for (uint32_t i = 0; i < wanted.size(); ++i) {
      sentence_.LabelFeatures(i, labels.label.features);
      labels.label.Close();
    }
    for (uint32_t i = 0; i <= wanted.size(); ++i) {
      sentence_.EdgeFeatures(i, labels.edge.features);
      labels.edge.Close();
    }
    labels.examples.push_back(std::move(e));
  }

  Analyzer analyzer_;
  std::map<std::string, std::vector<GoldAttribution>> gold_;
  std::vector<Quotation> quotations_;
  CueSentence sentence_;
};

int Run(int argc, char** argv) {
  std::string train, knowledge_path = "knowledge", model_path = "models/english.model", out_path;
  TrainingOptions options;
  float threshold = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    const auto value = [&] { return i + 1 < argc ? std::string(argv[++i]) : std::string(); };
    if (arg == "--knowledge") knowledge_path = value();
    else if (arg == "--model") model_path = value();
    else if (arg == "--out") out_path = value();
    else if (arg == "--cue-epochs") options.cue_epochs = static_cast<uint32_t>(std::stoul(value()));
    else if (arg == "--label-epochs") options.label_epochs = static_cast<uint32_t>(std::stoul(value()));
    else if (arg == "--rate") options.rate = std::stof(value());
    else if (arg == "--cue-decay") options.cue_decay = std::stof(value());
    else if (arg == "--label-decay") options.label_decay = std::stof(value());
    else if (arg == "--threshold") threshold = std::stof(value());
    else train = arg;
  }
  if (train.empty() || out_path.empty()) {
    std::fprintf(stderr, "train_attribution TRAIN.jsonl --out FILE [--knowledge FOLDER] [--model FILE]\n");
    return 2;
  }
  const auto knowledge = Knowledge::Open(knowledge_path, ModelPaths{model_path, ""});
  if (!knowledge) {
    std::fprintf(stderr, "%s\n", knowledge.error().Message().c_str());
    return 1;
  }
  Teacher teacher(**knowledge, ReadGold(train));
  const Inputs inputs = ListInputs({train});
  for (int pass = 0; pass < 2; ++pass) {
    for (const InputFile& file : inputs.files) {
      if (const auto read = ReadReports(file, {}, teacher); !read) {
        std::fprintf(stderr, "%s\n", read.error().Message().c_str());
        return 1;
      }
    }
    if (pass == 0) teacher.ChooseSeen();
  }
  std::printf("%zu words that may head a cue, %zu that do, %u heads not looked at; %zu cues with words around them\n", teacher.cues.lists.size(),
              static_cast<size_t>(std::count(teacher.cues.heads.begin(), teacher.cues.heads.end(), 1)), teacher.lost, teacher.labels.examples.size());
  AttributionModel::Weights weights;
  weights.seen = teacher.seen_bits;
  weights.threshold = threshold;
  TrainCues(teacher.cues, options, weights.cue);
  TrainLabels(teacher.labels, options, weights.label, weights.edge);
  std::ofstream(out_path, std::ios::binary) << AttributionModel::Write(weights);
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) { return dateline::Run(argc, argv); }
