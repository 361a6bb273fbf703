#include "engine/mentions_run.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "engine/analyzer.h"
#include "engine/in_order.h"

namespace dateline {
namespace {

constexpr size_t kMaxBytesUnderWay = size_t{64} << 20;
constexpr size_t kMaxUnitsUnderWay = 384;

/// A report, or what was wrong in its place.
struct Unit {
  Report report;
  std::string id;             ///< source id of a report that was looked at
  std::string lines;
  std::vector<Error> errors;
  bool skip = false;          ///< a report without given spans
  uint32_t sentences = 0;     ///< discarded
  bool story = false;
};

using Put = std::function<bool(Unit, size_t, bool)>;

/// Hands the reports of a file on.
class UnitSink : public ReportSink {
 public:
  UnitSink(const MentionsOptions& options, const Put& put) : options_(options), put_(put) {}
  bool Accept(Report report) override {
    Unit unit;
    unit.id = report.source_id;
    unit.skip = options_.given != nullptr && options_.given->Of(report.source_id) == nullptr;
    const size_t bytes = report.original.size();
    unit.report = std::move(report);
    const bool work = !unit.skip;
    return going_ = put_(std::move(unit), bytes, work);
  }
  bool Fail(InputProblem problem, uint64_t, uint64_t, uint32_t) override { return Tell(std::move(problem.error)); }
  bool Tell(Error error) {
    Unit unit;
    unit.skip = true;
    unit.errors.push_back(std::move(error));
    return going_ = put_(std::move(unit), 0, false);
  }
  bool going() const { return going_; }

 private:
  const MentionsOptions& options_;
  const Put& put_;
  bool going_ = true;
};

/// Code points to bytes of one text.
class Bytes {
 public:
  explicit Bytes(std::string_view text) : size_(static_cast<uint32_t>(text.size())) {
    if (utf8::CountCodePoints(text) == text.size()) return;
    for (uint32_t at = 0; at < text.size(); ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) starts_.push_back(at);
    }
  }
  uint32_t count() const { return starts_.empty() ? size_ : static_cast<uint32_t>(starts_.size()); }
  uint32_t At(uint32_t point) const { return starts_.empty() ? point : point < starts_.size() ? starts_[point] : size_; }

 private:
  uint32_t size_;
  std::vector<uint32_t> starts_;  ///< empty: all ASCII
};

/// Turns reports to lines; one a thread.
class UnitWorker {
 public:
  UnitWorker(const Knowledge& knowledge, const MentionsOptions& options) : analyzer_(knowledge), options_(&options) {}

  void operator()(Unit& unit) {
    const Document& doc = analyzer_.AnalyzeMentions(std::move(unit.report));
    unit.story = doc.story_discarded;
    unit.sentences = doc.story_discarded ? 0 : doc.sentences_discarded;
    unit.lines = options_->given == nullptr ? MentionsJson(doc, options_->classes) : Given(doc, unit);
  }

 private:
  std::string Given(const Document& doc, Unit& unit) {
    const Bytes bytes(doc.clean);
    std::vector<GivenMention> mentions;
    std::vector<Span> spans;
    for (const GivenSpan& given : *options_->given->Of(unit.id)) {
      if (given.end > bytes.count()) {
        unit.errors.push_back({options_->given->name() + ":" + std::to_string(given.line), "span " + std::to_string(given.begin) + " to " + std::to_string(given.end),
                               "one within the " + std::to_string(bytes.count()) + " characters of the cleaned text of " + unit.id});
        continue;
      }
      const auto of_class = std::find(std::begin(kMentionClassNames), std::end(kMentionClassNames), given.of_class);
      GivenMention mention{{bytes.At(given.begin), bytes.At(given.end)}, static_cast<uint32_t>(of_class - std::begin(kMentionClassNames)), nullptr};
      if (mention.of_class == 0) spans.push_back(mention.span);
      mentions.push_back(mention);
    }
    const std::vector<PlaceMention> places = spans.empty() ? std::vector<PlaceMention>() : analyzer_.ResolvePlaces(spans);
    size_t place = 0;
    for (GivenMention& mention : mentions) {
      if (mention.of_class == 0) mention.place = &places[place++];
    }
    std::erase_if(mentions, [&](const GivenMention& mention) { return !(options_->classes >> mention.of_class & 1); });
    return MentionsJson(doc, mentions);
  }

  Analyzer analyzer_;
  const MentionsOptions* options_;
};

void ReadAll(const Inputs& inputs, const MentionsOptions& options, const Put& put) {
  for (const InputFile& file : inputs.files) {
    UnitSink sink(options, put);
    const Result<void> read = ReadReports(file, options.reader, sink);
    if (!sink.going() || (!read && !sink.Tell(read.error()))) return;
  }
}

}  // namespace

void RunMentions(const Inputs& inputs, const Knowledge& knowledge, const MentionsOptions& options, LinesSink& sink) {
  std::set<std::string> seen;
  bool ended = false;
  RunInOrder<Unit>(
      options.threads, {kMaxBytesUnderWay, kMaxUnitsUnderWay}, [&](const Put& put) { ReadAll(inputs, options, put); }, [&] { return UnitWorker(knowledge, options); },
      [&](Unit& unit) {
        for (const Error& error : unit.errors) sink.Fail(error);
        if (unit.story || unit.sentences > 0) sink.Discarded(unit.story, unit.sentences);
        if (options.given != nullptr) seen.insert(unit.id);
        ended = !unit.lines.empty() && !sink.Write(unit.lines);
        return !ended;
      });
  if (options.given == nullptr || ended) return;
  for (const auto& [id, spans] : options.given->all()) {
    if (!seen.contains(id)) sink.Fail({options.given->name() + ":" + std::to_string(spans[0].line), "source_id \"" + id + "\"", "that of a report that was read"});
  }
}

}  // namespace dateline
