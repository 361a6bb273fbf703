#include "engine/serialize.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "base/days.h"
#include "base/hash.h"
#include "engine/blocks.h"
#include "engine/json_writer.h"
#include "engine/labels.h"

namespace dateline {
namespace {

/// The id that a JSON line gave; empty when `source_id` was made from the path ("folder/file.jsonl#3"), which is no part of the content.
std::string_view GivenId(const Report& report) {
  if (report.line == 0) return {};
  std::string_view id = report.source_id;
  const size_t mark = id.rfind('#');
  if (mark != std::string_view::npos && id.find_first_not_of("0123456789", mark + 1) == std::string_view::npos) id = id.substr(0, mark);
  return report.file.ends_with(id) ? std::string_view{} : std::string_view(report.source_id);
}

std::string ReportIdOf(const Report& report, std::string_view sha256) {
  std::string key(sha256);
  for (const std::string_view part : {std::string_view(report.title), std::string_view(report.published), std::string_view(report.publisher), GivenId(report)}) {
    key += '\x1f';
    key += part;
  }
  return HashId(key).Hex();
}

uint32_t CountWords(const Document& doc) {
  if (doc.tokens.upos.size() != doc.tokens.begin.size()) return doc.tokens.size();
  const auto marks = std::count_if(doc.tokens.upos.begin(), doc.tokens.upos.end(), [](Upos pos) { return pos == Upos::kPunct; });
  return doc.tokens.size() - static_cast<uint32_t>(marks);
}

using CleaningField = std::pair<std::string_view, uint32_t CleaningCounts::*>;
constexpr CleaningField kCleaning[] = {
    {"ligatures", &CleaningCounts::ligatures}, {"hyphens", &CleaningCounts::hyphens},
    {"soft_hyphens", &CleaningCounts::soft_hyphens}, {"mojibake", &CleaningCounts::mojibake},
    {"encoding", &CleaningCounts::encoding}, {"spaces", &CleaningCounts::spaces},
    {"duplicate_captions", &CleaningCounts::duplicate_captions}, {"marks", &CleaningCounts::marks},
    {"controls", &CleaningCounts::controls}, {"truncated", &CleaningCounts::truncated},
};

void CleaningBlock(const CleaningCounts& cleaning, JsonWriter& json) {
  if (std::none_of(std::begin(kCleaning), std::end(kCleaning), [&](const CleaningField& field) { return cleaning.*field.second != 0; })) return;
  json.Key("cleaning");
  json.BeginObject();
  for (const auto& [name, count] : kCleaning) {
    if (cleaning.*count != 0) json.Field(name, cleaning.*count);
  }
  json.EndObject();
}

/// `dateline` as printed, and the place that it names where one was found.
void DatelineBlock(const Document& doc, BlockWriter& blocks, JsonWriter& json) {
  if (doc.report.dateline.empty()) return;
  json.Key("dateline");
  json.BeginObject();
  json.Field("text", doc.report.dateline);
  if (!doc.dateline_place.name.empty()) {
    json.Key("place");
    blocks.WritePlace(doc.dateline_place);
  }
  json.EndObject();
}

/// Makes the rows of one document.
class Serializer {
 public:
  Serializer(const Document& doc, const RecordCodes* codes)
      : doc_(doc), codes_(codes), points_(doc.clean), json_(body_), blocks_(doc, points_, json_) {}

  StoredReport Report();

 private:
  void ReportLine(StoredReport& out);
  void RecordLine(const Record& record, StoredRecord& out);
  void Head(const Record& record);
  void Event(const Record& record);
  void Things(const Record& record);
  void OtherCodes();
  void Movement(const Record& record);
  void Stock(const Record& record);
  void Control(const Record& record);
  void Statement(const Record& record);
  void PlaceAndTime(const Record& record);
  void EstimateField(std::string_view key, bool given, const Estimate& estimate, Span who = {});
  void StanceField(const Stance& stance);

