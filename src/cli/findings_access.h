// The findings of a case file for the commands that read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/container.h"
#include "casefile/findings_query.h"

namespace dateline::cli {

/// Opens the findings of a case. They are made anew in memory, and nothing is written, where those in the file are behind its records, or where `rule` (empty:
/// whatever rule the file has) is another one. Nothing, with a complaint, where they cannot be had.
std::optional<FindingReader> OpenFindings(const std::string& path, std::string_view rule, const Container& knowledge);

}  // namespace dateline::cli
