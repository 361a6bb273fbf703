#include "readers/reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/utf8.h"
#include "readers/byte_source.h"

namespace dateline {
namespace {

using Strings = std::vector<std::string>;
using std::operator""sv;

class Folder {
 public:
  Folder() {
    std::string pattern = ::testing::TempDir() + "readersXXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string Write(const std::string& name, std::string_view bytes) const {
    const std::string path = path_ + "/" + name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Collector : ReportSink {
  bool Accept(Report report) override {
    reports.push_back(std::move(report));
    return reports.size() < stop_after;
  }
  bool Fail(InputProblem problem, uint64_t begin, uint64_t end, uint32_t line) override {
    EXPECT_LE(begin, end);
    failures.push_back(problem.error.Message());
    lines.push_back(line);
    return true;
  }
  size_t stop_after = SIZE_MAX;
  std::vector<Report> reports;
  Strings failures;
  std::vector<uint32_t> lines;
};

Collector Read(const std::string& path, const ReaderOptions& options = {}) {
  Collector out;
  const Inputs inputs = ListInputs({path});
  EXPECT_EQ(inputs.files.size(), 1u);
  for (const InputFile& file : inputs.files) EXPECT_TRUE(ReadReports(file, options, out).has_value());
  return out;
}

std::string Gzip(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

std::string Zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

std::string Lines(size_t count) {
  std::mt19937 random(5);
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    out += "{\"id\": \"r" + std::to_string(i) + "\", \"text\": \"Report number " + std::to_string(i) + " says ";
    for (int k = 0; k < 20; ++k) out += std::to_string(random()) + " ";
    out += "people fled.\"}\n";
  }
  return out;
}

TEST(Inputs, ListsFoldersSortedAndNamesWhatItLeavesOut) {
  const Folder folder;
  folder.Write("b.txt", "x");
  folder.Write("a/two.jsonl.gz", "x");
  folder.Write("a/one.TXT", "x");
  folder.Write("a/.hidden.txt", "x");
  folder.Write(".git/config.txt", "x");
  folder.Write("picture.png", "\x89PNG\r\n\x1a\n\0\0\0\r"sv);
  folder.Write("page.html", "<html>");
  folder.Write("plain", "No extension, but text.");
  ASSERT_EQ(symlink(folder.path().c_str(), (folder.path() + "/a/loop").c_str()), 0);
  const Inputs inputs = ListInputs({folder.path(), folder.path() + "/b.txt", folder.path() + "/missing.txt", "-"});
  Strings ids;
  for (const InputFile& file : inputs.files) ids.push_back(file.source_id);
  EXPECT_EQ(ids, (Strings{"a/one.TXT", "a/two.jsonl.gz", "b.txt", "plain", "b.txt", "-"}));
  EXPECT_GT(inputs.files[0].mtime_ns, 0);
  EXPECT_EQ(inputs.files[0].size, 1u);
  ASSERT_EQ(inputs.problems.size(), 3u);
  EXPECT_TRUE(inputs.problems[0].skipped);
  EXPECT_EQ(inputs.problems[0].source_id, "page.html");
  EXPECT_NE(inputs.problems[1].error.Message().find("looks like PNG image; expected a .txt"), std::string::npos);
  EXPECT_FALSE(inputs.problems[2].skipped);
}

TEST(Reader, ReadsPlainTextPackedOrNot) {
  const Folder folder;
  const std::string text = "Rebels Leave the Old Town\n\nBEIRUT — The last rebels left on Sunday.\n";
  for (const auto& [name, bytes] : {std::pair<std::string, std::string>{"r.txt", text}, {"r.txt.gz", Gzip(text)}, {"r.txt.zst", Zstd(text)},
      {"named_wrong.txt", Gzip(text)}}) {
    const Collector out = Read(folder.Write(name, bytes));
    ASSERT_EQ(out.reports.size(), 1u) << name;
    EXPECT_EQ(out.reports[0].original, text);
    EXPECT_EQ(out.reports[0].source_id, name);
    EXPECT_EQ(out.reports[0].title, "Rebels Leave the Old Town");
    EXPECT_EQ(out.reports[0].unit_end, text.size());
  }
}

TEST(Reader, NamesWhatIsWrongWithATextFile) {
  const Folder folder;
  EXPECT_EQ(Read(folder.Write("empty.txt", "")).failures[0], folder.path() + "/empty.txt: empty file; expected text");
  EXPECT_EQ(Read(folder.Write("blank.txt", " \n\n ")).failures.size(), 1u);
  EXPECT_EQ(Read(folder.Write("scan.txt", "\x89PNG\r\n\x1a\n\0\0\0\r"sv)).failures[0],
            folder.path() + "/scan.txt: not text (looks like PNG image); expected UTF-8, UTF-16 or Windows-125x text");
  ReaderOptions options;
  options.max_report_bytes = 2 << 20;
  EXPECT_EQ(Read(folder.Write("long.txt", std::string(5 << 20, 'a')), options).failures[0],
      folder.path() + "/long.txt: report of 5 MB; expected at most 2 MB");
  Collector sink;
  EXPECT_FALSE(ReadReports({folder.path() + "/none.txt", "none.txt", 0, 0}, {}, sink).has_value());
}

TEST(Reader, ReadsJsonLinesAndGoesOnPastBrokenOnes) {
  const Folder folder;
  const std::string path = folder.Write("r.jsonl",
                                        "\xef\xbb\xbf{\"id\": 7, \"source\": \"Northgate\", \"published\": \"2018-01-15\", \"text\": \"One.\", \"records\": [{\"text\": \"no\"}]}\r\n"
                                        "\n"
                                        "{\"text\": \"broken\n"
                                        "[1, 2]\n"
                                        "{\"title\": \"No text\"}\n"
                                        "{\"maintext\": \"Two.\", \"date_publish\": NaN, \"date_download\": \"2018-02-01 10:00:00\", \"source_domain\": \"northgate.example\", \"authors\": [\"JANE DOE\", {\"name\": \"John Roe\"}], \"url\": "
                                        "\"https://northgate.example/1\"}\n"
                                        "{\"text\": \"caf\xe9 \\ud800 tab\there\"}");
  const Collector out = Read(path);
  ASSERT_EQ(out.reports.size(), 3u);
  EXPECT_EQ(out.reports[0].source_id, "7");
  EXPECT_EQ(out.reports[0].original, "One.");
  EXPECT_EQ(out.reports[0].publisher, "Northgate");
  EXPECT_EQ(out.reports[0].published, "2018-01-15");
  EXPECT_EQ(out.reports[0].published_from, "field:published");
  EXPECT_EQ(out.reports[0].line, 1u);
  EXPECT_EQ(out.reports[0].unit_begin, 3u);
  EXPECT_EQ(out.reports[1].source_id, "r.jsonl#5");
  EXPECT_EQ(out.reports[1].published, "2018-02-01T10:00:00");
  EXPECT_EQ(out.reports[1].published_from, "field:date_download");
  EXPECT_EQ(out.reports[1].authors, (Strings{"Jane Doe", "John Roe"}));
  EXPECT_EQ(out.reports[1].uri, "https://northgate.example/1");
  EXPECT_EQ(out.reports[1].line, 6u);
  EXPECT_EQ(out.reports[2].original, "café \xEF\xBF\xBD tab here");
  ASSERT_EQ(out.failures.size(), 3u);
  EXPECT_EQ(out.lines, (std::vector<uint32_t>{3, 4, 5}));
  EXPECT_TRUE(out.failures[0].starts_with(path + ", line 3: not a JSON object (")) << out.failures[0];
  EXPECT_TRUE(out.failures[0].ends_with("; expected one JSON object a line")) << out.failures[0];
  EXPECT_EQ(out.failures[1], path + ", line 4: not a JSON object (another JSON value); expected one JSON object a line");
}

TEST(Reader, KnowsTheProducersKeysAndMappings) {
  const Folder folder;
  const std::string path = folder.Write(
      "p.jsonl",
      "{\"event_text\": \"NGEC.\", \"headline\": \"H\", \"pub_date\": \"Jan 15, 2018\", \"story_id\": \"s1\"}\n"
      "{\"raw_text\": \"x\", \"text\": \"Trafilatura.\", \"source\": \"https://n.example/a\", \"hostname\": \"n.example\", \"fingerprint\": \"f0\", \"author\": \"A. One; B. Two\"}\n"
      "{\"body\": {\"summary\": [\"Sum.\"], \"sections\": [{\"headline\": [], \"paragraphs\": [\"P1.\", \"P2.\"]}, {\"headline\": [\"Sub\"], \"paragraphs\": [\"P3.\"]}]}, \"html\": {\"requested_url\": \"https://f.example/\"}, "
      "\"publishing_date\": \"2018-01-15 08:00:00+00:00\"}\n"
      "{\"uri\": \"urn:1\", \"versionCreated\": \"2018-01-15T08:00:00Z\", \"headlines\": [{\"role\": \"main\", \"value\": \"Ninjs head\"}], \"bodies\": [{\"contentType\": \"text/html\", \"value\": \"<p>no</p>\"}, {\"contentType\": "
      "\"text/plain\", \"value\": \"Ninjs.\"}]}\n"
      "{\"odd\": {\"words\": \"Mapped.\"}, \"text\": \"not this\", \"when\": 1516012200}\n");
  ReaderOptions options;
  Collector out = Read(path, options);
  ASSERT_EQ(out.reports.size(), 5u);
  EXPECT_EQ(out.reports[0].original, "NGEC.");
  EXPECT_EQ(out.reports[0].title, "H");
  EXPECT_EQ(out.reports[0].published, "2018-01-15");
  EXPECT_EQ(out.reports[0].source_id, "s1");
  EXPECT_EQ(out.reports[1].original, "Trafilatura.");
  EXPECT_EQ(out.reports[1].uri, "https://n.example/a");
  EXPECT_EQ(out.reports[1].publisher, "n.example");
  EXPECT_EQ(out.reports[1].authors, (Strings{"A. One", "B. Two"}));
  EXPECT_EQ(out.reports[2].original, "Sum.\n\nP1.\n\nP2.\n\nSub\n\nP3.");
  ASSERT_EQ(out.reports[2].parts.size(), 5u);
  EXPECT_EQ(out.reports[2].parts[3].role, PartRole::kTitle);
  EXPECT_EQ(out.reports[2].uri, "https://f.example/");
  EXPECT_EQ(out.reports[2].published, "2018-01-15T08:00:00Z");
  EXPECT_EQ(out.reports[3].original, "Ninjs.");
  EXPECT_EQ(out.reports[3].title, "Ninjs head");
  options.fields = {{"text", "odd.words"}, {"published", "when"}};
  out = Read(path, options);
  EXPECT_EQ(out.reports[4].original, "Mapped.");
  EXPECT_EQ(out.reports[4].published_from, "field:when");
}

TEST(Reader, ReadsArraysAndPrettyObjects) {
  const Folder folder;
  const std::string pretty = "{\n  \"text\": \"Brace } and quote \\\" inside.\",\n  \"more\": {\"a\": [1, 2]}\n}";
  Collector out = Read(folder.Write("one.json", pretty));
  ASSERT_EQ(out.reports.size(), 1u);
  EXPECT_EQ(out.reports[0].original, "Brace } and quote \" inside.");
  out = Read(folder.Write("many.json", "[\n" + pretty + ",\n3, " + pretty + "\n, {\"text\": \"Last.\"}]\n"));
  ASSERT_EQ(out.reports.size(), 3u);
  EXPECT_EQ(out.reports[2].source_id, "many.json#4");
  EXPECT_EQ(out.reports[2].original, "Last.");
  ASSERT_EQ(out.failures.size(), 1u);
  EXPECT_TRUE(out.failures[0].starts_with(folder.path() + "/many.json, object 2: ")) << out.failures[0];
  out = Read(folder.Write("cut.json", "[" + pretty + ", {\"text\": \"never clo"));
  EXPECT_EQ(out.reports.size(), 1u);
  ASSERT_EQ(out.failures.size(), 1u);
  EXPECT_NE(out.failures[0].find("ends in the middle of an object"), std::string::npos);
  EXPECT_EQ(Read(folder.Write("lines.json", "{\"text\": \"a b\"}\n{\"text\": \"c d\"}\n")).reports.size(), 2u);
  EXPECT_EQ(Read(folder.Write("sniffed", "{\"text\": \"a b\"}\n")).reports.size(), 1u);
}

TEST(Reader, SkipsAnOverlongLineWithBoundedMemory) {
  const Folder folder;
  ReaderOptions options;
  options.max_report_bytes = 1 << 20;
  const std::string path = folder.Write("long.jsonl", "{\"text\": \"a b\"}\n{\"text\": \"" + std::string(9 << 20,
      'x') + "\"}\n{\"text\": \"c d\"}\n");
  const Collector out = Read(path, options);
  EXPECT_EQ(out.reports.size(), 2u);
  ASSERT_EQ(out.failures.size(), 1u);
  EXPECT_EQ(out.failures[0], path + ", line 2: report of 9 MB; expected at most 1 MB");
  const Collector list = Read(folder.Write("long.json", "[{\"text\": \"a b\"}, {\"text\": \"" + std::string(9 << 20,
      'x') + "\"}, {\"text\": \"c d\"}]"), options);
  EXPECT_EQ(list.reports.size(), 2u);
  EXPECT_EQ(list.failures.size(), 1u);
}

TEST(Reader, UnpacksMembersAndTellsOfTruncation) {
  const Folder folder;
  const std::string lines = Lines(3000);
  const std::string half = Lines(10);
  EXPECT_EQ(Read(folder.Write("two.jsonl.gz", Gzip(lines) + Gzip(half))).reports.size(), 3010u);
  EXPECT_EQ(Read(folder.Write("two.jsonl.zst", Zstd(lines) + Zstd(half))).reports.size(), 3010u);
  for (const auto& [name, packed] : {std::pair<std::string, std::string>{"cut.jsonl.gz", Gzip(lines)}, {"cut.jsonl.zst", Zstd(lines)}}) {
    const Collector out = Read(folder.Write(name, packed.substr(0, packed.size() / 2)));
    EXPECT_GT(out.reports.size(), 100u);
    EXPECT_LT(out.reports.size(), 3000u);
    ASSERT_EQ(out.failures.size(), 1u);
    EXPECT_NE(out.failures[0].find("ends early"), std::string::npos) << out.failures[0];
  }
  EXPECT_EQ(Read(folder.Write("bad.jsonl.gz", Gzip(half) + "trailing")).failures.size(), 1u);
}

TEST(Reader, StopsADecompressionBomb) {
  const Folder folder;
  const std::string zeros(80 << 20, ' ');
  for (const auto& [name, packed] : {std::pair<std::string, std::string>{"bomb.jsonl.gz", Gzip(zeros)}, {"bomb.jsonl.zst", Zstd(zeros)}}) {
    const Collector out = Read(folder.Write(name, packed));
    ASSERT_EQ(out.failures.size(), 1u) << name;
    EXPECT_NE(out.failures[0].find("more than 200 times"), std::string::npos) << out.failures[0];
  }
}

TEST(Reader, StopsWhenTheSinkSaysSo) {
  const Folder folder;
  Collector out;
  out.stop_after = 5;
  const Inputs inputs = ListInputs({folder.Write("r.jsonl", Lines(50))});
  EXPECT_TRUE(ReadReports(inputs.files[0], {}, out).has_value());
  EXPECT_EQ(out.reports.size(), 5u);
}

TEST(ReaderProperty, MutatedFilesAreSafe) {
  const Folder folder;
  std::mt19937 random(9);
  const std::string seeds[] = {Lines(4),
      "[" + std::string("{\"text\": \"a [b] {c}\", \"date\": \"2018-01-01\"},\n{\"body\": {\"sections\": [{\"paragraphs\": [\"p\"]}]}}") + "]", Gzip(Lines(4)), Zstd(Lines(4))};
  for (int round = 0; round < 1500; ++round) {
    std::string bytes = seeds[static_cast<size_t>(round) % std::size(seeds)];
    for (auto edits = 1 + random() % 6; edits-- > 0;) {
      const size_t at = bytes.empty() ? 0 : random() % bytes.size();
      switch (random() % 4) {
        case 0: bytes.insert(at, 1, static_cast<char>(random())); break;
        case 1: bytes.erase(at, random() % 30); break;
        case 2: bytes.insert(at, 1, "{}[]\",:\\\n"[random() % 9]); break;
        default: if (!bytes.empty()) bytes[at] = static_cast<char>(random());
      }
    }
    Collector out;
    const std::string path = folder.Write(round % 2 == 0 ? "m.jsonl" : "m.json", bytes);
    ASSERT_TRUE(ReadReports({path, "m", bytes.size(), 0}, {}, out).has_value());
    uint64_t last = 0;
    for (const Report& report : out.reports) {
      EXPECT_TRUE(utf8::IsValid(report.original));
      EXPECT_GE(report.unit_begin, last);
      last = report.unit_end;
      for (const Part& part : report.parts) EXPECT_LE(part.bytes.end, report.original.size());
    }
  }
}

}  // namespace
}  // namespace dateline
