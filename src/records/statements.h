// Statements: what somebody says on the conflict that is none of the other four kinds (codebook, section "What becomes a record").
#pragma once

#include <vector>

#include "records/draft.h"
#include "records/scope.h"

namespace dateline {

/// Appends a draft for each attribution of the sentence whose content holds none of `drafts` and is on a topic; outside a report on conflict only where a public
/// party speaks.
void FindStatements(const SentenceContext& context, const ScopeRules& scope, bool report_on_topic, std::vector<Draft>& drafts);

}  // namespace dateline
