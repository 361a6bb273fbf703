#include "mentions/parties.h"

#include <utility>

#include "mentions/parties_reader.h"

namespace dateline {

PartyFinder::PartyFinder() = default;
PartyFinder::PartyFinder(PartyFinder&&) noexcept = default;
PartyFinder& PartyFinder::operator=(PartyFinder&&) noexcept = default;
PartyFinder::~PartyFinder() = default;

Result<PartyFinder> PartyFinder::Load(const Container& knowledge, Vocabulary& vocabulary, const Dictionaries* dictionaries) {
  auto reader = PartyReader::Load(knowledge, vocabulary, dictionaries);
  if (!reader) return reader.error();
  PartyFinder out;
  out.reader_ = std::make_unique<const PartyReader>(std::move(*reader));
  return out;
}

void PartyFinder::Find(Document& doc) const { reader_->Find(doc); }

}  // namespace dateline
