// The mention lines of `dateline mentions`: what lies under the records.
#include <algorithm>
#include <array>
#include <iterator>
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

  std::string Write(uint32_t classes) {
    for (uint32_t of_class = 0; of_class < std::size(kMentionClassNames); ++of_class) {
      if (!(classes >> of_class & 1)) continue;
      const uint32_t count = Count(of_class);
      for (uint32_t row = 0; row < count; ++row) Write(of_class, row, SpanOf(of_class, row));
    }
    return std::move(out_);
  }

  /// A line for each: what is known under the span, which stands there as it was given.
  std::string Write(std::span<const GivenMention> given) {
    for (const GivenMention& mention : given) {
      if (mention.place != nullptr) {
        WritePlace(*mention.place, mention.span);
      } else if (const uint32_t row = Under(mention.of_class, mention.span); row != UINT32_MAX) {
        Write(mention.of_class, row, mention.span);
      } else if (Begin(kMentionClassNames[mention.of_class], mention.span)) {
        End();
      }
    }
    return std::move(out_);
  }

 private:
  struct Named {
    Span span;
    NameType type;
    float confidence;  ///< 0: found in the tables
  };

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

  /// Rows of a class of kMentionClassNames.
  uint32_t Count(uint32_t of_class) {
    const auto size = [](const auto& table) { return static_cast<uint32_t>(table.size()); };
    switch (of_class) {
      case 0: return size(doc_.places);
      case 1: return size(doc_.times);
      case 2: return size(doc_.quantities) + size(doc_.worked_out);
      case 3: return size(doc_.parties);
      case 4: case 5: case 6: return size(doc_.things);
      case 7: return CollectNames(), size(names_);
      default: return size(doc_.attributions);
    }
  }

  /// Where a row stands; empty: it belongs to another class.
  Span SpanOf(uint32_t of_class, uint32_t row) const {
    switch (of_class) {
      case 0: return doc_.places[row].span;
      case 1: return doc_.times[row].span;
      case 2: return QuantityAt(row).estimate.span;
      case 3: {
        const PartyMention& party = doc_.parties[row];
        const bool open = party.is_pronoun && !party.antecedent.valid();  // "they": who, nobody knows
        const bool thing = !party.is_people && party.country.empty() && party.actor.empty();  // "the hospital", but not "Russian jets"
        return thing || party.is_appositive || open ? Span{} : party.span;
      }
      case 4: case 5: case 6: return static_cast<uint32_t>(doc_.things[row].kind) + 4 == of_class ? doc_.things[row].span : Span{};
      case 7: return names_[row].span;
      default: {
        const AttributionMention& a = doc_.attributions[row];
        return a.cue.empty() ? a.content : a.cue;
      }
    }
  }

  /// Rows of a class by where they begin, each with how far those up to it reach.
  struct Ordered {
    uint32_t row, begin, reach;
  };
  const std::vector<Ordered>& Order(uint32_t of_class) {
    std::vector<Ordered>& order = orders_[of_class];
    if (!order.empty()) return order;
    for (uint32_t row = 0, count = Count(of_class); row < count; ++row) {
      if (const Span span = SpanOf(of_class, row); !span.empty()) order.push_back({row, span.begin, span.end});
    }
    std::stable_sort(order.begin(), order.end(), [](const Ordered& a, const Ordered& b) { return a.begin < b.begin; });
    for (size_t i = 1; i < order.size(); ++i) order[i].reach = std::max(order[i].reach, order[i - 1].reach);
    return order;
  }

  /// The row of a class that has most characters in common with a span, the shorter one of two, then the first; UINT32_MAX: none.
  uint32_t Under(uint32_t of_class, Span span) {
    uint32_t best = UINT32_MAX, most = 0, least = 0;
    const std::vector<Ordered>& order = Order(of_class);
    const auto behind = std::partition_point(order.begin(), order.end(), [&](const Ordered& o) { return o.begin < span.end; });
    for (auto at = behind; at != order.begin() && (at - 1)->reach > span.begin; --at) {
      const uint32_t row = (at - 1)->row;
      const Span other = SpanOf(of_class, row);
      const uint32_t begin = std::max(span.begin, other.begin), end = std::min(span.end, other.end);
      if (begin >= end) continue;
      const uint32_t common = end - begin, size = other.end - other.begin;
      if (common > most || (common == most && (size < least || (size == least && row < best)))) best = row, most = common, least = size;
    }
    return best;
  }

  void Write(uint32_t of_class, uint32_t row, Span span) {
    switch (of_class) {
      case 0: return WritePlace(doc_.places[row], span);
      case 1: return WriteTime(doc_.times[row], span);
      case 2: return WriteQuantity(row, span);
      case 3: return WriteParty(row, span);
      case 4: case 5: case 6: return WriteThing(kMentionClassNames[of_class], doc_.things[row], span);
      case 7: return WriteName(names_[row], span);
      default: return WriteAttribution(doc_.attributions[row], span);
    }
  }

  void WritePlace(const PlaceMention& place, Span span) {
    if (!Begin("place", span, place.confidence)) return;
    json_.Key("place");
    blocks_.WritePlace(place);
    End();
  }

  void WriteTime(const TimeMention& time, Span span) {
    if (!Begin("time", span, time.confidence)) return;
    json_.Key("time");
    blocks_.WriteTime(time);
    End();
  }

  /// The figures as written, then those worked out from them.
  const QuantityMention& QuantityAt(uint32_t row) const {
    return row < doc_.quantities.size() ? doc_.quantities[row] : doc_.worked_out[row - doc_.quantities.size()];
  }

  /// The list that a figure is a member of; empty: none.
  Span SumOver(uint32_t token) {
    if (!sums_known_) {
      sums_known_ = true;
      for (const QuantityMention& sum : doc_.worked_out) {
        if (!sum.part_of.valid()) sums_.push_back(&sum);
      }
      std::sort(sums_.begin(), sums_.end(), [](const QuantityMention* a, const QuantityMention* b) { return a->tokens.begin < b->tokens.begin; });
    }
    const auto it = std::upper_bound(sums_.begin(), sums_.end(), token, [](uint32_t t, const QuantityMention* sum) { return t < sum->tokens.begin; });
    return it != sums_.begin() && (*(it - 1))->tokens.Contains(token) ? (*(it - 1))->estimate.span : Span{};
  }

  void WriteQuantity(uint32_t row, Span span) {
    const QuantityMention& quantity = QuantityAt(row);
    const bool worked_out = row >= doc_.quantities.size();
    if (!Begin("quantity", span, quantity.confidence)) return;
    json_.Key("quantity");
    Estimate estimate = quantity.estimate;
    if (!quantity.unit.empty()) estimate.unit = quantity.unit;
    blocks_.WriteEstimate(estimate);
    json_.Field("not_a_count", quantity.is_age ? "age" : quantity.is_year ? "year" : quantity.is_ordinal ? "ordinal" : quantity.is_label ? "label" : "");
    if (worked_out) json_.Field("derived", quantity.part_of.valid() ? "share" : "sum");
    if (quantity.is_denied) json_.Field("polarity", "denied");
    if (quantity.is_more) json_.Key("more"), json_.Bool(true);
    if (quantity.part_of.valid() && quantity.part_of.value < doc_.quantities.size()) {
      blocks_.SpanField("part_of", doc_.quantities[quantity.part_of.value].estimate.span);
    } else if (!worked_out) {
      blocks_.SpanField("part_of", SumOver(quantity.number.begin));
    }
    End();
  }

  void WriteParty(uint32_t row, Span span) {
    if (!Begin("party", span, doc_.parties[row].confidence)) return;
    blocks_.PartyField("party", PartyId{row});
    if (const PartyId antecedent = doc_.parties[row].antecedent; antecedent.valid() && antecedent.value < doc_.parties.size()) {
      blocks_.SpanField("antecedent", doc_.parties[antecedent.value].span);
    }
    End();
  }

  void WriteThing(std::string_view of_class, const ThingMention& thing, Span span) {
    if (!Begin(of_class, span, thing.confidence)) return;
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

  /// Names: of the places and parties that were found, which are known for sure, then what else the name tagger marks.
  void CollectNames() {
    if (names_known_) return;
    names_known_ = true;
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
    const auto outer_first = [](const Named& a, const Named& b) { return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end; };
    std::stable_sort(names.begin(), names.end(), outer_first);
    // Both lists are in the order of the text: those that begin before a tagged name reach into it where the furthest of them does.
    const size_t found = names.size();
    uint32_t reach = 0;
    for (size_t at = 0; const NameMention& name : doc_.names) {
      const Span span = doc_.tokens.span(name.tokens);
      for (; at < found && names[at].span.begin < span.end; ++at) reach = std::max(reach, names[at].span.end);
      if (reach <= span.begin) names.push_back({span, name.type, name.confidence});
    }
    std::stable_sort(names.begin(), names.end(), outer_first);
    uint32_t written = 0;  // a name inside a longer one is part of it: the outermost counts
    for (const Named& name : names) {
      if (name.span.end <= written || blocks_.Text(name.span).empty()) continue;
      written = name.span.end;
      names_.push_back(name);
    }
  }

  void WriteName(const Named& name, Span span) {
    if (!Begin("name", span)) return;
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

  void WriteAttribution(const AttributionMention& attribution, Span span) {
    if (!Begin("attribution", span, attribution.confidence)) return;
    json_.Key("attribution");
    blocks_.WriteAttribution(attribution, true);
    End();
  }

  const Document& doc_;
  std::string report_;
  std::string out_;
  CodePoints points_;
  JsonWriter json_;
  BlockWriter blocks_;
  std::vector<Named> names_;
  std::array<std::vector<Ordered>, std::size(kMentionClassNames)> orders_;
  bool names_known_ = false, sums_known_ = false;
  std::vector<const QuantityMention*> sums_;  ///< figures worked out from lists, in token order
};

}  // namespace

std::string MentionsJson(const Document& doc, uint32_t classes) { return MentionLines(doc).Write(classes); }

std::string MentionsJson(const Document& doc, std::span<const GivenMention> given) { return MentionLines(doc).Write(given); }

}  // namespace dateline
