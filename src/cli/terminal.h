// The terminal: what may be coloured, how wide it is, and where messages go. Data goes to standard output, words to people to standard error.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/commands.h"
#include "engine/knowledge.h"
#include "engine/model_paths.h"

namespace dateline::cli {

/// True when standard output (or error) is a terminal and NO_COLOR is not set.
bool ColorsOnOutput();
bool ColorsOnError();
bool ErrorIsTerminal();
/// Columns of the terminal; 120 where there is none.
int TerminalWidth();

/// A line on standard error.
void Say(std::string_view line);
/// "dateline: ..." on standard error.
void Complain(std::string_view message);
/// Bytes to standard output; false when it is closed or full.
bool Print(std::string_view bytes);

/// The knowledge file to use: the one named, DATELINE_KNOWLEDGE, or the one installed beside the program.
std::string FindKnowledge(const std::string& named);
/// The same for the language model: $DATELINE_MODEL, dateline.model; and, where `accurate`, for its second network: $DATELINE_SECOND_MODEL, dateline-second.model.
ModelPaths FindModel(const CommonOptions& options);
/// The table of the user's own places, whether it is there or not: the one named, $DATELINE_GAZETTEER, $XDG_DATA_HOME/dateline/places.gazetteer or the one below
/// ~/.local/share.
std::string OwnGazetteerPath(const std::string& named);
/// The own places to read with: OwnGazetteerPath where it was named or is there; empty for "none".
std::string FindGazetteer(const std::string& named);
/// Knowledge, model, own places and dictionaries as the options name them; faults of the dictionaries are told. Null, with a complaint, where one cannot be opened.
std::unique_ptr<const Knowledge> OpenKnowledge(const CommonOptions& options);
/// Says what discards left out, where they did.
void SayDiscarded(uint64_t reports, uint64_t sentences);

}  // namespace dateline::cli
