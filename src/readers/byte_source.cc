#include "readers/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

namespace dateline {
namespace {

constexpr size_t kBlock = 128 << 10;
constexpr uint64_t kBombFloor = uint64_t{16} << 20;
constexpr uint64_t kBombRatio = 200;

class FileSource final : public ByteSource {
 public:
  FileSource(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (fd_ > STDIN_FILENO) close(fd_);
  }

  Result<size_t> Read(char* buffer, size_t size) override {
    for (;;) {
      const ssize_t n = read(fd_, buffer, size);
      if (n >= 0) return static_cast<size_t>(n);
      if (errno != EINTR) return Error{path_, std::string("cannot read: ") + std::strerror(errno), ""};
    }
  }

 private:
  int fd_;
  std::string path_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  Result<size_t> Read(char* buffer, size_t size) override {
    const size_t n = std::min(size, bytes_.size());
    std::memcpy(buffer, bytes_.data(), n);
    bytes_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view bytes_;
};

// A block of packed input and the count that the guard needs.
class PackedInput {
 public:
  explicit PackedInput(std::unique_ptr<ByteSource> source) : source_(std::move(source)), block_(kBlock) {}

  /// Unread bytes; an empty view at the end of input.
  Result<std::string_view> Peek() {
    if (at_ == end_) {
      Result<size_t> n = source_->Read(block_.data(), block_.size());
      if (!n) return n.error();
      at_ = 0;
      end_ = *n;
    }
    return std::string_view(block_.data() + at_, end_ - at_);
  }
  /// Reads on until four bytes or the end are there: enough for a magic number.
  Result<std::string_view> PeekMagic() {
    Result<std::string_view> first = Peek();
    while (first && end_ - at_ < 4) {
      if (at_ > 0) std::memmove(block_.data(), block_.data() + at_, end_ - at_);
      end_ -= at_;
      at_ = 0;
      Result<size_t> n = source_->Read(block_.data() + end_, block_.size() - end_);
      if (!n) return n.error();
      if (*n == 0) break;
      end_ += *n;
    }
    if (!first) return first;
    return std::string_view(block_.data() + at_, end_ - at_);
  }
  void Take(size_t size) {
    at_ += size;
    taken_ += size;
  }
  uint64_t taken() const { return taken_; }

 private:
  std::unique_ptr<ByteSource> source_;
  std::vector<char> block_;
  size_t at_ = 0;
  size_t end_ = 0;
  uint64_t taken_ = 0;
};

class PlainSource final : public ByteSource {
 public:
  explicit PlainSource(PackedInput input) : input_(std::move(input)) {}

  Result<size_t> Read(char* buffer, size_t size) override {
    Result<std::string_view> bytes = input_.Peek();
    if (!bytes) return bytes.error();
    const size_t n = std::min(size, bytes->size());
    std::memcpy(buffer, bytes->data(), n);
    input_.Take(n);
    return n;
  }

 private:
  PackedInput input_;
};

// What gzip and zstd share: deliver bytes first, remember the fault, guard against bombs.
class Unpacker : public ByteSource {
 public:
  explicit Unpacker(PackedInput input) : input_(std::move(input)) {}

  Result<size_t> Read(char* buffer, size_t size) final {
    size_t filled = 0;
    while (filled == 0 && !done_ && fault_.what.empty()) filled = Step(buffer, size);
    given_ += filled;
    if (given_ > kBombFloor && given_ / kBombRatio > input_.taken() && fault_.what.empty()) {
      Fault("unpacks to more than " + std::to_string(kBombRatio) + " times its size (stopped after " + std::to_string(given_ >> 20) + " MB)", "packed text");
    }
    if (filled > 0 || fault_.what.empty()) return filled;
    return fault_;
  }

 protected:
  // Unpacks some; sets done_ or a fault when it cannot go on.
  virtual size_t Step(char* buffer, size_t size) = 0;
  void Fault(std::string what, std::string expected) { fault_ = {"", std::move(what), std::move(expected)}; }
  std::string_view Input() {
    Result<std::string_view> bytes = input_.Peek();
    if (bytes) return *bytes;
    fault_ = bytes.error();
    return {};
  }

  PackedInput input_;
  bool done_ = false;
  Error fault_;

