// Statements: what somebody says on the conflict that is none of the other four kinds (codebook, section "What becomes a record").
#pragma once

#include <vector>

#include "records/draft.h"
#include "records/scope.h"

namespace dateline {

/// Appends a draft for each attribution of the sentence, with how likely its content holds one of `drafts`, which are judged already; outside a report on conflict
/// only where a public party speaks on a topic.
void FindStatements(const SentenceContext& context, const ScopeRules& scope, bool report_on_topic, std::vector<Draft>& drafts);

}  // namespace dateline
