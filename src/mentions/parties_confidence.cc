// How likely a row of doc.parties is right: a party at all, and this one.
#include "mentions/parties_reader.h"
#include "mentions/parties_workspace.h"

namespace dateline {
namespace {

/// Shares of rows of a kind that were right, rounded: country of those that PLOVER's coders took as source or target, rows of reports read by eye (150), links of
/// pronouns on GUM. docs/knowledge.md has the counts.
constexpr float kActor = 0.95F, kState = 0.95F, kPerson = 0.93F, kNamedBody = 0.8F, kLanded = 0.92F, kRole = 0.88F, kThing = 0.6F;
constexpr float kHe = 0.86F, kThey = 0.6F, kIt = 0.7F, kWho = 0.8F, kSpeaker = 0.8F, kUnresolved = 0.3F;

}  // namespace

void PartyReader::Rate(Document& doc, const Workspace& work) const {
  for (uint32_t i = 0; i < doc.parties.size(); ++i) {
    PartyMention& party = doc.parties[i];
    const PartyFacts& facts = work.facts[i];
    if (party.is_pronoun) {
      const PronounKind kind = coreference_.KindOf(doc.tokens.word[party.head_token]);
      // "I" and "we" are found out later, by who is quoted.
      if (kind == PronounKind::kFirst) party.confidence = kSpeaker;
      else if (!party.antecedent.valid()) party.confidence = kUnresolved;
      else party.confidence = kind == PronounKind::kWho ? kWho : kind == PronounKind::kIt ? kIt : kind == PronounKind::kThey ? kThey : kHe;
    } else if (!party.is_people) {
      party.confidence = kThing;
    } else if (facts.state) {
      party.confidence = kState;
    } else if (!party.actor.empty()) {
      party.confidence = kActor;
    } else if (!party.person.empty()) {
      party.confidence = kPerson;
    } else if (facts.named) {
      party.confidence = kNamedBody;
    } else {
      party.confidence = party.country.empty() ? kRole : kLanded;
    }
  }
}

}  // namespace dateline
