// Frames: which words make which record, and which grammatical position fills which slot. Rows of knowledge/frames/*.tsv; every row's example is a test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/container.h"
#include "dateline/record.h"
#include "dateline/result.h"
#include "language/pattern.h"
#include "text/lexicon.h"

namespace dateline {

enum class Slot : uint8_t {
  kActor, kRecipient, kPeople, kOrigin, kDestination, kVia, kFacilitator, kPlace, kHolder, kPrevious, kJoined, kPrice, kCount, kKilled, kInjured, kMissing, kDetained, kAbducted, kTime, kHit,
};
inline constexpr size_t kSlots = 20;
std::string_view SlotName(Slot slot);

/// Where a filler stands: deep subject, deep object, possessor or modifier of a noun trigger, a preposition, a capture of the pattern; or, where these leave the slot
/// empty, in the content of the trigger: who is to do what is asked, whom it or its aim would reach.
enum class Position : uint8_t { kSubject, kObject, kPossessor, kPreposition, kCapture, kDoer, kReached, kAim };

/// What a filler must be (bits).
enum Filter : uint8_t { kAny = 0, kPeopleFilter = 1, kArmedFilter = 2, kPartyFilter = 4, kPlaceFilter = 8, kNumberFilter = 16 };

struct Frame {
  struct Filler {
    Position position = Position::kSubject;
    WordId preposition;   ///< of kPreposition; "out of" is the word "out_of"
    uint8_t capture = 0;  ///< of kCapture
    std::vector<Slot> slots;
  };
  /// One alternative of a condition: the filler at a position, or what a slot got, must pass a filter.
  struct Condition {
    bool on_slot = false;
    Slot slot = Slot::kActor;
    Position position = Position::kSubject;
    WordId preposition;
    Filter filter = kAny;
  };
  std::string id, type, mode, file;
  uint32_t line = 0;
  RecordKind kind = RecordKind::kEvent;
  std::vector<Filler> fillers;
  std::vector<std::vector<Condition>> needs;  ///< all must hold; each by one of its alternatives
  float sure = 0.7f;
  bool is_negated = false;  ///< its pattern asks for "not" or "never"
  std::string example, gives;

  bool Claims(WordId preposition) const;
};

class FrameSet {
 public:
  /// All tables below knowledge/frames/. An error names the row and what is wrong with it.
  static Result<FrameSet> Load(const Container& knowledge, Vocabulary& vocabulary);

  const PatternSet& patterns() const { return patterns_; }
  const Frame& frame(uint32_t pattern) const { return frames_[pattern]; }
  const std::vector<Frame>& frames() const { return frames_; }

 private:
  PatternSet patterns_;
  std::vector<Frame> frames_;  ///< by pattern number
};

}  // namespace dateline
