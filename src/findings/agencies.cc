#include "findings/agencies.h"

#include <algorithm>

#include "base/table.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr size_t kSignatureBytes = 400;  // of the end of a text, where an agency signs
constexpr size_t kCreditLine = 60;

/// Acronyms must be written as such ("ANSA", not "Ansa Khan"); other names in any case.
std::string KeyOf(std::string_view name) {
  const bool acronym = name.size() <= 5 && std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return acronym ? std::string(name) : utf8::Fold(name);
}

/// The next piece of a credit, which ends at a mark or " and "; `text` loses it.
std::string_view NextPiece(std::string_view& text) {
  constexpr std::string_view kMarks[] = {",", "/", "(", ")", "|", ";", ":", "[", "]", "\n", " - ", "—", "–", " and ", " for ", " via ", " with ", "•", "·", "©"};
  size_t end = text.size(), size = 0;
  for (const std::string_view mark : kMarks) {
    if (const size_t at = text.find(mark); at < end) end = at, size = mark.size();
  }
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + size));
  return piece;
}

std::string_view WithoutBy(std::string_view piece) {
  piece = Trim(piece);
  for (const std::string_view by : {"By ", "BY ", "by ", "Source ", "From "}) {
    if (piece.starts_with(by)) return Trim(piece.substr(by.size()));
  }
  return piece;
}

}  // namespace

Result<Agencies> Agencies::Load(const Container& knowledge) {
  Agencies out;
  const auto media = knowledge.OpenTable("media.tsv");
  if (!media) return media.error();
  const auto id = media->Column("id"), name = media->Column("name"), aliases = media->Column("aliases"), kind = media->Column("kind");
  for (const auto* column : {&id, &name, &aliases, &kind}) {
    if (!*column) return column->error();
  }
  for (const Table::Row& row : media->rows()) {
    if (row.cells[*kind] != "agency") continue;
    const std::string agency(row.cells[*id]);
    out.ids_.insert(agency);
    out.names_.emplace(KeyOf(row.cells[*name]), agency);
    for (const std::string_view alias : SplitList(row.cells[*aliases], ';')) out.names_.emplace(KeyOf(alias), agency);
  }
  const auto credits = knowledge.OpenTable("credits.tsv");
  if (!credits) return credits.error();
  const auto of = credits->Column("agency"), sign = credits->Column("sign");
  if (!of) return of.error();
  if (!sign) return sign.error();
  for (const Table::Row& row : credits->rows()) {
    if (!out.Has(row.cells[*of])) return Error{credits->Where(row), "\"" + std::string(row.cells[*of]) + "\" is no news agency", "an id of media.tsv whose kind is agency"};
    out.signs_.emplace_back(row.cells[*sign], row.cells[*of]);
  }
  return out;
}

std::string_view Agencies::Named(std::string_view credit) const {
  while (!credit.empty()) {
    std::string_view piece = WithoutBy(NextPiece(credit));
    while (piece.ends_with('.')) piece.remove_suffix(1);
    if (piece.empty()) continue;
    for (const std::string& key : {std::string(piece), utf8::Fold(piece)}) {
      if (const auto found = names_.find(key); found != names_.end()) return found->second;
    }
  }
  return {};
}

std::string_view Agencies::Credited(std::string_view credit, std::string_view byline, std::string_view text) const {
  if (const std::string_view agency = Named(credit); !agency.empty()) return agency;
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  const size_t line = text.rfind('\n') + 1;  // 0: the only one
  if (text.size() - line <= kCreditLine) {
    if (const std::string_view agency = Named(text.substr(line)); !agency.empty()) return agency;
  }
  const std::string_view end = text.substr(text.size() - std::min(text.size(), kSignatureBytes));
  for (const auto& [sign, agency] : signs_) {
    if (end.find(sign) != std::string_view::npos) return agency;
  }
  return Named(byline);
}

}  // namespace dateline
