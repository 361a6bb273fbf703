#include "readers/json_fields.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/charset.h"
#include "base/utf8.h"
#include "readers/line_roles.h"
#include "readers/plain_text.h"
#include "readers/published.h"

namespace dateline {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

enum Field : uint8_t { kText, kTitle, kPublished, kPublisher, kUri, kId, kAuthors, kLanguage, kByline, kDateline, kFields };
constexpr std::string_view kFieldNames[] = {"text", "title", "published", "publisher", "uri", "id", "authors", "language", "byline", "dateline"};
static_assert(std::size(kFieldNames) == kFields);

struct KnownKey {
  std::string_view key;
  Field field;
};

// Keys of the producers (NGEC, mordecai, newspaper3k/4k, news-please, trafilatura, Fundus, CC-News sets, ninjs, schema.org, NewsAPI), by
// field, best first. "a.b" is key b of object a.
constexpr KnownKey kKnownKeys[] = {
    {"text", kText}, {"event_text", kText}, {"maintext", kText}, {"plain_text", kText}, {"plaintext", kText}, {"body_text", kText},
    {"body", kText}, {"bodies", kText}, {"articleBody", kText}, {"full_text", kText}, {"article_text", kText}, {"doc_text", kText},
    {"raw_text", kText}, {"content", kText}, {"article", kText},
    {"title", kTitle}, {"headline", kTitle}, {"headlines", kTitle}, {"hl1", kTitle},
    {"published", kPublished}, {"date_publish", kPublished}, {"publishing_date", kPublished}, {"publish_date", kPublished},
    {"published_date", kPublished}, {"publication_date", kPublished}, {"date_published", kPublished}, {"datePublished", kPublished},
    {"published_at", kPublished}, {"publishedAt", kPublished}, {"pub_date", kPublished}, {"pubDate", kPublished}, {"pubdate", kPublished},
    {"date", kPublished}, {"firstCreated", kPublished}, {"contentCreated", kPublished}, {"versionCreated", kPublished},
    {"created_at", kPublished}, {"timestamp", kPublished}, {"date_modify", kPublished}, {"filedate", kPublished},
    {"date_download", kPublished},
    {"publisher", kPublisher}, {"source_name", kPublisher}, {"sitename", kPublisher}, {"source", kPublisher}, {"source_domain", kPublisher},
    {"source-hostname", kPublisher}, {"hostname", kPublisher}, {"domain", kPublisher}, {"source_url", kPublisher},
    {"publication", kPublisher}, {"newspaper", kPublisher}, {"provider", kPublisher},
    {"url", kUri}, {"uri", kUri}, {"requested_url", kUri}, {"html.requested_url", kUri}, {"link", kUri}, {"source", kUri},
    {"canonical_link", kUri},
    {"id", kId}, {"story_id", kId}, {"_id", kId}, {"doc_id", kId}, {"article_id", kId}, {"fingerprint", kId}, {"uuid", kId}, {"guid", kId},
    {"authors", kAuthors}, {"author", kAuthors}, {"by", kByline}, {"byline", kByline}, {"dateline", kDateline},
    {"language", kLanguage}, {"meta_lang", kLanguage}, {"lang", kLanguage},
};

struct KeyEntry {
  std::string key;  // the first step of the path
  std::string path;  // "/rest" for a key inside, as a JSON pointer; empty for a plain key
  std::string whole;
  Field field = kText;
  uint32_t rank = 0;
};

struct Candidate {
  uint32_t rank = 0;
  const KeyEntry* entry = nullptr;
  element value;
};

bool IsUrl(std::string_view text) { return text.starts_with("http://") || text.starts_with("https://"); }

std::string_view HostOf(std::string_view url) {
  const size_t slashes = url.find("://");
  if (slashes != std::string_view::npos) url.remove_prefix(slashes + 3);
  url = url.substr(0, url.find_first_of("/?#:"));
  if (url.starts_with("www.")) url.remove_prefix(4);
  return url;
}

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

bool IsNothing(std::string_view text) {
  return text.empty() || text == "None" || text == "null" || text == "nan" || text == "NaN" || text == "NaT" || text == "N/A";
}

// A value as one line of metadata: strings and numbers as they are, of lists the first, of objects the member that names them.
std::string ScalarText(const element& value, int depth = 0) {
  switch (value.type()) {
    case element_type::STRING: {
      const std::string_view text = Trim(std::string_view(value));
      return IsNothing(text) ? std::string() : std::string(text);
    }
    case element_type::INT64: return std::to_string(int64_t(value));
    case element_type::UINT64: return std::to_string(uint64_t(value));
    case element_type::DOUBLE: {
      const double number = double(value);
      return number >= 0 && number < 1e15 ? std::to_string(static_cast<int64_t>(number)) : std::string();
    }
    case element_type::ARRAY:
      for (const element item : simdjson::dom::array(value)) {
        std::string text = depth < 4 ? ScalarText(item, depth + 1) : std::string();
        if (!text.empty()) return text;
      }
      return {};
    case element_type::OBJECT:
      for (const char* key : {"name", "value", "title", "text", "$date", "$oid", "$numberLong"}) {
        element member;
        if (depth < 4 && simdjson::dom::object(value).at_key(key).get(member) == simdjson::SUCCESS) return ScalarText(member, depth + 1);
      }
      return {};
    default: return {};
  }
}

// Paragraphs of structured bodies, joined by blank lines, with a part for each.
class TextBuilder {
 public:
  void Add(std::string_view paragraph, PartRole role) {
    paragraph = Trim(paragraph);
    if (paragraph.empty()) return;
    if (!text.empty()) text += "\n\n";
    const auto begin = static_cast<uint32_t>(text.size());
    text += paragraph;
    parts.push_back({role, {begin, static_cast<uint32_t>(text.size())}});
  }
  // Strings, lists of them, and Fundus bodies {summary, sections: [{headline, paragraphs}]}.
  void AddAny(const element& value, PartRole role, int depth = 0) {
    if (depth > 6) return;
    if (value.is_string()) return Add(std::string_view(value), role);
    if (value.is_array()) {
      for (const element item : simdjson::dom::array(value)) AddAny(item, role, depth + 1);
    } else if (value.is_object()) {
      AddObject(simdjson::dom::object(value), role, depth);
    }
  }

