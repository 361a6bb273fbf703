#include "engine/record_view.h"

#include <simdjson.h>

namespace dateline {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view kTollNames[] = {"killed", "injured", "missing", "detained", "abducted"};

std::string Text(object from, std::string_view key) {
  std::string_view out;
  return from[key].get(out) == simdjson::SUCCESS ? std::string(out) : std::string();
}

double Number(object from, std::string_view key, double absent) {
  double out = absent;
  return from[key].get(out) == simdjson::SUCCESS ? out : absent;
}

int64_t Whole(object from, std::string_view key) {
  int64_t out = 0;
  return from[key].get(out) == simdjson::SUCCESS ? out : 0;
}

bool Child(object from, std::string_view key, object& out) { return from[key].get(out) == simdjson::SUCCESS; }

std::string SpanText(object from, std::string_view key) {
  object span;
  return Child(from, key, span) ? Text(span, "text") : std::string();
}

FigureView Figure(object from, std::string_view key) {
  FigureView out;
  object figure;
  if (!Child(from, key, figure)) return out;
  out.given = true;
  out.low = Number(figure, "low", FigureView::kOpen);
  out.best = Number(figure, "best", FigureView::kOpen);
  out.high = Number(figure, "high", FigureView::kOpen);
  out.hedge = Text(figure, "hedge");
  out.unit = Text(figure, "unit");
  out.change = Text(figure, "change");
  out.who = Text(figure, "who");
  out.text = Text(figure, "text");
  return out;
}

PlaceView ToPlace(object from) {
  PlaceView out;
  out.text = Text(from, "text");
  out.name = Text(from, "name");
  out.country = Text(from, "country");
  out.adm1 = Text(from, "adm1");
  out.adm2 = Text(from, "adm2");
  out.feature = Text(from, "feature");
  out.relation = Text(from, "relation");
  out.geonameid = Whole(from, "geonameid");
  out.precision = Whole(from, "precision");
  out.has_point = from["lat"].get(out.lat) == simdjson::SUCCESS && from["lon"].get(out.lon) == simdjson::SUCCESS;
  return out;
}

/// Strings of a list, joined.
std::string Joined(object from, std::string_view key, std::string_view between) {
  std::string out;
  array list;
  if (from[key].get(list) != simdjson::SUCCESS) return out;
  for (const element item : list) {
    std::string_view name;
    if (item.get(name) == simdjson::SUCCESS) out.append(out.empty() ? "" : between).append(name);
  }
  return out;
}

PartyView ToParty(object from) {
  PartyView out;
  out.text = Text(from, "text");
  out.name = Text(from, "name");
  out.role = Text(from, "role");
  out.actor = Text(from, "actor");
  out.country = Text(from, "country");
  out.sectors = Joined(from, "sectors", ",");
  out.person = Text(from, "person");
  out.count = Figure(from, "count");
  return out;
}

std::vector<std::string> Weapons(object from) {
  std::vector<std::string> out;
  array list;
  if (from["weapons"].get(list) != simdjson::SUCCESS) return out;
  for (const element item : list) {
    std::string_view name;
    if (item.get(name) == simdjson::SUCCESS) out.emplace_back(name);
  }
  return out;
}

PartyView Party(object from, std::string_view key) {
  object party;
  return Child(from, key, party) ? ToParty(party) : PartyView{};
}

/// Elements of a list, or the one object that stands in its place.
template <class T>
std::vector<T> List(object from, std::string_view key, T (*convert)(object)) {
  std::vector<T> out;
  element value;
  if (from[key].get(value) != simdjson::SUCCESS) return out;
  object single;
  if (value.get(single) == simdjson::SUCCESS) {
    out.push_back(convert(single));
    return out;
  }
  array list;
  if (value.get(list) != simdjson::SUCCESS) return out;
  for (const element item : list) {
    if (item.get(single) == simdjson::SUCCESS) out.push_back(convert(single));
  }
  return out;
}

void Attribution(object from, RecordView& out) {
  object attribution;
  if (!Child(from, "attribution", attribution)) return;
  out.speaker = Party(attribution, "source");
  out.source = out.speaker.text;
  out.organization = Text(attribution, "organization");
  if (out.source.empty()) out.source = out.organization;
  out.source_role = Text(attribution, "role");
  out.source_type = Text(attribution, "source_type");
  out.medium = Text(attribution, "medium");
  out.quoted = Text(attribution, "quoted");
  out.relayed_by = Text(attribution, "via");
}

void StanceOf(object from, RecordView& out) {
  object stance;
  if (!Child(from, "stance", stance)) return;
  const auto unless = [&](std::string_view key, std::string_view usual) {
    std::string value = Text(stance, key);
    return value == usual ? std::string() : value;
  };
  out.polarity = unless("polarity", "affirmed");
  out.certainty = unless("certainty", "asserted");
  out.tense = unless("time", "past");
}

void OtherCodes(object from, RecordView& out) {
  out.cameo = Text(from, "cameo");
  if (object acled; Child(from, "acled", acled)) {
    out.acled_event = Text(acled, "event_type");
    out.acled_sub = Text(acled, "sub_event_type");
  }
  out.ucdp = Text(from, "ucdp");
  out.idmc_term = Text(from, "idmc_term");
  out.contexts = Joined(from, "contexts", "; ");
}

RecordView ToRecord(object from) {
  RecordView out;
  out.kind = Text(from, "kind");
  out.id = Text(from, "id");
  out.report = Text(from, "report");
  const std::string_view type_key = out.kind == "movement" ? "manner" : out.kind == "stock" ? "state" : out.kind == "control" ? "change" : "type";
  out.type = Text(from, type_key);
  out.mode = Text(from, "mode");
  OtherCodes(from, out);
  out.sentence = Whole(from, "sentence");
  out.quote = SpanText(from, "quote");
  if (object quote; Child(from, "quote", quote)) {
    out.quote_begin = Whole(quote, "begin");
    out.quote_end = Whole(quote, "end");
  }
  out.trigger = SpanText(from, "trigger");
  out.actors = List(from, "actors", ToParty);
  out.recipients = List(from, "recipients", ToParty);
  out.about = List(from, "about", ToParty);
  out.weapons = Weapons(from);
  out.part_of = Text(from, "part_of");
  out.people = Party(from, "people");
  out.facilitator = Party(from, "facilitator");
  out.holder = Party(from, "holder");
  out.previous_holder = Party(from, "previous_holder");
  if (object place; Child(from, "place", place)) out.place = ToPlace(place);
  out.origin = List(from, "origin", ToPlace);
  out.via = List(from, "via", ToPlace);
  if (out.type == "joined") {
    out.joined = Party(from, "destination");
  }
  if (out.joined.text.empty()) out.destination = List(from, "destination", ToPlace);
  if (object time; Child(from, "time", time)) out.time = {Text(time, "text"), Text(time, "start"), Text(time, "end"), Text(time, "timex"), Whole(time, "precision")};
  for (size_t i = 0; i < RecordView::kTolls; ++i) out.toll[i] = Figure(from, kTollNames[i]);
  out.count = Figure(from, "count");
  out.price = Figure(from, "price");
  out.per = Text(from, "per");
  out.direction = Text(from, "direction");
  out.content = SpanText(from, "content");
  Attribution(from, out);
  StanceOf(from, out);
  out.confidence = Number(from, "confidence", 0);
  out.rule = Text(from, "rule");
  out.rule_at = Text(from, "rule_at");
  return out;
}

template <class T>
std::string Join(const std::vector<T>& items, std::string_view between) {
  std::string out;
  for (const T& item : items) {
    const std::string& name = item.text.empty() ? item.name : item.text;
    if (name.empty()) continue;
    if (!out.empty()) out += between;
    out += name;
  }
  return out;
}

}  // namespace

