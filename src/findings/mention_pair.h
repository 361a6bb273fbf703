// Two claims of one report, compared: what forbids that they speak of one happening, and what speaks for and against it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/container.h"
#include "dateline/result.h"
#include "findings/claim.h"
#include "findings/claim_words.h"
#include "findings/event_sketch.h"

namespace dateline {

/// Why two claims cannot speak of one happening.
enum class MentionGate : uint8_t { kNone, kKind, kType, kDay, kPlace, kRoles, kPeriod, kBackground };
/// "none", "kind", "type" ...
std::string_view Name(MentionGate gate);

/// The features of a pair, as numbers of MentionPairs::names().
struct MentionFeatures {
  std::array<uint8_t, 40> of{};
  uint8_t count = 0;
  void Add(size_t feature) {
    if (count < of.size()) of[count++] = static_cast<uint8_t>(feature);
  }
};

/// A claim as the comparison sees it.
struct MentionView {
  struct Party {
    TextId actor = 0, person = 0, country = 0, role = 0;
    uint32_t head = 0;  ///< hash of the stem of its head word
    uint32_t last = 0;  ///< hash of a person's last name
  };
  uint32_t claim = 0, order = 0;
  EventTypes::Entry type;
  uint32_t families = 0;
  ClaimWords words;
  bool title = false, lead = false;
  bool period = false, background = false;
  std::vector<Party> actors, recipients;
  const ClaimPlace* place = nullptr;  ///< null: none told
};

class MentionPairs {
 public:
  static Result<MentionPairs> Load(const Container& knowledge);

  /// Names of all features, by number.
  static std::span<const std::string_view> Names();

  /// Reads the claims `rows` of a report, which stand in the order of the text; keeps the memory of `out`.
  void Read(const ClaimSet& claims, uint32_t report, std::span<const uint32_t> rows, std::vector<MentionView>& out) const;
  /// Whether something forbids the pair. `a` stands before `b`.
  MentionGate Gate(const ClaimSet& claims, const MentionView& a, const MentionView& b) const;
  void Features(const ClaimSet& claims, const MentionView& a, const MentionView& b, MentionFeatures& out) const;

 private:
  uint32_t Families(RecordKind kind, std::string_view type) const;
  bool IsPeriod(const ClaimSet& claims, const Claim& claim, const MentionView& view) const;

  EventTypes types_;
  ClaimWordReader words_;
  std::unordered_map<std::string, uint32_t> manners_;
};

/// True when one place holds the other, they are the same, or too little is known of them to say that they are not. `km`: two points farther apart are two places.
bool CanBeOnePlace(const ClaimSet& claims, const ClaimPlace& a, const ClaimPlace& b, double km);

}  // namespace dateline
