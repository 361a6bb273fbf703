#include "language/conllu.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/charset.h"
#include "base/mapped_file.h"

namespace dateline {
namespace {

constexpr size_t kColumns = 10;

bool ParseNumber(std::string_view text, uint32_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size();
}

bool HasFeature(std::string_view list, std::string_view item) {
  for (size_t at = 0; at <= list.size();) {
    const size_t end = std::min(list.find('|', at), list.size());
    if (list.substr(at, end - at) == item) return true;
    at = end + 1;
  }
  return false;
}

class Reader {
 public:
  Reader(std::string_view bytes, std::string_view name, uint32_t line) : bytes_(bytes), name_(name), line_(line - 1) {}

  Result<std::vector<ConlluSentence>> Run() {
    if (const size_t valid = ValidUtf8Prefix(bytes_); valid < bytes_.size()) {
      line_ += 1 + static_cast<uint32_t>(std::count(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(valid), '\n'));
      return Wrong("bytes that are no UTF-8", "UTF-8");
    }
    for (size_t at = bytes_.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < bytes_.size();) {
      const size_t end = std::min(bytes_.find('\n', at), bytes_.size());
      std::string_view line = bytes_.substr(at, end - at);
      at = end + 1;
      ++line_;
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (auto r = Line(line); !r) return r.error();
    }
    if (auto r = Finish(); !r) return r.error();
    return std::move(out_);
  }

 private:
  Error Wrong(std::string what, std::string expected) const { return {std::string(name_) + ":" + std::to_string(line_), std::move(what), std::move(expected)}; }

  Result<void> Line(std::string_view line) {
    if (line.empty()) return Finish();
    if (line[0] == '#') {
      line.remove_prefix(line.size() > 1 && line[1] == ' ' ? 2 : 1);
      if (line.starts_with("newdoc")) sentence_.new_document = true;
      if (line.starts_with("newpar")) sentence_.new_paragraph = true;
      sentence_.comments.emplace_back(line);
      return {};
    }
    std::array<std::string_view, kColumns> cells;
    size_t count = 0;
    for (size_t at = 0; at <= line.size();) {
      const size_t end = std::min(line.find('\t', at), line.size());
      if (count < kColumns) cells[count] = line.substr(at, end - at);
      ++count;
      at = end + 1;
    }
    if (count != kColumns) return Wrong(std::to_string(count) + " columns", "10, separated by tabs (CoNLL-U)");
    if (cells[0].find('.') != std::string_view::npos) return {};
    if (sentence_.words.empty() && sentence_.line == 0) sentence_.line = line_;
    if (const size_t dash = cells[0].find('-'); dash != std::string_view::npos) return Range(cells, dash);
    return Word(cells);
  }

  Result<void> Range(const std::array<std::string_view, kColumns>& cells, size_t dash) {
    ConlluRange range;
    if (!ParseNumber(cells[0].substr(0, dash), range.first) || !ParseNumber(cells[0].substr(dash + 1), range.last) || range.first != sentence_.words.size() + 1 ||
        range.last < range.first) {
      return Wrong("token \"" + std::string(cells[0]) + "\"", "a range that begins with the next word, such as 3-4");
    }
    range.form = cells[1];
    if (cells[9] != "_") range.misc = cells[9];
    range_glued_ = HasFeature(cells[9], "SpaceAfter=No");
    sentence_.ranges.push_back(std::move(range));
    return {};
  }

  Result<void> Word(const std::array<std::string_view, kColumns>& cells) {
    ConlluWord word;
    uint32_t id = 0;
    if (!ParseNumber(cells[0], id) || id != sentence_.words.size() + 1) {
      return Wrong("word number \"" + std::string(cells[0]) + "\"", std::to_string(sentence_.words.size() + 1));
    }
    if (cells[1].empty()) return Wrong("an empty FORM", "the word as it is written");
    word.form_at = static_cast<uint32_t>(cells[1].data() - bytes_.data());
    word.form = cells[1], word.lemma = cells[2], word.upos = cells[3], word.xpos = cells[4], word.feats = cells[5], word.deprel = cells[7];
    if (cells[9] != "_") word.misc = cells[9];
    word.has_head = cells[6] != "_";
    if (word.has_head && !ParseNumber(cells[6], word.head)) return Wrong("head \"" + std::string(cells[6]) + "\"", "a word's number, 0 or _");
    word.space_after = !HasFeature(word.misc, "SpaceAfter=No");
    if (!sentence_.ranges.empty() && id >= sentence_.ranges.back().first && id <= sentence_.ranges.back().last) word.space_after = id == sentence_.ranges.back().last && !range_glued_;
    sentence_.words.push_back(std::move(word));
    return {};
  }

