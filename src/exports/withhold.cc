#include "exports/withhold.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/table.h"
#include "engine/json_writer.h"

namespace dateline {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

/// Keys whose values are codes and ids of ours: never words of a report.
constexpr std::array<std::string_view, 34> kCodes = {"kind",  "sectors", "contexts", "event_type", "sub_event_type", "idmc_term", "id",      "type",    "mode",   "cameo",    "ucdp",      "hedge",      "unit",      "country",
                                                     "timex", "start",   "end",    "sha256",  "rule",   "rule_at",  "manner",    "state",      "change",    "published",
                                                     "role",  "feature", "record", "evidence", "part_of", "language", "relation", "source_type", "polarity", "certainty"};
/// `report` is an id of ours in records, and a path in the claims of findings.
constexpr std::array<std::string_view, 5> kPaths = {"source_id", "uri", "file", "report", "reports"};
/// Whose values say where a report lies or who wrote it.
constexpr std::array<std::string_view, 7> kWhence = {"source_id", "uri", "publisher", "byline", "authors", "report", "reports"};
/// Keys of an attribution, or of a claim in a finding, that say who speaks.
constexpr std::array<std::string_view, 4> kSpeaker = {"source", "organization", "via", "sources"};
/// Keys of a place that are finer than its province.
constexpr std::array<std::string_view, 9> kFine = {"name", "geonameid", "own_id", "adm2", "lat", "lon", "distance_km", "relation", "span"};

template <size_t size>
bool Among(const std::array<std::string_view, size>& keys, std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

std::string_view Text(object from, std::string_view key) {
  std::string_view out;
  return from[key].get(out) == simdjson::SUCCESS ? out : std::string_view{};
}

bool Has(object from, std::string_view key) { return from[key].error() == simdjson::SUCCESS; }

/// 32 hexadecimal digits.
bool IsId(std::string_view text) { return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos; }

/// A place block that is finer than a province. (Parties have no precision, times no country.)
bool IsFinePlace(object from) {
  int64_t precision = 0;
  const bool has_precision = from["precision"].get(precision) == simdjson::SUCCESS;
  if (Has(from, "timex") || Has(from, "start")) return false;
  const std::string_view feature = Text(from, "feature");
  const bool is_place = Has(from, "lat") || Has(from, "geonameid") || !feature.empty() || (has_precision && Has(from, "text"));
  const bool coarse = (has_precision && precision >= 4) || feature == "A.ADM1" || feature.starts_with("A.PCL") || feature.starts_with("L.");
  return is_place && !coarse;
}

}  // namespace

Result<WithholdOptions> ParseWithhold(std::string_view names) {
  WithholdOptions out;
  out.persons = false;
  for (const std::string_view name : SplitList(names, ',')) {
    if (name == "persons") {
      out.persons = true;
    } else if (name == "sources") {
      out.sources = true;
    } else if (name == "places" || name == "places-finer-than ADM1" || name == "places-finer-than=ADM1" || name == "places-finer-than-ADM1") {
      out.fine_places = true;
    } else if (name != "none") {
      return Error{"--withhold", "\"" + std::string(name) + "\"", "persons, sources, \"places-finer-than ADM1\" (several by commas), or none"};
    }
  }
  return out;
}

struct Withholder::Impl {
  simdjson::dom::parser parser;
  NameMask persons{{}, {}}, places{{}, {}}, sources{{}, {}}, report_sources{{}, {}};  ///< `sources`: of the line at hand
  WithholdOptions options;
  std::vector<std::string> fine_places;
  std::string out;

  std::string Words(std::string_view text) const {
    std::string masked = persons.InText(text, kPersonWithheld);
    if (options.fine_places) masked = places.InText(masked, kPlaceWithheld);
    if (options.sources) masked = sources.InText(masked, kSourceWithheld);
    return masked;
  }

  std::string PathOf(std::string_view path) const {
    const std::string masked = persons.InPath(path);
    return options.fine_places ? places.InPath(masked) : masked;
  }

  /// Names of speakers and fine places that stand in the slots of the line: the same words are masked in its quotes.
  void Gather(element from, std::string_view key, std::vector<std::string>& speakers, std::vector<std::string>& fine) const {
    if (object fields; from.get(fields) == simdjson::SUCCESS) {
      if (IsFinePlace(fields)) {
        for (const std::string_view name : {Text(fields, "text"), Text(fields, "name")}) {
          if (!name.empty()) fine.emplace_back(name);
        }
      }
      if (key == "source") {
        for (const char* name : {"text", "name", "person"}) {
          if (!Text(fields, name).empty()) speakers.emplace_back(Text(fields, name));
        }
      }
      for (const auto field : fields) Gather(field.value, field.key, speakers, fine);
    } else if (array items; from.get(items) == simdjson::SUCCESS) {
      for (const element item : items) Gather(item, key, speakers, fine);
    } else if (std::string_view text; Among(kSpeaker, key) && from.get(text) == simdjson::SUCCESS && !text.empty()) {
      speakers.emplace_back(text);
    }
  }

