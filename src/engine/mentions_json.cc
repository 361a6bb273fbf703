// The mention lines of `dateline mentions`: what lies under the records.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/blocks.h"
#include "engine/json_writer.h"
#include "engine/serialize.h"

namespace dateline {
namespace {

class MentionLines {
 public:
  explicit MentionLines(const Document& doc)
      : doc_(doc), report_(ReportId(doc.report)), points_(doc.clean), json_(out_), blocks_(doc, points_, json_) {}

  std::string Write() {
    Places();
    Times();
    Quantities();
    Parties();
    Things();
    Names();
    Attributions();
    return std::move(out_);
  }

 private:
  /// Opens a line; false when the span is none, and nothing is written.
  bool Begin(std::string_view of_class, Span span) {
    if (blocks_.Text(span).empty()) return false;
    json_.Restart();
    json_.BeginObject();
    json_.Field("kind", "mention");
    json_.Field("report", report_);
    json_.Field("source_id", doc_.report.source_id);
    json_.Field("class", of_class);
    blocks_.SpanField("span", span);
    return true;
  }

  /// Opens a line of a mention that is right with this probability.
  bool Begin(std::string_view of_class, Span span, float confidence) {
    if (!Begin(of_class, span)) return false;
    json_.Key("confidence");
    json_.Rounded(static_cast<double>(confidence), 3);
    return true;
  }

  void End() {
    json_.EndObject();
    out_ += '\n';
  }

  void Places() {
    for (const PlaceMention& place : doc_.places) {
      if (!Begin("place", place.span, place.confidence)) continue;
      json_.Key("place");
      blocks_.WritePlace(place);
      End();
    }
  }

  void Times() {
    for (const TimeMention& time : doc_.times) {
      if (!Begin("time", time.span, time.confidence)) continue;
      json_.Key("time");
      blocks_.WriteTime(time);
      End();
    }
  }

  void Quantities() {
    for (const QuantityMention& quantity : doc_.quantities) {
      if (!Begin("quantity", quantity.estimate.span, quantity.confidence)) continue;
      json_.Key("quantity");
      blocks_.WriteEstimate(quantity.estimate);
      const std::string_view not_count = quantity.is_age ? "age" : quantity.is_year ? "year" : quantity.is_ordinal ? "ordinal" : quantity.is_label ? "label" : "";
      json_.Field("not_a_count", not_count);
      if (quantity.is_denied) json_.Field("polarity", "denied");
      if (quantity.is_more) json_.Key("more"), json_.Bool(true);
      if (quantity.part_of.valid() && quantity.part_of.value < doc_.quantities.size()) {
        blocks_.SpanField("part_of", doc_.quantities[quantity.part_of.value].estimate.span);
      }
      End();
    }
  }

  void Parties() {
    for (uint32_t i = 0; i < doc_.parties.size(); ++i) {
      const PartyMention& party = doc_.parties[i];
      if (!party.is_people || party.is_appositive || !Begin("party", party.span, party.confidence)) continue;
      blocks_.PartyField("party", PartyId{i});
      if (party.antecedent.valid() && party.antecedent.value < doc_.parties.size()) blocks_.SpanField("antecedent", doc_.parties[party.antecedent.value].span);
      End();
    }
  }

  void Things() {
    for (const ThingMention& thing : doc_.things) {
      const std::string_view of_class = thing.kind == ThingKind::kWeapon ? "weapon" : thing.kind == ThingKind::kDamage ? "damage" : "infrastructure";
      if (!Begin(of_class, thing.span, thing.confidence)) continue;
      json_.Key(of_class);
      json_.BeginObject();
      json_.Field("text", blocks_.Text(thing.span));
      json_.Field("name", thing.name);
      json_.Field("category", thing.category);
      json_.Field("mode", thing.mode);
      blocks_.SpanField("of", thing.of);
      json_.EndObject();
      End();
    }
  }

  /// Names: of the places and parties that were found, which are known for sure, then what else the name tagger marks.
  void Names() {
    struct Named {
      Span span;
      NameType type;
      float confidence;  ///< 0: found in the tables
    };
    std::vector<Named> names;
    for (const PlaceMention& place : doc_.places) {
      names.push_back({place.name_span.empty() ? place.span : place.name_span, place.is_demonym ? NameType::kNorp : NameType::kPlace, 0});
    }
    for (const PartyMention& party : doc_.parties) {
      if (party.is_pronoun) continue;
      const bool proper = party.head_token < doc_.tokens.upos.size() && doc_.tokens.upos[party.head_token] == Upos::kPropn;
      if (!party.person.empty()) {
        const Span own = blocks_.Locate(party.person);
        names.push_back({own.empty() ? party.head : own, NameType::kPerson, 0});
      } else if (proper) {
        names.push_back({party.head.empty() ? party.span : party.head, NameType::kOrganization, 0});
      }
    }
    const size_t found = names.size();
    const auto overlaps = [&](Span span) {
      return std::any_of(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(found), [&](const Named& n) { return n.span.begin < span.end && span.begin < n.span.end; });
    };
    for (const NameMention& name : doc_.names) {
      if (const Span span = doc_.tokens.span(name.tokens); !overlaps(span)) names.push_back({span, name.type, name.confidence});
    }
    std::stable_sort(names.begin(), names.end(),
                     [](const Named& a, const Named& b) { return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end; });
    uint32_t written = 0;  // a name inside a longer one is part of it: the outermost counts
    for (const Named& name : names) {
      if (name.span.end <= written || !Begin("name", name.span)) continue;
      written = name.span.end;
      json_.Key("name");
      json_.BeginObject();
      json_.Field("type", NameTypeName(name.type));
      if (name.confidence > 0) {
        json_.Key("confidence");
        json_.Rounded(static_cast<double>(name.confidence), 3);
      }
      json_.EndObject();
      End();
    }
  }

  void Attributions() {
    for (const AttributionMention& attribution : doc_.attributions) {
      if (!Begin("attribution", attribution.cue.empty() ? attribution.content : attribution.cue, attribution.confidence)) continue;
      json_.Key("attribution");
      blocks_.WriteAttribution(attribution, true);
      End();
    }
  }

  const Document& doc_;
  std::string report_;
  std::string out_;
  CodePoints points_;
  JsonWriter json_;
  BlockWriter blocks_;
};

}  // namespace

std::string MentionsJson(const Document& doc) { return MentionLines(doc).Write(); }

}  // namespace dateline
