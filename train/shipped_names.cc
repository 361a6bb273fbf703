#include "train/shipped_names.h"

#include <algorithm>
#include <array>

#include "base/mapped_file.h"
#include "base/table.h"
#include "base/utf8.h"
#include "dateline/syntax.h"
#include "train/actor_tables.h"

namespace dateline::train {
namespace {

constexpr std::array<std::string_view, 27> kGroupWords = {"brigade", "brigades", "battalion", "militia", "militias", "front", "guerrillas", "rebels", "fighters", "insurgents", "jihad", "martyrs", "legion", "division",
                                                          "regiment", "corps", "guard", "guards", "cartel", "army", "commandos", "paramilitaries", "mujahideen", "mujahedeen", "peshmerga", "taliban", "contras"};
constexpr std::array<std::string_view, 24> kFacilityWords = {"airport", "hospital", "base", "airbase", "camp", "prison", "bridge", "dam", "mosque", "church", "cathedral", "palace", "barracks", "checkpoint", "crossing", "refinery",
                                                             "stadium", "hotel", "station", "airfield", "jail", "embassy", "building", "pipeline"};

template <size_t N>
bool IsOneOf(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Span {
  size_t begin, end;
  NameType type;
};

NameType PoliticsType(std::string_view type) {
  if (type == "politician" || type == "person") return NameType::kPerson;
  if (type == "organisation" || type == "politicalparty") return NameType::kOrganization;
  if (type == "location" || type == "country") return NameType::kPlace;
  if (type == "event" || type == "election") return NameType::kEvent;
  return NameType::kNorp;  // "misc": nearly always a nationality, a religion or a political leaning
}

NameType Re3dType(std::string_view type) {
  if (type == "Person") return NameType::kPerson;
  if (type == "Organisation") return NameType::kOrganization;
  if (type == "Location") return NameType::kPlace;
  if (type == "Temporal") return NameType::kTime;
  if (type == "Quantity") return NameType::kQuantity;
  if (type == "Money") return NameType::kMoney;
  if (type == "Frequency") return NameType::kFrequency;
  if (type == "Nationality") return NameType::kNorp;
  if (type == "Weapon") return NameType::kWeapon;
  if (type == "MilitaryPlatform" || type == "Vehicle") return NameType::kVehicle;
  if (type == "DocumentReference") return NameType::kDocument;
  return NameType::kNone;
}

std::vector<Span> SpansOf(const std::vector<int16_t>& labels, NameHead head) {
  std::vector<Span> out;
  for (size_t w = 0; w < labels.size(); ++w) {
    if (labels[w] <= 0) continue;
    size_t end = w + 1;
    while (end < labels.size() && labels[end] > 0 && labels[end] % 2 == 0 && labels[end] / 2 == (labels[w] + 1) / 2) ++end;
    const std::string& type = LabelsOf(head).types[static_cast<size_t>(labels[w] - 1) / 2];
    out.push_back({w, end, head == NameHead::kRe3d ? Re3dType(type) : PoliticsType(type)});
    w = end - 1;
  }
  return out;
}

bool IsProper(const Example& e, size_t w) {
  if (!e.xpos.empty() && e.xpos[w] != kUnknown) return e.xpos[w] == static_cast<int16_t>(Xpos::kNnp) || e.xpos[w] == static_cast<int16_t>(Xpos::kNnps);
  return utf8::IsUpper(utf8::Decode(e.forms[w], 0).code);
}

/// re3d marks descriptions ("the rebels") as it marks names: a span is a name if a proper noun stands in it, and it begins there, an article or a title apart.
bool ShrinkToName(const Example& e, Span& span) {
  while (span.begin < span.end && !IsProper(e, span.begin)) {
    const std::string lower = utf8::Lower(e.forms[span.begin]);
    if (lower == "al" || lower == "el" || lower == "de") break;
    ++span.begin;
  }
  while (span.begin < span.end && !IsProper(e, span.end - 1)) --span.end;
  return span.begin < span.end;
}

bool NamesOnly(NameType type) { return type == NameType::kPerson || type == NameType::kOrganization || type == NameType::kPlace; }

}  // namespace

Result<NameProjection> NameProjection::Load(const std::string& knowledge) {
  const auto actors = ActorTables(knowledge);
  if (!actors) return actors.error();
  NameProjection out;
  for (const ActorTable& file : *actors) {
    if (file.kind != ActorKind::kArmedGroup) continue;
    const auto text = ReadFile(knowledge + "/" + file.name);
    if (!text) return text.error();
    const auto table = Table::Parse(file.name, *text);
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      out.groups_.push_back(utf8::Lower(row.cells[1]));
      for (const std::string_view alias : SplitList(row.cells[2], ';')) out.groups_.push_back(utf8::Lower(alias));
    }
  }
  std::sort(out.groups_.begin(), out.groups_.end());
  return out;
}

NameType NameProjection::OrganizationType(const std::vector<std::string>& forms, size_t begin, size_t end) const {
  std::string whole;
  bool group = false;
  for (size_t w = begin; w < end; ++w) {
    const std::string lower = utf8::Lower(forms[w]);
    group = group || IsOneOf(kGroupWords, lower);
    if (w == begin && (lower == "the" || lower == "a")) continue;
    const bool glued = whole.ends_with("-") || lower == "-" || lower == "'s";
    whole += (whole.empty() || glued ? "" : " ") + lower;
  }
  if (std::binary_search(groups_.begin(), groups_.end(), whole)) return NameType::kArmedGroup;
  if (group) return NameType::kArmedGroup;
  return IsOneOf(kFacilityWords, utf8::Lower(forms[end - 1])) ? NameType::kFacility : NameType::kOrganization;
}

void NameProjection::Project(Example& example) const {
  const auto& politics = example.names[static_cast<size_t>(NameHead::kPolitics)];
  const auto& re3d = example.names[static_cast<size_t>(NameHead::kRe3d)];
  if (politics.empty() || re3d.empty()) return;
  auto& own = example.names[static_cast<size_t>(NameHead::kShipped)];
  own.assign(example.forms.size(), 0);
  const auto mark = [&](const Span& span, NameType type) {
    for (size_t w = span.begin; w < span.end; ++w) {
      if (own[w] != 0) return;
    }
    for (size_t w = span.begin; w < span.end; ++w) own[w] = static_cast<int16_t>(2 * (static_cast<int>(type) - 1) + (w == span.begin ? 1 : 2));
  };
  // Figures, times and things from re3d, names from the politics corpus, whose spans are tighter; then names that only re3d has.
  const std::vector<Span> wide = SpansOf(re3d, NameHead::kRe3d);
  for (const Span& span : wide) {
    if (span.type != NameType::kNone && !NamesOnly(span.type)) mark(span, span.type);
  }
  std::vector<Span> names = SpansOf(politics, NameHead::kPolitics);
  for (Span span : wide) {
    if (NamesOnly(span.type) && ShrinkToName(example, span)) names.push_back(span);
  }
  for (const Span& span : names) {
    NameType type = span.type;
    if (type == NameType::kOrganization) type = OrganizationType(example.forms, span.begin, span.end);
    if (type == NameType::kPlace && span.end - span.begin > 1 && IsOneOf(kFacilityWords, utf8::Lower(example.forms[span.end - 1]))) type = NameType::kFacility;
    mark(span, type);
  }
}

}  // namespace dateline::train