  Result<void> Finish() {
    if (sentence_.words.empty() && sentence_.ranges.empty()) return {};
    const auto n = static_cast<uint32_t>(sentence_.words.size());
    if (!sentence_.ranges.empty() && sentence_.ranges.back().last > n) return Wrong("a multiword token up to word " + std::to_string(sentence_.ranges.back().last), "at most " + std::to_string(n));
    for (uint32_t w = 0; w < n; ++w) {
      if (sentence_.words[w].head > n || sentence_.words[w].head == w + 1) {
        return Error{std::string(name_) + ":" + std::to_string(sentence_.line), "head " + std::to_string(sentence_.words[w].head) + " of word " + std::to_string(w + 1),
                     "another word of the sentence (1 to " + std::to_string(n) + ") or 0"};
      }
    }
    out_.push_back(std::move(sentence_));
    sentence_ = {};
    return {};
  }

  std::string_view bytes_, name_;
  uint32_t line_;
  bool range_glued_ = false;
  ConlluSentence sentence_;
  std::vector<ConlluSentence> out_;
};

}  // namespace

std::string_view ConlluSentence::Comment(std::string_view key) const {
  for (const std::string& comment : comments) {
    if (comment.size() > key.size() + 2 && comment.starts_with(key) && std::string_view(comment).substr(key.size()).starts_with(" = ")) {
      return std::string_view(comment).substr(key.size() + 3);
    }
  }
  return {};
}

std::string ConlluSentence::Text() const {
  if (const std::string_view text = Comment("text"); !text.empty()) return std::string(text);
  std::string out;
  size_t range = 0;
  for (uint32_t w = 1; w <= words.size(); ++w) {
    while (range < ranges.size() && ranges[range].last < w) ++range;
    if (range < ranges.size() && w == ranges[range].first) {
      out += ranges[range].form;
      w = ranges[range].last;
    } else {
      out += words[w - 1].form;
    }
    if (words[w - 1].space_after && w < words.size()) out += ' ';
  }
  return out;
}

Result<std::vector<ConlluSentence>> ReadConllu(std::string_view bytes, std::string_view name, uint32_t line) { return Reader(bytes, name, line).Run(); }

Result<void> CheckTrees(const std::vector<ConlluSentence>& sentences, std::string_view name) {
  std::vector<uint32_t> reached;  // 0: not yet; else the word from which the walk upwards came by
  for (const ConlluSentence& sentence : sentences) {
    const auto n = static_cast<uint32_t>(sentence.words.size());
    reached.assign(n + 1, 0);
    for (uint32_t start = 1; start <= n; ++start) {
      uint32_t at = start;
      while (at != 0 && reached[at] == 0) {
        reached[at] = start;
        at = sentence.words[at - 1].head;
      }
      if (at != 0 && reached[at] == start) {
        const std::string place = std::string(name) + ":" + std::to_string(sentence.line);
        return Error{place, "the heads from word " + std::to_string(at) + " on go round in a circle", "a tree"};
      }
    }
  }
  return {};
}

Result<std::vector<ConlluSentence>> ReadConlluFile(const std::string& path) {
  auto bytes = ReadFile(path);
  if (!bytes) return bytes.error();
  return ReadConllu(*bytes, path);
}

void AppendConllu(const ConlluSentence& sentence, std::string& out) {
  for (const std::string& comment : sentence.comments) out += "# " + comment + "\n";
  const auto cell = [&out](std::string_view text) {
    out += '\t';
    out += text.empty() ? std::string_view("_") : text;
  };
  size_t range = 0;
  for (uint32_t w = 1; w <= sentence.words.size(); ++w) {
    if (range < sentence.ranges.size() && sentence.ranges[range].first == w) {
      out += std::to_string(w) + "-" + std::to_string(sentence.ranges[range].last);
      cell(sentence.ranges[range].form);
      for (size_t i = 2; i + 1 < kColumns; ++i) cell("");
      const bool glued = !sentence.words[sentence.ranges[range].last - 1].space_after;
      cell(sentence.ranges[range].misc.empty() && glued ? std::string_view("SpaceAfter=No") : sentence.ranges[range].misc);
      out += '\n';
      ++range;
    }
    const ConlluWord& word = sentence.words[w - 1];
    out += std::to_string(w);
    for (const std::string* text : {&word.form, &word.lemma, &word.upos, &word.xpos, &word.feats}) cell(*text);
    cell(word.has_head ? std::to_string(word.head) : "");
    cell(word.deprel);
    cell("");
    cell(word.misc);
    out += '\n';
  }
  out += '\n';
}

}  // namespace dateline
