#include "findings/origins.h"

#include <array>

namespace dateline {
namespace {

/// Follows copies to the report they come from. (A chain is as long as reports are old; a circle cannot be written by the copy finder, but a hostile file may hold one.)
uint32_t RootOf(const ClaimSet& set, uint32_t report) {
  for (int steps = 0; steps < 16 && set.reports[report].origin < set.reports.size(); ++steps) report = set.reports[report].origin;
  return report;
}

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

bool StartsWithWord(std::string_view text, std::string_view word) { return text.size() > word.size() && text.starts_with(word) && text[word.size()] == ' '; }

/// "the interior ministry", "Norwegian Refugee Council": somebody definite. "officials", "a hospital doctor", "rescue workers" could be anybody.
bool IsDefinite(std::string_view text) {
  if (text.starts_with("the ") || text.starts_with("The ")) return true;
  for (size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    if (at + 1 < text.size() && (IsUpper(text[at + 1]) || static_cast<unsigned char>(text[at + 1]) >= 0x80)) return true;
  }
  return text.find(' ') == std::string_view::npos && text.size() > 1 && IsUpper(text[0]) && IsUpper(text[1]);  // "UNHCR"; a capital alone may begin a sentence
}

/// The name under which a speaker is an origin; empty: he could be anybody.
std::string SpeakerKey(const ClaimSet& set, const ClaimSource& source) {
  const std::string_view type = set.text(source.type), text = set.text(source.text), country = set.text(source.country);
  const auto key = [](std::string_view name, std::string_view where) { return "name:" + PlainName(name) + "/" + std::string(where); };
  if (source.text == 0 || type == "anonymous" || type == "witness") return {};
  if (source.actor != 0) return "actor:" + std::string(set.text(source.actor)) + "/" + PlainName(set.text(source.organization));
  if (source.organization != 0) return key(set.text(source.organization), country);
  if (source.person != 0) return key(set.text(source.person), {});
  if (source.name != 0) return key(set.text(source.name), country);
  return IsDefinite(text) ? key(text, country) : std::string();
}

}  // namespace

std::string PlainName(std::string_view name) {
  std::string out;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (name.substr(i).starts_with("'s") || name.substr(i).starts_with("’s")) {
      i += c == '\'' ? 1 : 3;
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\n') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  for (const std::string_view article : std::array<std::string_view, 3>{"the", "a", "an"}) {
    if (StartsWithWord(out, article)) return out.substr(article.size() + 1);
  }
  return out;
}

Origin OriginOfReport(const ClaimSet& set, uint32_t report) {
  const ClaimReport& root = set.reports[RootOf(set, report)];
  if (root.agency != 0) return {"actor:" + std::string(set.text(root.agency)) + "/", std::string(set.text(root.agency))};
  if (!root.publisher.empty()) return {"name:" + PlainName(root.publisher) + "/", root.publisher};
  return {"report:" + root.id.Hex(), root.source_id};
}

Origin OriginOf(const ClaimSet& set, const Claim& claim) {
  std::string key = SpeakerKey(set, claim.source);
  if (!key.empty()) return {std::move(key), std::string(set.text(claim.source.text))};
  Origin out = OriginOfReport(set, claim.report);
  if (claim.source.text != 0) out.label = std::string(set.text(claim.source.text)) + " (" + out.label + ")";
  return out;
}

}  // namespace dateline
