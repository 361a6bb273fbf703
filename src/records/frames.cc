#include "records/frames.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dateline {
namespace {

constexpr std::array<std::string_view, kSlots> kSlotNames = {"actor", "recipient", "people", "origin", "destination", "via", "facilitator", "place", "holder", "previous",
                                                            "joined", "price", "count", "killed", "injured", "missing", "detained", "abducted", "time", "hit"};
constexpr std::array<std::string_view, 5> kKindNames = {"event", "movement", "stock", "control", "statement"};
constexpr std::array<std::pair<std::string_view, Filter>, 6> kFilterNames = {
    {{"any", kAny}, {"people", kPeopleFilter}, {"armed", kArmedFilter}, {"party", kPartyFilter}, {"place", kPlaceFilter}, {"number", kNumberFilter}}};

/// The types the codebook knows, by kind.
constexpr std::array<std::string_view, 5> kTypes = {
    " AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT ",
    " fled returned evacuated deported smuggled transferred withdrew infiltrated displaced joined travelled ",
    " displaced refugee returned detained besieged sheltering in_need missing deployed member present ", " captured recaptured lost held contested besieged boundary ", " "};

template <size_t N>
int IndexOf(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto it = std::find(names.begin(), names.end(), name);
  return it == names.end() ? -1 : static_cast<int>(it - names.begin());
}

/// "(not|never)" in a pattern: that it did not happen is what the words mean.
bool HoldsNegation(std::string_view pattern) {
  constexpr std::array<std::string_view, 4> kNegations = {"not", "never", "n't", "no"};
  for (std::string_view element : SplitList(pattern, ' ')) {
    while (element.starts_with('!') || element.starts_with('(')) element.remove_prefix(1);
    if (element.ends_with(')')) element.remove_suffix(1);
    const auto words = SplitList(element, '|');
    if (!words.empty() && std::all_of(words.begin(), words.end(), [&](std::string_view word) { return std::find(kNegations.begin(), kNegations.end(), word) != kNegations.end(); })) return true;
  }
  return false;
}

struct Loader {
  Vocabulary& vocabulary;
  const PatternSet& patterns;
  Frame& frame;
  uint32_t pattern;

  bool ParsePosition(std::string_view name, Position& position, WordId& preposition) const {
    if (name == "subj") position = Position::kSubject;
    else if (name == "obj") position = Position::kObject;
    else if (name == "poss") position = Position::kPossessor;
    else if (name == "doer") position = Position::kDoer;
    else if (name == "reached") position = Position::kReached;
    else if (name == "aim") position = Position::kAim;
    else if (std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }) && !name.empty()) {
      position = Position::kPreposition;
      preposition = vocabulary.Intern(name);
    } else {
      return false;
    }
    return true;
  }

  Result<void> Slots(std::string_view cell) {
    for (const std::string_view item : SplitList(cell, ' ')) {
      const size_t eq = item.find('=');
      if (eq == std::string_view::npos) return Error{"", "slot \"" + std::string(item) + "\"", "POSITION=SLOT"};
      std::vector<Slot> slots;
      for (const std::string_view name : SplitList(item.substr(eq + 1), ',')) {
        const int slot = IndexOf(kSlotNames, name);
        if (slot < 0) return Error{"", "slot \"" + std::string(name) + "\"", "actor, recipient, people, ... (docs/knowledge.md)"};
        slots.push_back(static_cast<Slot>(slot));
      }
      for (const std::string_view name : SplitList(item.substr(0, eq), ',')) {
        Frame::Filler filler;
        filler.slots = slots;
        if (!ParsePosition(name, filler.position, filler.preposition)) return Error{"", "position \"" + std::string(name) + "\"", "subj, obj, poss, doer, reached, aim or a preposition"};
        frame.fillers.push_back(std::move(filler));
      }
    }
    const auto& captures = patterns.CaptureNames(pattern);
    for (uint8_t i = 0; i < captures.size(); ++i) {
      Frame::Filler filler;
      filler.position = Position::kCapture;
      filler.capture = i;
      for (const std::string_view name : SplitList(captures[i], ',')) {
        const int slot = IndexOf(kSlotNames, name);
        if (slot < 0) return Error{"", "capture \"" + captures[i] + "\"", "the name of a slot"};
        filler.slots.push_back(static_cast<Slot>(slot));
      }
      // "3,000 fighters": the number counts whoever the captured phrase names.
      frame.fillers.push_back(std::move(filler));
    }
    return {};
  }

  Result<void> Needs(std::string_view cell) {
    for (const std::string_view item : SplitList(cell, ' ')) {
      std::vector<Frame::Condition> alternatives;
      for (const std::string_view alternative : SplitList(item, '|')) {
        const size_t colon = alternative.find(':');
        const std::string_view where = alternative.substr(0, colon);
        const std::string_view what = colon == std::string_view::npos ? "any" : alternative.substr(colon + 1);
        Frame::Condition condition;
        const auto filter = std::find_if(kFilterNames.begin(), kFilterNames.end(), [&](const auto& f) { return f.first == what; });
        if (filter == kFilterNames.end()) return Error{"", "condition \"" + std::string(alternative) + "\"", "any, people, armed, party, place or number behind the colon"};
        condition.filter = filter->second;
        if (const int slot = IndexOf(kSlotNames, where); slot >= 0) {
          condition.on_slot = true;
          condition.slot = static_cast<Slot>(slot);
        } else if (!ParsePosition(where, condition.position, condition.preposition)) {
          return Error{"", "condition \"" + std::string(alternative) + "\"", "a slot or a position before the colon"};
        }
        alternatives.push_back(condition);
      }
      frame.needs.push_back(std::move(alternatives));
    }
    return {};
  }
};

}  // namespace

