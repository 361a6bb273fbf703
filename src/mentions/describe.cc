#include "mentions/describe.h"

#include <charconv>
#include <cmath>

namespace dateline {
namespace {

std::string Number(double value) {
  if (std::isnan(value)) return "-";
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 15);
  return error == std::errc() ? std::string(digits, end) : "?";
}

/// Each description of a table's rows, "; " between.
template <class Rows, class Show>
std::string Join(const Rows& rows, const Show& show) {
  std::string out;
  for (const auto& row : rows) {
    const std::string text = show(row);
    if (!text.empty()) out += (out.empty() ? "" : "; ") + text;
  }
  return out.empty() ? "none" : out;
}

}  // namespace

std::string Describe(const Document& doc, const QuantityMention& q) {
  static constexpr const char* kHedges[] = {"exact", "about", "at_least", "at_most", "range", "vague"};
  const Estimate& e = q.estimate;
  std::string out = Number(e.low) + "/" + Number(e.best) + "/" + Number(e.high) + " " + kHedges[static_cast<size_t>(e.hedge)];
  if (const std::string_view unit = q.unit.empty() ? e.unit : q.unit; !unit.empty()) out += " " + std::string(unit);
  if (e.change != Change::kNone) out += e.change == Change::kUp ? " up" : " down";
  if (q.is_money) out += " money";
  if (q.is_ordinal) out += " ordinal";
  if (q.is_age) out += " age";
  if (q.is_year) out += " year";
  if (q.is_label) out += " label";
  if (q.is_more) out += " more";
  if (q.is_denied) out += " denied";
  if (q.part_of.valid() && q.part_of.value < doc.quantities.size()) out += " of " + Number(doc.quantities[q.part_of.value].estimate.best);
  return out;
}

std::string DescribeQuantities(const Document& doc) {
  return Join(doc.quantities, [&](const QuantityMention& q) { return Describe(doc, q); });
}

std::string DescribeTimes(const Document& doc) {
  return Join(doc.times, [](const TimeMention& t) { return std::string(t.timex); });
}

std::string DescribeThings(const Document& doc, ThingKind kind) {
  return Join(doc.things, [&](const ThingMention& t) { return t.kind == kind ? std::string(doc.text(t.span)) + " = " + std::string(t.name) : std::string(); });
}

}  // namespace dateline
