#include "records/confidence.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace dateline {
namespace {

constexpr std::array<std::string_view, 14> kNames = {"bias", "prior", "event", "movement", "stock", "control", "statement", "two_slots", "three_slots", "noun", "attributed", "hedged", "placed", "number"};

}  // namespace

Result<ConfidenceModel> ConfidenceModel::Load(const Container& knowledge) {
  auto table = knowledge.OpenTable("confidence.tsv");
  if (!table) return table.error();
  ConfidenceModel out;
  for (const Table::Row& row : table->rows()) {
    const auto it = std::find(kNames.begin(), kNames.end(), row.cells[0]);
    if (it == kNames.end()) return Error{table->Where(row), "feature \"" + std::string(row.cells[0]) + "\"", "one that tools/fit_confidence.py writes"};
    double& weight = out.weights_[static_cast<size_t>(it - kNames.begin())];
    if (std::from_chars(row.cells[1].data(), row.cells[1].data() + row.cells[1].size(), weight).ec != std::errc{}) return Error{table->Where(row), "weight \"" + std::string(row.cells[1]) + "\"", "a number"};
  }
  return out;
}

float ConfidenceModel::Probability(const Record& r, float prior) const {
  const bool number = r.has_count || std::any_of(r.toll.begin(), r.toll.end(), [](const TollEstimate& t) { return t.given; });
  const bool placed = !r.places.empty() || !r.origin.empty() || !r.destination.empty();
  const int slots = !r.actors.empty() + !r.recipients.empty() + r.people.valid() + r.holder.valid() + placed + number;
  std::array<double, kFeatures> x{};
  x[kBias] = 1;
  x[kPrior] = std::log(prior / (1 - prior));
  x[kEvent + static_cast<size_t>(r.kind)] = 1;
  x[kTwoSlots] = slots == 2;
  x[kThreeSlots] = slots >= 3;
  x[kNoun] = r.rule.ends_with(".n");
  x[kAttributed] = r.attribution.valid();
  x[kHedged] = r.stance.certainty != Certainty::kAsserted || r.stance.polarity == Polarity::kDenied || r.stance.time == Tense::kFuture || r.stance.time == Tense::kHypothetical;
  x[kPlaced] = placed;
  x[kNumber] = number;
  double sum = 0;
  for (size_t i = 0; i < kFeatures; ++i) sum += weights_[i] * x[i];
  return static_cast<float>(std::clamp(1 / (1 + std::exp(-sum)), 0.02, 0.98));
}

}  // namespace dateline
