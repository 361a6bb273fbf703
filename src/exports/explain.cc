#include "exports/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/utf8.h"
#include "engine/labels.h"
#include "exports/columns.h"

namespace dateline {
namespace {

constexpr std::string_view kBold = "\x1b[1m", kFaint = "\x1b[2m", kPlain = "\x1b[0m";

/// How slots are shown; a slot of a list ("actors.1") goes by the name before the dot.
struct SlotMark {
  std::string_view slot, label, mark;
};
constexpr SlotMark kMarks[] = {
    {"trigger", "trigger", "─"},      {"actors", "actor", "═"},         {"people", "people", "═"},         {"holder", "holder", "═"},
    {"recipients", "recipient", "≈"}, {"previous_holder", "before", "≈"}, {"facilitator", "facilitator", "+"}, {"killed", "killed", "~"},
    {"injured", "injured", "~"},      {"missing", "missing", "~"},      {"detained", "detained", "~"},     {"abducted", "abducted", "~"},
    {"count", "count", "~"},          {"price", "price", "$"},          {"place", "place", "┄"},           {"origin", "origin", "<"},
    {"via", "via", "/"},              {"destination", "destination", "┄"}, {"direction", "direction", ">"}, {"time", "time", "^"},
    {"weapons", "weapon", "*"},       {"content", "content", "_"},      {"about", "about", "="},           {"stance.hedge", "hedge", "?"},
    {"attribution.source", "source", "·"}, {"attribution.cue", "says", "'"}, {"attribution.medium", "medium", ":"},
};

const SlotMark* MarkOf(std::string_view slot) {
  for (const SlotMark& mark : kMarks) {
    if (slot == mark.slot || (slot.starts_with(mark.slot) && slot[mark.slot.size()] == '.')) return &mark;
  }
  return nullptr;
}

/// One code point of the sentence as it will stand on the screen.
struct Cell {
  char32_t code = 0;
  size_t width = 0;
  const SlotMark* mark = nullptr;
};

std::vector<Cell> Cells(std::string_view sentence) {
  std::vector<Cell> out;
  for (size_t at = 0; at < sentence.size();) {
    const utf8::Decoded d = utf8::Decode(sentence, at);
    at += d.size;
    const char32_t code = d.code < 0x20 || d.code == 0x7F || d.code == 0x2028 || d.code == 0x2029 ? U' ' : d.code;
    out.push_back({code, DisplayWidth(code), nullptr});
  }
  return out;
}

/// Longer spans first, so that what lies inside stays visible.
std::vector<const StoredSpan*> Marked(const Explanation& e) {
  std::vector<const StoredSpan*> out;
  for (const StoredSpan& span : e.spans) {
    if (MarkOf(span.slot) != nullptr && span.begin < span.end) out.push_back(&span);
  }
  std::stable_sort(out.begin(), out.end(), [](const StoredSpan* a, const StoredSpan* b) { return a->end - a->begin > b->end - b->begin; });
  return out;
}

void Paint(const Explanation& e, std::vector<Cell>& cells, std::vector<const StoredSpan*>& outside) {
  for (const StoredSpan* span : Marked(e)) {
    if (span->begin < e.sentence_begin || span->end > e.sentence_begin + cells.size()) {
      outside.push_back(span);
      continue;
    }
    for (uint32_t at = span->begin; at < span->end; ++at) cells[at - e.sentence_begin].mark = MarkOf(span->slot);
  }
}

/// End of the line that begins at `from`: at most `width` columns, at a blank where there is one.
size_t LineEnd(const std::vector<Cell>& cells, size_t from, size_t width) {
  size_t used = 0, blank = from, at = from;
  for (; at < cells.size(); ++at) {
    used += cells[at].width;
    if (used > width) break;
    if (cells[at].code == ' ') blank = at;
  }
  if (at == cells.size() || cells[at].code == ' ' || blank == from) return std::max(at, from + 1);
  return blank;
}

void AppendMarkedLines(const std::vector<Cell>& cells, const Layout& layout, std::string& out) {
  const size_t width = std::max<size_t>(layout.width, 22) - 2;
  for (size_t from = 0; from < cells.size();) {
    while (from < cells.size() && cells[from].code == ' ') ++from;
    if (from == cells.size()) break;
    const size_t end = LineEnd(cells, from, width);
    std::string words = " ", marks = " ";
    for (size_t at = from; at < end; ++at) {
      utf8::Append(words, cells[at].code);
      for (size_t i = 0; i < cells[at].width; ++i) marks += cells[at].mark != nullptr ? cells[at].mark->mark : " ";
    }
    marks.resize(marks.find_last_not_of(' ') == std::string::npos ? 0 : marks.find_last_not_of(' ') + 1);
    out += words + "\n";
    if (!marks.empty()) out += (layout.colors ? std::string(kBold) + marks + std::string(kPlain) : marks) + "\n";
    from = end;
  }
}

std::string Times(std::string_view mark, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += mark;
  return out;
}

/// Which mark is which, in the order of the sentence.
std::string Legend(const std::vector<Cell>& cells) {
  std::vector<const SlotMark*> seen;
  for (const Cell& cell : cells) {
    if (cell.mark != nullptr && std::find(seen.begin(), seen.end(), cell.mark) == seen.end()) seen.push_back(cell.mark);
  }
  std::string out;
  for (const SlotMark* mark : seen) {
    if (!out.empty()) out += ", ";
    out += Times(mark->mark, 2) + " " + std::string(mark->label);
  }
  return out;
}

std::string Bounds(const FigureView& f) {
  const auto end = [](double v) { return std::isnan(v) ? std::string("–") : GroupedNumber(v); };
  std::string out = end(f.low) + "/" + end(f.best) + "/" + end(f.high);
  return f.hedge.empty() || f.hedge == "exact" ? out : out + " (" + f.hedge + ")";
}

std::string PlaceValue(const PlaceView& place) {
  std::string out = place.text.empty() ? place.name : place.text;
  if (!place.name.empty() && place.name != out) out += " = " + place.name;
  std::string codes = place.country;
  if (place.geonameid != 0) codes += (codes.empty() ? "" : ", ") + std::to_string(place.geonameid);
  return codes.empty() ? out : out + " [" + codes + "]";
}

std::string PlaceValues(const std::vector<PlaceView>& places) {
  std::string out;
  for (const PlaceView& place : places) out += (out.empty() ? "" : "; ") + PlaceValue(place);
  return out;
}

/// "movement · smuggled · count 45/50/55 (about) · destination Turkey [TUR, 298795]".
std::string Values(const RecordView& r) {
  std::string out = r.kind;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += " · ";
    if (!name.empty()) out.append(name).append(" ");
    out += value;
  };
  add("", r.type);
  add("", r.mode);
  add("by", Names(r.actors, ", "));
  add("to", Names(r.recipients, ", "));
  add("people", r.people.text);
  add("holder", r.holder.text);
  add("before", r.previous_holder.text);
  for (size_t i = 0; i < RecordView::kTolls; ++i) {
    if (r.toll[i].given) add(TollName(i), Bounds(r.toll[i]));
  }
  if (r.count.given) add("count", Bounds(r.count));
  add("origin", PlaceValues(r.origin));
  add("via", PlaceValues(r.via));
  add("destination", r.joined.text.empty() ? PlaceValues(r.destination) : r.joined.text);
  add("direction", r.direction);
  add("facilitator", r.facilitator.text);
  add("paid", PriceOf(r));
  add("place", r.place.text.empty() && r.place.name.empty() ? std::string() : PlaceValue(r.place));
  if (!r.time.start.empty() || !r.time.text.empty()) add("when", When(r.time));
  add("", r.polarity);
  add("", r.certainty);
  add("", r.tense);
  return out;
}

std::string Speaker(const RecordView& r) {
  if (r.source.empty()) return "the report, in its own voice";
  std::string out = r.source;
  if (!r.source_role.empty()) out += ", " + r.source_role;
  if (!r.organization.empty() && r.organization != r.source) out += ", " + r.organization;
  std::string notes;
  std::string type = r.source_type;
  std::replace(type.begin(), type.end(), '_', ' ');
  const std::string speech = r.quoted.empty() ? std::string() : r.quoted + " speech";
  for (const std::string& note : {type, r.medium, speech}) {
    if (!note.empty()) notes += (notes.empty() ? "" : ", ") + note;
  }
  return notes.empty() ? out : out + " (" + notes + ")";
}

/// "reports/a.txt, bytes 3,012–3,133, sentence 22".
std::string SourceLine(const Explanation& e) {
  std::string out = e.file.empty() ? "report " + e.record.report : e.file;
  if (e.line != 0) out += ", line " + GroupedNumber(e.line);
  for (const StoredSpan& span : e.spans) {
    if (span.slot != "quote") continue;
    const uint64_t base = e.line != 0 ? 0 : e.unit_begin;  // of a JSON line, bytes count into its text
    out += fmt::format(", bytes {}–{}{}", GroupedNumber(static_cast<double>(base + span.original_begin)),
                       GroupedNumber(static_cast<double>(base + span.original_end)), e.line != 0 ? " of its text" : "");
    break;
  }
  if (e.record.sentence != 0) out += ", sentence " + GroupedNumber(static_cast<double>(e.record.sentence));
  return out;
}

std::string ReportLine(const Explanation& e) {
  std::string out;
  for (const std::string& part : {e.title, e.publisher, e.published}) {
    if (!part.empty()) out += (out.empty() ? "" : " · ") + part;
  }
  return out;
}

}  // namespace

