#include "records/casualties.h"

#include <algorithm>
#include <cctype>

namespace dateline {
namespace {

constexpr size_t kKilled = static_cast<size_t>(Toll::kKilled), kInjured = static_cast<size_t>(Toll::kInjured);

/// A death that the report tells: how many, and who they are.
struct Death {
  double best = 0;
  const PartyMention* who = nullptr;
  uint32_t sentence = 0;
};

bool Happened(const Record& r) {
  return r.kind == RecordKind::kEvent && r.type == "ASSAULT" && r.stance.polarity == Polarity::kAffirmed && (r.stance.time == Tense::kPast || r.stance.time == Tense::kOngoing);
}

const PartyMention* PartyAt(const Document& doc, Span span, uint32_t ordered) {
  if (span.empty()) return nullptr;
  const auto end = doc.parties.begin() + std::min<std::ptrdiff_t>(ordered, static_cast<std::ptrdiff_t>(doc.parties.size()));
  auto it = std::partition_point(doc.parties.begin(), end, [&](const PartyMention& p) { return p.span.begin < span.begin; });
  while (it != end && it->span.begin == span.begin && it->span != span) ++it;
  if (it == end || it->span != span) it = std::find_if(end, doc.parties.end(), [&](const PartyMention& p) { return p.span == span; });
  if (it == doc.parties.end()) return nullptr;
  return it->antecedent.valid() ? &doc.parties[it->antecedent.value] : &*it;
}

/// The first figure of a description: "a 24-year-old man", 24; 0: none.
int AgeIn(std::string_view text) {
  int age = 0;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0 && age < 1000) age = age * 10 + (c - '0');
    else if (age > 0) break;
  }
  return age;
}

std::string_view LastWord(std::string_view name) { return name.substr(name.rfind(' ') + 1); }

/// True when two descriptions cannot be of one person: other names, other ages.
bool AreOthers(const Document& doc, const PartyMention* a, const PartyMention* b) {
  if (a == nullptr || b == nullptr || a == b) return false;
  if (!a->person.empty() && !b->person.empty()) return a->person.find(LastWord(b->person)) == std::string_view::npos && b->person.find(LastWord(a->person)) == std::string_view::npos;
  const int first = AgeIn(doc.text(a->span)), second = AgeIn(doc.text(b->span));
  return first > 0 && second > 0 && first != second;
}

std::vector<Death> DeathsOf(const Document& doc, uint32_t ordered) {
  std::vector<Death> out;
  for (const Record& r : doc.records) {
    if (Happened(r) && r.toll[kKilled].given) out.push_back({r.toll[kKilled].estimate.best, PartyAt(doc, r.toll[kKilled].who, ordered), r.sentence.value});
  }
  return out;
}

/// How many of those hit are dead; below 0: that is not known.
double DeadAmong(const Document& doc, const std::vector<Death>& deaths, const Record& record, const Estimate& hit, const PartyMention* who) {
  // What is told far off is another happening, unless the head of the report tells it.
  constexpr uint32_t kNear = 5, kNearOne = 20, kHead = 3;
  double dead = 0;
  for (const Death& death : deaths) {
    const uint32_t at = record.sentence.value, far = death.sentence > at ? death.sentence - at : at - death.sentence;
    if (far > (hit.best > 1 ? kNear : kNearOne) && death.sentence > kHead) continue;
    if (hit.best <= 1 && death.best <= 1 && AreOthers(doc, death.who, who)) continue;
    if (death.best >= hit.best) return -1;
    dead = std::max(dead, death.best);
  }
  return dead;
}

}  // namespace

void SettleHits(Document& doc, const std::vector<Hit>& hits, uint32_t ordered_parties) {
  if (hits.empty()) return;
  const std::vector<Death> deaths = DeathsOf(doc, ordered_parties);
  for (const Hit& hit : hits) {
    Record& r = doc.records[hit.record];
    if (r.toll[kKilled].given || r.toll[kInjured].given) continue;
    // What is denied or planned is told as it is.
    const double dead = !Happened(r) ? 0 : DeadAmong(doc, deaths, r, hit.toll.estimate, PartyAt(doc, hit.toll.who, ordered_parties));
    if (dead < 0) continue;
    TollEstimate& toll = r.toll[kInjured];
    toll = hit.toll;
    for (double* bound : {&toll.estimate.low, &toll.estimate.best, &toll.estimate.high}) *bound -= dead;
    for (Candidate& candidate : doc.candidates) {
      if (candidate.row == hit.record) candidate.record.toll[kInjured] = toll;
    }
  }
}

}  // namespace dateline
