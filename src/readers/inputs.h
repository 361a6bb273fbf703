// What there is to read: the paths a user gives, as a list of files in a fixed order, and what stood in the way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/result.h"

namespace dateline {

/// A file to read. `source_id` is its path below the folder given, or its file name when it was given itself; valid UTF-8, whatever the name's bytes.
struct InputFile {
  std::string path;  ///< as to be opened; "-": standard input
  std::string source_id;
  uint64_t size = 0;     ///< bytes; 0 for standard input and pipes
  int64_t mtime_ns = 0;  ///< since 1970; 0 for standard input
};

/// What could not be read, or was left out on purpose (`skipped`: not a kind of file that is read).
struct InputProblem {
  std::string path;
  std::string source_id;
  Error error;
  bool skipped = false;
};

struct Inputs {
  std::vector<InputFile> files;
  std::vector<InputProblem> problems;
};

/// What a file's name says it holds; ".gz" and ".zst" are looked through.
enum class InputKind : uint8_t { kUnknown, kText, kJsonLines, kJson, kConllu };
InputKind KindOfName(std::string_view path);

/// Lists files in the order given, folders recursively with each folder's entries sorted by bytes. Hidden files and folders inside a
/// folder are passed over, links are
/// followed, and no folder is entered twice. Files of unknown kind are skipped problems unless they have no extension and hold text. Reads
/// at most 4 KiB of such a file. With `only` kConllu, files given are taken whatever their names, and of those in folders .conllu files; without it, such files
/// are of unknown kind.
Inputs ListInputs(const std::vector<std::string>& paths, InputKind only = InputKind::kUnknown);

}  // namespace dateline