  void Write(element from, std::string_view key, JsonWriter& json) {
    switch (from.type()) {
      case element_type::OBJECT: return WriteObject(from, key, json);
      case element_type::ARRAY: {
        json.BeginArray();
        for (const element item : array(from)) Write(item, key, json);
        return json.EndArray();
      }
      case element_type::STRING: return WriteText(std::string_view(from), key, json);
      case element_type::INT64: return json.Integer(int64_t(from));
      case element_type::UINT64: return json.Integer(static_cast<int64_t>(uint64_t(from)));
      case element_type::DOUBLE: return json.Number(double(from));
      case element_type::BOOL: return json.Bool(bool(from));
      case element_type::NULL_VALUE: return json.Null();
    }
  }

  void WriteText(std::string_view text, std::string_view key, JsonWriter& json) const {
    if (Among(kCodes, key) || IsId(text)) return json.String(text);
    if (options.sources && (Among(kSpeaker, key) || Among(kWhence, key))) return json.String(kSourceWithheld);
    json.String(Among(kPaths, key) ? PathOf(text) : Words(text));
  }

  void WriteObject(element from, std::string_view key, JsonWriter& json) {
    const object fields(from);
    if (options.sources && key == "source") {
      json.BeginObject();
      json.Field("text", kSourceWithheld);
      return json.EndObject();
    }
    const bool fine = options.fine_places && IsFinePlace(fields);
    json.BeginObject();
    for (const auto field : fields) {
      if (fine && Among(kFine, field.key)) continue;
      json.Key(field.key);
      if (fine && field.key == "text") {
        json.String(kPlaceWithheld);
      } else if (fine && field.key == "precision") {
        json.Integer(4);  // as far as it is told now: the province
      } else {
        Write(field.value, field.key, json);
      }
    }
    json.EndObject();
  }
};

Withholder::Withholder(WithholdOptions options) : options_(options), impl_(std::make_unique<Impl>()) { impl_->options = options; }
Withholder::~Withholder() = default;

void Withholder::SetReport(const ReportSecrets& secrets) {
  std::vector<std::string> names, keep;
  for (const StoredPerson& person : secrets.persons) (options_.persons && !person.is_public ? names : keep).push_back(person.name);
  names.insert(names.end(), secrets.by_hand.begin(), secrets.by_hand.end());
  impl_->persons = NameMask(names, keep);
  impl_->fine_places = secrets.fine_places;
  impl_->report_sources = NameMask(options_.sources ? secrets.speakers : std::vector<std::string>{}, {});
  impl_->places = NameMask(options_.fine_places ? secrets.fine_places : std::vector<std::string>{}, {});
}

Result<std::string> Withholder::Mask(std::string_view json) {
  if (idle()) return std::string(json);
  element line;
  if (const auto code = impl_->parser.parse(json.data(), json.size()).get(line); code != simdjson::SUCCESS || !line.is_object()) {
    return Error{"export", code != simdjson::SUCCESS ? simdjson::error_message(code) : "no object", "a JSON object"};
  }
  if (options_.sources || options_.fine_places) {
    std::vector<std::string> speakers, fine = impl_->fine_places;
    impl_->Gather(line, {}, speakers, fine);
    impl_->sources = NameMask(speakers, {});
    if (options_.fine_places) impl_->places = NameMask(fine, {});
  }
  impl_->out.clear();
  JsonWriter writer(impl_->out);
  impl_->Write(line, {}, writer);
  return impl_->out;
}

std::string Withholder::Title(std::string_view text) const { return impl_->Words(text); }
std::string Withholder::Path(std::string_view text) const {
  return options_.sources && !text.empty() ? std::string(kSourceWithheld) : impl_->PathOf(text);
}

std::string Withholder::Blacken(std::string_view text) const {
  std::string out = impl_->persons.Blacken(text);
  if (options_.fine_places) out = impl_->places.Blacken(out);
  if (options_.sources) out = impl_->report_sources.Blacken(out);
  return out;
}
bool Withholder::idle() const { return impl_->persons.empty() && !options_.sources && !options_.fine_places; }

}  // namespace dateline