std::string_view TollName(size_t toll) { return kTollNames[toll]; }

struct RecordParser::Impl {
  simdjson::dom::parser parser;
};

RecordParser::RecordParser() : impl_(std::make_unique<Impl>()) {}
RecordParser::~RecordParser() = default;

Result<RecordView> RecordParser::Parse(std::string_view json) {
  object record;
  if (const auto code = impl_->parser.parse(json.data(), json.size()).get(record); code != simdjson::SUCCESS) {
    return Error{"record", simdjson::error_message(code), "a JSON object"};
  }
  RecordView out = ToRecord(record);
  if (out.kind.empty()) return Error{"record", "no \"kind\"", "event, movement, stock, control or statement"};
  return out;
}

PlaceView RecordParser::DatelineOf(std::string_view report_json) {
  object report, dateline, place;
  const bool told = impl_->parser.parse(report_json.data(), report_json.size()).get(report) == simdjson::SUCCESS && Child(report, "dateline", dateline) && Child(dateline, "place", place);
  return told ? ToPlace(place) : PlaceView{};
}

std::string Names(const std::vector<PartyView>& parties, std::string_view between) { return Join(parties, between); }
std::string Names(const std::vector<PlaceView>& places, std::string_view between) { return Join(places, between); }

}  // namespace dateline
