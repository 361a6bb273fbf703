#include "coders/issues.h"

#include <algorithm>

#include "base/table.h"
#include "base/utf8.h"
#include "mentions/dictionaries_lines.h"

namespace dateline::coders {
namespace {

/// "n:teacher" -> teacher, teachers; "v:arrest" -> arrest, arrests, arrested, arresting; "a+b" -> a b.
std::vector<std::string> FormsOf(std::string_view word) {
  const size_t last = word.rfind('+') == std::string_view::npos ? 0 : word.rfind('+') + 1;
  const bool noun = word.substr(last).starts_with("n:"), verb = word.substr(last).starts_with("v:");
  std::string plain;
  for (const char c : word.substr(0, last)) plain += c == '+' ? ' ' : c;
  plain += word.substr(last + (noun || verb ? 2 : 0));
  std::vector<std::string> out = {plain};
  if (plain.empty() || (!noun && !verb)) return out;
  const bool y = plain.size() > 1 && plain.back() == 'y' && std::string_view("aeiou").find(plain[plain.size() - 2]) == std::string_view::npos;
  const bool hisses = plain.ends_with('s') || plain.ends_with('x') || plain.ends_with('z') || plain.ends_with("ch") || plain.ends_with("sh");
  const std::string root = plain.substr(0, plain.size() - 1);
  out.push_back(y ? root + "ies" : plain + (hisses ? "es" : "s"));
  if (verb) {
    out.push_back(y ? root + "ied" : plain.back() == 'e' ? plain + "d" : plain + "ed");
    out.push_back((plain.back() == 'e' ? root : plain) + "ing");
  }
  return out;
}

}  // namespace

void IssueBook::Add(const std::string& name, std::string_view text, Words& words, std::vector<Error>& warnings) {
  if (codes_.empty()) codes_.emplace_back();
  DictionaryLines lines(text, Dialect::kPetrarch2);
  std::string_view line;
  const auto warn = [&](std::string what, std::string expected) { warnings.push_back({name + ":" + std::to_string(lines.number()), std::move(what), std::move(expected)}); };
  while (lines.Next(line)) {
    line = Trim(line);
    if (line.starts_with('<')) continue;
    const bool cancels = line.starts_with('~');
    while (line.starts_with('~')) line.remove_prefix(1);
    const size_t open = line.find('['), close = line.find(']');
    if (!cancels && (open == std::string_view::npos || close == std::string_view::npos || close < open)) {
      warn("\"" + std::string(line.substr(0, 60)) + "\" without a code", "PHRASE [CODE]");
      continue;
    }
    uint32_t value = 0;
    if (!cancels) {
      const std::string code(Trim(line.substr(open + 1, close - open - 1)));
      value = code_numbers_.try_emplace(code, static_cast<uint32_t>(codes_.size())).first->second;
      if (value == codes_.size()) codes_.push_back(code);
    }
    std::vector<std::string> phrases = {""};
    for (const std::string_view word : SplitList(line.substr(0, cancels ? line.size() : open), ' ')) {
      std::vector<std::string> longer;
      for (const std::string& form : FormsOf(utf8::Lower(word))) {
        for (const std::string& phrase : phrases) longer.push_back(phrase.empty() ? form : phrase + ' ' + form);
      }
      phrases = std::move(longer);
      if (phrases.size() > 64) break;
    }
    if (phrases.size() > 64 || Trim(phrases[0]).empty()) {
      warn("\"" + std::string(line.substr(0, 60)) + "\"", "a phrase of up to six words with n: or v:");
      continue;
    }
    for (const std::string& phrase : phrases) {
      uint32_t& at = phrases_.At(ReadPhrase(phrase, false, words));
      if (at == Phrases::kNone || value == 0) at = value;
    }
  }
}

std::string IssueBook::Of(const Units& units) const {
  std::vector<std::pair<uint32_t, uint32_t>> found;  // code, how often
  for (uint32_t at = 0; at < units.size();) {
    const Phrases::Match match = phrases_.Longest(units, at, units.size());
    if (match.value == Phrases::kNone) {
      ++at;
      continue;
    }
    if (match.value == 0) return {};
    const auto it = std::find_if(found.begin(), found.end(), [&](const auto& pair) { return pair.first == match.value; });
    if (it == found.end()) found.push_back({match.value, 1});
    else ++it->second;
    at = match.end;
  }
  std::string out;
  for (const auto& [code, count] : found) out += (out.empty() ? "" : ";") + codes_[code] + "," + std::to_string(count);
  return out;
}

}  // namespace dateline::coders