std::string Explain(const Explanation& e, const Layout& layout) {
  std::vector<Cell> cells = Cells(e.sentence);
  std::vector<const StoredSpan*> outside;
  Paint(e, cells, outside);
  std::string out;
  const auto lines = [&](std::string_view text, bool faint) {
    if (text.empty()) return;
    for (const std::string& line : Wrap(text, std::max<size_t>(layout.width, 22) - 2)) {
      out += ' ';
      out += layout.colors && faint ? std::string(kFaint) + line + std::string(kPlain) : line;
      out += '\n';
    }
  };
  AppendMarkedLines(cells, layout, out);
  lines(Legend(cells), true);
  for (const StoredSpan* span : outside) lines(fmt::format("{}, from another sentence: “{}”", MarkOf(span->slot)->label, span->text), false);
  out += '\n';
  lines(Values(e.record), false);
  if (!e.record.rule.empty()) {
    const std::string_view folder = e.record.rule_at.starts_with("knowledge/") ? "" : "knowledge/";
    lines("by " + e.record.rule + (e.record.rule_at.empty() ? std::string() : fmt::format(" ({}{})", folder, e.record.rule_at)), false);
  }
  lines("says " + Speaker(e.record), false);
  lines(fmt::format("sure {} %", static_cast<int>(std::round(e.record.confidence * 100))), false);
  lines(SourceLine(e), false);
  lines(ReportLine(e), false);
  return out;
}

}  // namespace dateline
