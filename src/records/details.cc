#include "records/details.h"

#include <algorithm>
#include <unordered_map>

namespace dateline {
namespace {

/// Weapons of the clause of an attack, each once; damage that its words tell.
void TakeThings(Document& doc, Record& r) {
  if (r.type != "ASSAULT") return;
  auto thing = std::partition_point(doc.things.begin(), doc.things.end(), [&](const ThingMention& t) { return t.span.begin < r.quote.begin; });
  for (; thing != doc.things.end() && thing->span.begin < r.quote.end; ++thing) {
    if (thing->span.end > r.quote.end || thing->kind == ThingKind::kInfrastructure) continue;
    auto& rows = thing->kind == ThingKind::kWeapon ? r.weapons : r.damage;
    const bool known = thing->kind == ThingKind::kWeapon && std::any_of(rows.begin(), rows.end(), [&](uint32_t row) { return doc.things[row].name == thing->name; });
    if (!known) rows.push_back(static_cast<uint32_t>(thing - doc.things.begin()));
  }
  // Of several weapons none says how it was done.
  if (r.mode.empty() && r.weapons.size() == 1) r.mode = doc.things[r.weapons.front()].mode;
}

uint64_t Key(Span span) { return (uint64_t{span.begin} << 32) | span.end; }

/// The figures of records by where they stand.
template <class Visit>
void ForFigures(const Record& r, const Visit& visit) {
  if (r.has_count) visit(r.count);
  for (const TollEstimate& toll : r.toll) {
    if (toll.given) visit(toll.estimate);
  }
}

/// "2,000 fled, of whom 800 returned": the record of the 800 points to that of the 2,000. Wholes are never parts themselves.
void LinkParts(Document& doc) {
  if (std::none_of(doc.quantities.begin(), doc.quantities.end(), [](const QuantityMention& q) { return q.part_of.valid(); })) return;
  std::unordered_map<uint64_t, uint32_t> record_at, quantity_at;
  for (uint32_t i = 0; i < doc.records.size(); ++i) ForFigures(doc.records[i], [&](const Estimate& e) { record_at.try_emplace(Key(e.span), i); });
  for (uint32_t i = 0; i < doc.quantities.size(); ++i) quantity_at.try_emplace(Key(doc.quantities[i].estimate.span), i);
  for (uint32_t i = 0; i < doc.records.size(); ++i) {
    ForFigures(doc.records[i], [&](const Estimate& e) {
      const auto own = quantity_at.find(Key(e.span));
      if (own == quantity_at.end() || !doc.quantities[own->second].part_of.valid()) return;
      const auto whole = record_at.find(Key(doc.quantities[doc.quantities[own->second].part_of.value].estimate.span));
      if (whole != record_at.end() && whole->second != i && doc.records[whole->second].part_of == Record::kNoRecord) doc.records[i].part_of = whole->second;
    });
  }
  for (Record& r : doc.records) {
    if (r.part_of != Record::kNoRecord && doc.records[r.part_of].part_of != Record::kNoRecord) r.part_of = Record::kNoRecord;
  }
}

}  // namespace

void AddDetails(Document& doc) {
  for (Record& r : doc.records) TakeThings(doc, r);
  LinkParts(doc);
}

}  // namespace dateline
