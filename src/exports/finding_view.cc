#include "exports/finding_view.h"

#include <simdjson.h>

#include <algorithm>

namespace dateline {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view kSlots[] = {"killed", "injured", "missing", "detained", "abducted", "count", "price"};
constexpr std::string_view kKinds[] = {"incident", "flow", "figure", "control_line"};

std::string Text(object from, std::string_view key) {
  std::string_view out;
  return from[key].get(out) == simdjson::SUCCESS ? std::string(out) : std::string();
}

double Number(object from, std::string_view key) {
  double out = FigureView::kOpen;
  return from[key].get(out) == simdjson::SUCCESS ? out : FigureView::kOpen;
}

int64_t Whole(object from, std::string_view key, int64_t absent) {
  int64_t out = absent;
  return from[key].get(out) == simdjson::SUCCESS ? out : absent;
}

bool Flag(object from, std::string_view key) {
  bool out = false;
  return from[key].get(out) == simdjson::SUCCESS && out;
}

template <class OnObject>
void EachObject(object from, std::string_view key, OnObject on_object) {
  array list;
  if (from[key].get(list) != simdjson::SUCCESS) return;
  for (const element item : list) {
    object child;
    if (item.get(child) == simdjson::SUCCESS) on_object(child);
  }
}

FigureView Bounds(object from) {
  FigureView out;
  out.low = Number(from, "low");
  out.best = Number(from, "best");
  out.high = Number(from, "high");
  out.given = out.best == out.best;
  out.unit = Text(from, "unit");
  return out;
}

FindingFigureView FigureOf(std::string_view slot, object from) {
  FindingFigureView out;
  out.slot = slot;
  out.figure = Bounds(from);
  out.rule = Text(from, "rule");
  out.logic = Text(from, "logic");
  out.per = Text(from, "per");
  out.year = Text(from, "year");
  out.provisional = Flag(from, "provisional");
  if (object parts; from["parts"].get(parts) == simdjson::SUCCESS) {
    for (const auto& [who, count] : parts) {
      double value = 0;
      if (count.get(value) == simdjson::SUCCESS) out.parts.emplace_back(who, value);
    }
  }
  return out;
}

std::string PartyText(object from) {
  std::string text = Text(from, "text");
  return text.empty() ? Text(from, "name") : text;
}

/// The list under `key` as parties: what the finding's own lists need, no more than their names and codes.
std::vector<PartyView> Parties(object from, std::string_view key) {
  std::vector<PartyView> out;
  EachObject(from, key, [&](object party) {
    PartyView view;
    view.text = PartyText(party);
    view.name = Text(party, "name");
    view.actor = Text(party, "actor");
    view.country = Text(party, "country");
    view.role = Text(party, "role");
    view.person = Text(party, "person");
    array sectors;
    if (party["sectors"].get(sectors) == simdjson::SUCCESS) {
      for (const element sector : sectors) {
        std::string_view code;
        if (sector.get(code) == simdjson::SUCCESS) view.sectors.append(view.sectors.empty() ? "" : ",").append(code);
      }
    }
    out.push_back(std::move(view));
  });
  return out;
}

void Fill(object from, FindingView& out) {
  out.people = Parties(from, "people");
  out.holders = Parties(from, "holder");
  if (!out.people.empty()) out.shared.people = out.people.front();
  if (!out.holders.empty()) out.shared.holder = out.holders.front();
  for (const std::string_view slot : kSlots) {
    if (object figure; from[slot].get(figure) == simdjson::SUCCESS) out.figures.push_back(FigureOf(slot, figure));
  }
  EachObject(from, "series", [&](object point) {
    out.series.push_back({Text(point, "start"), Text(point, "end"), Text(point, "holder"), Text(point, "change"), Bounds(point), Flag(point, "contested")});
  });
  if (array reports; from["reports"].get(reports) == simdjson::SUCCESS) {
    for (const element report : reports) {
      std::string_view id;
      if (report.get(id) == simdjson::SUCCESS) out.reports.push_back({std::string(id), {}, {}, {}});
    }
  }
  EachObject(from, "claims", [&](object claim) {
    out.claims.push_back(
        {Text(claim, "record"), Text(claim, "report"), Text(claim, "source"), Text(claim, "why"), Flag(claim, "copy"), Flag(claim, "denies"), {}});
  });
  EachObject(from, "contradictions", [&](object against) { out.contradictions.push_back(Text(against, "what") + ": " + Text(against, "text")); });
  out.origins = Whole(from, "origins", 0);
  out.clarity = Whole(from, "clarity", 0);
  out.credibility = Whole(from, "credibility", 6);
  out.credibility_why = Text(from, "credibility_why");
  out.reviewed = Text(from, "reviewed");
}

const FindingFigureView* Find(const std::vector<FindingFigureView>& figures, std::string_view slot, std::string_view rule) {
  const auto it = std::find_if(figures.begin(), figures.end(),
                               [&](const FindingFigureView& f) { return f.slot == slot && (rule.empty() || f.rule == rule) && f.figure.given; });
  return it == figures.end() ? nullptr : &*it;
}

}  // namespace

const FindingFigureView* FindingView::Figure(std::string_view slot) const { return Find(figures, slot, {}); }

const FindingFigureView* FindingView::FigureBy(std::string_view slot, std::string_view rule) const {
  if (const FindingFigureView* set = Find(figures, slot, "person")) return set;
  if (const FindingFigureView* estimate = Find(estimates, slot, rule)) return estimate;
  return Find(figures, slot, rule);
}

struct FindingParser::Impl {
  simdjson::dom::parser parser;
  RecordParser records;
};

FindingParser::FindingParser() : impl_(std::make_unique<Impl>()) {}
FindingParser::~FindingParser() = default;

Result<FindingView> FindingParser::Parse(std::string_view json) {
  auto shared = impl_->records.Parse(json);
  if (!shared) return shared.error();
  if (!IsFindingKind(shared->kind)) return Error{"finding", "kind \"" + shared->kind + "\"", "incident, flow, figure or control_line"};
  object finding;
  if (const auto code = impl_->parser.parse(json.data(), json.size()).get(finding); code != simdjson::SUCCESS) {
    return Error{"finding", simdjson::error_message(code), "a JSON object"};
  }
  FindingView out;
  out.shared = std::move(*shared);
  Fill(finding, out);
  out.json = json;
  return out;
}

bool IsFindingKind(std::string_view kind) { return std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds); }

std::string JoinUnique(const std::vector<std::string>& texts, std::string_view between) {
  std::string out;
  std::vector<std::string_view> seen;
  for (const std::string& text : texts) {
    if (text.empty() || std::find(seen.begin(), seen.end(), text) != seen.end()) continue;
    out.append(seen.empty() ? "" : between).append(text);
    seen.push_back(text);
  }
  return out;
}

}  // namespace dateline
