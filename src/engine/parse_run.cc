#include "engine/parse_run.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "base/charset.h"
#include "engine/in_order.h"
#include "language/conllu_document.h"
#include "readers/inputs.h"
#include "readers/reader.h"
#include "readers/text_blocks.h"

namespace dateline {
namespace {

constexpr size_t kBytesUnderWay = size_t{3} << 18;

/// One step of the run, in the order of the input.
struct Piece {
  enum class Kind : uint8_t { kText, kReport, kConllu, kProblem } kind = Kind::kText;
  std::string bytes;       ///< kText, kConllu
  std::string name;        ///< of the file, for messages
  uint32_t line = 1;       ///< kConllu: on which it begins
  bool continues = false;  ///< kText: begins inside a paragraph
  bool begins = false;     ///< a document; its id is `id`
  std::string id;
  Report report;                ///< kReport
  std::optional<Error> error;   ///< kProblem; kConllu, once it was looked at
  ParseFault fault = ParseFault::kUnreadable;
  std::string out;              ///< what is to be written, but for the numbers of its sentences,
  std::vector<size_t> numbers;  ///< which belong at these places
};

using Put = std::function<bool(Piece, size_t, bool)>;
using Input = ParseOptions::Input;

std::string ValidUtf8(std::string_view bytes) {
  std::string out;
  OffsetMap map;
  Decode(bytes, Encoding::kUtf8, out, map);
  return out;
}

/// The id of a document in a comment: one line.
std::string IdOf(std::string_view name) {
  std::string out = ValidUtf8(name);
  for (char& c : out) c = static_cast<uint8_t>(c) < ' ' ? ' ' : c;
  return out;
}

bool IsJson(const std::string& path) { return KindOfName(path) == InputKind::kJson || KindOfName(path) == InputKind::kJsonLines; }

/// Hands the reports of a file on.
class ReportPieces : public ReportSink {
 public:
  explicit ReportPieces(const Put& put) : put_(put) {}
  bool Accept(Report report) override {
    Piece piece;
    piece.kind = Piece::Kind::kReport;
    piece.begins = true;
    piece.id = IdOf(report.source_id);
    const size_t size = report.original.size();
    piece.report = std::move(report);
    return going_ = put_(std::move(piece), size, true);
  }
  bool Fail(InputProblem problem, uint64_t, uint64_t, uint32_t) override {
    Piece piece;
    piece.kind = Piece::Kind::kProblem;
    piece.error = std::move(problem.error);
    piece.fault = problem.skipped ? ParseFault::kSkipped : ParseFault::kUnreadable;
    return going_ = put_(std::move(piece), 0, false);
  }
  bool going() const { return going_; }

 private:
  const Put& put_;
  bool going_ = true;
};

/// Reads the files, one after the other.
class PieceReader {
 public:
  PieceReader(const ParseOptions& options, const Put& put) : options_(options), put_(put) {}

  void ReadAll(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (!ReadFile(path)) return;
    }
  }

 private:
  bool Fail(Error error) {
    Piece piece;
    piece.kind = Piece::Kind::kProblem;
    piece.error = std::move(error);
    return put_(std::move(piece), 0, false);
  }

  /// False when the run was stopped.
  bool ReadFile(const std::string& path) {
    name_ = path == "-" ? "standard input" : ValidUtf8(path);
    struct stat info {};
    if (path != "-" && stat(path.c_str(), &info) != 0) return Fail({name_, std::strerror(errno), errno == ENOENT ? "an existing file" : ""});
    if (path != "-" && S_ISDIR(info.st_mode)) return Fail({name_, "a folder", "files"});
    const std::string file = path.substr(path.rfind('/') + 1);
    if (options_.input == Input::kCleaned || (options_.input == Input::kText && IsJson(path))) {
      ReaderOptions reader;
      reader.fields = options_.fields;
      ReportPieces pieces(put_);
      const Result<void> read = ReadReports({path, path == "-" ? path : IdOf(file), static_cast<uint64_t>(info.st_size), 0}, reader, pieces);
      return pieces.going() && (read || Fail(read.error()));
    }
    Result<std::unique_ptr<ByteSource>> source = OpenBytes(path);
    if (!source) return Fail(source.error());
    const bool conllu = options_.input == Input::kConllu;
    TextBlocks blocks(std::move(*source), conllu ? TextBlocks::End::kBlankLine : TextBlocks::End::kLine);
    if (Error wrong; !IsUtf8Text(blocks.Peek(), wrong)) return Fail(std::move(wrong));
    return ReadBlocks(blocks, conllu ? Piece::Kind::kConllu : Piece::Kind::kText, path == "-" ? "" : IdOf(file));
  }

  bool IsUtf8Text(std::string_view head, Error& wrong) const {
    const Encoding encoding = DetectEncoding(head);
    if (encoding == Encoding::kBinary) wrong = {name_, "not text (looks like " + std::string(BinaryKind(head)) + ")", "UTF-8 text"};
    else if (encoding == Encoding::kUtf16Le || encoding == Encoding::kUtf16Be) wrong = {name_, "UTF-16 text", "UTF-8 (or --clean, which reads it)"};
    else return true;
    return false;
  }

