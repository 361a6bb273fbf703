// Mentions: spans of a report that carry a meaning of their own - a place, a time, a figure, a party. The blocks are those of the record format.
//
// Strings are views into the clean text, into the Knowledge (mapped, immutable) or into the document's arena; empty means absent.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

#include "dateline/span.h"

namespace dateline {

/// How a figure is hedged (codebook, section Numbers).
enum class Hedge : uint8_t { kExact, kAbout, kAtLeast, kAtMost, kRange, kVague };
enum class Change : uint8_t { kNone, kUp, kDown };

/// How many: "more than 5,000" is {low 5000, best 5000, high open, kAtLeast}. Counts or currency units as `unit` says; never negative.
struct Estimate {
  static constexpr double kOpen = std::numeric_limits<double>::quiet_NaN();  ///< an open end
  double low = 0;
  double best = 0;
  double high = 0;
  Hedge hedge = Hedge::kExact;
  Change change = Change::kNone;
  std::string_view unit;  ///< "people", "households", an ISO 4217 code, "percent", "km", "days"...; empty: a bare number
  Span span;              ///< bytes of the clean text, hedge included

  bool low_open() const { return std::isnan(low); }
  bool high_open() const { return std::isnan(high); }
};

/// A number found in the text, before a record uses it.
struct QuantityMention {
  static constexpr uint32_t kNoNoun = UINT32_MAX;
  Estimate estimate;
  TokenRange tokens;     ///< hedge, number and, for money, the currency sign or word
  TokenRange number;     ///< the number words alone
  bool is_money = false;
  bool is_ordinal = false;  ///< "third": never a count
  bool is_age = false;      ///< "26-year-old", "aged 26": never a count
  bool is_year = false;     ///< "2014" standing as a year: never a count
  bool is_label = false;    ///< "Highway 4", "a 155 mm gun", "Resolution 2254": never a count
  bool is_denied = false;   ///< the 12 of "not 12 but 15"
  bool is_more = false;     ///< "another 90": on top of those named before
  QuantityId part_of;       ///< "36 people, including 4 children": of the 4, the 36
  uint32_t noun = kNoNoun;  ///< token of the noun that is counted ("mosques"), where one is
  std::string_view unit;    ///< for readers: "mosques", "USD per share", "km/h"; empty: the estimate's unit says it
  float confidence = 1;     ///< probability that the figure is read right
};

/// Where. `precision` is UCDP where_prec 1 (exact) to 7 (sea, airspace); 0: not resolved.
struct PlaceMention {
  Span span;              ///< the whole phrase as written, relation words left out ("northern Syria", "Deir al-Zour")
  Span name_span;         ///< the name alone ("Syria")
  TokenRange tokens;
  std::string_view name;     ///< name in the gazetteer
  uint32_t geonameid = 0;    ///< 0: none (own tables)
  std::string_view own_id;   ///< id in the user's own gazetteer; empty: of the shipped one
  std::string_view country;  ///< ISO 3166-1 alpha-3
  std::string_view adm1;
  std::string_view adm2;
  double lat = 0;
  double lon = 0;
  bool has_point = false;
  std::string_view feature;  ///< GeoNames "class.code": P.PPL, A.ADM1, A.PCLI, L.RGN, H.STM, S.CMP...
  uint8_t precision = 0;
  double distance_km = 0;     ///< "12 km north of X": 12; the point is the one so far from X
  std::string_view relation;  ///< in, near, north_of ... northwest_of, between, along, border_of, outskirts_of, part_of, off; empty: plain
  float confidence = 0;       ///< probability that this is a place and this one
  bool is_demonym = false;    ///< "Syrian": names the country as an adjective or people, not as a place
  bool is_metonym = false;    ///< "Washington said": stands for those who rule there, not a place of happening
  bool is_dateline = false;
};

/// When. Days are counted from 1970-01-01 (proleptic Gregorian); inclusive at both ends.
struct TimeMention {
  static constexpr int32_t kNoDay = INT32_MIN;
  Span span;
  TokenRange tokens;
  int32_t start = kNoDay;  ///< kNoDay: stays relative, see timex
  int32_t end = kNoDay;    ///< kNoDay behind a start: "since 2011" in a report without a day, still going on
  uint8_t precision = 0;     ///< UCDP date_prec 1 (day), 2 (2-6 days), 3 (week), 4 (month), 5 (up to a year); 0: not anchored
  std::string_view timex;    ///< TIMEX3 value: 2018-01-15, 2018-01, 2017-FA, P2W, PAST_REF...
  bool is_duration = false;  ///< "for six years"
  bool is_set = false;       ///< "every day", "former": not when something happened
  float confidence = 0;
};

/// Sources of statements and parties to events. `role` is a head noun class of knowledge/roles.tsv (fighters, civilians, officials...).
struct PartyMention {
  Span span;            ///< shortest name or head phrase ("Turkish troops", "two suicide bombers")
  Span head;            ///< its last noun or the name
  TokenRange tokens;
  uint32_t head_token = 0;
  std::string_view actor;    ///< id of a known actor (knowledge/actors), empty: none
  std::string_view name;     ///< canonical name of the actor
  std::string_view country;  ///< ISO 3166-1 alpha-3
  std::string_view sectors;  ///< PLOVER sectors, comma separated: "MIL", "GOV,SPY"
  std::string_view role;
  std::string_view person;   ///< a named person
  QuantityId count;          ///< "500 fighters"
  bool is_pronoun = false;   ///< resolved through `antecedent` where known
  bool is_plural = false;
  bool is_group = false;     ///< one word for many ("the community"): how many is not said
  bool is_people = false;    ///< people or an organization of people; false: a thing ("the hospital")
  bool is_appositive = false;  ///< says no more than who the row of `antecedent` is ("Ahmad, the head of the council"): no mention of its own
  PartyId antecedent;        ///< the named party a pronoun or "the group" stands for
  float confidence = 1;      ///< probability that this is a party, and this one
};

/// Things: what was fought with, what was broken, what was hit.
enum class ThingKind : uint8_t { kWeapon, kDamage, kInfrastructure };
struct ThingMention {
  Span span;                  ///< the phrase with what describes it ("an improvised explosive device", "two power stations")
  TokenRange tokens;
  ThingKind kind = ThingKind::kWeapon;
  std::string_view name;      ///< canonical name in the table ("improvised explosive device")
  std::string_view category;  ///< group of the table ("explosives", "aerial", "health"); damage: "destroyed", "partial", "looted"
  std::string_view mode;      ///< weapons: the PLOVER mode of an ASSAULT with it
  Span of;                    ///< damage: the thing it was done to
  float confidence = 1;
};

/// Kinds of source (records.md, attribution.source_type).
enum class SourceType : uint8_t { kUnknown, kNamedPerson, kOfficial, kOrganization, kDocument, kMedia, kWitness, kParty, kAnonymous };
enum class Quoted : uint8_t { kIndirect, kDirect };

/// Who says what stands in `content`.
struct AttributionMention {
  PartyId source;       ///< row of parties; invalid: see source_span
  Span source_span;     ///< as written, with apposition and clauses; empty: unknown speaker
  Span named;           ///< the shortest words there that name the source; empty: those of `source`
  Span cue;             ///< "said", "according to"
  Span content;         ///< what is said (may reach over several sentences in a quotation)
  SentenceId sentence;  ///< of the cue
  SourceType source_type = SourceType::kUnknown;
  Quoted quoted = Quoted::kIndirect;
  std::string_view role;          ///< "a senior analyst"
  std::string_view organization;  ///< "Jane's Terrorism and Insurgency Center"
  PlaceId place;
  std::string_view medium;  ///< "WhatsApp message", "statement", "interview"
  std::string_view via;     ///< who relayed it ("the Times reported, citing ...")
  bool speech = false;      ///< said or reported: a source of records; false: believed, wanted, planned, felt
  float confidence = 0;
};

}  // namespace dateline