  std::string text;
  std::vector<Part> parts;

 private:
  void AddObject(const simdjson::dom::object& object, PartRole role, int depth) {
    constexpr std::pair<const char*, PartRole> kMembers[] = {
        {"summary", PartRole::kBody}, {"headline", PartRole::kTitle}, {"paragraphs", PartRole::kBody}, {"sections", PartRole::kBody}};
    bool structured = false;
    for (const auto& [key, member_role] : kMembers) {
      element member;
      if (object.at_key(key).get(member) != simdjson::SUCCESS) continue;
      structured = true;
      AddAny(member, member_role, depth + 1);
    }
    element member;
    if (structured) return;
    for (const char* key : {"value", "text", "content"}) {
      if (object.at_key(key).get(member) == simdjson::SUCCESS) return AddAny(member, role, depth + 1);
    }
  }
};

// ninjs bodies: [{role, contentType, value}]: the plain-text one, else the first that is not markup.
void PickNinjsBody(const element& value, element& picked) {
  if (!value.is_array()) return;
  bool found = false;
  for (const element item : simdjson::dom::array(value)) {
    element text;
    if (!item.is_object() || simdjson::dom::object(item).at_key("value").get(text) != simdjson::SUCCESS || !text.is_string()) return;
    std::string_view type;
    if (simdjson::dom::object(item).at_key("contentType").get(type) != simdjson::SUCCESS) type = {};
    if (type.find("html") != std::string_view::npos || type.find("xml") != std::string_view::npos || (found && type != "text/plain")) continue;
    picked = text;
    found = true;
  }
}

// ---- mending of lines that are nearly JSON

bool IsSurrogate(std::string_view hex, std::string_view second) {
  return hex.size() == 4 && (hex[0] == 'd' || hex[0] == 'D') && second.find(hex[1]) != std::string_view::npos;
}
bool IsHighSurrogate(std::string_view hex) { return IsSurrogate(hex, "89abAB"); }
bool IsLowSurrogate(std::string_view hex) { return IsSurrogate(hex, "cdefCDEF"); }

// At a backslash inside a string: copies the escape, lone surrogates as U+FFFD. Returns the bytes consumed.
size_t CopyEscape(std::string_view in, size_t at, std::string& out) {
  if (at + 1 >= in.size() || in[at + 1] != 'u') {
    out.append(in.substr(at, 2));
    return 2;
  }
  const std::string_view hex = in.substr(at + 2, 4);
  const bool paired = IsHighSurrogate(hex) && in.substr(at + 6, 2) == "\\u" && IsLowSurrogate(in.substr(at + 8, 4));
  if (paired) {
    out.append(in.substr(at, 12));
    return 12;
  }
  if (IsHighSurrogate(hex) || IsLowSurrogate(hex)) out += "\\ufffd";
  else out.append(in.substr(at, 6));
  return std::min<size_t>(6, in.size() - at);
}

// Python and pandas write NaN and Infinity; hand-made files hold raw tabs and line ends in strings; scraped ones hold another encoding.
std::string Mend(std::string_view in) {
  std::string decoded;
  if (ValidUtf8Prefix(in) != in.size()) {
    OffsetMap map;
    const Encoding encoding = DetectEncoding(in);
    Decode(in, encoding == Encoding::kWindows1252 ? encoding : Encoding::kUtf8, decoded, map);
    in = decoded;
  }
  std::string out;
  out.reserve(in.size() + UINT8_MAX);
  bool in_string = false;
  for (size_t at = 0; at < in.size();) {
    const char c = in[at];
    if (in_string && c == '\\') {
      at += CopyEscape(in, at, out);
      continue;
    }
    if (c == '"') in_string = !in_string;
    if (in_string && static_cast<uint8_t>(c) < 0x20) {
      out += c == '\n' || c == '\r' ? "\\n" : " ";
      ++at;
      continue;
    }
    const std::string_view rest = in.substr(at, 9);
    const size_t word = in_string ? 0 : rest.starts_with("NaN") ? 3 : rest.starts_with("-Infinity") ? 9 : rest.starts_with("Infinity") ? 8 : 0;
    if (word > 0) out += "null";
    else out += c;
    at += std::max<size_t>(word, 1);
  }
  return out;
}

std::string Plain(simdjson::error_code code) {
  std::string text = simdjson::error_message(code);
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace

struct JsonReports::State {
  static constexpr size_t kLengths = 40;
  simdjson::dom::parser parser;
  std::vector<KeyEntry> entries;
  std::array<std::vector<const KeyEntry*>, kLengths> by_length;
  std::array<std::vector<Candidate>, kFields> found;
  std::string mended;

  void AddKey(Field field, std::string_view key, uint32_t rank, bool split) {
    const size_t dot = split ? key.find('.') : std::string_view::npos;
    KeyEntry entry;
    entry.key = key.substr(0, dot);
    entry.whole = key;
    entry.field = field;
    entry.rank = rank;
    if (dot != std::string_view::npos) {
      entry.path = key.substr(dot);
      std::replace(entry.path.begin(), entry.path.end(), '.', '/');
    }
    entries.push_back(std::move(entry));
  }

  void Collect(const simdjson::dom::object& object) {
    for (auto& list : found) list.clear();
    for (const simdjson::dom::key_value_pair pair : object) {
      for (const KeyEntry* entry : by_length[std::min(pair.key.size(), kLengths - 1)]) {
        if (pair.key != entry->key || pair.value.is_null()) continue;
        element value = pair.value;
        if (!entry->path.empty() && (!value.is_object() || value.at_pointer(entry->path).get(value) != simdjson::SUCCESS)) continue;
        if (found[entry->field].size() < 64) found[entry->field].push_back({entry->rank, entry, value});
      }
    }
    for (auto& list : found) std::stable_sort(list.begin(), list.end(), [](const Candidate& a, const Candidate& b) { return a.rank < b.rank; });
  }

  std::string First(Field field) const {
    for (const Candidate& candidate : found[field]) {
      std::string text = ScalarText(candidate.value);
      if (!text.empty()) return text;
    }
    return {};
  }

  bool FillText(Report& report) const {
    for (const Candidate& candidate : found[kText]) {
      element value = candidate.value;
      PickNinjsBody(candidate.value, value);
      if (value.is_string()) {
        const std::string_view text(value);
        if (Trim(text).empty()) continue;
        report.original.assign(text);
        CutExtractedText(report);
        return true;
      }
      TextBuilder builder;
      builder.AddAny(value, PartRole::kBody);
      if (builder.text.empty()) continue;
      report.original = std::move(builder.text);
      report.parts = std::move(builder.parts);
      return true;
    }
    return false;
  }

  void FillPublished(Report& report) const {
    for (const Candidate& candidate : found[kPublished]) {
      std::string iso = IsoPublished(ScalarText(candidate.value));
      if (iso.empty()) continue;
      report.published = std::move(iso);
      report.published_from = "field:" + candidate.entry->whole;
      return;
    }
  }

  // "source" is a name with some producers and an address with others.
  void FillOrigin(Report& report) const {
    for (const Candidate& candidate : found[kPublisher]) {
      const std::string text = ScalarText(candidate.value);
      if (text.empty() || (candidate.entry->key == "source" && IsUrl(text))) continue;
      report.publisher = IsUrl(text) ? std::string(HostOf(text)) : text;
      break;
    }
    for (const Candidate& candidate : found[kUri]) {
      const std::string text = ScalarText(candidate.value);
      if (text.empty() || (candidate.entry->key == "source" && !IsUrl(text))) continue;
      report.uri = text;
      break;
    }
  }

  void FillAuthors(Report& report) const {
    for (const Candidate& candidate : found[kAuthors]) {
      if (candidate.value.is_array()) {
        for (const element item : simdjson::dom::array(candidate.value)) {
          const std::string name = ScalarText(item);
          if (!name.empty() && name.size() <= 200) report.authors.push_back(NameCase(name));
        }
      } else {
        report.authors = SplitAuthors(ScalarText(candidate.value));
      }
      if (!report.authors.empty()) break;
    }
    report.byline = First(kByline);
    if (report.authors.empty() && !report.byline.empty()) report.authors = SplitAuthors(report.byline);
  }

  Result<void> Parse(std::string_view bytes, element& root) {
    simdjson::error_code code = parser.parse(bytes.data(), bytes.size(), false).get(root);
    if (code == simdjson::SUCCESS) return {};
    const simdjson::error_code first = code;
    mended = Mend(bytes);
    const size_t size = mended.size();
    mended.append(UnitPadding(), ' ');
    code = parser.parse(mended.data(), size, false).get(root);
    if (code == simdjson::SUCCESS) return {};
    return Error{"", "not a JSON object (" + Plain(first) + ")", ""};
  }
  static constexpr size_t UnitPadding() { return simdjson::SIMDJSON_PADDING; }
};

JsonReports::JsonReports(const ReaderOptions& options) : state_(std::make_unique<State>()) {
  uint32_t rank = 0;
  for (const auto& [name, key] : options.fields) {
    const auto* at = std::find(std::begin(kFieldNames), std::end(kFieldNames), name);
    if (at == std::end(kFieldNames)) continue;
    const auto field = static_cast<Field>(at - std::begin(kFieldNames));
    state_->AddKey(field, key, rank++, false);
    if (key.find('.') != std::string::npos) state_->AddKey(field, key, rank++, true);
  }
  for (const KnownKey& known : kKnownKeys) state_->AddKey(known.field, known.key, rank++, true);
  for (const KeyEntry& entry : state_->entries) state_->by_length[std::min(entry.key.size(), State::kLengths - 1)].push_back(&entry);
}

JsonReports::~JsonReports() = default;

Result<void> JsonReports::Read(std::string_view bytes, Report& report) {
  element root;
  if (Result<void> parsed = state_->Parse(bytes, root); !parsed) return parsed.error();
  if (!root.is_object()) return Error{"", "not a JSON object (another JSON value)", ""};
  state_->Collect(simdjson::dom::object(root));
  report.title = state_->First(kTitle);
  report.language = state_->First(kLanguage);
  report.dateline = state_->First(kDateline);
  report.source_id = state_->First(kId);
  state_->FillOrigin(report);
  state_->FillAuthors(report);
  state_->FillPublished(report);
  if (!state_->FillText(report)) return Error{"", "an object without text",
      "a key such as text, body, content or maintext, or a mapping of yours (text=KEY)"};
  return {};
}

}  // namespace dateline
