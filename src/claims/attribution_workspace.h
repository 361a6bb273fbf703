// Scratch of AttributionFinder: one a thread, kept warm between documents.
#pragma once

#include <array>
#include <vector>

#include "claims/attribution.h"
#include "claims/cue_labels.h"
#include "claims/cue_sentence.h"

namespace dateline {

struct AttributionFinder::Workspace {
  /// A word that may head a cue, by the model's log odds.
  struct Candidate {
    uint32_t token;  ///< counted from the start of the sentence
    float odds;
  };
  /// A row of the sentence in the making.
  struct Found {
    AttributionMention row;
    TokenRange content;
    uint32_t head;  ///< token of the document that heads the cue
  };
  std::vector<Quotation> quotations;
  std::vector<TokenRange> contents;   ///< parallel to the rows found
  std::vector<PartyId> speakers;      ///< who spoke, latest last
  PartyId last_person;                ///< the latest of them that is a person
  size_t first_row = 0;               ///< rows before it were there already
  size_t sentence_row = 0;            ///< first row of the sentence

  CueSentence sentence;
  std::vector<Candidate> candidates;
  std::vector<uint32_t> features;
  std::vector<uint8_t> taken;         ///< tokens of the cues read
  LabelScores<int32_t> scores;
  std::vector<uint8_t> labels;
  std::vector<std::array<uint8_t, 4>> back;
  std::vector<TokenRange> contents_here;
  std::vector<Found> found;

  void Clear(const Document& doc) {
    quotations.clear();
    contents.clear();
    speakers.clear();
    last_person = {};
    first_row = sentence_row = doc.attributions.size();
  }
};

}  // namespace dateline