  bool ReadBlocks(TextBlocks& blocks, Piece::Kind kind, const std::string& id) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    bool first = true;
    while (auto block = blocks.Next()) {
      Piece piece;
      piece.kind = kind;
      piece.bytes = std::move(block->bytes);
      piece.name = name_;
      piece.line = block->line;
      piece.continues = block->continues;
      if (first && kind == Piece::Kind::kText) {
        piece.begins = true;
        piece.id = id;
        if (piece.bytes.starts_with(kMark)) piece.bytes.erase(0, kMark.size());
      }
      first = false;
      const size_t size = piece.bytes.size();
      if (!put_(std::move(piece), size, true)) return false;
    }
    if (!blocks.fault()) return true;
    Error fault = *blocks.fault();
    fault.where = name_;
    return Fail(std::move(fault));
  }

  const ParseOptions& options_;
  const Put& put_;
  std::string name_;
};

/// Analyses pieces and writes them out; one a thread.
class PieceWorker {
 public:
  PieceWorker(const TextParser& parser, const ParseOptions& options) : parser_(&parser), options_(&options), workspace_(parser) {}

  void operator()(Piece& piece) {
    out_.clear();
    piece.numbers.clear();
    switch (piece.kind) {
      case Piece::Kind::kText: Write(parser_->Text(piece.bytes, options_->depth, workspace_), piece.continues, piece); break;
      case Piece::Kind::kReport: Write(parser_->Clean(std::move(piece.report), options_->depth, workspace_), false, piece); break;
      case Piece::Kind::kConllu: WriteGiven(piece); break;
      case Piece::Kind::kProblem: return;
    }
    piece.bytes = {};
    piece.out = out_;  // the buffer stays here, grown as large as it must be
  }

 private:
  void Write(const Document& doc, bool continues, Piece& piece) {
    for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
      const bool new_paragraph = s == 0 ? !continues : doc.sentences[s].paragraph != doc.sentences[s - 1].paragraph;
      if (options_->picture) {
        WritePicture(doc, s, piece);
        continue;
      }
      out_ += new_paragraph ? "# newpar\n# sent_id = " : "# sent_id = ";
      piece.numbers.push_back(out_.size());
      out_ += "\n# text = ";
      AppendText(doc, s, out_);
      out_ += '\n';
      AppendConllu(doc, s, out_);
    }
  }

  void WritePicture(const Document& doc, uint32_t s, Piece& piece) {
    piece.numbers.push_back(out_.size());
    out_ += "  ";
    AppendText(doc, s, out_);
    out_ += '\n';
    options_->picture(doc, s, out_);
    out_ += '\n';
  }

  void WriteGiven(Piece& piece) {
    auto sentences = ReadConllu(piece.bytes, piece.name, piece.line);
    if (!sentences) {
      piece.error = sentences.error();
      piece.fault = ParseFault::kMalformed;
      return;
    }
    const Document& doc = parser_->Given(*sentences, options_->depth, workspace_);
    for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
      if (options_->picture) {
        WritePicture(doc, s, piece);
        continue;
      }
      Reannotate(doc, s, (*sentences)[s]);
      AppendConllu((*sentences)[s], out_);
    }
  }

  const TextParser* parser_;
  const ParseOptions* options_;
  TextParser::Workspace workspace_;
  std::string out_;
};

/// Puts the sentences' numbers in and hands the bytes on.
class PieceWriter {
 public:
  PieceWriter(const ParseOptions& options, ParseSink& sink) : options_(options), sink_(sink) {}

  bool Take(const Piece& piece) {
    if (piece.begins) Begin(piece.id);
    if (!piece.out.empty() && !Write(piece)) return false;
    if (piece.error) sink_.Fail(*piece.error, piece.fault);
    return true;
  }

 private:
  void Begin(const std::string& id) {
    if (options_.picture) pending_ = id.empty() ? "" : "=== " + id + " ===\n\n";
    else pending_ = id.empty() ? "# newdoc\n" : "# newdoc id = " + id + "\n";
  }

  bool Write(const Piece& piece) {
    bytes_ = std::move(pending_);
    pending_.clear();
    size_t done = 0;
    for (const size_t at : piece.numbers) {
      bytes_.append(piece.out, done, at - done);
      bytes_ += std::to_string(++sentences_);
      done = at;
    }
    bytes_.append(piece.out, done);
    return sink_.Write(bytes_);
  }

  const ParseOptions& options_;
  ParseSink& sink_;
  std::string pending_, bytes_;
  uint64_t sentences_ = 0;
};

}  // namespace

bool NeedsCleaner(const std::vector<std::string>& paths, const ParseOptions& options) {
  return options.input == Input::kCleaned || (options.input == Input::kText && std::any_of(paths.begin(), paths.end(), IsJson));
}

void RunParse(const std::vector<std::string>& paths, const TextParser& parser, const ParseOptions& options, ParseSink& sink) {
  PieceWriter writer(options, sink);
  RunInOrder<Piece>(
      options.threads, {kBytesUnderWay, 4 * size_t{options.threads}}, [&](const Put& put) { PieceReader(options, put).ReadAll(paths); },
      [&] { return PieceWorker(parser, options); }, [&](const Piece& piece) { return writer.Take(piece); });
}

}  // namespace dateline
