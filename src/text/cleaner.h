// Cleaning: from the bytes of a report to the text that is read, with a map back to the bytes. Only what is broken is mended; see MendCharacters and WordMender.
#pragma once

#include "base/container.h"
#include "dateline/document.h"
#include "dateline/result.h"
#include "text/word_mender.h"

namespace dateline {

class Cleaner {
 public:
  /// Load after the tables whose words should count as known (names of places and actors). Holds no reference to the arguments.
  static Result<Cleaner> Load(const Container& knowledge, const Vocabulary& vocabulary);

  /// Fills clean, offsets, clean_parts and cleaning from doc.report (its original and parts; empty parts: the whole is body). Title, body and caption parts
  /// follow each other in order, with a blank line between them that stands for what lies between; a caption given twice comes once. Any bytes give valid
  /// UTF-8 of at most 16 MiB. O(bytes); allocates only where something is mended.
  void Clean(Document& doc) const;

 private:
  struct Progress;
  void CleanPart(Part part, Progress& progress, Document& doc) const;

  WordMender mender_;
};

}  // namespace dateline
