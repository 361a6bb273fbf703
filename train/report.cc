#include "train/report.h"

#include <cstdio>
#include <set>
#include <tuple>

#include "dateline/syntax.h"
#include "language/conllu_document.h"
#include "language/analyzer.h"

namespace dateline::train {
namespace {

std::string_view Universal(std::string_view deprel) { return deprel.substr(0, deprel.find(':')); }

/// Plain accuracies on gold words; relations without subtypes, lemmas as the CoNLL 2018 rules have it.
void MeasureTrees(const Model& model, const std::string& set, const std::vector<ConlluSentence>& gold, std::vector<Figure>& out) {
  Vocabulary vocabulary;
  const auto analyzer = LanguageAnalyzer::Load(model, vocabulary);
  if (!analyzer) return;
  LanguageAnalyzer::Workspace workspace(*analyzer);
  Document doc;
  double words = 0, fast = 0, upos = 0, xpos = 0, lemma = 0, uas = 0, las = 0;
  for (const ConlluSentence& sentence : gold) {
    FromConllu({sentence}, false, doc);
    analyzer->AnalyzeGiven(doc, workspace, LanguageAnalyzer::Depth::kTags);
    for (uint32_t t = 0; t < doc.tokens.size(); ++t) fast += UposName(doc.tokens.upos[t]) == sentence.words[t].upos;
    analyzer->AnalyzeGiven(doc, workspace);
    for (uint32_t t = 0; t < doc.tokens.size(); ++t) {
      const ConlluWord& word = sentence.words[t];
      const bool head = word.head == (doc.tokens.head[t] == t ? 0 : doc.tokens.head[t] + 1);
      words += 1;
      upos += UposName(doc.tokens.upos[t]) == word.upos;
      xpos += XposName(doc.tokens.xpos[t]) == word.xpos;
      lemma += word.lemma == "_" || doc.tokens.lemma_form[t] == word.lemma;
      uas += head;
      las += head && Universal(DeprelName(doc.tokens.deprel[t])) == Universal(word.deprel);
    }
  }
  for (const auto& [metric, right] : {std::pair{"UPOS", upos}, {"UPOS, tags alone", fast}, {"XPOS", xpos}, {"lemmas", lemma}, {"UAS", uas}, {"LAS", las}}) {
    out.push_back({set + ", gold words", metric, 100 * right / std::max(words, 1.0)});
  }
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

double PoliticsF1(Trainer& trainer, const std::vector<Example>& dev) {
  const auto found = trainer.Names(dev, NameHead::kPolitics);
  NameScore score;
  for (size_t i = 0; i < dev.size(); ++i) {
    const auto& gold = dev[i].names[static_cast<size_t>(NameHead::kPolitics)];
    ScoreNames({gold.begin(), gold.end()}, found[i], score);
  }
  return 100 * score.f1();
}

double Re3dF1(Trainer& trainer, const std::vector<SpanDocument>& dev) {
  NameScore score;
  for (const SpanDocument& document : dev) {
    std::set<std::tuple<uint32_t, uint32_t, std::string>> gold;
    for (const auto& e : document.entities) gold.emplace(e.begin, e.end, e.type);
    const auto found = ToSpans(document, trainer.Names(FromSpans(document), NameHead::kRe3d));
    score.gold += gold.size();
    score.found += found.size();
    for (const auto& e : found) score.right += gold.contains({e.begin, e.end, e.type});
  }
  return 100 * score.f1();
}

std::vector<Figure> Measure(const Model& model, Trainer& trainer, const Corpora& corpora) {
  std::vector<Figure> out;
  MeasureTrees(model, "EWT dev", corpora.ewt_dev, out);
  MeasureTrees(model, "GUM dev", corpora.gum_dev, out);
  out.push_back({"CrossNER politics dev", "names, strict F1", PoliticsF1(trainer, corpora.politics_dev)});
  out.push_back({"re3d dev", "names, strict F1", Re3dF1(trainer, corpora.re3d_dev)});
  return out;
}

std::string ScoresOf(const std::string& manifest) {
  constexpr std::string_view kKey = "\"scores\": ";
  const size_t at = manifest.find(kKey), end = manifest.find(']', at);
  return at == std::string::npos || end == std::string::npos ? std::string() : manifest.substr(at + kKey.size(), end + 1 - at - kKey.size());
}

std::string Manifest(const std::vector<Figure>& figures, const Corpora& corpora, const Plan& plan, bool with_silver, const std::string& without_silver) {
  std::string out = "{\n  \"command\": \"train/run\",\n  \"silver\": ";
  out += with_silver ? "true" : "false";
  out += ",\n  \"seed\": " + std::to_string(plan.seed) + ",\n  \"epochs\": " + std::to_string(plan.epochs) + ",\n  \"threads\": " + std::to_string(plan.threads);
  out += ",\n  \"held_out_sentences\": " + std::to_string(corpora.held_out) + ",\n  \"data\": [";
  for (const Source& s : corpora.sources) {
    out += (&s == corpora.sources.data() ? "\n    {" : ",\n    {") + std::string("\"file\": ") + Quoted(s.file) + ", \"used_for\": " + Quoted(s.used_for) + ", \"licence\": " + Quoted(s.licence) +
           ", \"sha256\": " + Quoted(s.sha256) + "}";
  }
  out += "\n  ],\n  \"scores\": [";
  for (const Figure& f : figures) {
    char value[32];
    std::snprintf(value, sizeof value, "%.2f", f.value);
    out += (&f == figures.data() ? "\n    {" : ",\n    {") + std::string("\"set\": ") + Quoted(f.set) + ", \"metric\": " + Quoted(f.metric) + ", \"value\": " + value + "}";
  }
  out += "\n  ]";
  if (!without_silver.empty()) out += ",\n  \"scores_without_silver\": " + without_silver;
  return out + "\n}\n";
}

}  // namespace dateline::train
