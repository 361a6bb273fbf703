#include "train/examples.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"
#include "dateline/syntax.h"

namespace dateline::train {
namespace {

std::string_view Value(std::string_view misc, std::string_view key) {
  for (size_t at = 0; at < misc.size();) {
    const size_t end = std::min(misc.find('|', at), misc.size());
    const std::string_view item = misc.substr(at, end - at);
    if (item.size() > key.size() && item.starts_with(key) && item[key.size()] == '=') return item.substr(key.size() + 1);
    at = end + 1;
  }
  return {};
}

std::string Upper(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const utf8::Decoded d = utf8::Decode(text, at);
    const bool small = d.code < 0x180 && utf8::IsLetter(d.code) && !utf8::IsUpper(d.code);
    const bool shifted = small && (d.code < 0x80 || (d.code >= 0xE0 && d.code <= 0xFE && d.code != 0xF7));
    utf8::Append(out, shifted ? d.code - 32 : d.code);
    at += d.size;
  }
  return out;
}

Example FromSentence(const ConlluSentence& sentence) {
  Example e;
  bool tree = true;
  for (const ConlluWord& word : sentence.words) {
    e.forms.push_back(word.form);
    e.upos.push_back(static_cast<int16_t>(UposFrom(word.upos)));
    const Xpos xpos = XposFrom(word.xpos);
    e.xpos.push_back(xpos == Xpos::kNone ? kUnknown : static_cast<int16_t>(xpos));
    e.head.push_back(static_cast<int16_t>(word.head));
    e.deprel.push_back(static_cast<int16_t>(DeprelFrom(word.deprel)));
    tree = tree && word.has_head && word.deprel != "_";
  }
  if (!tree) e.head.clear(), e.deprel.clear();
  return e;
}

}  // namespace

int16_t NameLabels::Label(std::string_view bio) const {
  if (bio.empty() || bio == "O") return 0;
  if (bio.size() < 3) return kUnknown;
  const auto type = std::find(types.begin(), types.end(), bio.substr(2));
  if (type == types.end()) return kUnknown;
  return static_cast<int16_t>(2 * (type - types.begin()) + (bio[0] == 'B' ? 1 : 2));
}

const NameLabels& LabelsOf(NameHead head) {
  static const std::array<NameLabels, kNameHeads> all = [] {
    std::array<NameLabels, kNameHeads> out;
    for (size_t t = 1; t < kNameTypeCount; ++t) out[0].types.emplace_back(NameTypeName(static_cast<NameType>(t)));
    out[1].types = {"Organisation", "Person", "Location", "Temporal", "Quantity", "MilitaryPlatform", "DocumentReference", "Money", "Nationality", "Weapon", "CommsIdentifier", "Frequency", "Vehicle", "Coordinate"};
    out[2].types = {"organisation", "politician", "location", "misc", "country", "politicalparty", "event", "election", "person"};
    return out;
  }();
  return all[static_cast<size_t>(head)];
}

std::vector<Example> FromTreebank(const std::vector<ConlluSentence>& sentences) {
  std::vector<Example> out;
  for (const ConlluSentence& sentence : sentences) out.push_back(FromSentence(sentence));
  return out;
}

std::vector<Example> FromSilver(const std::vector<ConlluSentence>& sentences, double least, float weight) {
  std::vector<Example> out;
  for (const ConlluSentence& sentence : sentences) {
    double sure = 1;
    const std::string_view text = sentence.Comment("sure");
    std::from_chars(text.data(), text.data() + text.size(), sure);
    Example e = FromSentence(sentence);
    e.gold = false;
    e.weight = weight;
    if (sure < least) {  // names may still be right where the tree is not
      e.head.clear(), e.deprel.clear(), e.upos.clear(), e.xpos.clear();
    }
    for (const auto& [head, key] : {std::pair{NameHead::kRe3d, "Re3d"}, std::pair{NameHead::kPolitics, "Politics"}}) {
      for (const ConlluWord& word : sentence.words) e.names[static_cast<size_t>(head)].push_back(LabelsOf(head).Label(Value(word.misc, key)));
    }
    out.push_back(std::move(e));
  }
  return out;
}

std::vector<Example> FromBio(std::string_view text) {
  const NameLabels& labels = LabelsOf(NameHead::kPolitics);
  std::vector<Example> out(1);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) {
      if (!out.back().forms.empty()) out.emplace_back();
      continue;
    }
    out.back().forms.emplace_back(line.substr(0, tab));
    out.back().names[static_cast<size_t>(NameHead::kPolitics)].push_back(labels.Label(line.substr(tab + 1)));
  }
  if (out.back().forms.empty()) out.pop_back();
  return out;
}

void Apply(Manner manner, Example& example) {
  std::vector<std::string>& forms = example.forms;
  switch (manner) {
    case Manner::kPlain: return;
    case Manner::kCapitals:
      for (std::string& form : forms) form = Upper(form);
      return;
    case Manner::kTitle:  // a headline: long words begin with a capital
      for (std::string& form : forms) {
        if (form.size() > 3 && form[0] >= 'a' && form[0] <= 'z') form[0] = static_cast<char>(form[0] - 32);
      }
      return;
    case Manner::kCurly: {
      bool open = false;
      for (std::string& form : forms) {
        if (form == "\"" || form == "``" || form == "''") form = (open = !open) ? "“" : "”";
        else if (form.size() > 1) {
          const size_t quote = form.find('\'');
          if (quote != std::string::npos) form.replace(quote, 1, "’");
        }
      }
      return;
    }
    case Manner::kDashes:
      for (std::string& form : forms) {
        if (form == "-" || form == "--") form = form == "-" ? "–" : "—";
      }
      return;
    case Manner::kNoStop: {
      const size_t last = forms.size() - 1;
      if (forms.size() < 4 || !example.has_tree() || forms[last] != ".") return;
      for (const int16_t h : example.head) {
        if (h == static_cast<int16_t>(forms.size())) return;
      }
      forms.pop_back();
      for (auto* column : {&example.upos, &example.xpos, &example.head, &example.deprel, &example.names[0], &example.names[1], &example.names[2]}) {
        if (!column->empty()) column->pop_back();
      }
      return;
    }
  }
}

}  // namespace dateline::train