 private:
  uint64_t given_ = 0;
};

class GzipSource final : public Unpacker {
 public:
  explicit GzipSource(PackedInput input) : Unpacker(std::move(input)) { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override {
    if (ready_) inflateEnd(&stream_);
  }

 private:
  size_t Step(char* buffer, size_t size) override {
    if (!ready_) return Fault("no memory to unpack gzip", ""), 0;
    if (between_ && !NextMember()) return 0;
    const std::string_view bytes = Input();
    if (bytes.empty()) {
      if (fault_.what.empty()) Fault("gzip data ends early (cut off)", "a whole gzip file");
      return 0;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(buffer);
    stream_.avail_out = static_cast<uInt>(std::min(size, size_t{1} << 30));
    const uInt room = stream_.avail_out;
    const int status = inflate(&stream_, Z_NO_FLUSH);
    input_.Take(bytes.size() - stream_.avail_in);
    if (status == Z_STREAM_END) between_ = true;
    else if (status != Z_OK &&
        status != Z_BUF_ERROR) Fault(std::string("broken gzip data (") + (stream_.msg != nullptr ? stream_.msg : "unknown fault") + ")",
        "a whole gzip file");
    return room - stream_.avail_out;
  }

  // After a member: another one, padding of zeros (tape blocks), or the end.
  bool NextMember() {
    for (std::string_view bytes = Input(); !bytes.empty() && bytes[0] == 0; bytes = Input()) input_.Take(1);
    const std::string_view bytes = Input();
    if (bytes.empty()) {
      done_ = fault_.what.empty();
      return false;
    }
    if (bytes[0] != '\x1f') {
      Fault("bytes that are not gzip follow the gzip data", "one or more gzip members");
      return false;
    }
    between_ = false;
    return inflateReset(&stream_) == Z_OK;
  }

  z_stream stream_{};
  bool ready_ = false;
  bool between_ = false;
};

class ZstdSource final : public Unpacker {
 public:
  explicit ZstdSource(PackedInput input) : Unpacker(std::move(input)), stream_(ZSTD_createDStream()) {}
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;
  ~ZstdSource() override { ZSTD_freeDStream(stream_); }

 private:
  size_t Step(char* buffer, size_t size) override {
    if (stream_ == nullptr) return Fault("no memory to unpack zstd", ""), 0;
    const std::string_view bytes = Input();
    if (bytes.empty() && !fault_.what.empty()) return 0;
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer out = {buffer, size, 0};
    if (bytes.empty() && inside_ == 0) return done_ = true, 0;
    inside_ = ZSTD_decompressStream(stream_, &out, &in);
    input_.Take(in.pos);
    if (ZSTD_isError(inside_) != 0) Fault(std::string("broken zstd data (") + ZSTD_getErrorName(inside_) + ")", "a whole zstd file");
    else if (bytes.empty() && out.pos == 0) Fault("zstd data ends early (cut off)", "a whole zstd file");
    return out.pos;
  }

  ZSTD_DStream* stream_;
  size_t inside_ = 0;  // 0: between frames
};

Result<std::unique_ptr<ByteSource>> Unpacked(std::unique_ptr<ByteSource> raw) {
  PackedInput input(std::move(raw));
  const Result<std::string_view> magic = input.PeekMagic();
  if (!magic) return magic.error();
  std::unique_ptr<ByteSource> source;
  if (magic.value().starts_with("\x1f\x8b")) source = std::make_unique<GzipSource>(std::move(input));
  else if (magic.value().starts_with("\x28\xb5\x2f\xfd")) source = std::make_unique<ZstdSource>(std::move(input));
  else source = std::make_unique<PlainSource>(std::move(input));
  return source;
}

}  // namespace

Result<std::unique_ptr<ByteSource>> OpenBytes(const std::string& path) {
  if (path == "-") return Unpacked(std::make_unique<FileSource>(STDIN_FILENO, "-"));
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{path, std::string("cannot open: ") + std::strerror(errno), ""};
  auto raw = std::make_unique<FileSource>(fd, path);
  struct stat info {};
  if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) return Error{path, "a folder", "a file"};
  return Unpacked(std::move(raw));
}

Result<std::unique_ptr<ByteSource>> OpenMemory(std::string_view bytes) { return Unpacked(std::make_unique<MemorySource>(bytes)); }

}  // namespace dateline
