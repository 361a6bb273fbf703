#include "readers/inputs.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include "base/charset.h"
#include "base/utf8.h"

namespace dateline {
namespace {

constexpr char kExpected[] = "a .txt, .text, .jsonl, .ndjson or .json file (also .gz, .zst)";
constexpr int kMaxDepth = 512;

std::string_view FileName(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view Extension(std::string_view name) {
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot);
}

std::string ValidUtf8(std::string_view name) {
  std::string out;
  OffsetMap map;
  Decode(name, Encoding::kUtf8, out, map);
  return out;
}

class Lister {
 public:
  explicit Lister(InputKind only) : only_(only) {}

  Inputs Take() { return std::move(out_); }

  void AddGiven(const std::string& path) {
    if (path == "-") {
      out_.files.push_back({"-", "-", 0, 0});
      return;
    }
    struct stat info {};
    const std::string name = ValidUtf8(FileName(path));
    if (stat(path.c_str(), &info) != 0) return Problem(path, name, std::strerror(errno), errno == ENOENT ? "an existing file or folder" : "", false);
    entered_.clear();
    if (S_ISDIR(info.st_mode)) return AddFolder(path, "", info, 0);
    AddFile(path, name.empty() ? path : name, info, true);
  }

 private:
  void Problem(const std::string& path, const std::string& id, std::string what, std::string expected, bool skipped) {
    out_.problems.push_back({path, id, {path, std::move(what), std::move(expected)}, skipped});
  }

  void AddFolder(const std::string& path, const std::string& id, const struct stat& info, int depth) {
    if (!entered_.insert({info.st_dev, info.st_ino}).second) return;
    if (depth > kMaxDepth) return Problem(path, id, "folders nested too deep", "at most 512 levels", false);
    DIR* folder = opendir(path.c_str());
    if (folder == nullptr) return Problem(path, id, std::string("cannot open: ") + std::strerror(errno), "", false);
    std::vector<std::string> names;
    while (const dirent* entry = readdir(folder)) {
      if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    }
    closedir(folder);
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) AddEntry(path.ends_with('/') ? path + name : path + "/" + name,
        id.empty() ? ValidUtf8(name) : id + "/" + ValidUtf8(name), depth);
  }

  void AddEntry(const std::string& path, const std::string& id, int depth) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) return Problem(path, id, std::string("cannot read: ") + std::strerror(errno), "", false);
    if (S_ISDIR(info.st_mode)) return AddFolder(path, id, info, depth + 1);
    if (!S_ISREG(info.st_mode)) return Problem(path, id, "not a regular file", kExpected, true);
    AddFile(path, id, info, false);
  }

  void AddFile(const std::string& path, const std::string& id, const struct stat& info, bool given) {
    if (access(path.c_str(), R_OK) != 0) return Problem(path, id, std::string("cannot open: ") + std::strerror(errno), "", false);
    const bool stream = given && !S_ISREG(info.st_mode);  // a pipe cannot be looked into beforehand
    const InputKind kind = KindOfName(path);
    if (only_ == InputKind::kConllu) {
      if (!given && kind != only_) return Problem(path, id, "no .conllu file", "CoNLL-U (also .gz, .zst)", true);
    } else if (!stream && (kind == InputKind::kUnknown || kind == InputKind::kConllu) && !LooksReadable(path, id)) {
      return;
    }
    const int64_t mtime = static_cast<int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
    out_.files.push_back({path, id, stream ? 0 : static_cast<uint64_t>(info.st_size), mtime});
  }

  // A file whose name says nothing counts as text when it holds text; one with a foreign extension (.html, .csv) does not.
  bool LooksReadable(const std::string& path, const std::string& id) {
    char head[4096];
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof head);
    if (fd >= 0) close(fd);
    if (n < 0) return Problem(path, id, "cannot read", "", false), false;
    const std::string_view bytes(head, static_cast<size_t>(n));
    const std::string_view kind = BinaryKind(bytes);
    const std::string_view extension = Extension(FileName(path));
    if (kind.empty() && extension.empty()) return true;
    Problem(path, id, kind.empty() ? ValidUtf8(extension) + " files are not read" : "looks like " + std::string(kind), kExpected, true);
    return false;
  }

  InputKind only_;
  Inputs out_;
  std::set<std::pair<dev_t, ino_t>> entered_;
};

}  // namespace

InputKind KindOfName(std::string_view path) {
  std::string name = utf8::Lower(FileName(path));
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  else if (name.ends_with(".zst")) name.resize(name.size() - 4);
  const std::string_view extension = Extension(name);
  if (extension == ".txt" || extension == ".text") return InputKind::kText;
  if (extension == ".jsonl" || extension == ".ndjson") return InputKind::kJsonLines;
  if (extension == ".conllu") return InputKind::kConllu;
  return extension == ".json" ? InputKind::kJson : InputKind::kUnknown;
}

Inputs ListInputs(const std::vector<std::string>& paths, InputKind only) {
  Lister lister(only);
  for (const std::string& path : paths) lister.AddGiven(path);
  return lister.Take();
}

}  // namespace dateline
