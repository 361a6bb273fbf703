// How likely a row of doc.parties is right: a party at all, and this one.
#include "mentions/parties_reader.h"
#include "mentions/parties_workspace.h"

namespace dateline {
namespace {

/// Shares of rows of a kind that were right against the reports coded by hand, rounded (docs/knowledge.md says how they were counted).
constexpr float kActor = 0.95F, kState = 0.93F, kPerson = 0.9F, kNamedBody = 0.8F, kLanded = 0.92F, kRole = 0.85F, kThing = 0.6F, kHe = 0.85F, kThey = 0.75F, kIt = 0.7F, kWho = 0.92F, kUnresolved = 0.5F;

}  // namespace

void PartyReader::Rate(Document& doc, const Workspace& work) const {
  for (uint32_t i = 0; i < doc.parties.size(); ++i) {
    PartyMention& party = doc.parties[i];
    const PartyFacts& facts = work.facts[i];
    if (party.is_pronoun) {
      const PronounKind kind = coreference_.KindOf(doc.tokens.word[party.head_token]);
      party.confidence = !party.antecedent.valid() ? kUnresolved : kind == PronounKind::kWho ? kWho : kind == PronounKind::kIt ? kIt : kind == PronounKind::kThey ? kThey : kHe;
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