std::string_view SlotName(Slot slot) { return kSlotNames[static_cast<size_t>(slot)]; }

bool Frame::Claims(WordId preposition) const {
  return std::any_of(fillers.begin(), fillers.end(), [&](const Filler& f) { return f.position == Position::kPreposition && f.preposition == preposition; });
}

Result<FrameSet> FrameSet::Load(const Container& knowledge, Vocabulary& vocabulary) {
  FrameSet out;
  for (const std::string_view name : knowledge.Tables("frames/")) {
    auto table = knowledge.OpenTable(name);
    if (!table) return table.error();
    if (table->columns().size() != 10) return Error{"knowledge/" + std::string(name), std::to_string(table->columns().size()) + " columns", "10: id, pattern, kind, type, mode, slots, needs, sure, example, gives"};
    for (const Table::Row& row : table->rows()) {
      const auto at = [&](Error error) { return Error{table->Where(row), error.what, error.expected}; };
      Frame frame;
      frame.id = row.cells[0];
      frame.file = table->name();
      frame.line = row.line;
      const int kind = IndexOf(kKindNames, row.cells[2]);
      if (kind < 0) return at({"", "kind \"" + std::string(row.cells[2]) + "\"", "event, movement, stock, control or statement"});
      frame.kind = static_cast<RecordKind>(kind);
      frame.type = row.cells[3];
      if (frame.type.empty() || kTypes[static_cast<size_t>(kind)].find(" " + frame.type + " ") == std::string_view::npos) return at({"", "type \"" + frame.type + "\"", "one of" + std::string(kTypes[static_cast<size_t>(kind)])});
      frame.mode = row.cells[4];
      frame.is_negated = HoldsNegation(row.cells[1]);
      const std::string_view sure = row.cells[7];
      if (!sure.empty() && std::from_chars(sure.data(), sure.data() + sure.size(), frame.sure).ec != std::errc{}) return at({"", "sure \"" + std::string(sure) + "\"", "a probability"});
      frame.example = row.cells[8];
      frame.gives = row.cells[9];
      auto pattern = out.patterns_.Add(row.cells[1], vocabulary);
      if (!pattern) return at(pattern.error());
      Loader loader{vocabulary, out.patterns_, frame, *pattern};
      if (auto slots = loader.Slots(row.cells[5]); !slots) return at(slots.error());
      if (auto needs = loader.Needs(row.cells[6]); !needs) return at(needs.error());
      out.frames_.push_back(std::move(frame));
    }
  }
  return out;
}

}  // namespace dateline