  void Rows(const Record& record, StoredRecord& out) const;
  void AddSpan(std::string slot, Span span, StoredRecord& out) const;
  void AddParty(std::string slot, PartyId id, StoredRecord& out) const;
  void AddPlaces(const std::string& slot, const std::vector<PlaceId>& ids, StoredRecord& out) const;
  void AddPlace(std::string slot, PlaceId id, StoredRecord& out) const;
  void AddTime(const Record& record, StoredRecord& out) const;
  void AddAttribution(const Record& record, StoredRecord& out) const;
  void AddFigures(const Record& record, StoredRecord& out) const;

  const Document& doc_;
  const RecordCodes* codes_;
  RecordCodes::Codes codes_of_;  ///< of the record at hand
  CodePoints points_;
  std::string body_;
  JsonWriter json_;
  BlockWriter blocks_;
  std::string report_id_;
  std::string whole_id_;  ///< of the record that the one being written is a part of
};

StoredReport Serializer::Report() {
  const dateline::Report& report = doc_.report;
  StoredReport out;
  out.sha256 = Sha256Hex(report.original);
  out.id = report_id_ = ReportIdOf(report, out.sha256);
  out.source_id = report.source_id;
  out.uri = report.uri;
  out.title = report.title;
  out.byline = report.byline;
  out.credit = report.credit;
  out.dateline = report.dateline;
  out.publisher = report.publisher;
  out.published = report.published;
  out.published_from = report.published_from;
  out.language = report.language;
  out.file = report.file;
  out.unit_begin = report.unit_begin;
  out.unit_end = report.unit_end;
  out.line = report.line;
  out.words = CountWords(doc_);
  out.sentences_discarded = doc_.sentences_discarded;
  out.story_discarded = doc_.story_discarded;
  out.text = doc_.clean;
  out.sentences.reserve(doc_.sentences.size());
  for (const Sentence& sentence : doc_.sentences) {
    const Span points = points_.Of(sentence.span);
    out.sentences.push_back({points.begin, points.end, std::string(Name(sentence.role))});
  }
  ReportLine(out);
  out.records.reserve(doc_.records.size());
  std::unordered_set<std::string> seen;
  for (const Record& record : doc_.records) {
    StoredRecord row;
    whole_id_.clear();
    if (record.part_of < doc_.records.size()) {
      StoredRecord whole;
      RecordLine(doc_.records[record.part_of], whole);
      whole_id_ = whole.id;
    }
    RecordLine(record, row);
    if (!seen.insert(row.id).second) continue;
    Rows(record, row);
    out.records.push_back(std::move(row));
  }
  return out;
}

void Serializer::ReportLine(StoredReport& out) {
  json_.BeginObject();
  json_.Field("kind", "report");
  json_.Field("id", out.id);
  json_.Field("source_id", out.source_id);
  json_.Field("uri", out.uri);
  json_.Field("title", out.title);
  json_.Field("byline", out.byline);
  if (!doc_.report.authors.empty()) {
    json_.Key("authors");
    json_.BeginArray();
    for (const std::string& author : doc_.report.authors) json_.String(author);
    json_.EndArray();
  }
  DatelineBlock(doc_, blocks_, json_);
  json_.Field("credit", out.credit);
  json_.Field("publisher", out.publisher);
  json_.Field("published", out.published);
  json_.Field("published_from", out.published_from);
  json_.Field("language", out.language);
  json_.Field("sha256", out.sha256);
  json_.Field("sentences", static_cast<int64_t>(doc_.sentences.size()));
  json_.Field("words", out.words);
  CleaningBlock(doc_.cleaning, json_);
  json_.EndObject();
  out.json = body_;
}

/// `body_` becomes the record's keys from "report" on; the id hashes them and the kind.
void Serializer::RecordLine(const Record& record, StoredRecord& out) {
  body_.clear();
  json_.Restart();
  Head(record);
  codes_of_ = codes_ == nullptr ? RecordCodes::Codes() : codes_->Of(doc_, record);
  switch (record.kind) {
    case RecordKind::kEvent: Event(record); break;
    case RecordKind::kMovement: Movement(record); break;
    case RecordKind::kStock: Stock(record); break;
    case RecordKind::kControl: Control(record); break;
    case RecordKind::kStatement: Statement(record); break;
  }
  if (const AttributionMention* attribution = blocks_.Attribution(record.attribution)) {
    json_.Key("attribution");
    blocks_.WriteAttribution(*attribution, false);
  }
  StanceField(record.stance);
  json_.Field("part_of", whole_id_);
  json_.Key("confidence");
  json_.Rounded(static_cast<double>(record.confidence), 3);
  json_.Field("rule", record.rule);
  if (!record.rule_file.empty()) {
    json_.Field("rule_at", std::string(record.rule_file) + (record.rule_line != 0 ? ":" + std::to_string(record.rule_line) : std::string()));
  }
  out.kind = Name(record.kind);
  out.id = HashId(out.kind + body_).Hex();
  out.json = "{\"kind\":\"" + out.kind + "\",\"id\":\"" + out.id + "\"," + body_ + "}";
}

void Serializer::Head(const Record& record) {
  json_.Field("report", report_id_);
  if (record.sentence.value < doc_.sentences.size()) json_.Field("sentence", int64_t{record.sentence.value} + 1);
  blocks_.SpanField("quote", record.quote);
  blocks_.SpanField("trigger", record.trigger);
}

void Serializer::Event(const Record& record) {
  json_.Field("type", record.type);
  json_.Field("mode", record.mode);
  OtherCodes();
  blocks_.PartiesField("actors", record.actors);
  blocks_.PartiesField("recipients", record.recipients);
  PlaceAndTime(record);
  for (size_t i = 0; i < kTolls; ++i) EstimateField(Name(static_cast<Toll>(i)), record.toll[i].given, record.toll[i].estimate, record.toll[i].who);
  Things(record);
}

void Serializer::Things(const Record& record) {
  if (!record.weapons.empty()) {
    json_.Key("weapons");
    json_.BeginArray();
    for (const uint32_t row : record.weapons) json_.String(doc_.text(doc_.things[row].span));
    json_.EndArray();
  }
  if (record.damage.empty()) return;
  json_.Key("damage");
  json_.BeginArray();
  for (const uint32_t row : record.damage) {
    const ThingMention& damage = doc_.things[row];
    json_.BeginObject();
    json_.Field("text", doc_.text(damage.span));
    json_.Field("category", damage.category);
    json_.Field("of", doc_.text(damage.of));
    json_.EndObject();
  }
  json_.EndArray();
}

/// What other systems call it.
void Serializer::OtherCodes() {
  if (!codes_of_.contexts.empty()) {
    json_.Key("contexts");
    json_.BeginArray();
    for (const std::string_view context : codes_of_.contexts) json_.String(context);
    json_.EndArray();
  }
  json_.Field("cameo", codes_of_.cameo);
  if (!codes_of_.acled_event.empty()) {
    json_.Key("acled");
    json_.BeginObject();
    json_.Field("event_type", codes_of_.acled_event);
    json_.Field("sub_event_type", codes_of_.acled_sub);
    json_.EndObject();
  }
  json_.Field("ucdp", codes_of_.ucdp);
}

void Serializer::Movement(const Record& record) {
  blocks_.PartyField("people", record.people);
  EstimateField("count", record.has_count, record.count);
  blocks_.PlacesField("origin", record.origin);
  blocks_.PlacesField("via", record.via);
  if (blocks_.Party(record.joined) != nullptr) {
    blocks_.PartyField("destination", record.joined);
  } else {
    blocks_.PlacesField("destination", record.destination);
  }
  json_.Field("direction", record.direction);
  PlaceAndTime(record);
  json_.Field("manner", record.type);
  json_.Field("idmc_term", record.idmc_term.empty() ? codes_of_.idmc : record.idmc_term);
  blocks_.PartyField("facilitator", record.facilitator);
  EstimateField("price", record.has_price, record.price);
  json_.Field("per", record.per);
}

void Serializer::Stock(const Record& record) {
  blocks_.PartyField("people", record.people);
  EstimateField("count", record.has_count, record.count);
  json_.Field("idmc_term", record.idmc_term.empty() ? codes_of_.idmc : record.idmc_term);
  json_.Field("state", record.type);
  PlaceAndTime(record);
}

void Serializer::Control(const Record& record) {
  json_.Field("change", record.type);
  OtherCodes();
  blocks_.PartyField("holder", record.holder);
  blocks_.PartyField("previous_holder", record.previous_holder);
  PlaceAndTime(record);
}

void Serializer::Statement(const Record& record) {
  blocks_.SpanField("content", record.content);
  blocks_.PartiesField("about", record.about);
}

void Serializer::PlaceAndTime(const Record& record) {
  if (!record.places.empty()) {
    if (const PlaceMention* place = blocks_.Place(record.places.front())) {
      json_.Key("place");
      blocks_.WritePlace(*place);
    }
  }
  if (record.times.empty()) return;
  if (const TimeMention* time = blocks_.Time(record.times.front())) {
    json_.Key("time");
    blocks_.WriteTime(*time);
  }
}

void Serializer::EstimateField(std::string_view key, bool given, const Estimate& estimate, Span who) {
  if (!given) return;
  json_.Key(key);
  blocks_.WriteEstimate(estimate, who);
}

void Serializer::StanceField(const Stance& stance) {
  const bool plain = stance.polarity == Polarity::kAffirmed && stance.certainty == Certainty::kAsserted && stance.time == Tense::kPast;
  if (plain && blocks_.Text(stance.hedge).empty()) return;
  json_.Key("stance");
  json_.BeginObject();
  json_.Field("polarity", Name(stance.polarity));
  json_.Field("certainty", Name(stance.certainty));
  json_.Field("time", Name(stance.time));
  blocks_.SpanField("hedge", stance.hedge);
  json_.EndObject();
}

void Serializer::Rows(const Record& record, StoredRecord& out) const {
  out.type = record.type;
  out.sentence = record.sentence.valid() ? record.sentence.value : 0;
  out.confidence = static_cast<double>(record.confidence);
  out.rule = record.rule;
  out.quote = blocks_.Text(record.quote);
  AddSpan("quote", record.quote, out);
  AddSpan("trigger", record.trigger, out);
  for (size_t i = 0; i < record.actors.size(); ++i) AddParty("actors." + std::to_string(i), record.actors[i], out);
  for (size_t i = 0; i < record.recipients.size(); ++i) AddParty("recipients." + std::to_string(i), record.recipients[i], out);
  AddParty("people", record.people, out);
  AddParty("facilitator", record.facilitator, out);
  AddParty("holder", record.holder, out);
  AddParty("previous_holder", record.previous_holder, out);
  AddParty("destination", record.joined, out);
  for (size_t i = 0; i < record.about.size(); ++i) AddParty("about." + std::to_string(i), record.about[i], out);
  AddPlaces("origin", record.origin, out);
  AddPlaces("via", record.via, out);
  AddPlaces("destination", record.destination, out);
  for (size_t i = 0; i < record.places.size(); ++i) AddPlace(i == 0 ? "place" : "place." + std::to_string(i), record.places[i], out);
  AddTime(record, out);
  AddFigures(record, out);
  AddSpan("direction", blocks_.Locate(record.direction), out);
  for (size_t i = 0; i < record.weapons.size(); ++i) AddSpan("weapons." + std::to_string(i), doc_.things[record.weapons[i]].span, out);
  for (size_t i = 0; i < record.damage.size(); ++i) AddSpan("damage." + std::to_string(i), doc_.things[record.damage[i]].span, out);
  AddSpan("content", record.content, out);
  AddSpan("stance.hedge", record.stance.hedge, out);
  AddAttribution(record, out);
}

void Serializer::AddSpan(std::string slot, Span span, StoredRecord& out) const {
  const std::string_view text = blocks_.Text(span);
  if (text.empty()) return;
  const Span points = points_.Of(span), original = doc_.offsets.ToOriginal(span);
  out.spans.push_back({std::move(slot), std::string(text), points.begin, points.end, original.begin, original.end});
}

void Serializer::AddParty(std::string slot, PartyId id, StoredRecord& out) const {
  const PartyMention* here = blocks_.Party(id);
  if (here == nullptr) return;
  const PartyMention& named = *blocks_.Named(id);
  const auto pick = [&](std::string_view PartyMention::*field) { return std::string((named.*field).empty() ? here->*field : named.*field); };
  AddSpan(slot, here->span, out);
  out.parties.push_back({std::move(slot), std::string(blocks_.Text(blocks_.NameOf(id))), pick(&PartyMention::actor), pick(&PartyMention::name),
                         pick(&PartyMention::country), pick(&PartyMention::role), pick(&PartyMention::person)});
}

void Serializer::AddPlaces(const std::string& slot, const std::vector<PlaceId>& ids, StoredRecord& out) const {
  for (size_t i = 0; i < ids.size(); ++i) AddPlace(slot + "." + std::to_string(i), ids[i], out);
}

void Serializer::AddPlace(std::string slot, PlaceId id, StoredRecord& out) const {
  const PlaceMention* place = blocks_.Place(id);
  if (place == nullptr) return;
  AddSpan(slot, place->span, out);
  StoredPlace row;
  row.slot = std::move(slot);
  row.text = blocks_.Text(place->span);
  row.name = place->name;
  row.country = place->country;
  row.adm1 = place->adm1;
  row.feature = place->feature;
  row.relation = place->relation;
  row.geonameid = place->geonameid;
  row.precision = place->precision;
  row.has_point = place->has_point;
  if (place->has_point) row.point = {place->lon, place->lat};
  out.places.push_back(std::move(row));
}

void Serializer::AddTime(const Record& record, StoredRecord& out) const {
  if (record.times.empty()) return;
  const TimeMention* time = blocks_.Time(record.times.front());
  if (time == nullptr) return;
  AddSpan("time", time->span, out);
  if (time->start != TimeMention::kNoDay) out.start = IsoDay(time->start);
  if (time->end != TimeMention::kNoDay) out.end = IsoDay(time->end);
}

void Serializer::AddAttribution(const Record& record, StoredRecord& out) const {
  const AttributionMention* attribution = blocks_.Attribution(record.attribution);
  if (attribution == nullptr) return;
  out.source = blocks_.SourceText(*attribution);
  if (blocks_.Party(attribution->source) != nullptr) {
    AddParty("attribution.source", attribution->source, out);
  } else {
    AddSpan("attribution.source", attribution->source_span, out);
  }
  AddSpan("attribution.cue", attribution->cue, out);
  AddSpan("attribution.medium", blocks_.Locate(attribution->medium), out);
}

void Serializer::AddFigures(const Record& record, StoredRecord& out) const {
  const auto label = [](const Estimate& e) { return HowMany(e.low, e.best, e.high, Name(e.hedge)); };
  for (size_t i = 0; i < kTolls; ++i) {
    const TollEstimate& toll = record.toll[i];
    if (!toll.given) continue;
    const std::string name(Name(static_cast<Toll>(i)));
    AddSpan(name, toll.estimate.span, out);
    out.how_many += (out.how_many.empty() ? "" : ", ") + label(toll.estimate) + " " + name;
  }
  if (record.has_count) {
    AddSpan("count", record.count.span, out);
    out.how_many = label(record.count);
    if (record.count.unit == "households" || record.count.unit == "families") out.how_many += " " + std::string(record.count.unit);
  }
  if (record.has_price) AddSpan("price", record.price.span, out);
}

}  // namespace

StoredReport Serialize(const Document& doc, const RecordCodes* codes) { return Serializer(doc, codes).Report(); }

std::string ReportId(const Report& report) { return ReportIdOf(report, Sha256Hex(report.original)); }

}  // namespace dateline
