// What a new model is worth: figures on the development sets, and the manifest that goes with it.
#pragma once

#include <string>
#include <vector>

#include "language/model.h"
#include "train/corpora.h"
#include "train/trainer.h"

namespace dateline::train {

struct Figure {
  std::string set, metric;
  double value = 0;
};

/// Strict F1, in per cent, of the heads that speak each corpus' own types.
double PoliticsF1(Trainer& trainer, const std::vector<Example>& dev);
double Re3dF1(Trainer& trainer, const std::vector<SpanDocument>& dev);

/// The finished model, integers and all, on gold words; and the names of the corpora's own heads, which are not shipped.
std::vector<Figure> Measure(const Model& model, Trainer& trainer, const Corpora& corpora);

/// JSON: data with hashes and licences, the plan, the figures; `without_silver`: the scores, as ScoresOf gives them, of the same training without silver, or empty.
std::string Manifest(const std::vector<Figure>& figures, const Corpora& corpora, const Plan& plan, bool with_silver, const std::string& without_silver);
/// The JSON array of scores of a manifest; empty where there is none.
std::string ScoresOf(const std::string& manifest);

}  // namespace dateline::train
