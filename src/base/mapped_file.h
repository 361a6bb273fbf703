// Files as bytes: mapped read-only, or read whole.
#pragma once

#include <string>
#include <string_view>

#include "dateline/result.h"

namespace dateline {

/// A file mapped read-only for as long as the object lives.
class MappedFile {
 public:
  static Result<MappedFile> Open(const std::string& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  size_t size_ = 0;
};

/// The whole of a file; an error names the file and the system's reason.
Result<std::string> ReadFile(const std::string& path);
/// Writes `path` by a temporary file beside it and a rename, so that a reader never sees half a file.
Result<void> WriteFile(const std::string& path, std::string_view bytes);

}  // namespace dateline
